//! Whether a server shows to everybody the page that was published, and the list of readers that the
//! organisation signed: asked from outside, as its visitors ask (docs/PROTOCOL.md, section 15).
//!
//! Nothing that the server says of itself is believed. What its files are to be comes from a build of
//! one's own, or from a list that the publisher or the organisation signed; the organisation's key comes
//! with the address.

mod answer;
pub mod clients;
mod organisation;
mod probe;
mod vouch;

use std::collections::BTreeMap;

use dauys_crypto::card::Card;
use dauys_wire::site::{MANIFEST_PATH, Manifest};
use dauys_wire::{Day, PublicKey};
use rand::rngs::OsRng;
use rand::seq::SliceRandom as _;
use schemars::JsonSchema;
use serde::Serialize;

use self::clients::{CLIENTS, Client, Destination};
use self::probe::{Plan, Probe};
pub use self::vouch::Voucher;
use crate::address::PageAddress;
use crate::remote::RemoteError;
use crate::remote::browser::Browser;

/// What is asked about.
pub struct Question<'a> {
    /// Where the page lives, and the key that it has to be of.
    pub address: &'a PageAddress,
    /// Through which proxy everything is asked.
    pub proxy: Option<&'a str>,
    /// The list of a build of one's own: the exact bytes of `site.json`.
    pub built: Option<&'a [u8]>,
    /// The key of the publisher.
    pub publisher: Option<&'a PublicKey>,
    /// Of whoever asks, if they investigate.
    pub card: Option<&'a Card>,
    /// By the clock of this machine.
    pub today: Day,
}

/// What is not as it has to be. Codes stay; their words may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "code")]
pub enum Code {
    /// There is no list of the page's files, or it is not one.
    NoList,
    /// The server's list is not the one of the build it was held against.
    ListDiffers,
    /// Nobody who is trusted says that the list is right.
    Unvouched,
    /// The publisher's signature of the list does not hold.
    PublisherSignature,
    /// The organisation's signature of the list does not hold.
    OrganisationSignature,
    /// No answer.
    Unanswered,
    /// It leads elsewhere.
    Redirect,
    /// Another status.
    Status,
    /// Other bytes.
    Content,
    /// Packed in a way that was not asked for, or that cannot be unpacked.
    Coding,
    /// A header is missing.
    HeaderMissing,
    /// A header has another value, or stands twice.
    HeaderOther,
    /// A header that nobody announced.
    HeaderAdded,
    /// The roster is not one, or contradicts itself.
    RosterMalformed,
    /// The roster is not signed by the key of the address.
    RosterSignature,
    /// The roster does not say that the page lives here.
    RosterOrigin,
    /// The roster's last day is over.
    RosterExpired,
    /// The server's day is not today.
    Clock,
    /// The questions are not those that were signed.
    Questionnaire,
    /// The help directory is not the one that was signed.
    Help,
    /// A channel's entry is not what the channel itself signed.
    Channel,
    /// Whoever asks is in the roster with other keys, or not at all.
    OwnEntry,
}

/// One thing that is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "finding")]
pub struct Finding {
    /// What.
    pub code: Code,
    /// Where: the path that was asked for.
    pub path: String,
    /// Which header, if it is one.
    pub header: Option<String>,
    /// Who was shown it, of all who asked.
    pub clients: Vec<String>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Who says that the list of files is right.
    pub vouchers: Vec<Voucher>,
    /// How many files the page has.
    pub files: usize,
    /// How many answers were compared.
    pub answers: usize,
    /// In the order of their codes.
    pub findings: Vec<Finding>,
}

/// What was found so far: by code, path and header who was shown it.
#[derive(Default)]
struct Findings(BTreeMap<(Code, String, Option<String>), Vec<String>>);

impl Findings {
    fn add(&mut self, code: Code, path: &str, header: Option<&str>, client: Option<&Client>) {
        let key = (code, path.to_owned(), header.map(str::to_owned));
        self.0.entry(key).or_default().extend(client.map(Client::name));
    }

