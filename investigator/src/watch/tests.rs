//! Whatever is done to the public roster, the desk that it is done to says so.

use dauys_crypto::signing;
use dauys_wire::roster::{ChannelCard, ChannelMember};
use dauys_wire::{Id, label};
use ed25519_dalek::SigningKey;
use minisign::KeyPair;

use super::*;
use crate::fixtures::{self, DAY, QUESTIONNAIRE, settings, team};
use crate::org::folder::Settings;

struct Root {
    pair: KeyPair,
    key: PublicKey,
}

fn root() -> Root {
    let pair = KeyPair::generate_unencrypted_keypair().unwrap();
    let bytes = pair.pk.to_bytes();
    Root { key: PublicKey::from_bytes(*bytes.last_chunk().unwrap()), pair }
}

impl Root {
    fn publish(&self, settings: &Settings) -> Published {
        let roster = serde_json::to_vec(&fixtures::roster(settings, self.key)).unwrap();
        let minisig = minisign::sign(None, &self.pair.sk, roster.as_slice(), None, None).unwrap();
        let (minisig, questionnaire) = (minisig.to_string(), QUESTIONNAIRE.as_bytes().to_vec());
        Published { roster, minisig, questionnaire }
    }

    fn known(&self, settings: &Settings) -> KnownRoster {
        let Published { roster, minisig, questionnaire } = self.publish(settings);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (json, questionnaire) = (text(roster), text(questionnaire));
        KnownRoster::read(&KeptRoster { json, minisig, questionnaire }).unwrap()
    }
}

/// Two desks, watched by the first, which knows version 1 already.
fn watched(change: impl FnOnce(&mut Settings, &[Keys; 2])) -> Result<Watched, Alarm> {
    let (root, team) = (root(), team());
    let before = settings(&team);
    let known = root.known(&before);
    let mut after = Settings { version: 2, ..before };
    change(&mut after, &team);
    watch(root.publish(&after), &root.key, Some(&known), &team[0], DAY)
}

#[test]
fn a_newer_roster_with_our_own_entry_is_taken() {
    let taken = watched(|_, _| ()).unwrap();
    assert!(taken.active && taken.new.is_some());
    let removed = watched(|settings, _| settings.channels[0].members.truncate(0)).unwrap();
    assert!(!removed.active);
}

#[test]
fn other_keys_under_our_id_raise_the_alarm() {
    let swapped = watched(|settings, _| {
        let other = Keys::generate(fixtures::instance());
        settings.investigators[0].recipient = other.reading.recipient().to_text();
    });
    assert_eq!(swapped.unwrap_err(), Alarm::OtherKeys);
    let swapped = watched(|settings, _| {
        settings.investigators[0].signing_key = PublicKey::from_bytes([7; 32]);
    });
    assert_eq!(swapped.unwrap_err(), Alarm::OtherKeys);
}

#[test]
fn being_taken_out_raises_the_alarm_and_not_being_in_yet_does_not() {
    let gone = watched(|settings, _| {
        settings.channels[0].members.remove(0);
        settings.investigators.remove(0);
    });
    assert_eq!(gone.unwrap_err(), Alarm::Gone);
    let (root, team) = (root(), team::<1>());
    let stranger = Keys { id: Id::from_bytes([9; 16]), ..Keys::generate(fixtures::instance()) };
    let published = root.publish(&settings(&team));
    assert_eq!(watch(published, &root.key, None, &stranger, DAY).unwrap_err(), Alarm::NotYet);
}

#[test]
fn an_older_or_second_roster_raises_the_alarm() {
    let older = watched(|settings, _| settings.version = 0);
    assert_eq!(older.unwrap_err(), Alarm::Older);
    let second = watched(|settings, _| {
        settings.version = 1;
        settings.retention_days += 1;
    });
    assert_eq!(second.unwrap_err(), Alarm::TwoVersions);
    let same = watched(|settings, _| settings.version = 1).unwrap();
    assert!(same.new.is_none(), "known already");
}

#[test]
fn another_root_and_other_questions_raise_the_alarm() {
    let (root_one, root_two, team) = (root(), root(), team::<1>());
    let published = root_two.publish(&settings(&team));
    let other = watch(published, &root_one.key, None, &team[0], DAY);
    assert_eq!(other.unwrap_err(), Alarm::Signature);
    let mut published = root_one.publish(&settings(&team));
    published.questionnaire.push(b' ');
    let changed = watch(published, &root_one.key, None, &team[0], DAY);
    assert_eq!(changed.unwrap_err(), Alarm::Questionnaire);
}

#[test]
fn a_ghost_reader_in_a_channel_with_its_own_statement_raises_the_alarm() {
    let (root, team) = (root(), team::<2>());
    let key = SigningKey::from_bytes(&[5; 32]);
    let stated = |members: &[Keys]| {
        let mut stated = settings(&team);
        state(&mut stated, &key, members);
        stated
    };
    let mut honest = stated(&team[..1]);
    honest.channels[0].members.truncate(1);
    let known = root.known(&honest);
    let watch_next = |settings: Settings| {
        let next = Settings { version: 2, ..settings };
        watch(root.publish(&next), &root.key, Some(&known), &team[0], DAY).map(|_| ())
    };
    assert_eq!(watch_next(honest.clone()), Ok(()));
    assert_eq!(watch_next(stated(&team[..1])), Err(Alarm::Channel), "added behind its back");
    assert_eq!(watch_next(settings(&team)), Err(Alarm::Channel), "the statement is left out");
    let mut other_key = settings(&team);
    state(&mut other_key, &SigningKey::from_bytes(&[6; 32]), &team);
    assert_eq!(watch_next(other_key), Err(Alarm::Channel), "signed by another key");
    assert_eq!(watch_next(stated(&team)), Ok(()), "the channel itself added somebody");
}

fn state(settings: &mut Settings, key: &SigningKey, members: &[Keys]) {
    let member = |keys: &Keys| ChannelMember {
        id: keys.id,
        recipient: keys.reading.recipient().to_text(),
        signing_key: keys.signing_key(),
    };
    let card = ChannelCard {
        id: "all".into(),
        key: PublicKey::from_bytes(key.verifying_key().to_bytes()),
        members: members.iter().map(member).collect(),
    };
    let json = serde_json::to_string(&card).unwrap();
    let instance = fixtures::instance();
    let signature = signing::sign(key, label::CHANNEL, &instance, json.as_bytes());
    let channel = &mut settings.channels[0];
    (channel.card, channel.card_signature) = (Some(json), Some(signature));
}
