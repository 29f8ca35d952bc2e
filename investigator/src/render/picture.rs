//! Pictures: of one that moves the first image, the right side up, on white, no larger than a window.

use std::io::Cursor;

use dauys_evidence::kind::Kind;
use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::ImageError;
use image::metadata::Orientation;
use image::{
    AnimationDecoder as _, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba,
    RgbaImage, imageops,
};

use super::SIDE_MAX;
use super::said::{Pixels, Reason, Said};

/// What a decoder may take in memory, in bytes: two hundred million pixels, as many as any telephone takes.
const MEMORY_MAX: u64 = 600_000_000;

/// Looks at a file that begins as a picture.
pub(super) fn look(kind: Kind, file: &[u8]) -> Result<Said, Reason> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Webp => ImageFormat::WebP,
        Kind::Gif => ImageFormat::Gif,
        _ => return Err(Reason::Unknown),
    };
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| reason(&error))?;
    if decoder.total_bytes() > MEMORY_MAX {
        return Err(Reason::TooLarge);
    }
    let side = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    // The memory of the whole one is free again before anything is made of the small one.
    let mut seen = small(picture);
    seen.apply_orientation(side);
    let all = if moves(kind, file) { 2 } else { 1 };
    Ok(Said::Pictures { all, are_pages: false, pictures: vec![pixels(&seen)] })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    limits
}

fn reason(error: &ImageError) -> Reason {
    match error {
        ImageError::Limits(_) => Reason::TooLarge,
        ImageError::Unsupported(_) => Reason::Unknown,
        _ => Reason::Damaged,
    }
}

fn small(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) <= SIDE_MAX {
        return picture;
    }
    picture.thumbnail(SIDE_MAX, SIDE_MAX)
}

fn pixels(picture: &DynamicImage) -> Pixels {
    let (width, height) = (picture.width(), picture.height());
    let rgb = if picture.color().has_alpha() {
        let mut white = RgbaImage::from_pixel(width, height, Rgba([u8::MAX; 4]));
        imageops::overlay(&mut white, &picture.to_rgba8(), 0, 0);
        DynamicImage::from(white).to_rgb8()
    } else {
        picture.to_rgb8()
    };
    Pixels { width, height, rgb: rgb.into_raw() }
}

/// Whether there is more to see than the first image.
fn moves(kind: Kind, file: &[u8]) -> bool {
    let file = Cursor::new(file);
    match kind {
        Kind::Gif => {
            let Ok(mut decoder) = GifDecoder::new(file) else { return false };
            let is_bounded = decoder.set_limits(limits()).is_ok();
            is_bounded && decoder.into_frames().take(2).flatten().count() > 1
        }
        Kind::Webp => WebPDecoder::new(file).is_ok_and(|decoder| decoder.has_animation()),
        Kind::Png => {
            let decoder = PngDecoder::with_limits(file, limits());
            decoder.is_ok_and(|decoder| decoder.is_apng().unwrap_or(false))
        }
        _ => false,
    }
}
