//! The poster and the slips, as a telephone and an office printer see them: made by the real `dauys`,
//! rendered by poppler, and scanned by zbar, neither of which has anything to do with what made them.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dauys_tests::folder::Folder;
use dauys_tests::organisation::{CHANNELS, Channel, Charter, INSTANCE, MARAT, Organisation};
use dauys_tests::paper::{self, DOTS};
use dauys_tests::programs;
use dauys_wire::Digest;
use image::GrayImage;
use serde_json::Value;

const ORIGIN: &str = "https://dauys.example";
const ONION: &str = "http://abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion";
/// What no office printer reaches.
const WHITE_MM: u32 = 10;
/// Letters that fonts forget.
const LETTERS: &str = "ӘҒҚҢӨҰҮҺІәғқңөұүһі№«»—ёЁ";
const HEADLINES: [(&str, &str); 3] = [
    ("kk", "Жұмыста не болғанын атыңызды атамай айтыңыз"),
    ("ru", "Расскажите, что произошло на работе, не называя себя"),
    ("en", "Tell what happened at work, without giving your name"),
];

#[test]
fn every_code_leads_to_the_address_that_org_check_prints_and_the_number_stands_beside_it() {
    let mut channels = CHANNELS;
    channels[0].2[0] = LETTERS;
    let table = Table::lay(&channels, &[ORIGIN, ONION]);
    let check = table.organisation.check();
    let address = check["addresses"][0].as_str().unwrap();
    let form = table.folder.path().join("form.html");
    fs::write(&form, "<form>").unwrap();
    let made = table.posters(&["--offline-form", form.to_str().unwrap()]);
    assert_eq!(made["address"], address);
    assert_eq!(made["safety_number"], check["safety_number"]);

    let files = files(&made);
    let names = files.iter().map(|file| file.file_name().unwrap().to_str().unwrap());
    let expected = ["", "-kk", "-ru", "-en"]
        .map(|language| ["poster", "slips"].map(|kind| format!("{kind}{language}.pdf")));
    assert_eq!(names.collect::<Vec<_>>(), expected.as_flattened());
    let number = without_spaces(check["safety_number"].as_str().unwrap());
    let hash = Digest::of(b"<form>").to_string();
    for file in &files {
        let is_poster = file.to_str().unwrap().contains("poster/poster");
        let sheet = Sheet::of(file);
        assert_eq!(sheet.codes, vec![address; if is_poster { 1 } else { 9 }], "{file:?}");
        sheet.can_be_printed();
        for text in [&number, &without_spaces(address), &format!("{ORIGIN}/")] {
            assert!(sheet.text.contains(text), "{file:?}: {text} in {}", sheet.text);
        }
        let numbers = sheet.text.matches(&number).count();
        assert_eq!(numbers, sheet.codes.len(), "{file:?}: with each code its number");
        let rare = [&hash, ONION].map(|text| sheet.text.contains(text));
        assert_eq!(rare, [is_poster; 2], "{file:?}");
        let stem = file.file_stem().unwrap().to_str().unwrap();
        for (language, headline) in HEADLINES {
            let speaks = !stem.contains('-') || stem.ends_with(language);
            assert_eq!(sheet.text.contains(&without_spaces(headline)), speaks, "{file:?}");
        }
        if is_poster && (!stem.contains('-') || stem.ends_with("kk")) {
            assert!(sheet.text.contains(LETTERS), "{file:?}: {}", sheet.text);
        }
    }
    let elsewhere = table.folder.path().join("again");
    let elsewhere = ["--out", elsewhere.to_str().unwrap()];
    let again = table.posters(&[["--offline-form", form.to_str().unwrap()], elsewhere].concat());
    for (file, again) in files.iter().zip(self::files(&again)) {
        assert!(fs::read(file).unwrap() == fs::read(&again).unwrap(), "{again:?}");
    }
}

#[test]
fn a_channel_that_confirms_itself_has_a_poster_with_its_own_key_and_no_other_has() {
    let table = Table::lay(&CHANNELS, &[ORIGIN]);
    let of = |channel| table.organisation.refused(&["poster", "--channel", channel]);
    assert_eq!(of("union"), (4, "poster-no-card".to_owned()));
    let statement = table.confirm_union();
    table.organisation.org(&["sign"]);

    let made = table.posters(&["--channel", "union", "--language", "kk"]);
    let root = table.organisation.check()["root"].as_str().unwrap().to_owned();
    let own = format!("{ORIGIN}/#k={root}&{statement}");
    for (file, codes) in files(&made).iter().zip([1, 9]) {
        assert_eq!(Sheet::of(file).codes, vec![own.as_str(); codes], "{file:?}");
    }
    assert!(files(&made)[0].ends_with("poster/union-poster-kk.pdf"));
    assert_eq!(made["channel"], "union");

    assert_eq!(of("hr"), (4, "poster-no-card".to_owned()));
    assert_eq!(of("nobody"), (2, "org-no-channel".to_owned()));
}

