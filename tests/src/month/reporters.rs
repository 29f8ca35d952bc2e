//! The reporters, each as her page has her: she keeps her code and nothing else, and what she knows
//! when she comes back is what the replies tell.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::code::Code;
use dauys_crypto::conversation::{Before, Conversation, Echo, Received, Refused, Standing, Why};
use dauys_crypto::draft::{Known, MessageDraft, ReportDraft};
use dauys_crypto::letter::{Lang, ReporterKind, ReporterLetter};
use dauys_crypto::roster::Trusted;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::Reporter;
use dauys_wire::questionnaire::Answer;
use dauys_wire::{Day, Id};

use super::script::{Scene, Script};
use crate::direct::Visit;

/// Commands whose text is for her.
const TELLS_HER: [&str; 7] =
    ["reply ", "status ", "close ", "pause ", "resume ", "extend ", "recuse "];

/// A reporter, and what the story knows of her beside her code.
pub struct Woman {
    /// Her code: all that she has.
    pub code: String,
    /// What it made of her when she reported; her page makes it anew each time.
    pub reporter: Reporter,
    /// Her thread.
    pub thread: Id,
    /// The language that she reads.
    pub lang: Lang,
    /// Whom she writes to.
    pub to: Vec<Id>,
    /// Whom she has shut out.
    pub shut_out: Vec<Id>,
    /// Whom she wrote to in her first letter.
    pub first_to: Vec<Id>,
    /// Her letters.
    pub letters: Vec<Sent>,
    /// Replies that she has read: authors and texts, by their ids.
    pub read: BTreeMap<Id, (Id, String)>,
}

/// A letter of hers.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: ReporterKind,
    /// Its day.
    pub day: Day,
}

impl Woman {
    /// Reports.
    pub fn report(
        visit: &Visit,
        lang: Lang,
        (to, shut_out): (Vec<Id>, Vec<Id>),
        story: &str,
        name: &str,
    ) -> Self {
        let trusted = &visit.trusted;
        let code = Code::generate();
        let reporter = Reporter::derive(&code, "", &trusted.roster.instance);
        let question = trusted.questionnaire.questions.first().expect("a question");
        let draft = ReportDraft {
            answers: [(question.id.clone(), Answer::One(story.to_owned()))].into(),
            to: to.clone(),
            shut_out: shut_out.clone(),
            lang,
            day: trusted.day,
            name: name.to_owned(),
            name_to: if name.is_empty() { Vec::new() } else { to.clone() },
            taken_by: None,
            only_counted: false,
            blobs: Vec::new(),
        };
        let letter = draft.write(&reporter, trusted).expect("a letter");
        let mut she = Self::with(&code, reporter, lang, to, shut_out);
        let reporter = she.derive(trusted);
        she.send(visit, &reporter, &letter);
        she
    }

    /// Somebody has taken down her report, and handed her this code.
    pub fn is_handed(
        visit: &Visit,
        lang: Lang,
        (to, shut_out): (Vec<Id>, Vec<Id>),
        code: &str,
    ) -> Self {
        let trusted = &visit.trusted;
        let code = Code::parse(code).expect("a code");
        let reporter = Reporter::derive(&code, "", &trusted.roster.instance);
        let (id, kind, day) = (reporter.first_letter(), ReporterKind::Report, trusted.day);
        let mut she = Self::with(&code, reporter, lang, to, shut_out);
        she.letters.push(Sent { id, kind, day });
        she
    }

    fn with(code: &Code, reporter: Reporter, lang: Lang, to: Vec<Id>, shut_out: Vec<Id>) -> Self {
        Self {
            code: code.grouped().to_string(),
            thread: reporter.thread(),
            reporter,
            lang,
            first_to: to.clone(),
            to,
            shut_out,
            letters: Vec::new(),
            read: BTreeMap::new(),
        }
    }

    /// Comes back with the code and reads. Her page has nothing to warn her of.
    pub fn read(&mut self, visit: &Visit) {
        self.look(visit);
    }

