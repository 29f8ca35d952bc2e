//! Cases that the owner of this desk stepped out of, on this machine or another. Nothing of them is
//! kept or shown; what the reporter writes before she knows of it is handed on unseen, and kept only
//! while it cannot be, or has not gone yet.

use dauys_crypto::letter::Lang;
use dauys_wire::{Day, Id};

use super::super::list::short;
use super::tell::Told;
use crate::compose::Desk;
use crate::compose::recusal::Unseen;
use crate::failure::Failure;
use crate::text::{Language, Text};
use crate::vault::record::{Ending, Tombstone};
use crate::vault::{Record, VaultError};
use crate::workplace::Workplace;
use crate::{clock, message};

/// Takes over what was done on another machine: what is here of such cases is destroyed.
pub(super) fn learn(workplace: &mut Workplace, told: &mut Told) -> Result<(), Failure> {
    let learned: Vec<(Id, Record)> = {
        let (desk, cases) = (desk(workplace)?, workplace.all_cases());
        let stepped_out =
            cases.values().filter_map(|case| Some((case.thread, desk.recused_elsewhere(case)?)));
        stepped_out.collect()
    };
    for (thread, record) in learned {
        workplace.vault.append(vec![record])?;
        destroy(workplace, &thread)?;
        told.warnings.push(message!("recuse-elsewhere", case = short(&thread)));
    }
    Ok(())
}

/// What the reporter wrote to this investigator alone after they stepped out goes to those who read
/// in their place; nobody sees it here. Of what cannot go she is told, and so is the owner, without
/// a word of it.
pub(super) fn hand_on(workplace: &mut Workplace, told: &mut Told) -> Result<(), Failure> {
    for thread in left(workplace) {
        let written = {
            let (desk, cases) = (desk(workplace)?, workplace.all_cases());
            cases
                .get(&thread)
                .map(|case| desk.hand_on_unseen(case, |her, days| unread(her.lang, days)))
        };
        let Some(written) = written else { continue };
        let kept = match written {
            Ok(Unseen { records, left }) => match workplace.vault.append(records) {
                Err(VaultError::Unreadable | VaultError::TooMuch) => None,
                done => done.map(|()| Some(left))?,
            },
            Err(_) => None,
        };
        let case = short(&thread);
        told.warnings.extend(match kept {
            None => Some(message!("unseen-failed", case = case)),
            Some(0) => None,
            Some(left) => Some(message!("unseen-left", case = case, letters = left)),
        });
    }
    Ok(())
}

/// Destroys what was handed on and has gone.
pub(super) fn forget(workplace: &mut Workplace) -> Result<(), Failure> {
    for thread in left(workplace) {
        let is_handed_on = {
            let (desk, cases) = (desk(workplace)?, workplace.all_cases());
            cases.get(&thread).is_some_and(|case| desk.is_handed_on(case))
        };
        if is_handed_on {
            destroy(workplace, &thread)?;
        }
    }
    Ok(())
}

/// The cases that the owner stepped out of and of which something is here.
fn left(workplace: &Workplace) -> Vec<Id> {
    let mut threads: Vec<Id> = workplace.all_cases().into_keys().collect();
    threads.retain(|thread| workplace.vault.contents().is_recused(thread));
    threads
}

/// Destroys what is here of a case, and says so in its place if nothing does yet.
fn destroy(workplace: &mut Workplace, thread: &Id) -> Result<(), Failure> {
    let deleted = workplace.vault.contents().deleted(thread);
    let is_told = deleted.is_some_and(|case| case.tombstone.is_some());
    let (day, asked_by) = (clock::today(), vec![workplace.keys.id]);
    let tombstone = (!is_told).then_some(Tombstone { day, why: Ending::Recused, asked_by });
    workplace.delete_case(thread, tombstone)
}

/// What she reads about what nobody read, in her language.
fn unread(lang: Lang, days: &[Day]) -> String {
    let language = match lang {
        Lang::Kk => Language::Kk,
        Lang::Ru => Language::Ru,
        Lang::En => Language::En,
    };
    let days: Vec<String> = days.iter().map(Day::to_string).collect();
    Text::new(language).say(&message!("unread-letter", days = days.join(", ")))
}

fn desk(workplace: &Workplace) -> Result<Desk<'_>, Failure> {
    let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
    Ok(Desk { keys: &workplace.keys, known, contents, today: clock::today() })
}

#[cfg(test)]
mod tests;
