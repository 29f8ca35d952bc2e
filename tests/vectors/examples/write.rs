//! Writes docs/vectors anew: only when a format gets a new version, never to make a check pass.
//! `cargo run -p dauys-vectors --example write -- docs/vectors`

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use dauys_vectors::{code, files, keys, refused, requests, signatures, stamp};
use serde::Serialize;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("which folder?")?);
    let write = |file: &str, vectors: &dyn erased::Json| -> Result<(), Box<dyn Error>> {
        Ok(fs::write(folder.join(file), vectors.to_json()? + "\n")?)
    };
    write("keys.json", &keys::make())?;
    write("code.json", &code::make())?;
    write("signatures.json", &signatures::make())?;
    write("stamp.json", &stamp::make())?;
    write("requests.json", &requests::make())?;
    write("files.json", &files::make())?;
    write("refused.json", &refused::make())
}

/// One closure for vectors of every shape.
mod erased {
    use super::Serialize;

    pub(crate) trait Json {
        fn to_json(&self) -> serde_json::Result<String>;
    }

    impl<T: Serialize> Json for T {
        fn to_json(&self) -> serde_json::Result<String> {
            serde_json::to_string_pretty(self)
        }
    }
}
