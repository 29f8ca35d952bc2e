//! A diary that was written under other questions, or for another installation: what she wrote in
//! her own words is never lost, and what is not asked here is not guessed.

use dauys_wire::questionnaire::{Answer, Answers, QuestionKind, Questionnaire};
use dauys_wire::{Day, InstanceName};

use super::{Diary, Draft, ENTRY_CHARS_MAX, Entry, Words};
use crate::draft::Published;

impl Diary {
    /// The same diary as it is gone on with here, today.
    #[must_use]
    pub fn settle<'a>(self, published: impl Into<Published<'a>>, today: Day) -> Self {
        let Published { roster, questionnaire, .. } = published.into();
        let is_here = self.instance == roster.instance;
        let Self { mut entries, mut draft, .. } = self;
        let (answers, texts) = sort(std::mem::take(&mut draft.answers), &draft, questionnaire);
        draft.answers = answers;
        let entry = |text| Entry { day: today, text, carried: false };
        entries.extend(texts.iter().flat_map(|text| pieces(text)).map(entry));
        if is_here {
            // Whoever is not on the list today stays shut out.
            let Draft { to, shut_out, .. } = &mut draft;
            let can = |id: &_| !shut_out.contains(id) && roster.is_active(id, today);
            if let Some(to) = to {
                to.retain(can);
            }
            // Nobody is left of those whom she chose: she is asked anew.
            *to = to.take().filter(|to| !to.is_empty());
        } else {
            draft.to = None;
            draft.shut_out.clear();
            draft.name_to.clear();
        }
        Self { entries, draft, ..Self::empty(&roster.instance, questionnaire) }
    }

    fn empty(instance: &InstanceName, questionnaire: &Questionnaire) -> Self {
        Self::new(instance, questionnaire, Vec::new(), Draft::default())
    }
}

/// The answers that can be given here, and the texts that cannot.
fn sort(answers: Answers, draft: &Draft, here: &Questionnaire) -> (Answers, Vec<String>) {
    let (mut kept, mut texts) = (Answers::new(), Vec::new());
    for (id, answer) in answers {
        let question = here.question(&id);
        let asks_text = question.is_some_and(|question| question.kind == QuestionKind::Text);
        match answer {
            Answer::One(text) if draft.texts.contains(&id) && !asks_text => texts.push(text),
            // However long: the page says where a text is too long.
            Answer::One(text) if draft.texts.contains(&id) => {
                kept.insert(id, Answer::One(text));
            }
            answer => {
                if let Some(answer) = can_be_given(here, &id, answer).filter(|_| !asks_text) {
                    kept.insert(id, answer);
                }
            }
        }
    }
    (kept, texts)
}

/// What is left of a coded answer.
fn can_be_given(here: &Questionnaire, id: &str, answer: Answer) -> Option<Answer> {
    let question = here.question(id)?;
    let answer = match answer {
        Answer::Many(mut ids) => {
            ids.retain(|id| here.options(question).any(|option| option.id == *id));
            Answer::Many(ids)
        }
        one @ Answer::One(_) => one,
    };
    (!answer.is_blank() && here.can_be_given(question, &answer)).then_some(answer)
}

/// A text in entries that are not too long.
fn pieces(text: &str) -> Vec<Words> {
    let all: Vec<char> = text.trim().chars().collect();
    let pieces = all.chunks(ENTRY_CHARS_MAX).map(|piece| piece.iter().collect::<String>());
    pieces.filter_map(|piece| Words::try_from(piece).ok()).collect()
}
