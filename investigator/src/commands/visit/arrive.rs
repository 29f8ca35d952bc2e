//! Arriving: where the server is, whether it is the real one, and what she should know before she
//! goes on. Refusing means no questions, a plain reason, and no way on.

use dauys_crypto::roster::{Confirmed, Refusal, Trusted, Visit, safety_number, trust};
use dauys_wire::Day;
use dauys_wire::roster::Channel;

use super::help;
use super::refusal::refuse;
use super::send::{Trouble, persist};
use super::talk::{Talk, not_done};
use crate::address::PageAddress;
use crate::cli::Reach;
use crate::failure::{Exit, Failure};
use crate::remote::visitor::Visitor;
use crate::remote::{Published, RemoteError};
use crate::text::Language;
use crate::{clock, message};

/// Tries before she is told that the server cannot be reached: nothing is lost yet.
pub(in crate::commands) const TRIES: usize = 4;

/// A server that was verified.
pub(in crate::commands) struct Arrived {
    pub(in crate::commands) visitor: Visitor,
    pub(in crate::commands) trusted: Trusted,
}

/// Asks for the address if there is none, fetches what is published there, and verifies it.
pub(in crate::commands) fn arrive(reach: Reach, talk: &mut Talk<'_>) -> Result<Arrived, Failure> {
    // Whoever cannot read this line needs it.
    let other = |language: &Language| format!("--lang {}", language.code());
    talk.print.line(&Language::ALL.iter().map(other).collect::<Vec<_>>().join("   "));
    let address = match reach.address {
        Some(text) => {
            let address = PageAddress::parse(&text)?;
            talk.say(&message!("visit-address-history"));
            address
        }
        None => ask_address(talk)?,
    };
    let proxy = reach.proxy.as_deref();
    if address.is_onion() && proxy.is_none() {
        return Err(Failure::new(Exit::Usage, message!("visit-onion")));
    }
    let visitor = Visitor::new(&address.origin, proxy)?;
    talk.say(&match proxy {
        Some(_) => message!("visit-proxy"),
        None => message!("visit-no-proxy"),
    });
    talk.tell("standing-checking");
    let (published, server_day) = persist(talk, Some(TRIES), || {
        let published = visitor.published().map_err(unreachable)?;
        Ok((published, visitor.health().map_err(unreachable)?.day))
    })?;
    let trusted = verify(&published, &address, server_day, talk)?;
    tell_standing(&trusted, talk);
    Ok(Arrived { visitor, trusted })
}

/// Worth another try.
pub(in crate::commands) fn unreachable(error: RemoteError) -> Trouble {
    Trouble::Again("enter-offline", error.into())
}

fn ask_address(talk: &mut Talk<'_>) -> Result<PageAddress, Failure> {
    loop {
        match PageAddress::parse(&talk.ask(&message!("visit-ask-address"))?) {
            Ok(address) => return Ok(address),
            Err(error) => talk.say(&Failure::from(error).message),
        }
    }
}

/// Her own word on the date goes before the machine's; it must still agree with the server's.
fn verify(
    published: &Published,
    address: &PageAddress,
    server_day: Day,
    talk: &mut Talk<'_>,
) -> Result<Trusted, Failure> {
    let mut day = clock::today();
    let mut asked = false;
    loop {
        let visit = Visit {
            fragment: &address.fragment,
            origin: Some(&address.origin),
            server_day,
            device_day: day,
            seen_version: None,
        };
        let Published { roster, minisig, questionnaire } = published;
        match trust(roster, minisig, questionnaire, &visit) {
            Ok(trusted) => return Ok(trusted),
            Err(Refusal::Clocks) => {
                if asked {
                    talk.tell("clocks-still");
                } else {
                    tell_clocks(day, server_day, talk);
                }
                day = ask_day(talk)?;
                asked = true;
            }
            Err(refusal) => return Err(refuse(refusal, talk)),
        }
    }
}

