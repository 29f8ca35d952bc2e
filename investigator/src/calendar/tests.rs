use super::*;

const FILE: &str = include_str!("../../data/calendar-kz.toml");

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn working_days_of(month: &str) -> usize {
    let first = day(&format!("{month}-01"));
    let days = first.plus_months(1).since(first);
    (0..days).filter(|later| Calendar::kazakhstan().is_working(first.plus(*later))).count()
}

#[test]
fn the_file_of_kazakhstan_is_whole() {
    let parsed = Calendar::parse(FILE).unwrap();
    assert_eq!(&parsed, Calendar::kazakhstan());
    assert_eq!(parsed.id, KAZAKHSTAN);
    let years: Vec<u16> = parsed.years.iter().map(|year| year.year).collect();
    assert_eq!(years, [2026, 2027]);
    assert!(!parsed.lawyer_checked, "say who it was in docs/calendar.md");
    let used = |id: &String| {
        let of_days = parsed.days.iter().flat_map(|listed| &listed.sources);
        of_days.chain(parsed.years.iter().flat_map(|year| &year.sources)).any(|used| used == id)
    };
    assert!(parsed.sources.iter().all(|source| used(&source.id)));
    let all_texts = parsed.days.iter().flat_map(|listed| [Some(&listed.name), listed.why.as_ref()]);
    for text in all_texts.flatten() {
        assert!(![&text.kk, &text.ru, &text.en].iter().any(|words| words.is_empty()));
    }
}

/// The law on holidays, article 5: where a day of rest and a holiday fall together, the next
/// working day after the holiday rests.
#[test]
fn the_days_that_moved_are_those_that_the_law_moves() {
    let calendar = Calendar::kazakhstan();
    let holidays: Vec<&Listed> =
        calendar.days.iter().filter(|listed| listed.kind == Kind::Holiday).collect();
    let rests = |day: Day| {
        let listed = calendar.days.iter().find(|listed| listed.day == day);
        day.weekday() > FRIDAY || listed.is_some_and(|listed| !listed.kind.is_moved())
    };
    let mut moved: Vec<(Day, Day)> = Vec::new();
    for holiday in holidays.iter().filter(|holiday| holiday.day.weekday() > FRIDAY) {
        let mut next = holiday.day.plus(1);
        while rests(next) || moved.iter().any(|(to, _)| *to == next) {
            next = next.plus(1);
        }
        moved.push((next, holiday.day));
    }
    let listed = calendar.days.iter().filter(|listed| listed.kind == Kind::MovedToRest);
    let listed: Vec<(Day, Day)> =
        listed.map(|listed| (listed.day, listed.instead_of.unwrap())).collect();
    assert_eq!(listed, moved);
    assert_eq!(listed.len(), 5 + 4);
}

/// What was published of 2026: kazpravda.kz of 19 February and alau.kz of 19 November 2025 and
/// 11 December 2025; a month of May as lugasoft.ru reckons it. The year had 246 working days while
/// 31 August was thought to rest.
#[test]
fn months_and_the_year_have_as_many_working_days_as_were_published() {
    assert_eq!(working_days_of("2026-01"), 19);
    assert_eq!(working_days_of("2026-03"), 18);
    assert_eq!(working_days_of("2026-05"), 17);
    let year: usize = (1..=12).map(|month| working_days_of(&format!("2026-{month:02}"))).sum();
    assert_eq!(year, 246 + 1);
}

