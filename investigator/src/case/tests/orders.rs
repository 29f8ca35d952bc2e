//! Whatever people do, one after the other or at the same time, and in whatever order it comes:
//! everyone who has it sees the same case.

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::*;

const ALL: [Id; 3] = [A, B, C];
const KINDS: [(EventKind, &[&str]); 14] = [
    (EventKind::Note, &[""]),
    (EventKind::Answer, &["", AGAIN]),
    (EventKind::Status, &["assessing", "investigating", "decision", "?"]),
    (EventKind::Assign, &[""]),
    (EventKind::Label, &["", "off"]),
    (EventKind::Task, &["", "done"]),
    (EventKind::Link, &["", "off"]),
    (EventKind::Declare, &["none", "conflict"]),
    (EventKind::Recuse, &[""]),
    (EventKind::Share, &[""]),
    (EventKind::Close, &["confirmed", "insufficient"]),
    (EventKind::Reopen, &[""]),
    (EventKind::Pause, &[""]),
    (EventKind::Delete, &[""]),
];

/// Somebody does something, knowing of some of what was done before; or she writes.
#[derive(Debug, Clone)]
struct Act {
    who: usize,
    kind: usize,
    status: usize,
    whom: usize,
    knows: Vec<prop::sample::Index>,
    day: u32,
    hers: bool,
}

fn act() -> impl Strategy<Value = Act> {
    let knows = vec(any::<prop::sample::Index>(), 0..3);
    let fields = (0..3_usize, 0..KINDS.len(), 0..4_usize, 0..3_usize, knows, 0..4_u32);
    (fields, proptest::bool::weighted(0.2)).prop_map(
        |((who, kind, status, whom, knows, day), hers)| Act {
            who,
            kind,
            status,
            whom,
            knows,
            day,
            hers,
        },
    )
}

fn played(acts: &[Act]) -> Vec<VaultLetter> {
    let she = reporter();
    let mut letters = vec![kept_report(report(&she, &[A, B], &[]))];
    for act in acts {
        let known: Vec<&VaultLetter> = act.knows.iter().map(|at| at.get(&letters)).collect();
        let letter = if act.hers {
            let mut more = report(&she, &[A, B], &[]);
            more.id = random_id();
            let kinds = [ReporterKind::Message, ReporterKind::Retaliation];
            (more.kind, more.day) = (kinds[act.status % 2], DAY.plus(act.day));
            more.mine = known.iter().map(|letter| *letter.letter.id()).collect();
            kept_report(more)
        } else {
            let (kind, statuses) = KINDS[act.kind];
            let status = statuses[act.status % statuses.len()];
            let body = EventBody {
                text: format!("text {}", act.status % 2),
                investigator: Some(ALL[act.whom]),
                item: Some(ALL[act.whom]),
                other: Some(Id::from_bytes([9; 16])),
                ..with_status(status)
            };
            let after = known.iter().map(|letter| name_of(letter)).collect();
            let day = DAY.plus(act.day);
            let event = Event { after, body, day, ..event(ALL[act.who], kind, she.thread()) };
            kept_event(carrier(ALL[act.who], &ALL, 1, vec![signed(event)]))
        };
        letters.push(letter);
    }
    letters
}

/// Everything that a case tells.
fn told(case: &Case<'_>) -> String {
    let mut told = String::new();
    for (place, entry) in case.entries.iter().enumerate() {
        let outside = case.people.is_outsiders(place);
        writeln!(told, "{} {} {outside} {:?}", entry.sha256, entry.day, entry.audience).unwrap();
    }
    let (status, readers) = (case.status(), case.readers());
    write!(told, "{status:?} {readers:?} {:?} {:?}", case.people, case.handling()).unwrap();
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn in_any_order_it_is_the_same_case(acts in vec(act(), 0..24), seed in any::<u64>()) {
        let letters = played(&acts);
        let expected = told(&the_case(&letters));
        let mut shuffled: Vec<&VaultLetter> = letters.iter().collect();
        shuffled.shuffle(&mut StdRng::seed_from_u64(seed));
        prop_assert_eq!(told(&the_case(shuffled)), expected);
    }
}
