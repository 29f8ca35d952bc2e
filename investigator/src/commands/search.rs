//! `dauys search`: words in what reporters and colleagues wrote, in all opened cases. Nothing of it is
//! written anywhere, and nothing counts as read because it was found.

use dauys_crypto::letter::{Author, ReporterLetter};
use dauys_wire::questionnaire::{Answer, Questionnaire};
use dauys_wire::roster::Localised;
use dauys_wire::{Day, Digest, Id};
use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use super::list::short;
use super::words::Kind;
use super::{who, words};
use crate::case::{Case, Status, What};
use crate::cli::{Global, Search};
use crate::failure::{Exit, Failure};
use crate::print::{Print, clean_line};
use crate::schema::shape;
use crate::search::{
    Excerpt, Grade, Hit, Index, Passage, QUERY_MAX, QUERY_WORDS_MAX, Query, QueryError,
};
use crate::text::{Language, Message};
use crate::vault::Contents;
use crate::workplace::Workplace;
use crate::{ask, message};

/// Cases that are shown to a person who did not ask for all, and places of each. More is no answer,
/// but another question.
const CASES_SHOWN: usize = 20;
const PLACES_SHOWN: usize = 3;
/// Characters of an excerpt: two lines of a terminal.
const EXCERPT: usize = 150;

/// What was found.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    cases: Vec<CaseView>,
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

/// Where a text stands in a case.
#[derive(Clone, PartialEq)]
struct Place<'a> {
    sha256: Digest,
    /// The number of the entry.
    entry: usize,
    day: Day,
    author: Author,
    kind: Kind,
    part: Part<'a>,
}

/// What of it.
#[derive(Clone, Copy, PartialEq)]
enum Part<'a> {
    Text,
    Name,
    File,
    /// The answer to a question: its id, and its words if they are known.
    Answer(&'a str, Option<&'a Localised>),
}

pub(super) fn run(args: &Search, global: &Global, print: &Print) -> Result<(), Failure> {
    let query = Query::parse(&asked(args, print)?)?;
    let workplace = Workplace::unlock(global, print)?;
    let view = search(&query, &workplace, print);
    print.json(&view);
    let most = if args.all { usize::MAX } else { CASES_SHOWN };
    show(&view, most, print);
    if !args.words.is_empty() && !print.is_json() {
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

fn search(query: &Query, workplace: &Workplace, print: &Print) -> View {
    let contents = workplace.vault.contents();
    let questionnaire = contents.roster().map(|known| &known.questionnaire);
    let language = print.text().language();
    let cases = workplace.cases();
    let index = Index::new(cases.values().flat_map(|case| passages(case, questionnaire, language)));
    let mut found: Vec<CaseView> = Vec::new();
    for hit in index.find(query) {
        let Some(case) = cases.get(&hit.case) else { continue };
        if found.last().is_none_or(|last| last.case != hit.case) {
            let (status, short) = (case.status().0, short(&hit.case));
            found.push(CaseView { case: hit.case, short, status, places: Vec::new() });
        }
        if let Some(last) = found.last_mut() {
            last.places.push(place_view(&hit, case, contents, print));
        }
    }
    View { cases: found }
}

/// Every text of a case that can be searched. Nothing else here knows how a case is made.
fn passages<'a>(
    case: &Case<'a>,
    questionnaire: Option<&'a Questionnaire>,
    language: Language,
) -> Vec<Passage<'a, Place<'a>>> {
    let mut passages = Vec::new();
    for (number, entry) in case.entries.iter().enumerate() {
        let (author, kind, texts) = match entry.what {
            What::Reporter(letter) => {
                let kind = Kind::Reporter(letter.kind);
                (letter.from, kind, hers(letter, questionnaire, language))
            }
            What::Event(signed) => {
                let (event, text) = (&signed.event, signed.event.body.text.as_str());
                let kind = Kind::Event(event.kind);
                (Author::Investigator(event.by), kind, vec![(Part::Text, text)])
            }
        };
        let place = |part| Place {
            sha256: entry.sha256,
            entry: number,
            day: entry.day,
            author,
            kind,
            part,
        };
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        passages.extend(texts.map(|(part, text)| Passage {
            case: case.thread,
            place: place(part),
            text,
        }));
    }
    passages
}

/// The texts of a reporter's letter.
fn hers<'a>(
    letter: &'a ReporterLetter,
    questionnaire: Option<&'a Questionnaire>,
    language: Language,
) -> Vec<(Part<'a>, &'a str)> {
    let body = &letter.body;
    let questionnaire = questionnaire.filter(|known| known.id == body.questionnaire);
    let mut texts = vec![(Part::Text, body.text.as_str()), (Part::Name, body.name.as_str())];
    for (id, answer) in &body.answers {
        let question = questionnaire.and_then(|questionnaire| questionnaire.question(id));
        let part = Part::Answer(id, question.map(|question| &question.label));
        let chosen = match answer {
            Answer::One(one) => std::slice::from_ref(one),
            Answer::Many(many) => many.as_slice(),
        };
        for chosen in chosen {
            let option = questionnaire.zip(question).and_then(|(questionnaire, question)| {
                questionnaire.options(question).find(|option| option.id == *chosen)
            });
            match option {
                // She chose it in her language, and it is looked for in any.
                Some(option) => texts.extend(all(&option.label, language).map(|it| (part, it))),
                None => texts.push((part, chosen.as_str())),
            }
        }
    }
    for blob in &letter.blobs {
        texts.extend([&blob.name, &blob.media_type].map(|text| (Part::File, text.as_str())));
    }
    texts
}

/// In all languages, the program's first.
fn all(texts: &Localised, language: Language) -> [&str; 3] {
    let Localised { kk, ru, en } = texts;
    match language {
        Language::Kk => [kk, ru, en],
        Language::Ru => [ru, kk, en],
        Language::En => [en, kk, ru],
    }
}

fn place_view(
    hit: &Hit<'_, Place<'_>>,
    case: &Case<'_>,
    contents: &Contents,
    print: &Print,
) -> PlaceView {
    let Place { sha256, day, author, kind, part, entry } = hit.place;
    let label = match case.entries.get(entry).map(|entry| entry.what) {
        Some(What::Reporter(letter)) => words::letter(letter.kind),
        Some(What::Event(signed)) => words::event(&signed.event, contents),
        None => message!("kind-unknown"),
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
    PlaceView {
        sha256,
        day,
        author: author.to_string(),
        name,
        kind,
        label,
        question,
        heading,
        grade: hit.grade,
        excerpt: hit.excerpt(EXCERPT),
    }
}

fn show(view: &View, most: usize, print: &Print) {
    if view.cases.is_empty() {
        print.say(&message!("search-nothing"));
    }
    for case in view.cases.iter().take(most) {
        let status = print.text().say(&words::queue(case.status));
        print.say(&message!("show-head", case = case.short.as_str(), status = status));
        let places = if most == usize::MAX { most } else { PLACES_SHOWN };
        for place in case.places.iter().take(places) {
            show_place(place, print);
        }
        let more = case.places.len().saturating_sub(places);
        if more > 0 {
            print.say(&message!("search-more-places", places = more));
        }
        print.line("");
    }
    let more = view.cases.len().saturating_sub(most);
    if more > 0 {
        print.say(&message!("search-more-cases", cases = more));
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
