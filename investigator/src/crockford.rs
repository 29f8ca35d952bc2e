//! Letters and digits that are written down by hand and typed again, the same in every language: Crockford's
//! base 32 (crockford.com/base32.html), without I, L, O and U, so that nobody reads one letter for another.

/// By their values.
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J',
    'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// The letter of the lowest five bits.
pub fn letter(value: u8) -> char {
    LETTERS.get(usize::from(value % 32)).copied().unwrap_or_default()
}

/// What a letter stands for: also what is easily taken for another one, and small ones.
pub fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    (0..32).zip(LETTERS).find(|(_, one)| *one == letter).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_stands_for_its_value_however_it_is_written() {
        for of in 0..32 {
            assert_eq!(value(letter(of)), Some(of));
            assert_eq!(value(letter(of).to_ascii_lowercase()), Some(of));
        }
        assert_eq!(['o', 'O', 'i', 'I', 'l', 'L'].map(value), [0, 0, 1, 1, 1, 1].map(Some));
        assert_eq!(['u', 'U', '-', ' ', 'Ж', 'ı'].map(value), [None; 6]);
    }
}
