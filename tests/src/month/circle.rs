//! Who reads a case, as the script has it: whom she wrote to and whom she shut out, who stepped out,
//! who was let in, who deleted it.

use std::collections::{BTreeMap, BTreeSet};

use super::cast::CAST;
use super::script::{Line, MORNING, Scene, Script};

/// A day and an hour.
pub type Moment = (u32, u32);

/// The circle of a case, by the names of folders.
#[derive(Debug, Default)]
pub struct Circle {
    /// Who has all of it at the end.
    pub readers: BTreeSet<&'static str>,
    /// Who must see nothing of it that was said from a moment on.
    pub outside: BTreeMap<&'static str, Moment>,
    /// Who of them keeps what they had before, and cannot know that there is more.
    pub left_behind: BTreeSet<&'static str>,
    /// Whether it was deleted everywhere.
    pub is_gone: bool,
}

impl Circle {
    /// Of that case.
    pub fn of(case: usize, script: &Script) -> Self {
        let story = &script.stories[case];
        let mut circle = Self {
            readers: story.to.iter().copied().collect(),
            outside: story.shut_out.iter().map(|who| (*who, (0, 0))).collect(),
            left_behind: BTreeSet::new(),
            is_gone: false,
        };
        let mut deleted = 0;
        for line in script.of_case(case) {
            match line.scene {
                // What desks write on that day waits for their next, and goes to those who read then.
                Scene::ShutsOut(who) => {
                    circle.leaves(who, (line.day, MORNING));
                    circle.left_behind.insert(who);
                }
                Scene::Tells(who, command) | Scene::Does(who, command) => {
                    let words: Vec<&str> = command.split(' ').collect();
                    match words.as_slice() {
                        // Their last words are their own.
                        ["recuse", ..] => circle.leaves(who, (line.day, line.hour + 1)),
                        ["share", _, name, ..] => drop(circle.readers.insert(named(name))),
                        ["delete", ..] => {
                            circle.readers.remove(who);
                            deleted += 1;
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        // When two have asked for it, it goes from all desks.
        circle.is_gone = deleted > 1;
        if circle.is_gone {
            circle.readers.clear();
        }
        circle
    }

    /// Whether somebody must not see a line.
    pub fn is_kept_from(&self, who: &str, line: &Line) -> bool {
        self.outside.get(who).is_some_and(|since| (line.day, line.hour) >= *since)
    }

    fn leaves(&mut self, who: &'static str, since: Moment) {
        self.readers.remove(who);
        self.outside.insert(who, since);
    }
}

fn named(name: &str) -> &'static str {
    let found = CAST.iter().find(|person| person.name.starts_with(name));
    found.expect("somebody of that name").folder
}
