//! The investigator's program `dauys`: keys, plaintext and searches never leave this machine.
//!
//! A table of contents:
//!
//! - [`cli`] what can be typed, [`commands`] one file for each verb, [`failure`] how they end.
//! - [`print`] the only place that writes to the terminal, [`text`] its words in three languages.
//! - [`home`], [`files`], [`passphrase`], [`keys`], [`vault`]: what is kept on this machine.
//! - [`remote`] the only network code, [`address`] what it is told, [`clock`] the only clock.
//! - [`workplace`] an unlocked desk, [`watch`] what it holds the roster against.
//! - [`case`] letters folded into a case, [`compose`] what a desk writes, [`post`] its sending.
//! - [`org`] the organisation's folder, root key and roster.

pub mod cli;
pub mod clock;
pub mod files;
pub mod home;
pub mod keys;
pub mod passphrase;
pub mod print;
pub mod text;
pub mod vault;