fn tell_clocks(device: Day, server: Day, talk: &Talk<'_>) {
    talk.title("clocks-title");
    let [device, server] = [device, server].map(|day| talk.page.day(day));
    talk.tell_with("clocks-days", &[("device", device.into()), ("server", server.into())]);
    talk.tell("clocks-why");
}

fn ask_day(talk: &mut Talk<'_>) -> Result<Day, Failure> {
    loop {
        if let Ok(day) = Day::parse(&talk.ask(&message!("visit-ask-day"))?) {
            return Ok(day);
        }
        talk.say(&message!("ask-malformed"));
    }
}

/// Whose it is, and whether that was checked.
fn tell_standing(trusted: &Trusted, talk: &Talk<'_>) {
    let organisation = talk.pick(&trusted.roster.organisation.name);
    let values = [("organisation", organisation.into())];
    if trusted.root_checked {
        return talk.tell_with("standing-checked", &values);
    }
    talk.tell_with("standing-unchecked", &values);
    tell_unchecked(trusted, talk);
}

/// The address carried no key: the number to compare, and plain words.
pub(super) fn tell_unchecked(trusted: &Trusted, talk: &Talk<'_>) {
    if trusted.root_checked {
        return;
    }
    talk.warn("unchecked-title", &[]);
    talk.tell("unchecked-compare");
    talk.print.line(&format!("    {}", safety_number(&trusted.roster.root)));
    talk.tell("unchecked-otherwise");
}

/// What the page's first screens say: who will read it, how she is protected and how she is not.
pub(in crate::commands) fn welcome(arrived: &Arrived, talk: &mut Talk<'_>) -> Result<(), Failure> {
    talk.title("landing-title");
    talk.tell("landing-lead");
    talk.tell("safety-before");
    talk.print.line("  dauys thread");
    talk.title("who-title");
    for channel in &arrived.trusted.roster.channels {
        tell_channel(channel, &arrived.trusted, talk);
    }
    talk.tell("who-choose");
    talk.tell("who-shut-out");
    list(talk, "after-title", &["after-code", "after-read", "after-return"]);
    let protected = ["protected-sealed", "protected-nothing-asked", "protected-day"];
    list(talk, "protected-title", &protected);
    let unprotected =
        ["unprotected-device", "unprotected-words", "unprotected-readers", "unprotected-code"];
    list(talk, "unprotected-title", &unprotected);
    talk.title("safety-title");
    for message in
        [message!("visit-own-machine"), message!("visit-kept"), message!("visit-recorded")]
    {
        talk.item(&talk.text().say(&message));
    }
    talk.point("safety-screen");
    talk.point("safety-danger");
    loop {
        match talk.ask(&message!("visit-ask-begin"))?.as_str() {
            "" => return Ok(()),
            "1" => help::show(arrived, talk),
            "q" => return Err(not_done()),
            _ => talk.say(&message!("ask-malformed")),
        }
    }
}

fn list(talk: &Talk<'_>, title: &str, points: &[&str]) {
    talk.title(title);
    for key in points {
        talk.point(key);
    }
}

fn tell_channel(channel: &Channel, trusted: &Trusted, talk: &Talk<'_>) {
    let [name, about] = [&channel.name, &channel.about].map(|text| talk.pick(text));
    talk.item(&format!("{name}. {about} {}", standing(channel, trusted, talk)));
}

/// How independent a channel is, and who vouches for its people.
pub(super) fn standing(channel: &Channel, trusted: &Trusted, talk: &Talk<'_>) -> String {
    if !channel.independent {
        return talk.page.say("channel-inside", &[]);
    }
    let vouched = match trusted.confirmed(channel) {
        Confirmed::ByItself => talk.page.say("channel-itself", &[]),
        Confirmed::ByOrganisation => talk.page.say("channel-organisation", &[]),
    };
    format!("{} {vouched}", talk.page.say("channel-independent", &[]))
}
