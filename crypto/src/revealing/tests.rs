//! Every name and number here is invented.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::Kind::{Email, Iin, Name, Phone};
use super::{FINDINGS_MAX, Finding, Kind, find};

/// A text, and the passage in it that must be found.
const FOUND: &[(&str, Kind, &str)] = &[
    ("мой номер +7 701 123 45 67, звоните", Phone, "+7 701 123 45 67"),
    ("Тел. 8 (701) 123-45-67.", Phone, "8 (701) 123-45-67"),
    ("нөмірім 87011234567", Phone, "87011234567"),
    ("пишите в ватсап 701 123 4567", Phone, "701 123 4567"),
    ("8.701.123.45.67", Phone, "8.701.123.45.67"),
    ("рабочий 8 (7172) 72-45-67", Phone, "8 (7172) 72-45-67"),
    ("(7172) 72-45-67 приёмная", Phone, "(7172) 72-45-67"),
    ("+7(701)1234567", Phone, "+7(701)1234567"),
    ("8-916-123-45-67 российский", Phone, "8-916-123-45-67"),
    ("кабинет 305, 72-45-67", Phone, "72-45-67"),
    ("каб. 305 8 701 123 45 67", Phone, "8 701 123 45 67"),
    ("домашний 245-45-67", Phone, "245-45-67"),
    ("call me at +44 20 7946 0958", Phone, "+44 20 7946 0958"),
    ("+996 555 123 456", Phone, "+996 555 123 456"),
    ("почта aigul.s@example.kz.", Email, "aigul.s@example.kz"),
    ("поштам: айгүл@мысал.қаз", Email, "айгүл@мысал.қаз"),
    ("write to <a_s+1@mail.example.com>", Email, "a_s+1@mail.example.com"),
    ("87011234567@example.kz", Email, "87011234567@example.kz"),
    ("телеграм @aigul_s", Email, "@aigul_s"),
    ("https://t.me/aigul_s пишите", Email, "t.me/aigul_s"),
    ("wa.me/77011234567", Email, "wa.me/77011234567"),
    ("ИИН 900115300123", Iin, "900115300123"),
    ("ЖСН: 900115 300124", Iin, "900115 300124"),
    ("my IIN is 000229600017.", Iin, "000229600017"),
    ("Меня зовут Айгуль Серикова, я бухгалтер", Name, "Айгуль Серикова"),
    ("Меня зовут Айгуль. Я бухгалтер", Name, "Айгуль"),
    ("МЕНЯ ЗОВУТ АЙГУЛЬ И Я УСТАЛА", Name, "АЙГУЛЬ"),
    ("Моё имя — Зарина", Name, "Зарина"),
    ("моя фамилия: Жумабекова", Name, "Жумабекова"),
    ("Я, Айгуль Серикова, работаю здесь", Name, "Айгуль Серикова"),
    ("Я Айгуль Серикова, из отдела продаж", Name, "Айгуль Серикова"),
    ("С уважением,\nАйгуль С.", Name, "Айгуль С."),
    ("Подпись: Серикова", Name, "Серикова"),
    ("Менің атым Айгүл, есепшімін", Name, "Айгүл"),
    ("менин атым Айгул Серикова", Name, "Айгул Серикова"),
    ("Есімім – Зарина", Name, "Зарина"),
    ("Аты-жөнім: Айгүл Жұмабекова", Name, "Айгүл Жұмабекова"),
    ("тегім Жұмабекова болады", Name, "Жұмабекова"),
    ("Мен, Айгүл Жұмабекова, осында істеймін", Name, "Айгүл Жұмабекова"),
    ("Мен Айгүл Жұмабекова, осында істеймін", Name, "Айгүл Жұмабекова"),
    ("Мен Айгүлмін, есепшімін", Name, "Айгүлмін"),
    ("Құрметпен,\nЗарина", Name, "Зарина"),
    ("Hello, my name is Aigul Serikova.", Name, "Aigul Serikova"),
    ("My name’s Aigul", Name, "Aigul"),
    ("I am Aigul Serikova from accounting", Name, "Aigul Serikova"),
    ("I'm Aigul Serikova", Name, "Aigul Serikova"),
    ("Best regards,\nAigul", Name, "Aigul"),
    ("Sincerely,\n\nA. Serikova", Name, "A. Serikova"),
    ("Signed: Aigul", Name, "Aigul"),
    ("это видела Серикова Айгуль Болатовна", Name, "Серикова Айгуль Болатовна"),
    ("сказала Айгуль Болатовне об этом", Name, "Айгуль Болатовне"),
    ("у Айдоса Сериковича спросили", Name, "Айдоса Сериковича"),
    ("с Татьяной Ильиничной", Name, "Татьяной Ильиничной"),
    ("его звали Назар Лукич", Name, "Назар Лукич"),
    ("мне Болатовна сказала", Name, "Болатовна"),
    ("бұл Айдос Серікұлына тиесілі", Name, "Айдос Серікұлына"),
    ("Жұмабекова Айгүл Болатқызы", Name, "Жұмабекова Айгүл Болатқызы"),
    ("осы Айгүл Болат қызы айтты", Name, "Айгүл Болат қызы"),
    ("Жұмабекова Айгүл Болат қызының сөзі", Name, "Жұмабекова Айгүл Болат қызының"),
    ("Жумабеков Айдос Серикулы", Name, "Жумабеков Айдос Серикулы"),
    ("told Aigul Bolatovna about it", Name, "Aigul Bolatovna"),
    ("начальник А. Б. Жумабеков", Name, "А. Б. Жумабеков"),
    ("Потом А.Б. Жумабеков сказал", Name, "А.Б. Жумабеков"),
    ("Тогда А.Б. Жумабеков ушёл", Name, "Тогда А.Б. Жумабеков"),
    ("директор Жұмабеков А.Б. айтты", Name, "Жұмабеков А.Б."),
];

