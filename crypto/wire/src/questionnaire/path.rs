//! The way through the questions: which are asked, given what was answered.

use super::{Answer, Answers, Condition, Question, Questionnaire};

impl Questionnaire {
    /// The questions that these answers lead to, in order. An answer to a question that is not
    /// asked leads nowhere.
    pub fn asked(&self, answers: &Answers) -> Vec<&Question> {
        let mut asked: Vec<&Question> = Vec::new();
        for question in &self.questions {
            let leads = question.when.iter().all(|condition| {
                let earlier = asked.iter().any(|earlier| earlier.id == condition.question);
                condition.holds(answers.get(&condition.question).filter(|_| earlier))
            });
            if leads {
                asked.push(question);
            }
        }
        asked
    }

    /// The answers without those to questions that are not asked, and without blanks: what she
    /// answered before she changed her mind is not sent.
    pub fn settle(&self, mut answers: Answers) -> Answers {
        let asked: Vec<String> =
            self.asked(&answers).into_iter().map(|question| question.id.clone()).collect();
        answers.retain(|id, answer| asked.contains(id) && !answer.is_blank());
        answers
    }
}

impl Condition {
    fn holds(&self, answer: Option<&Answer>) -> bool {
        let chosen = answer.map(Answer::chosen).unwrap_or_default();
        let one_of = |ids: &[String]| chosen.iter().any(|id| ids.contains(id));
        (self.any.is_empty() || one_of(&self.any)) && !one_of(&self.none)
    }
}
