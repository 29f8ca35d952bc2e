//! What is sent in these stories, by somebody who may mean harm.

use std::io::Cursor;

use dauys_tests::attached::Attaching;
use dauys_tests::direct::Visit;
use dauys_tests::organisation::MARAT;
use dauys_tests::stack::Stack;
use dauys_wire::Id;
use image::{ImageFormat, Rgb, RgbImage};

pub(crate) const WORDS: &str = "Бастығым осыны жазды.";

/// Beside the pixels of the photograph.
pub(crate) const CANARY: &str = "kanarenvogel";

/// What the letter calls every file.
const HOSTILE_NAME: &str = "../../x\"\r\nSet-Cookie: a=b\u{202e}<svg onload=alert(1)>.html";

/// A report to Marat alone with these files, each with the type that the letter claims.
pub(crate) fn report_with(stack: &Stack, files: &[(&[u8], &str)]) {
    let visit = Visit::arrive(&stack.address);
    let mut she = Attaching::new(&visit, stack.origin());
    for (file, _) in files {
        she.attach(file.len() as u64, *file);
    }
    for (blob, (_, media_type)) in she.named().iter_mut().zip(files) {
        HOSTILE_NAME.clone_into(&mut blob.name);
        (*media_type).clone_into(&mut blob.media_type);
    }
    let marat = Id::parse(&stack.organisation.investigator(&MARAT).id).unwrap();
    she.report(WORDS, vec![marat]);
}

/// With notes in it, and more behind its end.
pub(crate) fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(320, 200, |x, y| {
        let [x, y] = [x, y].map(|n| u8::try_from(n % 256).unwrap());
        Rgb([x, y, x ^ y])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Jpeg).unwrap();
    let file = file.into_inner();
    let length = u16::try_from(CANARY.len() + 2).unwrap().to_be_bytes();
    [b"\xff\xd8\xff\xfe", length.as_slice(), CANARY.as_bytes(), &file[2..], CANARY.as_bytes()]
        .concat()
}

/// A picture that claims so many pixels on each side.
pub(crate) fn bomb(side: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    RgbImage::new(1, 1).write_to(&mut file, ImageFormat::Png).unwrap();
    let mut file = file.into_inner();
    file[16..20].copy_from_slice(&side.to_be_bytes());
    file[20..24].copy_from_slice(&side.to_be_bytes());
    let crc = crc32(&file[12..29]).to_be_bytes();
    file[29..33].copy_from_slice(&crc);
    file
}

/// ISO 3309, as PNG has it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}
