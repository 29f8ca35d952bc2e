//! Bytes and requests from a cold browser to a form that can seal.

use serde::Deserialize;

use crate::judge::at_most;

/// Compressed bodies, without heads.
const CEILING_KB: f64 = 180.0;
const CEILING_REQUESTS: f64 = 12.0;

/// One request.
#[derive(Deserialize)]
pub(crate) struct Part {
    path: String,
    /// Bytes on the wire.
    body: f64,
    head: f64,
}

/// Prints what each part costs and the sums; whether these hold.
pub(crate) fn tell(parts: &[Part]) -> bool {
    println!("\nFrom a cold browser to a form that seals, compressed with brotli\n");
    println!("{:>9} {:>7}  ", "body B", "head B");
    let mut sorted: Vec<&Part> = parts.iter().collect();
    sorted.sort_by(|one, other| other.body.total_cmp(&one.body));
    for Part { path, body, head } in sorted {
        println!("{body:>9} {head:>7}  {path}");
    }
    let sum = |of: fn(&Part) -> f64| parts.iter().map(of).sum::<f64>();
    println!("{:>9} {:>7}  in all\n", sum(|part| part.body), sum(|part| part.head));
    let requests = u32::try_from(parts.len()).map_or(f64::INFINITY, f64::from);
    let light =
        at_most("Bytes to a usable, sealing form", sum(|part| part.body) / 1e3, CEILING_KB, "kB");
    let few = at_most("Requests", requests, CEILING_REQUESTS, "");
    light && few
}
