//! The page's modules: cargo, then wasm-bindgen, then wasm-opt, the same bytes from the same source
//! wherever it is built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::tools::{node, target};
use crate::{run, workspace};

/// A file time that age's embedded catalogues would otherwise take from the disk.
const EPOCH: &str = "0";

/// What rustc enables for this target, and the level of optimisation. A function with one caller
/// stays one unless it is tiny: one huge function has so many locals that it compresses worse.
const OPTIMISE: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--converge",
    "-O3",
    "--one-caller-inline-max-function-size=1",
];

/// Builds the module of one feature (`report` or `thread`) into `out_dir`: `dauys_report.js`,
/// `dauys_report_bg.wasm` and their `.d.ts`.
pub(crate) fn build(feature: &str, out_dir: &Path) -> Result<()> {
    let module = compile(feature)?;
    let name = format!("dauys_{feature}");
    let recipe = recipe(&module)?;
    let note = workspace::target()?.join(format!("{name}.recipe"));
    let product = out_dir.join(format!("{name}_bg.wasm"));
    if product.is_file() && fs::read_to_string(&note).is_ok_and(|noted| noted == recipe) {
        return Ok(());
    }
    fs::create_dir_all(out_dir)?;
    Bindgen::new().input_path(&module).out_name(&name).web(true)?.generate(out_dir)?;
    optimise(&product)?;
    Ok(fs::write(note, recipe)?)
}

/// The crate for one feature, for a browser. Each feature has a folder of its own: cargo gives both
/// modules one name and would link them anew at every change from one to the other.
fn compile(feature: &str) -> Result<PathBuf> {
    let folder = workspace::target()?.join("page").join(feature);
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--package", "dauys-client-wasm", "--lib", "--profile", "wasm"]);
    cargo.args(["--target", target::WASM, "--no-default-features", "--features", feature]);
    cargo.arg("--target-dir").arg(&folder);
    cargo.env("RUSTFLAGS", nameless_paths()?).env("SOURCE_DATE_EPOCH", EPOCH);
    run::must(&mut cargo)?;
    Ok(folder.join(target::WASM).join("wasm/dauys_client_wasm.wasm"))
}

/// No path of the machine that built it stays in a module.
fn nameless_paths() -> Result<String> {
    let cargo = match std::env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir().context("there is no home directory")?.join(".cargo"),
    };
    let root = workspace::root();
    Ok(format!(
        "--remap-path-prefix={}=/cargo --remap-path-prefix={}=/src",
        cargo.display(),
        root.display()
    ))
}

fn optimise(module: &Path) -> Result<()> {
    let mut tool = Command::new(node::tool("wasm-opt"));
    tool.args(OPTIMISE).arg(module).arg("-o").arg(module);
    run::must(&mut tool).map(drop)
}

/// Everything that the product is made from.
fn recipe(module: &Path) -> Result<String> {
    let lock = fs::read(workspace::browser_tests().join("package-lock.json"))?;
    let digest = Sha256::new()
        .chain_update(fs::read(module)?)
        .chain_update(lock)
        .chain_update(OPTIMISE.join(" "))
        .chain_update(include_bytes!("../Cargo.toml"))
        .finalize();
    Ok(format!("{digest:x}\n"))
}
