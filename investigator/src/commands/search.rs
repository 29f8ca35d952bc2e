//! `dauys search`: words in what reporters and colleagues wrote, in all opened cases. Nothing of it is
//! written anywhere, and nothing counts as read because it was found.

use dauys_crypto::letter::Author;
use dauys_wire::{Day, Digest, Id};
use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use super::list::short;
use super::show::may_see;
use super::words::Kind;
use super::{who, words};
use crate::case::{Case, Entry, Status, What};
use crate::cli::Search;
use crate::failure::{Exit, Failure};
use crate::passages::{Part, Place, passages};
use crate::print::{Print, clean_line};
use crate::schema::shape;
use crate::search::{Excerpt, Grade, Hit, Passage, QUERY_MAX, QUERY_WORDS_MAX, Query, QueryError};
use crate::seat::Seat;
use crate::text::Message;
use crate::vault::Contents;
use crate::workplace::Workplace;
use crate::{ask, message};

/// Cases that are shown, and places of each.
#[derive(Clone, Copy)]
struct Most {
    cases: usize,
    places: usize,
}

impl Most {
    const ALL: Self = Self { cases: usize::MAX, places: usize::MAX };
    /// To a person who did not ask for all: more is no answer, but another question.
    const FEW: Self = Self { cases: 20, places: 3 };
}

/// Characters of an excerpt: two lines of a terminal.
const EXCERPT: usize = 150;

/// What was found.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    cases: Vec<CaseView>,
    /// Cases that are not shown; of none for a program.
    #[serde(skip)]
    more: usize,
}

/// A case in which it was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "case")]
struct CaseView {
    #[schemars(with = "shape::Id")]
    case: Id,
    /// The first digits of its id.
    short: String,
    status: Status,
    places: Vec<PlaceView>,
    /// Places that are not shown.
    #[serde(skip)]
    more: usize,
    /// Whether nothing of it is shown as yet.
    #[serde(skip)]
    is_closed: bool,
}

/// A text in which it was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "place")]
struct PlaceView {
    /// The letter or event, as `show` names it.
    #[schemars(with = "shape::Digest")]
    sha256: Digest,
    #[schemars(with = "shape::Day")]
    day: Day,
    /// As letters name authors.
    author: String,
    /// As the roster names them.
    name: String,
    /// What it is, as `show` says it.
    kind: Kind,
    #[serde(skip)]
    label: Message,
    /// The question, if it is an answer to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    #[serde(skip)]
    heading: Option<String>,
    /// How the best of its words was found.
    grade: Grade,
    excerpt: Excerpt,
}

pub(super) fn run(args: &Search, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let query = Query::parse(&asked(args, print)?)?;
    let mut workplace = seat.sit(print)?;
    let most = if args.all || print.is_json() { Most::ALL } else { Most::FEW };
    let view = search(&query, &mut workplace, most, print);
    print.json(&view);
    show(&view, print);
    if !args.words.is_empty() && !print.is_json() && !print.is_on_page() {
        print.warn(&message!("search-history"));
    }
    Ok(())
}

/// The words that were given, or the answer to a question.
fn asked(args: &Search, print: &Print) -> Result<Zeroizing<String>, Failure> {
    let asked = if args.file.is_some() {
        ask::text(print, args.file.as_deref())?
    } else {
        let given = (!args.words.is_empty()).then(|| args.words.join(" "));
        ask::line(print, given, "--file", &message!("ask-search"))?
    };
    Ok(asked.into())
}

fn search(query: &Query, workplace: &mut Workplace, most: Most, print: &Print) -> View {
    let hits = workplace.read_passages(print.text().language()).find(query);
    let (mut cases, mut more) = (Vec::new(), 0);
    for hits in hits.chunk_by(|one, other| one.case == other.case) {
        if cases.len() < most.cases {
            cases.extend(case_view(hits, workplace, most, print));
        } else {
            more += 1;
        }
    }
    View { cases, more }
}

