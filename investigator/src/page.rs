//! The reporter's page in words: what she reads is said here in the same words, out of the page's
//! own catalogues (`client-wasm/locales`). There is one catalogue and no copy, so that what an
//! investigator sees before sending cannot differ from what she sees.

use dauys_crypto::letter::Lang;
use dauys_wire::Day;
use dauys_wire::roster::{Investigator, Localised};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The page in one language.
pub struct Page {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

/// The codes of steps that the page has words for (docs/PROTOCOL.md, section 8, `status`), in the
/// order in which a case goes.
pub const STEPS: [&str; 12] = [
    "received",
    "assessing",
    "investigating",
    "decision",
    "measures",
    "follow-up",
    "closed-confirmed",
    "closed-not-confirmed",
    "closed-insufficient",
    "closed-out-of-scope",
    "closed-transferred",
    "closed-withdrawn",
];

/// What a message of the page is filled with.
pub(crate) type Values<'v> = [(&'static str, FluentValue<'v>)];

impl Page {
    /// The page in this language.
    pub fn new(lang: Lang) -> Self {
        let (code, source) = match lang {
            Lang::Kk => ("kk", include_str!("../../client-wasm/locales/kk.ftl")),
            Lang::Ru => ("ru", include_str!("../../client-wasm/locales/ru.ftl")),
            Lang::En => ("en", include_str!("../../client-wasm/locales/en.ftl")),
        };
        // What does not parse is left out; the build of the page holds its catalogues to parse.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(it, _)| it);
        let locale: LanguageIdentifier = code.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        // The page's script puts no marks around what it fills in.
        bundle.set_use_isolating(false);
        let _ = bundle.add_resource(resource);
        Self { lang, bundle }
    }

    /// A text in its language. The page shows no other in the place of one that is empty.
    pub fn pick<'t>(&self, text: &'t Localised) -> &'t str {
        match self.lang {
            Lang::Kk => &text.kk,
            Lang::Ru => &text.ru,
            Lang::En => &text.en,
        }
    }

    /// Somebody as the page names them.
    pub fn name_and_role(&self, person: &Investigator) -> String {
        format!("{}, {}", person.name, self.pick(&person.role))
    }

    /// The author of a reply, who may be gone from the roster.
    pub(crate) fn author(&self, person: Option<&Investigator>) -> String {
        person.map_or_else(|| self.say("reply-nobody", &[]), |person| self.name_and_role(person))
    }

    /// A day as the page writes it.
    pub fn day(&self, day: Day) -> String {
        let text = day.to_string();
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<usize>().unwrap_or_default());
        let mut part = || parts.next().unwrap_or_default();
        let (year, month, date) = (part(), part(), part());
        let months = self.say("months", &[]);
        let month = months.split('|').nth(month.saturating_sub(1)).unwrap_or_default().to_owned();
        let values = [("year", year.into()), ("month", month.into()), ("day", date.into())];
        self.say("date", &values)
    }

    /// A step of the case; the code itself if the page has no words for it.
    pub fn step(&self, code: &str) -> String {
        let key = STEPS.into_iter().find(|step| *step == code).map(|step| format!("status-{step}"));
        key.map_or_else(|| code.to_owned(), |key| self.say(&key, &[]))
    }

    /// Where the case stands.
    pub(crate) fn status(&self, code: &str) -> String {
        self.say("reply-status", &[("status", self.step(code).into())])
    }

    /// By when she will have what.
    pub(crate) fn due(&self, what: &str, until: Day) -> String {
        let day = FluentValue::from(self.day(until));
        let key = match what {
            "acknowledge" => "due-acknowledge",
            "answer" => "due-answer",
            "close" => "due-close",
            _ => return self.say("due-other", &[("what", what.into()), ("day", day)]),
        };
        self.say(key, &[("day", day)])
    }

    /// How many of her letters have come.
    pub(crate) fn received(&self, count: usize) -> String {
        self.say("reply-received", &[("count", count.into())])
    }

    /// Somebody does not read any more.
    pub(crate) fn steps_back(&self, author: &str) -> String {
        self.say("reader-left", &[("author", author.into())])
    }

    /// Somebody lets another one read.
    pub(crate) fn lets(&self, author: &str, reader: &Investigator) -> String {
        let reader = self.name_and_role(reader);
        self.say("reader-lets", &[("author", author.into()), ("reader", reader.into())])
    }

    /// Somebody whom she shut out reads.
    pub(crate) fn shut_out_reads(&self, people: &[&Investigator]) -> String {
        let people: Vec<String> = people.iter().map(|it| self.name_and_role(it)).collect();
        self.say("reader-shut-out", &[("people", people.join("; ").into())])
    }

    /// A message of the page, or its key if the catalogue lacks it.
    pub(crate) fn say(&self, key: &str, values: &Values<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|found| found.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> = values.iter().cloned().collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Lang; 3] = [Lang::Kk, Lang::Ru, Lang::En];

    #[test]
    fn every_step_has_words_of_its_own_in_each_language() {
        for step in STEPS {
            let words = ALL.map(|lang| Page::new(lang).step(step));
            assert!(words.iter().all(|words| !words.contains("status-")), "{words:?}");
            assert!(words[0] != words[1] && words[1] != words[2], "{words:?}");
        }
        assert_eq!(Page::new(Lang::Kk).step("of the future"), "of the future");
    }

    #[test]
    fn a_day_is_written_as_the_page_writes_it() {
        let day = Day::parse("2026-12-05").unwrap();
        let words = ALL.map(|lang| Page::new(lang).day(day));
        assert_eq!(words, ["2026 жылғы 5 желтоқсан", "5 декабря 2026 г.", "5 December 2026"]);
    }

    #[test]
    fn numbers_have_the_plural_of_the_language() {
        let russian = Page::new(Lang::Ru);
        for (count, word) in [(1, "письмо"), (2, "письма"), (5, "писем"), (21, "письмо")]
        {
            let words = russian.received(count);
            assert!(words.contains(&format!("{count} {word},")), "{words}");
        }
    }

    #[test]
    fn every_key_that_is_said_here_is_in_the_pages_catalogues() {
        let day = Day::parse("2026-12-05").unwrap();
        for lang in ALL {
            let page = Page::new(lang);
            let said = [
                page.author(None),
                page.status("received"),
                page.received(1),
                page.steps_back("X"),
                page.shut_out_reads(&[]),
                page.due("acknowledge", day),
                page.due("answer", day),
                page.due("close", day),
                page.due("other", day),
            ];
            let is_key = |words: &&String| !words.contains(' ') || words.contains(['{', '}']);
            assert_eq!(said.iter().find(is_key), None);
        }
    }
}