#[test]
fn the_longest_names_of_eight_channels_stay_on_the_page() {
    const NAME: [&str; 3] = [
        "Қызылорда облысының жұмыспен қамтуды үйлестіру және әлеуметтік бағдарламалар басқармасы",
        "Управление координации занятости и социальных программ Кызылординской области, совет",
        "Department for employment and social programmes of Kyzylorda region, council of ethics",
    ];
    let ids = ["hr", "union", "ngo", "ethics", "board", "lawyer", "inspectorate", "second"];
    let about = CHANNELS[0].3;
    let channels = ids.map(|id| (id, if id == "second" { "union" } else { id }, NAME, about));
    let table = Table::lay(&channels, &[ORIGIN, ONION]);
    table.confirm_union();
    table.organisation.org(&["sign"]);
    let made = table.posters(&[]);
    let address = made["address"].as_str().unwrap().to_owned();
    // A channel's key from the organisation's hand would be the organisation's word.
    let all = table.organisation.check()["addresses"][0].as_str().unwrap().to_owned();
    assert!(all.starts_with(&format!("{address}&c=union.")), "{all}");
    for file in files(&made) {
        let sheet = Sheet::of(&file);
        sheet.can_be_printed();
        assert!(sheet.codes.iter().all(|code| *code == address), "{:?}", sheet.codes);
        assert_eq!(sheet.codes.len(), if sheet.is_slips() { 9 } else { 1 }, "{file:?}");
    }
}

#[test]
fn what_a_page_would_refuse_is_not_hung_up() {
    let table = Table::lay(&CHANNELS, &[ORIGIN]);
    let roster = table.organisation.published().join("roster.json");
    let text = fs::read_to_string(&roster).unwrap();
    fs::write(&roster, text.replace("dauys.example", "other.example")).unwrap();
    assert_eq!(table.organisation.refused(&["poster"]), (4, "verify-signature".to_owned()));
    assert!(!table.folder.path().join("organisation/poster").exists(), "nothing is written");
}

/// An organisation that has signed.
struct Table {
    folder: Folder,
    organisation: Organisation,
}

impl Table {
    fn lay(channels: &[Channel], origins: &[&str]) -> Self {
        let folder = Folder::make();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        let charter = Charter { channels, ..Charter::default() };
        let organisation = Organisation::found(&charter, folder.path(), &data);
        organisation.sign_for(origins, &data);
        Self { folder, organisation }
    }

    fn posters(&self, arguments: &[&str]) -> Value {
        let arguments = [&["poster", "--json"], arguments].concat();
        serde_json::from_str(&self.organisation.org(&arguments)).expect("JSON")
    }

    /// Has the union sign its own entry; what its address has more than others.
    fn confirm_union(&self) -> String {
        let [key, out] = ["union.key", "union.txt"].map(|name| self.folder.path().join(name));
        let [key, out] = [&key, &out].map(|path| path.to_str().unwrap());
        let card = self.organisation.investigator(&MARAT).card();
        let card = card.to_str().unwrap();
        let sign = ["channel-card", "union", "--instance", INSTANCE, "--json"];
        let files = ["--key", key, "--out", out, "--member", card];
        let said = self.organisation.org(&[&sign[..], &files].concat());
        let said: Value = serde_json::from_str(&said).expect("JSON");
        self.organisation.org(&["channel", "union", "--card", out]);
        said["fragment"].as_str().unwrap().to_owned()
    }
}

fn files(made: &Value) -> Vec<PathBuf> {
    let files = made["files"].as_array().unwrap();
    files.iter().map(|file| file.as_str().unwrap().into()).collect()
}

/// A file, as others see it.
struct Sheet {
    file: PathBuf,
    picture: GrayImage,
    /// What a scanner reads.
    codes: Vec<String>,
    /// All words, without what separates them.
    text: String,
    /// What `pdfinfo` says.
    facts: String,
}

impl Sheet {
    fn of(file: &Path) -> Self {
        let picture = paper::print(file);
        let codes = paper::scan(&picture);
        let text = programs::must(Command::new("pdftotext").arg("-raw").arg(file).arg("-"));
        let facts = programs::must(Command::new("pdfinfo").arg(file));
        Self {
            file: file.to_owned(),
            picture: image::open(&picture).unwrap().into_luma8(),
            codes: codes.lines().map(str::to_owned).collect(),
            text: without_spaces(&text),
            facts,
        }
    }

    fn is_slips(&self) -> bool {
        self.file.file_name().unwrap().to_str().unwrap().contains("slips")
    }

    /// On one sheet of A4 by an office printer, whole, and without much toner; and it can be
    /// listened to.
    fn can_be_printed(&self) {
        for fact in ["Pages:           1\n", "(A4)", "Tagged:          yes"] {
            assert!(self.facts.contains(fact), "{}: {fact} in {}", self.file.display(), self.facts);
        }
        assert!(!self.facts.contains("CreationDate"), "{}", self.facts);
        let white = WHITE_MM * DOTS * 10 / 254;
        let (width, height) = self.picture.dimensions();
        let (mut outside, mut dark) = (0, 0);
        for (x, y, pixel) in self.picture.enumerate_pixels() {
            let is_inside =
                (white..width - white).contains(&x) && (white..height - white).contains(&y);
            let is_dark = pixel.0[0] < 250;
            dark += u32::from(is_dark);
            outside += u32::from(is_dark && !is_inside);
        }
        assert_eq!(outside, 0, "{}: dots in the margin", self.file.display());
        assert!(dark < width * height / 6, "{}: {dark} dark dots", self.file.display());
    }
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}
