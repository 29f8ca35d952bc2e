//! Two parsers agree: a text is taken exactly if the rules hold one by one for what `serde_json`
//! makes of it, and then for the same value.

#[path = "strict/rules.rs"]
mod rules;

use dauys_wire::json;
use dauys_wire::limits::JSON_INTEGER_END;
use proptest::prelude::*;
use rules::by_the_rules;
use serde_json::Value;

fn ours(text: &str) -> Option<Value> {
    json::parse(text.as_bytes(), text.len()).ok()
}

#[test]
fn strings_and_numbers_are_those_of_serde_json() {
    let taken = [
        r#""""#,
        r#""\"\\\/\b\f\n\r\t""#,
        r#""\u00e9\u00E9é\ud83d\ude00😀\u0000\ufffe""#,
        "\"\u{7f}\"",
        r#""a\\""#,
        "\t 0 \t",
        "-1",
        "-9007199254740991",
        r#"{"":{},"a":[ ] , "b":[0,"",{"a":null}]}"#,
    ];
    for text in taken {
        assert_eq!(ours(text), Some(by_the_rules(text).unwrap_or_else(|| panic!("{text}"))));
    }
    let refused = [
        r#"""#,
        r#""\""#,
        r#""\x""#,
        r#""\u12""#,
        r#""\u+123""#,
        r#""\ud800""#,
        r#""\ud800\n""#,
        r#""\ud800\u0041""#,
        r#""\ude00""#,
        r#""\ud800\ue000""#,
        "\"\t\"",
        "\"\0\"",
        "\"\\\n\"",
        "-",
        "-0",
        "00",
        "01",
        "-01",
        "+1",
        ".5",
        "1.",
        "1.0",
        "1e1",
        "0x1",
        "1 2",
        "18446744073709551616",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" 1}",
        "nul",
        "nulll",
        "True",
        "'a'",
        "\u{a0}1",
        "\u{b}1",
        "1\n",
        "[1,\r2]",
        "//",
        "NaN",
    ];
    for text in refused {
        assert_eq!((ours(text), by_the_rules(text)), (None, None), "{text}");
    }
}

const PIECES: [&str; 33] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\"",
    "\"b\"",
    "\"\\u0061\"",
    "\"a\":",
    "\"b\":",
    "\\",
    "\\\"",
    "\\\\",
    "\\u00e9",
    "\\ud83d",
    "\\ude00",
    "\\n",
    "é",
    " ",
    "\t",
    "\n",
    "0",
    "-",
    "1",
    "9007199254740991",
    "9007199254740992",
    ".5",
    "e2",
    "null",
    "true",
    "false",
];

fn value() -> impl Strategy<Value = Value> {
    const END: i64 = JSON_INTEGER_END.cast_signed();
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (1 - END..END).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn texts_of_all_kinds_are_judged_alike(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..16)
    ) {
        let text = pieces.concat();
        prop_assert_eq!(ours(&text), by_the_rules(&text));
    }

    #[test]
    fn what_is_inside_a_string_is_judged_alike(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..8)
    ) {
        let text = format!("\"{}\"", pieces.concat());
        prop_assert_eq!(ours(&text), by_the_rules(&text));
    }

    #[test]
    fn every_strict_value_comes_back(value in value()) {
        prop_assert_eq!(ours(&value.to_string()), Some(value));
    }
}
