//! Seeds are made, not kept: each target writes its own out of the real files when it is asked to.
//! Before that they are held against the target itself, so that a harness which lets nothing through
//! is noticed at once: it would fuzz the refusal alone.

use std::path::PathBuf;

/// Names the folder that a target writes its seeds to, instead of fuzzing.
pub const FOLDER_VARIABLE: &str = "DAUYS_FUZZ_SEEDS";

/// An input to begin with.
#[derive(Debug)]
pub enum Seed {
    /// It is what it should be, and must be taken.
    Taken(Vec<u8>),
    /// It is almost that, and must be refused.
    Refused(Vec<u8>),
}

impl Seed {
    /// A seed that must be taken.
    pub fn taken(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Taken(bytes.into())
    }

    /// A seed that must be refused.
    pub fn refused(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Refused(bytes.into())
    }
}

/// Writes the seeds and ends the program, if [`FOLDER_VARIABLE`] is set.
pub fn write_if_asked(seeds: &dyn Fn() -> Vec<Seed>, check: &dyn Fn(&[u8]) -> bool) {
    let Some(folder) = std::env::var_os(FOLDER_VARIABLE).map(PathBuf::from) else { return };
    let seeds = seeds();
    assert!(seeds.iter().any(|seed| matches!(seed, Seed::Taken(_))), "no seed is taken");
    std::fs::create_dir_all(&folder).expect("the folder of the seeds");
    for (number, seed) in seeds.iter().enumerate() {
        let (bytes, taken) = match seed {
            Seed::Taken(bytes) => (bytes, true),
            Seed::Refused(bytes) => (bytes, false),
        };
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(check(bytes), taken, "whether seed {number} is taken: {shown}");
        std::fs::write(folder.join(format!("seed-{number:02}")), bytes).expect("a seed");
    }
    std::process::exit(0);
}
