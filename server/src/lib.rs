//! The server of Dauys: keeps sealed letters and replies, and cannot open any. It links `dauys-wire`
//! and nothing else of ours, so that this is a fact of the dependency graph.
//!
//! Follow a letter: [`routes`] → [`http::letters`] (extract, parse) → [`domain::letter`] →
//! [`store`] (one call) → the answer. A table of contents:
//!
//! - [`config`]: flags, environment, file.
//! - [`server`]: start, daily work, stop.
//! - [`routes`] and [`http`]: the API and the page.
//! - [`openapi`]: the same for programs.
//! - [`domain`]: what the server knows of the protocol, without HTTP and SQL.
//! - [`store`]: the only SQL, behind a trait.
//! - [`blobs`]: the files of blobs. [`directory`]: names that outlive a loss of power.
//! - [`retention`]: what is done once a day.
//! - [`posted`]: the roster and what belongs to it. [`key`]: the acceptance key.
//! - [`site`]: the embedded page.
//! - [`listen`] and [`tls`]: where it is connected to, and with which certificate, which
//!   [`certificate`] gets.
//! - [`descriptors`]: how many connections the system allows.
//! - [`backup`]: made while it runs, and put back.
//! - [`notice`]: the same e-mail every day.
//! - [`metrics`]: what a monitor may know.
//! - [`doctor`]: what an operator has to look after.
//! - [`logging`]: the only lines there are. [`clock`]: the only time there is.

pub mod backup;
pub mod blobs;
pub mod certificate;
pub mod clock;
pub mod config;
pub mod context;
pub mod descriptors;
pub mod directory;
pub mod doctor;
pub mod domain;
pub mod http;
pub mod key;
pub mod listen;
pub mod logging;
pub mod metrics;
pub mod notice;
pub mod openapi;
pub mod posted;
pub mod retention;
pub mod routes;
pub mod server;
pub mod site;
pub mod store;
pub mod tls;
