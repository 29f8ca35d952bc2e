//! The script of the month: every line with its day and hour, who, and what. What is not told in
//! [`super::stories`] is drawn by chance, the same each time.

use dauys_crypto::letter::{Lang, ReporterKind};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};

use super::cast::CAST;
use super::stories::{AWAY, FEEDBACK, NOTE, REPLY, Story, stories};
use super::texts::Texts;

/// Days of the month; they count from 1, and the first is a Monday.
pub const DAYS: u32 = 30;
/// Reports of the month.
pub const REPORTS: usize = 40;
/// The hour (UTC) at which desks begin their day: eight in the morning in Kazakhstan.
pub const MORNING: u32 = 3;
/// Any number will do.
const SEED: u64 = 20_261_005;

/// Hours at which reporters come: at night, in breaks, late in the evening.
const HER_HOURS: [u32; 5] = [1, 7, 12, 18, 23];
/// Hours at which something is done at desks.
const DESK_HOURS: [u32; 3] = [5, 8, 11];
/// The last day on which somebody reports by chance.
const LAST_REPORT: u32 = 22;
/// The last day of anything that happens by chance.
const LAST_SCENE: u32 = 29;

/// A day and what happens on it.
pub type Happening = (u32, Scene);

/// One thing that happens in a case.
#[derive(Debug, Clone, Copy)]
pub enum Scene {
    /// She reports.
    Reports,
    /// Somebody takes down her report, and she gets the code.
    Files(&'static str),
    /// She comes back with her code, and reads.
    Reads,
    /// She comes back, reads, and writes.
    Writes(ReporterKind),
    /// She comes back, reads, writes, and shuts out one of her readers.
    ShutsOut(&'static str),
    /// She comes back, and erases her letters from the server.
    Erases,
    /// Somebody types a command and then a text.
    Tells(&'static str, &'static str),
    /// Somebody types a command.
    Does(&'static str, &'static str),
}

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The reporter of the case.
    She,
    /// An investigator, by the name of their folder.
    Desk(&'static str),
}

/// A line of the script.
#[derive(Debug, Clone)]
pub struct Line {
    /// On which day.
    pub day: u32,
    /// At which hour, UTC.
    pub hour: u32,
    /// The place of its case among [`Script::stories`].
    pub case: usize,
    /// What.
    pub scene: Scene,
    /// What is said; empty where nothing is.
    pub text: String,
}

/// The whole of it.
pub struct Script {
    /// The cases.
    pub stories: Vec<Story>,
    /// The language of each reporter.
    pub langs: Vec<Lang>,
    /// The name of each reporter who gives hers; otherwise empty.
    pub names: Vec<String>,
    /// By day and hour.
    pub lines: Vec<Line>,
}

impl Script {
    /// Writes it.
    pub fn write() -> Self {
        let mut rng = StdRng::seed_from_u64(SEED);
        let mut texts = Texts::default();
        let mut stories = stories();
        while stories.len() < REPORTS {
            stories.push(ordinary(&mut rng));
        }
        let mut lines: Vec<Line> = Vec::new();
        for (case, story) in stories.iter().enumerate() {
            // What happens on one day happens in the order in which it is told.
            let mut before = (0, 0);
            for (day, scene) in &story.scenes {
                let hours = if let Who::She = scene.who() { &HER_HOURS[..] } else { &DESK_HOURS };
                let earliest = if before.0 == *day { before.1 } else { 0 };
                let later: Vec<u32> = hours.iter().copied().filter(|it| *it >= earliest).collect();
                let hour = *later.choose(&mut rng).expect("an hour that is left");
                before = (*day, hour);
                let text = if scene.says() { texts.next(&mut rng) } else { String::new() };
                lines.push(Line { day: *day, hour, case, scene: *scene, text });
            }
        }
        lines.sort_by_key(|line| (line.day, line.hour, line.case));
        let lang = |_| *[Lang::Kk, Lang::Ru, Lang::En].choose(&mut rng).expect("a language");
        let langs = (0..REPORTS).map(lang).collect();
        let name = |_| if rng.gen_ratio(1, 5) { texts.name(&mut rng) } else { String::new() };
        let names = (0..REPORTS).map(name).collect();
        Self { stories, langs, names, lines }
    }

    /// The lines of one case, in their order.
    pub fn of_case(&self, case: usize) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.case == case).collect()
    }
}

impl Scene {
    /// Who does it.
    pub fn who(self) -> Who {
        match self {
            Self::Tells(desk, _) | Self::Does(desk, _) | Self::Files(desk) => Who::Desk(desk),
            _ => Who::She,
        }
    }

    fn says(self) -> bool {
        match self {
            Self::Reports | Self::ShutsOut(_) | Self::Tells(..) | Self::Files(_) => true,
            Self::Writes(kind) => kind != ReporterKind::Withdraw,
            Self::Does(_, command) => command.contains("{text}"),
            Self::Reads | Self::Erases => false,
        }
    }
}

/// Ways to say what became of a report.
const ENDS: [&str; 4] = [
    FEEDBACK,
    "status {case} decision --file - --yes",
    "close {case} insufficient --file - --yes",
    "close {case} confirmed --measure training --file - --yes",
];
/// Days after the report on which the last word is begun at the latest.
const LAST_WORD: u32 = 11;

/// A case like most: a report to some, not always to all; an answer in time; she comes back, and
/// perhaps writes again; somebody says what became of it.
fn ordinary(rng: &mut StdRng) -> Story {
    let mut desks: Vec<&str> = CAST.iter().map(|person| person.folder).collect();
    desks.shuffle(rng);
    let to = desks.split_off(rng.gen_range(1..=3));
    let shut_out = if rng.gen_ratio(2, 5) { desks } else { Vec::new() };
    let tells = |rng: &mut StdRng, day, command| {
        let desk = *to.choose(rng).expect("a reader");
        (at_work(desk, day), Scene::Tells(desk, command))
    };
    let reported = rng.gen_range(1..=LAST_REPORT);
    let (mut scenes, mut day) = (vec![(reported, Scene::Reports)], reported);
    loop {
        if rng.gen_ratio(1, 2) {
            scenes.push(tells(rng, day + 1, NOTE));
        }
        let days = rng.gen_range(1..=3);
        let is_last = day > reported + LAST_WORD || day > LAST_REPORT || rng.gen_ratio(2, 5);
        // Before somebody can say what became of it, somebody says that it is here.
        let command = if is_last && day > reported { ENDS.choose(rng).copied() } else { None };
        let answer = tells(rng, day + days, command.unwrap_or(REPLY));
        scenes.push(answer);
        day = answer.0 + rng.gen_range(2..=4);
        if is_last && command.is_none() {
            let end = *ENDS.choose(rng).expect("an end");
            scenes.push(tells(rng, day, end));
            day += 3;
        }
        if is_last {
            scenes.push((day.min(LAST_SCENE), Scene::Reads));
            break;
        }
        scenes.push((day, Scene::Writes(ReporterKind::Message)));
    }
    scenes.retain(|(day, _)| *day <= LAST_SCENE);
    scenes.sort_by_key(|(day, _)| *day);
    Story { title: "like most", to, shut_out, scenes }
}

/// That day, or the first after it on which somebody works.
fn at_work(desk: &str, day: u32) -> u32 {
    let is_there = |day: &u32| {
        let weekend = matches!(day % 7, 6 | 0);
        // What is written on the last day before waits for the first day after.
        !weekend && !(desk == AWAY.0 && (AWAY.1.contains(day) || AWAY.1.contains(&(day + 1))))
    };
    (day..day + DAYS).find(is_there).expect("a work day")
}
