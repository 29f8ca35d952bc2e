//! Pictures with something planted into every place that their format has: none of it comes out, the
//! pixels are the same, and a second cleaning changes nothing.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::io::Cursor;

use dauys_evidence::finding::What;
use dauys_evidence::kind::Kind;
use dauys_evidence::{Refused, cleaner};
use image::codecs::gif::{GifEncoder, Repeat};
use image::{Delay, DynamicImage, Frame, ImageFormat, Rgb, RgbImage, RgbaImage};
use proptest::prelude::*;

/// Stands in every place.
const CANARY: &[u8] = b"kanarenvogel";

fn picture() -> DynamicImage {
    RgbImage::from_fn(64, 48, |x, y| {
        let [x, y] = [x, y].map(|n| u8::try_from(n).unwrap());
        Rgb([x * 3, y * 5, x ^ y])
    })
    .into()
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn clean(file: &[u8]) -> Result<Vec<u8>, Refused> {
    cleaner(Kind::of(file)).expect("a picture").clean(file)
}

fn reveals(file: &[u8]) -> Vec<What> {
    let findings = cleaner(Kind::of(file)).expect("a picture").reveals(file).unwrap();
    findings.into_iter().map(|finding| finding.what).collect()
}

fn has_canary(file: &[u8]) -> bool {
    file.windows(CANARY.len()).any(|window| window == CANARY)
}

fn pixels(file: &[u8]) -> Vec<u8> {
    image::load_from_memory(file).expect("an independent decoder").into_rgba8().into_raw()
}

/// A planted file is told of, comes out without it, and looks the same.
fn holds(planted: &[u8], what: &[What]) {
    assert!(has_canary(planted), "the planting");
    let found = reveals(planted);
    assert!(what.iter().all(|what| found.contains(what)), "{found:?}");
    let cleaned = clean(planted).unwrap();
    assert!(!has_canary(&cleaned));
    assert_eq!(reveals(&cleaned), []);
    assert_eq!(clean(&cleaned).as_ref(), Ok(&cleaned), "once more");
    assert_eq!(pixels(planted), pixels(&cleaned));
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], length.as_slice(), body].concat()
}

/// An Exif block with a maker, a name, a place and the side that is up.
fn exif(side: u8) -> Vec<u8> {
    let mut entries = Vec::new();
    let mut values = Vec::new();
    let start = 8 + 2 + 4 * 12 + 4;
    let mut ascii = |tag: u16, text: &[u8]| {
        let place = u32::try_from(start + values.len()).unwrap();
        entries.extend(tag.to_be_bytes());
        entries.extend([0, 2]);
        entries.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
        entries.extend(place.to_be_bytes());
        values.extend(text);
    };
    ascii(0x010f, b"kanarenvogel-maker\0");
    ascii(0x013b, b"kanarenvogel-author\0");
    ascii(0x0132, b"2026:11:21 kanarenvogel\0");
    entries.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, side, 0, 0]);
    [b"MM\0*\0\0\0\x08\0\x04".as_slice(), &entries, &[0; 4], &values].concat()
}

#[test]
fn nothing_that_is_planted_into_a_jpeg_comes_out() {
    let file = encoded(ImageFormat::Jpeg);
    let body = file.strip_prefix(b"\xff\xd8").unwrap();
    let mut planted = b"\xff\xd8".to_vec();
    planted.extend(segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(1)].concat()));
    planted.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", CANARY].concat()));
    planted.extend(segment(0xfe, CANARY));
    for number in 0xe0..=0xef {
        planted.extend(segment(number, &[b"x\0", CANARY].concat()));
    }
    planted.extend(segment(0xe2, &[b"ICC_PROFILE\0", CANARY].concat()));
    planted.extend(segment(0xee, &[b"Adobe\0\x64\0\0\0\0\x01", CANARY].concat()));
    planted.extend(body);
    planted.extend(CANARY);
    let all = [What::Device, What::Author, What::Date, What::Comment, What::Trailer, What::Other];
    holds(&planted, &all);
    let second = [file.as_slice(), &file, CANARY].concat();
    holds(&second, &[What::Trailer]);
}

