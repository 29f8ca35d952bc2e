//! Embeds the page's offline form, `client-wasm/form/offline-form.html`, into the program: writes
//! `$OUT_DIR/form.rs`. Without it the program is built all the same, and makes no forms.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let form = package.join("../client-wasm/form/offline-form.html");
    let source = if form.is_file() {
        println!("cargo::rerun-if-changed={}", form.display());
        let form = fs::canonicalize(form)?;
        let form = form.to_str().ok_or("a path that is no text")?;
        format!("pub(super) static FORM: Option<&str> = Some(include_str!({form:?}));\n")
    } else {
        // A watched path that is missing would rebuild the program every time.
        let watched = form.ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("build.rs"));
        println!("cargo::rerun-if-changed={}", watched.display());
        "pub(super) static FORM: Option<&str> = None;\n".to_owned()
    };
    Ok(fs::write(PathBuf::from(env::var("OUT_DIR")?).join("form.rs"), source)?)
}
