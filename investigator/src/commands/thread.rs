//! `dauys thread`: coming back with the code, as on the page: the answers, what is missing or
//! wrong, writing more, taking back.

mod erase;
mod experience;
mod others;
mod own;
mod problems;
mod promises;
mod reading;
mod write;

use dauys_crypto::code::{Code, CodeError};
use dauys_crypto::conversation::{BUCKET_BYTES_MAX, Conversation, Fetched, Gathered};
use dauys_crypto::letter::ReporterKind;
use dauys_crypto::roster::Trusted;
use dauys_crypto::state::State;
use dauys_crypto::thread::{Reporter, buckets};
use dauys_wire::{Day, Id};

use super::visit::arrive::{self, Arrived};
use super::visit::send::persist;
use super::visit::talk::{Talk, number};
use super::visit::visit;
use crate::cli::Thread;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::remote::RemoteError;

pub(super) fn run(args: Thread, print: &Print) -> Result<(), Failure> {
    visit(print, |talk| {
        let arrived = arrive::arrive(args.reach, talk)?;
        let reporter = enter(&arrived, talk)?;
        talk.shows();
        let mut thread = Hers::new(&arrived, &reporter);
        talk.tell("enter-fetching");
        persist(talk, Some(arrive::TRIES), || thread.collect().map_err(arrive::unreachable))?;
        thread.go(talk)
    })
}

/// Until what she typed is a code. Nothing is asked of the server about it before.
fn enter(arrived: &Arrived, talk: &mut Talk<'_>) -> Result<Reporter, Failure> {
    talk.title("enter-title");
    talk.tell("enter-hint");
    let mut typed = talk.ask_hidden(&message!("visit-ask-code"))?;
    loop {
        if typed.is_empty() {
            typed = talk.ask(&message!("visit-ask-code-shown"))?;
        }
        match Code::parse(&typed) {
            Ok(code) => {
                return Ok(Reporter::derive(&code, "", &arrived.trusted.roster.instance));
            }
            Err(error) => talk.warn(mistyped(error), &[]),
        }
        typed = talk.ask_hidden(&message!("visit-ask-code"))?;
    }
}

const fn mistyped(error: CodeError) -> &'static str {
    match error {
        CodeError::Length => "code-length",
        CodeError::NotADigit => "code-digit",
        CodeError::CheckDigits => "code-check",
    }
}

/// Her thread in this visit.
struct Hers<'a> {
    arrived: &'a Arrived,
    reporter: &'a Reporter,
    collected: Conversation,
    /// What was hers of all that was tried.
    gathered: Gathered,
    fetched: Fetched,
    /// Of the letters that were accepted in this visit: nobody who answers can know them yet.
    signed: Vec<State>,
    /// The day under which her last letter was accepted.
    taken: Option<Day>,
    /// Whether she has said in this visit how it was for her.
    has_told: bool,
}

/// A line of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Write,
    Punished,
    Another,
    Experience,
    Who,
    Name,
    Own,
    Withdraw,
    Again,
}

impl<'a> Hers<'a> {
    fn new(arrived: &'a Arrived, reporter: &'a Reporter) -> Self {
        Self {
            arrived,
            reporter,
            collected: Conversation::default(),
            gathered: Gathered::default(),
            fetched: Fetched::default(),
            signed: Vec::new(),
            taken: None,
            has_told: false,
        }
    }

    /// Fetches all that could be hers and opens what is. Every code asks for the same.
    fn collect(&mut self) -> Result<(), RemoteError> {
        let Arrived { visitor, trusted } = self.arrived;
        let day = visitor.health()?.day;
        self.fetched.begin();
        for bucket in buckets(&self.reporter.thread(), &trusted.roster, day) {
            let answer = visitor.bucket(bucket, BUCKET_BYTES_MAX)?;
            self.fetched.take(trusted.roster.cover, answer.status, &answer.body);
        }
        self.open();
        Ok(())
    }

    /// Tries every file of what was fetched.
    fn open(&mut self) {
        let Trusted { roster, day, .. } = &self.arrived.trusted;
        for file in self.fetched.take_fresh() {
            self.gathered.take(&file, self.reporter, roster);
        }
        self.collected = self.gathered.fold(&self.signed, roster, *day);
    }