/// Reckoned by hand.
#[test]
fn working_days_are_counted_across_holidays() {
    let cases = [
        // An ordinary week: Monday to Thursday.
        ("2026-06-01", 3, "2026-06-04", true),
        // Over a weekend, from a Friday and from a Saturday.
        ("2026-06-05", 1, "2026-06-08", true),
        ("2026-06-06", 1, "2026-06-08", true),
        // The ninth rests for the eighth.
        ("2026-03-06", 3, "2026-03-12", true),
        // Nauryz: 20, then 26 and 27, because 21 to 25 rest.
        ("2026-03-19", 3, "2026-03-27", true),
        ("2026-03-20", 1, "2026-03-26", true),
        // May: 4, 5, 6, not 7, 8, not 9 to 11, 12.
        ("2026-04-30", 3, "2026-05-06", true),
        ("2026-04-30", 5, "2026-05-12", true),
        // 31 August works in 2026: 31, 1, 2.
        ("2026-08-28", 3, "2026-09-02", true),
        // A day that moved: 26 October rests for 25.
        ("2026-10-23", 3, "2026-10-29", true),
        ("2026-12-15", 1, "2026-12-17", true),
        // New Year: 31, then 5 and 6, because 1 to 4 rest; 8 after Christmas. 2027 is not settled.
        ("2026-12-30", 1, "2026-12-31", true),
        ("2026-12-30", 3, "2027-01-06", false),
        ("2026-12-30", 4, "2027-01-08", false),
        // Kurban Ait may be a day earlier or later.
        ("2026-05-22", 1, "2026-05-25", true),
        ("2026-05-25", 1, "2026-05-26", false),
        ("2026-05-26", 1, "2026-05-28", false),
        // Constitution Day, since 2027 in March.
        ("2027-03-12", 1, "2027-03-16", false),
        // None: the day itself, or the next that works.
        ("2026-06-01", 0, "2026-06-01", true),
        ("2026-03-21", 0, "2026-03-26", true),
    ];
    for (from, working_days, to, certain) in cases {
        let reckoned = Calendar::kazakhstan().plus_working(day(from), working_days);
        assert_eq!(reckoned, Reckoned { day: day(to), certain }, "{from} {working_days}");
        if working_days > 0 && Calendar::kazakhstan().is_working(day(from)) {
            let back = Calendar::kazakhstan().minus_working(day(to), working_days);
            assert_eq!(back, day(from), "{to} back");
        }
    }
}

#[test]
fn what_no_source_says_is_told_with_the_reason() {
    let calendar = Calendar::kazakhstan();
    let notes = calendar.notes_between(day("2026-05-01"), day("2026-05-31"));
    let [kurban] = notes.as_slice() else { panic!("{notes:?}") };
    assert_eq!((kurban.from, kurban.to), (day("2026-05-26"), day("2026-05-28")));
    assert!(kurban.name.as_ref().unwrap().en.contains("Kurban"));
    assert!(calendar.is_certain(day("2026-05-25")) && !calendar.is_certain(day("2026-05-26")));

    // An unsettled year is told once, not for each day, and only as far as one asks.
    let notes = calendar.notes_between(day("2026-12-01"), day("2027-02-28"));
    let told: Vec<_> = notes.iter().map(|note| (note.from, note.to)).collect();
    let year = (day("2027-01-01"), day("2027-02-28"));
    assert_eq!(told, [year, (day("2027-01-04"), day("2027-01-04"))]);
    assert_eq!(calendar.notes_between(day("2026-12-01"), day("2026-11-01")), []);
}

#[test]
fn outside_of_its_years_a_calendar_knows_weekdays_and_nothing_for_certain() {
    let calendar = Calendar::kazakhstan();
    for outside in ["2025-12-31", "2028-01-03"] {
        assert!(calendar.is_working(day(outside)) && !calendar.is_certain(day(outside)));
    }
    assert!(!calendar.is_working(day("2028-01-01")), "a Saturday");
    let notes = calendar.notes_between(day("2027-12-30"), day("2028-01-02"));
    let told: Vec<_> = notes.iter().map(|note| (note.from, note.to)).collect();
    let ends = (day("2027-12-30"), day("2027-12-31"));
    assert_eq!(told, [ends, (day("2028-01-01"), day("2028-01-02"))]);

    let other = Calendar::named("uz");
    assert_eq!(other, Calendar::weekdays());
    assert!(other.is_working(day("2026-01-01")) && !other.is_certain(day("2026-06-01")));
    assert!(!other.outside.kk.is_empty());
    assert_eq!(calendar.plus_working(Day::MAX, 5).day, Day::MAX);
    assert_eq!(calendar.minus_working(Day::from_number(1), 5), Day::from_number(0));
}

