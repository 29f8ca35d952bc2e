//! A month in the life of five desks and forty reporters.
//!
//! - [`stories`] and [`script`] are what happens and [`texts`] what is said, [`cast`] is to whom,
//!   [`circle`] who reads it;
//! - [`stage`] plays it, with [`desks`] and [`reporters`], while [`watch`] sees what can be seen from
//!   outside;
//! - [`agreement`], [`shut_out`], [`promises`], [`replay`], [`traces`] and [`quiet`] are what must be
//!   true of it.

pub mod agreement;
pub mod cast;
pub mod circle;
pub mod desks;
pub mod promises;
pub mod quiet;
pub mod replay;
pub mod reporters;
pub mod script;
pub mod shut_out;
pub mod stage;
pub mod stories;
pub mod texts;
pub mod traces;
pub mod watch;
