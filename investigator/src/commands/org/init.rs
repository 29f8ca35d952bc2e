//! `dauys org init`: makes the root key and the folder, and asks the one question that decides how
//! fast answers are and what cover costs.

use std::path::Path;

use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES};
use dauys_wire::roster::{Cover, Localised, ReplyBuckets, is_origin};
use dauys_wire::{InstanceName, PublicKey};
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::{Global, OrgInit};
use crate::clocks::Clocks;
use crate::failure::Failure;
use crate::files::{self, FileError};
use crate::org::folder::{Folder, Settings};
use crate::org::{OrgError, data, root};
use crate::passphrase::PassphraseSource;
use crate::print::Print;
use crate::schema::shape;
use crate::{ask, message};

/// Hours of a closed period where somebody who investigates could be the accused.
const RELEASE_HOURS: u32 = 24;
/// What every desk posts then, whatever it has to say (docs/PROTOCOL.md, section 7).
const COVER: Cover = Cover { letters_per_day: 12, replies_per_day: 4 };
/// Where nobody could be: at once, and nothing but what is real.
const NO_COVER: Cover = Cover { letters_per_day: 0, replies_per_day: 0 };
/// Days a reply stays in the drop.
const REPLY_DAYS: u32 = 35;
/// Days a letter stays in the inbox.
const RETENTION_DAYS: u32 = 365;
/// The national weather service: a page that anyone may have open.
const EXIT: &str = "https://www.kazhydromet.kz/";

/// The organisation that was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// The organisation root.
    #[schemars(with = "shape::PublicKey")]
    root: PublicKey,
    /// Hours before letters and replies are shown.
    release_hours: u32,
    #[schemars(with = "shape::Cover")]
    cover: Cover,
}

pub(super) fn run(
    args: OrgInit,
    path: &Path,
    global: &Global,
    print: &Print,
) -> Result<(), Failure> {
    let folder = Folder::at(path);
    if folder.settings().exists() {
        return Err(FileError::Exists(folder.settings()).into());
    }
    let settings = ask_settings(args, print)?;
    tell_price(&settings, print);
    let source = PassphraseSource::new(global.passphrase_file.as_ref());
    let passphrase = source.chosen(print, &message!("ask-new-root-passphrase"))?;
    files::make_folder(path)?;
    let key = root::create(&folder, &passphrase)?;
    data::create(&folder)?;
    folder.create(&settings)?;
    print.say(&message!("org-init-done", folder = path.display().to_string()));
    let Settings { release_hours, cover, .. } = settings;
    print.json(&View { root: key, release_hours, cover });
    Ok(())
}

fn ask_settings(args: OrgInit, print: &Print) -> Result<Settings, Failure> {
    let flags = ["--name-kk", "--name-ru", "--name-en"];
    let name = ask::localised(print, args.name.into_parts(), flags, |language| {
        message!("ask-org-name", language = language)
    })?;
    let parse = |text: &str| InstanceName::parse(text).ok();
    let question = message!("ask-org-instance");
    let instance = ask::parsed(print, args.instance, "--instance", &question, parse)?;
    let origins = ask_origins(args.origins, print)?;
    let parse = |text: &str| PublicKey::parse(text).ok();
    let question = message!("ask-org-server-key");
    let server_key = ask::parsed(print, args.server_key, "--server-key", &question, parse)?;
    let question = message!("ask-org-accused-inside");
    let inside = ask::yes_no(print, args.accused_inside, "--accused-inside", &question)?;
    let exit = args.exit.unwrap_or_else(|| EXIT.to_owned());
    Ok(Settings {
        instance,
        version: 0,
        origins,
        server_key,
        release_hours: if inside { RELEASE_HOURS } else { 0 },
        reply_days: REPLY_DAYS,
        retention_days: RETENTION_DAYS,
        name,
        exit: Localised { kk: exit.clone(), ru: exit.clone(), en: exit },
        cover: if inside { COVER } else { NO_COVER },
        clocks: Clocks::default(),
        reply_buckets: ReplyBuckets { count: 1, previous: None, changed: None },
        channels: Vec::new(),
        investigators: Vec::new(),
    })
}

fn ask_origins(given: Vec<String>, print: &Print) -> Result<Vec<String>, Failure> {
    let origins = if given.is_empty() {
        let parse = |text: &str| is_origin(text).then(|| text.to_owned());
        vec![ask::parsed(print, None, "--origin", &message!("ask-org-origin"), parse)?]
    } else {
        given
    };
    match origins.iter().find(|origin| !is_origin(origin)) {
        Some(wrong) => Err(OrgError::Origin(wrong.clone()).into()),
        None => Ok(origins),
    }
}

/// What the answer costs, in plain words.
fn tell_price(settings: &Settings, print: &Print) {
    if settings.release_hours == 0 {
        print.say(&message!("org-price-none"));
        return;
    }
    let Cover { letters_per_day, replies_per_day } = settings.cover;
    let bytes = u64::from(letters_per_day) * LETTER_BYTES as u64
        + u64::from(replies_per_day) * REPLY_BYTES as u64;
    print.say(&message!(
        "org-price",
        letters = letters_per_day,
        replies = replies_per_day,
        kilobytes = bytes / 1_024,
    ));
}
