//! What strangers wrote, made fit for a terminal.
//!
//! Only what is seen may stay: whatever steers, hides or piles up is taken out, and it is seen that
//! it was there. Letters that look like others cannot be told from them; against those there is the
//! bar of [`super::Print::passage`]. Scripts that run from the right stay too, and a terminal may
//! order a line with them as it does; it cannot leave the line.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar as _;

/// What stands for what was taken out.
const TAKEN_OUT: char = '\u{fffd}';

/// Marks above and below one letter, and joiners behind it. Vietnamese needs two, Hebrew with its
/// points three; more than four reach over the lines above and below.
const MARKS_MAX: u32 = 4;

/// Text without anything that steers a terminal, turns the reading direction, cannot be seen or
/// reaches into other lines; lines and tabs stay.
pub fn clean(text: &str) -> String {
    let mut gate = Gate::default();
    let mut cleaned = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match gate.judge(c) {
            Verdict::Stays => cleaned.push(c),
            Verdict::TakenOut => cleaned.push(TAKEN_OUT),
            Verdict::Told => {}
        }
    }
    cleaned
}

/// As [`clean`], on one line.
pub fn clean_line(text: &str) -> String {
    clean(text).replace(['\n', '\t'], " ")
}

/// One line of at most so many characters; what is cut away is seen to be.
pub fn shorten(text: &str, characters: usize) -> String {
    let text = clean_line(text);
    if text.chars().count() <= characters {
        return text;
    }
    let kept: String = text.chars().take(characters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// JSON in which nothing steers a terminal, and nothing is lost: `\u` escapes.
pub(crate) fn escape_json(json: &str) -> String {
    let mut gate = Gate::default();
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(gate.judge(c), Verdict::Stays) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

/// Whether a character is not shown but does something, or is not seen at all: all controls (with
/// the ESC and CSI that begin a terminal's sequences), what Unicode calls ignorable by default (marks
/// of direction, fillers, soft hyphens, tags, selectors), and what separates lines or annotates.
///
/// The two joiners stay, for Persian and emoji need them, and so do the two selectors that choose
/// between a sign and its picture; both count as marks.
pub(super) fn steers(c: char) -> bool {
    if matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}') {
        return false;
    }
    c.is_control()
        || matches!(c,
            // Default_Ignorable_Code_Point of Unicode 17 (DerivedCoreProperties.txt).
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
            // Separators of lines and paragraphs, annotation, the layout of hieroglyphs.
            | '\u{2028}'..='\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}')
}

/// Looks at one character after the other.
#[derive(Default)]
struct Gate {
    /// What the last letter may still carry; at the beginning of a line there is none.
    room: u32,
    /// Whether it was said of this letter that there was more.
    told: bool,
}

enum Verdict {
    Stays,
    TakenOut,
    /// Taken out too; it was said already.
    Told,
}

impl Gate {
    fn judge(&mut self, c: char) -> Verdict {
        if matches!(c, '\n' | '\t') {
            *self = Self::default();
            return Verdict::Stays;
        }
        if steers(c) {
            *self = Self { room: MARKS_MAX, told: false };
            return Verdict::TakenOut;
        }
        if c.width() != Some(0) {
            *self = Self { room: MARKS_MAX, told: false };
            return Verdict::Stays;
        }
        match self.room.checked_sub(1) {
            Some(room) => self.room = room,
            None if self.told => return Verdict::Told,
            None => {
                self.told = true;
                return Verdict::TakenOut;
            }
        }
        Verdict::Stays
    }
}

#[cfg(test)]
mod tests {
    use icu_properties::props::{
        DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup,
        PrependedConcatenationMark,
    };
    use icu_properties::{CodePointMapData, CodePointSetData};
    use proptest::prelude::*;

    use super::*;

    const HOSTILE: &str = "a\u{1b}[2J\u{9b}31m\u{7}\u{202e}b\u{2066}\u{200f}\u{e0041}\rc\u{0}";

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(clean(HOSTILE), "a�[2J�31m��b����c�", "and it is seen that it was there");
        assert_eq!(clean("әғқңөұүһі\r\nx\ty"), "әғқңөұүһі\nx\ty");
        assert_eq!(clean_line("one\ntwo"), "one two");
        assert_eq!([shorten("жатақхана", 9), shorten("түнгі ауысым", 7)], ["жатақхана", "түнгі…"]);
        for hidden in
            "\u{61c}\u{ad}\u{115f}\u{1160}\u{3164}\u{ffa0}\u{fff9}\u{2028}\u{fe01}".chars()
        {
            assert_eq!(clean(&format!("a{hidden}b")), "a�b", "{hidden:?}");
        }
    }

    #[test]
    fn what_languages_and_pictures_need_stays() {
        for text in
            ["й и\u{306}", "ệ e\u{323}\u{302}", "می\u{200c}خواهم", "❤\u{fe0f}", "👩\u{200d}🔬"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn marks_pile_up_to_a_bound_and_begin_no_line() {
        let pile = "\u{335}".repeat(500);
        assert_eq!(clean(&format!("a{pile}b")), format!("a{}�b", "\u{335}".repeat(4)));
        assert_eq!(clean(&format!("{pile}a\n{pile}")), "�a\n�", "nor reach to the bar before it");
        assert_eq!(clean(&format!("\u{1b}{pile}")), format!("�{}�", "\u{335}".repeat(4)));
    }

    #[test]
    fn every_character_that_unicode_calls_invisible_is_judged() {
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        let category = CodePointMapData::<GeneralCategory>::new();
        // Signs that are seen although they are called format characters.
        let seen = CodePointSetData::new::<PrependedConcatenationMark>();
        let invisible = GeneralCategoryGroup::Control
            .union(GeneralCategoryGroup::Format)
            .union(GeneralCategoryGroup::LineSeparator)
            .union(GeneralCategoryGroup::ParagraphSeparator);
        let kept = ['\u{200c}', '\u{200d}', '\u{fe0e}', '\u{fe0f}'];
        for c in '\0'..=char::MAX {
            let is_seen = !invisible.contains(category.get(c)) || seen.contains(c);
            let hidden = ignorable.contains(c) || !is_seen;
            assert_eq!(steers(c), hidden && !kept.contains(&c), "{c:?}");
        }
    }

    #[test]
    fn json_loses_nothing_and_steers_nothing() {
        let pile = format!("{HOSTILE}a{}", "\u{335}".repeat(9));
        let json = escape_json(&serde_json::to_string(&pile).unwrap());
        assert!(!json.contains(|c: char| c.is_control() || steers(c)), "{json:?}");
        assert_eq!(json.matches('\u{335}').count(), 4, "{json:?}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), pile);
    }

    proptest! {
        #[test]
        fn what_was_cleaned_is_clean(text in r"(\PC|\p{Mn}|\p{Cf}|\p{Cc}){0,60}") {
            let once = clean(&text);
            prop_assert!(once.chars().all(|c| matches!(c, '\n' | '\t') || !steers(c)));
            prop_assert_eq!(clean(&once), once);
        }
    }
}
