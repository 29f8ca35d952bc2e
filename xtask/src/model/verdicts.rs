//! What a file expects, and what Verifpal says of it: one result for each expectation, on its line.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// The beginning of what stands behind a query; a reason may follow.
const EXPECTATION: &str = "// must ";

/// What came of a file.
#[derive(Debug)]
pub(super) struct Verdicts {
    pub(super) summary: String,
    /// One for each query of which something else came than the file says.
    pub(super) complaints: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Holds,
    Fails,
}

/// A query's number of line is what joins the two: its text is printed differently than written.
pub(super) fn compare(source: &str, json: &str) -> Result<Verdicts> {
    let expected = expectations(source)?;
    let found = findings(json)?;
    let mut complaints = Vec::new();
    for (line, verdict) in &found {
        match expected.get(line) {
            None => complaints.push(format!("line {line}: nothing is expected of this query")),
            Some(other) if other != verdict => {
                complaints.push(format!("line {line}: expected {other:?}, found {verdict:?}"));
            }
            Some(_) => {}
        }
    }
    for line in expected.keys().filter(|line| !found.contains_key(line)) {
        complaints.push(format!("line {line}: no result"));
    }
    let held = found.values().filter(|it| **it == Verdict::Holds).count();
    let summary = format!("{held} hold, {} fail", found.len() - held);
    Ok(Verdicts { summary, complaints })
}

/// By line, from 1.
fn expectations(source: &str) -> Result<BTreeMap<usize, Verdict>> {
    let mut expected = BTreeMap::new();
    for (number, line) in (1..).zip(source.lines()) {
        let Some((_, rest)) = line.split_once(EXPECTATION) else { continue };
        let verdict = match rest.split([' ', ':', ',']).next() {
            Some("hold") => Verdict::Holds,
            Some("fail") => Verdict::Fails,
            _ => bail!("line {number}: neither `must hold` nor `must fail`"),
        };
        expected.insert(number, verdict);
    }
    ensure!(!expected.is_empty(), "nothing is expected");
    Ok(expected)
}

/// Of `verifpal verify --format json`, for one file. `resolved` says that an attack was found. A
/// search that was cut short has found nothing out, unless it found an attack.
fn findings(json: &str) -> Result<BTreeMap<usize, Verdict>> {
    let report: Value = serde_json::from_str(json).context("Verifpal made no report")?;
    let model = report.pointer("/models/0").context("no model")?;
    if let Some(error) = model.get("error").and_then(Value::as_str) {
        bail!("{error}");
    }
    let queries = model.pointer("/analysis/queries").and_then(Value::as_array);
    let mut found = BTreeMap::new();
    for query in queries.context("no queries")? {
        let line = query.pointer("/range/line").and_then(Value::as_u64).context("no line")?;
        let attacked = query.get("resolved").and_then(Value::as_bool).context("no result")?;
        let whole = query.pointer("/envelope/exhausted").and_then(Value::as_bool);
        ensure!(attacked || whole == Some(true), "line {line}: the search was cut short");
        let verdict = if attacked { Verdict::Fails } else { Verdict::Holds };
        let before = found.insert(usize::try_from(line)?, verdict);
        ensure!(before.is_none(), "line {line}: two queries");
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "// head\nqueries[\n\tconfidentiality? a // must hold\n\
        \tconfidentiality? b // must fail: for this reason\n]\n";

    /// A report as Verifpal prints it, of so many queries: line, whether an attack was found, and
    /// whether the search was whole.
    fn report(queries: &[(usize, bool, bool)]) -> String {
        let query = |(line, resolved, exhausted): &(usize, bool, bool)| {
            let envelope = serde_json::json!({ "sessions": 2, "exhausted": exhausted });
            let range = serde_json::json!({ "start": 0, "end": 9, "line": line, "column": 2 });
            serde_json::json!({ "resolved": resolved, "envelope": envelope, "range": range })
        };
        let queries: Vec<Value> = queries.iter().map(query).collect();
        let model = serde_json::json!({ "file": "x.vp", "analysis": { "queries": queries } });
        serde_json::json!({ "version": "1.6.7", "ok": true, "models": [model] }).to_string()
    }

    fn complaints(source: &str, json: &str) -> Vec<String> {
        compare(source, json).unwrap().complaints
    }

    #[test]
    fn what_comes_as_it_must_is_counted() {
        let verdicts = compare(SOURCE, &report(&[(3, false, true), (4, true, true)])).unwrap();
        assert!(verdicts.complaints.is_empty());
        assert_eq!(verdicts.summary, "1 hold, 1 fail");
    }

    #[test]
    fn an_attack_on_what_must_hold_is_told_and_so_is_one_that_is_not_found() {
        let told = complaints(SOURCE, &report(&[(3, true, true), (4, false, true)]));
        let wrong = ["line 3: expected Holds, found Fails", "line 4: expected Fails, found Holds"];
        assert_eq!(told, wrong);
    }

    #[test]
    fn a_query_of_which_nothing_is_expected_is_told() {
        let source = SOURCE.replace(" // must hold", " // it should hold");
        let told = complaints(&source, &report(&[(3, false, true), (4, true, true)]));
        assert_eq!(told, ["line 3: nothing is expected of this query"]);
    }

    #[test]
    fn a_result_that_is_missing_is_told() {
        let told = complaints(SOURCE, &report(&[(3, false, true)]));
        assert_eq!(told, ["line 4: no result"]);
    }

    #[test]
    fn a_search_that_was_cut_short_shows_nothing_unless_it_found_an_attack() {
        let cut = compare(SOURCE, &report(&[(3, false, false), (4, true, true)]));
        assert_eq!(cut.unwrap_err().to_string(), "line 3: the search was cut short");
        let found = report(&[(3, false, true), (4, true, false)]);
        assert!(complaints(SOURCE, &found).is_empty());
    }

    #[test]
    fn a_file_that_expects_nothing_or_something_else_is_refused() {
        let json = report(&[(3, false, true), (4, true, true)]);
        assert!(compare(&SOURCE.replace("// must ", "// "), &json).is_err());
        assert!(compare(&SOURCE.replace("must hold", "must holdd"), &json).is_err());
    }

    #[test]
    fn what_is_no_report_and_what_verifpal_refuses_is_told_in_its_words() {
        assert!(compare(SOURCE, "killed").is_err());
        let refused = r#"{"models":[{"file":"x.vp","ok":false,"error":"unknown query type"}]}"#;
        assert_eq!(compare(SOURCE, refused).unwrap_err().to_string(), "unknown query type");
    }
}
