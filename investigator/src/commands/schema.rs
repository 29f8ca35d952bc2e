//! `dauys schema`: what each command prints with `--json`. The one list of it: a new command that
//! prints a view of its own is a line here, and `cargo xtask documents` writes its file.

use schemars::Schema;
use serde_json::Value;

use super::{
    away, backup, counted, deliver, due, file, finding, get, init, label, list, log, mask, org,
    passphrase, restore, search, shares, show, sync, task, tell, templates, verify_export,
    verify_site, watch,
};
use crate::cli;
use crate::export::{CaseFile, Manifest};
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::{FailureView, Print};
use crate::schema::schema_of;

/// Makes a schema with this title.
type Make = fn(&str) -> Schema;

/// By command, with hyphens for spaces.
const PRINTED: &[(&str, Make)] = &[
    ("accused", schema_of::<deliver::View>),
    ("assign", schema_of::<deliver::View>),
    ("away", schema_of::<away::View>),
    ("backup", schema_of::<backup::View>),
    ("check", schema_of::<deliver::View>),
    ("close", schema_of::<tell::View<'_>>),
    ("counted", schema_of::<counted::View>),
    ("declare", schema_of::<deliver::View>),
    ("delete", schema_of::<deliver::View>),
    ("due", schema_of::<due::View>),
    ("export", schema_of::<deliver::View>),
    ("extend", schema_of::<tell::View<'_>>),
    ("file", schema_of::<file::View<'_>>),
    ("finding", schema_of::<finding::View>),
    ("get", schema_of::<get::View>),
    ("init", schema_of::<init::View>),
    ("keep", schema_of::<deliver::View>),
    ("label", schema_of::<label::View<'_>>),
    ("link", schema_of::<deliver::View>),
    ("list", schema_of::<list::Listed>),
    ("log", schema_of::<log::LogView>),
    ("mask", schema_of::<mask::View>),
    ("note", schema_of::<deliver::View>),
    ("org-add", schema_of::<org::add::View<'_>>),
    ("org-channel", schema_of::<org::channel::View<'_>>),
    ("org-channel-card", schema_of::<org::channel_card::View<'_>>),
    ("org-check", schema_of::<org::check::View<'_>>),
    ("org-form", schema_of::<org::form::View>),
    ("org-help-check", schema_of::<org::help::View<'_>>),
    ("org-init", schema_of::<org::init::View>),
    ("org-poster", schema_of::<org::poster::View<'_>>),
    ("org-questionnaire-check", schema_of::<org::questionnaire::View<'_>>),
    ("org-questionnaire-preview", schema_of::<org::questionnaire::preview::View<'_>>),
    ("org-remove", schema_of::<org::remove::View>),
    ("org-sign", schema_of::<org::sign::View>),
    ("org-site", schema_of::<org::site::View>),
    ("passphrase", schema_of::<passphrase::View>),
    ("pause", schema_of::<tell::View<'_>>),
    ("recuse", schema_of::<tell::View<'_>>),
    ("reopen", schema_of::<tell::View<'_>>),
    ("reply", schema_of::<tell::View<'_>>),
    ("restore", schema_of::<restore::View>),
    ("resume", schema_of::<tell::View<'_>>),
    ("search", schema_of::<search::View>),
    ("share", schema_of::<deliver::View>),
    ("shares-join", schema_of::<restore::View>),
    ("shares-make", schema_of::<shares::make::View>),
    ("show", schema_of::<show::View>),
    ("status", schema_of::<tell::View<'_>>),
    ("sync", schema_of::<sync::View<'_>>),
    ("task", schema_of::<task::View>),
    ("templates", schema_of::<templates::View<'_>>),
    ("verify-export", schema_of::<verify_export::View>),
    ("verify-site", schema_of::<verify_site::View<'_>>),
    ("watch", schema_of::<watch::View>),
];

/// What stands in an exported case.
const EXPORTED: [(&str, Make, &str); 2] = [
    ("exported-case", schema_of::<CaseFile>, "case.json of an exported case"),
    ("exported-manifest", schema_of::<Manifest>, "manifest.json of an exported case"),
];

/// What any command prints if it fails.
const FAILURE: &str = "failure";

/// Every schema, by the name of its command.
pub fn schemas() -> impl Iterator<Item = (&'static str, Value)> {
    let of_commands = PRINTED.iter().map(|(name, schema)| {
        let title = format!("dauys {} --json", name.replace('-', " "));
        (*name, schema(&title).to_value())
    });
    let failure = schema_of::<FailureView>("dauys … --json, if it fails").to_value();
    let exported = EXPORTED.map(|(name, schema, title)| (name, schema(title).to_value()));
    of_commands.chain(exported).chain([(FAILURE, failure)])
}

pub(super) fn run(args: &cli::Schema, print: &Print) -> Result<(), Failure> {
    let Some(wanted) = &args.command else {
        schemas().for_each(|(name, _)| print.document(&format!("{name}\n")));
        return Ok(());
    };
    let wanted = wanted.replace(' ', "-");
    let found = schemas().find(|(name, _)| *name == wanted).ok_or_else(|| {
        Failure::new(Exit::Usage, message!("schema-unknown", command = wanted.as_str()))
    })?;
    print.document(&format!("{:#}\n", found.1));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// They print what is no JSON, or JSON that is a schema, or they talk with a reporter, for whom no
    /// program may stand in, or serve a page.
    const DOCUMENTS: [&str; 8] =
        ["bring", "completions", "desk", "man", "org-ceremony", "report", "schema", "thread"];

    #[test]
    fn every_command_that_prints_json_says_which() {
        fn leaves(path: &str, command: &clap::Command, found: &mut BTreeSet<String>) {
            for one in command.get_subcommands() {
                let path = format!("{path}{}", one.get_name());
                if one.has_subcommands() {
                    leaves(&format!("{path}-"), one, found);
                } else {
                    found.insert(path);
                }
            }
        }
        let mut commands = BTreeSet::new();
        leaves("", &cli::command(), &mut commands);
        commands.retain(|name| !DOCUMENTS.contains(&name.as_str()));
        let printed: BTreeSet<String> =
            PRINTED.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(printed, commands);
        assert!(PRINTED.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn what_is_documented_is_what_the_code_prints() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema");
        let mut files = BTreeSet::new();
        for (name, schema) in schemas() {
            let file = folder.join(format!("{name}.json"));
            let text = fs::read_to_string(&file).unwrap_or_default();
            let is_same = text == format!("{schema:#}\n");
            assert!(is_same, "{}: run `cargo xtask documents`", file.display());
            files.insert(file);
        }
        let there = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let of_nothing: Vec<_> = there.filter(|file| !files.contains(file)).collect();
        assert!(of_nothing.is_empty(), "{of_nothing:?}");
    }
}
