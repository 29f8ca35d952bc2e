//! A desk and a server that counts: whatever the desk writes, whatever breaks, the numbers of a day
//! are those that were drawn.

mod broken;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use dauys_crypto::letter::Lang;
use dauys_wire::Digest;
use dauys_wire::problem::ProblemCode;
use dauys_wire::roster::Cover;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::*;
use crate::compose::{Desk, random_id};
use crate::fixtures::{DAY, kept_record, known, report, reporter, team};
use crate::keys::Keys;
use crate::vault::contents::KnownRoster;

const COVER: Cover = Cover { letters_per_day: 4, replies_per_day: 2 };

/// What happens to one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The line breaks before anything of it is on its way.
    Unprepared,
    /// It does not get there.
    Lost,
    /// It gets there, and the answer does not come back.
    AnswerLost,
    /// It is answered with a proof that does not hold.
    Unproven,
    /// It is refused.
    Refused,
}

/// Remembers what it was sent, by id, and judges a repetition as the server does.
#[derive(Default)]
struct Server {
    today: Cell<Option<Day>>,
    kept: RefCell<BTreeMap<Id, (Kind, Day, Digest)>>,
    withdrawn: RefCell<Vec<(Day, Id)>>,
    asked: RefCell<Vec<Id>>,
    fault: Cell<Option<(usize, Fault)>>,
    refuses: Cell<Option<Id>>,
    /// What it answers to whoever takes something back, if not that it is done.
    trouble: Cell<Option<ProblemCode>>,
}

impl Carrier for Server {
    type Prepared = Option<Day>;

    fn prepare(&self, _: &Outgoing, ahead: Option<Day>) -> Result<Option<Day>, RemoteError> {
        if self.fault.get() == Some((self.asked.borrow().len(), Fault::Unprepared)) {
            self.fault.set(None);
            return Err(RemoteError::Unreachable("cut".into()));
        }
        Ok(ahead)
    }

    fn post(&self, outgoing: &Outgoing, ahead: &Option<Day>) -> Result<Day, RemoteError> {
        let Outgoing { id, place, file } = outgoing;
        let call = self.asked.borrow().len();
        self.asked.borrow_mut().push(*id);
        let fault = self.fault.get().filter(|(at, _)| *at == call).map(|(_, fault)| fault);
        let lost = || Err(RemoteError::Unreachable("cut".into()));
        if fault == Some(Fault::Lost) {
            return lost();
        }
        if fault == Some(Fault::Refused) || self.refuses.get() == Some(*id) {
            return Err(RemoteError::Problem(ProblemCode::Busy));
        }
        if fault == Some(Fault::Unproven) {
            return Err(RemoteError::Unproven);
        }
        let today = self.today.get().unwrap();
        let new = (place.kind(), ahead.unwrap_or(today), Digest::of(file));
        let (_, day, before) = *self.kept.borrow_mut().entry(*id).or_insert(new);
        assert_eq!(before, new.2, "the same id never carries anything else");
        // Under another day it is another letter.
        if ahead.map_or(day > today, |ahead| ahead != day) {
            return Err(RemoteError::Problem(ProblemCode::Conflict));
        }
        if fault == Some(Fault::AnswerLost) { lost() } else { Ok(day) }
    }

    fn withdraw(&self, id: &Id, _token: &[u8]) -> Result<(), RemoteError> {
        self.withdrawn.borrow_mut().push((self.today.get().unwrap(), *id));
        self.trouble.get().map_or(Ok(()), |code| Err(RemoteError::Problem(code)))
    }
}

/// A desk with one case, and its server.
struct World {
    _folder: tempfile::TempDir,
    keys: [Keys; 2],
    known: KnownRoster,
    vault: Vault,
    server: Server,
    rng: StdRng,
    today: Day,
}

