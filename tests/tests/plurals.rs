//! The page counts in three languages by a rule of its own, because the browsers of cheap telephones
//! do not know Kazakh. It must be CLDR's rule.

use std::collections::BTreeSet;

use dauys_tests::node;
use serde_json::json;

/// Twice through the hundred, where the exceptions of Russian lie, and what follows it.
const MOST: usize = 225;

#[test]
fn the_page_counts_as_cldr_does() {
    let plain = json!({ "by": "n", "one": "one {n} {who}", "other": "other {n} {who}" });
    let mut russian = plain.clone();
    russian["few"] = json!("few {n} {who}");
    let texts = json!({ "kk": plain, "ru": russian, "en": plain });
    let counted = node::run("plurals.mjs", &json!({ "texts": texts, "most": MOST }));
    for (language, categories) in [("kk", 2), ("ru", 3), ("en", 2)] {
        let counted = counted[language].as_array().unwrap();
        assert_eq!(counted.len(), MOST + 1);
        let mut seen = BTreeSet::new();
        for (n, it) in counted.iter().enumerate() {
            // As in the catalogues: in Russian `many` has the words of `other`.
            let category = it["category"].as_str().unwrap().replace("many", "other");
            assert_eq!(it["shown"], format!("{category} {n} x"), "{language}");
            seen.insert(category);
        }
        assert_eq!(seen.len(), categories, "{language}: {seen:?}");
    }
}
