//! Answers that a program wrote down.

use super::*;

fn failure(text: &str, office: &Office) -> (&'static str, String) {
    let failure = answers::draft(text, &office.known, DAY).err().unwrap();
    assert_eq!(failure.exit, Exit::Usage);
    (failure.message.key(), Text::new(Language::En).say(&failure.message))
}

fn json(answers: &str, to: &str, rest: &str) -> String {
    format!(r#"{{"answers":{{{answers}}},"to":["{to}"],"lang":"ru"{rest}}}"#)
}

#[test]
fn what_was_written_down_keeps_the_same_rules_and_nothing_is_lost_in_silence() {
    let office = Office::new();
    let to = office.team[1].id.to_string();
    let seen = r#""seen":"x""#;
    let draft = answers::draft(&json(seen, &to, r#","name":"Анар""#), &office.known, DAY).unwrap();
    let filed = office.desk().file(named(draft)).unwrap();
    assert_eq!(office.read(&filed, 1).unwrap().body.name, "Анар");

    let with = |answer: &str| json(&format!("{seen},{answer}"), &to, "");
    let long = format!(r#""seen":"{}""#, "x".repeat(4_001));
    for (text, key, says) in [
        (with(r#""sene":"y""#), "answers-no-question", "sene"),
        (with(r#""people":"3""#), "answers-not-asked", "people"),
        (with(r#""role":"nobody""#), "answers-option", "experienced, witness"),
        (with(r#""form":["threats","not-sure"]"#), "answers-option", "form"),
        (with(r#""appeal":"collective","people":"1""#), "answers-number", "from 2 to 9999"),
        (json("", &to, ""), "answers-missing", "seen"),
        (json(&long, &to, ""), "answers-long", "too many: 1"),
        (json(seen, &"0f".repeat(16), ""), "answers-reader", "0f0f"),
        (json(seen, &to, &format!(r#","shut_out":["{to}"]"#)), "answers-reader", &to),
        (
            json(seen, &to, &format!(r#","shut_out":["{}"]"#, "0f".repeat(16))),
            "answers-reader",
            "0f",
        ),
        (json(seen, &to, r#","nane":"x""#), "answers-not-json-at", "line 1"),
        ("{\n\"answers\": 1}".into(), "answers-not-json-at", "line 2, character 12"),
        (json("\"seen\":\"x\",\"seen\":\"y\"", &to, ""), "answers-not-json", "--help"),
    ] {
        let (reason, said) = failure(&text, &office);
        assert_eq!(reason, key, "{text}");
        assert!(said.contains(says), "{said}");
    }
    let lines = json(seen, &to, "").replace(',', ",\r\n\t").replace('{', "\n{") + "\n";
    assert!(answers::draft(&lines, &office.known, DAY).is_ok(), "as an editor saves it");
    let torn = json("\"seen\":\"x\ny\"", &to, "");
    assert_eq!(failure(&torn, &office).0, "answers-not-json-at", "no word is joined to another");
    let nobody = json(seen, &to, "").replace(&format!("\"{to}\""), "");
    let draft = answers::draft(&nobody, &office.known, DAY).unwrap();
    assert_eq!(seal(&office.desk(), draft).err().unwrap().message.key(), "filing-readers");
}

#[test]
fn what_was_written_down_is_looked_through_unless_a_program_asks_for_nothing() {
    let office = Office::new();
    let text = json(r#""seen":"x""#, &office.team[1].id.to_string(), "");
    let draft = answers::draft(&text, &office.known, DAY).unwrap();
    let print = Print::kept(Language::En, false);
    let mut typist = Typist::new(&print, "1\ny\n.\nyes");
    let filed = check_and_seal(&office.desk(), draft, &mut Talk::new(&print, &mut typist)).unwrap();
    assert_eq!(office.read(&filed, 1).unwrap().body.answers["seen"], one("y"));
}
