//! Files that somebody sends who may mean harm, and their report.

use std::io::Cursor;

use dauys_wire::Id;
use image::{ImageFormat, Rgb, RgbImage};

use crate::attached::Attaching;
use crate::direct::Visit;
use crate::organisation::MARAT;
use crate::stack::Stack;

/// Her story.
pub const WORDS: &str = "Бастығым осыны жазды.";

/// Beside the pixels of the photograph.
pub const CANARY: &str = "kanarenvogel";

/// What the letter calls every file.
const HOSTILE_NAME: &str = "../../x\"\r\nSet-Cookie: a=b\u{202e}<svg onload=alert(1)>.html";

/// A report to Marat alone with these files, each with the type that the letter claims. Its thread.
pub fn report_with(stack: &Stack, files: &[(&[u8], &str)]) -> Id {
    let visit = Visit::arrive(&stack.address);
    let mut she = Attaching::new(&visit, stack.origin());
    for (file, _) in files {
        she.attach(file.len() as u64, *file);
    }
    for (blob, (_, media_type)) in she.named().iter_mut().zip(files) {
        HOSTILE_NAME.clone_into(&mut blob.name);
        (*media_type).clone_into(&mut blob.media_type);
    }
    let marat = Id::parse(&stack.organisation.investigator(&MARAT).id).expect("it fits");
    she.report(WORDS, vec![marat]);
    she.reporter.thread()
}

/// With notes in it, and more behind its end.
pub fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(320, 200, |x, y| {
        let [x, y] = [x, y].map(|n| u8::try_from(n % 256).expect("it fits"));
        Rgb([x, y, x ^ y])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Jpeg).expect("it fits");
    let file = file.into_inner();
    let length = u16::try_from(CANARY.len() + 2).expect("it fits").to_be_bytes();
    [b"\xff\xd8\xff\xfe", length.as_slice(), CANARY.as_bytes(), &file[2..], CANARY.as_bytes()]
        .concat()
}

/// Seconds of sound in two channels, with words behind it.
pub fn recording(seconds: u32) -> Vec<u8> {
    recording_at(44_100, seconds)
}

/// The same at a rate of so many samples in a second.
pub fn recording_at(rate: u32, seconds: u32) -> Vec<u8> {
    let wave = [0_i16, 9_000, 12_000, 9_000, 0, -9_000, -12_000, -9_000].iter().cycle();
    let count = usize::try_from(rate * seconds).expect("it fits");
    let samples: Vec<u8> = wave.take(count).flat_map(|it| it.to_le_bytes().repeat(2)).collect();
    let bytes = u32::try_from(samples.len()).expect("it fits");
    let notes = u32::try_from(CANARY.len()).expect("it fits");
    [
        b"RIFF".as_slice(),
        &(bytes + 44 + notes).to_le_bytes(),
        b"WAVEfmt \x10\0\0\0\x01\0\x02\0",
        &rate.to_le_bytes(),
        &(rate * 4).to_le_bytes(),
        b"\x04\0\x10\0data",
        &bytes.to_le_bytes(),
        &samples,
        b"note",
        &notes.to_le_bytes(),
        CANARY.as_bytes(),
    ]
    .concat()
}

/// To Marat alone: a picture, writing, a recording, and what nobody reads here.
pub fn report_with_each_kind(stack: &Stack) -> Id {
    let (photo, recording) = (photo(), recording(2));
    let files = [&photo, WORDS.as_bytes(), &recording, b"MZ\0\x01"];
    report_with(stack, &files.map(|file| (file, "text/plain")))
}

/// A picture that claims so many pixels on each side.
pub fn bomb(side: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    RgbImage::new(1, 1).write_to(&mut file, ImageFormat::Png).expect("it fits");
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
