//! What the process that reads a file gives up before it reads: more memory and time than a file needs,
//! files, the network, other processes.
//!
//! On Linux all of it must be given up, or nothing is read. Elsewhere there are the limits, as far as the
//! system has them, and whoever looks at the page is told so.

/// The system does not take it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system does not take away what must be taken away")]
pub struct Unconfined;

/// Gives it up, for good. For a process of one thread.
pub fn confine() -> Result<(), Unconfined> {
    // It opens a file to do so.
    #[cfg(target_os = "linux")]
    files::close()?;
    limits::set()?;
    #[cfg(target_os = "linux")]
    calls::close()?;
    Ok(())
}

/// Bounds of setrlimit(2).
mod limits {
    use super::Unconfined;

    #[cfg(unix)]
    pub(super) fn set() -> Result<(), Unconfined> {
        use rustix::process::{Resource, Rlimit, setrlimit};

        /// Of memory, in bytes: the largest file, its pixels, and what programs need beside.
        const MEMORY: u64 = 1 << 30;
        /// Of a busy processor, in seconds.
        const SECONDS: u64 = 20;

        for (resource, most) in [
            (Resource::As, MEMORY),
            (Resource::Cpu, SECONDS),
            (Resource::Core, 0),
            (Resource::Fsize, 0),
            // What is open stays open; nothing more can be.
            (Resource::Nofile, 0),
            (Resource::Nproc, 0),
        ] {
            let limit = Rlimit { current: Some(most), maximum: Some(most) };
            let is_set = setrlimit(resource, limit).is_ok();
            if !is_set && cfg!(target_os = "linux") {
                return Err(Unconfined);
            }
        }
        Ok(())
    }

    #[cfg(not(unix))]
    pub(super) fn set() -> Result<(), Unconfined> {
        Ok(())
    }
}

/// No file and no address can be reached (landlock(7)). Kernels before 5.13, and some that were built
/// without it, do not know it: the calls for it are taken away all the same.
#[cfg(target_os = "linux")]
mod files {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetCreated, Scope,
    };

    use super::Unconfined;

    pub(super) fn close() -> Result<(), Unconfined> {
        let rules = Ruleset::default()
            .handle_access(AccessFs::from_all(ABI::V6))
            .and_then(|rules| rules.handle_access(AccessNet::from_all(ABI::V6)))
            .and_then(|rules| rules.scope(Scope::from_all(ABI::V6)));
        let closed = rules.and_then(Ruleset::create).and_then(RulesetCreated::restrict_self);
        closed.map(drop).map_err(|_| Unconfined)
    }
}

/// Of all calls to the kernel only those that a decoder needs (seccomp(2)). None of them takes the name of
/// a file or an address, makes a process, or makes memory executable; what this process was handed beside
/// its pipes, by whoever started all of it, none of them reads or writes. Whoever makes another call is
/// ended.
#[cfg(target_os = "linux")]
mod calls {
    use std::collections::BTreeMap;

    use seccompiler::SeccompCmpArgLen::Dword;
    use seccompiler::SeccompCmpOp::{self, Eq, MaskedEq};
    use seccompiler::{
        BackendError, BpfProgram, SeccompAction, SeccompCondition, SeccompFilter, SeccompRule,
        TargetArch, apply_filter,
    };

    use super::Unconfined;

    /// Whatever their arguments.
    const FREE: [i64; 9] = [
        // Memory.
        libc::SYS_brk,
        libc::SYS_madvise,
        libc::SYS_mremap,
        libc::SYS_munmap,
        // What maps of Rust are seeded with, and the time where it is not read from memory.
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        // The end.
        libc::SYS_sigaltstack,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    const INPUT: u64 = 0;
    const OUTPUTS: [u64; 2] = [1, 2];
    /// Instead of a file, for memory that is of none.
    const NO_FILE: u64 = 0xffff_ffff;

    type Rules = BTreeMap<i64, Vec<SeccompRule>>;

    pub(super) fn close() -> Result<(), Unconfined> {
        let program = program().map_err(|_| Unconfined)?;
        apply_filter(&program).map_err(|_| Unconfined)
    }

    fn program() -> Result<BpfProgram, BackendError> {
        let here = TargetArch::try_from(std::env::consts::ARCH)?;
        let (otherwise, known) = (SeccompAction::KillProcess, SeccompAction::Allow);
        SeccompFilter::new(rules()?, otherwise, known, here)?.try_into()
    }

    fn rules() -> Result<Rules, BackendError> {
        let executable = u64::from(libc::PROT_EXEC.unsigned_abs());
        let never_executable = || argument(2, MaskedEq(executable), 0);
        let mut rules: Rules = FREE.into_iter().map(|call| (call, Vec::new())).collect();
        let first = |handle| SeccompRule::new(vec![argument(0, Eq, handle)?]);
        rules.insert(libc::SYS_read, vec![first(INPUT)?]);
        rules.insert(libc::SYS_write, OUTPUTS.into_iter().map(first).collect::<Result<_, _>>()?);
        rules.insert(libc::SYS_mprotect, vec![SeccompRule::new(vec![never_executable()?])?]);
        let of_no_file = argument(4, Eq, NO_FILE)?;
        rules
            .insert(libc::SYS_mmap, vec![SeccompRule::new(vec![never_executable()?, of_no_file])?]);
        Ok(rules)
    }

    fn argument(place: u8, is: SeccompCmpOp, what: u64) -> Result<SeccompCondition, BackendError> {
        SeccompCondition::new(place, Dword, is, what)
    }
}
