//! Coming back with a code: reading replies, writing more.

use std::collections::BTreeMap;

use dauys_crypto::conversation::{self, Before, Received};
use dauys_crypto::draft::{Known, MessageDraft};
use dauys_crypto::letter::{Lang, ReporterKind};
use dauys_crypto::reply::ReplyKind;
use dauys_crypto::seal;
use dauys_crypto::thread;
use dauys_crypto::wire::{Day, Id};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::error::{self, misuse, thrown};
use crate::report::own_copy;
use crate::reporter::Reporter;
use crate::sealed::Sealed;
use crate::trust::Trust;
use crate::view::Member;

/// The buckets to fetch, one or two.
#[wasm_bindgen]
pub fn buckets(trust: &Trust, reporter: &Reporter, day: &str) -> Result<Vec<u32>, JsValue> {
    let day = Day::parse(day).map_err(misuse)?;
    Ok(thread::buckets(&reporter.keys().thread(), &trust.trusted().roster, day))
}

/// What came back.
#[wasm_bindgen]
pub struct Conversation {
    known: Known,
    view: String,
}

#[wasm_bindgen]
impl Conversation {
    /// Tries every file of the bucket bodies, which may be concatenated.
    pub fn collect(
        trust: &Trust,
        reporter: &Reporter,
        bodies: &[u8],
    ) -> Result<Conversation, JsValue> {
        let trusted = trust.trusted();
        let (roster, day) = (&trusted.roster, trusted.day);
        let all = conversation::Conversation::collect(reporter.keys(), roster, day, bodies)
            .map_err(|_| thrown("bucket-malformed"))?;
        let view = serde_json::to_string(&ConversationView::of(&all, trust)).map_err(misuse)?;
        Ok(Self { known: Known { state: all.state, seen: all.seen }, view })
    }

    /// What the page shows of it, as JSON.
    pub fn view(&self) -> String {
        self.view.clone()
    }
}

/// Writes and seals a later letter; `draft` is JSON `{text, kind, to, shut_out, lang, day,
/// own_copy}`, where `to` and `shut_out` may be `null` for those of her newest state.
#[wasm_bindgen]
pub fn write_message(
    trust: &Trust,
    reporter: &Reporter,
    conversation: &Conversation,
    draft: &str,
) -> Result<Sealed, JsValue> {
    let own_copy = own_copy(draft)?;
    let draft: DraftJson = serde_json::from_str(draft).map_err(misuse)?;
    let known = &conversation.known;
    let letter = draft
        .resolve(known)?
        .write(reporter.keys(), trust.trusted(), known)
        .map_err(error::draft)?;
    let roster = &trust.trusted().roster;
    let sealed = seal::reporter_letter(&letter, reporter.keys(), roster, own_copy);
    Ok(Sealed::of(letter.id, sealed.map_err(error::seal)?, reporter, roster))
}

#[derive(Deserialize)]
struct DraftJson {
    text: String,
    kind: ReporterKind,
    to: Option<Vec<Id>>,
    shut_out: Option<Vec<Id>>,
    lang: Lang,
    day: Day,
}

impl DraftJson {
    fn resolve(self, known: &Known) -> Result<MessageDraft, JsValue> {
        let state = known.state.as_ref();
        let unknown = || thrown("readers-unknown");
        Ok(MessageDraft {
            text: self.text,
            kind: self.kind,
            to: self.to.or_else(|| Some(state?.to.clone())).ok_or_else(unknown)?,
            shut_out: self
                .shut_out
                .or_else(|| Some(state?.shut_out.clone()))
                .ok_or_else(unknown)?,
            lang: self.lang,
            day: self.day,
        })
    }
}

/// A conversation as she sees it.
#[derive(Serialize)]
struct ConversationView<'a> {
    replies: Vec<ReplyView<'a>>,
    /// Files sealed to her that are not taken.
    dropped: usize,
    /// Her letters that somebody confirms to have.
    received: Vec<Id>,
    /// Whether any reply has told whom she chose.
    readers_known: bool,
    readers: Option<&'a [Id]>,
    shut_out: Option<&'a [Id]>,
    lang: Option<Lang>,
}

/// A reply as she sees it.
#[derive(Serialize)]
struct ReplyView<'a> {
    author: Option<Member<'a>>,
    chosen: bool,
    kind: ReplyKind,
    day: Day,
    lang: Lang,
    text: &'a str,
    status: Option<&'a str>,
    due: &'a BTreeMap<String, Day>,
    received: &'a [Id],
    /// `withheld` or `expired`, if the author's reply before this one is missing.
    missing_before: Option<&'static str>,
}

impl<'a> ConversationView<'a> {
    fn of(conversation: &'a conversation::Conversation, trust: &'a Trust) -> Self {
        let state = conversation.state.as_ref();
        let replies = conversation.replies.iter().map(|received| ReplyView::of(received, trust));
        Self {
            replies: replies.collect(),
            dropped: conversation.dropped,
            received: conversation.received().into_iter().collect(),
            readers_known: state.is_some(),
            readers: state.map(|state| state.to.as_slice()),
            shut_out: state.map(|state| state.shut_out.as_slice()),
            lang: state.map(|state| state.lang),
        }
    }
}

impl<'a> ReplyView<'a> {
    fn of(received: &'a Received, trust: &'a Trust) -> Self {
        let reply = &received.reply;
        Self {
            author: trust.trusted().roster.investigator(&received.author).map(Member::of),
            chosen: received.chosen,
            kind: reply.kind,
            day: reply.day,
            lang: reply.lang,
            text: &reply.body.text,
            status: reply.status.as_deref(),
            due: &reply.due,
            received: &reply.received,
            missing_before: match received.before {
                Before::Here => None,
                Before::Expired => Some("expired"),
                Before::Withheld => Some("withheld"),
            },
        }
    }
}