/// In 2024 an order of 18 April moved the rest of Saturday 4 May to Wednesday 8 May.
const MOVED: &str = r#"
format = "dauys-calendar/1"
id = "kz"
owner = "a test"
lawyer_checked = false
last_checked = "2026-11-26"
outside = { kk = "k", ru = "r", en = "e" }
[[source]]
id = "order"
title = "Order of the Minister of Labour of 18 April 2024"
where = "https://adilet.zan.kz/kaz/docs/G24G0000109"
read = "as Sputnik told it"
[[year]]
year = 2024
settled = true
sources = ["order"]
[[day]]
day = "2024-05-04"
kind = "moved-to-work"
name = { kk = "k", ru = "r", en = "e" }
instead_of = "2024-05-08"
sources = ["order"]
last_checked = "2026-11-26"
verified = true
[[day]]
day = "2024-05-08"
kind = "moved-to-rest"
name = { kk = "k", ru = "r", en = "e" }
instead_of = "2024-05-04"
sources = ["order"]
last_checked = "2026-11-26"
verified = true
"#;

#[test]
fn a_saturday_that_was_moved_to_work_counts() {
    let calendar = Calendar::parse(MOVED).unwrap();
    let reckoned = calendar.plus_working(day("2024-05-03"), 1);
    assert_eq!(reckoned, Reckoned { day: day("2024-05-04"), certain: true });
    assert_eq!(calendar.plus_working(day("2024-05-07"), 1).day, day("2024-05-09"));
}

#[test]
fn a_file_that_contradicts_itself_is_no_calendar() {
    let broken = [
        ("dauys-calendar/1", "dauys-calendar/2"),
        ("2024-05-08\"\nkind", "2024-05-04\"\nkind"),
        ("2024-05-08\"\nkind", "2024-02-30\"\nkind"),
        ("2024-05-08\"\nkind", "2025-05-08\"\nkind"),
        ("moved-to-rest", "holiday"),
        ("verified = true\n[[day]]", "verified = false\n[[day]]"),
        ("sources = [\"order\"]\n[[day]]", "sources = [\"rumour\"]\n[[day]]"),
        ("sources = [\"order\"]\nlast", "sources = []\nlast"),
        ("settled = true", "settled = false"),
        ("verified = true\n[[day]]", "verified = true\nmargin_days = 1\n[[day]]"),
        ("owner", "keeper"),
    ];
    for (right, wrong) in broken {
        let text = MOVED.replacen(right, wrong, 1);
        assert_ne!(text, MOVED, "{right}");
        assert!(Calendar::parse(&text).is_err(), "{right} -> {wrong}");
    }
}

#[test]
fn the_guide_lists_every_day_with_what_is_known_of_it() {
    let guide = include_str!("../../../docs/calendar.md");
    let calendar = Calendar::kazakhstan();
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    for listed in &calendar.days {
        let Listed { day, kind, name, sources, verified, .. } = listed;
        let weekday = weekdays[day.weekday() as usize - 1];
        let kind = serde_json::to_value(kind).unwrap();
        let kind = match listed.instead_of {
            Some(from) => format!("{}, for {from}", kind.as_str().unwrap()),
            None => kind.as_str().unwrap().to_owned(),
        };
        let verified = if *verified { "yes" } else { "**no**" };
        let (name, sources) = (&name.en, sources.join(", "));
        let row = format!("| {weekday} {day} | {kind} | {name} | {verified} | {sources} |");
        assert!(guide.contains(&row), "docs/calendar.md lacks\n{row}");
    }
    let rows = guide.lines().filter(|line| line.contains("| yes |") || line.contains("| **no** |"));
    assert_eq!(rows.count(), calendar.days.len());
    for source in &calendar.sources {
        let row = format!("| `{}` | {} |", source.id, source.title);
        assert!(guide.contains(&row), "docs/calendar.md lacks\n{row}");
    }
}
