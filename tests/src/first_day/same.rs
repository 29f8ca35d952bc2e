//! What differs from one day to the next, written as something that stays the same, in lines that a
//! page can hold.

use dauys_wire::Day;

use super::machine::Machine;
use crate::direct::Visit;
use crate::stack::Stack;

/// The home of the page's newcomer.
const HOME: &str = "/home/aliya";
/// The address on the page's poster.
const ADDRESS: &str = "https://dauys.example/#k=…";
/// The ids of the cases, as long as they are shown.
const CASES: [&str; 2] = ["3f9a27c1", "7c20be54"];
/// Where a desk's page begins.
const PAGE: &str = "http://….localhost:…/open/…";
/// Digits of a case that are typed.
const TYPED: usize = 4;
/// Today and any other day, as this program writes them, and as the page does.
const TODAY: [&str; 2] = ["2026-07-01", "1 July 2026"];
const ANOTHER_DAY: [&str; 2] = ["2026-··-··", "… 2026"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Longer words of letters and digits are keys, ids and signatures.
const WORD_MAX: usize = 30;
const LEFT_OUT: &str = "…";
/// Columns of the page.
const WIDTH: usize = 100;

/// What is replaced: the real thing.
#[derive(Default)]
pub(super) struct Same {
    /// The day before and after midnight.
    pub(super) today: Vec<Day>,
    pub(super) address: String,
    pub(super) cases: Vec<String>,
    /// Of the desk's page, once it is open.
    pub(super) page: String,
}

impl Same {
    /// Of reports to this server today.
    pub(super) fn on(stack: &Stack) -> Self {
        let today = Visit::arrive(&stack.address).trusted.day;
        let today = vec![today, today.plus(1)];
        Self { today, address: stack.address.clone(), ..Self::default() }
    }

    /// What is really typed for what the page shows.
    pub(super) fn typed(&self, line: &str) -> String {
        let line = line.replace(ADDRESS, &self.address);
        self.cases.iter().zip(CASES).fold(line, |line, (case, shown)| {
            let [real, shown] = [case.as_str(), shown].map(|id| id.chars().take(TYPED));
            line.replace(&shown.collect::<String>(), &real.collect::<String>())
        })
    }

    /// What the page shows for what was really said.
    pub(super) fn seen(&self, said: &str, machine: &Machine) -> String {
        let mut seen = said.replace(&machine.home().display().to_string(), HOME);
        if !self.page.is_empty() {
            seen = seen.replace(&self.page, PAGE);
        }
        for (case, shown) in self.cases.iter().zip(CASES) {
            let short: String = case.chars().take(shown.len()).collect();
            seen = seen.replace(case, shown).replace(&short, shown);
        }
        let words = seen.split_inclusive(|c: char| !is_of_a_word(c)).map(|word| self.word(word));
        let seen: String = words.collect();
        let lines = seen.lines().map(|line| self.line(line));
        lines.flat_map(|line| fold(&line)).flat_map(|line| [line, "\n".to_owned()]).collect()
    }

    /// A line whose days are written out.
    fn line(&self, line: &str) -> String {
        let mut words: Vec<&str> = line.split(' ').collect();
        let Some(at) = words.iter().position(|word| MONTHS.contains(word)) else {
            return line.to_owned();
        };
        let month = MONTHS.iter().position(|name| *name == words[at]).expect("a month") + 1;
        let day = format!("{}-{month:02}-{:0>2}", words[at + 1], words[at - 1]);
        let is_today = self.today.contains(&Day::parse(&day).expect("a day"));
        let seen = if is_today { TODAY[1] } else { ANOTHER_DAY[1] };
        words.splice(at - 1..=at + 1, [seen]);
        words.join(" ")
    }

    /// A word, with what ends it.
    fn word(&self, word: &str) -> String {
        let (bare, end) = word.split_at(word.find(|c| !is_of_a_word(c)).unwrap_or(word.len()));
        match Day::parse(bare) {
            Ok(day) if self.today.contains(&day) => format!("{}{end}", TODAY[0]),
            Ok(_) => format!("{}{end}", ANOTHER_DAY[0]),
            Err(_) if bare.len() > WORD_MAX => format!("{LEFT_OUT}{end}"),
            Err(_) => word.to_owned(),
        }
    }
}

fn is_of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_".contains(c)
}

/// Words in lines of the page's width.
fn fold(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_inclusive(' ') {
        let last = lines.last_mut().expect("one at least");
        if last.chars().count() + word.trim_end().chars().count() <= WIDTH {
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_keys_and_the_case_are_the_same_every_time() {
        let machine = Machine::new();
        let same = Same {
            today: vec![Day::parse("2031-02-03").unwrap()],
            address: "http://127.0.0.1:4711/#k=x".to_owned(),
            cases: vec!["00112233445566778899aabbccddeeff".to_owned()],
            page: String::new(),
        };
        assert_eq!(same.typed("dauys show 3f9a"), "dauys show 0011");
        assert_eq!(same.typed("dauys sync '…'"), "dauys sync '…'");
        let said = format!(
            "{}/x 2031-02-03, 2031-05-01: 00112233 00112233445566778899aabbccddeeff, {}.",
            machine.home().display(),
            "Ab-_".repeat(11),
        );
        let seen = "/home/aliya/x 2026-07-01, 2026-··-··: 3f9a27c1 3f9a27c1, ….\n";
        assert_eq!(same.seen(&said, &machine), seen);
        let said = "  │ 3 February 2031\n  │ Due by: 12 May 2031 in\n";
        let seen = "  │ 1 July 2026\n  │ Due by: … 2026 in\n";
        assert_eq!(same.seen(said, &machine), seen);
    }
}
