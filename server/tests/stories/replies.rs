//! The reply drop.

use dauys_wire::Digest;
use dauys_wire::api::{self, ReplyTaken, bucket_path};
use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES, REPLY_RECORD_BYTES};
use dauys_wire::problem::ProblemCode;
use serde_json::json;

use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, day, id, sealed};

fn record(number: u8) -> Vec<u8> {
    [id(number).as_bytes().as_slice(), &sealed(&id(number).to_string(), REPLY_BYTES)].concat()
}

#[test]
fn a_bucket_is_fetched_whole_in_the_order_of_ids_once_it_is_published() {
    let stack = Stack::start();
    for number in [3, 1, 2] {
        stack.put_reply(2, id(number), &investigator(1));
    }
    stack.put_reply(0, id(4), &investigator(2));
    let bucket = |number| stack.send(&Ask::get(bucket_path(number)));
    assert_eq!((bucket(2).status, bucket(2).body), (200, Vec::new()), "not yet");

    stack.set_day(day().plus(1));
    assert_eq!(bucket(2).body, [record(1), record(2), record(3)].concat());
    assert_eq!(bucket(2).header("content-type"), Some(api::OCTETS));
    assert_eq!(bucket(0).body, record(4));
    assert_eq!(bucket(1).body, b"");
    assert_eq!(bucket(4).problem(), ProblemCode::NotFound);
    assert_eq!(stack.send(&Ask::get("/api/v1/replies/02")).problem(), ProblemCode::Malformed);
}

#[test]
fn a_broken_download_goes_on_where_it_broke_off() {
    let stack = Stack::start_releasing(0);
    // More than is read from the store at a time.
    for number in 0..20 {
        let by = investigator(1 + number % 2);
        stack.put_reply(1, id(number), &by);
        if number % 8 == 7 {
            stack.set_day(stack.clock.today().plus(1));
        }
    }
    let whole: Vec<u8> = (0..20).flat_map(record).collect();
    let ask = Ask::get(bucket_path(1));
    assert_eq!(stack.send(&ask).body, whole);
    assert_eq!(stack.send(&ask).header("accept-ranges"), Some("bytes"));

    for (start, end) in
        [(0, 1), (5, 20_000), (REPLY_RECORD_BYTES, 9 * REPLY_RECORD_BYTES), (164_159, 164_160)]
    {
        let part = stack.send(&ask.clone().header("range", format!("bytes={start}-{}", end - 1)));
        assert_eq!((part.status, &part.body[..]), (206, &whole[start..end]));
        let expected = format!("bytes {start}-{}/{}", end - 1, whole.len());
        assert_eq!(part.header("content-range"), Some(&*expected));
    }
    let rest = stack.send(&ask.clone().header("range", "bytes=100000-"));
    assert_eq!((rest.status, &rest.body[..]), (206, &whole[100_000..]));
    let beyond = stack.send(&ask.clone().header("range", format!("bytes={}-", whole.len())));
    assert_eq!(beyond.problem(), ProblemCode::RangeNotSatisfiable);
    assert_eq!(beyond.header("content-range"), Some(&*format!("bytes */{}", whole.len())));

    let head = stack.send(&Ask::new("HEAD", bucket_path(1)).header("range", "bytes=0-1"));
    assert_eq!((head.status, head.header("content-length")), (200, Some("164160")));
}

#[test]
fn a_reply_is_kept_once_and_under_its_id_alone() {
    let stack = Stack::start();
    let (author, file) = (investigator(1), sealed("reply", REPLY_BYTES));
    let taken = stack.send(&stack.reply(1, id(1), &file, &author));
    assert_eq!(taken.status, 201);
    assert_eq!(taken.json::<ReplyTaken>(), ReplyTaken { id: id(1), sha256: Digest::of(&file) });
    let again = stack.send(&stack.reply(1, id(1), &file, &author));
    assert_eq!((again.status, &again.body), (200, &taken.body));

    let put =
        |bucket, file: &[u8]| stack.send(&stack.reply(bucket, id(1), file, &author)).problem();
    assert_eq!(put(1, &sealed("other", REPLY_BYTES)), ProblemCode::Conflict);
    assert_eq!(put(2, &file), ProblemCode::Conflict);
    assert_eq!(put(4, &file), ProblemCode::NotFound);
    assert_eq!(put(1, &sealed("", REPLY_BYTES - 1)), ProblemCode::Malformed);
    assert_eq!(put(1, &sealed("", LETTER_BYTES)), ProblemCode::TooLarge);
    assert_eq!(put(1, &[b'x'; REPLY_BYTES]), ProblemCode::Malformed);

    let unsigned = Ask::new("PUT", api::reply_path(1, &id(2)));
    let unsigned = unsigned.header("content-type", api::OCTETS).body(file.clone());
    assert_eq!(stack.send(&unsigned).problem(), ProblemCode::SignatureRequired);
    let typed = stack.reply(1, id(2), &file, &author).without("content-type");
    assert_eq!(stack.send(&typed).problem(), ProblemCode::WrongType);
}

#[test]
fn the_quota_is_four_times_the_cover_rate_a_day() {
    let stack = Stack::start();
    let put = |number, by| {
        stack.send(&stack.reply(0, id(number), &sealed("r", REPLY_BYTES), &investigator(by)))
    };
    for number in 0..8 {
        assert_eq!(put(number, 1).status, 201);
        assert_eq!(put(number, 1).status, 200, "a repetition takes no place");
    }
    assert_eq!(put(8, 1).problem(), ProblemCode::Quota);
    assert_eq!(put(3, 1).status, 200, "a repetition needs no place");
    assert_eq!(put(9, 2).status, 201, "everyone has their own");
    stack.set_day(day().plus(1));
    assert_eq!(put(8, 1).status, 201);
}

#[test]
fn after_a_change_of_buckets_the_old_numbers_are_fetched_for_a_while() {
    let change = json!({"count": 2, "previous": 4, "changed": day()});
    let stack = Stack::start_with(|roster| roster["reply_buckets"] = change, |_| {});
    assert_eq!(stack.send(&Ask::get(bucket_path(3))).status, 200);
    assert_eq!(stack.send(&Ask::get(bucket_path(4))).problem(), ProblemCode::NotFound);
    let put = stack.reply(3, id(1), &sealed("", REPLY_BYTES), &investigator(1));
    assert_eq!(stack.send(&put).problem(), ProblemCode::NotFound, "nothing new goes there");
}

#[test]
fn a_reply_goes_when_its_days_are_over() {
    let stack = Stack::start();
    stack.put_reply(0, id(1), &investigator(1));
    let there = || !stack.send(&Ask::get(bucket_path(0))).body.is_empty();
    stack.set_day(day().plus(35));
    assert!(there());
    stack.set_day(day().plus(36));
    assert!(!there());
}
