//! The endings of Kazakh words: plural, possession, case, person, and the common forms of the verb.
//!
//! Kazakh has no prefixes and hardly a stem that changes: a word is a stem and a chain of endings,
//! each in a fixed [`Slot`]. Which variant of an ending is written follows from the letters before
//! it: its vowel from the last vowel (harmony), its first consonant from the last sound. So what
//! only looks like an ending can mostly be told from one. The rules are those of any grammar of the
//! written language; no table of somebody else's is copied.

use super::sounds::{HUSHED, LIQUID, NASAL, SONANT, VOICELESS, VOWEL};

/// What an ending says, and so where in the chain it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// "more than one": достар.
    Plural,
    /// "without": рұқсатсыз.
    Without,
    /// "my", "your": досым, досың. Their dative is short.
    Own,
    /// "our", "your" politely: досымыз, досыңыз.
    Owner,
    /// "his", "her", "their": досы.
    Third,
    /// The six cases, and "like", "that is at": достың, досқа, достағы.
    Case,
    /// Cases behind [`Slot::Own`]: досыма.
    OwnCase,
    /// Cases behind [`Slot::Third`]: досына, досында.
    ThirdCase,
    /// "I am", "you are": доспын.
    Person,
    /// The verb's name: айту.
    Name,
    /// "who has said", "who says": айтқан, айтатын.
    Participle,
    /// "because": айтқандықтан.
    Because,
    /// "will say", "will not say": айтар, айтпас.
    Future,
    /// "you", of several people: айттыңыздар.
    Several,
    /// A finite or adverbial form with its person: айтты, айтады, айтып.
    Finite,
    /// The same, so short that only a long stem is believed: айта.
    Short,
    /// "want to": айтқым.
    Wish,
    /// "not": айтпа.
    Not,
}

impl Slot {
    /// What may stand right before an ending of this slot, if not the stem itself.
    pub(super) const fn before(self) -> &'static [Self] {
        match self {
            Self::Without | Self::Not => &[],
            Self::Plural => &[Self::Without, Self::Name, Self::Participle],
            Self::Own | Self::Owner | Self::Third => {
                &[Self::Plural, Self::Without, Self::Name, Self::Participle, Self::Wish]
            }
            Self::Case => &[
                Self::Own,
                Self::Owner,
                Self::Third,
                Self::Plural,
                Self::Without,
                Self::Name,
                Self::Participle,
                Self::Future,
            ],
            Self::OwnCase => &[Self::Own],
            Self::ThirdCase => &[Self::Third],
            Self::Person => &[
                Self::Own,
                Self::Owner,
                Self::Third,
                Self::Plural,
                Self::Without,
                Self::Case,
                Self::ThirdCase,
                Self::Participle,
                Self::Future,
            ],
            Self::Because => &[Self::Participle],
            Self::Several => &[Self::Finite, Self::Person],
            Self::Name
            | Self::Participle
            | Self::Future
            | Self::Finite
            | Self::Short
            | Self::Wish => &[Self::Not],
        }
    }

    /// Whether a stem may stand right before it.
    pub(super) const fn takes_stem(self) -> bool {
        !matches!(self, Self::OwnCase | Self::ThirdCase | Self::Because | Self::Several)
    }

    /// Whether it makes a form of a verb.
    pub(super) const fn is_verbal(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Participle
                | Self::Future
                | Self::Finite
                | Self::Short
                | Self::Wish
                | Self::Not
        )
    }
}

/// The slots that can end a word.
pub(super) const LAST: &[Slot] = &[
    Slot::Plural,
    Slot::Without,
    Slot::Own,
    Slot::Owner,
    Slot::Third,
    Slot::Case,
    Slot::OwnCase,
    Slot::ThirdCase,
    Slot::Person,
    Slot::Name,
    Slot::Participle,
    Slot::Because,
    Slot::Future,
    Slot::Several,
    Slot::Finite,
    Slot::Short,
    Slot::Not,
];

/// After any consonant; у, и and ю count as one too, which they are behind a vowel.
const CONSONANT: u8 = SONANT | LIQUID | NASAL | HUSHED | VOICELESS;
/// After all but a voiceless consonant.
const VOICED: u8 = VOWEL | SONANT | LIQUID | NASAL | HUSHED;

