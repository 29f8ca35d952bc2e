//! The program on a disk and a clock that go wrong. Nothing that was acknowledged is lost, what cannot be
//! kept is refused, and afterwards it goes on by itself or says what to do.
//!
//! - [`machine`]: what it runs on.
//! - [`sent`]: what was sent to it and what it said.

mod backup;
mod clock;
mod corrupt;
mod ill;
mod killed;
mod machine;
mod power;
mod sent;
