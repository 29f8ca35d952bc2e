//! A text as letters and words, compared without case and without the letters people mix up.

/// A text, read once.
pub(super) struct Page {
    chars: Vec<char>,
    words: Vec<Word>,
}

/// A run of letters, with hyphens and apostrophes between them.
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) folded: String,
    /// Written as a name is.
    pub(super) capital: bool,
}

impl Page {
    pub(super) fn read(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut words = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let length = word_length(rest(&chars, at));
            if let Some(letters) = chars.get(at..at + length).filter(|letters| !letters.is_empty())
            {
                words.push(Word {
                    start: at,
                    end: at + length,
                    folded: letters.iter().copied().filter_map(fold).collect(),
                    capital: is_capital(letters),
                });
            }
            at += length.max(1);
        }
        Self { chars, words }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|before| self.char(before))
    }

    pub(super) fn from(&self, at: usize) -> &[char] {
        rest(&self.chars, at)
    }

    pub(super) fn text(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    pub(super) fn word(&self, index: usize) -> Option<&Word> {
        self.words.get(index)
    }

    pub(super) fn word_before(&self, index: usize) -> Option<&Word> {
        index.checked_sub(1).and_then(|before| self.word(before))
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// What stands between a word and the one before it.
    pub(super) fn gap_before(&self, index: usize) -> &[char] {
        let start = self.word_before(index).map_or(0, |word| word.end);
        let end = self.word(index).map_or(start, |word| word.start);
        self.chars.get(start..end).unwrap_or_default()
    }

    /// Whether a word belongs with the one before it: nothing but a space is between them.
    pub(super) fn is_beside(&self, index: usize) -> bool {
        let gap = self.gap_before(index);
        let after_initial = index.checked_sub(1).is_some_and(|before| self.is_initial(before));
        let (gap, spaces) = match gap.split_first() {
            Some((&'.', gap)) if after_initial => (gap, 0..=2),
            _ => (gap, 1..=2),
        };
        self.word(index).is_some()
            && spaces.contains(&gap.len())
            && gap.iter().all(|&c| is_blank(c))
    }

    /// Whether a word is one capital letter with a full stop.
    pub(super) fn is_initial(&self, index: usize) -> bool {
        self.word(index).is_some_and(|word| {
            word.end - word.start == 1
                && self.char(word.start).is_some_and(|c| lower(c) != c)
                && self.char(word.end) == Some('.')
        })
    }

    /// Whether a word begins a sentence, so that a capital says nothing.
    pub(super) fn begins_sentence(&self, index: usize) -> bool {
        let gap = self.gap_before(index);
        index == 0 || gap.len() > 4 || gap.iter().any(|&c| is_one_of(c, ".!?…:;\n•"))
    }
}

fn rest(chars: &[char], at: usize) -> &[char] {
    chars.get(at..).unwrap_or_default()
}

fn word_length(chars: &[char]) -> usize {
    let mut length = 0;
    let mut last = ' ';
    for (at, &c) in chars.iter().enumerate() {
        if is_letter(c) {
            length = at + 1;
        } else if !(is_one_of(c, "-'’‑") && is_letter(last)) {
            break;
        }
        last = c;
    }
    length
}

/// An abbreviation is not a name: of letters in capitals, only a long word is.
fn is_capital(letters: &[char]) -> bool {
    let is_upper = |c: &char| lower(*c) != *c;
    match letters {
        [first, second, ..] if is_upper(first) => {
            !is_upper(second)
                || letters.len() > 4 && letters.iter().all(|c| is_upper(c) || !is_letter(*c))
        }
        _ => false,
    }
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}')
}

/// The letters of Europe, the Caucasus and the East: names in all of them are written here.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{c0}'..='\u{1fff}' | '\u{3040}'..='\u{d7ff}') && !matches!(c, '×' | '÷')
}

pub(super) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit()
}

/// Latin and Cyrillic only: the tables of `char::to_lowercase` are longer than all of this.
pub(super) fn lower(c: char) -> char {
    let code = u32::from(c);
    let step = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x410..=0x42f => 32,
        0x400..=0x40f => 80,
        0x100..=0x17f | 0x48a..=0x4bf | 0x4d0..=0x52f => 1 - code % 2,
        _ => 0,
    };
    char::from_u32(code + step).unwrap_or(c)
}

/// Kazakh is often typed with the letters of a Russian keyboard, and a soft sign comes and goes.
fn fold(c: char) -> Option<char> {
    Some(match lower(c) {
        'ь' | 'ъ' => return None,
        'ё' => 'е',
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' | 'ы' => 'и',
        '’' => '\'',
        '‑' => '-',
        c => c,
    })
}

/// As `str::contains`, whose search is as long in the module as a whole file here.
pub(super) fn is_one_of(c: char, signs: &str) -> bool {
    signs.chars().any(|one| one == c)
}

/// Whether a word is in a list of words with spaces between them: the shortest table there is.
pub(super) fn is_among(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

/// Whether a word begins with one of a list.
pub(super) fn begins_with(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|one| word.starts_with(one))
}

/// Whether a word ends with one of a list.
pub(super) fn ends_with(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|one| word.ends_with(one))
}
