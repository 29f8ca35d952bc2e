//! `dauys sync`: holds the roster against what is known, fetches and opens what is new, acknowledges
//! what is ours to acknowledge, and posts what waits. `dauys watch` does the same by itself.

mod due;
mod tell;
mod unseen;

use dauys_wire::limits::ROSTER_ENDS_SOON_DAYS;
use rand::rngs::OsRng;

use self::due::write_what_is_due;
pub(super) use self::tell::{Told, View};
use super::deadlines::deadlines;
use super::deliver::{Pace, now_warning, on_line};
use crate::address::Address;
use crate::cli::Sync;
use crate::failure::{Exit, Failure};
use crate::inbox::{Fetched, Unseen};
use crate::pace::Kind;
use crate::post::{Posted, missed_days, rate};
use crate::print::Print;
use crate::remote::Remote;
use crate::seat::Seat;
use crate::vault::Record;
use crate::vault::record::Connection;
use crate::watch::watch;
use crate::workplace::Workplace;
use crate::{ask, clock, message};

pub(super) fn run(args: &Sync, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let mut workplace = seat.sit(print)?;
    confirm_again(args, print)?;
    let told = sync(&mut workplace, args, print)?;
    told.tell(&workplace, args.rejected, print)
}

/// Does it, and tells nobody: somebody else may have other words for it.
pub(super) fn sync(workplace: &mut Workplace, args: &Sync, print: &Print) -> Result<Told, Failure> {
    let proxy = args.proxy.as_deref();
    let connection = connection(workplace, args.address.as_deref())?;
    let mut told = Told::default();
    take_roster(workplace, &connection, proxy, &mut told)?;
    told.fetched = fetch(workplace, &connection, args, print, &mut told)?;
    write_what_is_due(workplace, &mut told)?;
    told.missed_days = missed(workplace)?;
    told.posted = post(workplace, proxy, Pace::of(args.now))?;
    unseen::forget(workplace)?;
    workplace.vault.compact()?;
    told.deadlines = deadlines(workplace, clock::today())?;
    told.warnings.extend(now_warning(workplace, Pace::of(args.now))?);
    Ok(told)
}

/// Fetching a day anew has a price, which is said before it is paid.
fn confirm_again(args: &Sync, print: &Print) -> Result<(), Failure> {
    let Some(day) = args.again else { return Ok(()) };
    print.warn(&message!("again-price", day = day.to_string()));
    if args.yes || ask::yes_no(print, None, "--yes", &message!("ask-fetch-again"))? {
        return Ok(());
    }
    Err(Failure::new(Exit::Failed, message!("fetch-again-not-done")))
}

/// Takes back the cover whose day has come, and posts what belongs to today.
fn post(workplace: &mut Workplace, proxy: Option<&str>, pace: Pace) -> Result<Posted, Failure> {
    on_line(workplace, proxy, |poster| {
        let stopped = poster.withdraw()?;
        let mut posted = poster.day(&mut OsRng)?;
        if pace == Pace::Now && posted.reason.is_none() {
            let more = poster.now(None)?;
            let (own, places) = (posted.posted + more.posted, posted.places + more.places);
            posted = Posted { posted: own, places, ..more };
        }
        posted.reason = posted.reason.or(stopped);
        Ok(posted)
    })
}

/// Days without a `sync` since the last one with a plan, if this organisation chose cover.
fn missed(workplace: &Workplace) -> Result<u32, Failure> {
    let roster = &workplace.connected()?.1.roster;
    let paced = [Kind::Letter, Kind::Reply].into_iter().any(|kind| rate(roster, kind) > 0);
    let planned = workplace.vault.contents().posting().planned_days();
    Ok(if paced { missed_days(planned, clock::today()) } else { 0 })
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
    told: &mut Told,
) -> Result<(), Failure> {
    let published = Remote::new(&connection.origin, proxy, workplace.keys.signer())?.published()?;
    let contents = workplace.vault.contents();
    let today = clock::today();
    let watched = watch(published, &connection.root, contents.roster(), &workplace.keys, today)?;
    if !watched.active {
        told.warnings.push(message!("not-active"));
    }
    if watched.roster.expires < today {
        let day = watched.roster.expires.to_string();
        told.warnings.push(message!("roster-expired", day = day));
    } else if watched.roster.expires.since(today) <= ROSTER_ENDS_SOON_DAYS {
        let day = watched.roster.expires.to_string();
        told.warnings.push(message!("roster-ends", day = day));
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
    args: &Sync,
    print: &Print,
    told: &mut Told,
) -> Result<Fetched, Failure> {
    let (_, known) = workplace.connected()?;
    let roster = known.roster.clone();
    let Workplace { keys, vault, .. } = workplace;
    let remote = Remote::new(&connection.origin, args.proxy.as_deref(), keys.signer())?;
    let (today, servers) = (clock::today(), remote.health()?.day);
    if clock::disagrees(servers) {
        told.warnings.push(message!("server-day", day = servers.to_string()));
    }
    let unseen = Unseen::list(&remote, vault.contents(), today.min(servers), args.again)?;
    let progress = print.progress(unseen.len());
    unseen.fetch(&remote, keys, &roster, vault, &progress)
}
