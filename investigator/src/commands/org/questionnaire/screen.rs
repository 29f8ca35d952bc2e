//! One screen of the questions on paper: 80 columns, ids in angle brackets, and in round ones what
//! a reporter does not read but meets.

use dauys_wire::questionnaire::{
    Answer, AnswerOption, Answers, Condition, Question, QuestionKind, Questionnaire,
};

use crate::message;
use crate::print::Print;
use crate::text::Message;

/// Under the number of a screen.
const INDENT: usize = 4;

/// A screen.
pub(super) struct Screen<'q> {
    pub(super) questionnaire: &'q Questionnaire,
    /// Those that are asked.
    pub(super) questions: &'q [&'q Question],
    /// What was answered before, and here.
    pub(super) answers: &'q Answers,
    /// From 1.
    pub(super) number: usize,
}

impl Screen<'_> {
    /// Prints it.
    pub(super) fn show(&self, print: &Print) {
        let [first, ..] = self.questions else { return };
        let number = format!("{}.", self.number);
        let is_alone = self.questions.len() == 1;
        print.line("");
        match &first.title {
            Some(title) if !is_alone => print.paragraph(&number, INDENT, print.text().pick(title)),
            _ if is_alone => {}
            _ => print.line(&number),
        }
        for (place, question) in self.questions.iter().enumerate() {
            if place > 0 {
                print.line("");
            }
            self.show_question(question, if is_alone { &number } else { "" }, print);
        }
    }

    fn show_question(&self, question: &Question, number: &str, print: &Print) {
        let text = print.text();
        print.paragraph(
            number,
            INDENT,
            &format!("{} <{}>", text.pick(&question.label), question.id),
        );
        for condition in &question.when {
            say(&self.skip_rule(condition, print), print);
        }
        if let Some(hint) = &question.hint {
            print.paragraph("", INDENT, text.pick(hint));
        }
        if let Some(why) = &question.why {
            say(&message!("preview-why", why = text.pick(why)), print);
        }
        say(&self.how(question), print);
        if question.required {
            say(&message!("preview-required"), print);
        }
        if question.sorted {
            say(&message!("preview-sorted"), print);
        }
        for option in self.questionnaire.options(question) {
            self.show_option(question, option, print);
        }
        if let (false, Some(Answer::One(written))) =
            (question.is_closed(), self.answers.get(&question.id))
        {
            print.paragraph("", INDENT, &format!("> {written}"));
        }
    }

    fn how(&self, question: &Question) -> Message {
        let (least, most) = (question.least.unwrap_or(0), question.most.unwrap_or(0));
        match question.kind {
            QuestionKind::Text => message!("preview-text", most = most),
            QuestionKind::Number => message!("preview-number", least = least, most = most),
            QuestionKind::One if self.questions.len() > 1 => message!("preview-one-of-list"),
            QuestionKind::One => message!("preview-one"),
            QuestionKind::Many => message!("preview-many"),
        }
    }

    fn show_option(&self, question: &Question, option: &AnswerOption, print: &Print) {
        if let Some(group) = &option.group {
            print.paragraph("", INDENT + 2, &format!("{}:", print.text().pick(group)));
        }
        let given = self.answers.get(&question.id).map(Answer::chosen).unwrap_or_default();
        let mark = if given.contains(&option.id) { 'x' } else { ' ' };
        let mark = match question.kind {
            QuestionKind::Many => format!("[{mark}]"),
            _ => format!("({mark})"),
        };
        let mut words = format!("{} <{}>", print.text().pick(&option.label), option.id);
        let is_opt_out = self.questionnaire.opt_outs.iter().any(|it| it.id == option.id);
        let takes_back = question.kind == QuestionKind::Many && (option.alone || is_opt_out);
        let marks = [
            takes_back.then(|| message!("preview-alone")),
            option.help.then(|| message!("preview-help")),
        ];
        for mark in marks.iter().flatten() {
            words.push(' ');
            words.push_str(&print.text().say(mark));
        }
        print.paragraph(&format!("{:INDENT$}{mark}", ""), INDENT + 4, &words);
    }

    fn skip_rule(&self, condition: &Condition, print: &Print) -> Message {
        let text = print.text();
        let earlier = self.questionnaire.question(&condition.question);
        let label = earlier.map_or(condition.question.as_str(), |it| text.pick(&it.label));
        let word = |id: &String| -> String {
            let mut options = earlier.into_iter().flat_map(|it| self.questionnaire.options(it));
            options
                .find(|it| it.id == *id)
                .map_or(id.as_str(), |it| text.pick(&it.label))
                .to_owned()
        };
        let words = |ids: &[String]| ids.iter().map(word).collect::<Vec<_>>().join("; ");
        if condition.none.is_empty() {
            message!("preview-any", question = label, options = words(&condition.any))
        } else {
            message!("preview-none", question = label, options = words(&condition.none))
        }
    }
}

fn say(message: &Message, print: &Print) {
    print.paragraph("", INDENT, &print.text().say(message));
}
