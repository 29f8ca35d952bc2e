//! A month in the life of five desks and forty reporters.
//!
//! - [`stories`] and [`script`] are what happens and [`texts`] what is said, [`cast`] is to whom,
//!   [`circle`] who reads it;
//! - [`stage`] plays it, with [`desks`] and [`reporters`], while [`watch`] sees what can be seen from
//!   outside; at a desk it is done by a [`hand`], perhaps on its [`page`];
//! - [`agreement`], [`shut_out`], [`promises`], [`replay`], [`traces`] and [`quiet`] are what must be
//!   true of it; [`same`] holds two months against each other, [`time_lines`] the page against the cases.

pub mod agreement;
pub mod cast;
pub mod circle;
pub mod desks;
pub mod hand;
pub mod page;
pub mod promises;
pub mod quiet;
pub mod replay;
pub mod reporters;
pub mod same;
pub mod script;
pub mod shut_out;
pub mod stage;
pub mod stories;
pub mod texts;
pub mod time_lines;
pub mod traces;
pub mod watch;