#[test]
fn a_jpeg_keeps_its_right_side_up_and_nothing_else() {
    let file = encoded(ImageFormat::Jpeg);
    let body = file.strip_prefix(b"\xff\xd8").unwrap();
    let block = segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(6)].concat());
    let planted = [b"\xff\xd8", block.as_slice(), body].concat();
    holds(&planted, &[What::Device]);
    let kept = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let cleaned = clean(&planted).unwrap();
    assert!(cleaned.windows(kept.len()).any(|window| window == kept));
}

fn chunk(name: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(name);
    checksum.update(body);
    [length.as_slice(), name, body, &checksum.finalize().to_be_bytes()].concat()
}

/// Behind the header chunk.
const PNG_HEAD: usize = 8 + 25;

#[test]
fn nothing_that_is_planted_into_a_png_comes_out() {
    let file = encoded(ImageFormat::Png);
    let (head, rest) = file.split_at(PNG_HEAD);
    let chunks = [
        chunk(b"tEXt", b"Author\0kanarenvogel"),
        chunk(b"tEXt", b"Comment\0kanarenvogel"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0kanarenvogel"),
        chunk(b"zTXt", b"kanarenvogel\0\0"),
        chunk(b"eXIf", &exif(1)),
        chunk(b"iCCP", CANARY),
        chunk(b"gAMA", b"kana"),
        chunk(b"cHRM", b"kanarenvogelkanarenvogelkanarenv"),
        chunk(b"sRGB", b"\0"),
        chunk(b"sRGB", b"k"),
        chunk(b"prVt", CANARY),
        chunk(b"tIME", CANARY),
    ];
    let planted = [head, &chunks.concat(), rest, CANARY].concat();
    let all = [What::Device, What::Author, What::Date, What::Comment, What::Trailer, What::Other];
    holds(&planted, &all);
}

#[test]
fn what_hides_behind_the_pixels_of_a_png_is_cut_off() {
    let file = encoded(ImageFormat::Png);
    let at = file.windows(4).position(|window| window == b"IDAT").unwrap();
    let length = u32::from_be_bytes(file[at - 4..at].try_into().unwrap());
    let end = at + 4 + usize::try_from(length).unwrap();
    let hidden = chunk(b"IDAT", &[&file[at + 4..end], CANARY].concat());
    let planted = [&file[..at - 4], &hidden, &file[end + 4..]].concat();
    assert!(has_canary(&planted) && reveals(&planted) == [What::Other]);
    assert_eq!(clean(&planted), clean(&file));
}

#[test]
fn nothing_that_is_planted_into_a_webp_comes_out() {
    let file = encoded(ImageFormat::WebP);
    let chunk = |name: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        [name, &length, body, if body.len() % 2 == 1 { b"\0" } else { b"" }].concat()
    };
    let extended = [0x2c, 0, 0, 0, 63, 0, 0, 47, 0, 0];
    let inside = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &extended),
        chunk(b"ICCP", CANARY),
        file[12..].to_vec(),
        chunk(b"EXIF", &exif(1)),
        chunk(b"XMP ", CANARY),
        chunk(b"XYZW", CANARY),
    ]
    .concat();
    let length = u32::try_from(inside.len()).unwrap().to_le_bytes();
    let planted = [b"RIFF".as_slice(), &length, &inside, CANARY].concat();
    holds(&planted, &[What::Device, What::Author, What::Trailer, What::Other]);
}

fn moving() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file);
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for shade in [10, 200] {
        let frame = RgbaImage::from_pixel(20, 10, image::Rgba([shade, 0, 90, 255]));
        encoder
            .encode_frame(Frame::from_parts(frame, 0, 0, Delay::from_numer_denom_ms(80, 1)))
            .unwrap();
    }
    drop(encoder);
    file
}

