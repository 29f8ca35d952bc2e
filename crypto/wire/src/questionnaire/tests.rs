//! The shipped questionnaire, and small ones that are wrong in one way each.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;

const SHIPPED: &str = include_str!("../../../../client-wasm/data/questionnaire.json");

fn parse(value: &Value) -> Questionnaire {
    serde_json::from_value(value.clone()).unwrap()
}

fn shipped() -> Questionnaire {
    parse(&serde_json::from_str(SHIPPED).unwrap())
}

fn words(text: &str) -> Value {
    json!({"kk": format!("{text} kk"), "ru": format!("{text} ru"), "en": text})
}

fn options(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id, "label": words(id)})).collect()
}

/// Two texts on one screen, a choice, a number that depends on it, ticks.
fn sample() -> Value {
    json!({"format": FORMAT, "id": "x/1", "opt_outs": options(&["unsure"]), "questions": [
        {"id": "seen", "kind": "text", "required": true, "most": 10, "title": words("title"),
         "label": words("seen")},
        {"id": "told", "kind": "text", "beside": true, "most": 10, "label": words("told")},
        {"id": "all", "kind": "one", "label": words("all"), "options": options(&["a", "b"])},
        {"id": "people", "kind": "number", "least": 2, "most": 99, "label": words("people"),
         "when": [{"question": "all", "any": ["b"]}]},
        {"id": "form", "kind": "many", "label": words("form"),
         "options": [{"id": "c", "label": words("c")}, {"id": "d", "label": words("d")},
                     {"id": "nobody", "label": words("nobody"), "alone": true}],
         "when": [{"question": "all", "none": ["a", "unsure"]}]},
        {"id": "last", "kind": "many", "label": words("last"), "options": options(&["e", "f"]),
         "when": [{"question": "form", "any": ["c"]}]},
    ]})
}

fn answers(value: Value) -> Answers {
    serde_json::from_value(value).unwrap()
}

fn asked(given: Value) -> Vec<String> {
    let questionnaire = parse(&sample());
    questionnaire.asked(&answers(given)).into_iter().map(|it| it.id.clone()).collect()
}

#[test]
fn the_sample_breaks_no_rule() {
    assert_eq!(parse(&sample()).mistakes(), []);
}

