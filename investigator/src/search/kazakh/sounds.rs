//! The sounds that endings go by.

/// A vowel.
pub(super) const VOWEL: u8 = 1;
/// р, й, and у, which is a consonant behind a vowel.
pub(super) const SONANT: u8 = 2;
/// л.
pub(super) const LIQUID: u8 = 4;
/// м, н, ң.
pub(super) const NASAL: u8 = 8;
/// з, ж.
pub(super) const HUSHED: u8 = 16;
/// All others; at the end of a word б, в, г, ғ and д are spoken without voice too.
pub(super) const VOICELESS: u8 = 32;

/// What a letter sounds like at the end of a stem; none of them for what is no letter.
pub(super) const fn sound(letter: char) -> u8 {
    match letter {
        'а' | 'ә' | 'е' | 'ё' | 'о' | 'ө' | 'ұ' | 'ү' | 'ы' | 'і' | 'э' | 'я' => VOWEL,
        // Loan words keep them as vowels: «такси».
        'и' | 'ю' => VOWEL | SONANT,
        'р' | 'й' | 'у' => SONANT,
        'л' => LIQUID,
        'м' | 'н' | 'ң' => NASAL,
        'з' | 'ж' => HUSHED,
        'а'..='я' | 'ғ' | 'қ' | 'һ' => VOICELESS,
        _ => 0,
    }
}

/// Whether a vowel takes endings with а and ы, with е and і, or with either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Harmony {
    /// а, о, ұ, ы.
    Back,
    /// ә, е, ө, ү, і.
    Front,
    /// и, у, ю say nothing.
    Either,
}

/// The harmony of the last vowel; `None` if there is none, and so no stem.
pub(super) fn harmony(letters: &[char], keyboard: bool) -> Option<Harmony> {
    let last = letters.len().saturating_sub(1);
    letters.iter().enumerate().rev().find_map(|(place, letter)| match letter {
        // Typed without Kazakh letters, о is ө too, and и is і.
        'о' | 'и' if keyboard => Some(Harmony::Either),
        // «кінә» and its like are written with both.
        'ә' if place == last => Some(Harmony::Either),
        'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' => Some(Harmony::Back),
        'ә' | 'е' | 'ө' | 'ү' | 'і' | 'э' => Some(Harmony::Front),
        'и' | 'у' | 'ю' => Some(Harmony::Either),
        _ => None,
    })
}

/// As it is typed on a keyboard that has Russian letters only.
pub(in crate::search) const fn on_keyboard(letter: char) -> char {
    match letter {
        'қ' => 'к',
        'ғ' => 'г',
        'ң' => 'н',
        'ұ' | 'ү' => 'у',
        'ө' => 'о',
        'ә' => 'а',
        'һ' => 'х',
        'і' => 'и',
        other => other,
    }
}
