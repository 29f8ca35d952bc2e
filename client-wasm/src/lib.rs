//! Bindings of `dauys-crypto` for the reporter's page: they turn JavaScript values into ours and
//! errors into stable codes, and decide nothing.
//!
//! Errors are thrown as `Error` with the code as `message`; the page has a text for each.

pub mod error;
#[cfg(any(feature = "report", feature = "thread", feature = "evidence"))]
pub mod stamp;

#[cfg(feature = "blackout")]
pub mod blackout;
#[cfg(feature = "evidence")]
pub mod blob;
#[cfg(feature = "evidence")]
pub mod evidence;

#[cfg(feature = "thread")]
pub mod diary;
#[cfg(any(feature = "report", feature = "thread"))]
pub mod questions;
#[cfg(any(feature = "report", feature = "thread"))]
pub mod report;
#[cfg(any(feature = "report", feature = "thread"))]
pub mod reporter;
#[cfg(any(feature = "report", feature = "thread"))]
pub mod revealing;
#[cfg(any(feature = "report", feature = "thread"))]
pub mod sealed;
#[cfg(feature = "thread")]
pub mod thread;
#[cfg(any(feature = "report", feature = "thread"))]
pub mod trust;
#[cfg(any(feature = "report", feature = "thread"))]
mod view;
