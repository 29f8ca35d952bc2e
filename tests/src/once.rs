//! What several tests judge, looked at once.

use std::panic::{self, UnwindSafe};
use std::sync::OnceLock;

/// Looks, or remembers what was seen. A look that failed is remembered too: every test would try,
/// and wait, again; the first has said why.
pub fn look<T>(
    seen: &'static OnceLock<Option<T>>,
    look: impl FnOnce() -> T + UnwindSafe,
) -> &'static T {
    let seen = seen.get_or_init(|| panic::catch_unwind(look).ok());
    seen.as_ref().expect("a look; why there is none stands above")
}
