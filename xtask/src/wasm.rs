//! The page's modules: cargo, then wasm-bindgen, then wasm-opt, the same bytes from the same source
//! wherever it is built. And each once more in JavaScript, out of the same module by wasm2js, for
//! browsers without WebAssembly (docs/decisions/javascript-build.md).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::tools::{node, target};
use crate::{run, workspace};

/// A file time that age's embedded catalogues would otherwise take from the disk.
const EPOCH: &str = "0";

/// What of WebAssembly the modules may use: all that rustc enables for this target, except for
/// references and several results, which no JavaScript build can have. `std` was compiled with
/// them, so that the linker has to be told.
const LINKED: &str = "-Ctarget-feature=-multivalue,-reference-types \
    -Clink-arg=--no-check-features \
    -Clink-arg=--features=bulk-memory,bulk-memory-opt,mutable-globals,nontrapping-fptoint,sign-ext";

/// The same for wasm-opt, and the level of optimisation. A function with one caller stays one
/// unless it is tiny: one huge function has so many locals that it compresses worse.
const OPTIMISE: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--converge",
    "-O3",
    "--one-caller-inline-max-function-size=1",
];

/// What wasm2js does not know is expressed by what it knows. It copies memory as fast as a script can.
const LOWER: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "-O2",
    "--strip-target-features",
];

/// Builds the module of each feature (`report`, `thread`) into `out_dir`: `dauys_report.js`,
/// `dauys_report_bg.wasm`, their `.d.ts`, and `dauys_report_plain.js`. While cargo compiles the next one
/// the one before is worked on: binaryen takes as long as the compiler, and one processor.
pub(crate) fn build(features: &[&str], out_dir: &Path) -> Result<()> {
    thread::scope(|threads| {
        let mut works = Vec::new();
        for feature in features {
            let module = compile(feature)?;
            works.push(threads.spawn(move || finish(feature, &module, out_dir)));
        }
        works.into_iter().try_for_each(|work| work.join().map_err(|_| anyhow!("a panic"))?)
    })
}

fn finish(feature: &str, module: &Path, out_dir: &Path) -> Result<()> {
    let name = format!("dauys_{feature}");
    let recipe = recipe(module)?;
    let note = workspace::target()?.join(format!("{name}.recipe"));
    let product = out_dir.join(format!("{name}_bg.wasm"));
    if product.is_file() && fs::read_to_string(&note).is_ok_and(|noted| noted == recipe) {
        return Ok(());
    }
    fs::create_dir_all(out_dir)?;
    Bindgen::new().input_path(module).out_name(&name).web(true)?.generate(out_dir)?;
    optimise(&product)?;
    let script = to_script(&product)?;
    fs::write(out_dir.join(format!("{name}_plain.js")), script)?;
    Ok(fs::write(note, recipe)?)
}

/// The crate for one feature, for a browser. They share what they are made of; cargo gives all of them
/// one name, so that each is taken away before the next one is made.
fn compile(feature: &str) -> Result<PathBuf> {
    let folder = workspace::target()?.join("page");
    let mut cargo = workspace::cargo();
    let profile = if ["evidence", "blackout"].contains(&feature) { "evidence" } else { "wasm" };
    cargo.args(["build", "--package", "dauys-client-wasm", "--lib", "--profile", profile]);
    cargo.args(["--target", target::WASM, "--no-default-features", "--features", feature]);
    cargo.arg("--target-dir").arg(&folder);
    cargo
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags()?)
        .env("SOURCE_DATE_EPOCH", EPOCH);
    run::must(&mut cargo)?;
    let module = folder.join(format!("{feature}.wasm"));
    fs::copy(folder.join(target::WASM).join(profile).join("dauys_client_wasm.wasm"), &module)?;
    Ok(module)
}

/// No path of the machine that built it stays in a module. Paths may have spaces, so that the flags are
/// set apart by what cargo takes instead.
fn flags() -> Result<String> {
    let cargo = match std::env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir().context("there is no home directory")?.join(".cargo"),
    };
    let root = workspace::root();
    let paths = [(cargo.as_path(), "/cargo"), (root, "/src")];
    let paths = paths.map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    let flags: Vec<_> = LINKED.split_whitespace().chain(paths.iter().map(String::as_str)).collect();
    Ok(flags.join("\x1f"))
}

fn optimise(module: &Path) -> Result<()> {
    let mut tool = Command::new(node::tool("wasm-opt"));
    tool.args(OPTIMISE).arg(module).arg("-o").arg(module);
    run::must(&mut tool).map(drop)
}

/// The module in JavaScript: a function from what the module imports to what it exports.
fn to_script(module: &Path) -> Result<String> {
    let (lowered, written) = (module.with_extension("mvp.wasm"), module.with_extension("mvp.js"));
    let mut tool = Command::new(node::tool("wasm-opt"));
    run::must(tool.args(LOWER).arg(module).arg("-o").arg(&lowered))?;
    let mut tool = Command::new(node::tool("wasm2js"));
    tool.args(["-O", "--enable-bulk-memory", "--enable-mutable-globals"])
        .arg(&lowered)
        .arg("-o")
        .arg(&written);
    run::must(&mut tool)?;
    as_function(&fs::read_to_string(written)?)
}

/// How wasm2js ends growing the memory.
const GROWN: &str = "   buffer = newBuffer;\n";

/// The glue takes memory that has grown for what it was until the old one is gone, as it is in
/// WebAssembly. Of what is wiped later no copy may stay behind either.
const GONE: &str = "   new Int8Array(buffer).fill(0);
   new MessageChannel().port1.postMessage(null, [buffer]);
   buffer = newBuffer;\n";

/// wasm2js writes a script that imports what the module imports and exports what it exports; the
/// glue hands over the one and takes the other itself.
fn as_function(script: &str) -> Result<String> {
    let (body, _) = script.split_once("\nvar retasmFunc = ").context("wasm2js ends otherwise")?;
    let (imports, body): (Vec<_>, Vec<_>) =
        body.lines().partition(|line| line.starts_with("import * as "));
    let body = format!("{}\nexport default asmFunc;\n", body.join("\n"));
    ensure!(!imports.is_empty(), "wasm2js begins otherwise");
    ensure!(body.matches(GROWN).count() == 1, "wasm2js grows memory otherwise");
    Ok(body.replace(GROWN, GONE))
}

/// Everything that the product is made from.
fn recipe(module: &Path) -> Result<String> {
    let lock = fs::read(workspace::browser_tests().join("package-lock.json"))?;
    let digest = Sha256::new()
        .chain_update(fs::read(module)?)
        .chain_update(lock)
        .chain_update([OPTIMISE, LOWER].concat().join(" "))
        .chain_update(include_bytes!("../Cargo.toml"))
        .finalize();
    Ok(format!("{digest:x}\n"))
}
