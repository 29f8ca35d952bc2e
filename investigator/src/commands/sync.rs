//! `dauys sync`: holds the roster against what is known, fetches and opens what is new, acknowledges
//! what is ours to acknowledge, and posts what waits.

use serde_json::json;

use super::list::short;
use crate::address::Address;
use crate::cli::{Global, Sync};
use crate::compose::Desk;
use crate::failure::{Exit, Failure};
use crate::inbox::{Fetched, Unseen};
use crate::post::{Posted, post_waiting};
use crate::print::Print;
use crate::remote::Remote;
use crate::text::Message;
use crate::vault::Record;
use crate::vault::record::{Connection, RejectedLetter, RejectionReason};
use crate::watch::watch;
use crate::workplace::Workplace;
use crate::{clock, message};

pub(super) fn run(args: &Sync, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    let proxy = args.proxy.as_deref();
    let connection = connection(&workplace, args.address.as_deref())?;
    take_roster(&mut workplace, &connection, proxy, print)?;
    let fetched = fetch(&mut workplace, &connection, proxy, print)?;
    acknowledge(&mut workplace, print)?;
    let posted = post_waiting(&mut workplace, &connection.origin, proxy)?;
    let rejected = if args.rejected { rejected(&workplace) } else { Vec::new() };
    tell(&workplace, fetched, &posted, &rejected, print);
    super::check_posted(&posted, print)
}

/// The address that was typed, or the one that is known. The root is pinned for good: another one
/// would be another organisation.
fn connection(workplace: &Workplace, typed: Option<&str>) -> Result<Connection, Failure> {
    let known = workplace.vault.contents().connection();
    let Some(typed) = typed else {
        return known.cloned().ok_or_else(Failure::not_connected);
    };
    let Address { origin, root } = Address::parse(typed)?;
    if known.is_some_and(|known| known.root != root) {
        return Err(Failure {
            is_alarm: true,
            ..Failure::new(Exit::Refused, message!("alarm-other-root"))
        });
    }
    Ok(Connection { origin, root })
}

fn take_roster(
    workplace: &mut Workplace,
    connection: &Connection,
    proxy: Option<&str>,
    print: &Print,
) -> Result<(), Failure> {
    let published = Remote::new(&connection.origin, proxy, workplace.keys.signer())?.published()?;
    let contents = workplace.vault.contents();
    let today = clock::today();
    let watched = watch(published, &connection.root, contents.roster(), &workplace.keys, today)?;
    if !watched.active {
        print.remark(&message!("not-active"));
    }
    if watched.roster.expires < today {
        print.remark(&message!("roster-expired", day = watched.roster.expires.to_string()));
    }
    let mut records = Vec::new();
    if contents.connection() != Some(connection) {
        records.push(Record::Connection(connection.clone()));
    }
    records.extend(watched.new.map(Record::Roster));
    Ok(workplace.vault.append(records)?)
}

fn fetch(
    workplace: &mut Workplace,
    connection: &Connection,
    proxy: Option<&str>,
    print: &Print,
) -> Result<Fetched, Failure> {
    let (_, known) = workplace.connected()?;
    let roster = known.roster.clone();
    let Workplace { keys, vault, .. } = workplace;
    let remote = Remote::new(&connection.origin, proxy, keys.signer())?;
    let unseen = Unseen::list(&remote, vault.contents())?;
    let progress = print.progress(unseen.len());
    unseen.fetch(&remote, keys, &roster, vault, &progress)
}

/// Receipts for all letters that this desk is to acknowledge and has not: also those that an
/// earlier `sync` did not come to.
fn acknowledge(workplace: &mut Workplace, print: &Print) -> Result<(), Failure> {
    let (_, known) = workplace.connected()?;
    let contents = workplace.vault.contents();
    let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
    let mut records = Vec::new();
    for case in workplace.cases().values() {
        // One case that cannot be acknowledged must not keep the others from it.
        match desk.receipt(case) {
            Ok(receipt) => records.extend(receipt),
            Err(_) => print.remark(&message!("receipt-failed", case = short(&case.thread))),
        }
    }
    Ok(workplace.vault.append(records)?)
}

/// All that was ever refused, not only this time.
fn rejected(workplace: &Workplace) -> Vec<&RejectedLetter> {
    workplace.vault.contents().rejected().values().collect()
}

fn tell(
    workplace: &Workplace,
    fetched: Fetched,
    posted: &Posted,
    listed: &[&RejectedLetter],
    print: &Print,
) {
    let Fetched { opened, not_ours, rejected } = fetched;
    let version = workplace.vault.contents().roster().map(|known| known.reference.version);
    print.json(&json!({
        "opened": opened,
        "not_ours": not_ours,
        "rejected": rejected,
        "posted": posted.posted,
        "waiting": posted.waiting,
        "roster_version": version,
        "rejected_letters": listed,
    }));
    print.say(&message!("sync-done", opened = opened, others = not_ours));
    if rejected > 0 {
        print.say(&message!("sync-rejected", rejected = rejected));
    }
    if posted.posted > 0 {
        print.say(&message!("sync-posted", posted = posted.posted));
    }
    for letter in listed {
        let reason = print.text().say(&reason_message(letter.reason));
        print.line(&format!("{}  {}  {reason}", letter.day, letter.id));
    }
}

fn reason_message(reason: RejectionReason) -> Message {
    match reason {
        RejectionReason::Malformed => message!("rejected-malformed"),
        RejectionReason::Signature => message!("rejected-signature"),
        RejectionReason::UnknownAuthor => message!("rejected-unknown-author"),
        RejectionReason::IdMismatch => message!("rejected-id-mismatch"),
        RejectionReason::NotAddressed => message!("rejected-not-addressed"),
        RejectionReason::Thread => message!("rejected-thread"),
        RejectionReason::State => message!("rejected-state"),
    }
}
