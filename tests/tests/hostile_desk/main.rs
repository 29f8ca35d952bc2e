//! A server that lies and colleagues without scruples, as a desk meets them: with the real `dauys`.
//! Each is refused or told by name, in three languages, and what the server takes away is there
//! again as soon as it is honest and somebody asks.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and so does what it is told with"
)]

mod colleagues;
mod fetching;
mod posting;
mod stage;

use dauys_crypto::hybrid::HybridIdentity;
use dauys_investigator::message;
use dauys_investigator::text::Message;
use dauys_tests::hostile::Answer;
use dauys_wire::{PublicKey, api};
use serde_json::{Value, json};

use self::stage::{Stage, assert_says, assert_stops};

#[test]
fn a_roster_that_is_swapped_stale_foreign_or_expired_stops_the_desk_and_is_named() {
    let stage = Stage::prepare();
    let desk = stage.desk();
    desk.first_sync(&stage.address);
    // Version 3 is true; 1 was published before it.
    let third = stage.root.forge(|roster| stage.as_version(roster, 3));
    stage.publish(&third);
    desk.sync();

    for (alarm, roster) in false_rosters(&stage, &third) {
        stage.publish(&roster);
        assert_stops(desk, &["sync"], &Message::new(alarm));
    }
    stage.publish(&third);
    let questions = api::questionnaire_path();
    stage.hostile.learn_about("questions", &questions, |truth| Answer {
        body: b"{}".to_vec(),
        headers: Vec::new(),
        ..truth
    });
    stage.hostile.tell(Some("questions"));
    assert_stops(desk, &["sync"], &message!("alarm-questionnaire"));
    stage.hostile.tell(None);
    let elsewhere = format!("{}/#k={}", stage.hostile.origin, PublicKey::from_bytes([7; 32]));
    assert_stops(desk, &["sync", &elsewhere], &message!("alarm-other-root"));

    // After all of that the truth is taken as before, and a roster that is only old is told.
    assert_eq!(desk.sync()["warnings"], json!([]));
    let last = stage.day().plus(28);
    stage.publish(&stage.root.forge(|roster| {
        stage.as_version(roster, 4);
        roster["expires"] = json!(last);
    }));
    assert_eq!(desk.sync()["warnings"][0]["code"], "roster-ends");
    assert_says(desk, &["sync"], &[message!("roster-ends", day = last.to_string())]);
    let yesterday = stage.day().minus(1);
    stage.publish(&stage.root.forge(|roster| {
        stage.as_version(roster, 5);
        roster["issued"] = json!(yesterday.minus(60));
        roster["expires"] = json!(yesterday);
    }));
    assert_eq!(desk.sync()["warnings"][0]["code"], "roster-expired");
    assert_says(desk, &["sync"], &[message!("roster-expired", day = yesterday.to_string())]);
}

/// Rosters with their signatures, and the alarm that each must raise in a desk that has the third.
fn false_rosters(
    stage: &Stage,
    third: &(Vec<u8>, String),
) -> Vec<(&'static str, (Vec<u8>, String))> {
    let desk = stage.desk();
    let forged = |change: &dyn Fn(&mut Value)| {
        stage.root.forge(|roster| {
            stage.as_version(roster, 4);
            change(roster);
        })
    };
    let own = |roster: &Value| -> usize {
        let entries = roster["investigators"].as_array().unwrap();
        entries.iter().position(|entry| entry["id"] == desk.id).unwrap()
    };
    let (swapped, _) = forged(&|roster| roster["reply_days"] = json!(36));
    vec![
        ("alarm-signature", (swapped, third.1.clone())),
        ("alarm-older", stage.root.forge(|roster| stage.as_version(roster, 2))),
        (
            "alarm-two-versions",
            stage.root.forge(|roster| {
                stage.as_version(roster, 3);
                roster["reply_days"] = json!(36);
            }),
        ),
        ("alarm-instance", forged(&|roster| roster["instance"] = json!("elsewhere.example"))),
        (
            "alarm-other-keys",
            forged(&|roster| {
                let stranger = HybridIdentity::from_seed(&[7; 32]);
                let own = own(roster);
                roster["investigators"][own]["recipient"] = json!(stranger.recipient().to_text());
            }),
        ),
        (
            "alarm-gone",
            forged(&|roster| {
                let own = own(roster);
                roster["investigators"].as_array_mut().unwrap().remove(own);
                for channel in roster["channels"].as_array_mut().unwrap() {
                    channel["members"].as_array_mut().unwrap().retain(|id| *id != desk.id);
                }
            }),
        ),
        ("alarm-malformed", (b"{}".to_vec(), stage.root.sign(b"{}"))),
    ]
}