    /// Comes back, reads, and writes, perhaps to fewer than before.
    pub fn write(&mut self, visit: &Visit, kind: ReporterKind, no_longer: Option<Id>, text: &str) {
        let trusted = &visit.trusted;
        let (reporter, Conversation { state, seen, left, .. }) = self.look(visit);
        if let Some(state) = &state {
            assert_eq!((&state.to, &state.shut_out), (&self.to, &self.shut_out), "her choice");
        }
        // Whoever says that they read no more is not ticked.
        self.to.retain(|id| Some(*id) != no_longer && !left.contains(id));
        self.shut_out.extend(no_longer);
        self.shut_out.sort_unstable();
        let draft = MessageDraft {
            text: text.to_owned(),
            kind,
            to: self.to.clone(),
            shut_out: self.shut_out.clone(),
            lang: self.lang,
            day: trusted.day,
            name: String::new(),
            only_to: Vec::new(),
            id: None,
            blobs: Vec::new(),
        };
        let letter = draft.write(&reporter, trusted, &Known { state, seen }).expect("a letter");
        self.send(visit, &reporter, &letter);
    }

    /// Comes back, and erases her letters from the server.
    pub fn erase(&mut self, visit: &Visit) {
        let (reporter, conversation) = self.look(visit);
        let letters = conversation.letters(&reporter);
        let all: BTreeSet<Id> = self.letters.iter().map(|sent| sent.id).collect();
        assert_eq!(letters.iter().copied().collect::<BTreeSet<Id>>(), all, "she finds them all");
        for letter in letters {
            visit.erase(&reporter, &letter);
        }
    }

    /// What her code makes of her.
    fn derive(&self, trusted: &Trusted) -> Reporter {
        let code = Code::parse(&self.code).expect("her code");
        Reporter::derive(&code, "", &trusted.roster.instance)
    }

    fn look(&mut self, visit: &Visit) -> (Reporter, Conversation) {
        let (reporter, conversation) = visit.come_back(&self.code);
        // What somebody wrote before she shut them out is named, and not shown.
        let once_chosen = |refused: &Refused| {
            refused.why == Why::ShutOut
                && refused.author.is_some_and(|author| self.first_to.contains(&author))
        };
        let refused = &conversation.refused;
        assert!(refused.iter().all(once_chosen), "{refused:?}");
        for received in &conversation.replies {
            assert!(received.standing != Standing::Stranger, "{:?}", received.reply.id);
            assert!(!received.two_versions, "{:?}", received.reply.id);
            assert_eq!((received.before, received.echo), (Before::Here, Echo::Hers));
        }
        let texts = |one: &Received| (one.reply.id, one.reply.body.text.clone());
        let here: BTreeMap<Id, String> = conversation.replies.iter().map(texts).collect();
        let stays = |(id, (author, text)): (&Id, &(Id, String))| {
            self.shut_out.contains(author) || here.get(id) == Some(text)
        };
        assert!(self.read.iter().all(stays), "what was read once stays");
        let read = |one: &Received| (one.reply.id, (one.author, one.reply.body.text.clone()));
        self.read.extend(conversation.replies.iter().map(read));
        (reporter, conversation)
    }

    fn send(&mut self, visit: &Visit, reporter: &Reporter, letter: &ReporterLetter) {
        let roster = &visit.trusted.roster;
        let sealed = seal::reporter_letter(letter, reporter, roster, OwnCopy::None);
        let sealed = sealed.expect("a sealed letter");
        visit.put_letter(&letter.id, &reporter.withdraw_hash(&letter.id), sealed.bytes());
        let ReporterLetter { id, kind, day, .. } = *letter;
        self.letters.push(Sent { id, kind, day });
    }
}

/// What was said to a reporter and is not among what she has read.
pub fn unread(script: &Script, women: &[Woman]) -> Vec<String> {
    let mut unread = Vec::new();
    for (case, she) in women.iter().enumerate() {
        for line in script.of_case(case) {
            let Scene::Tells(_, command) = line.scene else { continue };
            let is_told = TELLS_HER.iter().any(|verb| command.starts_with(verb));
            let is_read = she.read.values().any(|(_, text)| *text == line.text);
            unread.extend((is_told && !is_read).then(|| format!("{line:?}")));
        }
    }
    unread
}
