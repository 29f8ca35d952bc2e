//! A text that does not fit becomes several, cut where it hurts least.

use super::ComposeError;

/// The longest beginning of a text that can be written, what came of it, and the rest of the text.
pub(super) fn longest<T>(
    text: &str,
    write: impl Fn(&str) -> Result<T, ComposeError>,
) -> Result<(T, &str, &str), ComposeError> {
    let mut part = text;
    loop {
        match write(part.trim_end()) {
            Ok(written) => {
                let rest = text.strip_prefix(part).unwrap_or_default();
                return Ok((written, part.trim_end(), rest.trim_start()));
            }
            // A byte of text is at least one of JSON, so cutting what is over is enough.
            Err(ComposeError::TooLong { over }) if over < part.len() => {
                part = cut(part, part.len() - over);
                if part.trim().is_empty() {
                    return Err(ComposeError::TooLong { over });
                }
            }
            Err(error) => return Err(error),
        }
    }
}

/// At most `max` bytes of a text: up to the end of a paragraph, a line or a word if one ends in the
/// second half, else up to a whole character.
fn cut(text: &str, max: usize) -> &str {
    let (head, _) = text.split_at_checked(text.floor_char_boundary(max)).unwrap_or((text, ""));
    let end = ["\n\n", "\n", " "]
        .into_iter()
        .find_map(|mark| head.rfind(mark).filter(|at| *at >= head.len() / 2));
    end.and_then(|at| head.get(..at)).unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(max: usize) -> impl Fn(&str) -> Result<usize, ComposeError> {
        move |part| match part.len().checked_sub(max) {
            None | Some(0) => Ok(part.len()),
            Some(over) => Err(ComposeError::TooLong { over }),
        }
    }

    fn parts(text: &str, max: usize) -> Vec<String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (_, part, after) = longest(rest, fits(max)).unwrap();
            assert!(part.len() <= max);
            parts.push(part.to_owned());
            rest = after;
        }
        parts
    }

    #[test]
    fn a_text_is_cut_at_paragraphs_lines_words_and_never_inside_a_character() {
        assert_eq!(parts("short", 10), ["short"]);
        assert_eq!(parts("one one one\n\ntwo two", 15), ["one one one", "two two"]);
        assert_eq!(parts("aaaa bbbb cccc", 10), ["aaaa bbbb", "cccc"]);
        assert_eq!(parts("ұұұұұ", 5), ["ұұ", "ұұ", "ұ"]);
        assert_eq!(longest("ұ", fits(1)), Err(ComposeError::TooLong { over: 1 }));
    }

    #[test]
    fn nothing_of_a_long_text_is_lost() {
        let text = "Жауап мәтіні, ұзын. ".repeat(900);
        let joined = parts(text.trim(), 6_000).join(" ");
        assert_eq!(joined, text.trim());
    }
}
