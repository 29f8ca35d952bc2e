//! The memory of a running process, as its own user and root can read it.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

/// Read at a time.
const CHUNK: usize = 1 << 20;

/// Calls `look` with every readable piece of memory: what it is mapped from, its bytes, and how many
/// of the first of them were the last of the piece before, at most `overlap`.
///
/// Fails if nothing can be read: a search there would find nothing, whatever is in it.
pub fn read(pid: u32, overlap: usize, mut look: impl FnMut(&str, &[u8], usize)) {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).expect("its maps");
    let memory = File::open(format!("/proc/{pid}/mem")).expect("its memory: same user, or root");
    let mut total = 0;
    for mapping in maps.lines().filter_map(Mapping::parse) {
        let mut bytes = Vec::new();
        let mut at = mapping.start;
        while at < mapping.end {
            let seen = bytes.len().min(overlap);
            bytes.drain(..bytes.len() - seen);
            let wanted = CHUNK.min(usize::try_from(mapping.end - at).unwrap_or(CHUNK));
            bytes.resize(seen + wanted, 0);
            // What was given back meanwhile, and what only the kernel reads, is not there.
            let Ok(read @ 1..) = memory.read_at(&mut bytes[seen..], at) else { break };
            bytes.truncate(seen + read);
            look(mapping.name, &bytes, seen);
            at += read as u64;
            total += read;
        }
    }
    assert!(total > CHUNK, "only {total} bytes of memory could be read");
}

/// What it takes of the machine's memory, in KiB.
pub fn resident_kib(pid: u32) -> u64 {
    status_kib(pid, "VmRSS:")
}

/// The most that it ever took, in KiB.
pub fn peak_kib(pid: u32) -> u64 {
    status_kib(pid, "VmHWM:")
}

fn status_kib(pid: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("its status");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect(name);
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// A line of `/proc/PID/maps`.
struct Mapping<'a> {
    start: u64,
    end: u64,
    name: &'a str,
}

impl<'a> Mapping<'a> {
    /// None if nobody may read it.
    fn parse(line: &'a str) -> Option<Self> {
        let mut fields = line.split_whitespace();
        let (start, end) = fields.next()?.split_once('-')?;
        let readable = fields.next()?.starts_with('r');
        let number = |text| u64::from_str_radix(text, 16).ok();
        let name = fields.nth(3).unwrap_or("memory without a name");
        readable.then_some(Self { start: number(start)?, end: number(end)?, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_process_holds_is_read_also_across_two_pieces() {
        let mut big = vec![0u8; 3 * CHUNK];
        // Made at run time, so that it stands nowhere else.
        let needle: Vec<u8> = (0..24u8).map(|n| n.wrapping_mul(37) ^ 0x5a).collect();
        let places = [5, CHUNK - 12, 2 * CHUNK - 1, 3 * CHUNK - 24];
        for place in places {
            big[place..place + 24].copy_from_slice(&needle);
        }
        let mut found = 0;
        read(std::process::id(), 23, |_, bytes, seen| {
            let hits = bytes.windows(24).enumerate();
            found += hits.filter(|(at, window)| at + 24 > seen && *window == needle).count();
        });
        assert!(found >= places.len(), "{found}");
        assert_eq!(big[5], needle[0], "it was there all the time");
    }
}
