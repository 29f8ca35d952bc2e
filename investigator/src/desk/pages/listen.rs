//! A recording of a case, as it was made anew: its shape, and its sound, in one part or several, and in whatever
//! pieces a browser wants.

use std::io;
use std::ops::Deref;
use std::pin::Pin;
use std::str::FromStr as _;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::http::header::{self, Range};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::Here;
use super::case::case;
use super::file::NOTHING;
use crate::desk::table::{Done, Seen};
use crate::message;
use crate::render::{PART_SECONDS, RECORDING_SECONDS_MAX, Recording, Shown};
use crate::text::Text;

/// Handed to the browser at once, in bytes.
const PIECE: usize = 1 << 16;

/// Steps of its shape, one of which is two wide, and half its height.
const STEPS: usize = 240;
const HALF: u32 = 50;

/// The sound, or the part of it that a browser asks for when somebody goes on at another place.
pub(super) async fn play(
    desk: Here,
    path: web::Path<(String, usize, usize)>,
    request: HttpRequest,
) -> HttpResponse {
    let (id, number, part) = &*path;
    // Whoever listens is there.
    let done = desk.look(|_, _| case(id)).ok().flatten().and_then(|case| desk.seen(&case, *number));
    let all = done.as_ref().and_then(recording).and_then(|it| it.bytes(*part));
    let (Some(done), Some(all)) = (done, all) else { return HttpResponse::NotFound().finish() };
    let mut response = HttpResponse::Ok();
    let mut sound = Sound { done: Arc::downgrade(&done), part: *part, next: 0, end: all };
    match asked(&request, all) {
        Asked::All => {}
        Asked::Part(first, last) => {
            (sound.next, sound.end) = (first, last + 1);
            response = HttpResponse::PartialContent();
            response.insert_header((header::CONTENT_RANGE, format!("bytes {first}-{last}/{all}")));
        }
        Asked::Nothing => {
            let range = (header::CONTENT_RANGE, format!("bytes */{all}"));
            return HttpResponse::RangeNotSatisfiable().insert_header(range).finish();
        }
    }
    response
        .content_type("audio/wav")
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CONTENT_SECURITY_POLICY, NOTHING))
        .body(sound)
}

/// What stands on the page.
pub(super) fn words(recording: &Recording, text: &Text) -> Value {
    let seconds = recording.seconds();
    let length = message!("look-length", minutes = seconds / 60, seconds = seconds % 60);
    let most = u64::from(RECORDING_SECONDS_MAX / 60);
    let told = recording.told;
    let cut = told.is_cut.then(|| text.say(&message!("look-heard-cut", minutes = most)));
    let parts = (1..=recording.parts()).map(|part| part_words(part, recording.parts(), text));
    json!({
        "length": text.say(&length),
        "shape": shape(recording),
        "width": STEPS * 2,
        "height": HALF * 2,
        "is_film": told.is_film,
        "is_broken": told.is_broken,
        "heard_cut": cut,
        "parts": parts.collect::<Vec<_>>(),
    })
}

/// Nothing, if there is one.
fn part_words(part: usize, parts: usize, text: &Text) -> String {
    if parts == 1 {
        return String::new();
    }
    let from = (part - 1) * usize::try_from(PART_SECONDS / 60).unwrap_or_default();
    text.say(&message!("look-part", part = part, parts = parts, minutes = from))
}

/// A line upright for each step, as the path of a picture says it.
fn shape(recording: &Recording) -> String {
    let line = |(step, loud): (usize, u16)| {
        let half = ((u32::from(loud) * (HALF - 1)) >> 15).max(1);
        format!("M{} {}V{}", step * 2 + 1, HALF - half, HALF + half)
    };
    recording.loudness(STEPS).into_iter().enumerate().map(line).collect()
}

enum Asked {
    All,
    /// From this byte to that one.
    Part(usize, usize),
    Nothing,
}

/// Several parts at once no player asks for: whoever does gets all.
fn asked(request: &HttpRequest, all: usize) -> Asked {
    let range = request.headers().get(header::RANGE).and_then(|range| range.to_str().ok());
    let Some(Ok(Range::Bytes(parts))) = range.map(Range::from_str) else { return Asked::All };
    let [part] = parts.as_slice() else { return Asked::All };
    let found = u64::try_from(all).ok().and_then(|all| part.to_satisfiable_range(all));
    let place = |byte| usize::try_from(byte).ok();
    match found.and_then(|(first, last)| Some((place(first)?, place(last)?))) {
        Some((first, last)) => Asked::Part(first, last),
        None => Asked::Nothing,
    }
}

fn recording(done: &Done) -> Option<&Recording> {
    match &**done {
        Ok(Seen { shown: Ok(Shown::Recording(recording)), .. }) => Some(recording),
        _ => None,
    }
}

/// On its way to the browser. It does not keep what is taken from the table.
struct Sound {
    done: Weak<<Done as Deref>::Target>,
    part: usize,
    next: usize,
    end: usize,
}

impl MessageBody for Sound {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        BodySize::Sized(u64::try_from(self.end - self.next).unwrap_or(u64::MAX))
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.next >= self.end {
            return Poll::Ready(None);
        }
        let end = self.end.min(self.next + PIECE);
        let done = self.done.upgrade();
        let piece =
            done.as_ref().and_then(recording).and_then(|it| it.piece(self.part, self.next..end));
        self.next = end;
        let gone = || io::Error::from(io::ErrorKind::UnexpectedEof).into();
        Poll::Ready(Some(piece.map(Bytes::from).ok_or_else(gone)))
    }
}
