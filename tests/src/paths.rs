//! Ways through the shipped questionnaire that together try everything: every pair of answers that
//! rules go by, and every choice there is.

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::questionnaire::{
    Answer, AnswerOption, Answers, Condition, Question, QuestionKind, Questionnaire,
};

/// Choices taken at once where several can be.
const TOGETHER: usize = 4;
/// More ways than this would mean that some choice is never reached.
const WAYS_MAX: usize = 60;

/// The questionnaire that new organisations start with.
pub fn shipped() -> Questionnaire {
    let text = include_str!("../../client-wasm/data/questionnaire.json");
    serde_json::from_str(text).expect("the shipped questionnaire")
}

/// What one way answers at one question that rules go by: a class of options that the same rules
/// hold for, or nothing.
type Class = Option<Vec<String>>;

/// The ways, as answers. Each writes its number into the first text.
pub fn covering(questionnaire: &Questionnaire) -> Vec<Answers> {
    let mut choices = Choices::of(questionnaire);
    let factors = factors(questionnaire);
    let mut ways: Vec<Answers> =
        pairwise(&factors).iter().map(|row| choices.way(&factors, row)).collect();
    let open = vec![0; factors.len()];
    while !choices.are_all_taken() {
        assert!(ways.len() < WAYS_MAX, "never reached: {:?}", choices.left());
        ways.push(choices.way(&factors, &open));
    }
    for (n, way) in ways.iter_mut().enumerate() {
        let first = questionnaire.questions.first().expect("a question");
        way.insert(first.id.clone(), Answer::One(format!("Жол {n}. Бұл тек сынақ.")));
    }
    ways
}

/// A question that rules go by, with its classes; the last one is no answer.
struct Factor<'q> {
    question: &'q Question,
    classes: Vec<Class>,
}

fn factors(questionnaire: &Questionnaire) -> Vec<Factor<'_>> {
    let conditions: Vec<&Condition> =
        questionnaire.questions.iter().flat_map(|question| &question.when).collect();
    let decides = |question: &&Question| conditions.iter().any(|it| it.question == question.id);
    let classes = |question: &Question| {
        let mut classes: BTreeMap<Vec<bool>, Vec<String>> = BTreeMap::new();
        for option in questionnaire.options(question) {
            let rules = conditions.iter().filter(|it| it.question == question.id);
            let named = rules.map(|it| it.any.contains(&option.id) || it.none.contains(&option.id));
            classes.entry(named.collect()).or_default().push(option.id.clone());
        }
        classes.into_values().map(Some).chain([None]).collect()
    };
    let deciding = questionnaire.questions.iter().filter(decides);
    deciding.map(|question| Factor { question, classes: classes(question) }).collect()
}

/// Rows of classes in which every pair of classes of two factors stands once at least: each row
/// begins with a pair that is still missing and takes, factor by factor, what adds most.
fn pairwise(factors: &[Factor<'_>]) -> Vec<Vec<usize>> {
    let mut missing = BTreeSet::new();
    for (a, one) in factors.iter().enumerate() {
        for (b, other) in factors.iter().enumerate().skip(a + 1) {
            for x in 0..one.classes.len() {
                missing.extend((0..other.classes.len()).map(|y| ((a, x), (b, y))));
            }
        }
    }
    let mut rows = Vec::new();
    while let Some(&(first, second)) = missing.first() {
        let mut row = BTreeMap::from([first, second]);
        for (place, factor) in factors.iter().enumerate() {
            let adds = |class: usize| {
                let pairs = row.iter().map(|(&other, &its)| pair((place, class), (other, its)));
                pairs.filter(|pair| missing.contains(pair)).count()
            };
            let best = (0..factor.classes.len()).rev().max_by_key(|class| adds(*class));
            let best = best.expect("a class");
            row.entry(place).or_insert(best);
        }
        let taken: Vec<(usize, usize)> =
            row.iter().map(|(&place, &class)| (place, class)).collect();
        missing.retain(|(one, other)| !(taken.contains(one) && taken.contains(other)));
        rows.push(row.into_values().collect());
    }
    rows
}

fn pair(one: (usize, usize), other: (usize, usize)) -> ((usize, usize), (usize, usize)) {
    if one < other { (one, other) } else { (other, one) }
}

/// Which choices were taken on some way.
struct Choices<'q> {
    questionnaire: &'q Questionnaire,
    /// Those that were not yet, by question.
    left: BTreeMap<&'q str, Vec<&'q AnswerOption>>,
    ways: usize,
}