    fn list(self) -> Vec<Finding> {
        let finding = |((code, path, header), mut clients): (_, Vec<String>)| {
            clients.sort();
            clients.dedup();
            Finding { code, path, header, clients }
        };
        self.0.into_iter().map(finding).collect()
    }
}

/// Asks for everything as everybody, and compares. `asked` hears how many answers have come of how many.
///
/// What only checks ask for (the list, its signatures, paths that are not there) is asked last: a server
/// that waits for it has by then shown its page to everybody. Only without a list of one's own the
/// server's has to come first.
///
/// An error means that there was no answer to the first question; later ones are findings.
pub fn verify(
    question: &Question<'_>,
    asked: impl Fn(usize, usize),
) -> Result<Verdict, RemoteError> {
    let mut findings = Findings::default();
    let shown = organisation::fetch(question)?;
    let onions = organisation::check(question, &shown, &mut findings);
    let first = question.built.is_none().then(|| vouch::ask(question)).transpose()?;
    let own = question.built.or(first.as_ref().map(|list| list.json.as_slice()));
    let json = own.unwrap_or_default().to_vec();
    let Ok(manifest) = Manifest::parse(&json) else {
        findings.add(Code::NoList, MANIFEST_PATH, None, None);
        return Ok(Verdict { findings: findings.list(), ..Verdict::default() });
    };
    let plan = Plan::of(&manifest, &json, &shown);
    let all = plan.count() * CLIENTS.len();
    let mut visits = Visits { question, manifest: &manifest, onions: &onions, done: 0, all, asked };
    visits.ask(&plan.usual, &mut findings)?;
    let list = first.map_or_else(|| vouch::ask(question), Ok)?;
    let vouchers = vouch::judge(question, &list, &json, &mut findings);
    visits.ask(&plan.telling, &mut findings)?;
    let files = manifest.files.len();
    Ok(Verdict { vouchers, files, answers: all, findings: findings.list() })
}

/// Everybody's visits.
struct Visits<'a, A> {
    question: &'a Question<'a>,
    manifest: &'a Manifest,
    onions: &'a [String],
    done: usize,
    all: usize,
    asked: A,
}

impl<A: Fn(usize, usize)> Visits<'_, A> {
    /// In an order that no two checks share, each visitor over a connection of their own: a server that
    /// waits for a pattern has none.
    fn ask(&mut self, probes: &[Probe], findings: &mut Findings) -> Result<(), RemoteError> {
        let origin = self.question.address.origin.as_str();
        let rules = answer::Rules { manifest: self.manifest, origin, onions: self.onions };
        let mut clients = CLIENTS;
        clients.shuffle(&mut OsRng);
        for client in &clients {
            let mut browser = Browser::new(origin, self.question.proxy)?;
            let mut probes: Vec<&Probe> = probes.iter().collect();
            probes.shuffle(&mut OsRng);
            for probe in probes {
                match browser.ask(&probe.head(client, origin, &browser.authority())) {
                    Ok(seen) => rules.compare(&seen, probe, client, findings),
                    Err(_) => findings.add(Code::Unanswered, &probe.path, None, Some(client)),
                }
                self.done += 1;
                (self.asked)(self.done, self.all);
            }
        }
        Ok(())
    }
}

/// As whom the first questions are asked, and the last ones.
const FIRST: Client = CLIENTS[4];

/// Fetches something as a page does; none if it is not there.
fn fetch(
    browser: &mut Browser,
    question: &Question<'_>,
    path: &str,
) -> Result<Option<Vec<u8>>, RemoteError> {
    let origin = question.address.origin.as_str();
    let head = FIRST.head("GET", path, Destination::Fetch, origin, &browser.authority());
    let seen = browser.ask(&head)?;
    Ok(if seen.status == 200 { answer::unpack(&seen, &FIRST) } else { None })
}