/// Nothing may be found in these.
const LEFT_ALONE: &[&str] = &[
    "Это было 12.05.2026 в 15:30.",
    "с 2026-05-12 по 2026-06-12",
    "12-05-26 и 24-10-15",
    "с 8.12.2025 по 12.12.2025",
    "7.10.2025 - 15.10.2025",
    "зарплата 150 000 тенге, обещали 7 150 000 000 тенге",
    "от 8 900 000 - 1 200 000",
    "премия от 7000 - 150 000 тенге",
    "айлығым 1 250 000 теңге",
    "paid 87 150 000 000 KZT",
    "кабинет 305, этаж 7, корпус 12",
    "статья 123-1 и статьи 105, 106 кодекса",
    "2024 2025 2026 годы",
    "с 10:30 до 18:00, в 10-30",
    "мне сказали 90-60-90",
    "карта 4400 1234 5678 7012",
    "карта 4400123456787012",
    "счёт KZ86125KZT5004100100",
    "накладная 123456789012",
    "ИИН 901345300123",
    "БИН 050440001234",
    "заказ 1234567890123456789",
    "договор 12-34-56-78",
    "встретимся @ 5, цена @1500",
    "a@b и foo@bar",
    "формат mail.ru, сайт example.kz/about",
    "start.me/page, bot.me/aigul",
    "Я, как и все, молчала. Начальник кричал.",
    "Я, Директор и ещё двое были там",
    "Я, HR-менеджер и ИТ",
    "меня зовут на совещания, меня зовут дурой",
    "Он относится ко мне с уважением. Потом кричит.",
    "моё имя он знает",
    "подпись Директора стоит, я signed Order",
    "Мен, әрине, айттым. Мен Қызылордада тұрамын.",
    "Мен, Қызылорда қаласының тұрғыны, осында істеймін",
    "Мен Батыс Қазақстан облысында тұрамын",
    "Мен Алматыданмын, мен қазақпын",
    "атым шықты, тегім белгісіз",
    "Директордың қызы да осында істейді. Оның қызы. Үлкен ұлы.",
    "Ұлы Отан соғысы, Біздің Ұлы Далада",
    "Жазулы тұр. Даулы мәселе.",
    "Қызылорда облысы, Түркістан, Жетісу, Абай облысы",
    "Қаңтар, Наурыз және Январь, Март",
    "Наш Ильич. Москвич сломался, Кирпич упал, Паралич, Ключ у него",
    "москвич, кирпич, паралич, ключ, отлична, виновна",
    "Виновна ли я? Условна эта премия. Основна причина одна.",
    "Начальник отдела сказал мне: молчи. Директор видел.",
    "ул. А.С. Жумабекова, 5",
    "Т.Қ. Жұмабеков көшесі, А.Б. Сейтқали атындағы университет",
    "P.S. Потом он ушёл. U.S. Embassy. И.О. Директора",
    "I am a nurse. I am Kazakh. I'm HR Manager.",
    "I am Deputy Director. As regards the salary, Yes.",
    "In July and August, truly awful. Yours Truly.",
    "My name was called. He signed Order 5.",
    "работаю в ТОО «Ромашка» г. Алматы с Мая",
    "Сотрудница. С уважением, Сотрудница",
];