/// What was found in one case.
fn case_view(
    hits: &[Hit<usize>],
    workplace: &Workplace,
    most: Most,
    print: &Print,
) -> Option<CaseView> {
    let case = workplace.case_of(&hits.first()?.case)?;
    let contents = workplace.vault.contents();
    let questionnaire = contents.roster().map(|known| &known.questionnaire);
    let passages = passages(&case, questionnaire, print.text().language());
    let place = |hit: &Hit<usize>| {
        let passage = passages.get(hit.passage)?;
        place_view(hit, passage, &case, contents, print)
    };
    let is_closed = !may_see(&case, &workplace.keys.id, print);
    let most = if is_closed { 0 } else { most.places };
    Some(CaseView {
        case: case.thread,
        short: short(&case.thread),
        status: case.status().0,
        places: hits.iter().take(most).filter_map(place).collect(),
        more: hits.len().saturating_sub(most),
        is_closed,
    })
}

fn place_view(
    hit: &Hit<usize>,
    passage: &Passage<'_, Place<'_>>,
    case: &Case<'_>,
    contents: &Contents,
    print: &Print,
) -> Option<PlaceView> {
    let Place { entry, part } = passage.place;
    let Entry { sha256, day, what, .. } = case.entries.get(entry)?;
    let (author, kind, label) = match what {
        What::Reporter(letter) => {
            (letter.from, Kind::Reporter(letter.kind), words::letter(letter.kind))
        }
        What::Event(signed) => {
            let event = &signed.event;
            let author = Author::Investigator(event.by);
            (author, Kind::Event(event.kind), words::event(event, contents))
        }
    };
    let text = print.text();
    let (question, heading) = match part {
        Part::Text => (None, None),
        Part::Name => (None, Some(text.say(&message!("show-her-name")))),
        Part::File => (None, Some(text.say(&message!("search-file")))),
        Part::Answer(id, label) => {
            (Some(id.to_owned()), Some(label.map_or(id, |label| text.pick(label)).to_owned()))
        }
    };
    let name = match author {
        Author::Reporter => text.say(&message!("reporter")),
        Author::Investigator(id) => who::name(&id, contents),
    };
    Some(PlaceView {
        sha256: *sha256,
        day: *day,
        author: author.to_string(),
        name,
        kind,
        label,
        question,
        heading,
        grade: hit.grade,
        excerpt: hit.excerpt(passage.text, EXCERPT),
    })
}

fn show(view: &View, print: &Print) {
    if view.cases.is_empty() {
        print.say(&message!("search-nothing"));
    }
    for case in &view.cases {
        let status = print.text().say(&words::queue(case.status));
        print.about(case.case);
        print.say(&message!("show-head", case = case.short.as_str(), status = status));
        case.places.iter().for_each(|place| show_place(place, print));
        if case.is_closed {
            print.say(&message!("desk-declare-first"));
        } else if case.more > 0 {
            print.say(&message!("search-more-places", places = case.more));
        }
        print.line("");
    }
    if view.more > 0 {
        print.say(&message!("search-more-cases", cases = view.more));
    }
}

fn show_place(place: &PlaceView, print: &Print) {
    let label = print.text().say(&place.label);
    print.line(&format!("  {}  {}: {label}", place.day, clean_line(&place.name)));
    if let Some(heading) = &place.heading {
        print.line(&format!("    {}", clean_line(heading)));
    }
    print.passage(&place.excerpt.bracketed());
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        let message = match error {
            QueryError::Empty => message!("search-empty"),
            QueryError::OnlyExcluded => message!("search-only-excluded"),
            QueryError::TooLong => message!("search-too-long", most = QUERY_MAX),
            QueryError::TooManyWords => message!("search-too-many-words", most = QUERY_WORDS_MAX),
        };
        Self::new(Exit::Usage, message)
    }
}

#[cfg(test)]
mod tests;
