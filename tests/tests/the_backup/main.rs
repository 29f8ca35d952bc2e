//! What keeps keys and cases from being lost, with the real programs: another passphrase, a backup, a
//! machine that is lost, a disk that loses power meanwhile.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod brought;
mod desk;
mod lost;
mod on_the_page;
mod passphrase;
mod power;
mod sheets;
