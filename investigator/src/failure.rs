//! How a command ends when it does not succeed: the one place that turns errors into a sentence,
//! what to do next, and an exit code. No sentence holds a secret or what a reporter wrote.

mod keeping;

use std::io::ErrorKind;
use std::path::Path;

use dauys_crypto::draft::DraftError;
use dauys_crypto::roster::Refusal;
use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::problem::ProblemCode;

use crate::address::AddressError;
use crate::compose::share::CannotShare;
use crate::compose::{ComposeError, FilingError};
use crate::files::FileError;
use crate::keys::KeysError;
use crate::message;
use crate::org::OrgError;
use crate::org::check::Unverified;
use crate::passphrase::{LENGTH_MIN, PassphraseError};
use crate::poster::{NoPoster, PosterError};
use crate::remote::RemoteError;
use crate::template::{LeftOver, Unfilled};
use crate::text::Message;
use crate::vault::VaultError;
use crate::watch::Alarm;

/// Exit codes. Never renumbered: scripts rely on them. Two is also what wrong flags end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Something failed on this machine.
    Failed = 1,
    /// The command was not given what it needs.
    Usage = 2,
    /// The server cannot be reached, or refuses.
    Network = 3,
    /// Something does not verify: stop and read.
    Refused = 4,
    /// The passphrase is wrong.
    Passphrase = 5,
}

impl Exit {
    /// For the operating system.
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// The end of a command that did not succeed.
#[derive(Debug)]
pub struct Failure {
    /// For scripts.
    pub exit: Exit,
    /// For people.
    pub message: Message,
    /// Whether it must not be overlooked.
    pub is_alarm: bool,
    /// Whether programs were told already, in the result.
    pub is_told: bool,
}

impl Failure {
    /// A sentence and a code.
    pub const fn new(exit: Exit, message: Message) -> Self {
        Self { exit, message, is_alarm: false, is_told: false }
    }

    /// After a result that says what failed.
    #[must_use]
    pub fn told(self) -> Self {
        Self { is_told: true, ..self }
    }

    /// There are no keys in this folder.
    pub fn no_keys(folder: &Path) -> Self {
        Self::new(Exit::Failed, message!("no-keys", folder = folder.display().to_string()))
    }

    /// `sync` has not been run yet.
    pub fn not_connected() -> Self {
        Self::new(Exit::Usage, message!("not-connected"))
    }

    /// No case begins so.
    pub fn no_case(prefix: &str) -> Self {
        Self::new(Exit::Failed, message!("no-case", prefix = prefix))
    }

    /// One that begins so was here, and is not any more.
    pub fn case_gone(case: &str, day: &str) -> Self {
        Self::new(Exit::Failed, message!("case-gone", case = case, day = day))
    }

    /// More than one case begins so.
    pub fn several_cases(prefix: &str) -> Self {
        Self::new(Exit::Usage, message!("several-cases", prefix = prefix))
    }

    /// There is no template of this id.
    pub fn no_template(id: &str) -> Self {
        Self::new(Exit::Usage, message!("template-unknown", id = id))
    }

    /// Not one of the codes that can stand here.
    pub fn no_code(code: &str, codes: &[&str]) -> Self {
        Self::new(Exit::Usage, message!("no-code", code = code, codes = codes.join(", ")))
    }

    /// Something must be given as a flag, because there is nobody to ask.
    pub fn flag_missing(flag: &'static str) -> Self {
        Self::new(Exit::Usage, message!("flag-missing", flag = flag))
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let path = |path: &Path| path.display().to_string();
        let message = match &error {
            FileError::Missing(p) => message!("file-missing", path = path(p)),
            FileError::Exists(p) => message!("file-exists", path = path(p)),
            FileError::TooLarge(p) => message!("file-too-large", path = path(p)),
            FileError::NotText(p) => message!("file-not-text", path = path(p)),
            FileError::InUse(p) => message!("file-in-use", path = path(p)),
            FileError::Io { path: p, reason } if reason.kind() == ErrorKind::StorageFull => {
                message!("disk-full", path = path(p))
            }
            FileError::Io { path: p, reason } => {
                message!("file-failed", path = path(p), reason = reason.to_string())
            }
        };
        Self::new(Exit::Failed, message)
    }
}

impl From<PassphraseError> for Failure {
    fn from(error: PassphraseError) -> Self {
        match error {
            PassphraseError::File(error) => error.into(),
            PassphraseError::NobodyToAsk { flag } => Self::flag_missing(flag),
            PassphraseError::TooShort => {
                Self::new(Exit::Usage, message!("passphrase-short", least = LENGTH_MIN))
            }
        }
    }
}

impl From<KeysError> for Failure {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::File(error) => error.into(),
            KeysError::WrongPassphrase => Self::new(Exit::Passphrase, message!("wrong-passphrase")),
            KeysError::Malformed => Self::new(Exit::Failed, message!("keys-malformed")),
        }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::File(FileError::Missing(path)) => Self::new(
                Exit::Failed,
                message!("vault-missing", path = path.display().to_string()),
            ),
            VaultError::File(error) => error.into(),
            VaultError::Damaged => Self::new(Exit::Refused, message!("vault-damaged")),
            VaultError::Unreadable | VaultError::TooMuch => {
                Self::new(Exit::Failed, message!("vault-refused"))
            }
        }
    }
}

