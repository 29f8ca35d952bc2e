//! What is seen of files by a process that can do nothing else: this program, and its limits. Whatever is
//! wrong with a file is an answer, and the next one is looked at as before.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dauys_investigator::render::{Reason, Renderer, Shown, Unseen};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::gif::GifEncoder;
use image::{Delay, DynamicImage, Frame, ImageFormat, Rgb, RgbImage, RgbaImage};

const CANARY: &[u8] = b"kanarenvogel";

fn look(file: &[u8]) -> Result<Shown, Unseen> {
    Renderer::of(PathBuf::from(env!("CARGO_BIN_EXE_dauys"))).look(file)
}

fn unseen(file: &[u8]) -> Unseen {
    match look(file) {
        Err(unseen) => unseen,
        Ok(shown) => panic!("{shown:?}"),
    }
}

/// The first picture, how many there are, and whether they are pages.
fn seen(file: &[u8]) -> (RgbImage, u64, bool) {
    let Ok(Shown::Pictures { all, pictures, are_pages }) = look(file) else { panic!() };
    let first = &pictures[0];
    let picture = image::load_from_memory_with_format(&first.png, ImageFormat::Png).unwrap();
    assert_eq!((picture.width(), picture.height()), (first.width, first.height));
    (picture.into_rgb8(), all, are_pages)
}

fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let [x, y] = [x, y].map(|n| u8::try_from(n % 256).unwrap());
        Rgb([x, y, x ^ y])
    })
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Seconds of two channels, as a telephone records them.
fn recording(seconds: u32) -> Vec<u8> {
    let bytes = seconds * 48_000 * 4;
    let samples = [1, 2, 3, 0x20].repeat(usize::try_from(bytes / 4).unwrap());
    let head = b"WAVEfmt \x10\0\0\0\x01\0\x02\0\x80\xbb\0\0\0\xee\x02\0\x04\0\x10\0data";
    let (all, bytes) = ((bytes + 36).to_le_bytes(), bytes.to_le_bytes());
    [b"RIFF".as_slice(), &all, head, &bytes, &samples].concat()
}

#[test]
fn a_recording_is_heard_as_long_as_it_is() {
    for seconds in [1, 40] {
        let Ok(Shown::Recording(heard)) = look(&recording(seconds)) else { panic!("{seconds}") };
        assert_eq!(heard.seconds(), u64::from(seconds));
        let told = heard.told;
        assert!(!told.is_cut && !told.is_broken && !told.is_film, "{told:?}");
        assert!(heard.loudness(9).into_iter().all(|loud| (4_000..4_500).contains(&loud)));
    }
}

#[test]
fn of_a_recording_that_means_harm_or_that_nobody_here_plays_that_is_told() {
    let mut no_channels = recording(1);
    no_channels[22] = 0;
    let mut no_rate = recording(1);
    no_rate[24..28].fill(0);
    let amr = b"#!AMR\n\x3c\0".to_vec();
    let webm = b"\x1a\x45\xdf\xa3\x93".to_vec();
    let noise = [b"ID3\x04\0\0\0\0\0\0".as_slice(), &vec![0x55; 40_000]].concat();
    for (file, reason) in [
        (no_channels, Reason::Damaged),
        (no_rate, Reason::Damaged),
        (b"OggS".to_vec(), Reason::Damaged),
        (amr, Reason::Unplayable),
        (webm, Reason::Damaged),
    ] {
        assert_eq!(unseen(&file), Unseen::Said(reason), "{:?}", &file[..4]);
    }
    assert!(matches!(unseen(&noise), Unseen::Said(_)));
    // What it claims beyond what there is takes neither memory nor time.
    let mut lies = recording(1);
    lies[40..44].fill(0xff);
    match look(&lies) {
        Ok(Shown::Recording(heard)) => assert_eq!(heard.seconds(), 1),
        other => assert!(matches!(other, Err(Unseen::Said(_))), "{other:?}"),
    }
}

fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&[name.as_slice(), body].concat());
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length, name.as_slice(), body, &crc.sum().to_be_bytes()].concat()
}

