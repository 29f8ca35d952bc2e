//! What goes from inside to outside: a line of JSON that says what follows, and pixels, letters or samples
//! behind it.
//! Nothing in it is believed: whoever said it may be anybody by now.

use std::io::{self, BufRead, Read, Write};

use serde::{Deserialize, Serialize};

use super::{PAGES_MAX, SIDE_MAX, TEXT_MAX, wav};

/// Of the first line, in bytes.
const HEAD_MAX: u64 = 4_096;

/// Bytes of a pixel: red, green, blue.
const PIXEL: usize = 3;

/// What is said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    Pictures {
        all: u64,
        are_pages: bool,
        pictures: Vec<Pixels>,
    },
    Writing {
        text: String,
        encoding: String,
        is_guessed: bool,
        is_cut: bool,
    },
    Recording {
        told: Told,
        /// Two bytes each, the lower one first.
        samples: Vec<u8>,
    },
    Unseen(Reason),
}

/// What is told of a recording beside its sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Samples in a second.
    pub(super) rate: u32,
    /// Whether there is more.
    pub is_cut: bool,
    /// Whether something of it could not be read.
    pub is_broken: bool,
    /// Whether it is the sound of a film.
    pub is_film: bool,
}

/// Row by row from above, three bytes each.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) rgb: Vec<u8>,
}

/// Why a file cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Nobody here knows how to read this kind of file safely.
    Unknown,
    /// It is a recording or a film of a kind that cannot be played here.
    Unplayable,
    /// It is cut off, or is not what it begins as.
    Damaged,
    /// It claims more pixels, or takes more memory, than is given to it.
    TooLarge,
    /// It is locked with a password.
    Locked,
    /// The system does not take away what must be taken away first.
    Unconfined,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Head {
    Pictures { all: u64, are_pages: bool, sides: Vec<(u32, u32)> },
    Writing { encoding: String, is_guessed: bool, is_cut: bool, bytes: usize },
    Recording { told: Told, bytes: usize },
    Unseen(Reason),
}

impl Said {
    pub(super) fn write(&self, mut to: impl Write) -> io::Result<()> {
        let head = match self {
            Self::Pictures { all, are_pages, pictures } => Head::Pictures {
                all: *all,
                are_pages: *are_pages,
                sides: pictures.iter().map(|it| (it.width, it.height)).collect(),
            },
            Self::Writing { text, encoding, is_guessed, is_cut } => Head::Writing {
                encoding: encoding.clone(),
                is_guessed: *is_guessed,
                is_cut: *is_cut,
                bytes: text.len(),
            },
            Self::Recording { told, samples } => {
                Head::Recording { told: *told, bytes: samples.len() }
            }
            Self::Unseen(reason) => Head::Unseen(*reason),
        };
        let mut line = serde_json::to_vec(&head)?;
        line.push(b'\n');
        to.write_all(&line)?;
        match self {
            Self::Pictures { pictures, .. } => {
                pictures.iter().try_for_each(|picture| to.write_all(&picture.rgb))
            }
            Self::Writing { text, .. } => to.write_all(text.as_bytes()),
            Self::Recording { samples, .. } => to.write_all(samples),
            Self::Unseen(_) => Ok(()),
        }
    }

    /// None if it makes no sense: too much, too little, or something else.
    pub(super) fn read(mut from: impl BufRead) -> Option<Self> {
        let head = serde_json::from_slice(&line(&mut from)?).ok()?;
        let said = match head {
            Head::Unseen(reason) => Self::Unseen(reason),
            Head::Pictures { all, are_pages, sides } => {
                if sides.is_empty() || sides.len() > PAGES_MAX {
                    return None;
                }
                let mut pictures = Vec::new();
                for (width, height) in sides {
                    pictures.push(Pixels::read(width, height, &mut from)?);
                }
                let all = all.max(u64::try_from(pictures.len()).ok()?);
                Self::Pictures { all, are_pages, pictures }
            }
            Head::Writing { encoding, is_guessed, is_cut, bytes } => {
                let text = exactly(&mut from, Some(bytes).filter(|bytes| *bytes <= TEXT_MAX)?)?;
                let text = String::from_utf8(text).ok()?;
                Self::Writing { text, encoding, is_guessed, is_cut }
            }
            Head::Recording { told, bytes } => {
                let most = wav::bytes_max(told.rate)?;
                let samples = exactly(&mut from, Some(bytes).filter(|bytes| *bytes <= most)?)?;
                Self::Recording { told, samples }
            }
        };
        let is_over = matches!(from.read(&mut [0]), Ok(0));
        is_over.then_some(said)
    }
}

