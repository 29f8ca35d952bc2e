//! Documents in PDF: the first pages, as they would be printed. No script, link or form in them does
//! anything, for who draws them knows none.

use std::time::{Duration, Instant};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::said::{Pixels, Reason, Said};
use super::{PAGES_MAX, SIDE_MAX};

/// After so long no further page is begun: those that are drawn are seen rather than none.
const ENOUGH: Duration = Duration::from_secs(8);

/// A small page is not made larger than this many times.
const SCALE_MAX: f32 = 3.0;

/// Looks at a file that begins as a PDF.
pub(super) fn look(file: &[u8]) -> Result<Said, Reason> {
    let begun = Instant::now();
    let pdf = Pdf::new(file.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Reason::Locked,
        LoadPdfError::Decryption(_) => Reason::Unknown,
        LoadPdfError::Invalid => Reason::Damaged,
    })?;
    let (cache, mut pictures) = (RenderCache::new(), Vec::new());
    for page in pdf.pages().iter().take(PAGES_MAX) {
        pictures.push(draw(page, &cache).ok_or(Reason::Damaged)?);
        if begun.elapsed() > ENOUGH {
            break;
        }
    }
    if pictures.is_empty() {
        return Err(Reason::Damaged);
    }
    let all = u64::try_from(pdf.pages().len()).unwrap_or(u64::MAX);
    Ok(Said::Pictures { all, are_pages: true, pictures })
}

/// None if it has no size.
fn draw<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Option<Pixels> {
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    if !longer.is_finite() || width <= 0.0 || height <= 0.0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand are exact")]
    let scale = (SIDE_MAX as f32 / longer).min(SCALE_MAX);
    // A line is still seen, though it be less than a pixel wide.
    let [x_scale, y_scale] = [width, height].map(|side| scale.max(1.5 / side));
    let look = PixmapSettings { x_scale, y_scale, bg_color: WHITE };
    let how = RenderSettings::default();
    let drawn = render(page, cache, &InterpreterSettings::default(), &how, &look);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let rgb = drawn.data_as_u8_slice().chunks_exact(4).filter_map(|pixel| pixel.get(..3));
    Some(Pixels { width, height, rgb: rgb.flatten().copied().collect() })
}