/// Of these sides by what it says, and with these bytes for pixels.
fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let head = [&width.to_be_bytes(), &height.to_be_bytes(), [8, 2, 0, 0, 0].as_slice()].concat();
    let chunks = [chunk(*b"IHDR", &head), chunk(*b"IDAT", pixels), chunk(*b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunks.concat()].concat()
}

#[test]
fn pictures_are_made_anew_of_their_pixels_alone() {
    let original = picture(320, 200);
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let file = [encoded(original.clone(), format).as_slice(), CANARY].concat();
        let (shown, all, are_pages) = seen(&file);
        assert!(shown == original && all == 1 && !are_pages, "{format:?}");
    }
    let file = [encoded(original, ImageFormat::Jpeg).as_slice(), CANARY].concat();
    let Ok(Shown::Pictures { pictures, .. }) = look(&file) else { panic!() };
    let png = &pictures[0].png;
    assert!(!png.windows(CANARY.len()).any(|bytes| bytes == CANARY));
    assert!(
        !png.windows(4)
            .any(|bytes| [b"eXIf", b"tEXt", b"iCCP"].contains(&bytes.first_chunk().unwrap()))
    );
}

#[test]
fn a_large_one_is_made_small_and_one_on_its_side_is_turned() {
    let (shown, ..) = seen(&encoded(picture(4_000, 1_000), ImageFormat::Png));
    assert_eq!(shown.dimensions(), (1_600, 400));
    // Orientation 6 of EXIF: the first row is the right side.
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let jpeg = encoded(picture(64, 32), ImageFormat::Jpeg);
    let file = [b"\xff\xd8\xff\xe1", length.as_slice(), exif, &jpeg[2..]].concat();
    assert_eq!(seen(&file).0.dimensions(), (32, 64));
}

#[test]
fn what_can_be_seen_through_is_seen_on_white_and_of_what_moves_the_first_image() {
    let glass = encoded(RgbaImage::new(4, 4), ImageFormat::Png);
    assert!(seen(&glass).0.pixels().all(|pixel| pixel.0 == [255; 3]));
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file);
    for grey in [0, 255] {
        let image = RgbaImage::from_pixel(8, 8, image::Rgba([grey, grey, grey, 255]));
        let frame = Frame::from_parts(image, 0, 0, Delay::from_numer_denom_ms(100, 1));
        encoder.encode_frame(frame).unwrap();
    }
    drop(encoder);
    let (shown, all, _) = seen(&file);
    assert!(all > 1 && shown.pixels().all(|pixel| pixel.0 == [0; 3]));
}

#[test]
fn a_picture_that_is_cut_off_or_claims_too_much_is_told_and_breaks_nothing() {
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let file = encoded(picture(320, 200), format);
        assert_eq!(unseen(&file[..file.len() / 2]), Unseen::Said(Reason::Damaged), "{format:?}");
    }
    assert_eq!(unseen(b"\xff\xd8\xff\xe0"), Unseen::Said(Reason::Damaged));
    let huge = png(60_000, 60_000, &[0; 100]);
    assert_eq!(unseen(&huge), Unseen::Said(Reason::TooLarge));
    let gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0\x3b";
    assert_eq!(unseen(gif), Unseen::Said(Reason::TooLarge));
    // A few kilobytes that say they are two hundred megabytes, and are.
    let mut bomb = ZlibEncoder::new(Vec::new(), Compression::best());
    let row = vec![0; 1 + 3 * 8_000];
    for _ in 0..8_000 {
        bomb.write_all(&row).unwrap();
    }
    let bomb = png(8_000, 8_000, &bomb.finish().unwrap());
    assert!(bomb.len() < 1 << 20);
    let (shown, ..) = seen(&bomb);
    assert_eq!(shown.dimensions(), (1_600, 1_600));
}

