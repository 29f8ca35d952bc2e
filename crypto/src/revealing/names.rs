//! Names: told by what stands before them, or by their own form.
//!
//! A table here is in the form that `words::fold` makes of a word: Kazakh letters as the Russian
//! ones they are typed with, `ы` and `і` as `и`, no soft sign.

use super::own::OwnName;
use super::words::{Page, Word, begins_with, ends_with, is_among, is_blank, is_one_of};

/// What says that a name follows: the words, how many words of a name they ask for, and the marks
/// of which one must stand between.
const CUES: [(&str, usize, &str); 19] = [
    ("меня зовут", 1, " :—–-"),
    ("мое имя", 1, " :—–-"),
    ("моя фамилия", 1, " :—–-"),
    ("я", 1, ",—–-"),
    ("я", 2, " "),
    ("с уважением", 1, " ,\n"),
    ("подпис", 1, ",:\n"),
    ("атим", 1, " :—–-"),
    ("есимим", 1, " :—–-"),
    ("ати-жоним", 1, " :—–-"),
    ("тегим", 1, " :—–-"),
    ("мен", 1, ",—–-"),
    ("мен", 2, " "),
    ("курметпен", 1, " ,\n"),
    ("my name is", 1, " :"),
    ("my name's", 1, " "),
    ("i am", 2, " "),
    ("i'm", 2, " "),
    ("signed", 1, ",:\n"),
];

/// As [`CUES`], for words that end a letter in English and are ordinary inside it.
const CLOSINGS: &str = "regards sincerely";

/// Written with a capital where a name could be, and never one.
const ORDINARY: &str = "я он она они ми ви мен ол биз сиз и в на не но а наш ваш наша ваша как это \
    где когда если потом после вчера кизи ули the my we he she they it this and but after";

/// The same, by how they begin.
const TITLES: &str = "директор началник менеджер специалист бухгалтер сотрудн работн коллектив \
    аноним жумискер кизметкер маман human head deputy senior chief general manager employee \
    specialist worker anonym";

/// A name in these is of a place.
const PLACES: &str =
    "каласи калада облис аудан коше област район атиндаги street region university";
const PLACES_BEFORE: &str = "ул улица улице имени им просп проспект проспекте street";

/// Two letters with full stops that are nobody's.
const ABBREVIATIONS: &str = "ps pm am us uk io ио пс зи рк рф кр тк ао оо";

/// Endings of the Russian and Kazakh patronymic: its forms, their case endings, and the letters
/// that must be left of the father's name.
const PATRONYMICS: [(&str, &str, usize); 5] = [
    ("ович евич", "а у ем е", 2),
    ("овн евн иничн", "а и е у ой ою", 2),
    ("ули кизи", KAZAKH, 3),
    ("ovich evich ovna evna uly kyzy qyzy", "'s", 3),
    (WEAK, "а у ем е", 2),
];
const KAZAKH: &str = "н нин на ни нда нан мен мин";
/// Ильич, but also a brick and a key: only after another name.
const WEAK: &str = "ич";

/// A name is not longer than this.
const WORDS_MAX: usize = 3;

/// Where the name that begins with this word ends.
pub(super) fn at(page: &Page, word: usize, own: &OwnName) -> Option<usize> {
    let told = told(page, word).or_else(|| i_am(page, word));
    let last = told.max(initials(page, word)).max(patronymic(page, word));
    let last = last.filter(|&last| !is_place(page, word, last));
    let own = page.word(word).filter(|it| own.has(it)).map(|_| word);
    let last = last.max(own)?;
    Some(page.word(last)?.end + usize::from(page.is_initial(last)))
}

/// Whether a word is no name, whatever its first letter.
pub(super) fn is_ordinary(word: &Word) -> bool {
    is_among(&word.folded, ORDINARY) || begins_with(&word.folded, TITLES)
}

fn is_name(page: &Page, word: usize) -> bool {
    page.word(word).is_some_and(|word| word.capital && !is_ordinary(word))
}

/// The last of the words of a name that begins here.
fn name_from(page: &Page, word: usize) -> Option<usize> {
    (word..word + WORDS_MAX)
        .take_while(|&at| is_name(page, at) || page.is_initial(at))
        .take_while(|&at| at == word || page.is_beside(at))
        .last()
}

/// She says that it is her name.
fn told(page: &Page, word: usize) -> Option<usize> {
    let last = name_from(page, word)?;
    let gap = page.gap_before(word);
    let is_cue = |words: &str, least: usize, marks: &str| {
        last - word + 1 >= least
            && gap.len() <= 8
            && gap.iter().any(|&c| is_one_of(c, marks))
            && gap.iter().all(|&c| is_one_of(c, " \t\u{a0}\r\n,:—–-\"«“("))
            && is_said_before(page, word, words)
    };
    let cued = CUES.iter().any(|&(words, least, marks)| is_cue(words, least, marks))
        || CLOSINGS.split_ascii_whitespace().any(|words| is_cue(words, 1, ",:\n"));
    cued.then_some(last)
}

