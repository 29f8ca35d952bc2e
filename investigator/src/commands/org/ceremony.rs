//! `dauys org ceremony`: leads people who have never made a key through all of it, in their language: a
//! machine without a network, the key, the channels and their people, the signature, what is written on
//! paper, the copy, and what goes out. Each step is a command of its own too; what was done is not done
//! again when the ceremony is begun once more.

mod copies;
mod machine;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use dauys_crypto::card::Card;
use dauys_wire::roster::is_channel_id;

use self::copies::copy;
use super::{add, channel, form, init, poster, sign};
use crate::cli::{Global, OrgAdd, OrgCeremony, OrgChannel, OrgInit, OrgPoster, OrgSign};
use crate::failure::{Exit, Failure};
use crate::files::FileError;
use crate::org::check::{Report, check};
use crate::org::folder::Folder;
use crate::org::form::FILE;
use crate::org::members::read_card;
use crate::print::{Print, Tone};
use crate::text::Message;
use crate::{ask, clock, files, message};

/// What is read aloud of a hash by telephone: as much as two people can bear.
const ALOUD: usize = 20;
/// A card has some 2,400 bytes.
const CARD_MAX: usize = 8_192;
/// As long as `dauys org sign` takes without being told.
const DAYS: u32 = 90;

/// The folder, and whoever leads.
struct Ceremony<'a> {
    path: &'a Path,
    folder: &'a Folder,
    global: &'a Global,
    print: &'a Print,
}

pub(super) fn run(
    args: &OrgCeremony,
    path: &Path,
    folder: &Folder,
    global: &Global,
    print: &Print,
) -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::new(Exit::Usage, message!("ceremony-nobody")));
    }
    let ceremony = Ceremony { path, folder, global, print };
    ceremony.begin()?;
    ceremony.prepare_machine()?;
    ceremony.make_key()?;
    ceremony.fill_channels()?;
    ceremony.sign()?;
    let report = check(folder, clock::today())?;
    ceremony.write_on_paper(&report)?;
    ceremony.copy_away(args.safe.clone())?;
    ceremony.hand_out(args.carry.clone())?;
    print.say_in(Tone::Heading, &message!("ceremony-end"));
    print.say(&message!("ceremony-put-away"));
    Ok(())
}