impl Pixels {
    fn read(width: u32, height: u32, from: &mut impl Read) -> Option<Self> {
        let is_side = |side: u32| (1..=SIDE_MAX).contains(&side);
        if !is_side(width) || !is_side(height) {
            return None;
        }
        let pixels = usize::try_from(width * height).ok()?;
        Some(Self { width, height, rgb: exactly(from, pixels * PIXEL)? })
    }
}

/// Without its end.
fn line(from: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    from.take(HEAD_MAX).read_until(b'\n', &mut line).ok()?;
    line.pop().filter(|end| *end == b'\n').map(|_| line)
}

fn exactly(from: &mut impl Read, bytes: usize) -> Option<Vec<u8>> {
    let mut read = vec![0; bytes];
    from.read_exact(&mut read).ok()?;
    Some(read)
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    fn written(said: &Said) -> Vec<u8> {
        let mut bytes = Vec::new();
        said.write(&mut bytes).unwrap();
        bytes
    }

    fn samples() -> [Said; 4] {
        let pixels = |width, height, byte| Pixels {
            width,
            height,
            rgb: vec![byte; usize::try_from(width * height).unwrap() * PIXEL],
        };
        let pictures = vec![pixels(2, 3, b'\n'), pixels(1, 1, 7)];
        let told = Told { rate: 8_000, is_cut: true, is_broken: true, is_film: false };
        let (text, encoding) = ("Айгүл\n".to_owned(), "UTF-8".to_owned());
        [
            Said::Pictures { all: 9, are_pages: true, pictures },
            Said::Writing { text, encoding, is_guessed: false, is_cut: true },
            Said::Recording { told, samples: vec![7; 12] },
            Said::Unseen(Reason::TooLarge),
        ]
    }

    #[test]
    fn what_was_said_is_heard_and_nothing_shorter_or_longer() {
        for said in samples() {
            let bytes = written(&said);
            assert_eq!(Said::read(bytes.as_slice()).as_ref(), Some(&said));
            for end in 0..bytes.len() {
                assert_eq!(Said::read(&bytes[..end]), None, "{said:?} {end}");
            }
            assert_eq!(Said::read([bytes.as_slice(), b"\0"].concat().as_slice()), None);
        }
    }

    #[test]
    fn more_than_is_shown_is_not_taken_and_no_memory_for_it() {
        let sides = |sides: &str| {
            format!("{{\"pictures\":{{\"all\":1,\"are_pages\":false,\"sides\":[{sides}]}}}}\n")
        };
        let many = vec!["[1,1]"; PAGES_MAX + 1].join(",");
        let writing = "{\"writing\":{\"encoding\":\"\",\"is_guessed\":false,\"is_cut\":false,\"bytes\":BYTES}}\n";
        let sound = "{\"recording\":{\"told\":{\"rate\":RATE,\"is_cut\":false,\"is_broken\":false,\"is_film\":false},\"bytes\":BYTES}}\n";
        let recording = |rate, bytes| sound.replace("RATE", rate).replace("BYTES", bytes);
        let endless = |head: String| io::Cursor::new(head).chain(BufReader::new(io::repeat(b'a')));
        for head in [
            sides(""),
            sides("[0,1]"),
            sides("[1601,1]"),
            sides("[4294967295,4294967295]"),
            sides(&many),
            writing.replace("BYTES", "200001"),
            writing.replace("BYTES", "18446744073709551615"),
            recording("8000", "14400002"),
            recording("16000", "18446744073709551615"),
            recording("0", "2"),
            recording("4294967295", "2"),
            String::new(),
            "{\"unseen\":\"unknown\"}\n".to_owned(),
        ] {
            assert_eq!(Said::read(endless(head.clone())), None, "{head}");
        }
        let not_text = [writing.replace("BYTES", "1").as_bytes(), b"\xff"].concat();
        assert_eq!(Said::read(not_text.as_slice()), None);
    }

    proptest! {
        #[test]
        fn nothing_that_is_said_breaks_who_listens(bytes: Vec<u8>) {
            let _ = Said::read(bytes.as_slice());
            for said in samples() {
                let mut spoilt = written(&said);
                for (place, byte) in bytes.iter().enumerate().take(8) {
                    let place = usize::from(*byte) * (place + 1) % spoilt.len();
                    spoilt[place] ^= byte;
                }
                let _ = Said::read(spoilt.as_slice());
            }
        }
    }
}