impl<'q> Choices<'q> {
    fn of(questionnaire: &'q Questionnaire) -> Self {
        let options = |question: &'q Question| questionnaire.options(question).collect::<Vec<_>>();
        let left = questionnaire.questions.iter().map(|it| (it.id.as_str(), options(it)));
        Self { questionnaire, left: left.collect(), ways: 0 }
    }

    fn are_all_taken(&self) -> bool {
        self.left.values().all(Vec::is_empty)
    }

    fn left(&self) -> Vec<(&str, usize)> {
        self.left.iter().map(|(id, left)| (*id, left.len())).filter(|(_, n)| *n > 0).collect()
    }

    /// The next way: these classes where rules go by them, elsewhere what was not taken before.
    fn way(&mut self, factors: &[Factor<'_>], row: &[usize]) -> Answers {
        self.ways += 1;
        let mut way = Answers::new();
        for question in &self.questionnaire.questions {
            if !self.questionnaire.asked(&way).iter().any(|asked| asked.id == question.id) {
                continue;
            }
            let place = factors.iter().position(|factor| factor.question.id == question.id);
            let class = place.map(|place| &factors[place].classes[row[place]]);
            if let Some(answer) = self.answer(question, class) {
                way.insert(question.id.clone(), answer);
            }
        }
        way
    }

    fn answer(&mut self, question: &'q Question, class: Option<&Class>) -> Option<Answer> {
        let digits = || question.least.unwrap_or(0).to_string();
        let allowed = |option: &AnswerOption| match class {
            Some(class) => class.as_ref().is_some_and(|class| class.contains(&option.id)),
            None => true,
        };
        match question.kind {
            QuestionKind::Text => {
                self.ways.is_multiple_of(2).then(|| Answer::One(question.id.clone()))
            }
            QuestionKind::Number => Some(Answer::One(digits())),
            QuestionKind::One => self.take(question, 1, allowed).pop().map(Answer::One),
            QuestionKind::Many => {
                let taken = self.take(question, TOGETHER, allowed);
                (!taken.is_empty()).then_some(Answer::Many(taken))
            }
        }
    }

    /// Up to so many options that can stand together, those never taken before others.
    fn take(
        &mut self,
        question: &'q Question,
        most: usize,
        allowed: impl Fn(&AnswerOption) -> bool,
    ) -> Vec<String> {
        let opt_outs = &self.questionnaire.opt_outs;
        let alone = |option: &AnswerOption| option.alone || opt_outs.contains(option);
        let left = self.left.entry(&question.id).or_default();
        let fresh = left.iter().copied().filter(|option| allowed(option));
        let again = self.questionnaire.options(question).filter(|option| allowed(option));
        let Some(first) = fresh.clone().chain(again).next() else { return Vec::new() };
        let together = fresh.filter(|option| **option != *first && !alone(option) && !alone(first));
        let mut taken: Vec<&AnswerOption> = [first].into_iter().chain(together).collect();
        taken.truncate(most);
        left.retain(|option| !taken.contains(option));
        // In the order of the questionnaire, as the page keeps them.
        let in_order = self.questionnaire.options(question).filter(|option| taken.contains(option));
        in_order.map(|option| option.id.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_hold_and_take_every_pair_and_every_choice() {
        let questionnaire = shipped();
        let ways = covering(&questionnaire);
        for way in &ways {
            assert!(questionnaire.accepts(way), "{way:?}");
        }
        for question in questionnaire.questions.iter().filter(|question| question.is_closed()) {
            for option in questionnaire.options(question) {
                let takes = |way: &&Answers| {
                    way.get(&question.id).is_some_and(|it| it.chosen().contains(&option.id))
                };
                assert!(ways.iter().any(|way| takes(&way)), "{} {}", question.id, option.id);
            }
        }
        let factors = factors(&questionnaire);
        assert_eq!(factors.len(), 4, "role, who, appeal and did decide");
        let class_of = |way: &Answers, factor: &Factor<'_>| {
            let chosen = way.get(&factor.question.id).map(|answer| answer.chosen().to_vec());
            let holds = |class: &Class| match (class, &chosen) {
                (None, None) => true,
                (Some(class), Some(chosen)) => chosen.iter().all(|id| class.contains(id)),
                _ => false,
            };
            factor.classes.iter().position(holds)
        };
        for (a, one) in factors.iter().enumerate() {
            for other in factors.iter().skip(a + 1) {
                let pairs: BTreeSet<_> =
                    ways.iter().map(|way| (class_of(way, one), class_of(way, other))).collect();
                let expected = one.classes.len() * other.classes.len();
                assert_eq!(pairs.len(), expected, "{} {}", one.question.id, other.question.id);
            }
        }
    }
}
