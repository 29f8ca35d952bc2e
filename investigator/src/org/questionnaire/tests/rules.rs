//! One broken rule at a time, and the line at which it is told.

use super::*;

#[test]
fn every_rule_is_told_at_the_line_of_what_breaks_it() {
    for (changes, place, key, at) in RULES {
        let (question, option) = place.split_once('/').unwrap_or_default();
        let at = match *at {
            "{first line" => 1,
            r#"{before "count""# => line(r#""id": "count""#) - 1,
            r#"{before "seen""# => line(r#""id": "seen""#) - 1,
            "{options of people" => line("How many people?") + 1,
            r#"{after "none""# => line(r#""none""#) + 1,
            text => line(text),
        };
        let found = told(&check(&with(changes)).mistakes);
        let expected = (at, question.to_owned(), option.to_owned(), *key);
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
        let others = found.iter().filter(|told| **told != expected);
        // An option that is called otherwise is missed where it is asked for.
        let others: Vec<_> = others.filter(|told| told.3 != "mistake-when-option").collect();
        let follows = ["mistake-title-missing", "mistake-when-open", "mistake-bounds-text"];
        assert!(others.iter().all(|told| follows.contains(&told.3)), "{key}: {others:?}");
    }
}

#[test]
fn a_line_more_above_it_moves_every_mistake_by_one() {
    for (changes, ..) in RULES {
        let text = with(changes);
        let before = told(&check(&text).mistakes);
        let moved = told(&check(&format!("\n{text}")).mistakes);
        let by_one = |(line, question, option, key)| (line + 1, question, option, key);
        assert_eq!(moved, before.into_iter().map(by_one).collect::<Vec<_>>());
    }
}

/// What to change; `question/option` and what is told of them; a word of the line where it is.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str, &'static str);

const RULES: &[Case] = &[
    (&[("naire/1", "naire/2")], "", "mistake-format", r#""format""#),
    (&[("small/1", "small")], "", "mistake-questionnaire-id", "small/1"),
    (&[(r#""opt_outs""#, r#""opt-outs""#)], "", "mistake-opt-outs-missing", "{first line"),
    (
        &[(r#""not-sure", "#, r#""not-sure", "alone": true, "#)],
        "/not-sure",
        "mistake-opt-out-plain",
        "Not sure",
    ),
    (&[(r#""id": "told""#, r#""id": "То""#)], "То/", "mistake-id", r#""id": "told""#),
    (&[(r#""id": "told""#, r#""id": "seen""#)], "seen/", "mistake-same-id", r#""id": "told""#),
    (
        &[(r#""id": "several""#, r#""id": "alone""#)],
        "people/alone",
        "mistake-same-id",
        r#""id": "several""#,
    ),
    (
        &[(r#""id": "several""#, r#""id": "not-sure""#)],
        "people/not-sure",
        "mistake-same-id",
        r#""id": "several""#,
    ),
    (
        &[(r#""Несколько""#, r#""Не знаю""#)],
        "people/several",
        "mistake-same-label",
        r#""Несколько""#,
    ),
    (&[(r#""Что вы видели?""#, r#"" ""#)], "seen/", "mistake-text-empty", r#""Что вы видели?""#),
    (&[(r#"помочь.""#, "помочь.\\n\"")], "form/", "mistake-text-lines", "Так мы"),
    (&[(r#""Тело""#, r#""""#)], "form/touch", "mistake-text-empty", r#""Тело""#),
    (
        &[
            (r#""kind": "number""#, r#""kind": "many""#),
            ("\"least\": 2,\n      \"most\": 99,\n", "\n\n"),
        ],
        "count/",
        "mistake-options-count",
        r#"{before "count""#,
    ),
    (
        &[(r#""kind": "one""#, r#""kind": "text""#)],
        "people/",
        "mistake-options-open",
        "{options of people",
    ),
    (
        &[
            (r#""required": true,"#, r#""beside": true, "required": true,"#),
            (
                "\"beside\": true,\n      \"label\": {\"kk\": \"Не е",
                "\n      \"label\": {\"kk\": \"Не е",
            ),
            (r#""title""#, r#""titel""#),
        ],
        "seen/",
        "mistake-beside-first",
        r#""required""#,
    ),
    (&[(r#""beside": true,"#, "")], "seen/", "mistake-title-needless", r#""title""#),
    (&[(r#""title""#, r#""titel""#)], "seen/", "mistake-title-missing", r#"{before "seen""#),
    (&[(r#""most": 4000"#, r#""most": 0"#)], "seen/", "mistake-bounds-text", r#""most": 4000"#),
    (&[(r#""least": 2"#, r#""least": 99"#)], "count/", "mistake-bounds-number", r#""least""#),
    (
        &[(r#""kind": "many","#, r#""kind": "many", "most": 2,"#)],
        "form/",
        "mistake-bounds-closed",
        r#""many""#,
    ),
    (&[(r#""any": ["several"]"#, r#""any": []"#)], "count/", "mistake-when-lists", r#""any""#),
    (
        &[(r#"["several"]}"#, r#"["several"], "none": ["alone"]}"#)],
        "count/",
        "mistake-when-lists",
        r#""any""#,
    ),
    (&[(r#""people", "any""#, r#""nobody", "any""#)], "count/", "mistake-when-unknown", r#""any""#),
    (&[(r#""people", "any""#, r#""seen", "any""#)], "count/", "mistake-when-open", r#""any""#),
    (&[(r#""people", "any""#, r#""form", "any""#)], "count/", "mistake-when-later", r#""any""#),
    (&[(r#""people", "any""#, r#""count", "any""#)], "count/", "mistake-when-later", r#""any""#),
    (
        &[(r#"["several"]}"#, r#"["several", "many"]}"#)],
        "count/",
        "mistake-when-option",
        r#""any""#,
    ),
    (
        &[(r#""none": ["not-sure"]"#, "\"none\":\n[\"not-sur\"]")],
        "form/",
        "mistake-when-option",
        r#"{after "none""#,
    ),
    (&[(r#""required": true"#, r#""required": false"#)], "", "mistake-required", r#""questions""#),
    (&[("4000", "40000")], "", "mistake-room", r#""questions""#),
];