impl World {
    fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keys: [Keys; 2] = team();
        let mut known = known(&keys);
        known.roster.cover = COVER;
        let path = folder.path().join("vault");
        Vault::create(&path, &keys[0].vault).unwrap();
        let mut vault = Vault::open(&path, &keys[0].vault).unwrap();
        let letter = report(&reporter(), &[keys[0].id, keys[1].id], &[]);
        vault.append(vec![kept_record(&letter)]).unwrap();
        let rng = StdRng::seed_from_u64(seed);
        let server = Server::default();
        server.today.set(Some(DAY));
        Self { _folder: folder, keys, known, vault, server, rng, today: DAY }
    }

    fn next_day(&mut self) {
        self.today = self.today.plus(1);
        self.server.today.set(Some(self.today));
    }

    fn poster(&mut self) -> (Poster<'_, Server>, &mut StdRng) {
        let Self { vault, known, today, server, rng, .. } = self;
        (Poster { vault, roster: &known.roster, today: *today, carrier: server }, rng)
    }

    fn sync(&mut self) -> Posted {
        let (mut poster, rng) = self.poster();
        poster.withdraw().unwrap();
        poster.day(rng).unwrap()
    }

    /// An answer, its copy and a note.
    fn work(&mut self) {
        for answer in [true, false] {
            let contents = self.vault.contents();
            let desk =
                Desk { keys: &self.keys[0], known: &self.known, contents, today: self.today };
            let cases = crate::case::fold(contents.letters().values());
            let case = cases.values().next().unwrap();
            let records = if answer {
                desk.answer(case, "an answer", false).unwrap().records
            } else {
                desk.note(case, "a note", Lang::Kk).unwrap()
            };
            self.vault.append(records).unwrap();
        }
    }

    /// What a watcher can count of a day: letters, replies, withdrawals.
    fn seen(&self, day: Day) -> (usize, usize, usize) {
        let kept = self.server.kept.borrow();
        let of = |kind| kept.values().filter(|(k, d, _)| (*k, *d) == (kind, day)).count();
        let withdrawn = self.server.withdrawn.borrow();
        let withdrawn = withdrawn.iter().filter(|(on, _)| *on == day).count();
        (of(Kind::Letter), of(Kind::Reply), withdrawn)
    }

    /// A report that was taken down for somebody; its id.
    fn file(&mut self) -> Id {
        let place = Place::Filed { withdraw: Digest::of(b"hers") };
        let filed = Outgoing { id: random_id(), place, file: vec![1] };
        let id = filed.id;
        self.vault.append(vec![Record::Outgoing(filed)]).unwrap();
        id
    }

    fn waiting(&self) -> usize {
        self.vault.contents().outgoing().len()
    }
}

#[test]
fn a_watcher_counts_the_same_whether_or_not_the_desk_works() {
    let (mut idle, mut busy) = (World::new(1), World::new(1));
    let mut gone = 0;
    for day in 0..8 {
        busy.work();
        idle.sync();
        gone += busy.sync().posted;
        // What is written after the first sync of a day waits for the next day's.
        busy.work();
        busy.sync();
        idle.sync();
        assert_eq!(idle.seen(idle.today), busy.seen(busy.today), "day {day}");
        idle.next_day();
        busy.next_day();
    }
    assert!(gone > 12, "and the work goes: {gone}");
}

#[test]
fn replies_are_exactly_as_many_as_the_roster_says_on_every_day() {
    let mut world = World::new(3);
    for _ in 0..4 {
        world.work();
        world.sync();
        assert_eq!(world.seen(world.today).1, 2);
        world.next_day();
    }
}

#[test]
fn days_ahead_have_their_letters_once() {
    let mut world = World::new(7);
    world.work();
    let days: Vec<Day> = (1..=3).map(|ahead| DAY.plus(ahead)).collect();
    for day in &days {
        let (mut poster, rng) = world.poster();
        poster.ahead(*day, rng).unwrap();
    }
    let ahead: Vec<_> = days.iter().map(|day| world.seen(*day).0).collect();
    assert!(ahead.iter().sum::<usize>() > 3, "{ahead:?}");
    assert_eq!(world.vault.contents().posting().waiting(Kind::Letter).count(), 0, "ours too");
    world.next_day();
    world.sync();
    assert_eq!(world.seen(days[0]), (ahead[0], 2, 0), "the replies of today, and no letter again");
    assert_eq!(missed_days(world.vault.contents().posting().planned_days(), DAY.plus(4)), 0);
    assert_eq!(missed_days(world.vault.contents().posting().planned_days(), DAY.plus(6)), 2);
}

#[test]
fn days_without_a_sync_are_told_at_the_first_one_after_them_and_not_again() {
    let mut world = World::new(14);
    let missed =
        |world: &World| missed_days(world.vault.contents().posting().planned_days(), world.today);
    assert_eq!(missed(&world), 0, "before the first");
    world.sync();
    (0..4).for_each(|_| world.next_day());
    assert_eq!(missed(&world), 3);
    world.sync();
    assert_eq!(missed(&world), 0, "the second time on one day");
}

#[test]
fn now_posts_outside_of_the_plan() {
    let (mut idle, mut busy) = (World::new(8), World::new(8));
    idle.sync();
    busy.sync();
    busy.work();
    let now = busy.poster().0.now(None).unwrap();
    assert_eq!((now.posted, now.waiting), (2, 0), "an answer, and one letter with copy and note");
    let [(letters, replies, _), (more_letters, more_replies, _)] =
        [&idle, &busy].map(|world| world.seen(DAY));
    assert_eq!((more_letters, more_replies), (letters + 1, replies + 1), "it can be seen");
}

