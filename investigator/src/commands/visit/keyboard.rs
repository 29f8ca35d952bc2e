//! What is typed, line by line. What was read goes with whoever asked for it: the buffer is wiped.

use std::io::{self, IsTerminal as _, Read};

use zeroize::{Zeroize as _, Zeroizing};

/// A terminal gives up at 4,095 bytes of a line.
const BUFFER: usize = 4_096;
/// Nobody pastes a longer line.
const LINE_MAX: usize = 65_536;

/// Lines of an input.
pub(in crate::commands) struct Keyboard<'a> {
    from: &'a mut dyn Read,
    buffer: Zeroizing<[u8; BUFFER]>,
    /// What of the buffer was read and not given away.
    unread: std::ops::Range<usize>,
}

impl<'a> Keyboard<'a> {
    pub(super) fn new(from: &'a mut dyn Read) -> Self {
        Self { from, buffer: Zeroizing::new([0; BUFFER]), unread: 0..0 }
    }

    /// The next line without its end; `None` after the last. Of a longer one, the first
    /// [`LINE_MAX`] bytes.
    pub(super) fn line(&mut self) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        // Room for what a terminal takes: a vector that grows leaves copies behind.
        let mut line = Zeroizing::new(Vec::with_capacity(BUFFER));
        let mut is_any = false;
        while let Some(byte) = self.byte()? {
            is_any = true;
            match byte {
                b'\n' => break,
                _ if line.len() < LINE_MAX => line.push(byte),
                _ => {}
            }
        }
        Ok(is_any.then_some(line))
    }

    /// The next line, typed without being shown where that can be: what is typed before the echo is
    /// off would be seen.
    pub(super) fn hidden(&mut self) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        if !self.unread.is_empty() || !io::stdin().is_terminal() {
            return self.line();
        }
        let typed = rpassword::read_password()?;
        Ok(Some(Zeroizing::new(typed.into_bytes())))
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        if self.unread.is_empty() {
            self.buffer.zeroize();
            let read = self.from.read(&mut *self.buffer)?;
            self.unread = 0..read;
        }
        let place = self.unread.next();
        Ok(place.and_then(|place| self.buffer.get(place).copied()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_whatever_the_pieces_in_which_they_are_read() {
        let long = "ә".repeat(BUFFER);
        let text = format!("one\n\n{long}\nlast");
        let mut input = text.as_bytes();
        let mut keyboard = Keyboard::new(&mut input);
        let lines: Vec<String> = std::iter::from_fn(|| keyboard.line().unwrap())
            .map(|line| String::from_utf8(line.to_vec()).unwrap())
            .collect();
        assert_eq!(lines, ["one", "", &long, "last"]);
    }

    #[test]
    fn nothing_of_what_was_given_away_is_left_when_more_is_read() {
        let text = format!("secret words\n{}", "x".repeat(BUFFER));
        let (first, more) = text.as_bytes().split_at(13);
        let mut input = first.chain(more.get(..3).unwrap());
        let mut keyboard = Keyboard::new(&mut input);
        keyboard.line().unwrap();
        keyboard.line().unwrap();
        assert!(!keyboard.buffer.windows(6).any(|bytes| bytes == b"secret"));
    }
}
