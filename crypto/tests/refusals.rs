//! What a reporter's page refuses, and with which reason.

#![expect(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Team, minisign, public, text, today};
use dauys_crypto::draft::{DraftError, Known, MessageDraft, ReportDraft};
use dauys_crypto::letter::{Lang, ReporterKind};
use dauys_crypto::roster::{Confirmed, Fragment, Refusal, Visit, trust};
use dauys_crypto::wire::label;
use dauys_crypto::wire::questionnaire::Answer;
use dauys_crypto::wire::roster::{ChannelCard, ChannelMember, Roster};
use dauys_crypto::wire::{Day, Signature};
use ed25519_dalek::{Signer as _, SigningKey};

struct Case {
    roster: Roster,
    fragment: Fragment,
    origin: Option<&'static str>,
    server: Day,
    device: Day,
    seen: Option<u64>,
    signer: SigningKey,
    questionnaire: &'static [u8],
}

impl Case {
    fn good() -> Self {
        let roster = Team::of(3).roster;
        let fragment = Fragment { root: Some(roster.root), ..Fragment::default() };
        Self {
            roster,
            fragment,
            origin: Some("https://dauys.example"),
            server: today(),
            device: today(),
            seen: None,
            signer: SigningKey::from_bytes(&[200; 32]),
            questionnaire: Team::questionnaire_text(),
        }
    }

    fn with(change: impl FnOnce(&mut Self)) -> Option<Refusal> {
        let mut case = Self::good();
        change(&mut case);
        case.visit().err()
    }

    fn visit(&self) -> Result<dauys_crypto::roster::Trusted, Refusal> {
        let json = serde_json::to_vec(&self.roster).unwrap();
        let visit = Visit {
            fragment: &self.fragment,
            origin: self.origin,
            server_day: self.server,
            device_day: self.device,
            seen_version: self.seen,
        };
        trust(&json, &minisign(&self.signer, &json), self.questionnaire, &visit)
    }
}

#[test]
fn a_good_roster_is_taken_and_says_what_was_checked() {
    assert!(Case::good().visit().unwrap().root_checked);
    let mut bare = Case::good();
    bare.fragment = Fragment::default();
    bare.origin = None;
    assert!(!bare.visit().unwrap().root_checked);
}

#[test]
fn each_reason_to_refuse_has_its_name() {
    let other = || SigningKey::from_bytes(&[99; 32]);
    assert_eq!(Case::with(|c| c.signer = other()), Some(Refusal::Signature));
    assert_eq!(
        Case::with(|c| c.fragment.root = Some(public(&other()))),
        Some(Refusal::Signature),
        "a root other than the address's"
    );
    assert_eq!(
        Case::with(|c| {
            c.roster.root = public(&other());
            c.signer = other();
        }),
        Some(Refusal::Signature),
        "a whole roster by somebody else"
    );
    assert_eq!(Case::with(|c| c.origin = Some("https://evil.example")), Some(Refusal::Origin));
    assert_eq!(Case::with(|c| c.server = today().plus(2)), Some(Refusal::Clocks));
    assert_eq!(Case::with(|c| c.device = today().minus(2)), Some(Refusal::Clocks));
    assert_eq!(Case::with(|c| c.server = today().plus(1)), None);
    let late = today().plus(81);
    assert_eq!(
        Case::with(|c| (c.server, c.device) = (late.minus(1), late)),
        Some(Refusal::Expired),
        "expired by the device's day alone"
    );
    assert_eq!(
        Case::with(|c| (c.server, c.device) = (late, late.minus(1))),
        Some(Refusal::Expired),
        "expired by the server's day alone"
    );
    assert_eq!(Case::with(|c| c.seen = Some(2)), Some(Refusal::Older));
    assert_eq!(Case::with(|c| c.questionnaire = b"{}"), Some(Refusal::Questionnaire));
}

#[test]
fn a_roster_that_breaks_a_rule_is_refused() {
    let breaks: [fn(&mut Roster); 9] = [
        |r| r.format = "dauys-roster/2".into(),
        |r| r.expires = r.issued.plus(121),
        |r| r.expires = r.issued.minus(1),
        |r| r.origins.clear(),
        |r| r.origins.push("http://plain.example".into()),
        |r| r.reply_buckets.count = 3,
        |r| r.organisation.exit = text("javascript:alert(1)"),
        |r| r.investigators[1].id = r.investigators[0].id,
        |r| r.channels[0].members.push(dauys_crypto::wire::Id::from_bytes([99; 16])),
    ];
    for (place, breaks) in breaks.into_iter().enumerate() {
        let refused = Case::with(|c| breaks(&mut c.roster));
        assert_eq!(refused, Some(Refusal::Contradiction), "rule {place}");
    }
}

