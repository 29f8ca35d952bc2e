//! What this program holds in memory stays there as far as the system lets it: passphrases, keys, codes,
//! words of reports.
//!
//! Where a system refuses, nothing is worse than without, so that nothing here fails.

/// No file with the memory of this program is written when it breaks down (`RLIMIT_CORE` of
/// setrlimit(2)).
pub fn leave_no_core() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        let _ = setrlimit(Resource::Core, none);
    }
}

/// No other program of the same person can read it (`PR_SET_DUMPABLE` of prctl(2)). From then on a
/// path below `/dev/fd` cannot be opened, which shells give for `<(…)`: only where none comes.
pub fn show_nobody() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    use super::*;

    #[test]
    fn nothing_of_its_memory_is_written_or_shown() {
        leave_no_core();
        show_nobody();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    }
}
