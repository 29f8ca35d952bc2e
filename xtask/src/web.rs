//! The page that reporters load: rendered once per language from templates and catalogues, its
//! scripts bundled, everything hashed and compressed into `client-wasm/dist/`, which the server
//! embeds. Nothing is left to be decided when it is served.

mod catalogue;
mod documents;
mod form;
mod integrity;
mod scripts;
mod site;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest as _, Sha256};

use crate::{say, twice, wasm, workspace};
use catalogue::Catalogues;
use documents::Documents;
use form::{FORM, Form};
use integrity::Integrity;
use site::Site;

/// The modules of `client-wasm`, by feature.
const FEATURES: [&str; 4] = ["report", "thread", "evidence", "blackout"];

/// How it is built.
#[derive(Default, clap::Args)]
pub(crate) struct Options {
    /// For those who sign it: only from what is committed, and tells the hash of its list
    #[arg(long)]
    release: bool,
    /// Builds it a second time, where everything else is different, and compares every byte
    #[arg(long)]
    twice: bool,
}

/// Builds the page, and tells those who sign it what they sign.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.release {
        let mut git = Command::new("git");
        git.current_dir(workspace::root()).args(["status", "--porcelain"]);
        let changed = crate::run::read(&mut git)?;
        ensure!(changed.is_empty(), "signed is only what is committed; this is not:\n{changed}");
    }
    build()?;
    if options.twice {
        let compared = twice::compare()?;
        ensure!(compared.ok, "two builds differ:\n{}", compared.lines.join("\n"));
        say::line("\nBuilt twice: the same bytes.");
    }
    if options.release {
        let list = Sources::of(workspace::root()).dist.join("site.json");
        let sha256 = Sha256::digest(read(&list)?);
        say::line(&format!(
            "\nThe list of its files: {}\nSHA-256 {sha256:x}\n\
             Compare it with whoever built it elsewhere. The publisher signs it with\n  \
             minisign -Sm {}\nand an organisation with `dauys org site`.",
            list.display(),
            list.display()
        ));
    }
    Ok(())
}

/// Builds the page.
pub(crate) fn build() -> Result<()> {
    let modules = workspace::target()?.join("page/modules");
    wasm::build(&FEATURES, &modules)?;
    let sources = Sources::of(workspace::root());
    let mut site = Site::default();
    for feature in FEATURES {
        let name = format!("dauys_{feature}_bg.wasm");
        site.add(&name, read(&modules.join(&name))?);
    }
    for name in ["style.css", "icon.svg"] {
        site.add(name, read(&sources.web.join(name))?);
    }
    scripts::bundle(&sources.web, &modules, &mut site)?;
    let integrity = Integrity::of(&site)?;
    let catalogues = Catalogues::read(&sources.locales)?;
    let form = Form::read(&sources, &site)?;
    let mut documents = Documents::read(&sources, catalogues)?.render(&integrity, &form)?;
    Form::write(&sources, &documents.remove(FORM).context("no form")?)?;
    for (path, html) in documents {
        site.add(&path, html.into_bytes());
    }
    site.add_list(&integrity)?;
    site.write(&sources.dist)?;
    say::line(&site.summary(&sources.dist));
    Ok(())
}

/// Where the page's sources are, and where the site goes.
struct Sources {
    web: PathBuf,
    locales: PathBuf,
    data: PathBuf,
    dist: PathBuf,
    /// Where the offline form goes.
    form: PathBuf,
}

impl Sources {
    fn of(root: &Path) -> Self {
        let folder = root.join("client-wasm");
        Self {
            web: folder.join("web"),
            locales: folder.join("locales"),
            data: folder.join("data"),
            dist: folder.join("dist"),
            form: folder.join("form"),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
