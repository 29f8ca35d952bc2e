//! Codes, letters and replies: what a reporter's page and an investigator's program share.
//!
//! Bytes in, bytes out: no network, no files, no environment, no clock. Randomness comes from the
//! operating system. A table of contents, in the order of docs/PROTOCOL.md:
//!
//! - [`hybrid`]: the age recipient and identity `mlkem768x25519` (section 2).
//! - [`card`], [`roster`]: who can read, and what a reporter's page refuses (sections 3, 4).
//! - [`code`], [`thread`]: the reporter's code and all that is derived from it (section 5).
//! - [`letter`], [`state`], [`draft`], [`event`], [`desk`]: what is written to the team (section 6).
//! - [`revealing`]: what in a text may tell who wrote it, shown to her before she sends it.
//! - [`blob`]: attachments (section 14).
//! - [`reply`], [`conversation`]: what comes back (section 8).
//! - [`diary`]: a draft that she keeps as a file before she sends anything (section 13).
//! - [`seal`], [`open`], [`pad`]: the fixed-size age files around them.
//! - [`vault`]: what an investigator's machine keeps.
//!
//! A code is all that a reporter keeps; everything else comes out of it again:
//!
//! ```
//! use dauys_crypto::code::Code;
//! use dauys_crypto::thread::{Reporter, bucket};
//! use dauys_crypto::wire::InstanceName;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let instance = InstanceName::parse("dauys.example")?;
//! let made = Code::generate();
//! let typed = Code::parse(&made.grouped())?;
//! let (then, now) =
//!     (Reporter::derive(&made, "", &instance), Reporter::derive(&typed, "", &instance));
//! assert_eq!(then.thread(), now.thread());
//! assert!(bucket(&now.thread(), 4) < 4);
//! # Ok(())
//! # }
//! ```

mod argon2id;
pub mod blob;
pub mod card;
pub mod code;
#[cfg(feature = "open")]
pub mod conversation;
pub mod desk;
#[cfg(feature = "open")]
pub mod diary;
pub mod draft;
mod ed25519;
pub mod event;
pub mod experience;
pub mod hybrid;
pub mod letter;
#[cfg(feature = "open")]
pub mod open;
pub mod pad;
pub mod reply;
pub mod revealing;
pub mod roster;
pub mod seal;
pub mod signing;
mod sink;
pub mod state;
pub mod thread;
#[cfg(feature = "open")]
pub mod vault;

pub use dauys_wire as wire;
