//! What is written can be read again, whatever came in, however much it is; and what was deleted is
//! gone, also what waited then.

use dauys_crypto::event::EventKind;
use dauys_wire::Signature;

use super::*;

/// A letter to colleagues with this JSON, and that it waits.
fn waiting(id: Id, json: String) -> Vec<Record> {
    let signature = Signature::from_bytes([0; 64]);
    let kept = KeptLetter { id, day: fixtures::DAY, signature, json, whole: None };
    vec![Record::Letter(kept), Record::Outgoing(outgoing(id, 900))]
}

fn outgoing(id: Id, bytes: usize) -> Outgoing {
    Outgoing { id, place: Place::Inbox { token: vec![1; 32] }, file: vec![7; bytes] }
}

/// JSON that is deeper than a letter may be.
fn too_deep(thread: &Id) -> String {
    let (opened, closed) = ("[".repeat(16), "]".repeat(16));
    let letter = fixtures::carrier(Id::from_bytes([1; 16]), &[Id::from_bytes([1; 16])], 1, vec![]);
    let json = letter.to_json().unwrap().to_string();
    json.replacen('{', &format!(r#"{{"x":{opened}"{thread}"{closed},"#), 1)
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let (fixture, _) = fixture();
    let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    let before = fs::read(&fixture.path).unwrap();
    let (bad, good) = (random_id(), Id::from_bytes([9; 16]));
    let mut records = vec![Record::NotOurs { ids: vec![good] }];
    records.extend(waiting(bad, too_deep(&good)));
    assert!(vault.append(records).is_err());
    assert_eq!(fs::read(&fixture.path).unwrap(), before);
    assert!(!vault.contents().knows(&good) && vault.contents().outgoing().is_empty());
    vault.append(vec![Record::NotOurs { ids: vec![good] }]).unwrap();
    drop(vault);
    let again = Vault::open(&fixture.path, &fixture.key).unwrap();
    assert!(known(&again) == 3 && again.contents().knows(&good));
}

#[test]
fn more_than_a_frame_holds_is_kept_in_pieces_that_end_where_something_waits() {
    let (fixture, _) = fixture();
    let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    let ids: Vec<Id> = (0..110).map(|_| random_id()).collect();
    let letter = |id: &Id| {
        let own = Id::from_bytes([1; 16]);
        let mut letter = fixtures::event_letter(own, &[own], 1, EventKind::Note, random_id());
        letter.id = *id;
        let json = letter.to_json().unwrap().to_string();
        let mut records = waiting(*id, json);
        records[1] = Record::Outgoing(outgoing(*id, 32_768));
        records
    };
    vault.append(ids.iter().flat_map(letter).collect()).unwrap();
    let again = Vault::open(&fixture.path, &fixture.key).unwrap();
    for vault in [&vault, &again] {
        let contents = vault.contents();
        let waits: Vec<Id> = contents.outgoing().iter().map(|one| one.id).collect();
        assert_eq!(waits, ids);
        assert!(ids.iter().all(|id| contents.letters().contains_key(id)));
    }
    let mut frames = Vec::new();
    let each = |frame: &[u8]| {
        frames.push(serde_json::from_slice::<Vec<Record>>(frame).unwrap());
        Ok(())
    };
    again.log.each(each).unwrap();
    let pieces = frames.split_off(4);
    assert!(pieces.len() > 1);
    let is_whole = |piece: &Vec<Record>| matches!(piece.last(), Some(Record::Outgoing(_)));
    assert!(pieces.iter().all(is_whole), "no letter without that it waits");
}

#[test]
fn what_waited_when_its_case_was_deleted_is_gone_from_the_file_once_it_is_posted() {
    let Cases { fixture, mut vault, thread, shared, .. } = cases();
    let own = Id::from_bytes([1; 16]);
    let letter = fixtures::event_letter(own, &[own], 1, EventKind::Note, thread);
    let mark = "bWFya21hcmttYXJr";
    let file = |id, place| Record::Outgoing(Outgoing { id, place, file: b"markmarkmark".to_vec() });
    let reply = random_id();
    let mut records = waiting(letter.id, letter.to_json().unwrap().to_string());
    records.pop();
    records.push(file(letter.id, Place::Inbox { token: vec![1; 32] }));
    records.push(file(reply, Place::Drop { thread }));
    vault.append(records).unwrap();
    vault.delete_case(&thread, None).unwrap();
    vault.compact().unwrap();
    assert_eq!(in_clear(&vault).matches(mark).count(), 2, "it still waits");
    vault.append(vec![Record::Posted { id: letter.id, taken: None }]).unwrap();
    drop(vault);
    let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    vault.compact().unwrap();
    assert_eq!(in_clear(&vault).matches(mark).count(), 1);
    vault.append(vec![Record::Posted { id: reply, taken: None }]).unwrap();
    vault.compact().unwrap();
    assert_eq!(in_clear(&vault).matches(mark).count(), 0);
    let before = fs::read(&fixture.path).unwrap();
    vault.compact().unwrap();
    assert_eq!(fs::read(&fixture.path).unwrap(), before, "and it is not written anew for nothing");
    let again = Vault::open(&fixture.path, &fixture.key).unwrap();
    assert!(
        again.contents().letters().contains_key(&shared) && again.contents().is_deleted(&thread)
    );
}

#[test]
fn a_frame_that_holds_and_cannot_be_read_is_set_aside_told_and_kept() {
    let Cases { fixture, mut vault, thread, other, .. } = cases();
    let before = in_clear(&vault);
    // As an earlier program wrote it before it found out; and something of a later one.
    let (bad, lost) = (random_id(), random_id());
    let mut records = vec![Record::NotOurs { ids: vec![lost] }];
    records.extend(waiting(bad, too_deep(&other)));
    vault.log.append(&serde_json::to_vec(&records).unwrap()).unwrap();
    vault.log.append(br#"[{"record":"of-tomorrow"}]"#).unwrap();
    drop(vault);
    let mut vault = Vault::open(&fixture.path, &fixture.key).unwrap();
    assert_eq!(vault.set_aside(), 2);
    let is_whole = |vault: &Vault| {
        // What belongs together is there whole or not at all.
        let contents = vault.contents();
        assert!(!contents.knows(&lost) && !contents.knows(&bad) && contents.outgoing().is_empty());
        assert_eq!(known(vault), 3);
    };
    is_whole(&vault);
    assert!(crate::case::fold(vault.contents().letters().values()).contains_key(&thread));
    vault.append(vec![Record::NotOurs { ids: vec![random_id()] }]).unwrap();

    vault.delete_case(&thread, None).unwrap();
    assert!(before.contains(SECRET) && !in_clear(&vault).contains(SECRET));
    for vault in [&vault, &Vault::open(&fixture.path, &fixture.key).unwrap()] {
        assert_eq!(vault.set_aside(), 2, "written anew it is still there");
        assert!(in_clear(vault).contains(&bad.to_string()));
        is_whole(vault);
    }
    vault.delete_case(&other, None).unwrap();
    assert_eq!(vault.set_aside(), 1, "nothing is left of a case that is deleted");
    assert!(!in_clear(&vault).contains(&bad.to_string()) && in_clear(&vault).contains("tomorrow"));
}
