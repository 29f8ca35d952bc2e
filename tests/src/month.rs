//! A month in the life of five desks and forty reporters.
//!
//! [`stories`] and [`script`] are what happens, [`cast`] is to whom; [`stage`] plays it, with
//! [`desks`] and [`reporters`]; [`watch`] is what could be seen from outside meanwhile.

pub mod cast;
pub mod desks;
pub mod reporters;
pub mod script;
pub mod stage;
pub mod stories;
pub mod texts;
pub mod watch;
