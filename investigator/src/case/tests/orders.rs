//! Whatever people do, one after the other or at the same time, and in whatever order it comes:
//! everyone who has it sees the same case. Some of it nobody honest does: copies of replies that come
//! late and close a circle, events that leave out what their author knew, events of outsiders.

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::*;

/// The last is nobody's choice; the one before is shut out at times.
const ALL: [Id; 4] = [A, B, C, Id::from_bytes([4; 16])];
const REPLIES: [&[u8]; 3] = [b"one", b"two", b"three"];
const KINDS: [(EventKind, &[&str]); 16] = [
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
    (EventKind::Retain, &[""]),
    (EventKind::Extend, &["answer"]),
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
    /// The reply that it is the copy of, or that she has seen.
    reply: Option<usize>,
    /// Whether she shuts somebody out.
    shuts_out: bool,
}

fn act() -> impl Strategy<Value = Act> {
    let knows = vec(any::<prop::sample::Index>(), 0..3);
    let fields = (0..4_usize, 0..KINDS.len(), 0..4_usize, 0..4_usize, knows, 0..4_u32);
    let reply = proptest::option::weighted(0.4, 0..REPLIES.len());
    let more = (proptest::bool::weighted(0.25), reply, proptest::bool::weighted(0.3));
    (fields, more).prop_map(|((who, kind, status, whom, knows, day), (hers, reply, shuts_out))| {
        Act { who, kind, status, whom, knows, day, hers, reply, shuts_out }
    })
}

fn played(acts: &[Act]) -> Vec<VaultLetter> {
    let she = reporter();
    let mut letters = vec![kept_report(report(&she, &[A, B], &[]))];
    for act in acts {
        let known: Vec<&VaultLetter> = act.knows.iter().map(|at| at.get(&letters)).collect();
        let letter = if act.hers {
            let (to, out): (&[Id], &[Id]) =
                if act.shuts_out { (&[A, B], &[C]) } else { (&[A, B, C], &[]) };
            let mut more = report(&she, to, out);
            more.id = random_id();
            let v = 1 + u64::try_from(act.whom).unwrap();
            more.state = state(v, to, out).sign(&she).unwrap();
            more.seen.extend(act.reply.map(|it| {
                (DeskId::from(ALL[act.who]), Seen { n: 1, sha256: Digest::of(REPLIES[it]) })
            }));
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
                day: Some(DAY.plus(act.day)),
                sha256: act.reply.map(|it| Digest::of(REPLIES[it])),
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
    let (status, readers, days) = (case.status(), case.readers(), case.days());
    write!(told, "{status:?} {readers:?} {days:?} {:?} {:?}", case.people, case.handling())
        .unwrap();
    told
}

/// What an event names by its hash came before it, whatever anybody says.
fn is_after_what_it_names(case: &Case<'_>) -> bool {
    let place =
        |name: &Digest| case.entries.iter().position(|entry| entry.sha256 == *name).unwrap();
    case.entries.iter().enumerate().all(|(at, entry)| match entry.what {
        What::Event(event) => event.event.after.iter().all(|name| {
            let known = place(name);
            known < at && case.graph.is_before(known, at)
        }),
        What::Reporter(_) => true,
    })
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

    #[test]
    fn whatever_anybody_leaves_out_or_makes_up(acts in vec(act(), 0..24)) {
        let letters = played(&acts);
        let case = the_case(&letters);
        let names: BTreeSet<Digest> = letters.iter().map(name_of).collect();
        prop_assert_eq!(case.entries.len(), names.len());
        prop_assert!(is_after_what_it_names(&case));
        let readers = case.readers();
        let shut_out = case.reporter.as_ref().unwrap().shut_out.clone();
        prop_assert!(!readers.iter().any(|id| shut_out.contains(id)));
        prop_assert!(!readers.iter().any(|id| case.people.recused().contains_key(id)));
        let handling = case.handling();
        // Whoever closed it for good knew of every letter that says she is punished.
        let knew = case.events().any(|(at, event)| {
            event.event.kind == EventKind::Close
                && case.retaliation().all(|letter| case.graph.is_before(letter, at))
        });
        prop_assert!(knew || !handling.is_closed());
    }
}
