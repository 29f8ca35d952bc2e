//! The scripts: three bundles, because few and small requests are what a slow network needs. `app.js`
//! is everything up to the sealing form; `thread.js`, loaded when a code is entered, and
//! `evidence.js`, loaded when a file is to be added, take what they share out of `app.js`, so that
//! there is one state and not three. Beside them stand the modules in JavaScript, which only a browser
//! without WebAssembly asks for.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::integrity::hash;
use super::site::Site;
use super::{read, read_text};
use crate::run;
use crate::tools::node;

/// What the scripts are written in at most; the page's stylesheet has the same age.
const TARGET: &str = "--target=es2020";

/// Each with what it alone needs.
const BUNDLES: [&str; 3] = ["app.js", "thread.js", "evidence.js"];

/// Those that come later, with the folders of their parts.
const LATER: [(&str, &[&str]); 2] =
    [("thread", &["thread", "diary", "bring"]), ("evidence", &["evidence"])];

/// Bundles the scripts into the site. The hashes of the modules are bound into them.
pub(super) fn bundle(web: &Path, modules: &Path, site: &mut Site) -> Result<()> {
    for name in BUNDLES {
        let out = modules.join(format!("bundled-{name}"));
        let mut esbuild = esbuild(web, name, &out);
        esbuild.args(["--bundle", "--format=esm"]);
        for other in BUNDLES.into_iter().filter(|other| *other != name) {
            // As it is named beside the script and from the folder of its parts: one file at the top.
            esbuild.args(["./", "../"].map(|from| format!("--external:{from}{other}")));
        }
        for feature in super::FEATURES {
            let module = format!("dauys_{feature}");
            let glue = modules.join(format!("{module}.js"));
            esbuild.arg(format!("--alias:{module}={}", glue.display()));
            let bytes = site.file(&format!("{module}_bg.wasm"))?;
            let constant = format!("{}_INTEGRITY", feature.to_uppercase());
            esbuild.arg(format!("--define:{constant}=\"{}\"", hash(bytes)));
        }
        run::read(&mut esbuild)?;
        site.add(name, read(&out)?);
    }
    for feature in super::FEATURES {
        let (name, plain) = (plain(feature), modules.join(plain(feature)));
        let out = modules.join(format!("bundled-{name}"));
        let mut esbuild = esbuild(web, &plain.to_string_lossy(), &out);
        run::read(esbuild.arg("--format=esm"))?;
        site.add(&name, read(&out)?);
    }
    let out = modules.join("bundled-start.js");
    let mut esbuild = esbuild(web, "start.js", &out);
    let style = hash(site.file("style.css")?);
    run::read(esbuild.arg(format!("--define:STYLE_INTEGRITY=\"{style}\"")))?;
    site.add("start.js", read(&out)?);
    Ok(())
}

/// The name of a module in JavaScript.
pub(super) fn plain(feature: &str) -> String {
    format!("dauys_{feature}_plain.js")
}

/// The whole of the form that is opened from a file: one script, with the module in JavaScript inside.
pub(super) fn form(web: &Path, modules: &Path) -> Result<String> {
    let out = modules.join("bundled-form.js");
    let mut esbuild = esbuild(web, "form.js", &out);
    // Where the glue would look for its module; it is handed over instead.
    esbuild.args(["--bundle", "--format=iife", "--log-override:empty-import-meta=silent"]);
    for name in ["dauys_report", "dauys_report_plain"] {
        esbuild.arg(format!("--alias:{name}={}", modules.join(format!("{name}.js")).display()));
    }
    run::read(esbuild.arg("--define:REPORT_INTEGRITY=\"\""))?;
    read_text(&out)
}

fn esbuild(web: &Path, name: &str, out: &Path) -> Command {
    let mut command = Command::new(node::tool("esbuild"));
    command.current_dir(web).arg(name).arg(format!("--outfile={}", out.display()));
    command.args(["--minify", "--charset=utf8", "--log-level=warning", TARGET]);
    command
}

/// The folders of a script that comes later; each has templates of its name.
pub(super) fn parts_of(name: &str) -> &'static [&'static str] {
    LATER.iter().find(|(later, _)| *later == name).map_or(&[], |(_, folders)| folders)
}

/// The keys that scripts ask `t` for, sorted.
pub(super) struct Keys {
    /// Those of `app.js` and its parts.
    pub(super) page: Vec<String>,
    /// Those that only a script that comes later and its parts ask for, by its name.
    pub(super) later: Vec<(&'static str, Vec<String>)>,
    /// Those that only the offline form asks for.
    pub(super) offline: Vec<String>,
}

impl Keys {
    pub(super) fn read(web: &Path) -> Result<Self> {
        let all = scripts_in(web)?;
        let is_later = |path: &&PathBuf| {
            LATER.iter().any(|(name, _)| path.file_stem().is_some_and(|stem| stem == *name))
        };
        let page: Vec<_> = all.iter().filter(|path| !is_later(path)).cloned().collect();
        let page = keys_of(&page)?;
        let later = LATER.map(|(name, folders)| {
            let mut scripts = vec![web.join(format!("{name}.js"))];
            for folder in folders {
                scripts.extend(scripts_in(&web.join(folder))?);
            }
            let mut keys = keys_of(&scripts)?;
            keys.retain(|key| page.binary_search(key).is_err());
            anyhow::Ok((name, keys))
        });
        let later = later.into_iter().collect::<Result<_>>()?;
        let offline = keys_of(&scripts_in(&web.join("offline"))?)?;
        Ok(Self { page, later, offline })
    }
}

fn scripts_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.map(|entry| anyhow::Ok(entry?.path()));
    let mut paths = entries.collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "js"));
    Ok(paths)
}

fn keys_of(scripts: &[PathBuf]) -> Result<Vec<String>> {
    let mut keys = Vec::new();
    for path in scripts {
        let found = keys_in(&read_text(path)?).map_err(|e| e.context(path.display().to_string()));
        keys.extend(found?);
    }
    keys.sort();
    keys.dedup();
    Ok(keys)
}

/// The keys of one script. They are always written out, so that this can find them all.
fn keys_in(script: &str) -> Result<Vec<String>> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some((before, after)) = rest.split_once("t(") {
        rest = after;
        let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
        if !whole || before.ends_with("function ") {
            continue;
        }
        let key = after.trim_start().strip_prefix('"').and_then(|text| text.split_once('"'));
        let shown: String = after.chars().take(40).collect();
        ensure!(key.is_some(), "t({shown}… does not name its key");
        keys.extend(key.map(|(key, _)| key.to_owned()));
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_where_they_are_written_out() {
        let script = r#"function t(key) {} say(t("one")); at(2); x.t(y); t(
            "two", { n: 1 })"#;
        assert_eq!(keys_in(script).unwrap(), ["one", "two"]);
        assert!(keys_in("say(t(`a-${b}`))").is_err());
    }
}