#[test]
fn a_report_that_was_taken_down_for_somebody_takes_a_place_and_changes_no_number() {
    let (mut idle, mut busy) = (World::new(1), World::new(1));
    let mut filed = BTreeSet::new();
    for day in 0..6 {
        filed.insert(busy.file());
        idle.sync();
        busy.sync();
        // Somebody comes by in the afternoon.
        filed.insert(busy.file());
        busy.sync();
        assert_eq!(idle.seen(idle.today), busy.seen(busy.today), "day {day}");
        idle.next_day();
        busy.next_day();
    }
    let gone = |world: &World| {
        let kept = world.server.kept.borrow();
        filed.iter().filter(|id| kept.contains_key(id)).count()
    };
    assert!(gone(&busy) > 6, "and they go: {}", gone(&busy));
    // Between two letters in a row it is in nobody's way, and goes by itself if it must.
    busy.work();
    let urgent = BTreeSet::from([busy.file()]);
    assert_eq!(busy.poster().0.now(Some(&urgent)).unwrap().posted, 1);
}

#[test]
fn cover_is_taken_back_when_its_day_has_come_and_nothing_else_is() {
    let mut world = World::new(10);
    world.known.roster.cover = Cover { letters_per_day: 6, replies_per_day: 0 };
    let mut ours = BTreeSet::new();
    for day in 0..24 {
        // As long as the roster lets it.
        if day < 10 {
            world.work();
        }
        ours.extend(world.vault.contents().outgoing().iter().map(|one| one.id));
        world.sync();
        world.next_day();
    }
    let kept = world.server.kept.borrow();
    let withdrawn = world.server.withdrawn.borrow();
    for (on, id) in withdrawn.iter() {
        let (kind, day, _) = kept[id];
        assert!(kind == Kind::Letter && !ours.contains(id), "cover, and a letter");
        assert!((1..=28).contains(&on.since(day)), "within four weeks");
    }
    let once: BTreeSet<Id> = withdrawn.iter().map(|(_, id)| *id).collect();
    assert_eq!(once.len(), withdrawn.len(), "once");
    // One in ten of some 140, of which more than half are still to come.
    assert!((3..20).contains(&withdrawn.len()), "{} of {}", withdrawn.len(), kept.len());
    let due = world.vault.contents().posting().withdrawals(world.today.minus(1));
    assert!(due.is_empty(), "all whose day has come");
}

#[test]
fn what_the_server_cannot_take_back_now_is_taken_back_later() {
    use ProblemCode::{Busy, Full, Internal, NotFound, Quota, TooSlow, Withdrawn, WrongToken};
    let mut world = World::new(11);
    let due = |world: &World| world.vault.contents().posting().withdrawals(world.today).len();
    let add = |world: &mut World| {
        let withdrawal = |_| Withdrawal { id: random_id(), token: vec![0; 32], on: DAY };
        let records = (0..2).map(withdrawal).map(Record::Withdrawal);
        world.vault.append(records.collect()).unwrap();
    };
    add(&mut world);
    for code in [Busy, TooSlow, Internal, Full, Quota] {
        world.server.trouble.set(Some(code));
        world.server.withdrawn.borrow_mut().clear();
        let reason = world.poster().0.withdraw().unwrap();
        assert!(matches!(reason, Some(RemoteError::Problem(why)) if why == code));
        let asked = world.server.withdrawn.borrow().len();
        assert_eq!((due(&world), asked), (2, 2), "{code:?}: each was tried, and is to be again");
    }
    world.server.trouble.set(None);
    assert!(world.poster().0.withdraw().unwrap().is_none());
    assert_eq!(due(&world), 0);
    for code in [NotFound, Withdrawn, WrongToken] {
        add(&mut world);
        world.server.trouble.set(Some(code));
        assert!(world.poster().0.withdraw().unwrap().is_none());
        assert_eq!(due(&world), 0, "{code:?} will not become less of one");
    }
}

#[test]
fn as_much_is_sealed_before_the_first_is_posted_on_a_day_of_hard_work_as_on_one_without() {
    let (mut idle, mut busy) = (World::new(12), World::new(12));
    for _ in 0..3 {
        busy.work();
    }
    for world in [&mut idle, &mut busy] {
        // The line breaks at the first thing, so that what is kept is what was sealed before it.
        world.server.fault.set(Some((0, Fault::Lost)));
        world.sync();
    }
    let posting = busy.vault.contents().posting();
    let planned = |kind| posting.unposted(DAY, kind).unwrap().len();
    let sealed = [&idle, &busy].map(|world| world.vault.cover().unwrap().len());
    assert_eq!(sealed, [planned(Kind::Letter) + planned(Kind::Reply); 2]);
}