    /// Until she has finished. What she does not send is not lost by an answer that fails to come.
    fn go(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        let mut is_shown = false;
        loop {
            if !is_shown {
                self.show(talk);
            }
            let Some(way) = self.ask_way(talk)? else {
                talk.tell("done-destroy");
                return Ok(());
            };
            // What she sent stands below the answers, not above them.
            is_shown = way == Way::Own;
            match way {
                Way::Write => self.write(ReporterKind::Message, talk)?,
                Way::Punished => self.write(ReporterKind::Retaliation, talk)?,
                Way::Another => self.ask_another(talk)?,
                Way::Experience => self.tell_experience(talk)?,
                Way::Who => self.show_who(talk)?,
                Way::Name => self.name(talk)?,
                Way::Own => self.show_own(talk)?,
                Way::Withdraw => self.withdraw(talk)?,
                Way::Again => {
                    talk.tell("enter-fetching");
                    if self.collect().is_err() {
                        talk.warn("enter-failed", &[]);
                    }
                }
            }
        }
    }

    fn ask_way(&self, talk: &mut Talk<'_>) -> Result<Option<Way>, Failure> {
        let ways = self.ways();
        talk.print.line("");
        for (place, way) in ways.iter().enumerate() {
            talk.print.paragraph(&format!("{:>3}", place + 1), 5, &name(*way, talk));
        }
        loop {
            let typed = talk.ask(&message!("visit-ask-way"))?;
            if typed.is_empty() || *typed == "q" {
                return Ok(None);
            }
            if let Some(way) = number(&typed, ways.len()).and_then(|n| ways.get(n - 1)) {
                return Ok(Some(*way));
            }
            talk.say(&message!("filing-options", most = ways.len()));
        }
    }

    /// As on the page.
    fn ways(&self) -> Vec<Way> {
        if !self.may_write() {
            return vec![Way::Own, Way::Again];
        }
        let mut ways = vec![Way::Write, Way::Punished];
        let is_read = !self.staying().is_empty();
        ways.extend((is_read && !self.offered().is_empty()).then_some(Way::Another));
        let is_over = self.collected.has_outcome() && !self.is_withdrawn();
        let is_asked = is_read && is_over && !self.has_told;
        ways.extend(is_asked.then_some(Way::Experience));
        ways.extend([Way::Who, Way::Name, Way::Own, Way::Withdraw, Way::Again]);
        ways
    }

    /// Not on a list of people that is older than one she was shown.
    fn may_write(&self) -> bool {
        let state = self.collected.state.as_ref();
        state.is_none_or(|state| state.roster <= self.arrived.trusted.roster.version)
    }

    /// Whom she writes to unless she chooses anew: the readers of her newest state who still read.
    fn staying(&self) -> Vec<Id> {
        let to = self.collected.state.iter().flat_map(|state| &state.to);
        to.copied().filter(|id| !self.collected.left.contains(id)).collect()
    }

    fn is_withdrawn(&self) -> bool {
        self.collected.state.as_ref().is_some_and(|state| state.withdrawn.is_some())
    }
}

fn name(way: Way, talk: &Talk<'_>) -> String {
    let key = match way {
        Way::Write => "thread-write",
        Way::Punished => return talk.text().say(&message!("visit-punished")),
        Way::Another => "another-title",
        Way::Experience => "experience-title",
        Way::Who => "shut-open",
        Way::Name => "name-give",
        Way::Own => "thread-own",
        Way::Withdraw => "thread-withdraw",
        Way::Again => "thread-again",
    };
    talk.page.say(key, &[])
}

/// She must say yes to what the server learns by it.
fn consents(key: &str, talk: &mut Talk<'_>) -> Result<bool, Failure> {
    talk.tell(key);
    talk.agrees(&message!("visit-ask-sure"))
}

/// It cannot be: the state was signed a moment ago.
fn failed(error: dauys_crypto::state::BadState) -> Failure {
    Failure::new(Exit::Failed, message!("visit-state", reason = error.to_string()))
}
