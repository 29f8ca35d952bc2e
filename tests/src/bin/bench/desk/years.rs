//! What a desk has after years: 10,000 letters of 2,500 cases, most of them closed, by reporters and by
//! two colleagues who work on all of them.
//!
//! A vault vouches for what is in it, so that nothing here is sealed or signed but what is read by itself:
//! states and events. All reporters have the keys of one, which cost a second each.

use std::collections::BTreeMap;

use dauys_crypto::code::Code;
use dauys_crypto::desk::DeskId;
use dauys_crypto::event::{Event, EventBody, EventKind, SignedEvent};
use dauys_crypto::letter::{
    Author, InvestigatorKind, InvestigatorLetter, Lang, ReporterBody, ReporterKind, ReporterLetter,
    RosterRef, Seen,
};
use dauys_crypto::reply::ReplyKind;
use dauys_crypto::state::State;
use dauys_crypto::thread::Reporter;
use dauys_investigator::vault::Record;
use dauys_investigator::vault::contents::KnownRoster;
use dauys_investigator::vault::record::{KeptLetter, SentReply};
use dauys_wire::questionnaire::{Answer, Answers, Questionnaire};
use dauys_wire::{Day, Digest, Id, InstanceName, Signature};
use ed25519_dalek::SigningKey;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};

use crate::search;
use crate::sender::random_id;

pub(crate) const LETTERS: usize = 10_000;
/// Four letters each.
pub(crate) const CASES: usize = LETTERS / 4;
/// The days on which they began.
const YEARS: u32 = 3 * 365;
/// Cases of a hundred that are closed, and that nobody has answered: those of the last days.
const CLOSED: usize = 85;
const NEW: usize = 4;
const NEW_DAYS: u32 = 2;
/// Of the others, those days that an answer was not promised before.
const OPEN_DAYS: u32 = 60;
/// Closed questions that are answered.
const QUESTIONS: [&str; 3] = ["form", "who", "where"];

/// Whose desk it is, and their colleague.
pub(crate) struct Team<'a> {
    pub(crate) own: (Id, &'a SigningKey),
    pub(crate) colleague: (Id, &'a SigningKey),
    pub(crate) instance: &'a InstanceName,
    pub(crate) known: &'a KnownRoster,
}

/// The records, and the cases that can be opened.
pub(crate) struct Years {
    pub(crate) records: Vec<Record>,
    pub(crate) opened: Vec<Id>,
}

/// How a case stands.
#[derive(Clone, Copy, PartialEq)]
enum Stands {
    New,
    Open,
    Closed,
}

struct Writing<'a> {
    team: &'a Team<'a>,
    she: Reporter,
    rng: StdRng,
    texts: std::vec::IntoIter<String>,
    /// Of each colleague, how many letters there are, and the last one's hash.
    chains: BTreeMap<Id, (u64, Option<Digest>)>,
    years: Years,
}

/// All of it, the same every time but for ids.
pub(crate) fn years(team: &Team<'_>, today: Day) -> Years {
    let mut writing = Writing {
        team,
        she: Reporter::derive(&Code::generate(), "", team.instance),
        rng: StdRng::seed_from_u64(2),
        texts: search::letters().into_iter(),
        chains: BTreeMap::new(),
        years: Years { records: Vec::new(), opened: Vec::new() },
    };
    for number in 0..CASES {
        let place = number * 100 / CASES;
        let (stands, oldest, newest) = match place {
            _ if place < CLOSED => (Stands::Closed, YEARS, OPEN_DAYS),
            _ if place < 100 - NEW => (Stands::Open, OPEN_DAYS, NEW_DAYS),
            _ => (Stands::New, NEW_DAYS, 0),
        };
        let day = today.minus(writing.rng.gen_range(newest..=oldest));
        writing.case(stands, day);
    }
    writing.years
}

