//! The month as it is played: hour by hour, by real programs that live by one calendar. Whoever has
//! something to do at an hour does it while the others do theirs.

use std::collections::BTreeMap;
use std::mem;

use dauys_crypto::letter::ReporterKind;
use dauys_wire::{Day, Id};

use super::cast::{ALL_CHANNELS, CAST, CHANGES};
use super::desks::{Desk, Log};
use super::hand::Hand;
use super::reporters::Woman;
use super::script::{DAYS, Line, MORNING, Scene, Script, Who};
use super::watch::Watch;
use crate::addressee::Addressee;
use crate::calendar_clock::CalendarClock;
use crate::direct::Visit;
use crate::folder::Folder;
use crate::organisation::{Charter, Organisation};
use crate::stack::{Server, Stack};

/// The first day of the month, a Monday.
const FIRST: &str = "2026-10-05";
const WEEK: u32 = 7;
/// Days in which everything that waits must have gone.
const QUIET_DAYS_MAX: u32 = 12;

/// Where it is played.
pub struct Stage {
    /// The organisation and its server.
    pub stack: Stack,
    clock: CalendarClock,
    _folder: Folder,
}

/// What has happened.
pub struct Played {
    /// What each desk was told, in the order of [`CAST`].
    pub logs: Vec<Log>,
    /// The reporters, in the order of the stories.
    pub women: Vec<Woman>,
    /// What could be seen from outside.
    pub watch: Watch,
    /// The last day.
    pub last: u32,
}

/// A day of the month; the first is 1.
pub fn day_of_month(day: u32) -> Day {
    Day::parse(FIRST).expect("a day").plus(day - 1)
}

impl Stage {
    /// Founds the organisation in the first hour of the month.
    pub fn set() -> Self {
        let folder = Folder::make();
        let clock = CalendarClock::at(&folder.path().join("clock"), day_of_month(1), 0);
        let charter = Charter {
            people: &CAST,
            channels: &ALL_CHANNELS,
            accused_inside: true,
            changes: CHANGES,
            surroundings: clock.surroundings(),
            ..Charter::default()
        };
        Self { stack: Stack::of(&charter), clock, _folder: folder }
    }

    /// Plays all of it, and as many quiet days as it takes until everybody has everything; each by the hand
    /// that is theirs.
    pub fn play_by<'h>(&mut self, script: &Script, hand: impl Fn(&str) -> Hand<'h>) -> Played {
        let origin = self.stack.origin().to_owned();
        let Self { stack: Stack { organisation, address, server, .. }, clock, .. } = self;
        let desk = |one| Desk::of(one, hand(one.person.folder));
        let desks = organisation.investigators().iter().map(desk).collect();
        let mut play = Play::begin(organisation, server, address, &origin, clock, desks);
        for day in 1..=DAYS {
            play.day(day, script);
        }
        let mut last = DAYS;
        while last == DAYS || !play.is_quiet() {
            last += 1;
            assert!(last <= DAYS + QUIET_DAYS_MAX, "something still waits");
            play.day(last, script);
        }
        let visit = Visit::arrive(play.address);
        play.women.values_mut().for_each(|she| she.read(&visit));
        let logs = std::thread::scope(|threads| {
            let desks = play.desks.into_iter();
            let each: Vec<_> = desks.map(|desk| threads.spawn(|| desk.into_log())).collect();
            each.into_iter().map(|one| one.join().expect("a desk")).collect()
        });
        let women = play.women.into_values().collect();
        Played { logs, women, watch: play.watch, last }
    }
}

/// The month as it goes on.
struct Play<'a> {
    organisation: &'a Organisation,
    server: &'a mut Server,
    address: &'a str,
    origin: &'a str,
    clock: &'a CalendarClock,
    desks: Vec<Desk<'a>>,
    /// By their places among the stories.
    women: BTreeMap<usize, Woman>,
    watch: Watch,
}

impl<'a> Play<'a> {
    fn begin(
        organisation: &'a Organisation,
        server: &'a mut Server,
        address: &'a str,
        origin: &'a str,
        clock: &'a CalendarClock,
        desks: Vec<Desk<'a>>,
    ) -> Self {
        let (women, watch) = (BTreeMap::new(), Watch::default());
        Self { organisation, server, address, origin, clock, desks, women, watch }
    }

    fn day(&mut self, day: u32, script: &Script) {
        self.night(day);
        let (early, late): (Vec<&Line>, Vec<&Line>) = script
            .lines
            .iter()
            .filter(|line| line.day == day)
            .partition(|line| line.hour < MORNING);
        self.hours(day, &early, script);
        self.morning(day);
        self.hours(day, &late, script);
    }

    /// A day begins, also for the server, which runs on; once a week its operator starts it anew.
    fn night(&mut self, day: u32) {
        if day > 1 {
            self.clock.move_to(day_of_month(day), 0);
        }
        let visit = Visit::arrive(self.address);
        assert_eq!(visit.trusted.day, day_of_month(day), "the day of the server");
        if day % WEEK == 1 && day > 1 {
            self.server.restart();
        }
        self.watch.drop(day, &visit, &self.women);
        let anyone = self.anyone(&visit);
        self.watch.before(day, &anyone, self.origin);
    }

