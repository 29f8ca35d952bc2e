//! The sentences of a poster, in one language. They are in the catalogues, like all others.

use dauys_wire::roster::Localised;

use super::content::Poster;
use crate::message;
use crate::text::{Language, Message, Text};

/// One language's sentences.
pub(super) struct Words<'a> {
    pub(super) language: Language,
    text: Text,
    poster: &'a Poster,
}

impl<'a> Words<'a> {
    pub(super) fn new(language: Language, poster: &'a Poster) -> Self {
        Self { language, text: Text::new(language), poster }
    }

    pub(super) fn poster_title(&self) -> String {
        self.say(&message!("poster-title", organisation = self.organisation()))
    }

    pub(super) fn slips_title(&self) -> String {
        self.say(&message!("poster-slips-title", organisation = self.organisation()))
    }

    pub(super) fn organisation(&self) -> &str {
        self.pick(&self.poster.organisation)
    }

    pub(super) fn headline(&self) -> String {
        self.say(&message!("poster-headline"))
    }

    pub(super) fn lead(&self) -> String {
        self.say(&message!("poster-lead"))
    }

    /// For those who cannot see the code.
    pub(super) fn code(&self) -> String {
        self.say(&message!("poster-code", address = self.poster.typed.as_str()))
    }

    /// What to do, in this order.
    pub(super) fn steps(&self) -> [String; 4] {
        [
            message!("poster-step-device"),
            message!("poster-step-network"),
            message!("poster-step-scan", organisation = self.organisation()),
            message!("poster-step-type"),
        ]
        .map(|step| self.say(&step))
    }

    pub(super) fn safety_number(&self) -> String {
        self.say(&message!("poster-safety-number"))
    }

    pub(super) fn address(&self) -> String {
        self.say(&message!("poster-address"))
    }

    pub(super) fn whole_address(&self) -> String {
        self.say(&message!("poster-whole-address"))
    }

    pub(super) fn readers(&self) -> String {
        self.say(&message!("poster-readers"))
    }

    /// The first of the channels, one each.
    pub(super) fn channels(&self, named: usize) -> Vec<String> {
        let name = |reader: &super::content::Reader| {
            let name = self.pick(&reader.name);
            if reader.independent {
                self.say(&message!("poster-independent", channel = name))
            } else {
                name.to_owned()
            }
        };
        let mut channels: Vec<String> = self.poster.readers.iter().take(named).map(name).collect();
        if self.poster.more_readers || named < self.poster.readers.len() {
            channels.push(self.say(&message!("poster-more-readers")));
        }
        channels
    }

    pub(super) fn choice(&self) -> String {
        self.say(&message!("poster-choice"))
    }

    pub(super) fn tor(&self) -> String {
        self.say(&message!("poster-tor"))
    }

    pub(super) fn form(&self) -> String {
        self.say(&message!("poster-form"))
    }

    /// For those who have this program.
    pub(super) fn check_page(&self) -> String {
        self.say(&message!("poster-check-page"))
    }

    pub(super) fn slip(&self) -> String {
        self.say(&message!("poster-slip"))
    }

    fn say(&self, message: &Message) -> String {
        self.text.say(message)
    }

    fn pick(&self, texts: &'a Localised) -> &'a str {
        self.text.pick(texts)
    }
}
