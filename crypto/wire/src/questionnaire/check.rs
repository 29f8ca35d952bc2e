//! Whether a questionnaire makes sense: checked by the organisation before it signs one.

use std::collections::BTreeSet;

use super::{AnswerOption, FORMAT, Question, QuestionKind, Questionnaire};
use crate::limits::ANSWERS_JSON_MAX;
use crate::roster::Localised;

/// An id longer than this would take the room of words.
const ID_MAX: usize = 40;
/// Longer forms are not filled in by anyone.
const QUESTIONS_MAX: usize = 60;
/// Options that one question can have.
const OPTIONS_MAX: usize = 60;
/// Characters of a label, hint or reason: more is not read on a telephone.
const TEXT_MAX: usize = 600;
/// Bytes that one character of Kazakh or Russian takes, and one that JSON escapes.
const BYTES_A_CHARACTER: u32 = 2;
/// Digits of the greatest number.
const DIGITS_MAX: usize = 10;

/// A rule that is broken, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistake {
    /// The question's place, from 0; none if it is the questionnaire itself.
    pub question: Option<usize>,
    /// The option's place in its question, or among the opt-outs.
    pub option: Option<usize>,
    /// The rule.
    pub rule: Rule,
}

/// What a questionnaire must keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// `format` is [`FORMAT`].
    Format,
    /// Ids are 1 to 40 of `a-z`, `0-9`, `-`; the questionnaire's is `name/version`.
    Id,
    /// No two questions, and no two options of a question, have the same id.
    SameId,
    /// No two options of a question read the same.
    SameLabel,
    /// Every text is there in every language, with at most 600 characters, on one line.
    Text,
    /// 1 to 60 questions; 2 to 60 options in a closed one, none in an open one.
    Count,
    /// Opt-outs are there if any question is closed, and have neither group nor flags.
    OptOuts,
    /// `beside` and `title`: the first question stands beside none, and a title is on the first of
    /// several.
    Screen,
    /// `least`, `most`: a text and a number have a `most` of at least 1, a number a `least` below
    /// it; others have neither.
    Bounds,
    /// `when` names a closed question of an earlier screen, and options of it, in `any` or `none`.
    When,
    /// One text is required and always asked: what happened.
    Required,
    /// The longest answers fit into a letter, if they are in Kazakh or Russian letters.
    Room,
}

impl Questionnaire {
    /// Every rule that is broken, in the order of the file.
    pub fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Mistakes { found: Vec::new(), question: None };
        mistakes.unless(self.format == FORMAT, Rule::Format);
        mistakes.unless(is_name_and_version(&self.id), Rule::Id);
        mistakes.unless((1..=QUESTIONS_MAX).contains(&self.questions.len()), Rule::Count);
        self.check_opt_outs(&mut mistakes);
        for place in 0..self.questions.len() {
            mistakes.question = Some(place);
            self.check_question(place, &mut mistakes);
        }
        mistakes.question = None;
        let required = |question: &Question| {
            question.required && question.kind == QuestionKind::Text && question.when.is_empty()
        };
        mistakes.unless(self.questions.iter().any(required), Rule::Required);
        mistakes.unless(self.room() <= ANSWERS_JSON_MAX, Rule::Room);
        mistakes.found
    }

    fn check_opt_outs(&self, mistakes: &mut Mistakes) {
        let closed = self.questions.iter().any(Question::is_closed);
        mistakes.unless(!closed || !self.opt_outs.is_empty(), Rule::OptOuts);
        for (place, option) in self.opt_outs.iter().enumerate() {
            let plain = option.group.is_none() && !option.alone && !option.help;
            mistakes.unless_at(place, plain, Rule::OptOuts);
        }
        check_options(&self.opt_outs, &[], mistakes);
    }

    fn check_question(&self, place: usize, mistakes: &mut Mistakes) {
        let Some((question, before)) =
            self.questions.get(..=place).and_then(<[Question]>::split_last)
        else {
            return;
        };
        let next = self.questions.get(place + 1);
        mistakes.unless(is_id(&question.id), Rule::Id);
        mistakes.unless(before.iter().all(|other| other.id != question.id), Rule::SameId);
        let texts = [&question.title, &question.hint, &question.why];
        let texts = texts.into_iter().flatten().chain([&question.label]);
        mistakes.unless(texts.into_iter().all(is_text), Rule::Text);
        let options = question.options.len();
        let fits =
            if question.is_closed() { (2..=OPTIONS_MAX).contains(&options) } else { options == 0 };
        mistakes.unless(fits, Rule::Count);
        check_options(&question.options, &self.opt_outs, mistakes);
        let first_of_several = !question.beside && next.is_some_and(|next| next.beside);
        mistakes.unless(first_of_several == question.title.is_some(), Rule::Screen);
        mistakes.unless(place > 0 || !question.beside, Rule::Screen);
        mistakes.unless(question.has_bounds(), Rule::Bounds);
        let screen = before.iter().rposition(|other| !other.beside).unwrap_or(0);
        let earlier =
            if question.beside { before.get(..screen).unwrap_or_default() } else { before };
        mistakes.unless(self.is_reachable(question, earlier), Rule::When);
    }

    fn is_reachable(&self, question: &Question, earlier: &[Question]) -> bool {
        question.when.iter().all(|condition| {
            let asked = earlier.iter().find(|it| it.id == condition.question && it.is_closed());
            let known = |id: &String| {
                asked.is_some_and(|asked| self.options(asked).any(|option| option.id == *id))
            };
            let (any, none) = (&condition.any, &condition.none);
            any.is_empty() != none.is_empty() && any.iter().chain(none).all(known)
        })
    }

    /// Bytes of the longest answers as JSON.
    fn room(&self) -> usize {
        let quoted = |text: &str| text.len() + 3;
        let answer = |question: &Question| {
            let options = self.options(question).map(|option| quoted(&option.id));
            match question.kind {
                QuestionKind::Text => {
                    let most = question.most.unwrap_or(u32::MAX);
                    usize::try_from(most.saturating_mul(BYTES_A_CHARACTER)).unwrap_or(usize::MAX)
                }
                QuestionKind::Number => DIGITS_MAX,
                QuestionKind::One => options.max().unwrap_or(0),
                QuestionKind::Many => options.sum(),
            }
        };
        let answers = self.questions.iter();
        answers.fold(0, |sum: usize, it| {
            sum.saturating_add(quoted(&it.id) + 6).saturating_add(answer(it))
        })
    }
}

