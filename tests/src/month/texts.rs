//! What people say in the month. No two texts are alike, and each has a word in it that stands
//! nowhere else: whoever finds the word has found the text.

use rand::Rng as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;

const SENTENCES: [&str; 8] = [
    "Ол маған ұятсыз сөз айтты, мен жауап бермедім.",
    "Кеше кешке тағы хат жазды, енді не істерімді білмеймін.",
    "Хабарламаңыз бізде, ертең сағат онда жазамыз.",
    "Он опять позвал меня в кабинет после смены.",
    "Мы получили ваше письмо и начали проверку.",
    "Прошу не говорить об этом начальнику участка.",
    "He said it in front of everybody at the meeting.",
    "We will write again when we have spoken to the witness.",
];
const WORDS: [&str; 6] = ["қызғалдақ", "бәйтерек", "тұмар", "гладиолус", "полынь", "larkspur"];
const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz";
/// Nobody meets so many letters by chance.
const OWN_LETTERS: usize = 9;

/// Where they come from.
#[derive(Default)]
pub struct Texts {
    count: usize,
}

impl Texts {
    /// One that was never said before.
    pub fn next(&mut self, rng: &mut StdRng) -> String {
        let (first, second) = (sentence(rng), sentence(rng));
        format!("{first}\n{second} {}.", self.own_word(rng))
    }

    /// A name that nobody else has.
    pub fn name(&mut self, rng: &mut StdRng) -> String {
        format!("Гүлнәр {}", self.own_word(rng))
    }

    fn own_word(&mut self, rng: &mut StdRng) -> String {
        self.count += 1;
        let word = WORDS.choose(rng).expect("a word");
        let letter = |_| char::from(*LETTERS.choose(rng).expect("a letter"));
        let own: String = (0..OWN_LETTERS).map(letter).collect();
        format!("{word}-{own}")
    }
}

/// The word of a text that stands nowhere else.
pub fn own_word(text: &str) -> &str {
    let word = text.split_whitespace().next_back().unwrap_or_default();
    word.trim_end_matches('.')
}

/// The letters in it, which a search takes for one word.
pub fn own_letters(text: &str) -> &str {
    let word = own_word(text);
    word.rsplit_once('-').map_or(word, |(_, letters)| letters)
}

fn sentence(rng: &mut StdRng) -> &'static str {
    SENTENCES[rng.gen_range(0..SENTENCES.len())]
}