/// Slot, the sounds after which it is written so, and its variants. Two variants, or an even number:
/// behind back and behind front vowels, by turns. One: behind both.
pub(super) const ENDINGS: &[(Slot, u8, &str)] = &[
    (Slot::Plural, VOWEL | SONANT, "лар лер"),
    (Slot::Plural, LIQUID | NASAL | HUSHED, "дар дер"),
    (Slot::Plural, VOICELESS, "тар тер"),
    (Slot::Without, VOWEL | CONSONANT, "сыз сіз"),
    (Slot::Own, VOWEL, "м"),
    (Slot::Own, VOWEL, "ң"),
    (Slot::Own, CONSONANT, "ым ім ың ің"),
    (Slot::Owner, VOWEL, "мыз міз ңыз ңіз"),
    (Slot::Owner, CONSONANT, "ымыз іміз ыңыз іңіз"),
    (Slot::Third, VOWEL, "сы сі"),
    (Slot::Third, CONSONANT, "ы і"),
    (Slot::Case, VOWEL | NASAL, "ның нің"),
    (Slot::Case, SONANT | LIQUID | HUSHED, "дың дің"),
    (Slot::Case, VOICELESS, "тың тің"),
    (Slot::Case, VOICED, "ға ге"),
    (Slot::Case, VOICELESS, "қа ке"),
    (Slot::Case, VOWEL, "ны ні"),
    (Slot::Case, SONANT | LIQUID | NASAL | HUSHED, "ды ді"),
    (Slot::Case, VOICELESS, "ты ті"),
    (Slot::Case, VOICED, "да де дағы дегі"),
    (Slot::Case, VOICELESS, "та те тағы тегі"),
    (Slot::Case, VOWEL | SONANT | LIQUID | HUSHED, "дан ден"),
    (Slot::Case, NASAL, "нан нен"),
    (Slot::Case, VOICELESS, "тан тен"),
    (Slot::Case, VOWEL | SONANT | LIQUID | NASAL, "мен"),
    (Slot::Case, VOWEL | SONANT | LIQUID | NASAL, "менен"),
    (Slot::Case, HUSHED, "бен"),
    (Slot::Case, HUSHED, "бенен"),
    (Slot::Case, VOICELESS, "пен"),
    (Slot::Case, VOICELESS, "пенен"),
    (Slot::Case, VOICED, "дай дей"),
    (Slot::Case, VOICELESS, "тай тей"),
    (Slot::OwnCase, NASAL, "а е"),
    (Slot::ThirdCase, VOWEL, "н"),
    (Slot::ThirdCase, VOWEL, "на не нда нде ндағы ндегі нан нен нсыз нсіз"),
    (Slot::Person, VOWEL | SONANT | LIQUID | NASAL, "мын мін мыз міз"),
    (Slot::Person, HUSHED, "бын бін быз біз"),
    (Slot::Person, VOICELESS, "пын пін пыз піз"),
    (Slot::Person, VOWEL | CONSONANT, "сың сің сыз сіз"),
    (Slot::Name, VOWEL | CONSONANT, "у"),
    (Slot::Name, VOWEL, "ю"),
    (Slot::Participle, VOICED, "ған ген"),
    (Slot::Participle, VOICELESS, "қан кен"),
    (Slot::Participle, CONSONANT, "атын етін"),
    (Slot::Participle, VOWEL, "йтын йтін"),
    (Slot::Because, NASAL, "дықтан діктен"),
    (Slot::Future, CONSONANT, "ар ер"),
    (Slot::Future, VOWEL | SONANT | LIQUID, "мас мес"),
    (Slot::Future, NASAL | HUSHED, "бас бес"),
    (Slot::Future, VOICELESS, "пас пес"),
    (Slot::Several, NASAL | HUSHED, "дар дер"),
    (Slot::Finite, VOICED, "ды ді дым дім дың дің дыңыз діңіз дық дік"),
    (Slot::Finite, VOICELESS, "ты ті тым тім тың тің тыңыз тіңіз тық тік"),
    (Slot::Finite, CONSONANT, "ып іп ыпты іпті ыппын іппін ыпсың іпсің ыпсыз іпсіз ыппыз іппіз"),
    (Slot::Finite, VOWEL, "п"),
    (Slot::Finite, VOWEL, "пты пті ппын ппін псың псің псыз псіз ппыз ппіз"),
    (Slot::Finite, CONSONANT, "ады еді амын емін асың есің асыз есіз амыз еміз"),
    (Slot::Finite, VOWEL, "йды йді ймын ймін йсың йсің йсыз йсіз ймыз йміз"),
    (Slot::Finite, VOWEL, "яды ямын"),
    (Slot::Finite, VOWEL | CONSONANT, "са се сам сем саң сең саңыз сеңіз сақ сек"),
    (Slot::Finite, VOWEL | CONSONANT, "сын сін"),
    (Slot::Finite, CONSONANT, "ың ің ыңыз іңіз айын ейін айық ейік"),
    (Slot::Finite, VOWEL, "ң ң ңыз ңіз йын йін йық йік"),
    (Slot::Finite, VOWEL | SONANT | LIQUID, "май мей мастан местен"),
    (Slot::Finite, NASAL | HUSHED, "бай бей бастан бестен"),
    (Slot::Finite, VOICELESS, "пай пей пастан пестен"),
    (Slot::Finite, VOICED, "ғалы гелі ғанша генше"),
    (Slot::Finite, VOICELESS, "қалы келі қанша кенше"),
    (Slot::Short, CONSONANT, "а е"),
    (Slot::Short, VOWEL, "й"),
    (Slot::Wish, VOICED, "ғы гі"),
    (Slot::Wish, VOICELESS, "қы кі"),
    (Slot::Not, VOWEL | SONANT | LIQUID, "ма ме"),
    (Slot::Not, NASAL | HUSHED, "ба бе"),
    (Slot::Not, VOICELESS, "па пе"),
];

/// Verbs of two letters, which no rule can tell from the beginning of a longer word: to take, to
/// shoot, to do, to drink, to hit, to kiss, to die, to grow, to pass, to hang.
pub(super) const TWO_LETTERS: &[&str] =
    &["ал", "ат", "ет", "іш", "ұр", "өп", "өл", "өс", "өт", "ас"];

/// Words that look like forms of a shorter one and are not: superior, other, which are no forms of
/// "head". What begins with one of them has no shorter stem.
pub(super) const WHOLE: &[&str] = &["бастық", "басқа"];