#[test]
fn an_employer_who_holds_the_root_cannot_swap_a_channels_keys_or_add_a_ghost_reader() {
    let union = SigningKey::from_bytes(&[50; 32]);
    let confirm = |case: &mut Case| {
        let channel = &mut case.roster.channels[1];
        let card = ChannelCard {
            id: channel.id.clone(),
            key: public(&union),
            members: channel
                .members
                .iter()
                .map(|id| case.roster.investigators.iter().find(|i| i.id == *id).unwrap())
                .map(|i| ChannelMember {
                    id: i.id,
                    recipient: i.recipient.clone(),
                    signing_key: i.signing_key,
                })
                .collect(),
        };
        let card = serde_json::to_string(&card).unwrap();
        let input = label::signature_input(label::CHANNEL, &case.roster.instance, card.as_bytes());
        channel.card_signature = Some(Signature::from_bytes(union.sign(&input).to_bytes()));
        channel.card = Some(card);
        case.fragment.channels.insert(channel.id.clone(), public(&union));
    };
    let mut good = Case::good();
    confirm(&mut good);
    let trusted = good.visit().unwrap();
    assert_eq!(trusted.confirmed(&trusted.roster.channels[1]), Confirmed::ByItself);
    assert_eq!(trusted.confirmed(&trusted.roster.channels[0]), Confirmed::ByOrganisation);

    let ghost = Case::with(|case| {
        confirm(case);
        let ghost = case.roster.investigators[0].id;
        case.roster.channels[1].members.push(ghost);
    });
    assert_eq!(ghost, Some(Refusal::Channel), "a reader whom the channel does not name");
    let swapped = Case::with(|case| {
        confirm(case);
        case.roster.investigators[2].signing_key = public(&SigningKey::from_bytes(&[51; 32]));
    });
    assert_eq!(swapped, Some(Refusal::Channel), "a member's key was swapped");
    let stranger = Case::with(|case| {
        confirm(case);
        let key = public(&SigningKey::from_bytes(&[52; 32]));
        case.fragment.channels.insert("ngo-0".into(), key);
    });
    assert_eq!(stranger, Some(Refusal::Channel), "confirmed by another key than the poster's");
    let silenced = Case::with(|case| {
        confirm(case);
        let channel = &mut case.roster.channels[1];
        (channel.card, channel.card_signature) = (None, None);
    });
    assert_eq!(silenced, Some(Refusal::Channel), "the channel's own statement was left out");
    let closed = Case::with(|case| {
        confirm(case);
        case.roster.channels.remove(1);
    });
    assert_eq!(closed, Some(Refusal::Channel), "the channel of the poster was left out");
}

#[test]
fn a_page_that_was_left_open_seals_nothing_once_its_roster_has_expired() {
    let team = Team::of(2);
    let (she, mut trusted) = (team.reporter(), team.trusted());
    let last = today().plus(9);
    trusted.roster.expires = last;
    let (to, lang) = (team.ids(&[0]), Lang::Kk);
    let report = |day: Day| {
        let answers = [("story".into(), Answer::One("x".into()))].into();
        let (name, name_to) = (String::new(), Vec::new());
        let (to, shut_out) = (to.clone(), Vec::new());
        let (taken_by, only_counted) = (None, false);
        let draft = ReportDraft {
            answers,
            to,
            shut_out,
            lang,
            day,
            name,
            name_to,
            taken_by,
            only_counted,
            blobs: Vec::new(),
        };
        draft.write(&she, &trusted).map(drop)
    };
    let message = |day: Day| {
        let (text, kind) = ("more".into(), ReporterKind::Message);
        let (name, only_to) = (String::new(), Vec::new());
        let (to, shut_out) = (to.clone(), Vec::new());
        let draft = MessageDraft {
            text,
            kind,
            to,
            shut_out,
            lang,
            day,
            name,
            only_to,
            id: None,
            blobs: Vec::new(),
        };
        draft.write(&she, &trusted, &Known::default()).map(drop)
    };
    assert_eq!((report(last), message(last)), (Ok(()), Ok(())));
    let expired = Err(DraftError::RosterExpired);
    assert_eq!((report(last.plus(1)), message(last.plus(1))), (expired, expired));
}
