//! What she will see of a reply, before it is sent: line by line as her page shows it, in the words
//! of the page's own catalogues ([`crate::page`]). A story compares the two in a browser
//! (`tests/tests/the_preview.rs`).

use dauys_crypto::conversation::ReadersWord;
use dauys_crypto::letter::{Author, Lang};
use dauys_crypto::reply::Reply;
use dauys_crypto::state::{STATE_MAX, State};
use dauys_wire::roster::{Investigator, Roster};
use dauys_wire::{Id, json};

use crate::page::Page;

/// A reply as her page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Name and position of who wrote.
    pub author: String,
    /// The day, in words.
    pub day: String,
    /// The alarm that somebody whom she shut out reads. An honest desk never brings it about.
    pub alarm: Option<String>,
    /// That her letters have come, if it says so.
    pub received: Option<String>,
    /// Where the case stands, if it says so.
    pub status: Option<String>,
    /// The text, with its own line breaks; empty in a receipt.
    pub text: String,
    /// The promised days.
    pub due: Vec<String>,
    /// What it says of who reads, beyond what she chose: that its author reads no more, and whom
    /// they let read. On the page only beside the newest reply of an author.
    pub reading: Vec<String>,
}

impl Preview {
    /// The reply on the page in this language. What it says of readers is held against the state of
    /// hers that it carries, as the page does when nobody has shown it a newer one.
    pub fn of(reply: &Reply, roster: &Roster, lang: Lang) -> Self {
        let page = Page::new(lang);
        let author = match &reply.from {
            Author::Investigator(id) => roster.investigator(id),
            Author::Reporter => None,
        };
        let state = reply.state.as_ref();
        let state = state.and_then(|it| json::parse::<State>(it.json.as_bytes(), STATE_MAX).ok());
        let word = ReadersWord::of(reply, state.as_ref(), state.as_ref());
        let shut_out = people(&word.lets_shut_out, roster);
        let due = reply.due.iter().map(|(what, until)| page.due(what, *until));
        let count = reply.received.len();
        Self {
            author: page.author(author),
            day: page.day(reply.day),
            alarm: (!shut_out.is_empty()).then(|| page.shut_out_reads(&shut_out)),
            received: (count > 0).then(|| page.received(count)),
            status: reply.status.as_deref().filter(|it| !it.is_empty()).map(|it| page.status(it)),
            text: reply.body.text.clone(),
            due: due.collect(),
            reading: author.map(|author| reading(&word, author, roster, &page)).unwrap_or_default(),
        }
    }

    /// All of it in the order of the page, a line for each line of it. Not cleaned: for a terminal
    /// it goes through [`crate::print`].
    pub fn lines(&self) -> Vec<&str> {
        let Self { author, day, alarm, received, status, text, due, reading } = self;
        let text = (!text.is_empty()).then(|| text.split('\n')).into_iter().flatten();
        let before = [alarm, received, status].into_iter().flatten().map(String::as_str);
        let after = due.iter().chain(reading).map(String::as_str);
        [author.as_str(), day].into_iter().chain(before).chain(text).chain(after).collect()
    }
}

fn reading(word: &ReadersWord, author: &Investigator, roster: &Roster, page: &Page) -> Vec<String> {
    let name = page.name_and_role(author);
    let gone = word.steps_back.then(|| page.steps_back(&name));
    let others = people(&word.lets, roster);
    gone.into_iter().chain(others.into_iter().map(|it| page.lets(&name, it))).collect()
}

/// Those whom the roster names, as on the page.
fn people<'r>(ids: &[Id], roster: &'r Roster) -> Vec<&'r Investigator> {
    ids.iter().filter_map(|id| roster.investigator(id)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use dauys_crypto::reply::{ReplyBody, ReplyKind};

    use super::*;
    use crate::compose::random_id;
    use crate::fixtures::{DAY, known, report, reporter, team};

    #[test]
    fn it_has_the_lines_of_the_page_in_their_order() {
        let (team, she) = (team::<3>(), reporter());
        let ids: Vec<Id> = team.iter().map(|keys| keys.id).collect();
        let roster = known(&team).roster;
        let letter = report(&she, &ids[..1], &ids[2..]);
        let reply = Reply {
            id: random_id(),
            thread: letter.thread,
            from: Author::Investigator(ids[0]),
            device: 0,
            n: 1,
            prev: None,
            day: DAY,
            kind: ReplyKind::Answer,
            lang: Lang::En,
            body: ReplyBody { text: "one\n\ntwo".into() },
            status: Some("measures".into()),
            due: BTreeMap::from([("close".to_owned(), DAY), ("answer".to_owned(), DAY)]),
            paused: Vec::new(),
            received: vec![letter.id],
            readers: vec![ids[1], ids[2]],
            state: Some(letter.state.clone()),
        };
        let preview = Preview::of(&reply, &roster, Lang::En);
        let lines = preview.lines();
        assert_eq!(lines[0], "name, role");
        let starts = ["This person says", "They confirm that", "Where it stands: measures"];
        for (line, start) in lines[2..].iter().zip(starts) {
            assert!(line.starts_with(start), "{line}");
        }
        assert_eq!(lines[5..8], ["one", "", "two"]);
        assert!(lines[8].starts_with("Answer due by") && lines[9].starts_with("To be closed by"));
        assert!(lines[10].contains("has stepped back") && lines[11].contains("one more person"));
        assert_eq!(lines.len(), 12);

        let bare = Reply {
            body: ReplyBody::default(),
            status: None,
            due: BTreeMap::new(),
            paused: Vec::new(),
            received: vec![],
            readers: ids[..1].to_vec(),
            ..reply
        };
        assert_eq!(Preview::of(&bare, &roster, Lang::Kk).lines().len(), 2);
    }
}
