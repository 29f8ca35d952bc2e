//! Pictures from anybody, decoded to be blacked out.
//!
//! What comes out is a PNG that has nothing to tell, and is black where it was asked to be.

#![no_main]

use dauys_evidence::blackout::{Area, blackout};
use dauys_evidence::{cleaner, kind::Kind};
use dauys_fuzz::{Seed, pictures, target};

const ALL: Area = Area { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };

fn check(input: &[u8]) -> bool {
    let Ok(black) = blackout(input, &[ALL]) else { return false };
    let png = cleaner(Kind::Png).expect("PNG is cleaned");
    assert_eq!(png.reveals(&black), Ok(Vec::new()));
    let pixels = image::load_from_memory(&black).expect("a picture").into_rgb8();
    assert!(pixels.pixels().all(|pixel| pixel.0 == [0; 3]));
    true
}

fn seeds() -> Vec<Seed> {
    pictures::all().into_iter().map(Seed::taken).collect()
}

target!();