fn is_said_before(page: &Page, word: usize, words: &str) -> bool {
    let mut before = word;
    words.split_ascii_whitespace().rev().all(|said| {
        let is_said = page.word_before(before).is_some_and(|it| it.folded == said);
        before = before.saturating_sub(1);
        is_said
    })
}

/// «Мен Айгүлмін»: in Kazakh, "I am" is an ending; but so does one say from where one is.
fn i_am(page: &Page, word: usize) -> Option<usize> {
    let last = name_from(page, word)?;
    let name = &page.word(last)?.folded;
    let name = ["мин", "бин", "пин"].into_iter().find_map(|ending| name.strip_suffix(ending))?;
    let is_hers = page.is_beside(word)
        && is_said_before(page, word, "мен")
        && name.chars().count() >= 3
        && !ends_with(name, "дан ден тан тен лик");
    is_hers.then_some(last)
}

/// «А. Б. Сейтқали», «Сейтқали А.Б.»
fn initials(page: &Page, word: usize) -> Option<usize> {
    let beside = |at: usize| page.is_beside(at);
    let third = |at: usize| page.is_initial(at) && beside(at);
    let pair = |at: usize| {
        let letters = [at, at + 1].map(|at| page.word(at).map_or("", |word| &word.folded)).concat();
        page.is_initial(at) && third(at + 1) && !is_among(&letters, ABBREVIATIONS)
    };
    let surname = |at: usize| is_name(page, at) && beside(at);
    if pair(word) {
        let alone = !(beside(word) && word.checked_sub(1).is_some_and(|at| page.is_initial(at)));
        return (alone && surname(word + 2)).then_some(word + 2);
    }
    let follows = is_name(page, word) && beside(word + 1) && pair(word + 1) && !third(word + 3);
    // «Потом А. Б. Сейтқали»: which of the two is the surname, a sentence's first word hides.
    let both = page.begins_sentence(word) && surname(word + 3);
    follows.then_some(word + if both { 3 } else { 2 })
}

/// A name with a patronymic, and the names beside it.
fn patronymic(page: &Page, word: usize) -> Option<usize> {
    for at in word..=word + WORDS_MAX {
        let here = page.word(at).filter(|_| at == word || page.is_beside(at))?;
        let father = page.word_before(at).filter(|_| at > word);
        let apart = father.is_some_and(|father| is_apart(father, here));
        let form = if is_name(page, at) { form_of(&here.folded) } else { None };
        if !apart && form.is_none() {
            if is_name(page, at) {
                continue;
            }
            return None;
        }
        let after = usize::from(is_name(page, at + 1) && page.is_beside(at + 1));
        let beside = at - word - usize::from(apart) + after;
        let weak = form == Some(WEAK) && at == word;
        let clear = beside > 0 || !page.begins_sentence(word);
        return (clear && !weak).then_some(at + after);
    }
    None
}

/// Which of the [`PATRONYMICS`] a word is.
fn form_of(folded: &str) -> Option<&'static str> {
    PATRONYMICS.into_iter().find_map(|(forms, endings, least)| {
        let is_form = |bare: &str| {
            forms.split_ascii_whitespace().any(|form| {
                bare.strip_suffix(form).is_some_and(|father| father.chars().count() >= least)
            })
        };
        let inflected = |ending: &str| folded.strip_suffix(ending).is_some_and(is_form);
        (is_form(folded) || endings.split_ascii_whitespace().any(inflected)).then_some(forms)
    })
}

/// «Болат қызы», but not «Болаттың қызы», which is his daughter.
fn is_apart(father: &Word, word: &Word) -> bool {
    let is_form = |bare: &str| bare == "ули" || bare == "кизи";
    let inflected = |ending: &str| word.folded.strip_suffix(ending).is_some_and(is_form);
    (is_form(&word.folded) || KAZAKH.split_ascii_whitespace().any(inflected))
        && !ends_with(&father.folded, "нин дин тин")
}

/// A street, a town or a university: they have names of people.
fn is_place(page: &Page, word: usize, last: usize) -> bool {
    let after = page.word(last + 1).filter(|_| page.is_beside(last + 1));
    let gap = page.gap_before(word);
    let near = gap.len() <= 2 && gap.iter().all(|&c| is_blank(c) || c == '.');
    after.is_some_and(|it| begins_with(&it.folded, PLACES))
        || page.word_before(word).is_some_and(|it| near && is_among(&it.folded, PLACES_BEFORE))
}
