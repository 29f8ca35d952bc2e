//! Parts of a picture blacked out: decoded, painted over, and written anew as a PNG that has nothing in
//! it but the pixels. What was under the black is nowhere in it.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use serde::Deserialize;

use crate::kind::Kind;
use crate::{Refused, check_size};

/// Decoded it takes three bytes for each: what a cheap telephone has free.
const PIXELS_MAX: u64 = 40_000_000;

/// What decoders may take in memory, in bytes.
const MEMORY_MAX: u64 = 400_000_000;

/// A rectangle, its edges in percent of the picture as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Area {
    /// From its left side.
    pub left: f32,
    /// From above.
    pub top: f32,
    /// From its left side, too.
    pub right: f32,
    /// From above, too.
    pub bottom: f32,
}

/// The picture with these areas black.
pub fn blackout(file: &[u8], areas: &[Area]) -> Result<Vec<u8>, Refused> {
    check_size(file)?;
    let mut picture = decode(file)?;
    for area in areas {
        paint(&mut picture, area);
    }
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(|_| Refused::Strange)?;
    Ok(png.into_inner())
}

/// As it is seen: turned to the right side, and on white where it can be seen through.
fn decode(file: &[u8]) -> Result<RgbImage, Refused> {
    let format = match Kind::of(file) {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Webp => ImageFormat::WebP,
        Kind::Gif => ImageFormat::Gif,
        _ => return Err(Refused::Strange),
    };
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Refused::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Refused::TooManyPixels);
    }
    let side = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Refused::Damaged)?;
    picture.apply_orientation(side);
    Ok(on_white(&picture))
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [r, g, b, alpha] = seen.get_pixel(x, y).0.map(u32::from);
        let over = |colour: u32| {
            let mixed = (colour * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(r), over(g), over(b)])
    })
}

/// Every pixel that the area touches.
fn paint(picture: &mut RgbImage, area: &Area) {
    let (width, height) = picture.dimensions();
    let (left, right) = edges(area.left, area.right, width);
    let (top, bottom) = edges(area.top, area.bottom, height);
    for y in top..bottom {
        for x in left..right {
            picture.put_pixel(x, y, Rgb([0; 3]));
        }
    }
}

/// The first pixel and the one behind the last, whichever edge is named first.
fn edges(one: f32, other: f32, pixels: u32) -> (u32, u32) {
    let (least, most) = (f64::from(one.min(other)), f64::from(one.max(other)));
    let place = |percent: f64| (percent.clamp(0.0, 100.0) / 100.0) * f64::from(pixels);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the picture"
    )]
    let edges = (place(least).floor() as u32, place(most).ceil() as u32);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(picture: &RgbImage) -> Vec<u8> {
        let mut png = Cursor::new(Vec::new());
        picture.write_to(&mut png, ImageFormat::Png).unwrap();
        png.into_inner()
    }

    #[test]
    fn what_is_under_the_black_is_gone_and_the_rest_is_as_it_was() {
        let picture = RgbImage::from_fn(101, 57, |x, y| {
            let [x, y] = [x, y].map(|n| u8::try_from(n).unwrap());
            Rgb([100 + x, 150 + y, 9])
        });
        let area = Area { left: 60.0, top: 50.0, right: 20.0, bottom: 75.0 };
        let black = decode(&blackout(&png(&picture), &[area]).unwrap()).unwrap();
        assert_eq!(black.dimensions(), (101, 57));
        for (x, y, pixel) in black.enumerate_pixels() {
            let is_inside = (20..61).contains(&x) && (28..43).contains(&y);
            let wanted = if is_inside { Rgb([0; 3]) } else { *picture.get_pixel(x, y) };
            assert_eq!(*pixel, wanted, "{x}, {y}");
        }
    }

    #[test]
    fn areas_beyond_the_picture_and_none_at_all_do_no_harm() {
        let picture = RgbImage::from_pixel(10, 10, Rgb([200; 3]));
        let all = Area { left: -5.0, top: f32::MIN, right: 900.0, bottom: f32::INFINITY };
        let black = decode(&blackout(&png(&picture), &[all]).unwrap()).unwrap();
        assert!(black.pixels().all(|pixel| pixel.0 == [0; 3]));
        let nothing = Area { left: f32::NAN, top: 5.0, right: f32::NAN, bottom: 5.0 };
        assert!(blackout(&png(&picture), &[nothing]).is_ok());
        assert_eq!(blackout(b"GIF89a", &[all]), Err(Refused::Damaged));
        assert_eq!(blackout(b"%PDF-", &[all]), Err(Refused::Strange));
    }
}
