//! What is kept of a report that was taken down, and when; the slip that is handed over.

use super::*;

/// A desk with a vault, and what of a report is kept there.
pub(super) struct Kept {
    pub(super) _folder: tempfile::TempDir,
    pub(super) workplace: Workplace,
    pub(super) to: String,
}

impl Kept {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let team: [Keys; 2] = team();
        let to = team[1].id.to_string();
        let settings = fixtures::settings(&team);
        let [keys, _] = team;
        let workplace = fixtures::workplace(folder.path(), keys, &settings);
        Self { _folder: folder, workplace, to }
    }

    fn written(&self) -> String {
        format!(r#"{{"answers":{{"story":"не болды"}},"to":["{}"],"lang":"kk"}}"#, self.to)
    }

    fn take_down(&mut self, yes: bool, print: &Print, script: &str) -> Result<Taken, Failure> {
        let args = Filing { their_lang: None, file: None, yes, now: false, proxy: None };
        let written = self.written();
        let mut typist = Typist::new(print, script);
        take_down(&mut self.workplace, &args, Some(&written), print, &mut typist)
    }

    fn outgoing(&self) -> &[Outgoing] {
        self.workplace.vault.contents().outgoing()
    }
}

#[test]
fn nothing_is_kept_until_the_code_was_typed_back() {
    let mut kept = Kept::new();
    for script in ["иә", "иә\n\n0\n", "иә\nжоқ", "иә\n0000\n"] {
        let print = Print::kept(Language::Kk, false);
        let taken = kept.take_down(false, &print, script);
        assert_eq!(taken.err().unwrap().message.key(), "filing-not-done", "{script:?}");
        assert!(shown_code(&print).is_some(), "it was on the screen");
        assert_eq!(kept.outgoing().len(), 0, "{script:?}");
    }
    let print = Print::kept(Language::Kk, false);
    let taken = kept.take_down(false, &print, "иә\n1\n?\n{last}\nжоқ").unwrap();
    let [outgoing] = kept.outgoing() else { unreachable!("one") };
    assert_eq!(outgoing.id, taken.id);
    let her = dauys_crypto::thread::Reporter::derive(
        &shown_code(&print).unwrap(),
        "",
        &fixtures::instance(),
    );
    assert_eq!(her.first_letter(), taken.id, "the code that was typed back is the report's");
    assert!(!print.said().contains('\u{1b}'));
}

#[test]
fn the_screen_is_cleared_if_that_is_wanted() {
    let print = Print::kept(Language::Kk, false);
    Kept::new().take_down(false, &print, "иә\n{last}\nиә").unwrap();
    assert!(print.said().ends_with("\u{1b}[3J"));
}

#[test]
fn a_program_gets_the_code_before_anything_is_kept() {
    let mut kept = Kept::new();
    let print = Print::kept(Language::Kk, true);
    let taken = kept.take_down(true, &print, "").unwrap();
    let told: serde_json::Value = serde_json::from_str(&print.said()).unwrap();
    assert!(Code::parse(told["code"].as_str().unwrap()).is_ok());
    assert_eq!(told["look"], taken.look.to_string());
    assert!(told["address"].as_str().unwrap().starts_with("http://127.0.0.1:1/#k="));
    assert_eq!(kept.outgoing().len(), 1);
}