impl Ceremony<'_> {
    fn begin(&self) -> Result<(), Failure> {
        self.print.say_in(Tone::Heading, &message!("ceremony-begin"));
        self.print.say(&message!("ceremony-who"));
        self.print.say(&message!("ceremony-ready"));
        self.wait(&message!("ceremony-go-on"))
    }

    fn prepare_machine(&self) -> Result<(), Failure> {
        self.step(&message!("ceremony-step-machine"));
        self.be_offline()?;
        let today = clock::today().to_string();
        if self.agrees(&message!("ceremony-clock", day = today))? {
            return Ok(());
        }
        Err(Failure::new(Exit::Failed, message!("ceremony-clock-wrong")))
    }

    /// Waits until the machine is cut off; where that cannot be seen, until somebody has looked.
    fn be_offline(&self) -> Result<(), Failure> {
        loop {
            match machine::connected() {
                None => return self.wait(&message!("ceremony-blind")),
                Some(networks) if networks.is_empty() => {
                    self.print.say(&message!("ceremony-offline"));
                    return Ok(());
                }
                Some(networks) => {
                    let networks = networks.join(", ");
                    self.print.warn(&message!("ceremony-online", networks = networks));
                    self.wait(&message!("ceremony-cut-off"))?;
                }
            }
        }
    }

    fn make_key(&self) -> Result<(), Failure> {
        self.step(&message!("ceremony-step-key"));
        if self.folder.settings().exists() {
            let version = self.folder.read()?.version;
            self.print.say(&message!("ceremony-there", version = version));
            return Ok(());
        }
        self.print.say(&message!("ceremony-passphrase"));
        init::run(OrgInit::default(), self.path, self.global, self.print)
    }

    /// Until nobody names another one.
    fn fill_channels(&self) -> Result<(), Failure> {
        self.step(&message!("ceremony-step-channels"));
        self.print.say(&message!("ceremony-several"));
        loop {
            self.show_channels()?;
            let question = message!("ceremony-ask-channel");
            let Some(id) =
                self.line(&question, |text| is_channel_id(text).then(|| text.to_owned()))?
            else {
                break;
            };
            channel::run(OrgChannel::named(id.clone()), self.folder, self.print)?;
            self.fill(&id)?;
            self.confirm(&id)?;
        }
        let channels = self.folder.read()?.channels;
        if channels.iter().all(|channel| channel.members.is_empty()) {
            return Err(Failure::new(Exit::Usage, message!("ceremony-no-readers")));
        }
        if channels.len() == 1 {
            self.print.warn(&message!("ceremony-one-channel"));
        }
        Ok(())
    }

    fn show_channels(&self) -> Result<(), Failure> {
        for channel in self.folder.read()?.channels {
            let readers = channel.members.len();
            self.print.say(&message!("ceremony-channel", channel = channel.id, readers = readers));
        }
        Ok(())
    }

    /// A channel's people, each compared by telephone before they are let in.
    fn fill(&self, channel: &str) -> Result<(), Failure> {
        loop {
            let question = message!("ceremony-ask-card", channel = channel);
            let Some(card) = self.line(&question, |text| Some(PathBuf::from(text)))? else {
                return Ok(());
            };
            if let Err(failure) = self.let_in(&card, channel) {
                // A path that was mistyped undoes nothing that was done before.
                self.print.warn(&failure.message);
            }
        }
    }

    fn let_in(&self, path: &Path, channel: &str) -> Result<(), Failure> {
        let card = read_card(path)?;
        let sha256 = Card::number(&files::read_text(path, CARD_MAX)?).to_string();
        let aloud: String = sha256.chars().take(ALOUD).collect();
        let question = message!("ceremony-compare", name = card.name, sha256 = aloud);
        if !self.agrees(&question)? {
            return Err(Failure::new(Exit::Refused, message!("ceremony-not-theirs")));
        }
        let args = OrgAdd { card: path.to_owned(), channel: channel.to_owned(), valid_until: None };
        add::run(&args, self.folder, self.print)
    }

    /// Takes in the statement of a channel that signs its own entry.
    fn confirm(&self, channel: &str) -> Result<(), Failure> {
        let channels = self.folder.read()?.channels;
        if !channels.iter().any(|one| one.id == channel && one.independent) {
            return Ok(());
        }
        let question = message!("ceremony-ask-statement", channel = channel);
        while let Some(statement) = self.line(&question, |text| Some(PathBuf::from(text)))? {
            let args = OrgChannel::named(channel.to_owned()).with_card(statement);
            match channel::run(args, self.folder, self.print) {
                Ok(()) => break,
                Err(failure) => self.print.warn(&failure.message),
            }
        }
        Ok(())
    }

    fn sign(&self) -> Result<(), Failure> {
        self.step(&message!("ceremony-step-sign"));
        let args = OrgSign { days: DAYS, questionnaire: None, help_directory: None };
        sign::run(&args, self.folder, self.global, self.print)
    }

    /// What somebody has written down can be typed in again.
    fn write_on_paper(&self, report: &Report) -> Result<(), Failure> {
        self.step(&message!("ceremony-step-paper"));
        let (version, expires) = (report.roster.version, report.roster.expires.to_string());
        self.print.say(&message!("ceremony-paper", version = version, day = expires));
        let number = report.safety_number.as_str();
        self.print.say(&message!("check-safety-number", number = number));
        self.print.say(&message!("check-addresses"));
        for address in &report.poster_addresses {
            self.print.line(&format!("  {address}"));
        }
        for problem in &report.problems {
            self.print.warn(problem);
        }
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let question = message!("ceremony-read-back");
        while self.must(&question)? != digits(number) {
            self.print.remark(&message!("ceremony-other-number"));
        }
        self.print.say(&message!("ceremony-same-number"));
        Ok(())
    }

    fn copy_away(&self, place: Option<PathBuf>) -> Result<(), Failure> {
        self.step(&message!("ceremony-step-copy"));
        let place = self.stick(place, &message!("ceremony-ask-safe"))?;
        let to = place.join(self.path.file_name().unwrap_or(self.path.as_os_str()));
        let count = copy(self.path, &to)?;
        let to = to.display().to_string();
        self.print.say(&message!("ceremony-copied", files = count, folder = to));
        Ok(())
    }

    fn hand_out(&self, place: Option<PathBuf>) -> Result<(), Failure> {
        self.step(&message!("ceremony-step-out"));
        let has_form = self.make_form()?;
        let place = self.stick(place, &message!("ceremony-ask-carry"))?;
        let form = self.folder.form();
        let mut count = copy(&self.folder.publish(), &place)?;
        if has_form {
            count += copy(&form, &place)?;
        }
        let shown = place.display().to_string();
        self.print.say(&message!("ceremony-copied", files = count, folder = shown));
        let offline_form = has_form.then(|| form.join(FILE));
        let out = Some(place.join("poster"));
        let args = OrgPoster { languages: Vec::new(), channel: None, offline_form, out };
        poster::run(&args, self.folder, self.print)
    }

    /// The page as a file, if they want it.
    fn make_form(&self) -> Result<bool, Failure> {
        while self.agrees(&message!("ceremony-ask-form"))? {
            match form::run(self.folder, self.global, self.print) {
                Ok(()) => return Ok(true),
                // A word of the passphrase that was mistyped undoes nothing that was done before.
                Err(failure) => self.print.warn(&failure.message),
            }
        }
        Ok(false)
    }

    /// A folder that is there.
    fn stick(&self, given: Option<PathBuf>, question: &Message) -> Result<PathBuf, Failure> {
        if let Some(path) = given {
            return if path.is_dir() { Ok(path) } else { Err(FileError::Missing(path).into()) };
        }
        loop {
            let is_there = |text: &str| Some(PathBuf::from(text)).filter(|path| path.is_dir());
            if let Some(path) = self.line(question, is_there)? {
                return Ok(path);
            }
        }
    }

    /// A heading, so that everybody sees how far they are.
    fn step(&self, what: &Message) {
        self.print.line("");
        self.print.say_in(Tone::Heading, what);
    }

    fn wait(&self, question: &Message) -> Result<(), Failure> {
        ask::optional(self.print, question).map(drop)
    }

    fn agrees(&self, question: &Message) -> Result<bool, Failure> {
        loop {
            if let Some(answer) = self.line(question, ask::yes_or_no)? {
                return Ok(answer == crate::cli::YesNo::Yes);
            }
        }
    }

    /// The digits of what was typed.
    fn must(&self, question: &Message) -> Result<String, Failure> {
        loop {
            let digits = |text: &str| Some(text.chars().filter(char::is_ascii_digit).collect());
            if let Some(text) = self.line(question, digits)? {
                return Ok(text);
            }
        }
    }

    /// None if nothing was typed; asked again as long as it cannot be understood.
    fn line<T>(
        &self,
        question: &Message,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        loop {
            let Some(text) = ask::optional(self.print, question)? else { return Ok(None) };
            if let Some(value) = parse(&text) {
                return Ok(Some(value));
            }
            self.print.remark(&message!("ask-malformed"));
        }
    }
}
