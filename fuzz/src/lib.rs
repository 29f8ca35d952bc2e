//! What the fuzz targets share. A target is one file in `fuzz_targets/`, named after the thing that
//! is parsed. It has two functions: `check`, which takes any bytes, panics if a promise is broken
//! and tells whether the thing was taken; and `seeds`, real inputs to begin with.
//!
//! Random bytes never get past a signature or an authenticated cipher, and a target that stops there
//! tests nothing. So targets sign and seal what they are given, really, as a malicious reporter,
//! addressee or organisation can: what lies behind the signature is what is fuzzed.
//!
//! - [`vectors`]: the real files, docs/vectors.
//! - [`organisation`]: the roster of those files, with all its keys.
//! - [`pictures`]: one in each format that is cleaned.
//! - [`sealing`]: any bytes in a real age file.
//! - [`server`]: the server without its connections.
//! - [`spoil`]: one changed bit.
//! - [`seeds`]: how seeds are written, and held against their own target.

pub mod organisation;
pub mod pictures;
pub mod sealing;
pub mod seeds;
pub mod server;
pub mod spoil;
pub mod vectors;

pub use seeds::Seed;

/// Makes a program of `seeds` and `check`.
#[macro_export]
macro_rules! target {
    () => {
        libfuzzer_sys::fuzz_target!(init: $crate::seeds::write_if_asked(&seeds, &check), |input: &[u8]| {
            check(input);
        });
    };
}
