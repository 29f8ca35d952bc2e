//! What a file says, so that it can be shown: short, and nothing that plays tricks with what it stands
//! beside.

/// Characters of a value that is shown.
const SHOWN: usize = 80;

/// Of text in any encoding that has ASCII in it: what cannot be shown is left out.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let plain = text.chars().filter(|c| !c.is_control() && !is_invisible(*c));
    plain.take(SHOWN).collect::<String>().trim().to_owned()
}

/// Marks of direction and of width zero, and what stands for what could not be read.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_short_and_plain() {
        assert_eq!(shown(b" SM-A515F\0\0"), "SM-A515F");
        assert_eq!(shown("Айгүл\u{202e}\u{200b} \u{1b}[2J".as_bytes()), "Айгүл [2J");
        assert_eq!(shown(&[b'x'; 5_000]).len(), 80);
    }
}
