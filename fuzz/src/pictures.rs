//! A small picture in each format that is cleaned.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// Sixteen pixels by twelve.
pub fn all() -> Vec<Vec<u8>> {
    let picture = RgbImage::from_fn(16, 12, |x, y| {
        let [x, y] = [x, y].map(|n| u8::try_from(n * 9).unwrap_or(u8::MAX));
        Rgb([x, y, x ^ y])
    });
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
    formats
        .map(|format| {
            let mut file = Cursor::new(Vec::new());
            picture.write_to(&mut file, format).expect("an encoder");
            file.into_inner()
        })
        .into()
}