#[test]
fn what_may_tell_who_wrote_it_is_found() {
    let wrong = FOUND
        .iter()
        .filter(|(text, kind, passage)| shown(&find(text, "")) != [(*kind, (*passage).to_owned())]);
    let wrong: Vec<_> = wrong.map(|(text, ..)| (text, shown(&find(text, "")))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn ordinary_words_and_numbers_are_left_alone() {
    let wrong: Vec<_> = LEFT_ALONE
        .iter()
        .map(|text| (text, shown(&find(text, ""))))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn her_own_name_is_found_in_every_case_form() {
    for (own, text) in [
        ("Айгүл", "Айгүлге айтты"),
        ("Айгүл", "кричал на Айгуль"),
        ("Айгуль", "Айгүлдің жұмысы"),
        ("айгуль", "бұл айгүлмен болды"),
        ("Айша", "Айшаны шақырды"),
        ("Айша", "Айшой командует"),
        ("Әлия", "Алие сказали"),
        ("Мария", "Марией недовольны"),
        ("Анна", "дал Анне"),
        ("Айгүл Жұмабекова", "за Жумабековой следили"),
        ("Жумабеков", "с Жумабековым"),
        ("Ковальская", "про Ковальскую"),
        ("Андрей", "Андрея нет"),
        ("Aigul", "it was Aigul's desk"),
    ] {
        let found = find(text, own);
        assert_eq!(found.iter().filter(|it| it.kind == Name).count(), 1, "{own}: {text}");
        assert!(find(text, "").is_empty(), "{text}");
    }
}

#[test]
fn a_short_or_ordinary_word_of_her_name_finds_nothing() {
    for (own, text) in [
        ("Вера", "вернулся в веру"),
        ("Вера", "Вернулся и верен"),
        ("Дана", "по данным, дано"),
        ("Алма", "Алматы қаласы"),
        ("Ли", "если ли"),
        ("Болат қызы", "оның қызы"),
        ("", "Айгүл"),
        ("Марат", "Марафон, карат"),
    ] {
        assert!(find(text, own).is_empty(), "{own}: {text}: {:?}", shown(&find(text, own)));
    }
}

#[test]
fn passages_come_once_and_in_the_order_of_the_text() {
    let text = "Меня зовут Айгуль, +7 701 123 45 67, a@b.kz, 900115300123. Тел. +7 701 123 45 67";
    let kinds: Vec<Kind> = find(text, "Айгуль").iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Name, Phone, Email, Iin]);
    let many: Vec<String> = (0..50).map(|n| format!("имя{n}@example.kz")).collect();
    assert_eq!(find(&many.join(" "), "").len(), FINDINGS_MAX);
}

#[test]
fn a_finding_is_written_for_the_page_and_not_for_a_log() {
    let found = find("Меня зовут Айгуль", "");
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(json, r#"[{"kind":"name","text":"Айгуль"}]"#);
    assert!(!format!("{found:?}").contains("Айгуль"));
}

#[test]
fn a_long_text_of_one_sign_takes_no_time() {
    let began = Instant::now();
    for sign in
        ["7", "@", "(", "+", "7 ", "7-", "a.", "a@", "Я, ", "А.", "Айгүл ", "қызы ", " ", "t.me/"]
    {
        find(&sign.repeat(20_000), &sign.repeat(1_000));
    }
    // A look that grows with the square takes many minutes.
    assert!(began.elapsed() < Duration::from_secs(30));
}

proptest! {
    #[test]
    fn no_text_makes_it_fail_and_every_passage_is_of_the_text(text in any::<String>(), own in ".*") {
        is_of_the_text(&text, &own);
    }

    #[test]
    fn so_of_texts_that_nearly_hold_something(
        text in "([78+@.( )-]|[0-9]{1,4}|Айгүл|А\\.|қызы|мен,|я,|t\\.me/|[a-zа-я]{1,5}|\n){0,40}",
    ) {
        is_of_the_text(&text, "Айгүл Жұмабекова");
    }
}

fn is_of_the_text(text: &str, own: &str) {
    let found = find(text, own);
    assert!(found.len() <= FINDINGS_MAX);
    for (index, finding) in found.iter().enumerate() {
        assert!(!finding.text.is_empty() && text.contains(&finding.text));
        assert!(!found[..index].contains(finding));
    }
}

/// The texts here are nobody's, and a failed test is read.
fn shown(found: &[Finding]) -> Vec<(Kind, String)> {
    found.iter().map(|it| (it.kind, it.text.clone())).collect()
}
