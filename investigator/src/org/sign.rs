//! Signing: the next version of the roster, on one line, with a minisign signature, and what the
//! server needs beside it.

use dauys_wire::Day;
use dauys_wire::Digest;
use dauys_wire::limits::ROSTER_DAYS_MAX;
use dauys_wire::roster::{HelpRef, QuestionnaireRef, ReplyBuckets, Roster};

use super::data::Data;
use super::folder::{Folder, Issue, Settings};
use super::{OrgError, check, root};
use crate::files;
use crate::passphrase::Passphrase;
use crate::watch::is_confirmed;

/// Replies that share a bucket at most: half a megabyte to fetch for everyone who holds a code.
const REPLIES_PER_BUCKET: u32 = 64;
/// What a desk is reckoned with if no cover is posted: answers of a busy day.
const REPLIES_PER_DAY: u32 = 4;

/// Signs the next version, for so many days from today, and publishes it into the folder.
pub fn sign(
    folder: &Folder,
    data: Data,
    passphrase: &Passphrase,
    today: Day,
    days: u32,
) -> Result<Roster, OrgError> {
    if !(1..=ROSTER_DAYS_MAX).contains(&days) {
        return Err(OrgError::Days);
    }
    let mut settings = folder.read()?;
    settings.version += 1;
    settings.reply_buckets = buckets(&settings, today);
    let Data { questionnaire, help, id, .. } = data;
    let roster = settings.roster(Issue {
        root: root::public(folder)?,
        issued: today,
        expires: today.plus(days),
        questionnaire: QuestionnaireRef { id, sha256: Digest::of(&questionnaire) },
        help: HelpRef { sha256: Digest::of(&help) },
    })?;
    check_statements(&roster)?;
    let json = serde_json::to_vec(&roster).map_err(|_| OrgError::Folder)?;
    let comment = format!("roster {} version {}", roster.instance, roster.version);
    let minisig = root::sign(folder, passphrase, &json, &comment)?;
    let published = check::Published { roster: json, minisig, questionnaire, help };
    check::verify(&published, &roster.root, today)?;
    // First the number, then the files: a version that a crash left half published is never
    // signed again with other content.
    folder.write(&settings)?;
    publish(folder, &published)?;
    Ok(roster)
}

fn publish(folder: &Folder, published: &check::Published) -> Result<(), OrgError> {
    let place = folder.publish();
    files::make_folder(&place)?;
    files::replace(&place.join("questionnaire.json"), &published.questionnaire)?;
    files::replace(&place.join("help.json"), &published.help)?;
    files::replace(&place.join("roster.json.minisig"), published.minisig.as_bytes())?;
    Ok(files::replace(&place.join("roster.json"), &published.roster)?)
}

/// A statement that differs from its entry would turn away everyone who comes from that channel's
/// poster.
fn check_statements(roster: &Roster) -> Result<(), OrgError> {
    let differs = |c: &&dauys_wire::roster::Channel| c.card.is_some() && !is_confirmed(c, roster);
    match roster.channels.iter().find(differs) {
        Some(channel) => Err(OrgError::StatementDiffers(channel.id.clone())),
        None => Ok(()),
    }
}

/// As many buckets as keep each below [`REPLIES_PER_BUCKET`]; they only grow, and not again before
/// the replies from before the last change are gone.
fn buckets(settings: &Settings, today: Day) -> ReplyBuckets {
    let now = settings.reply_buckets;
    let in_channels = |id| settings.channels.iter().any(|channel| channel.members.contains(id));
    let desks = settings.investigators.iter().filter(|entry| in_channels(&entry.id)).count();
    let desks = u32::try_from(desks).unwrap_or(u32::MAX);
    let a_day = settings.cover.replies_per_day.max(REPLIES_PER_DAY);
    let replies = desks.saturating_mul(a_day).saturating_mul(settings.reply_days);
    let count = replies.div_ceil(REPLIES_PER_BUCKET).clamp(1, 1 << 15).next_power_of_two();
    let settled = now.changed.is_none_or(|changed| today.since(changed) > settings.reply_days);
    match (settings.version, count > now.count && settled) {
        // Before the first roster nobody has fetched or posted anything.
        (1, true) => ReplyBuckets { count, previous: None, changed: None },
        (_, true) => ReplyBuckets { count, previous: Some(now.count), changed: Some(today) },
        (_, false) => now,
    }
}