impl From<AddressError> for Failure {
    fn from(error: AddressError) -> Self {
        let message = match error {
            AddressError::Origin => message!("address-origin"),
            AddressError::NoKey => message!("address-no-key"),
            AddressError::Fragment => message!("address-fragment"),
        };
        Self::new(Exit::Usage, message)
    }
}

impl From<RemoteError> for Failure {
    fn from(error: RemoteError) -> Self {
        Self::new(Exit::Network, remote_message(&error))
    }
}

/// What a failure of the network means, in words.
pub fn remote_message(error: &RemoteError) -> Message {
    match error {
        RemoteError::Unreachable(reason) => message!("unreachable", reason = reason.clone()),
        RemoteError::Proxy => message!("proxy-malformed"),
        RemoteError::Problem(ProblemCode::Quota) => message!("server-quota"),
        RemoteError::Problem(ProblemCode::SignatureExpired) => message!("server-clock"),
        RemoteError::Problem(ProblemCode::SignatureRequired) => message!("server-unknown"),
        RemoteError::Problem(code) => {
            let code = serde_json::to_string(code).unwrap_or_default();
            message!("server-refused", code = code.trim_matches('"'))
        }
        RemoteError::Unexpected => message!("server-unexpected"),
        RemoteError::Unproven => message!("alarm-unproven"),
        RemoteError::TooDear => message!("stamp-too-dear"),
    }
}

impl From<Alarm> for Failure {
    fn from(alarm: Alarm) -> Self {
        let message = match alarm {
            Alarm::Malformed => message!("alarm-malformed"),
            Alarm::Signature => message!("alarm-signature"),
            Alarm::Instance => message!("alarm-instance"),
            Alarm::Older => message!("alarm-older"),
            Alarm::TwoVersions => message!("alarm-two-versions"),
            Alarm::Questionnaire => message!("alarm-questionnaire"),
            Alarm::NotYet => message!("not-in-roster-yet"),
            Alarm::Gone => message!("alarm-gone"),
            Alarm::OtherKeys => message!("alarm-other-keys"),
            Alarm::Channel => message!("alarm-channel"),
        };
        Self { is_alarm: alarm != Alarm::NotYet, ..Self::new(Exit::Refused, message) }
    }
}

impl From<ComposeError> for Failure {
    fn from(error: ComposeError) -> Self {
        match error {
            ComposeError::Empty => Self::new(Exit::Usage, message!("text-empty")),
            ComposeError::NoReporter => Self::new(Exit::Refused, message!("no-reporter")),
            ComposeError::NotChosen => Self::new(Exit::Refused, message!("not-chosen")),
            ComposeError::NotActive => Self::new(Exit::Refused, message!("not-active")),
            ComposeError::TooLong { over } => {
                Self::new(Exit::Failed, message!("text-too-long", over = over))
            }
            ComposeError::LastReader => Self::new(Exit::Refused, message!("last-reader")),
            ComposeError::Share(reason) => Self::new(Exit::Refused, share_message(reason)),
            ComposeError::Seal => Self::new(Exit::Failed, message!("sealing-failed")),
        }
    }
}

/// Why somebody cannot be let in, and what to do.
const fn share_message(reason: CannotShare) -> Message {
    match reason {
        CannotShare::ShutOut => message!("share-shut-out"),
        CannotShare::HasAll => message!("share-has-all"),
        CannotShare::SteppedOut => message!("share-stepped-out"),
        CannotShare::NotActive => message!("share-not-active"),
        CannotShare::Full => message!("share-full"),
        CannotShare::Named => message!("share-named"),
    }
}

impl From<Unfilled> for Failure {
    fn from(error: Unfilled) -> Self {
        let placeholder = error.placeholder;
        Self::new(Exit::Usage, message!("template-unfilled", placeholder = placeholder))
    }
}

impl From<LeftOver> for Failure {
    fn from(error: LeftOver) -> Self {
        Self::new(Exit::Usage, message!("template-left-over", passage = error.passage))
    }
}

