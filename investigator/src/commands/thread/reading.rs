//! The answers, who wrote them, and who reads.

use dauys_crypto::conversation::{Received, Standing};
use dauys_wire::Id;
use dauys_wire::roster::Investigator;

use super::super::visit::talk::Talk;
use super::{Hers, problems};

impl Hers<'_> {
    /// All that came back.
    pub(super) fn show(&self, talk: &Talk<'_>) {
        talk.title("thread-title");
        if let Some(day) = self.taken {
            talk.tell_with("thread-taken", &[("day", talk.page.day(day).into())]);
        }
        if self.is_withdrawn() {
            talk.tell("thread-withdrawn");
        }
        self.tell_problems(talk);
        self.tell_none(talk);
        self.tell_promises(self.is_complete(), talk);
        self.show_standing(Standing::Chosen, None, talk);
        self.show_standing(Standing::Before, Some(["thread-before", "thread-before-what"]), talk);
        self.show_standing(Standing::LetIn, Some(["thread-let-in", "thread-let-in-what"]), talk);
        self.show_standing(Standing::Stranger, Some(["thread-others", "thread-others-what"]), talk);
        self.tell_readers(talk);
    }

    /// That no answer has come can be said only if nothing is missing of what was asked for.
    fn tell_none(&self, talk: &Talk<'_>) {
        if !self.collected.replies.is_empty() || !self.is_complete() {
            return;
        }
        talk.tell("thread-none");
        match self.arrived.trusted.roster.release_hours {
            0 => talk.tell("thread-none-now"),
            hours => talk.tell_with("thread-none-when", &[("hours", hours.into())]),
        }
        talk.tell("thread-none-long");
    }

    /// Whether nothing is missing of what was asked for.
    fn is_complete(&self) -> bool {
        self.fetched.problems().next().is_none()
    }

    fn show_standing(&self, standing: Standing, apart: Option<[&str; 2]>, talk: &Talk<'_>) {
        let mut replies =
            self.collected.replies.iter().filter(|it| it.standing == standing).peekable();
        if let (Some([title, what]), true) = (apart, replies.peek().is_some()) {
            talk.title(title);
            talk.tell(what);
        }
        replies.for_each(|received| self.show_reply(received, talk));
    }

    fn show_reply(&self, received: &Received, talk: &Talk<'_>) {
        let reply = &received.reply;
        let author = talk.page.author(self.person(&received.author));
        talk.heading(&format!("{author} — {}", talk.page.day(reply.day)));
        if received.standing == Standing::LetIn {
            let by = self.collected.let_in.iter().filter(|one| one.id == received.author);
            by.for_each(|one| self.tell_let_in(&one.id, &one.by, talk));
        }
        problems::of_reply(received).for_each(|key| talk.warn(key, &[]));
        let shut_out = self.people(&received.readers.lets_shut_out);
        if !shut_out.is_empty() {
            let people: Vec<String> =
                shut_out.iter().map(|one| talk.page.name_and_role(one)).collect();
            talk.warn("reader-shut-out", &[("people", people.join("; ").into())]);
        }
        if !reply.received.is_empty() {
            let count = reply.received.len();
            talk.tell_with("reply-received", &[("count", count.into())]);
        }
        if let Some(status) = &reply.status {
            talk.print.paragraph("", 0, &talk.page.status(status));
        }
        if !reply.body.text.is_empty() {
            talk.print.passage(&reply.body.text);
        }
        for (what, until) in &reply.due {
            talk.item(&talk.page.due(what, *until));
        }
        if received.readers.steps_back {
            talk.item(&talk.page.steps_back(&author));
        }
        for reader in self.people(&received.readers.lets) {
            talk.item(&talk.page.lets(&author, reader));
        }
    }

    /// Who reads now, and who does not any more.
    pub(super) fn tell_readers(&self, talk: &Talk<'_>) {
        if self.collected.state.is_none() {
            return;
        }
        talk.title("thread-readers");
        for one in self.people(&self.staying()) {
            talk.item(&talk.page.name_and_role(one));
        }
        for one in &self.collected.let_in {
            self.tell_let_in(&one.id, &one.by, talk);
        }
        self.tell_left(&[], talk);
    }

    /// Readers of hers who have stepped back, but for those whom she writes to all the same.
    pub(super) fn tell_left(&self, to: &[Id], talk: &Talk<'_>) -> bool {
        let left: Vec<Id> =
            self.collected.left.iter().copied().filter(|id| !to.contains(id)).collect();
        let left = self.people(&left);
        for one in &left {
            talk.item(&talk.page.steps_back(&talk.page.name_and_role(one)));
        }
        !left.is_empty()
    }

    /// Whom she did not choose, and who lets them read.
    fn tell_let_in(&self, id: &Id, by: &Id, talk: &Talk<'_>) {
        if let (Some(reader), Some(by)) = (self.person(id), self.person(by)) {
            let [reader, by] = [reader, by].map(|one| talk.page.name_and_role(one));
            let values = [("reader", reader.into()), ("by", by.into())];
            talk.item(&talk.page.say("reply-let-in", &values));
        }
    }

    fn person(&self, id: &Id) -> Option<&Investigator> {
        self.arrived.trusted.roster.investigator(id)
    }

    fn people(&self, ids: &[Id]) -> Vec<&Investigator> {
        ids.iter().filter_map(|id| self.person(id)).collect()
    }
}
