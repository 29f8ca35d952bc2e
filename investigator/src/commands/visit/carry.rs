//! Carrying her files to the server: all are announced before any of them is sent, so that what there
//! is no room for is refused at once; then chunk by chunk, each tried again for as long as the
//! network fails. As on the page (`client-wasm/web/evidence/deliver.js`).

use std::io::Read as _;

use dauys_crypto::blob::{BlobError, Chunks, Finished};
use dauys_crypto::draft::DraftError;
use dauys_crypto::letter::BlobRef;
use dauys_crypto::thread::Reporter;
use dauys_wire::acceptance::Acceptance;
use dauys_wire::api::{self, BlobAnnounced, BlobFinished};
use dauys_wire::limits::{ANSWER_MAX, LETTER_BLOBS_MAX};
use dauys_wire::stamp::{Stamp, StampSearch, Subject};
use dauys_wire::{Day, Digest, Id, json};
use zeroize::Zeroizing;

use super::arrive::Arrived;
use super::files::{Files, Item};
use super::send::{BUSY, Trouble, Unsent, offline, persist_with, price};
use super::talk::Talk;
use crate::remote::RemoteError;
use crate::remote::visitor::Answer;

/// Of a server that no longer has what it said it had, and of one whose price rises.
const TRIES: usize = 4;
/// Read at once.
const PIECE: usize = 65_536;
/// How often it is told how far a file is: at each tenth.
const TENTH: u64 = 10;

/// Why a file cannot go as things are. She can take it out, or send it another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum Hindered {
    /// The server takes files of up to so many bytes.
    TooLarge(u64),
    /// There is no room for it today.
    NoRoom,
    /// It is not what it was when she chose it.
    Changed,
}

/// Where files of a letter go.
pub(in crate::commands) struct Carrier<'a> {
    pub(in crate::commands) arrived: &'a Arrived,
    pub(in crate::commands) reporter: &'a Reporter,
    /// The letter that will name them.
    pub(in crate::commands) letter: Id,
}

/// A file that the server has room for.
struct Begun {
    id: Id,
    withdraw: Digest,
    sealing: Chunks,
}

/// Why a file was not sent.
enum Failed {
    /// The server has lost some of it, which is not here any more either.
    Anew,
    Unsent(Unsent),
}

impl From<Unsent> for Failed {
    fn from(unsent: Unsent) -> Self {
        Self::Unsent(unsent)
    }
}

