//! Paragraphs behind a mark, no wider than a terminal.

use super::{Print, clean_line};

/// Columns of the narrowest terminal that is still in use.
const WIDTH: usize = 80;

impl Print {
    /// A paragraph, `indent` columns from the left, behind a mark that stands there.
    pub fn paragraph(&self, mark: &str, indent: usize, text: &str) {
        let lines = wrap(&clean_line(text), WIDTH.saturating_sub(indent));
        for (place, line) in lines.into_iter().enumerate() {
            let mark = if place == 0 { mark } else { "" };
            self.line(format!("{mark:<indent$}{line}").trim_end());
        }
    }
}

/// Words in lines of so many characters; a longer word has a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_letters_and_no_word_is_cut() {
        assert_eq!(wrap("әлем әлем  әлем", 9), ["әлем әлем", "әлем"]);
        assert_eq!(wrap("a verylongword b", 5), ["a", "verylongword", "b"]);
    }
}
