//! The same from the desk's page: a browser gets the file, and what was covered on the page is covered in
//! it.

use std::fs;

use dauys_tests::investigator::Investigator;
use dauys_tests::seat::Seat;
use dauys_tests::tab::Tab;

use crate::{NAME, Office, STORY, holds, text_of, unpacked, verify};

fn in_a_form(text: &str) -> String {
    text.bytes().fold(String::new(), |mut written, byte| {
        written.extend(["%".to_owned(), format!("{byte:02X}")]);
        written
    })
}

#[test]
fn a_browser_gets_the_file_and_what_is_covered_on_the_page_is_covered_in_it() {
    let office = Office::undeclared();
    let seat = Seat::take(office.marat());
    let page = Tab::open(&seat, &office.marat().passphrase_text());
    let shown = |path: &str| String::from_utf8(page.get(path).2).unwrap();
    let address = format!("/cases/{}", office.case);
    let export = format!("{address}/export");
    let file = format!("{export}/file");
    page.work(&export, "variant=full", &export);
    assert_eq!(page.get(&file).0, 303, "before it is said whether one may");
    assert!(!shown(&export).contains("evidence-001"), "nor is anything shown");
    page.post(&format!("{address}/declare"), "what=none");
    let mask = format!("text={}", in_a_form(NAME));
    page.post(&format!("{address}/mask"), &mask);
    let offer = shown(&export);
    assert!(offer.contains(NAME) && offer.contains("evidence-001.txt"), "{offer}");
    let (status, head, _) = page.send(&export, "variant=everything");
    assert!(status == 200 && !head.contains("content-disposition"), "{head}");
    let taken = page.work(&export, "variant=redacted&with=2", &export);
    assert!(taken.contains(&file), "{taken}");
    let (status, head, zip) = page.get(&file);
    assert_eq!(status, 200, "{head}");
    let named =
        format!(r#"attachment; filename="case-{}-redacted.zip""#, office.case.get(..8).unwrap());
    assert!(head.contains(&named) && head.contains("cache-control: no-store"), "{head}");
    let saved = office.path("from-the-page.zip");
    fs::write(&saved, &zip).unwrap();
    let (exit, said) = verify(&saved, &[]);
    assert_eq!((exit, said["files"].as_array().unwrap().len()), (Some(0), 5), "{said}");
    let pdf = text_of(&unpacked(&saved).path().join("report.pdf"));
    assert!(pdf.contains("[×××××]") && !pdf.contains("Серікұлы"), "{pdf}");
    assert!(!holds(&zip, "Серікұлы"));
    let off = format!("text={}&off=yes", in_a_form(NAME));
    page.post(&format!("{address}/mask"), &off);
    assert!(!shown(&export).contains("blockquote"), "{}", shown(&export));
    let told = shown(&address);
    assert!(!told.contains("urgent"), "{told}");
    assert_eq!(page.get(&file).0, 303, "made before the masks were others, it is there no more");

    // Whoever has looked at a file takes it along all the same, saves it as often as they want, and looks again.
    let looked = format!("{address}/files/1");
    page.look(&looked);
    assert!(page.work(&export, "variant=full", &export).contains(&file));
    let (once, again) = (page.get(&file).2, page.get(&file).2);
    assert!(once == again && once.len() > zip.len(), "{} {}", once.len(), again.len());
    fs::write(&saved, &once).unwrap();
    assert_eq!(verify(&saved, &[]).0, Some(0));
    page.look(&looked);
    assert!(page.get(&file).2 == once, "nor is it in the way of whoever looks");

    // Whoever declares a conflict of interest afterwards gets nothing more of it.
    page.post(&format!("{address}/do/declare"), "interest=conflict");
    assert_eq!(page.get(&file).0, 303, "it is there no more");
}

#[test]
fn whoever_was_given_a_case_has_it_checked_on_the_page_and_is_told_of_one_flipped_bit() {
    let office = Office::open();
    let file = office.take_out("case.zip", "full", &[]);
    let zip = fs::read(&file).unwrap();
    let seat = Seat::take(office.dina());
    let page = Tab::open(&seat, &office.dina().passphrase_text());
    assert!(page.look("/verify").contains("name=\"file\""));
    let card = |of: &Investigator| fs::read_to_string(of.card()).unwrap();
    let check = |key: &str, bytes: &[u8]| page.bring("/verify", ["key", key], bytes);
    let says = |shown: &str, words: &str, is_alarm: bool| {
        assert!(shown.contains(words), "{words}: {shown}");
        assert_eq!(shown.contains("role=\"alert\""), is_alarm, "{shown}");
    };
    says(&check("", &zip), "Әр байт қол қойылғандағыдай. Кілттің кімдікі", false);
    says(&check(&card(office.marat()), &zip), "кілті де сіз атаған кілт", false);
    says(&check(&card(office.dina()), &zip), "басқа біреу қол қойған", true);
    says(&check("not a key", &zip), "карточкасы да емес", true);
    let mut changed = zip.clone();
    let at = changed.windows(6).position(|it| it == b"report").unwrap() + zip.len() / 2;
    changed[at] ^= 1;
    says(&check("", &changed), "қол қойылғаннан кейін өзгертілген", true);
    says(&check("", STORY.as_bytes()), "шығарылған іс емес", true);
    says(&check("", b"age-encryption.org/v1\n"), "age бағдарламасымен мөрленген", true);
    // Far more than is kept.
    says(&check("", &vec![0; 300 << 20]), "64 МБ-тан үлкен", true);
    says(&check("not a key", &vec![0; 60 << 20]), "карточкасы да емес", true);
    // What was checked lies nowhere.
    let home = fs::read_dir(office.dina().home()).unwrap();
    let sizes = home.map(|entry| entry.unwrap().metadata().unwrap().len());
    assert!(sizes.max() < Some(zip.len() as u64), "no file of the desk is as large");
}