impl Carrier<'_> {
    /// Until the server has proven that it has all of them. If one is hindered nothing else is sent.
    pub(in crate::commands) fn carry(
        &self,
        files: &mut Files,
        talk: &Talk<'_>,
    ) -> Result<(), Unsent> {
        for place in std::mem::take(&mut files.dropped) {
            self.forget(&self.reporter.blob(&self.letter, place));
        }
        if files.items.iter().all(|item| item.sent.is_some()) {
            return Ok(());
        }
        talk.tell("files-announcing");
        let mut begun: Vec<(usize, Begun)> = Vec::new();
        let done = self.announce_all(files, &mut begun, talk).and_then(|()| {
            talk.tell("files-sending");
            while !begun.is_empty() {
                let (number, one) = begun.remove(0);
                self.send(files, number, one, talk)?;
            }
            Ok(())
        });
        // What was only announced is in nobody's way.
        for (_, one) in &begun {
            self.forget(&one.id);
        }
        done
    }

    fn announce_all(
        &self,
        files: &mut Files,
        begun: &mut Vec<(usize, Begun)>,
        talk: &Talk<'_>,
    ) -> Result<(), Unsent> {
        for number in 0..files.items.len() {
            if files.items.get(number).is_some_and(|item| item.sent.is_none()) {
                begun.push((number, self.announce(files, number, talk)?));
            }
        }
        Ok(())
    }

    /// Makes room for it on the server.
    fn announce(&self, files: &mut Files, number: usize, talk: &Talk<'_>) -> Result<Begun, Unsent> {
        let item = files.items.get(number).ok_or(Unsent::Refused)?;
        let (file, bytes) = (item.called(number), item.bytes);
        let hindered = |why| Unsent::Hindered { file: file.clone(), why };
        let sealing = Chunks::begin(bytes).map_err(|_| Unsent::Refused)?;
        let size = sealing.size();
        let body = serde_json::to_vec(&BlobAnnounced { bytes: size });
        let body = body.map_err(|_| Unsent::Refused)?;
        for _ in 0..TRIES {
            let id = self.reporter.blob(&self.letter, place(files, number)?);
            let price = price(self.arrived, talk, None)?;
            if size.bytes() > price.blob_bytes {
                return Err(hindered(Hindered::TooLarge(price.blob_bytes)));
            }
            let withdraw = self.reporter.withdraw_hash(&id);
            let bits = size.stamp_bits(price.stamp_bits);
            let stamp = self.stamp(&id, &body, &withdraw, price.day, bits)?;
            match self.put_announcement(&id, &body, &stamp, &withdraw, talk)? {
                201 => return Ok(Begun { id, withdraw, sealing }),
                402 => {}
                413 => return Err(hindered(Hindered::TooLarge(price.blob_bytes))),
                507 => return Err(hindered(Hindered::NoRoom)),
                // What an earlier try has left there is in the way: it was sealed to another key.
                200 | 409 => self.forget(&id),
                410 => {
                    if let Some(item) = files.items.get_mut(number) {
                        item.place = None;
                    }
                }
                _ => return Err(Unsent::Refused),
            }
        }
        Err(Unsent::Refused)
    }

    fn stamp(
        &self,
        id: &Id,
        body: &[u8],
        withdraw: &Digest,
        day: Day,
        bits: u8,
    ) -> Result<Stamp, Unsent> {
        let subject = Subject {
            instance: &self.arrived.trusted.roster.instance,
            method: "POST",
            path: &api::blob_path(id),
            ahead: None,
            withdraw,
            body: &Digest::of(body),
        };
        let search = StampSearch::begin(&subject, day, bits).map_err(|_| Unsent::TooDear)?;
        Ok(search.finish())
    }

    /// The status. A full disk is no matter of waiting here.
    fn put_announcement(
        &self,
        id: &Id,
        body: &[u8],
        stamp: &Stamp,
        withdraw: &Digest,
        talk: &Talk<'_>,
    ) -> Result<u16, Unsent> {
        ask(talk, &[507], || self.arrived.visitor.announce_blob(id, body, stamp, withdraw))
            .map(|answer| answer.status)
    }

    fn send(
        &self,
        files: &mut Files,
        number: usize,
        mut begun: Begun,
        talk: &Talk<'_>,
    ) -> Result<(), Unsent> {
        for _ in 0..TRIES {
            let item = files.items.get(number).ok_or(Unsent::Refused)?;
            let id = begun.id;
            match self.send_sealed(item, number, begun, talk) {
                Ok(sent) => {
                    talk.item(&told(item, number, &talk.page.say("file-there", &[])));
                    if let Some(item) = files.items.get_mut(number) {
                        item.sent = Some(sent);
                    }
                    return Ok(());
                }
                Err(Failed::Unsent(unsent)) => {
                    self.forget(&id);
                    return Err(unsent);
                }
                Err(Failed::Anew) => {
                    self.forget(&id);
                    begun = self.announce(files, number, talk)?;
                }
            }
        }
        Err(Unsent::Refused)
    }

    fn send_sealed(
        &self,
        item: &Item,
        number: usize,
        Begun { id, withdraw, mut sealing }: Begun,
        talk: &Talk<'_>,
    ) -> Result<BlobRef, Failed> {
        let changed = || Unsent::Hindered { file: item.called(number), why: Hindered::Changed };
        let seal = |error| match error {
            BlobError::Changed => changed(),
            BlobError::TooLarge | BlobError::Container => Unsent::Refused,
        };
        let mut lane = Lane { carrier: self, id, next: 0, of: sealing.size().chunks() };
        let words = |percent: u64| {
            let part = talk.page.say("files-part", &[("percent", percent.into())]);
            talk.item(&told(item, number, &part));
        };
        let mut content = item.content().map_err(|_| changed())?;
        let mut piece = Zeroizing::new(vec![0; PIECE]);
        loop {
            let read = content.read(&mut piece).map_err(|_| changed())?;
            if read == 0 {
                break;
            }
            sealing.write(piece.get(..read).unwrap_or_default()).map_err(seal)?;
            lane.take_from(&mut sealing, words, talk)?;
        }
        while !sealing.pad().map_err(seal)? {
            lane.take_from(&mut sealing, words, talk)?;
        }
        lane.take_from(&mut sealing, words, talk)?;
        let Finished { last, secrets, sha256 } = sealing.finish().map_err(seal)?;
        if !last.is_empty() {
            lane.put(&last, words, talk)?;
        }
        self.finish(&id, &sha256, &withdraw, talk)?;
        Ok(BlobRef {
            id,
            key: secrets.key,
            name: String::new(),
            media_type: item.kind.media_type().to_owned(),
            size: item.bytes,
            sha256: secrets.sha256,
            cleaned: item.cleaned,
        })
    }

    /// Until the server has proven that it has all of it.
    fn finish(
        &self,
        id: &Id,
        sha256: &Digest,
        withdraw: &Digest,
        talk: &Talk<'_>,
    ) -> Result<(), Failed> {
        let body = serde_json::to_vec(&BlobFinished { sha256: *sha256 });
        let body = body.map_err(|_| Unsent::Refused)?;
        let roster = &self.arrived.trusted.roster;
        let status = persist_with(talk, None, || {
            let answer = self.arrived.visitor.finish_blob(id, &body).map_err(offline)?;
            let Answer { status, body } = patient(answer, &[])?;
            if matches!(status, 200 | 201) {
                let acceptance = json::parse::<Acceptance>(&body, ANSWER_MAX).ok();
                let (instance, key) = (&roster.instance, &roster.server_key);
                let proves = |it: Acceptance| it.proves_blob(instance, key, id, sha256, withdraw);
                if !acceptance.is_some_and(proves) {
                    return Err(Trouble::Again("sending-false", RemoteError::Unproven.into()));
                }
            }
            Ok(status)
        })?;
        match status {
            200 | 201 => Ok(()),
            404 | 409 => Err(Failed::Anew),
            _ => Err(Unsent::Refused.into()),
        }
    }

    /// Takes back what is not needed, as far as the network lets; what stays is removed by the server.
    fn forget(&self, id: &Id) {
        let token = self.reporter.withdraw_token_text(id);
        let _ = self.arrived.visitor.erase_blob(id, &token);
    }
}

