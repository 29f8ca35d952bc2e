//! The shapes on the network, their sizes and limits, and the public checks that both sides make.
//!
//! The server links this crate and nothing else of ours, so nothing here can seal or open: no
//! recipient, no identity, no cipher (docs/PROTOCOL.md, section 10). A table of contents:
//!
//! - [`limits`]: every size, with its reason.
//! - [`text`]: byte strings and their one canonical spelling ([`Id`], [`Digest`], keys, signatures).
//! - [`day`]: the only time there is, the UTC [`Day`].
//! - [`json`]: the strict JSON of the protocol.
//! - [`label`]: what goes into a signature or a hash.
//! - [`roster`] and [`minisign`]: the signed list of who can read.
//! - [`questionnaire`]: the questions, as data.
//! - [`help`]: where help is found, as data.
//! - [`stamp`]: the price of a letter.
//! - [`acceptance`]: the server's proof that it took a letter.
//! - `request` (feature): signatures on requests of investigators, RFC 9421.
//! - [`blob`]: the sizes of attachments, and what is said of them.
//! - [`api`]: routes, headers and the small bodies.
//! - [`problem`]: errors with stable codes, RFC 9457.
//!
//! What comes from outside becomes one of these types at the edge, or is refused there:
//!
//! ```
//! use dauys_wire::{Day, Id};
//!
//! assert!(Id::parse("00112233445566778899aabbccddeeff").is_ok());
//! assert!(Id::parse("00112233445566778899AABBCCDDEEFF").is_err(), "one spelling only");
//! assert_eq!(Day::parse("2024-02-29").map(|day| day.plus(1).to_string()), Ok("2024-03-01".into()));
//! ```

pub mod acceptance;
pub mod api;
pub mod blob;
pub mod day;
pub mod help;
pub mod json;
pub mod label;
pub mod limits;
pub mod minisign;
pub mod problem;
pub mod questionnaire;
#[cfg(feature = "request")]
pub mod request;
pub mod roster;
pub mod sealed_file;
pub mod site;
pub mod stamp;
pub mod text;

pub use day::Day;
pub use text::{Digest, Id, InstanceName, PublicKey, RecipientText, Signature};