#[test]
fn nothing_that_is_planted_into_a_gif_comes_out() {
    let file = moving();
    let end = file.len() - 1;
    let mut planted = file[..end].to_vec();
    planted.extend([0x21, 0xfe, 12]);
    planted.extend(CANARY);
    planted.extend([0, 0x21, 0xff, 11]);
    planted.extend(b"XMP DataXMP\x0c");
    planted.extend(CANARY);
    planted.extend([0, 0x3b]);
    planted.extend(CANARY);
    holds(&planted, &[What::Comment, What::Trailer, What::Other]);
    let cleaned = clean(&file).unwrap();
    assert_eq!(cleaned, file, "nothing but what is needed was in it");
}

#[test]
fn tables_that_are_longer_than_what_is_in_them_are_refused() {
    let file = encoded(ImageFormat::Jpeg);
    let body = file.strip_prefix(b"\xff\xd8").unwrap();
    for (marker, start) in [(0xdd, b"\0\0".as_slice()), (0xdb, &[0; 65]), (0xc4, &[0; 17])] {
        let table = segment(marker, &[start, CANARY].concat());
        let planted = [b"\xff\xd8", table.as_slice(), body].concat();
        assert_eq!(clean(&planted), Err(Refused::Damaged), "{marker:x}");
    }
}

#[test]
fn a_second_picture_in_a_still_webp_is_refused() {
    let file = encoded(ImageFormat::WebP);
    let inside = [&file[8..], &file[12..]].concat();
    let length = u32::try_from(inside.len()).unwrap().to_le_bytes();
    let planted = [b"RIFF".as_slice(), &length, &inside].concat();
    assert_eq!(clean(&planted), Err(Refused::Damaged));
}

#[test]
fn what_is_too_large_cut_off_or_something_else_is_refused() {
    let all = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP].map(encoded);
    for file in all.into_iter().chain([moving()]) {
        let cleaner = cleaner(Kind::of(&file)).unwrap();
        for end in 0..file.len() {
            assert!(cleaner.clean(&file[..end]).is_err(), "cut off at {end} of {}", file.len());
        }
    }
    let mut header = Vec::new();
    for side in [100_000_u32, 100_000] {
        header.extend(side.to_be_bytes());
    }
    header.extend([8, 2, 0, 0, 0]);
    let bomb = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"IDAT", b"\x78\x9c\x03\0\0\0\0\x01"),
        chunk(b"IEND", b""),
    ];
    assert_eq!(clean(&bomb.concat()), Err(Refused::TooManyPixels));
    let jpeg = [
        b"\xff\xd8".to_vec(),
        segment(0xc0, b"\x08\xff\xff\xff\xff\x03"),
        segment(0xda, b""),
        b"\xff\xd9".to_vec(),
    ];
    assert_eq!(clean(&jpeg.concat()), Err(Refused::TooManyPixels));
}

proptest! {
    #[test]
    fn whatever_a_file_claims_to_be_it_is_read_to_an_end(
        head in 0_usize..4,
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let heads: [&[u8]; 4] =
            [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\x02\0\0WEBP", b"GIF89a"];
        let file = [heads[head], &bytes].concat();
        if let Ok(cleaned) = clean(&file) {
            prop_assert_eq!(clean(&cleaned), Ok(cleaned.clone()));
        }
    }

    #[test]
    fn a_picture_that_is_changed_anywhere_is_cleaned_or_refused(
        format in 0_usize..3,
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
        let mut file = encoded(formats[format]);
        let place = place.index(file.len());
        file[place] = byte;
        if let Some(cleaner) = cleaner(Kind::of(&file))
            && let Ok(cleaned) = cleaner.clean(&file)
        {
            prop_assert_eq!(cleaner.reveals(&cleaned), Ok(Vec::new()));
            prop_assert_eq!(cleaner.clean(&cleaned), Ok(cleaned));
        }
    }
}
