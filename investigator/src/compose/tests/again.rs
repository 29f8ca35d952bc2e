//! What is said again, because it expired before she had fetched it.

use super::*;

#[test]
fn what_expired_unseen_is_said_again_as_a_new_reply_and_only_once() {
    let mut office = office();
    let mut contents = Contents::default();
    let records = office.write(0, &contents, |desk, case| said(desk, case, "Жауап.")).unwrap();
    attempt(&records, &mut contents);
    let first = office.replies(&records).remove(0);
    let taken = Some((crate::pace::Kind::Reply, DAY.minus(40)));
    contents.apply(Record::Posted { id: first.id, taken }).unwrap();

    let again = |desk: &Desk<'_>, case: &Case<'_>| desk.again(case);
    let records = office.write(0, &contents, again).unwrap();
    let [reply] = office.replies(&records).try_into().unwrap();
    assert_eq!((reply.n, reply.body.text.as_str(), reply.kind), (2, "Жауап.", ReplyKind::Answer));
    assert_ne!(reply.id, first.id, "the same file twice would be known as real");
    assert_eq!(office.letters_for(1, &records).len(), 1, "colleagues have its copy");
    let mut once = Contents::default();
    keep(records.clone(), &mut once);
    keep(records, &mut contents);
    assert!(office.write(0, &contents, again).unwrap().is_empty(), "only once");

    office.more(|letter| {
        let seen = dauys_crypto::letter::Seen { n: 2, sha256: Digest::of(b"reply") };
        letter.seen.insert(letter.to[0].into(), seen);
    });
    contents.apply(Record::Posted { id: reply.id, taken }).unwrap();
    assert!(office.write(0, &contents, again).unwrap().is_empty(), "she has seen it");
}

#[test]
fn what_is_said_again_is_split_anew_if_there_is_less_room_and_no_number_goes_back() {
    let mut office = office();
    let text = "Жауап мәтіні, ұзын. ".repeat(250);
    let fresh = Contents::default();
    let first = office.write(0, &fresh, |desk, case| said(desk, case, &text)).unwrap();
    let before = office.replies(&first);
    // Her case was deleted here once, when this desk had answered nine times.
    let mut contents = Contents::default();
    let deleted =
        DeletedCase { thread: office.she.thread(), last: Some((9, DAY)), tombstone: None };
    contents.apply(Record::Deleted(deleted)).unwrap();
    attempt(&first, &mut contents);
    for reply in &before {
        let taken = Some((crate::pace::Kind::Reply, DAY.minus(40)));
        contents.apply(Record::Posted { id: reply.id, taken }).unwrap();
    }
    // Replies name her newest letters too.
    for _ in 0..30 {
        office.more(|_| ());
    }

    let again = |desk: &Desk<'_>, case: &Case<'_>| desk.again(case);
    let records = office.write(0, &contents, again).unwrap();
    let replies = office.replies(&records);
    assert!(replies.len() > before.len());
    let said: Vec<&str> = replies.iter().map(|reply| reply.body.text.as_str()).collect();
    assert_eq!(said.join(" "), text.trim());
    let numbers: Vec<u64> = replies.iter().map(|reply| reply.n).collect();
    assert_eq!(numbers, (10..10 + replies.len() as u64).collect::<Vec<_>>());
    let letters = office.letters_for(1, &records);
    let copies = letters.iter().flat_map(|letter| &letter.events);
    assert_eq!(copies.map(|copy| copy.event.body.text.as_str()).collect::<Vec<_>>(), said);
    keep(records, &mut contents);
    assert!(office.write(0, &contents, again).unwrap().is_empty(), "only once");
}
