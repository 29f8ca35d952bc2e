//! What a photograph tells, planted and looked for with the program that everyone uses for it: exiftool.
//! It writes into all the places that it knows, and after cleaning it finds nothing there.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use dauys_evidence::cleaner;
use dauys_evidence::finding::What;
use dauys_evidence::kind::Kind;
use dauys_tests::folder::Folder;
use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder as _, ImageFormat, ImageReader, Rgb, RgbImage};
use serde_json::Value;

/// Stands in every note.
const CANARY: &str = "kanarenvogel";

/// Groups of exiftool that tell of the file itself and of its pixels, and those that are made of others.
/// Adobe's is how colours are written; all else in it is the same in every cleaned picture.
const STRUCTURE: [&str; 10] = [
    "SourceFile",
    "ExifTool",
    "System",
    "File",
    "JFIF",
    "Adobe",
    "PNG",
    "RIFF",
    "GIF",
    "Composite",
];

/// What of these groups could say more than how the picture is stored.
const TELLING: [&str; 8] = [
    "Comment",
    "Author",
    "Software",
    "Description",
    "Thumbnail",
    "Trailer",
    "ModifyDate",
    "Warning",
];

#[test]
fn exiftool_finds_nothing_in_a_cleaned_jpeg() {
    let notes =
        ["-Make", "-Model", "-SerialNumber", "-LensModel", "-Artist", "-Copyright", "-Software"];
    let more = [
        "-UserComment",
        "-Comment",
        "-XMP:Creator",
        "-XMP:CreatorTool",
        "-IPTC:By-line",
        "-IPTC:City",
    ];
    let found = holds(ImageFormat::Jpeg, &[notes.as_slice(), &more].concat());
    for what in [What::Place, What::Device, What::Author, What::Date, What::Comment, What::Software]
    {
        assert!(found.contains(&what), "{what:?} is not in {found:?}");
    }
}

#[test]
fn exiftool_finds_nothing_in_a_cleaned_png() {
    let notes =
        ["-Make", "-Artist", "-PNG:Author", "-PNG:Comment", "-PNG:Software", "-XMP:Creator"];
    let found = holds(ImageFormat::Png, &notes);
    for what in [What::Place, What::Device, What::Author, What::Date, What::Comment, What::Software]
    {
        assert!(found.contains(&what), "{what:?} is not in {found:?}");
    }
}

#[test]
fn exiftool_finds_nothing_in_a_cleaned_webp() {
    let found = holds(ImageFormat::WebP, &["-Make", "-Artist", "-XMP:Creator"]);
    for what in [What::Place, What::Device, What::Author, What::Date, What::Other] {
        assert!(found.contains(&what), "{what:?} is not in {found:?}");
    }
}

#[test]
fn exiftool_finds_nothing_in_a_cleaned_gif() {
    let found = holds(ImageFormat::Gif, &["-Comment", "-XMP:Creator"]);
    for what in [What::Comment, What::Other] {
        assert!(found.contains(&what), "{what:?} is not in {found:?}");
    }
}

#[test]
fn pictures_of_seldom_kinds_look_the_same() {
    let kinds = [
        ("cmyk-progressive.jpg", ImageFormat::Jpeg, 1),
        ("deep-interlaced.png", ImageFormat::Png, 1),
        ("moving.png", ImageFormat::Png, 3),
        ("moving.webp", ImageFormat::WebP, 3),
    ];
    for (name, format, shown) in kinds {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures").join(name);
        let picture = fs::read(path).unwrap();
        assert_eq!(frames(format, &picture).len(), shown, "{name}");
        cleans(format, &picture, &["-Make", "-Artist", "-XMP:Creator"]);
    }
}

/// What was found in a picture into which all these notes, a place, a day and a trailer were written.
fn holds(format: ImageFormat, notes: &[&str]) -> Vec<What> {
    cleans(format, &picture(format), notes)
}

/// Nothing of what was written into it is left in the cleaned one, which looks the same.
fn cleans(format: ImageFormat, picture: &[u8], notes: &[&str]) -> Vec<What> {
    let folder = Folder::make();
    let path = folder.path().join("picture");
    fs::write(&path, picture).unwrap();
    let mut planting = Command::new("exiftool");
    planting.args(["-q", "-overwrite_original", "-m"]);
    planting.args(notes.iter().map(|note| format!("{note}={CANARY}")));
    if format != ImageFormat::Gif {
        planting.args(["-GPSLatitude=43.238", "-GPSLatitudeRef=N", "-GPSLongitude=76.945"]);
        planting.args(["-GPSLongitudeRef=E", "-DateTimeOriginal=2026:11:21 10:00:00"]);
        planting.args(["-Orientation#=6"]);
    }
    assert!(planting.arg(&path).status().expect("exiftool").success(), "{format:?}");
    let mut planted = fs::read(&path).unwrap();
    planted.extend(CANARY.as_bytes());
    fs::write(&path, &planted).unwrap();
    let before = told(&path).to_string();
    assert!(before.matches(CANARY).count() >= notes.len(), "{before}");

    let knows = cleaner(Kind::of(&planted)).expect("a picture");
    let cleaned = knows.clean(&planted).unwrap();
    assert_eq!(knows.reveals(&cleaned), Ok(Vec::new()));
    fs::write(&path, &cleaned).unwrap();
    let after = told(&path);
    for (name, value) in after.as_object().expect("names and values") {
        let (group, note) = name.split_once(':').unwrap_or((name, ""));
        let is_side = group == "IFD0" && note == "Orientation" || group.starts_with("PNG-");
        assert!(is_side || STRUCTURE.contains(&group), "{format:?}: {name}: {value}");
        // When this file was written here is no matter of the picture.
        let tells = group != "System" && TELLING.iter().any(|telling| note.contains(telling));
        assert!(!tells, "{format:?}: {name}: {value}");
    }
    assert!(!after.to_string().contains(CANARY), "{after}");
    assert!(frames(format, &planted) == frames(format, &cleaned), "{format:?} looks different");
    let found = knows.reveals(&planted).unwrap();
    found.into_iter().map(|finding| finding.what).collect()
}

/// The pixels of every frame, as an independent decoder sees them.
fn frames(format: ImageFormat, file: &[u8]) -> Vec<Vec<u8>> {
    let file = Cursor::new(file);
    let moving = match format {
        ImageFormat::Png => {
            let still = PngDecoder::new(file.clone()).expect("a decoder");
            let moves = still.is_apng().expect("a head");
            moves.then(|| still.apng().expect("frames").into_frames())
        }
        ImageFormat::WebP => {
            let still = WebPDecoder::new(file.clone()).expect("a decoder");
            still.has_animation().then(|| still.into_frames())
        }
        ImageFormat::Gif => Some(GifDecoder::new(file.clone()).expect("a decoder").into_frames()),
        _ => None,
    };
    if let Some(frames) = moving {
        return frames.map(|frame| frame.expect("a frame").into_buffer().into_raw()).collect();
    }
    let still = ImageReader::with_format(file, format).decode().expect("a decoder");
    vec![still.into_rgba16().as_raw().iter().flat_map(|it| it.to_be_bytes()).collect()]
}

/// All that exiftool finds, by `group:name`.
fn told(path: &Path) -> Value {
    let output = Command::new("exiftool").args(["-j", "-G1", "-a", "-u"]).arg(path).output();
    let told: Value = serde_json::from_slice(&output.expect("exiftool").stdout).expect("JSON");
    told.get(0).expect("one file").clone()
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(160, 120, |x, y| {
        let [x, y] = [x, y].map(|n| u8::try_from(n).unwrap());
        Rgb([x, y, x ^ y])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}