impl From<FilingError> for Failure {
    fn from(error: FilingError) -> Self {
        use DraftError as D;
        match error {
            FilingError::NotActive => ComposeError::NotActive.into(),
            FilingError::Seal(error) => ComposeError::from(error).into(),
            FilingError::Draft(D::NobodyReads | D::TooManyReaders | D::Reader) => Self::new(
                Exit::Usage,
                message!("filing-readers", least = 1_u32, most = ADDRESSEES_MAX),
            ),
            FilingError::Draft(D::Name) => Self::new(Exit::Usage, message!("filing-name-long")),
            FilingError::Draft(D::Answers | D::Empty) => {
                Self::new(Exit::Usage, message!("filing-needed"))
            }
            FilingError::Draft(D::Blobs) => Self::new(Exit::Usage, message!("filing-files")),
            FilingError::Draft(D::RosterExpired | D::State) => ComposeError::Seal.into(),
        }
    }
}

impl From<OrgError> for Failure {
    fn from(error: OrgError) -> Self {
        use OrgError as E;
        let (exit, message) = match error {
            E::File(error) => return error.into(),
            E::WrongPassphrase => (Exit::Passphrase, message!("wrong-passphrase")),
            E::NoFolder(folder) => {
                (Exit::Usage, message!("org-no-folder", folder = folder.display().to_string()))
            }
            E::Folder => (Exit::Failed, message!("org-folder-malformed")),
            E::Clocks(key) => (Exit::Failed, message!("org-clocks", key = key)),
            E::NotACard(path) => {
                (Exit::Refused, message!("org-not-a-card", path = path.display().to_string()))
            }
            E::NotAList(path) => {
                (Exit::Refused, message!("org-not-a-list", path = path.display().to_string()))
            }
            E::NoForm => (Exit::Refused, message!("org-no-form")),
            E::OtherInstance(instance) => {
                (Exit::Refused, message!("org-other-instance", instance = instance.to_string()))
            }
            E::NoChannel(channel) => (Exit::Usage, message!("org-no-channel", channel = channel)),
            E::ChannelFull => (Exit::Refused, message!("org-channel-full")),
            E::OtherKeys => (Exit::Refused, message!("org-other-keys")),
            E::SameKeys => (Exit::Refused, message!("org-same-keys")),
            E::NoInvestigator(who) => (Exit::Usage, message!("org-no-investigator", who = who)),
            E::SeveralInvestigators(who) => {
                (Exit::Usage, message!("org-several-investigators", who = who))
            }
            E::NotAStatement => (Exit::Refused, message!("org-not-a-statement")),
            E::StatementDiffers(channel) => {
                (Exit::Refused, message!("org-statement-differs", channel = channel))
            }
            E::Origin(origin) => (Exit::Usage, message!("org-origin", origin = origin)),
            E::Days => (Exit::Usage, message!("org-days")),
            E::Questionnaire { path, remark } => (
                Exit::Failed,
                message!(
                    "org-questionnaire",
                    path = path.display().to_string(),
                    place = remark.place(),
                    reason = remark.reason,
                ),
            ),
            E::HelpDirectory { path, remark } => (
                Exit::Failed,
                message!(
                    "org-help-directory",
                    path = path.display().to_string(),
                    place = remark.place(),
                    reason = remark.reason,
                ),
            ),
            E::Rule(rule) => (Exit::Refused, message!("org-rule", rule = rule)),
            E::Key => (Exit::Failed, message!("org-key-malformed")),
            E::NotSigned => (Exit::Usage, message!("org-not-signed")),
            E::DoesNotVerify(reason) => (Exit::Refused, unverified_message(reason)),
        };
        Self::new(exit, message)
    }
}

impl From<NoPoster> for Failure {
    fn from(error: NoPoster) -> Self {
        match error {
            NoPoster::Roster(error) => error.into(),
            NoPoster::Poster(error) => error.into(),
        }
    }
}

impl From<PosterError> for Failure {
    fn from(error: PosterError) -> Self {
        let (exit, message) = match error {
            PosterError::NoCard(id) => (Exit::Refused, message!("poster-no-card", channel = id)),
            PosterError::Letter(letter) => {
                let code = format!("U+{:04X}", u32::from(letter));
                let letter = letter.to_string();
                (Exit::Failed, message!("poster-letter", letter = letter, code = code))
            }
            PosterError::Address => (Exit::Failed, message!("poster-address-long")),
            PosterError::Full => (Exit::Failed, message!("poster-full")),
            PosterError::Pdf(reason) => (Exit::Failed, message!("poster-failed", reason = reason)),
        };
        Self::new(exit, message)
    }
}

fn unverified_message(reason: Unverified) -> Message {
    match reason {
        Unverified::Help => message!("verify-help"),
        Unverified::Refused(refusal) => match refusal {
            Refusal::Signature => message!("verify-signature"),
            Refusal::Origin => message!("verify-origin"),
            Refusal::Expired => message!("verify-expired"),
            Refusal::Questionnaire => message!("verify-questionnaire"),
            Refusal::Channel => message!("verify-channel"),
            // The last two cannot be: one day and no earlier version are compared here.
            Refusal::Malformed | Refusal::Contradiction | Refusal::Clocks | Refusal::Older => {
                message!("verify-malformed")
            }
        },
    }
}
