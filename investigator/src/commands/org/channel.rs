//! `dauys org channel`: makes a channel, changes one, or takes in its own statement.

use dauys_wire::limits::ROSTER_MAX;
use dauys_wire::roster::{Channel, ChannelKind, Localised};
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::OrgChannel;
use crate::failure::Failure;
use crate::files;
use crate::org::folder::{Folder, Settings};
use crate::org::statement;
use crate::print::Print;
use crate::{ask, message};

/// The channel that was made or changed.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    channel: &'a str,
}

pub(super) fn run(args: OrgChannel, folder: &Folder, print: &Print) -> Result<(), Failure> {
    let mut settings = folder.read()?;
    let (id, card) = (args.id.clone(), args.card.clone());
    if settings.channel_mut(&id).is_ok() {
        change(args, &mut settings)?;
    } else {
        let channel = make(args, print)?;
        settings.channels.push(channel);
    }
    if let Some(path) = card {
        statement::attach(&mut settings, &id, &files::read_text(&path, ROSTER_MAX)?)?;
    }
    folder.write(&settings)?;
    print.say(&message!("org-channel-done", channel = id.as_str()));
    print.json(&View { channel: &id });
    Ok(())
}

fn make(args: OrgChannel, print: &Print) -> Result<Channel, Failure> {
    let parse = |text: &str| serde_json::from_value(serde_json::Value::from(text)).ok();
    let kind: ChannelKind =
        ask::parsed(print, args.kind, "--kind", &message!("ask-channel-kind"), parse)?;
    let flags = ["--name-kk", "--name-ru", "--name-en"];
    let name = ask::localised(print, args.name.into_parts(), flags, |language| {
        message!("ask-channel-name", language = language)
    })?;
    let flags = ["--about-kk", "--about-ru", "--about-en"];
    let about = ask::localised(print, args.about.into_parts(), flags, |language| {
        message!("ask-channel-about", language = language)
    })?;
    let outside = matches!(
        kind,
        ChannelKind::Union | ChannelKind::Inspectorate | ChannelKind::Ngo | ChannelKind::Lawyer
    );
    let independent = args.independent.unwrap_or(outside);
    let (card, card_signature) = (None, None);
    Ok(Channel {
        id: args.id,
        kind,
        independent,
        name,
        about,
        members: Vec::new(),
        card,
        card_signature,
    })
}

fn change(args: OrgChannel, settings: &mut Settings) -> Result<(), Failure> {
    let channel = settings.channel_mut(&args.id)?;
    channel.kind = args.kind.unwrap_or(channel.kind);
    channel.independent = args.independent.unwrap_or(channel.independent);
    overlay(&mut channel.name, args.name.into_parts());
    overlay(&mut channel.about, args.about.into_parts());
    Ok(())
}

fn overlay(texts: &mut Localised, given: [Option<String>; 3]) {
    let [kk, ru, en] = given;
    for (text, given) in [(&mut texts.kk, kk), (&mut texts.ru, ru), (&mut texts.en, en)] {
        if let Some(given) = given {
            *text = given;
        }
    }
}
