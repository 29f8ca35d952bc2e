//! The same month in other orders: whatever order letters come in, the cases are the same.

use std::collections::BTreeMap;
use std::path::Path;

use dauys_investigator::case::{self, Case, What};
use dauys_investigator::vault::contents::VaultLetter;
use dauys_investigator::vault::record::{KeptLetter, KeptRoster};
use dauys_investigator::vault::{Record, Vault};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};

use super::stage::Stage;
use crate::folder::Folder;
use crate::investigator::Investigator;

/// Orders that are tried.
pub const ORDERS: u64 = 10;
/// Letters that come together, at most.
const TOGETHER_MAX: usize = 24;
/// Cases that are shown by the program in each order.
const SHOWN: usize = 2;

/// What was replayed.
#[derive(Default)]
pub struct Replayed {
    /// Cases, times orders, times desks.
    pub cases: usize,
    /// Letters of all desks.
    pub letters: usize,
    /// Where the order made a difference.
    pub differences: Vec<String>,
}

/// Folds the letters of each desk in other orders, as they are and after they came into an empty
/// vault; and has `dauys` show what is in that vault.
pub fn replay(stage: &Stage) -> Replayed {
    let desks = stage.stack.organisation.investigators();
    let roster = &posted(stage);
    let each = std::thread::scope(|threads| {
        let replay = |desk| threads.spawn(move || Replay::of(roster, desk).replay());
        let each: Vec<_> = desks.iter().map(replay).collect();
        each.into_iter().map(|one| one.join().expect("a replay")).collect::<Vec<_>>()
    });
    let mut all = Replayed::default();
    for Replayed { cases, letters, differences } in each {
        all.cases += cases;
        all.letters += letters;
        all.differences.extend(differences);
    }
    all
}

/// What is replayed at one desk, and as what it should come out.
struct Replay<'a> {
    roster: &'a KeptRoster,
    desk: &'a Investigator,
    vault: Vault,
    expected: Value,
    /// By thread, as `dauys` shows it.
    views: Vec<(String, Value)>,
}

impl<'a> Replay<'a> {
    fn of(roster: &'a KeptRoster, desk: &'a Investigator) -> Self {
        let vault = desk.vault();
        let expected = told(vault.contents().letters().values());
        let cases = expected.as_object().expect("cases").keys();
        let views = cases.map(|thread| (thread.clone(), shown(desk, thread))).collect();
        Self { roster, desk, vault, expected, views }
    }

    fn replay(&self) -> Replayed {
        let letters: Vec<&VaultLetter> = self.vault.contents().letters().values().collect();
        let mut differences = Vec::new();
        for order in 0..ORDERS {
            let mut rng = StdRng::seed_from_u64(order);
            let mut letters = letters.clone();
            letters.shuffle(&mut rng);
            differences.extend(self.in_order(order, &letters, &mut rng));
        }
        let cases = self.views.len() * usize::try_from(ORDERS).expect("a few");
        Replayed { cases, letters: letters.len(), differences }
    }

    fn in_order(&self, order: u64, letters: &[&VaultLetter], rng: &mut StdRng) -> Vec<String> {
        let mut differences = Vec::new();
        let mut hold = |what: &str, other: &Value, expected: &Value| {
            if other != expected {
                let name = self.desk.person.name;
                differences
                    .push(format!("{name}, {what}, order {order}:\n{other:#}\n{expected:#}"));
            }
        };
        hold("folded", &told(letters.iter().copied()), &self.expected);
        let folder = Folder::make();
        let other = self.another_machine(folder.path(), letters, rng);
        let kept = other.vault();
        hold("kept", &told(kept.contents().letters().values()), &self.expected);
        for (thread, view) in self.views.choose_multiple(rng, SHOWN) {
            hold("shown", &shown(&other, thread), view);
        }
        differences
    }

    /// The same desk, whose letters came in another order, some at a time.
    fn another_machine(
        &self,
        folder: &Path,
        letters: &[&VaultLetter],
        rng: &mut StdRng,
    ) -> Investigator {
        let other = self.desk.with_an_empty_vault(&folder.join("desk"));
        let mut vault = other.vault();
        // What a first `sync` keeps before it fetches.
        let connection = self.vault.contents().connection().expect("a sync").clone();
        let first = vec![Record::Connection(connection), Record::Roster(self.roster.clone())];
        vault.append(first).expect("a vault");
        let mut rest = letters;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rng.gen_range(1..=TOGETHER_MAX.min(rest.len())));
            vault.append(now.iter().map(|kept| record(kept)).collect()).expect("a vault");
            rest = later;
        }
        other
    }
}

/// What the organisation has posted.
fn posted(stage: &Stage) -> KeptRoster {
    let posted = |name: &str| std::fs::read_to_string(stage.stack.data().join(name)).expect(name);
    KeptRoster {
        json: posted("roster.json"),
        minisig: posted("roster.json.minisig"),
        questionnaire: posted("questionnaire.json"),
    }
}

fn record(kept: &VaultLetter) -> Record {
    let VaultLetter { letter, day, sha256, signature, json, is_cut } = kept;
    Record::Letter(KeptLetter {
        id: *letter.id(),
        day: *day,
        signature: *signature,
        json: json.clone(),
        whole: is_cut.then_some(*sha256),
    })
}

/// A case as `dauys` shows it, less what only that desk knows.
fn shown(desk: &Investigator, thread: &str) -> Value {
    let mut view = desk.show(thread);
    super::agreement::remove_own(&mut view);
    view
}

/// All cases, as far as they can be told.
fn told<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> Value {
    let cases = case::fold(letters);
    let cases: BTreeMap<String, Value> =
        cases.values().map(|case| (case.thread.to_string(), tell(case))).collect();
    json!(cases)
}

fn tell(case: &Case<'_>) -> Value {
    let her = case.reporter.as_ref();
    let entries = case.entries.iter().map(|entry| {
        let what = match entry.what {
            What::Reporter(letter) => json!(letter),
            What::Event(signed) => json!(signed.event),
        };
        json!({
            "sha256": entry.sha256,
            "carriers": entry.carriers,
            "audience": entry.audience,
            "day": entry.day,
            "what": what,
        })
    });
    json!({
        "entries": entries.collect::<Vec<_>>(),
        "status": case.status(),
        "withdrawn": case.is_withdrawn(),
        "readers": case.readers(),
        "people": format!("{:?}", case.people),
        "handling": format!("{:?}", case.handling()),
        "days": format!("{:?}", case.days()),
        "lang": her.map(|her| her.lang),
        "shut_out": her.map(|her| &her.shut_out),
        "chosen": her.map(|her| &her.chosen),
        "states": her.map(|her| &her.states),
    })
}
