//! What the organisation posted: served as signed, refused at the start if a page would refuse it.

use std::fs;

use dauys_server::posted::PostedError;
use dauys_server::server::StartError;
use dauys_wire::api;
use dauys_wire::minisign;
use dauys_wire::problem::ProblemCode;
use dauys_wire::roster::{Roster, RosterError};

use crate::client::Ask;
use crate::organisation::{HELP, QUESTIONNAIRE};
use crate::stack::{LIST, Stack, day};

#[test]
fn what_was_signed_is_served_byte_for_byte() {
    let stack = Stack::start();
    let get = |path: String| stack.send(&Ask::get(path)).body;
    let roster = get(api::roster_path());
    let signature = String::from_utf8(get(api::roster_signature_path())).unwrap();
    let root = stack.organisation.root();
    assert!(Roster::verify(&roster, &signature, Some(&root)).is_ok());
    assert_eq!(get(api::questionnaire_path()), QUESTIONNAIRE.as_bytes());
    assert_eq!(get(api::help_path()), HELP.as_bytes());
}

#[test]
fn the_organisations_signature_of_a_page_is_served_with_that_page_alone() {
    let mut stack = Stack::start();
    let ask = |stack: &Stack| stack.send(&Ask::get(api::site_signature_path()));
    assert_eq!(ask(&stack).problem(), ProblemCode::NotFound);
    stack.organisation.post_site(stack.data(), b"{ }");
    stack.restart().unwrap();
    assert_eq!(ask(&stack).problem(), ProblemCode::NotFound, "of another page");
    stack.organisation.post_site(stack.data(), LIST);
    stack.restart().unwrap();
    let signature = String::from_utf8(ask(&stack).body).unwrap();
    let list = stack.send(&Ask::get("/site.json")).body;
    assert!(minisign::verify(&stack.organisation.root(), &list, &signature).is_ok());
}

/// Starts after a change to what is posted, and tells why that fails.
fn refusal(change: impl FnOnce(&mut Stack)) -> PostedError {
    let mut stack = Stack::prepare();
    stack.organisation.post(stack.data());
    change(&mut stack);
    match stack.restart() {
        Err(StartError::Posted(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_roster_that_a_page_would_refuse_is_not_served() {
    let edited = |stack: &mut Stack, key: &str, value: serde_json::Value| {
        stack.organisation.roster[key] = value;
        stack.organisation.post(stack.data());
    };
    let missing = refusal(|stack| fs::remove_file(stack.data().join("help.json")).unwrap());
    assert_eq!(missing, PostedError::File("help.json"));
    let huge = refusal(|stack| {
        fs::write(stack.data().join("roster.json.minisig"), vec![b'x'; 1_025]).unwrap();
    });
    assert_eq!(huge, PostedError::File("roster.json.minisig"));
    let changed = refusal(|stack| {
        let path = stack.data().join("roster.json");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replace(r#""version":1"#, r#""version":2"#)).unwrap();
    });
    assert_eq!(changed, PostedError::Roster(RosterError::Signature));
    let other_root = refusal(|stack| stack.config.root = Some(stack.server_key()));
    assert_eq!(other_root, PostedError::Roster(RosterError::Signature));
    let expired = refusal(|stack| stack.clock.set(u64::from(day().plus(101).number()) * 86_400));
    assert_eq!(expired, PostedError::Expired);
    let early = refusal(|stack| stack.clock.set(u64::from(day().number()) * 86_400 - 1));
    assert_eq!(early, PostedError::Expired);
    let root = |stack: &Stack| serde_json::Value::from(stack.organisation.root().to_string());
    let key = refusal(|stack| edited(stack, "server_key", root(stack)));
    assert_eq!(key, PostedError::ServerKey);
    let buckets = refusal(|stack| edited(stack, "reply_buckets", serde_json::json!({"count": 3})));
    assert!(matches!(buckets, PostedError::Roster(RosterError::Contradiction(_))));
    let questions =
        refusal(|stack| fs::write(stack.data().join("questionnaire.json"), "{}").unwrap());
    assert_eq!(questions, PostedError::Questionnaire);
    let help = refusal(|stack| fs::write(stack.data().join("help.json"), "{}").unwrap());
    assert_eq!(help, PostedError::Help);
}

#[test]
fn a_new_roster_is_taken_while_the_server_runs_and_a_wrong_one_is_not() {
    let mut stack = Stack::start();
    let version = |stack: &Stack| {
        let json = stack.send(&Ask::get(api::roster_path())).body;
        serde_json::from_slice::<Roster>(&json).unwrap().version
    };
    stack.organisation.roster["version"] = 2.into();
    stack.organisation.post(stack.data());
    assert_eq!(version(&stack), 1, "not before it is told");
    assert_eq!((stack.reload(), version(&stack)), (Ok(2), 2));

    assert_eq!(stack.reload(), Ok(2), "the same again");
    stack.organisation.roster["reply_days"] = 36.into();
    stack.organisation.post(stack.data());
    assert_eq!(stack.reload(), Err(PostedError::Older), "another of the same version");

    stack.organisation.roster["version"] = 1.into();
    stack.organisation.post(stack.data());
    assert_eq!((stack.reload(), version(&stack)), (Err(PostedError::Older), 2));
    stack.organisation.roster["version"] = 3.into();
    stack.organisation.roster["instance"] = "other".into();
    stack.organisation.post(stack.data());
    assert_eq!((stack.reload(), version(&stack)), (Err(PostedError::Instance), 2));
    fs::write(stack.data().join("roster.json"), "{").unwrap();
    let malformed = Err(PostedError::Roster(RosterError::Malformed));
    assert_eq!((stack.reload(), version(&stack)), (malformed, 2));
}

#[test]
fn a_roster_that_expires_meanwhile_is_still_served() {
    let stack = Stack::start();
    stack.set_day(day().plus(200));
    assert_eq!(stack.send(&Ask::get(api::roster_path())).status, 200);
}

#[test]
fn two_servers_never_share_a_directory() {
    let stack = Stack::start();
    let second = dauys_server::server::Server::start(
        &stack.config,
        stack.clock.clone(),
        Ok(&crate::stack::SITE),
    );
    assert!(matches!(second, Err(StartError::InUse)));
}