impl Writing<'_> {
    fn case(&mut self, stands: Stands, day: Day) {
        let thread = random_id();
        let (report, report_hash) =
            self.hers(thread, ReporterKind::Report, day, &[], BTreeMap::new());
        let (second, second_hash) =
            self.hers(thread, ReporterKind::Message, day, &[report], BTreeMap::new());
        let mine = [report, second];
        if stands == Stands::New {
            for _ in 0..2 {
                self.hers(thread, ReporterKind::Message, day, &mine, BTreeMap::new());
            }
            return;
        }
        self.years.opened.push(thread);
        let own = self.team.own.0;
        let known = vec![report_hash, second_hash];
        let opened = (EventKind::Opened, EventBody::default());
        let declared = (EventKind::Declare, status("none"));
        let reply = Digest::of(random_id().as_bytes());
        let answer = EventBody {
            text: self.text(),
            reply: Some(random_id()),
            sha256: Some(reply),
            ..EventBody::default()
        };
        let events = vec![opened, declared, (EventKind::Answer, answer)];
        let (letter, last) = self.ours(true, thread, day, known, events);
        self.years.records.push(Record::Read { ids: vec![report, second, letter] });
        self.years.records.push(Record::Reply(SentReply {
            id: random_id(),
            thread,
            n: 1,
            day,
            kind: ReplyKind::Answer,
            received: mine.to_vec(),
            due: None,
            retaliation: false,
            repeats: None,
        }));
        let last_events = if stands == Stands::Closed {
            let outcome = ["confirmed", "not-confirmed", "insufficient"].choose(&mut self.rng);
            vec![(
                EventKind::Close,
                EventBody { text: self.text(), ..status(outcome.expect("one")) },
            )]
        } else {
            let investigator = Some(own);
            let note = EventBody { text: self.text(), ..EventBody::default() };
            let assigned = EventBody { investigator, ..EventBody::default() };
            vec![(EventKind::Note, note), (EventKind::Assign, assigned)]
        };
        let (letter, _) = self.ours(false, thread, day, vec![last], last_events);
        if stands == Stands::Closed {
            self.years.records.push(Record::Read { ids: vec![letter] });
        }
    }

    fn hers(
        &mut self,
        thread: Id,
        kind: ReporterKind,
        day: Day,
        mine: &[Id],
        seen: BTreeMap<DeskId, Seen>,
    ) -> (Id, Digest) {
        let (to, id) = (self.to(), random_id());
        let text = self.text();
        let questionnaire = &self.team.known.questionnaire;
        let body = if kind == ReporterKind::Report {
            let answers = answers(questionnaire, text, &mut self.rng);
            ReporterBody {
                answers,
                questionnaire: questionnaire.id.clone(),
                ..ReporterBody::default()
            }
        } else {
            ReporterBody { text, ..ReporterBody::default() }
        };
        let mut letters = mine.to_vec();
        letters.push(id);
        let state = State {
            v: letters.len() as u64,
            to: to.clone(),
            shut_out: Vec::new(),
            lang: Lang::Kk,
            letters,
            roster: self.team.known.reference.version,
            withdrawn: None,
        };
        let letter = ReporterLetter {
            id,
            thread,
            from: Author::Reporter,
            kind,
            day,
            to,
            roster: self.roster(),
            lang: Lang::Kk,
            body,
            blobs: Vec::new(),
            reporter: self.she.keys().clone(),
            mine: mine.to_vec(),
            seen,
            state: state.sign(&self.she).expect("a state"),
        };
        self.keep(id, day, serde_json::to_string(&letter).expect("JSON"))
    }

    /// A letter of this desk or of the colleague's; the hash of its last event.
    fn ours(
        &mut self,
        is_own: bool,
        thread: Id,
        day: Day,
        known: Vec<Digest>,
        events: Vec<(EventKind, EventBody)>,
    ) -> (Id, Digest) {
        let (by, key) = if is_own { self.team.own } else { self.team.colleague };
        let mut after = known;
        let mut signed = Vec::new();
        for (kind, body) in events {
            let program = "dauys bench".to_owned();
            let event = Event { thread, by, device: 0, day, program, after, kind, body };
            let event = SignedEvent::sign(event, self.team.instance, key).expect("an event");
            after = vec![event.sha256];
            signed.push(event);
        }
        let (count, prev) = self.chains.get(&by).copied().unwrap_or_default();
        let letter = InvestigatorLetter {
            id: random_id(),
            from: Author::Investigator(by),
            device: 0,
            kind: InvestigatorKind::Events,
            day,
            to: self.to(),
            roster: self.roster(),
            lang: Lang::Ru,
            n: count + 1,
            prev,
            seen: BTreeMap::new(),
            events: signed,
            shared: Vec::new(),
        };
        let json = letter.to_json().expect("JSON").to_string();
        let (id, sha256) = self.keep(letter.id, day, json);
        self.chains.insert(by, (count + 1, Some(sha256)));
        (id, after.first().copied().expect("an event"))
    }

    fn keep(&mut self, id: Id, day: Day, json: String) -> (Id, Digest) {
        let sha256 = Digest::of(json.as_bytes());
        let signature = Signature::from_bytes([0; 64]);
        self.years.records.push(Record::Letter(KeptLetter {
            id,
            day,
            signature,
            json,
            whole: None,
        }));
        (id, sha256)
    }

    fn text(&mut self) -> String {
        self.texts.next().expect("a text for each letter")
    }

    fn to(&self) -> Vec<Id> {
        let mut to = vec![self.team.own.0, self.team.colleague.0];
        to.sort_unstable();
        to
    }

    const fn roster(&self) -> RosterRef {
        self.team.known.reference
    }
}

fn status(code: &str) -> EventBody {
    EventBody { status: Some(code.to_owned()), ..EventBody::default() }
}

/// What she saw, and one option of each of some closed questions.
fn answers(questionnaire: &Questionnaire, text: String, rng: &mut StdRng) -> Answers {
    let mut answers = Answers::from([("seen".to_owned(), Answer::One(text))]);
    for id in QUESTIONS {
        let question = questionnaire.question(id).expect("a question");
        let chosen = question.options.choose(rng).expect("an option").id.clone();
        answers.insert(id.to_owned(), Answer::Many(vec![chosen]));
    }
    answers
}
