//! `dauys verify-site`: whether a server shows to everybody what was published.

use dauys_crypto::card::Card;
use dauys_wire::limits::SITE_JSON_MAX;
use schemars::JsonSchema;
use serde::Serialize;

use crate::address::{AddressError, PageAddress};
use crate::cli::{Global, VerifySite};
use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::print::{Print, Tone};
use crate::site::{Finding, Question, Verdict, Voucher, verify};
use crate::text::Message;
use crate::{clock, files, message};

/// A card has some 2,400 bytes.
const CARD_MAX: usize = 8_192;

/// What came of it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    /// Whether everything is as it was published.
    holds: bool,
    /// Where it was asked.
    origin: &'a str,
    /// Who says that the list of files is right.
    vouched_by: &'a [Voucher],
    /// How many files the page has.
    files: usize,
    /// How many answers were held against it.
    answers: usize,
    /// Whether it was looked whether the roster has a card.
    card_checked: bool,
    findings: &'a [Finding],
}

pub(super) fn run(args: &VerifySite, global: &Global, print: &Print) -> Result<(), Failure> {
    let address = PageAddress::parse(&args.address)?;
    if address.fragment.root.is_none() {
        return Err(AddressError::NoKey.into());
    }
    if address.is_onion() && args.proxy.is_none() {
        return Err(Failure::new(Exit::Usage, message!("visit-onion")));
    }
    let built = args.list.as_ref().map(|path| files::read(path, SITE_JSON_MAX)).transpose()?;
    let card = card(args, global)?;
    let question = Question {
        address: &address,
        proxy: args.proxy.as_deref(),
        built: built.as_deref(),
        publisher: args.publisher.as_ref(),
        card: card.as_ref(),
        today: clock::today(),
    };
    let bar = print.answers();
    let verdict = verify(&question, |done, all| bar.reach(done, all))?;
    drop(bar);
    tell(&verdict, print);
    let holds = verdict.findings.is_empty();
    print.json(&View {
        holds,
        origin: &address.origin,
        vouched_by: &verdict.vouchers,
        files: verdict.files,
        answers: verdict.answers,
        card_checked: card.is_some(),
        findings: &verdict.findings,
    });
    if holds {
        return Ok(());
    }
    let failure = Failure::new(Exit::Refused, message!("verify-site-altered"));
    Err(Failure { is_alarm: true, ..failure }.told())
}

/// The one that is named, or that of the keys on this machine.
fn card(args: &VerifySite, global: &Global) -> Result<Option<Card>, Failure> {
    let own = Home::locate(global.home.as_ref()).card();
    let path = match &args.card {
        Some(path) => path.clone(),
        None if own.is_file() => own,
        None => return Ok(None),
    };
    let text = files::read_text(&path, CARD_MAX)?;
    let shown = path.display().to_string();
    let refused = |_| Failure::new(Exit::Refused, message!("org-not-a-card", path = shown));
    Card::parse(&text).map(Some).map_err(refused)
}

fn tell(verdict: &Verdict, print: &Print) {
    for voucher in &verdict.vouchers {
        print.say(&match voucher {
            Voucher::OwnBuild => message!("verify-site-own-build"),
            Voucher::Publisher => message!("verify-site-publisher"),
            Voucher::Organisation => message!("verify-site-organisation"),
        });
    }
    for finding in &verdict.findings {
        print.say_in(Tone::Urgent, &finding.sentence());
        if !finding.clients.is_empty() {
            let clients = finding.clients.join(", ");
            print.say_in(Tone::Quiet, &message!("verify-site-shown-to", clients = clients));
        }
    }
    if verdict.findings.is_empty() {
        let (files, answers) = (verdict.files, verdict.answers);
        print.say(&message!("verify-site-holds", files = files, answers = answers));
    }
}

impl Finding {
    fn sentence(&self) -> Message {
        use crate::site::Code as C;
        let path = self.path.as_str();
        let header = self.header.as_deref().unwrap_or_default();
        match self.code {
            C::NoList => message!("found-no-list", path = path),
            C::ListDiffers => message!("found-list-differs", path = path),
            C::Unvouched => message!("found-unvouched"),
            C::PublisherSignature => message!("found-publisher-signature", path = path),
            C::OrganisationSignature => message!("found-organisation-signature", path = path),
            C::Unanswered => message!("found-unanswered", path = path),
            C::Redirect => message!("found-redirect", path = path),
            C::Status => message!("found-status", path = path),
            C::Content => message!("found-content", path = path),
            C::Coding => message!("found-coding", path = path),
            C::HeaderMissing => message!("found-header-missing", path = path, header = header),
            C::HeaderOther => message!("found-header-other", path = path, header = header),
            C::HeaderAdded => message!("found-header-added", path = path, header = header),
            C::RosterMalformed => message!("found-roster-malformed"),
            C::RosterSignature => message!("found-roster-signature"),
            C::RosterOrigin => message!("found-roster-origin"),
            C::RosterExpired => message!("found-roster-expired"),
            C::Clock => message!("found-clock"),
            C::Questionnaire => message!("found-questionnaire"),
            C::Help => message!("found-help"),
            C::Channel => message!("found-channel"),
            C::OwnEntry => message!("found-own-entry"),
        }
    }
}