impl Question {
    fn has_bounds(&self) -> bool {
        match (self.kind, self.least, self.most) {
            (QuestionKind::Text, None, Some(most)) => most > 0,
            (QuestionKind::Number, Some(least), Some(most)) => least < most,
            (QuestionKind::One | QuestionKind::Many, None, None) => true,
            _ => false,
        }
    }
}

/// Ids and texts of options; `others` are offered beside them.
fn check_options(options: &[AnswerOption], others: &[AnswerOption], mistakes: &mut Mistakes) {
    let mut ids: BTreeSet<&str> = others.iter().map(|option| option.id.as_str()).collect();
    let mut labels: BTreeSet<(usize, &str)> =
        others.iter().flat_map(|option| by_language(&option.label)).collect();
    for (place, option) in options.iter().enumerate() {
        mistakes.unless_at(place, is_id(&option.id), Rule::Id);
        mistakes.unless_at(place, ids.insert(&option.id), Rule::SameId);
        let written = is_text(&option.label) && option.group.iter().all(is_text);
        mistakes.unless_at(place, written, Rule::Text);
        let fresh = by_language(&option.label).filter(|text| labels.insert(*text)).count();
        mistakes.unless_at(place, fresh == texts(&option.label).len(), Rule::SameLabel);
    }
}

struct Mistakes {
    found: Vec<Mistake>,
    question: Option<usize>,
}

impl Mistakes {
    fn unless(&mut self, kept: bool, rule: Rule) {
        if !kept {
            self.found.push(Mistake { question: self.question, option: None, rule });
        }
    }

    fn unless_at(&mut self, option: usize, kept: bool, rule: Rule) {
        if !kept {
            self.found.push(Mistake { question: self.question, option: Some(option), rule });
        }
    }
}

fn texts(text: &Localised) -> [&str; 3] {
    [&text.kk, &text.ru, &text.en]
}

fn by_language(text: &Localised) -> impl Iterator<Item = (usize, &str)> {
    texts(text).into_iter().enumerate()
}

fn is_text(text: &Localised) -> bool {
    texts(text).into_iter().all(is_line)
}

/// Whether a page can show this text: something, at most 600 characters, on one line.
pub fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= TEXT_MAX && !text.contains('\n')
}

/// Whether this can be an id in signed data: 1 to 40 characters of a-z, 0-9 and -.
pub fn is_id(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=ID_MAX).contains(&id.len()) && id.bytes().all(allowed)
}

fn is_name_and_version(id: &str) -> bool {
    id.split_once('/').is_some_and(|(name, version)| {
        is_id(name) && version.parse::<u32>().is_ok_and(|version| version > 0)
    })
}