    /// Everyone who is there syncs and reads.
    fn morning(&mut self, day: u32) {
        self.clock.move_to(day_of_month(day), MORNING);
        let address = (day == 1).then_some(self.address);
        std::thread::scope(|threads| {
            for desk in self.desks.iter().filter(|desk| desk.is_there(day)) {
                threads.spawn(move || desk.begin_day(day, address));
            }
        });
        let anyone = self.anyone(&Visit::arrive(self.address));
        self.watch.after(day, &anyone, self.origin);
    }

    fn hours(&mut self, day: u32, lines: &[&Line], script: &Script) {
        for lines in lines.chunk_by(|a, b| a.hour == b.hour) {
            if let Some(line) = lines.first() {
                self.clock.move_to(day_of_month(day), line.hour);
                self.hour(lines, script);
            }
        }
    }

    /// Reporters come one after the other, each desk does one thing after the other.
    fn hour(&mut self, lines: &[&Line], script: &Script) {
        let mut by_who: BTreeMap<Who, Vec<&Line>> = BTreeMap::new();
        for line in lines {
            by_who.entry(line.scene.who()).or_default().push(line);
        }
        let hers = by_who.remove(&Who::She).unwrap_or_default();
        let cases: BTreeMap<usize, Id> =
            self.women.iter().map(|(case, she)| (*case, she.thread)).collect();
        let mut women = mem::take(&mut self.women);
        let codes: Vec<(usize, String)> = std::thread::scope(|threads| {
            let at_desks = by_who.iter().map(|(who, lines)| {
                let Who::Desk(folder) = who else { panic!("{who:?}") };
                let (desks, cases) = (&self.desks, &cases);
                threads.spawn(move || at_desk(desks, folder, lines, cases, script))
            });
            let at_desks: Vec<_> = at_desks.collect();
            for line in hers {
                self.she_does(line, script, &mut women);
            }
            at_desks.into_iter().flat_map(|one| one.join().expect("a desk")).collect()
        });
        for (case, code) in codes {
            let (visit, chosen) = (Visit::arrive(self.address), chosen(&self.desks, case, script));
            let she = Woman::is_handed(&visit, script.langs[case], chosen, &code);
            women.insert(case, she);
        }
        self.women = women;
    }

    fn she_does(&self, line: &Line, script: &Script, women: &mut BTreeMap<usize, Woman>) {
        let visit = Visit::arrive(self.address);
        if let Scene::Reports = line.scene {
            let chosen = chosen(&self.desks, line.case, script);
            let (lang, name) = (script.langs[line.case], &script.names[line.case]);
            let she = Woman::report(&visit, lang, chosen, &line.text, name);
            women.insert(line.case, she);
            return;
        }
        let she = women.get_mut(&line.case).expect("somebody who has reported");
        match line.scene {
            Scene::Writes(kind) => she.write(&visit, kind, None, &line.text),
            Scene::ShutsOut(whom) => {
                let whom = Some(desk(&self.desks, whom).id);
                she.write(&visit, ReporterKind::Message, whom, &line.text);
            }
            Scene::Erases => she.erase(&visit),
            _ => she.read(&visit),
        }
    }

    /// Whether everybody has everything that anybody wrote.
    fn is_quiet(&self) -> bool {
        self.desks.iter().all(Desk::is_quiet)
    }

    /// Somebody who may list the inbox.
    fn anyone(&self, visit: &Visit) -> Addressee {
        let one = self.organisation.investigators().first().expect("an investigator");
        Addressee::of(one, &visit.trusted.roster.instance).living_by(self.clock)
    }
}

/// One thing after the other; the codes of reports that were taken down, by case.
fn at_desk(
    desks: &[Desk<'_>],
    folder: &str,
    lines: &[&Line],
    cases: &BTreeMap<usize, Id>,
    script: &Script,
) -> Vec<(usize, String)> {
    let desk = desk(desks, folder);
    let mut codes = Vec::new();
    for line in lines {
        if let Scene::Files(_) = line.scene {
            let (to, shut_out) = chosen(desks, line.case, script);
            let lang = script.langs[line.case];
            codes.push((line.case, desk.files(line, lang, &to, &shut_out)));
        } else {
            desk.does(line, &cases[&line.case]);
        }
    }
    codes
}

/// Whom a reporter chooses, and whom she shuts out.
fn chosen(desks: &[Desk<'_>], case: usize, script: &Script) -> (Vec<Id>, Vec<Id>) {
    let ids = |folders: &[&str]| {
        let mut ids: Vec<Id> = folders.iter().map(|one| desk(desks, one).id).collect();
        ids.sort_unstable();
        ids
    };
    let story = &script.stories[case];
    (ids(&story.to), ids(&story.shut_out))
}

fn desk<'d, 'a>(desks: &'d [Desk<'a>], folder: &str) -> &'d Desk<'a> {
    let mut desks = desks.iter();
    desks.find(|desk| desk.investigator.person.folder == folder).expect("a desk")
}
