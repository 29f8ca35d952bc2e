//! The form on the page.

use super::super::sheet::{Filled, at};
use super::*;

/// With the story told, and nothing else asked.
fn told(to: Vec<Id>, shut_out: Vec<Id>) -> Filled {
    let shown = questions().questions.iter().map(|it| it.id.clone()).collect();
    let answers = [("seen".to_owned(), one("x"))].into();
    Filled { language: Language::Kk, answers, to, shut_out, name: String::new(), shown }
}

#[test]
fn nobody_is_dropped_in_silence_who_was_read_out_as_a_reader_or_as_shut_out() {
    let office = Office::new();
    let [reader, out] = [1, 2].map(|at| office.team[at].id);
    let gone = Id::from_bytes([0x0f; 16]);
    let print = Print::kept(Language::En, false);
    let sheet = |to: &[Id], out: &[Id]| {
        at(&office.desk(), told(to.to_vec(), out.to_vec()), &print).ok().unwrap()
    };
    assert!(sheet(&[reader], &[out]).is_checked());
    for (to, out) in [(vec![reader, gone], vec![]), (vec![reader], vec![out, gone])] {
        let sheet = sheet(&to, &out);
        let shown = serde_json::to_string(&sheet).unwrap();
        assert!(!sheet.is_checked() && shown.contains("not on it any more"), "{shown}");
    }
}
