//! The ceremony of an organisation, by script: docs/ORGANISATION.md is the same by hand.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::cast::{self, CHANNELS, Channel, Investigator};
use super::folder::Folder;
use super::programs::Programs;
use crate::{run, say, workspace};

/// What reporters and investigators are told.
pub(super) struct Published {
    pub(super) root: String,
    pub(super) address: String,
    pub(super) safety_number: String,
}

/// Keys of the server, the root, the investigators, the independent channels; then the roster.
pub(super) fn make(folder: &Folder, programs: &Programs, origin: &str) -> Result<()> {
    let server_key = server_key(folder, programs)?;
    step("the organisation's root key");
    let mut init = org(folder, programs);
    init.args(["init", "--instance", cast::INSTANCE, "--origin", origin]);
    // Answers at once: nobody is to wait a day for a demo. The price stands in the guide.
    init.args(["--server-key", &server_key, "--accused-inside", "no"]);
    localised(&mut init, "name", &cast::ORGANISATION);
    run::read(init.arg("--passphrase-file").arg(folder.passphrase("organisation")?))?;
    for channel in CHANNELS {
        make_channel(folder, programs, channel)?;
    }
    sign(folder, programs)
}

/// Brings what the organisation signed to the server, signed anew if it is about to expire.
pub(super) fn publish(folder: &Folder, programs: &Programs, origin: &str) -> Result<Published> {
    let report = match check(folder, programs) {
        Ok(report) if !expires_soon(&report) => report,
        // Refused because it has expired, or about to be.
        _ => {
            sign(folder, programs)?;
            check(folder, programs)?
        }
    };
    let address = text(report.get("addresses").and_then(|it| it.get(0)))?;
    if !address.starts_with(&format!("{origin}/")) {
        let made_for = address.split("/#").next().unwrap_or_default();
        bail!(
            "this demo was made for {made_for}, and its roster says so: \
             take that port, or another --folder"
        );
    }
    for name in ["roster.json", "roster.json.minisig", "questionnaire.json", "help.json"] {
        fs::copy(folder.published().join(name), folder.server().join(name)).context(name)?;
    }
    sign_site(folder, programs)?;
    let (root, safety_number) = (text(report.get("root"))?, text(report.get("safety_number"))?);
    Ok(Published { root, address, safety_number })
}

/// The page was just built here, so that its builder can vouch for it.
fn sign_site(folder: &Folder, programs: &Programs) -> Result<()> {
    let list = workspace::root().join("client-wasm/dist/site.json");
    let kept = folder.published().join("site.json");
    let name = "site.json.minisig";
    let is_signed =
        folder.published().join(name).is_file() && fs::read(&list).ok() == fs::read(&kept).ok();
    if !is_signed {
        step("the list of the page's files, signed");
        let mut sign = org(folder, programs);
        sign.arg("site").arg(&list);
        run::read(sign.arg("--passphrase-file").arg(folder.passphrase("organisation")?))?;
        fs::copy(&list, &kept).context("site.json")?;
    }
    fs::copy(folder.published().join(name), folder.server().join(name)).context(name)?;
    Ok(())
}

fn expires_soon(report: &Value) -> bool {
    let problems = report.get("problems").and_then(Value::as_array);
    let code = |problem: &Value| problem.get("code").is_some_and(|code| code == "problem-expires");
    problems.is_some_and(|problems| problems.iter().any(code))
}

fn server_key(folder: &Folder, programs: &Programs) -> Result<String> {
    step("the server's key");
    let mut key = programs.server();
    Ok(run::read(key.arg("key").arg("--data").arg(folder.server()))?.trim().to_owned())
}

fn make_channel(folder: &Folder, programs: &Programs, channel: &Channel) -> Result<()> {
    step(&format!("the channel {}", channel.id));
    let mut make = org(folder, programs);
    make.args(["channel", channel.id, "--kind", channel.kind]);
    make.args(["--independent", if channel.independent { "true" } else { "false" }]);
    localised(&mut make, "name", &channel.name);
    localised(&mut make, "about", &channel.about);
    run::read(&mut make)?;
    for investigator in channel.members {
        make_investigator(folder, programs, channel, investigator)?;
    }
    if channel.independent { attach_statement(folder, programs, channel) } else { Ok(()) }
}

fn make_investigator(
    folder: &Folder,
    programs: &Programs,
    channel: &Channel,
    investigator: &Investigator,
) -> Result<()> {
    step(&format!("the keys of {}", investigator.name));
    let mut init = programs.dauys();
    init.arg("--home").arg(folder.home(investigator));
    init.arg("--passphrase-file").arg(folder.passphrase(investigator.folder)?);
    init.args(["init", "--name", investigator.name, "--instance", cast::INSTANCE]);
    localised(&mut init, "role", &investigator.role);
    run::read(&mut init)?;
    let mut add = org(folder, programs);
    add.arg("add").arg(card(folder, investigator)).args(["--channel", channel.id]);
    run::read(&mut add).map(drop)
}

/// An independent channel signs its own entry with its own key.
fn attach_statement(folder: &Folder, programs: &Programs, channel: &Channel) -> Result<()> {
    let place = folder.channel(channel);
    fs::create_dir_all(&place)?;
    let statement = place.join("statement.txt");
    let mut own = org(folder, programs);
    own.args(["channel-card", channel.id, "--instance", cast::INSTANCE]);
    own.arg("--key").arg(place.join("channel.key")).arg("--out").arg(&statement);
    own.arg("--passphrase-file").arg(folder.passphrase(channel.id)?);
    for member in channel.members {
        own.arg("--member").arg(card(folder, member));
    }
    run::read(&mut own)?;
    run::read(org(folder, programs).args(["channel", channel.id, "--card"]).arg(&statement))?;
    Ok(())
}

fn sign(folder: &Folder, programs: &Programs) -> Result<()> {
    step("the roster, signed");
    let mut sign = org(folder, programs);
    sign.arg("sign").arg("--passphrase-file").arg(folder.passphrase("organisation")?);
    run::read(&mut sign).map(drop)
}

fn check(folder: &Folder, programs: &Programs) -> Result<Value> {
    Ok(serde_json::from_str(&run::read(org(folder, programs).args(["check", "--json"]))?)?)
}

fn org(folder: &Folder, programs: &Programs) -> Command {
    let mut org = programs.dauys();
    org.arg("org").arg("--folder").arg(folder.organisation());
    org
}

fn card(folder: &Folder, investigator: &Investigator) -> impl AsRef<Path> + AsRef<std::ffi::OsStr> {
    folder.home(investigator).join("card.txt")
}

fn localised(command: &mut Command, what: &str, texts: &[&str; 3]) {
    for (language, text) in ["kk", "ru", "en"].iter().zip(texts) {
        command.arg(format!("--{what}-{language}")).arg(text);
    }
}

fn text(value: Option<&Value>) -> Result<String> {
    let found =
        value.and_then(Value::as_str).context("`dauys org check` says less than it should")?;
    Ok(found.to_owned())
}

fn step(what: &str) {
    say::line(&format!("  - {what}"));
}
