//! Bindings of `dauys-crypto` for the reporter's page: they turn JavaScript values into ours and
//! errors into stable codes, and decide nothing.
//!
//! Errors are thrown as `Error` with the code as `message`; the page has a text for each.

#[cfg(feature = "thread")]
pub mod diary;
pub mod error;
pub mod questions;
pub mod report;
pub mod reporter;
pub mod revealing;
pub mod sealed;
#[cfg(feature = "thread")]
pub mod thread;
pub mod trust;
mod view;
