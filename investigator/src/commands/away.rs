//! `dauys away`: the letters of the days ahead, posted today, so that nobody who counts sees that
//! this desk is empty.

use dauys_wire::Day;
use dauys_wire::roster::Cover;
use rand::rngs::OsRng;
use serde_json::json;

use super::deliver::{QueueView, check_posted, on_line};
use super::readdress::readdress_and_tell;
use crate::cli::{Away, Global};
use crate::failure::Failure;
use crate::print::Print;
use crate::text::Message;
use crate::workplace::Workplace;
use crate::{clock, message};

pub(super) fn run(args: &Away, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    readdress_and_tell(&mut workplace, print)?;
    let cover = workplace.connected()?.1.roster.cover;
    if cover.letters_per_day == 0 {
        print.json(&json!({ "days": [], "posted": 0, "places": 0 }));
        print.say(&without_letters(cover));
        return Ok(());
    }
    let today = clock::today();
    let days: Vec<Day> = (1..=args.days).map(|ahead| today.plus(ahead)).collect();
    let progress = print.progress(days.len());
    let (mut own, mut places) = (0, 0);
    for day in &days {
        let posted = on_line(&mut workplace, args.proxy.as_deref(), |poster| {
            poster.ahead(*day, &mut OsRng)
        })?;
        (own, places) = (own + posted.posted, places + posted.places);
        progress.advance(1);
        check_posted(&posted, print)?;
    }
    drop(progress);
    let queue = QueueView::of(&workplace)?;
    print.json(&json!({ "days": days, "posted": own, "places": places, "queue": queue }));
    print.say(&message!("away-done", days = args.days, places = places));
    if cover.replies_per_day > 0 {
        print.say(&message!("away-replies"));
    }
    queue.say(print);
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
    use super::*;

    #[test]
    fn an_absence_that_shows_in_the_drop_is_not_called_unseen() {
        let said = |replies_per_day| without_letters(Cover { letters_per_day: 0, replies_per_day });
        assert_eq!((said(0).key(), said(4).key()), ("away-needless", "away-replies"));
    }
}
