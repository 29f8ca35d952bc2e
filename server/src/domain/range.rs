//! One byte range of RFC 9110, section 14: a download through Tor goes on where it broke off.

use std::ops::Range;

/// What of a body is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// All of it.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// None of its bytes.
    Outside,
}

impl Asked {
    /// Reads the value of `Range` for a body of so many bytes. What is not one range of bytes is
    /// ignored, as section 14.2 says.
    pub fn parse(header: Option<&str>, length: u64) -> Self {
        let Some(range) = header.and_then(|text| text.strip_prefix("bytes=")) else {
            return Self::Whole;
        };
        let Some((first, last)) = range.split_once('-') else { return Self::Whole };
        match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => {
                part(first, last.saturating_add(1), length)
            }
            (Some(first), None) if last.is_empty() => part(first, length, length),
            (None, Some(0)) if first.is_empty() => Self::Outside,
            (None, Some(count)) if first.is_empty() => {
                part(length.saturating_sub(count), length, length)
            }
            _ => Self::Whole,
        }
    }
}

fn part(start: u64, end: u64, length: u64) -> Asked {
    if start < length { Asked::Part(start..end.min(length)) } else { Asked::Outside }
}

/// Digits alone; `parse` would take a sign too.
fn number(text: &str) -> Option<u64> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let ask = |text: &str| Asked::parse(Some(text), 100);
        assert_eq!(ask("bytes=0-0"), Asked::Part(0..1));
        assert_eq!(ask("bytes=40-"), Asked::Part(40..100));
        assert_eq!(ask("bytes=-30"), Asked::Part(70..100));
        assert_eq!(ask("bytes=-300"), Asked::Part(0..100));
        assert_eq!(ask("bytes=90-300"), Asked::Part(90..100));
        for outside in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(ask(outside), Asked::Outside, "{outside}");
        }
        for ignored in ["bytes=5-4", "bytes=0-1,3-4", "lines=0-1", "bytes=+1-2", "bytes=-", "x"] {
            assert_eq!(ask(ignored), Asked::Whole, "{ignored}");
        }
        assert_eq!(Asked::parse(None, 0), Asked::Whole);
        assert_eq!(Asked::parse(Some("bytes=0-"), 0), Asked::Outside);
    }
}
