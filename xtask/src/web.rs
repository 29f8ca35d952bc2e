//! The page that reporters load: rendered once per language from templates and catalogues, its
//! scripts bundled, everything hashed and compressed into `client-wasm/dist/`, which the server
//! embeds. Nothing is left to be decided when it is served.

mod catalogue;
mod documents;
mod integrity;
mod scripts;
mod site;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{say, wasm, workspace};
use catalogue::Catalogues;
use documents::Documents;
use integrity::Integrity;
use site::Site;

/// The modules of `client-wasm`, by feature.
const FEATURES: [&str; 4] = ["report", "thread", "evidence", "blackout"];

/// Builds the page.
pub(crate) fn build() -> Result<()> {
    let modules = workspace::target()?.join("page/modules");
    for feature in FEATURES {
        wasm::build(feature, &modules)?;
    }
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
    for (path, html) in Documents::read(&sources, catalogues)?.render(&integrity)? {
        site.add(&path, html.into_bytes());
    }
    site.write(&sources.dist, &integrity)?;
    say::line(&site.summary(&sources.dist));
    Ok(())
}

/// Where the page's sources are, and where the site goes.
struct Sources {
    web: PathBuf,
    locales: PathBuf,
    data: PathBuf,
    dist: PathBuf,
}

impl Sources {
    fn of(root: &Path) -> Self {
        let folder = root.join("client-wasm");
        Self {
            web: folder.join("web"),
            locales: folder.join("locales"),
            data: folder.join("data"),
            dist: folder.join("dist"),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