#[test]
fn a_question_is_asked_if_what_leads_to_it_was_answered() {
    assert_eq!(asked(json!({})), ["seen", "told", "all", "form"]);
    assert_eq!(asked(json!({"all": "a"})), ["seen", "told", "all"]);
    assert_eq!(asked(json!({"all": "unsure"})), ["seen", "told", "all"]);
    assert_eq!(asked(json!({"all": "b"})), ["seen", "told", "all", "people", "form"]);
    let all = ["seen", "told", "all", "people", "form", "last"];
    assert_eq!(asked(json!({"all": "b", "form": ["d", "c"]})), all);
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_leads_nowhere_and_is_not_sent() {
    let given = json!({"seen": "x", "told": " ", "all": "a", "people": "3", "form": ["c"],
                       "last": ["e"]});
    assert_eq!(asked(given.clone()), ["seen", "told", "all"]);
    let settled = parse(&sample()).settle(answers(given.clone()));
    assert_eq!(settled, answers(json!({"seen": "x", "all": "a"})));
    assert!(parse(&sample()).accepts(&settled));
    assert!(!parse(&sample()).accepts(&answers(given)));
}

#[test]
fn what_happened_is_required_and_may_stand_in_either_text() {
    let faults = |given| parse(&sample()).faults(&answers(given));
    for right in [json!({"seen": "x"}), json!({"told": "x"}), json!({"seen": " ", "told": "x"})] {
        assert_eq!(faults(right), []);
    }
    for wrong in [json!({}), json!({"seen": " \n"}), json!({"all": "a"})] {
        let empty = AnswerFault { question: "seen".into(), fault: Fault::Empty, over: 0 };
        assert_eq!(faults(wrong), [empty]);
    }
}

#[test]
fn of_who_is_only_to_be_counted_no_word_is_left_and_the_rest_must_hold() {
    let questionnaire = parse(&sample());
    let coded = |value: Value| questionnaire.coded(serde_json::from_value(value).unwrap());
    let answers = serde_json::from_value(json!({"all": "b", "people": "3"})).unwrap();
    let with_words = json!({"seen": "her words", "told": "more", "all": "b", "people": "3"});
    assert_eq!(coded(with_words), Some(answers), "and the required text is not missed");
    assert_eq!(coded(json!({"seen": "her words"})), None, "nothing to count");
    assert_eq!(coded(json!({"all": "b", "people": "1"})), None);
    assert_eq!(coded(json!({"all": "somewhere"})), None);
}

#[test]
fn a_text_before_it_answers_a_required_text_and_a_choice_beside_it_no_required_choice() {
    let mut other = sample();
    other["questions"][0]["required"] = json!(false);
    other["questions"][1]["required"] = json!(true);
    assert_eq!(parse(&other).faults(&answers(json!({"seen": "x"}))), []);
    assert_eq!(parse(&other).faults(&answers(json!({}))).len(), 1);
    let mut choices = sample();
    choices["questions"][2]["required"] = json!(true);
    choices["questions"][4]["beside"] = json!(true);
    choices["questions"][4]["when"] = json!([]);
    let given = answers(json!({"seen": "x", "form": ["c"]}));
    assert_eq!(parse(&choices).faults(&given).len(), 1, "the choice itself is missing");
}

#[test]
fn every_kind_of_answer_has_its_bounds() {
    let base = json!({"seen": "x", "all": "b", "form": ["c"]});
    let with = |id: &str, answer: Value| {
        let mut given = base.clone();
        given[id] = answer;
        let found = parse(&sample()).faults(&answers(given));
        found.into_iter().map(|it| (it.question, it.fault, it.over)).collect::<Vec<_>>()
    };
    let ok: [(&str, Value); 9] = [
        ("seen", json!("ә".repeat(10))),
        ("all", json!("b")),
        ("people", json!("2")),
        ("people", json!("99")),
        ("form", json!(["c", "d"])),
        ("form", json!(["nobody"])),
        ("form", json!(["unsure"])),
        ("last", json!([])),
        ("last", json!(["e"])),
    ];
    for (id, answer) in ok {
        assert_eq!(with(id, answer.clone()), [], "{id} {answer}");
    }
    let wrong = [
        ("seen", json!("ә".repeat(12)), Fault::Long, 2),
        ("seen", json!(["x"]), Fault::Unknown, 0),
        ("people", json!("1"), Fault::Number, 0),
        ("people", json!("100"), Fault::Number, 0),
        ("people", json!("+5"), Fault::Number, 0),
        ("people", json!("five"), Fault::Number, 0),
        ("form", json!(["c", "c"]), Fault::Unknown, 0),
        ("form", json!(["c", "x"]), Fault::Unknown, 0),
        ("form", json!(["c", "nobody"]), Fault::Unknown, 0),
        ("form", json!(["c", "unsure"]), Fault::Unknown, 0),
        ("form", json!("c"), Fault::Unknown, 0),
        ("all", json!(["b"]), Fault::Unknown, 0),
    ];
    for (id, answer, fault, over) in wrong {
        assert_eq!(with(id, answer.clone()), [(id.to_owned(), fault, over)], "{id} {answer}");
    }
}

/// What is changed in the sample, into what; the rule that it breaks, at which question and option.
type Broken = (&'static str, Value, Rule, Option<usize>, Option<usize>);

#[test]
fn a_questionnaire_that_contradicts_itself_is_told_where() {
    let cases: [Broken; 24] = [
        ("/format", json!("x"), Rule::Format, None, None),
        ("/id", json!("x"), Rule::Id, None, None),
        ("/id", json!("x/0"), Rule::Id, None, None),
        ("/opt_outs", json!([]), Rule::OptOuts, None, None),
        ("/opt_outs/0/alone", json!(true), Rule::OptOuts, None, Some(0)),
        ("/questions/2/id", json!("Not An Id"), Rule::Id, Some(2), None),
        ("/questions/5/id", json!("told"), Rule::SameId, Some(5), None),
        ("/questions/2/label/kk", json!(" "), Rule::Text, Some(2), None),
        ("/questions/2/hint", words(&"x".repeat(601)), Rule::Text, Some(2), None),
        ("/questions/2/options", options(&["b"]), Rule::Count, Some(2), None),
        ("/questions/2/options/0/id", json!("unsure"), Rule::SameId, Some(2), Some(0)),
        ("/questions/2/options/0/label/ru", json!("b ru"), Rule::SameLabel, Some(2), Some(1)),
        ("/questions/0/beside", json!(true), Rule::Screen, Some(0), None),
        ("/questions/2/title", words("x"), Rule::Screen, Some(2), None),
        ("/questions/1/beside", json!(false), Rule::Screen, Some(0), None),
        ("/questions/0/most", json!(0), Rule::Bounds, Some(0), None),
        ("/questions/3/least", json!(99), Rule::Bounds, Some(3), None),
        ("/questions/4/most", json!(3), Rule::Bounds, Some(4), None),
        ("/questions/3/when/0/any", json!(["x"]), Rule::When, Some(3), None),
        ("/questions/3/when/0/any", json!([]), Rule::When, Some(3), None),
        ("/questions/3/when/0/question", json!("form"), Rule::When, Some(3), None),
        ("/questions/3/when/0/question", json!("seen"), Rule::When, Some(3), None),
        ("/questions/0/required", json!(false), Rule::Required, None, None),
        ("/questions/0/most", json!(8_000), Rule::Room, None, None),
    ];
    for (pointer, value, rule, question, option) in cases {
        let mut wrong = sample();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent =
            if parent.is_empty() { &mut wrong } else { wrong.pointer_mut(parent).unwrap() };
        match key.parse::<usize>() {
            Ok(place) => parent[place] = value,
            Err(_) => parent[key] = value,
        }
        let found = parse(&wrong).mistakes();
        assert!(found.contains(&Mistake { question, option, rule }), "{pointer}: {found:?}");
        assert!(Questionnaire::parse(wrong.to_string().as_bytes()).is_err(), "{pointer}");
    }
}

#[test]
fn the_shipped_questionnaire_breaks_no_rule() {
    let questionnaire = shipped();
    let mistakes = questionnaire.mistakes();
    let named = mistakes.iter().map(|it| {
        (it.question.map(|place| &questionnaire.questions[place].id), it.option, it.rule)
    });
    assert_eq!(named.collect::<Vec<_>>(), []);
    assert_eq!(questionnaire.id, "harassment-kz/1");
}

/// The answer that chooses these, as the question's kind wants it.
fn choosing(question: &Question, ids: &[&str]) -> Answer {
    match question.kind {
        QuestionKind::Many => Answer::Many(ids.iter().map(|id| (*id).to_owned()).collect()),
        _ => Answer::One(ids[0].to_owned()),
    }
}

/// Answers under which every condition of the question holds.
fn leading_to(questionnaire: &Questionnaire, question: &Question) -> Answers {
    let mut answers = Answers::new();
    for condition in &question.when {
        let earlier = questionnaire.question(&condition.question).unwrap();
        answers.extend(leading_to(questionnaire, earlier));
        let mut options = questionnaire.options(earlier).map(|option| option.id.as_str());
        let chosen = options.find(|id| {
            let id = (*id).to_owned();
            (condition.any.is_empty() || condition.any.contains(&id))
                && !condition.none.contains(&id)
        });
        answers.insert(earlier.id.clone(), choosing(earlier, &[chosen.unwrap()]));
    }
    answers
}

#[test]
fn every_choice_of_every_shipped_question_is_taken_on_the_way_that_leads_there() {
    let questionnaire = shipped();
    for question in &questionnaire.questions {
        let mut way = leading_to(&questionnaire, question);
        way.insert("seen".into(), Answer::One("x".into()));
        assert!(questionnaire.accepts(&way), "{}", question.id);
        assert!(questionnaire.asked(&way).iter().any(|it| it.id == question.id), "{}", question.id);
        for option in questionnaire.options(question) {
            let mut with = way.clone();
            with.insert(question.id.clone(), choosing(question, &[&option.id]));
            assert!(questionnaire.accepts(&with), "{} {}", question.id, option.id);
        }
        let mut with = way.clone();
        with.insert(question.id.clone(), choosing(question, &["no-such-option"]));
        let open = question.kind == QuestionKind::Text;
        assert_eq!(questionnaire.accepts(&with), open, "{}", question.id);
    }
}

#[test]
fn both_sides_of_every_shipped_rule_hold() {
    let questionnaire = shipped();
    let mut rules = 0;
    for question in &questionnaire.questions {
        let is_asked =
            |answers: &Answers| questionnaire.asked(answers).iter().any(|it| it.id == question.id);
        for condition in &question.when {
            let earlier = questionnaire.question(&condition.question).unwrap();
            let way = leading_to(&questionnaire, question);
            for option in questionnaire.options(earlier) {
                let mut with = way.clone();
                with.insert(earlier.id.clone(), choosing(earlier, &[&option.id]));
                let leads = if condition.any.is_empty() {
                    !condition.none.contains(&option.id)
                } else {
                    condition.any.contains(&option.id)
                };
                assert_eq!(is_asked(&with), leads, "{} after {}", question.id, option.id);
                rules += 1;
            }
            let mut without = way.clone();
            without.remove(&earlier.id);
            assert_eq!(is_asked(&without), condition.any.is_empty(), "{} unanswered", question.id);
        }
    }
    assert!(rules > 20, "{rules}: the rules are not in the file");
}

/// docs/PROTOCOL.md, section 4.1: what is never asked, and what stands at every closed question.
#[test]
fn the_shipped_questions_are_those_of_the_domain() {
    let questionnaire = shipped();
    let ids: BTreeSet<&str> = questionnaire.questions.iter().map(|it| it.id.as_str()).collect();
    let expected = "seen told role appeal people form who power where frequency first last dates \
        basis knows did hard response job health wish connection region legal-form sector size age";
    assert_eq!(ids, expected.split(' ').collect());
    assert_eq!(questionnaire.question("region").unwrap().options.len(), 20);
    let required: Vec<_> = questionnaire.questions.iter().filter(|it| it.required).collect();
    assert_eq!(required.len(), 1, "only what happened is required");
    let opt_outs: Vec<_> = questionnaire.opt_outs.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(opt_outs, ["not-sure", "prefer-not-to-say"]);
    let sensitive = ["form", "who", "power", "did", "hard", "job", "health", "connection", "age"];
    for id in sensitive {
        assert!(questionnaire.question(id).unwrap().why.is_some(), "{id} does not say why");
    }
}