#[test]
fn writing_is_read_and_what_is_of_no_known_kind_is_not() {
    let Ok(Shown::Writing { text, encoding, is_guessed, is_cut }) = look("Айгүл\n".as_bytes())
    else {
        panic!()
    };
    assert_eq!((text.as_str(), encoding), ("Айгүл\n", "UTF-8"));
    assert!(!is_guessed && !is_cut);
    let line = vec![b'a'; 10_000_000];
    let Ok(Shown::Writing { text, is_cut, .. }) = look(&line) else { panic!() };
    assert!(is_cut && text.len() < line.len());
    for file in [&b"MZ\0\0"[..], b"PK\x03\x04", b"\0\0\0\x18ftypheic"] {
        assert_eq!(unseen(file), Unseen::Said(Reason::Unknown));
    }
    let too_large = vec![b'a'; (64 << 20) + 1];
    assert_eq!(unseen(&too_large), Unseen::Said(Reason::TooLarge));
}

/// A PDF with these objects, the first of which is the catalogue.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let begin = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n").bytes(),
    );
    file
}

/// With so many pages of these sides, and this on each.
fn pages(count: usize, sides: &str, drawing: &str) -> Vec<u8> {
    let kids: Vec<String> = (5..5 + count).map(|number| format!("{number} 0 R")).collect();
    let tree = format!("<</Type/Pages/Kids[{}]/Count {count}>>", kids.join(" "));
    let content = format!("<</Length {}>>\nstream\n{drawing}\nendstream", drawing.len());
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>";
    let itself = format!("{form}/Length 5>>\nstream\n/X Do\nendstream");
    let fonts = "/Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sides}]/Contents 3 0 R\
         /Resources<</XObject<</X 4 0 R>>{fonts}>>>>"
    );
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>", &tree, &content, &itself];
    objects.extend(vec![page.as_str(); count]);
    pdf(&objects)
}

#[test]
fn of_a_document_the_first_pages_are_seen() {
    let (shown, all, are_pages) = seen(&pages(3, "200 100", "1 0 0 rg 0 0 100 100 re f"));
    assert!(all == 3 && are_pages);
    assert_eq!((shown.get_pixel(10, 10).0, shown.get_pixel(590, 10).0), ([255, 0, 0], [255; 3]));
    let text = seen(&pages(1, "200 100", "BT /F 40 Tf 10 40 Td (Dauys) Tj ET")).0;
    assert!(text.pixels().any(|pixel| pixel.0[0] < 100), "letters of a font that it did not bring");
    let Ok(Shown::Pictures { all, pictures, .. }) = look(&pages(60, "20 10", "")) else { panic!() };
    assert_eq!((all, pictures.len()), (60, 20));
}

#[test]
fn a_document_that_is_damaged_or_means_harm_is_told_and_breaks_nothing() {
    assert_eq!(unseen(b"%PDF-1.7\n"), Unseen::Said(Reason::Damaged));
    for sides in ["0 0", "-5 nan", "1e30 1e30", "99999999 1"] {
        let looked = look(&pages(1, sides, "0 0 5 5 re f"));
        if let Ok(Shown::Pictures { pictures, .. }) = &looked {
            assert!(pictures.iter().all(|it| it.width <= 1_600 && it.height <= 1_600), "{sides}");
        }
    }
    // It draws itself; its pages are a tree that holds itself.
    let _ = look(&pages(1, "200 100", "/X Do"));
    let ring = pdf(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 9999999>>"]);
    let _ = look(&ring);
    let deep = "[".repeat(1_000_000);
    let _ = look(&pdf(&["<</Type/Catalog/Pages 2 0 R>>", &deep]));
    let _ = look(&pages(1, "200 100", &"q 9 0 0 9 0 0 cm 0 0 200 100 re W n ".repeat(100_000)));
    assert!(look(&pages(1, "200 100", "")).is_ok(), "the next one is looked at as before");
}

#[test]
fn a_process_that_does_not_end_is_ended() {
    let begun = Instant::now();
    let waits = Renderer::of(PathBuf::from("/bin/sleep")).within(Duration::from_millis(300));
    // It refuses its argument at once, and has said nothing.
    assert_eq!(waits.look(b"").unwrap_err(), Unseen::Stopped);
    let nowhere = Renderer::of(PathBuf::from("/nowhere"));
    assert_eq!(nowhere.look(b"").unwrap_err(), Unseen::NotStarted);
    assert!(begun.elapsed() < Duration::from_secs(20));
}
