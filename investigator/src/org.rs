//! The organisation's folder: its root key, its working copy of the roster, and what it publishes.
//!
//! ```text
//! organisation.toml    everything the roster says, in a form that people can read
//! root.key, root.pub   the organisation root, in minisign's own formats
//! questionnaire.json, help.json    as people edit them
//! publish/             exactly the four files that the server needs, each on one line; nothing
//!                      secret
//! poster/              what is hung up, once it was made
//! ```

pub mod capacity;
pub mod check;
pub mod data;
pub mod edited;
pub mod folder;
pub mod form;
pub mod help;
pub mod members;
pub mod questionnaire;
pub mod root;
pub mod sign;
pub mod site;
pub mod statement;

use std::path::PathBuf;

use dauys_wire::InstanceName;

use self::edited::Remark;
use crate::files::FileError;

/// Why a step of the ceremony is not done.
#[derive(Debug, thiserror::Error)]
pub enum OrgError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Not the passphrase of this key.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// There is no organisation in this folder.
    #[error("no organisation in {0}")]
    NoFolder(PathBuf),
    /// `organisation.toml` cannot be read.
    #[error("organisation.toml is not of its form")]
    Folder,
    /// This under `[clocks]` would promise nothing.
    #[error("{0} under [clocks] is not understood")]
    Clocks(String),
    /// Not a card, or not signed by the keys in it.
    #[error("{0} is not a card")]
    NotACard(PathBuf),
    /// Not the list of a page's files.
    #[error("not the list of a page's files")]
    NotAList(PathBuf),
    /// This program was built without the page, and so without its form.
    #[error("there is no form in this program")]
    NoForm,
    /// For another installation.
    #[error("for the installation {0}")]
    OtherInstance(InstanceName),
    /// There is no such channel.
    #[error("no channel {0}")]
    NoChannel(String),
    /// A letter can be sealed to seven, so a channel has no more.
    #[error("the channel is full")]
    ChannelFull,
    /// This id is in the roster with other keys.
    #[error("this id has other keys")]
    OtherKeys,
    /// These keys are in the roster under another id.
    #[error("these keys have another id")]
    SameKeys,
    /// No investigator of that name or id.
    #[error("no investigator {0}")]
    NoInvestigator(String),
    /// More than one.
    #[error("several investigators {0}")]
    SeveralInvestigators(String),
    /// Not a channel's statement, or not signed by its key.
    #[error("not a channel's statement")]
    NotAStatement,
    /// The statement and the channel do not name the same members and keys.
    #[error("the statement of {0} differs from its entry")]
    StatementDiffers(String),
    /// Not a place where the page can live.
    #[error("{0} is not an origin")]
    Origin(String),
    /// More than 120 days, or none.
    #[error("too many days")]
    Days,
    /// The questions have a mistake; this is the first.
    #[error("{path} has a mistake")]
    Questionnaire {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        remark: Box<Remark>,
    },
    /// The help directory cannot be signed.
    #[error("{path} has a mistake")]
    HelpDirectory {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        remark: Box<Remark>,
    },
    /// The roster would break a rule of its own.
    #[error("the roster breaks a rule: {0}")]
    Rule(&'static str),
    /// `root.key` or `root.pub` is not a minisign key.
    #[error("not a key")]
    Key,
    /// Nothing has been signed yet.
    #[error("not signed yet")]
    NotSigned,
    /// A reporter's page would refuse what is published.
    #[error(transparent)]
    DoesNotVerify(#[from] check::Unverified),
}
