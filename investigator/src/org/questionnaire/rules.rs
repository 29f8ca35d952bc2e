//! The rules that [`Questionnaire::mistakes`] finds broken, in words, at the line of the field that
//! breaks them. Which rules are kept is decided there; here it is only asked what exactly is wrong.

use dauys_wire::questionnaire::{
    Condition, FORMAT, Mistake, Question, QuestionKind, Questionnaire, Rule,
};

use crate::message;
use crate::org::edited::shape::short;
use crate::org::edited::source::{Found, Node, Source};
use crate::org::edited::words::{LANGUAGES, text_mistake};
use crate::text::Message;

/// The fields that have a text in each of them.
pub(super) const WORDS: [&str; 5] = ["title", "label", "hint", "why", "group"];

/// Looks at a file that has the right shape.
pub(super) fn check(questionnaire: &Questionnaire, source: &Source<'_>, found: &mut Found) {
    let mut rules = Rules { questionnaire, source, found };
    let mut told: Vec<Mistake> = Vec::new();
    // A text without a greatest length has no room anywhere; that is told already.
    let is_endless = |it: &Question| it.kind == QuestionKind::Text && it.most.is_none();
    let is_endless = questionnaire.questions.iter().any(is_endless);
    for mistake in questionnaire.mistakes() {
        if mistake.rule == Rule::Room && is_endless {
            continue;
        }
        // A rule of several parts is found broken once for each; all are told at the first.
        if !told.contains(&mistake) {
            told.push(mistake);
            let before = rules.found.mistakes.len();
            rules.tell(mistake);
            if rules.found.mistakes.len() == before {
                let at = rules.node(mistake).at;
                rules.found.mistake(at, message!("mistake-other"));
            }
        }
    }
}

struct Rules<'a> {
    questionnaire: &'a Questionnaire,
    source: &'a Source<'a>,
    found: &'a mut Found,
}

