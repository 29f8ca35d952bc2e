//! Before a desk writes or posts: what waits for somebody whom a reporter has shut out since goes to
//! those who still read her case, and never to them.

use super::list::short;
use crate::compose::Desk;
use crate::compose::shut_out::Readdressed;
use crate::failure::Failure;
use crate::post::Poster;
use crate::print::Print;
use crate::text::Message;
use crate::workplace::Workplace;
use crate::{clock, message};

/// Does it, and says what came of it beside the result.
pub(super) fn readdress_and_tell(workplace: &mut Workplace, print: &Print) -> Result<(), Failure> {
    readdress(workplace)?.iter().for_each(|warning| print.warn(warning));
    Ok(())
}

/// Lets others use the folder while somebody talks or types, if it is `long`; then what waits is held
/// against what came in the meantime.
pub(super) fn aside_if<T>(
    long: bool,
    workplace: &mut Workplace,
    print: &Print,
    talk: impl FnOnce(&Workplace) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if !long {
        return talk(workplace);
    }
    let said = workplace.aside(print, talk)?;
    readdress_and_tell(workplace, print)?;
    Ok(said)
}

/// Does it; what is to be told about it.
pub(super) fn readdress(workplace: &mut Workplace) -> Result<Vec<Message>, Failure> {
    // Also in cases that this investigator stepped out of: something may have been handed on.
    let stale = desk(workplace)?.stale(&workplace.all_cases());
    if stale.is_empty() {
        return Ok(Vec::new());
    }
    // What has a place leaves it to cover first: the number of a day must not tell that she wrote.
    let roster = workplace.connected()?.1.roster.clone();
    let (vault, today) = (&mut workplace.vault, clock::today());
    Poster { vault, roster: &roster, today, carrier: &() }.give_places_to_cover(&stale, today)?;

    let done = desk(workplace)?.readdress(&stale, &workplace.all_cases());
    let warnings = warnings(&done);
    workplace.vault.append(done.records)?;
    Ok(warnings)
}

fn desk(workplace: &Workplace) -> Result<Desk<'_>, Failure> {
    let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
    Ok(Desk { keys: &workplace.keys, known, contents, today: clock::today() })
}

fn warnings(done: &Readdressed) -> Vec<Message> {
    let anew = done.cases.difference(&done.kept_back);
    let anew = anew.map(|thread| message!("letters-readdressed", case = short(thread)));
    let lost = (done.lost > 0).then(|| message!("letters-dropped", letters = done.lost));
    let kept = done.kept_back.iter();
    let kept = kept.map(|thread| message!("letters-kept-back", case = short(thread)));
    anew.chain(lost).chain(kept).collect()
}

#[cfg(test)]
mod tests {
    use dauys_crypto::letter::Lang;
    use dauys_wire::Id;

    use super::*;
    use crate::compose::random_id;
    use crate::fixtures::{self, kept_record, report, reporter, state, team};
    use crate::keys::Keys;
    use crate::pace::Kind;
    use crate::vault::Record;
    use crate::vault::record::DayPlan;

    #[test]
    fn a_letter_that_must_not_go_leaves_its_place_to_cover_so_that_no_number_changes() {
        let folder = tempfile::tempdir().unwrap();
        let team: [Keys; 3] = team();
        let [own, colleague, shut_out] = team.each_ref().map(|keys| keys.id);
        let settings = fixtures::settings(&team);
        let [keys, ..] = team;
        let mut workplace = fixtures::workplace(folder.path(), keys, &settings);
        let she = reporter();
        let first = report(&she, &[own, colleague, shut_out], &[]);
        workplace.vault.append(vec![kept_record(&first)]).unwrap();
        let case = workplace.case(&she.thread().to_string()).unwrap();
        let note = desk(&workplace).unwrap().note(&case, "a note", Lang::Kk).unwrap();
        workplace.vault.append(note).unwrap();
        let waiting = |workplace: &Workplace| -> Vec<Id> {
            workplace.vault.contents().outgoing().iter().map(|one| one.id).collect()
        };
        let [note] = waiting(&workplace).try_into().unwrap();
        // It has a place today, and the line broke before it was tried.
        let (day, other) = (clock::today(), random_id());
        let plan = DayPlan { day, kind: Kind::Letter, ids: vec![other, note] };
        workplace.vault.append(vec![Record::Plan(plan)]).unwrap();

        assert!(readdress(&mut workplace).unwrap().is_empty(), "while she trusts them all");
        let mut second = report(&she, &[own, colleague], &[shut_out]);
        second.id = random_id();
        second.state = state(2, &[own, colleague], &[shut_out]).sign(&she).unwrap();
        workplace.vault.append(vec![kept_record(&second)]).unwrap();
        let told = readdress(&mut workplace).unwrap();
        assert_eq!(told.iter().map(Message::key).collect::<Vec<_>>(), ["letters-readdressed"]);

        let planned = workplace.vault.contents().posting().unposted(day, Kind::Letter).unwrap();
        let cover: Vec<Id> =
            workplace.vault.cover().unwrap().iter().map(|cover| cover.outgoing.id).collect();
        assert_eq!(planned, [vec![other], cover].concat());
        let [anew] = waiting(&workplace).try_into().unwrap();
        assert!(anew != note && !planned.contains(&anew), "it waits for the next plan");
    }
}
