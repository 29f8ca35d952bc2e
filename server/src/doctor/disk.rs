//! The database, and for how long there is room.

use dauys_wire::Day;
use dauys_wire::limits::AHEAD_DAYS_MAX;
use rustix::fs::{Access, access, statvfs};
use rustix::io::Errno;

use super::{Finding, State};
use crate::config::Config;
use crate::store::StoreError;
use crate::store::sqlite::figures::{self, Figures};

/// What comes on the days before today makes the forecast.
const LOOKED_BACK: u32 = 14;
/// In which somebody can buy a larger disk.
const ENOUGH_DAYS: u64 = 30;
/// Below that letters are about to be refused: a busy day, and the copy of it that is made at its end.
const SCARCE_MIB: u64 = 256;
const MIB: u64 = 1_048_576;

const ROOM: &str = "make room, or move the directory to a larger disk; lower blob_mib or blob_day_mib if files \
                    take it";

pub(super) fn look(config: &Config, today: Day, runs: bool) -> Vec<Finding> {
    if !config.data.join("closed.sqlite").exists() {
        let none = Finding::good("database", "there is none yet: the first start makes it");
        return vec![none, forecast(config, &Figures::new(), today)];
    }
    match figures::read(&config.data, runs) {
        Ok(figures) => {
            let newest = figures.keys().next_back().copied();
            let database = match newest.filter(|newest| *newest > today.plus(AHEAD_DAYS_MAX)) {
                Some(newest) => {
                    let says = format!("something came on {newest}, and it is {today} here");
                    let todo =
                        "the clock was wrong then or is wrong now: see to it before anything else";
                    Finding::bad("database", State::Now, says, todo)
                }
                None => Finding::good("database", "it can be read"),
            };
            vec![database, forecast(config, &figures, today)]
        }
        Err(error @ StoreError::Newer { .. }) => {
            let todo =
                "start the newer version again, or put back the backup from before the upgrade";
            vec![Finding::bad("database", State::Now, error.to_string(), todo)]
        }
        Err(error) => {
            let todo = "stop the server, keep a copy of the directory, put back the last backup";
            vec![Finding::bad("database", State::Now, error.to_string(), todo)]
        }
    }
}

fn forecast(config: &Config, figures: &Figures, today: Day) -> Finding {
    let check = "disk";
    let Ok(disk) = statvfs(&config.data) else {
        let says = "it does not tell how much is free";
        return Finding::bad(check, State::Soon, says, "look with `df`");
    };
    // Asked, not tried: the doctor changes nothing.
    if access(&config.data, Access::WRITE_OK) == Err(Errno::ROFS) {
        let says = "it can only be read: nothing that is sent is taken";
        let todo = "a file system is made so when its disk fails: see why (dmesg), mend it (fsck) or move to \
                    another disk, mount it for writing, then restart the server";
        return Finding::bad(check, State::Now, says, todo);
    }
    let free = disk.f_bavail.saturating_mul(disk.f_frsize) / MIB;
    let came: u64 =
        figures.iter().filter(|(day, _)| is_lately(**day, today)).map(|(_, it)| *it).sum();
    let a_day = came / u64::from(LOOKED_BACK);
    let kept_free = u64::from(config.blobs.free);
    if free < SCARCE_MIB {
        return Finding::bad(check, State::Now, format!("{free} MiB are free"), ROOM);
    }
    if free < kept_free {
        let says =
            format!("{free} MiB are free, below blob_free_mib ({kept_free}): files are refused");
        return Finding::bad(check, State::Now, says, ROOM);
    }
    let days = free.saturating_mul(MIB).checked_div(a_day);
    let says = match days {
        Some(days) => format!(
            "{free} MiB are free; {} KiB came a day lately: room for {days} days if nothing expired",
            a_day / 1_024
        ),
        None => format!("{free} MiB are free; nothing came lately"),
    };
    match days {
        Some(days) if days < ENOUGH_DAYS => Finding::bad(check, State::Soon, says, ROOM),
        _ => Finding::good(check, says),
    }
}

fn is_lately(day: Day, today: Day) -> bool {
    day < today && day.plus(LOOKED_BACK) >= today
}
