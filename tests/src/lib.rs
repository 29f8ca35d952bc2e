//! What the stories are told with: the real programs, a real browser, and a hunt for plaintext.
//!
//! Everything here fails by panicking, with the words that help to find out why. A table of
//! contents:
//!
//! - [`programs`] the binaries, built and started; [`organisation`] made with `dauys org`;
//!   [`stack`] the server with an organisation; [`visits`] a stack with an answered report.
//! - [`investigator`] a person with `dauys`, at a [`terminal`] or in a [`shell`] if need be, or at the [`seat`] of a page,
//!   [`reporter`] a person with a browser on a [`device`], [`direct`] one without, [`attached`] with
//!   files, [`sent`] with such as may mean harm, [`socks`] a way around; [`node`] runs the browser and other people's age; [`folder`] is where; [`once`] lets one look do for many tests;
//!   [`paper`] is what is printed, and what a telephone reads there.
//! - [`desktop`] is where programs show notices.
//! - [`month`] is a month of all of them: programs live by a [`calendar_clock`], in
//!   [`surroundings`] of their own.
//! - [`hostile`] a server that lies, [`addressee`] an investigator's keys in bad hands.
//! - [`watcher`] what a shut-out investigator can make of numbers.
//! - [`first_day`] is a page of the documents, written by doing what it tells; [`manual`] types what a
//!   page prints.
//! - [`canary`] and [`secrets`] are what must be nowhere, [`hunt`] looks for it: in files, in
//!   [`memory`], in what a [`relay`] has seen; [`plant`] puts it there. [`raw`] speaks HTTP by hand.

#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a story ends where it fails, and says so"
)]

pub mod addressee;
pub mod attached;
pub mod backups;
pub mod calendar_clock;
pub mod canary;
pub mod desktop;
pub mod device;
pub mod direct;
pub mod film;
pub mod first_day;
pub mod folder;
pub mod hostile;
pub mod hunt;
pub mod investigator;
pub mod lifeline;
pub mod manual;
pub mod memory;
pub mod month;
pub mod node;
pub mod once;
pub mod organisation;
pub mod paper;
pub mod paths;
pub mod plant;
pub mod programs;
pub mod raw;
pub mod relay;
pub mod reporter;
pub mod seat;
pub mod secrets;
pub mod sent;
pub mod shell;
pub mod socks;
pub mod stack;
pub mod surroundings;
pub mod tab;
pub mod terminal;
pub mod visits;
pub mod watcher;