#[test]
fn the_slip_is_in_her_language_and_does_not_say_what_it_is_for() {
    let slip = Slip { address: "https://a.example/#k=x".into(), look: DAY, reply_days: 35 };
    let page = [
        (Language::Kk, include_str!("../../../../../client-wasm/locales/kk.ftl")),
        (Language::Ru, include_str!("../../../../../client-wasm/locales/ru.ftl")),
        (Language::En, include_str!("../../../../../client-wasm/locales/en.ftl")),
    ];
    for (language, words) in page {
        let print = Print::kept(Language::En, false);
        let code = Code::generate();
        slip.show(&code, &print, &Text::new(language)).unwrap();
        let said = print.said().replace('\n', " ");
        assert!(said.contains(code.grouped().as_str()) && said.contains(&slip.address));
        assert!(said.contains(&DAY.to_string()) && said.contains("35"));
        let door = words.lines().find_map(|line| line.strip_prefix("code-door = ")).unwrap();
        assert!(said.contains(door), "the page's own words: {door}");
        let said = said.to_lowercase();
        for telling in [
            "report",
            "harass",
            "complain",
            "dauys",
            "сообщени",
            "домогат",
            "травл",
            "жалоб",
            "хабарлама",
            "қысым",
            "қудалау",
            "харассмент",
            "шағым",
        ] {
            assert!(!said.contains(telling), "{telling}");
        }
    }
}

#[test]
fn the_day_to_look_again_is_after_the_places_that_wait_and_the_closed_period() {
    let look = |letters_per_day, release_hours, waiting: usize, now| {
        let folder = tempfile::tempdir().unwrap();
        let team: [Keys; 2] = team();
        let mut settings = fixtures::settings(&team);
        settings.cover.letters_per_day = letters_per_day;
        settings.release_hours = release_hours;
        let [keys, _] = team;
        let mut workplace = fixtures::workplace(folder.path(), keys, &settings);
        for _ in 0..waiting {
            let place = crate::vault::record::Place::Filed { withdraw: Digest::of(b"x") };
            let id = crate::compose::random_id();
            let waits = Record::Outgoing(Outgoing { id, place, file: vec![1] });
            workplace.vault.append(vec![waits]).unwrap();
        }
        super::look(&workplace, now, DAY).unwrap().since(DAY)
    };
    assert_eq!(look(0, 0, 0, false), 1);
    assert_eq!(look(0, 24, 0, false), 2);
    assert_eq!(look(4, 24, 0, false), 3, "with the next day's places");
    assert_eq!(look(4, 24, 7, false), 5, "three days for eight, one place in ten is no place");
    assert_eq!(look(4, 24, 7, true), 2);
}

#[test]
fn somebody_who_left_the_roster_takes_nothing_down() {
    let folder = tempfile::tempdir().unwrap();
    let team: [Keys; 2] = team();
    let mut settings = fixtures::settings(&team);
    settings.channels[0].members.remove(0);
    let [keys, colleague] = team;
    let workplace = fixtures::workplace(folder.path(), keys, &settings);
    let mut kept = Kept { _folder: folder, workplace, to: colleague.id.to_string() };
    let print = Print::kept(Language::En, false);
    let failure = kept.take_down(false, &print, "").err().unwrap();
    assert_eq!((failure.message.key(), print.said().as_str()), ("not-active", ""));
}

#[test]
fn a_program_says_everything_in_flags() {
    let flags = |json, file: Option<&str>, yes| {
        let file = file.map(Into::into);
        let args = Filing { their_lang: None, file, yes, now: false, proxy: None };
        let failure = check_flags(&args, &Print::kept(Language::En, json)).err();
        failure.map(|failure| Text::new(Language::En).say(&failure.message))
    };
    assert_eq!(flags(false, None, false), None);
    assert_eq!(flags(false, Some("a.json"), false), None);
    assert_eq!(flags(true, Some("a.json"), true), None);
    for (json, file, flag) in
        [(true, None, "--file"), (true, Some("a.json"), "--yes"), (false, Some("-"), "--yes")]
    {
        assert!(flags(json, file, false).unwrap().contains(flag));
    }
}

#[test]
fn the_language_is_asked_for_by_number_or_code() {
    for (typed, language) in [("1", Language::Kk), ("ru", Language::Ru), ("x\n4\n3", Language::En)]
    {
        let print = Print::kept(Language::En, false);
        let mut typist = Typist::new(&print, typed);
        assert_eq!(ask_language(&mut Talk::new(&print, &mut typist)).unwrap(), language);
    }
}
