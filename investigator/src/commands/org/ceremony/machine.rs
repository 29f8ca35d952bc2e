//! Whether the machine is cut off. Linux tells it in `/proc`; where nobody tells, people have to look.

use std::collections::BTreeSet;
use std::fs;

/// The one network that leads nowhere.
const LOOPBACK: &str = "lo";

/// Names of networks over which something could go out: whatever has a route. None where the system does
/// not tell.
pub(super) fn connected() -> Option<Vec<String>> {
    let four = fs::read_to_string("/proc/self/net/route").ok()?;
    // Not there where the system speaks no IPv6.
    let six = fs::read_to_string("/proc/self/net/ipv6_route").unwrap_or_default();
    let mut names: BTreeSet<&str> = routes_of_4(&four).collect();
    names.extend(routes_of_6(&six));
    names.remove(LOOPBACK);
    Some(names.into_iter().map(str::to_owned).collect())
}

/// Below a line of titles the name stands first.
fn routes_of_4(table: &str) -> impl Iterator<Item = &str> {
    table.lines().skip(1).filter_map(|line| line.split_whitespace().next())
}

/// Without titles; the name stands last.
fn routes_of_6(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter_map(|line| line.split_whitespace().last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_with_a_route_is_connected() {
        let four = "Iface\tDestination\tGateway\neth0\t00000000\t0101A8C0\neth0\t0001A8C0\t0\n";
        assert_eq!(routes_of_4(four).collect::<Vec<_>>(), ["eth0", "eth0"]);
        assert_eq!(routes_of_4("Iface\tDestination\n").count(), 0);
        let six = "fe80 40 00 00 00 00 00 00 00000001       wlan0\n00 00 00 00 00 00 00 00 00200200       lo\n";
        assert_eq!(routes_of_6(six).collect::<Vec<_>>(), ["wlan0", "lo"]);
    }
}
