//! The investigator's program `dauys`: keys, plaintext and searches never leave this machine.
//!
//! A table of contents:
//!
//! - [`cli`] what can be typed, [`commands`] one file for each verb, [`failure`] how they end.
//! - [`print`] the only place that writes to the terminal, [`text`] its words in three languages,
//!   [`ask`] its questions, [`schema`] shapes of what programs read.
//! - [`home`], [`files`], [`passphrase`], [`keys`], [`vault`]: what is kept on this machine.
//! - [`backup`] seals all of that into one file; [`sheets`] put the key to it on paper, in letters of [`crockford`].
//! - [`remote`] the only network code, [`address`] where it goes, [`inbox`] what it fetches,
//!   [`clock`] the only clock.
//! - [`workplace`] an unlocked desk, [`seat`] from where commands are given to it, [`watch`] what it holds the roster against.
//! - [`case`] letters folded into a case, [`attachment`] their files, [`compose`] what a desk writes.
//! - [`clocks`] what the organisation promises and how it stands, [`calendar`] the working days,
//!   [`deadline`] whether the queue keeps it.
//! - [`template`] texts to begin an answer with, [`preview`] what she will see of it, [`page`] in
//!   the words of her page.
//! - [`desk`] is the page on which all of it is done in a browser.
//! - [`render`] shows a file of a case without opening it.
//! - [`export`] is a case as a file, for whoever reads it elsewhere.
//! - [`statistics`] are numbers of cases, [`counted`] of those who wanted no more.
//! - [`search`] finds words in opened cases, in memory; [`passages`] are their texts.
//! - [`pace`] how much a desk posts on a day, whatever it has to say, and when it syncs by itself; [`post`] the
//!   posting. [`notice`] calls whoever is at the machine.
//! - [`org`] the organisation's folder, root key, questions and roster; [`poster`] what it hangs up.

pub mod address;
pub mod ask;
pub mod attachment;
pub mod backup;
pub mod calendar;
pub mod case;
pub mod cli;
pub mod clock;
pub mod clocks;
pub mod commands;
pub mod compose;
pub mod counted;
pub mod crockford;
pub mod deadline;
pub mod desk;
pub mod export;
pub mod failure;
pub mod files;
#[cfg(test)]
mod fixtures;
pub mod home;
pub mod inbox;
pub mod keys;
pub mod memory;
pub mod notice;
pub mod org;
pub mod pace;
pub mod page;
pub mod passages;
pub mod passphrase;
pub mod post;
pub mod poster;
pub mod preview;
pub mod print;
pub mod remote;
pub mod render;
pub mod schema;
pub mod search;
pub mod seat;
pub mod sheets;
pub mod site;
pub mod statistics;
pub mod template;
pub mod text;
pub mod vault;
pub mod watch;
pub mod workplace;