impl<'a> Rules<'a> {
    /// The object that breaks the rule.
    fn node(&self, mistake: Mistake) -> &'a Node {
        let root = &self.source.root;
        let question = mistake.question.and_then(|place| root.items("questions").get(place));
        let options = question.map_or(root.items("opt_outs"), |node| node.items("options"));
        mistake.option.and_then(|place| options.get(place)).or(question).unwrap_or(root)
    }

    fn question(&self, mistake: Mistake) -> Option<&'a Question> {
        self.questionnaire.questions.get(mistake.question?)
    }

    /// A mistake at the first of these keys that is there.
    fn at(&mut self, node: &Node, keys: &[&str], reason: Message) {
        self.found.mistake(node.at_key(keys), reason);
    }

    fn tell(&mut self, mistake: Mistake) {
        let node = self.node(mistake);
        let is_root = mistake.question.is_none() && mistake.option.is_none();
        match mistake.rule {
            Rule::Format => self.at(node, &["format"], message!("mistake-format", format = FORMAT)),
            Rule::Id if is_root => self.at(node, &["id"], message!("mistake-questionnaire-id")),
            Rule::Id => self.at(node, &["id"], message!("mistake-id")),
            Rule::SameId => self.tell_same_id(mistake, node),
            Rule::SameLabel => self.tell_same_label(mistake, node),
            Rule::Text => self.tell_texts(node),
            Rule::Count => self.tell_count(mistake, node),
            Rule::OptOuts if is_root => {
                self.at(node, &["opt_outs"], message!("mistake-opt-outs-missing"));
            }
            Rule::OptOuts => {
                self.at(node, &["group", "alone", "help"], message!("mistake-opt-out-plain"));
            }
            Rule::Screen => self.tell_screen(mistake, node),
            Rule::Bounds => self.tell_bounds(mistake, node),
            Rule::When => self.tell_when(mistake, node),
            Rule::Required => self.at(node, &["questions"], message!("mistake-required")),
            Rule::Room => self.at(node, &["questions"], message!("mistake-room")),
        }
    }

    /// What stands before it and must differ from it: of an option, all that is offered with it.
    fn before(&self, mistake: Mistake) -> Vec<&'a Node> {
        let root = &self.source.root;
        let all = match (mistake.question, mistake.option) {
            (Some(question), Some(option)) => {
                let own = root.items("questions").get(question).map(|node| node.items("options"));
                let own = own.unwrap_or_default().iter().take(option);
                return root.items("opt_outs").iter().chain(own).collect();
            }
            (Some(question), None) => root.items("questions").iter().take(question),
            (None, option) => root.items("opt_outs").iter().take(option.unwrap_or_default()),
        };
        all.collect()
    }

    fn tell_same_id(&mut self, mistake: Mistake, node: &Node) {
        let Some(id) = node.text("id") else { return };
        let first = self.before(mistake).into_iter().find(|before| before.text("id") == Some(id));
        if let Some(first) = first {
            let first = self.source.line(first.at_key(&["id"]));
            let reason = message!("mistake-same-id", id = short(id), first = first);
            self.at(node, &["id"], reason);
        }
    }

    fn tell_same_label(&mut self, mistake: Mistake, node: &Node) {
        let Some(label) = node.get("label") else { return };
        let before = self.before(mistake);
        for lang in LANGUAGES {
            let text = label.text(lang);
            let mut others = before.iter().filter_map(|before| before.get("label"));
            if let Some(other) = others.find(|other| other.text(lang) == text) {
                let first = self.source.line(other.at_key(&[lang]));
                let reason = message!("mistake-same-label", lang = lang, first = first);
                self.at(label, &[lang], reason);
            }
        }
    }

    fn tell_texts(&mut self, node: &Node) {
        for key in WORDS {
            for (words, lang) in node.get(key).into_iter().flat_map(|it| LANGUAGES.map(|l| (it, l)))
            {
                let text = words.text(lang).unwrap_or_default();
                if let Some(reason) = text_mistake(key, lang, text) {
                    self.at(words, &[lang], reason);
                }
            }
        }
    }

    fn tell_count(&mut self, mistake: Mistake, node: &Node) {
        let Some(question) = self.question(mistake) else {
            let count = self.questionnaire.questions.len();
            self.at(node, &["questions"], message!("mistake-questions-count", count = count));
            return;
        };
        let count = question.options.len();
        let reason = if question.is_closed() {
            message!("mistake-options-count", count = count)
        } else {
            message!("mistake-options-open")
        };
        self.at(node, &["options"], reason);
    }

    fn tell_screen(&mut self, mistake: Mistake, node: &Node) {
        let Some(question) = self.question(mistake) else { return };
        if mistake.question == Some(0) && question.beside {
            self.at(node, &["beside"], message!("mistake-beside-first"));
        }
        let next = mistake.question.and_then(|it| self.questionnaire.questions.get(it + 1));
        let is_first_of_several = !question.beside && next.is_some_and(|next| next.beside);
        match (is_first_of_several, &question.title) {
            (true, None) => self.at(node, &[], message!("mistake-title-missing")),
            (false, Some(_)) => self.at(node, &["title"], message!("mistake-title-needless")),
            _ => {}
        }
    }

    fn tell_bounds(&mut self, mistake: Mistake, node: &Node) {
        let Some(question) = self.question(mistake) else { return };
        let (keys, reason) = match question.kind {
            QuestionKind::Text if question.least.is_some() => {
                (["least", "most"], message!("mistake-bounds-text"))
            }
            QuestionKind::Text => (["most", "least"], message!("mistake-bounds-text")),
            QuestionKind::Number => (["least", "most"], message!("mistake-bounds-number")),
            QuestionKind::One | QuestionKind::Many => {
                (["least", "most"], message!("mistake-bounds-closed"))
            }
        };
        self.at(node, &keys, reason);
    }

    fn tell_when(&mut self, mistake: Mistake, node: &'a Node) {
        let Some(question) = self.question(mistake) else { return };
        let place = mistake.question.unwrap_or_default();
        for (condition, node) in question.when.iter().zip(node.items("when")) {
            self.tell_condition(condition, place, node);
        }
    }

    fn tell_condition(&mut self, condition: &Condition, place: usize, node: &Node) {
        if condition.any.is_empty() == condition.none.is_empty() {
            self.at(node, &["any", "none"], message!("mistake-when-lists"));
        }
        let questions = &self.questionnaire.questions;
        // The screen of this question begins with the last one that stands beside none.
        let screen = questions.iter().take(place + 1).rposition(|it| !it.beside).unwrap_or(0);
        let named = questions.iter().position(|it| it.id == condition.question);
        let earlier = named.filter(|named| *named < screen).and_then(|it| questions.get(it));
        let Some(earlier) = earlier.filter(|earlier| earlier.is_closed()) else {
            let id = short(&condition.question);
            let reason = if named.is_none() {
                message!("mistake-when-unknown", id = id)
            } else if earlier.is_some() {
                message!("mistake-when-open", id = id)
            } else {
                message!("mistake-when-later", id = id)
            };
            self.at(node, &["question"], reason);
            return;
        };
        let known: Vec<&str> =
            self.questionnaire.options(earlier).map(|option| option.id.as_str()).collect();
        for named in node.items("any").iter().chain(node.items("none")) {
            if let Some(id) = named.as_text().filter(|id| !known.contains(id)) {
                let (id, question, known) = (short(id), earlier.id.as_str(), known.join(", "));
                let reason =
                    message!("mistake-when-option", id = id, question = question, known = known);
                self.found.mistake(named.at, reason);
            }
        }
    }
}
