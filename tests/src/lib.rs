//! What the stories are told with: the real programs, a real browser, and a hunt for plaintext.
//!
//! Everything here fails by panicking, with the words that help to find out why. A table of
//! contents:
//!
//! - [`programs`] the binaries, built and started; [`organisation`] made with `dauys org`;
//!   [`stack`] the server with an organisation; [`visits`] a stack with an answered report.
//! - [`investigator`] a person with `dauys`, [`reporter`] a person with a browser on a [`device`],
//!   [`direct`] one without; [`node`] runs the browser and other people's age; [`folder`] is where.
//! - [`hostile`] a server that lies, [`addressee`] an investigator's keys in bad hands.
//! - [`watcher`] what a shut-out investigator can make of numbers.
//! - [`canary`] looks for a text wherever it must not be.

#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a story ends where it fails, and says so"
)]

pub mod addressee;
pub mod canary;
pub mod device;
pub mod direct;
pub mod folder;
pub mod hostile;
pub mod investigator;
pub mod node;
pub mod organisation;
pub mod programs;
pub mod reporter;
pub mod stack;
pub mod visits;
pub mod watcher;
