//! `dauys away`: the letters of the days ahead, posted today, so that nobody who counts sees that
//! this desk is empty.

use dauys_wire::Day;
use dauys_wire::roster::Cover;
use rand::rngs::OsRng;
use schemars::JsonSchema;
use serde::Serialize;

use super::deliver::{QueueView, check_posted, on_line};
use super::readdress::readdress_and_tell;
use crate::cli::Away;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::remote::Remote;
use crate::schema::shape;
use crate::seat::Seat;
use crate::text::Message;
use crate::workplace::Workplace;
use crate::{clock, message};

/// What was posted ahead.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// The days; none where the organisation posts nothing empty.
    #[schemars(with = "Vec<shape::Day>")]
    days: Vec<Day>,
    /// Letters that had waited.
    posted: usize,
    /// All letters, empty ones among them.
    places: usize,
    queue: QueueView,
}

pub(super) fn run(args: &Away, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    post_ahead(&mut *seat.sit(print)?, args, print)
}

fn post_ahead(workplace: &mut Workplace, args: &Away, print: &Print) -> Result<(), Failure> {
    let cover = workplace.connected()?.1.roster.cover;
    if cover.letters_per_day > 0 {
        check_clock(workplace, args.proxy.as_deref())?;
    }
    readdress_and_tell(workplace, print)?;
    if cover.letters_per_day == 0 {
        let queue = QueueView::of(workplace)?;
        print.json(&View { days: Vec::new(), posted: 0, places: 0, queue });
        print.say(&without_letters(cover));
        return Ok(());
    }
    let today = clock::today();
    let days: Vec<Day> = (1..=args.days).map(|ahead| today.plus(ahead)).collect();
    let progress = print.progress(days.len());
    let (mut own, mut places) = (0, 0);
    for day in &days {
        let posted =
            on_line(workplace, args.proxy.as_deref(), |poster| poster.ahead(*day, &mut OsRng))?;
        (own, places) = (own + posted.posted, places + posted.places);
        progress.advance(1);
        check_posted(&posted, print)?;
    }
    drop(progress);
    let queue = QueueView::of(workplace)?;
    print.json(&View { days, posted: own, places, queue });
    print.say(&message!("away-done", days = args.days, places = places));
    if cover.replies_per_day > 0 {
        print.say(&message!("away-replies"));
    }
    queue.say(print);
    Ok(())
}

/// Nothing here is signed, so that the server would not notice a wrong clock; and letters that got a
/// place on a day far off would be held there after it is set right.
fn check_clock(workplace: &Workplace, proxy: Option<&str>) -> Result<(), Failure> {
    let (connection, _) = workplace.connected()?;
    let remote = Remote::new(&connection.origin, proxy, workplace.keys.signer())?;
    let servers = remote.health()?.day;
    if clock::disagrees(servers) {
        return Err(Failure::new(Exit::Network, message!("server-day", day = servers.to_string())));
    }
    Ok(())
}

/// What there is to say where nothing can be posted ahead: absence shows in replies all the same.
fn without_letters(cover: Cover) -> Message {
    match cover.replies_per_day {
        0 => message!("away-needless"),
        _ => message!("away-replies"),
    }
}

#[cfg(test)]
mod tests {
    use dauys_wire::api::Health;

    use super::*;
    use crate::fixtures::{self, server_that_says, team};
    use crate::keys::Keys;
    use crate::text::{Language, Text};
    use crate::vault::Record;
    use crate::vault::record::Connection;

    #[test]
    fn nothing_is_planned_for_days_ahead_of_a_clock_that_is_wrong() {
        let today = clock::today();
        for (servers, is_wrong) in [
            (today.minus(2), true),
            (today.minus(1), false),
            (today.plus(1), false),
            (today.plus(300), true),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let team: [Keys; 2] = team();
            let mut settings = fixtures::settings(&team);
            settings.cover = Cover { letters_per_day: 4, replies_per_day: 0 };
            let [keys, _] = team;
            let mut workplace = fixtures::workplace(folder.path(), keys, &settings);
            let root = workplace.connected().unwrap().0.root;
            // It answers everything so: its acceptance of a letter does not hold.
            let origin = server_that_says(Health { day: servers, stamp_bits: 1, blob_bytes: 0 });
            let connection = Record::Connection(Connection { origin, root });
            workplace.vault.append(vec![connection]).unwrap();

            let (args, print) =
                (Away { days: 1, proxy: None }, Print::new(Text::new(Language::En), true));
            let key = post_ahead(&mut workplace, &args, &print)
                .err()
                .map(|failure| failure.message.key());
            assert_eq!(key == Some("server-day"), is_wrong, "{servers}: {key:?}");
            let planned = workplace.vault.contents().posting().planned_days();
            assert_eq!(planned.is_empty(), is_wrong, "{servers}");
        }
    }

    #[test]
    fn an_absence_that_shows_in_the_drop_is_not_called_unseen() {
        let said = |replies_per_day| without_letters(Cover { letters_per_day: 0, replies_per_day });
        assert_eq!((said(0).key(), said(4).key()), ("away-needless", "away-replies"));
    }
}