/// The chunks of a file, one after the other.
struct Lane<'a> {
    carrier: &'a Carrier<'a>,
    id: Id,
    next: u32,
    of: u32,
}

impl Lane<'_> {
    fn take_from(
        &mut self,
        sealing: &mut Chunks,
        words: impl Fn(u64),
        talk: &Talk<'_>,
    ) -> Result<(), Failed> {
        while let Some(chunk) = sealing.take() {
            self.put(&chunk, &words, talk)?;
        }
        Ok(())
    }

    fn put(&mut self, chunk: &[u8], words: impl Fn(u64), talk: &Talk<'_>) -> Result<(), Failed> {
        let (id, number) = (&self.id, self.next);
        let visitor = &self.carrier.arrived.visitor;
        let answer = ask(talk, &[], || visitor.put_chunk(id, number, chunk))?;
        match answer.status {
            204 => {}
            404 => return Err(Failed::Anew),
            _ => return Err(Unsent::Refused.into()),
        }
        let tenths = |chunks: u32| u64::from(chunks) * TENTH / u64::from(self.of.max(1));
        let is_told = tenths(number + 1) > tenths(number) && number + 1 < self.of;
        if is_told {
            words(tenths(number + 1) * TENTH);
        }
        self.next = number + 1;
        Ok(())
    }
}

/// The place of a file, from which its id is derived. Of a place that was used the server may keep the
/// id for ever.
fn place(files: &mut Files, number: usize) -> Result<u8, Unsent> {
    let Files { items, used, .. } = files;
    let item = items.get_mut(number).ok_or(Unsent::Refused)?;
    if let Some(place) = item.place {
        return Ok(place);
    }
    if usize::from(*used) >= LETTER_BLOBS_MAX {
        return Err(Unsent::Draft(DraftError::Blobs));
    }
    item.place = Some(*used);
    *used += 1;
    Ok(*used - 1)
}

/// Until there is an answer that means something.
fn ask(
    talk: &Talk<'_>,
    but: &[u16],
    mut ask: impl FnMut() -> Result<Answer, RemoteError>,
) -> Result<Answer, Unsent> {
    persist_with(talk, None, || patient(ask().map_err(offline)?, but))
}

/// An answer that means something, unless it is one of these.
fn patient(answer: Answer, but: &[u16]) -> Result<Answer, Trouble> {
    let is_busy = BUSY.contains(&answer.status) && !but.contains(&answer.status);
    if is_busy {
        return Err(Trouble::Again("sending-busy", RemoteError::Unexpected.into()));
    }
    Ok(answer)
}

fn told(item: &Item, number: usize, words: &str) -> String {
    format!("{}: {words}", item.called(number))
}
