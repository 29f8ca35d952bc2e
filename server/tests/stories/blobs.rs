//! A blob's whole life at the server: announced, sent in chunks, finished, fetched, withdrawn, gone.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::MetadataExt as _;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_server::blobs::BlobLimits;
use dauys_wire::acceptance::Acceptance;
use dauys_wire::api::{self, BlobAnnounced, BlobFinished, BlobMissing, blob_path, chunk_path};
use dauys_wire::blob::{BlobSize, CHUNK_BYTES};
use dauys_wire::problem::ProblemCode;
use dauys_wire::stamp::{StampSearch, Subject};
use dauys_wire::{Day, Digest, Id};

use crate::client::{Answer, Ask};
use crate::stack::{STAMP_BITS, Stack, TOKEN, day, id, instance, sealed, withdraw};

/// Five chunks, the last one not full.
const BYTES: u64 = 4_456_448;

/// A blob of some size that no key opens.
pub(crate) struct Blob {
    pub(crate) id: Id,
    pub(crate) bytes: Vec<u8>,
}

impl Blob {
    pub(crate) fn new(number: u8, bytes: u64) -> Self {
        let size = BlobSize::try_from(bytes).expect("a size of the list");
        let mut file = sealed(&format!("blob {number}"), size.bytes().try_into().unwrap());
        for (place, byte) in file.iter_mut().enumerate().skip(100) {
            *byte = u8::try_from(place / 65_536).unwrap() ^ number;
        }
        Self { id: id(number), bytes: file }
    }

    pub(crate) fn size(&self) -> BlobSize {
        BlobSize::try_from(self.bytes.len() as u64).unwrap()
    }

    fn announce(&self, stack: &Stack, bits: u8) -> Ask {
        self.announce_on(stack.clock.today(), bits)
    }

    pub(crate) fn announce_on(&self, day: Day, bits: u8) -> Ask {
        let body = serde_json::to_vec(&BlobAnnounced { bytes: self.size() }).unwrap();
        let path = blob_path(&self.id);
        let subject = Subject {
            instance: &instance(),
            method: "POST",
            path: &path,
            ahead: None,
            withdraw: &withdraw(),
            body: &Digest::of(&body),
        };
        let stamp = StampSearch::begin(&subject, day, bits).unwrap().finish();
        Ask::new("POST", path)
            .header("content-type", "application/json")
            .header(api::STAMP_HEADER, stamp)
            .header(api::WITHDRAW_HEADER, withdraw())
            .body(body)
    }

    fn announced(&self, stack: &Stack) -> Answer {
        stack.send(&self.announce(stack, self.size().stamp_bits(STAMP_BITS)))
    }

    pub(crate) fn chunk(&self, number: u32) -> Ask {
        let start = usize::try_from(u64::from(number) * CHUNK_BYTES).unwrap();
        let end = self.bytes.len().min(start + usize::try_from(CHUNK_BYTES).unwrap());
        Ask::new("PUT", chunk_path(&self.id, number))
            .header("content-type", api::OCTETS)
            .body(&self.bytes[start..end])
    }

    pub(crate) fn finish(&self) -> Ask {
        self.finish_as(Digest::of(&self.bytes))
    }

    fn finish_as(&self, sha256: Digest) -> Ask {
        Ask::new("POST", api::finish_path(&self.id))
            .header("content-type", "application/json")
            .body(serde_json::to_vec(&BlobFinished { sha256 }).unwrap())
    }

    fn missing(&self, stack: &Stack) -> Vec<(u32, u32)> {
        stack.send(&Ask::get(api::chunks_path(&self.id))).json::<BlobMissing>().missing
    }

    pub(crate) fn get(&self) -> Ask {
        Ask::get(blob_path(&self.id))
    }

    pub(crate) fn delete(&self, token: &[u8]) -> Ask {
        Ask::new("DELETE", blob_path(&self.id))
            .header(api::TOKEN_HEADER, URL_SAFE_NO_PAD.encode(token))
    }

    /// All of it, as an honest sender sends it.
    pub(crate) fn put(&self, stack: &Stack) {
        assert_eq!(self.announced(stack).status, 201);
        for number in 0..self.size().chunks() {
            assert_eq!(stack.send(&self.chunk(number)).status, 204);
        }
        assert_eq!(stack.send(&self.finish()).status, 201);
    }
}

/// The names of the files in a directory of the blobs.
fn names(stack: &Stack, directory: &str) -> Vec<String> {
    let entries = fs::read_dir(stack.data().join("blobs").join(directory)).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_blob_is_announced_sent_proved_fetched_and_withdrawn() {
    let stack = Stack::start();
    let blob = Blob::new(1, BYTES);
    let announced = blob.announced(&stack);
    assert_eq!((announced.status, announced.json::<BlobMissing>().missing), (201, vec![(0, 4)]));
    assert_eq!(blob.announced(&stack).status, 200, "once more");
    assert_eq!(stack.send(&blob.get()).problem(), ProblemCode::NotFound, "not before it is whole");

    // In any order, and twice.
    for number in [3, 0, 4, 3, 1] {
        assert_eq!(stack.send(&blob.chunk(number)).status, 204);
    }
    assert_eq!(blob.missing(&stack), [(2, 2)]);
    assert_eq!(stack.send(&blob.finish()).problem(), ProblemCode::Incomplete);
    assert_eq!(stack.send(&blob.chunk(2)).status, 204);
    let other = blob.finish_as(Digest::of(b"other"));
    assert_eq!(stack.send(&other).problem(), ProblemCode::Conflict);

    let taken = stack.send(&blob.finish());
    let proof: Acceptance = taken.json();
    let sha256 = Digest::of(&blob.bytes);
    assert_eq!((taken.status, proof.day), (201, day()));
    assert!(proof.proves_blob(&instance(), &stack.server_key(), &blob.id, &sha256, &withdraw()));
    let again = stack.send(&blob.finish());
    assert_eq!((again.status, again.json::<Acceptance>()), (200, proof));
    assert_eq!(stack.send(&other).problem(), ProblemCode::Conflict);
    assert_eq!(stack.send(&blob.chunk(0)).status, 204, "an answer was lost");
    assert_eq!((blob.missing(&stack), blob.announced(&stack).status), (vec![], 200));

    let whole = stack.send(&blob.get());
    assert_eq!((whole.status, &whole.body), (200, &blob.bytes));
    let part = stack.send(&blob.get().header("range", "bytes=1048570-1048580"));
    assert_eq!((part.status, &part.body[..]), (206, &blob.bytes[1_048_570..1_048_581]));
    let rest = stack.send(&blob.get().header("range", "bytes=4456440-"));
    assert_eq!(rest.header("content-range"), Some("bytes 4456440-4456447/4456448"));
    let outside = stack.send(&blob.get().header("range", "bytes=4456448-"));
    assert_eq!(outside.problem(), ProblemCode::RangeNotSatisfiable);

    assert_eq!(stack.send(&blob.delete(&[8; 32])).problem(), ProblemCode::WrongToken);
    assert_eq!(stack.send(&blob.delete(&TOKEN)).status, 204);
    assert_eq!(names(&stack, "open"), [""; 0]);
    for gone in [blob.delete(&TOKEN), blob.get(), blob.chunk(0), blob.finish()] {
        assert_eq!(stack.send(&gone).problem(), ProblemCode::Withdrawn);
    }
    assert_eq!(blob.announced(&stack).problem(), ProblemCode::Withdrawn);
}

#[test]
fn of_a_blob_that_is_taken_back_before_its_end_nothing_stays() {
    let stack = Stack::start();
    let blob = Blob::new(1, BYTES);
    assert_eq!(blob.announced(&stack).status, 201);
    assert_eq!(stack.send(&blob.chunk(0)).status, 204);
    assert_eq!(stack.send(&blob.delete(&[8; 32])).problem(), ProblemCode::WrongToken);
    assert_eq!(stack.send(&blob.delete(&TOKEN)).status, 204);
    assert_eq!(names(&stack, "open"), [""; 0]);
    for gone in [blob.delete(&TOKEN), blob.chunk(1), blob.finish(), blob.get()] {
        assert_eq!(stack.send(&gone).problem(), ProblemCode::NotFound);
    }
    blob.put(&stack);
}

#[test]
fn what_is_no_blob_is_refused_with_a_reason() {
    let stack = Stack::start();
    let blob = Blob::new(1, BYTES);
    let right = blob.announce(&stack, 16);
    let announce = |ask: &Ask| stack.send(ask).problem();
    let cheap = blob.announce(&stack, STAMP_BITS - 4);
    assert_eq!(announce(&cheap), ProblemCode::StampRequired, "it costs more than a letter");
    assert_eq!(announce(&right.clone().without(api::STAMP_HEADER)), ProblemCode::StampRequired);
    assert_eq!(announce(&right.clone().without(api::WITHDRAW_HEADER)), ProblemCode::Malformed);
    assert_eq!(announce(&right.clone().without("content-type")), ProblemCode::WrongType);
    assert_eq!(announce(&right.clone().body("{\"bytes\":65537}")), ProblemCode::Malformed);
    assert_eq!(announce(&right.clone().body("{}")), ProblemCode::Malformed);
    assert_eq!(stack.send(&right).status, 201);
    let larger = Blob::new(1, 5_242_880);
    assert_eq!(larger.announced(&stack).problem(), ProblemCode::Conflict);

    let put = |ask: Ask| stack.send(&ask).problem();
    for number in ["5", "00", "x", "-1", "4294967296"] {
        let path = format!("{}/{number}", blob_path(&blob.id));
        let ask = Ask { path, ..blob.chunk(4) };
        assert_eq!(put(ask), ProblemCode::NotFound, "{number}");
    }
    assert_eq!(put(blob.chunk(0).without("content-type")), ProblemCode::WrongType);
    assert_eq!(put(blob.chunk(0).body(vec![0; 1_048_575])), ProblemCode::Malformed);
    assert_eq!(put(blob.chunk(0).body(vec![0; 1_048_577])), ProblemCode::TooLarge);
    assert_eq!(put(blob.chunk(4).body(vec![0; 1_048_576])), ProblemCode::TooLarge, "the last one");
    assert_eq!(blob.missing(&stack), [(0, 4)], "nothing of it counts");
    let strange = Blob { id: id(2), bytes: vec![b'x'; blob.bytes.len()] };
    assert_eq!(strange.announced(&stack).status, 201);
    for number in 0..5 {
        assert_eq!(stack.send(&strange.chunk(number)).status, 204);
    }
    assert_eq!(put(strange.finish()), ProblemCode::Malformed, "not sealed");
    assert_eq!(put(Blob::new(3, BYTES).finish()), ProblemCode::NotFound);
    assert_eq!(put(Blob::new(3, BYTES).chunk(0)), ProblemCode::NotFound);
    let signed = blob.get().header("signature", "dauys=:AAAA:");
    assert_eq!(put(signed), ProblemCode::SignatureForbidden);
}

#[test]
fn there_is_room_for_so_much_each_so_much_a_day_and_what_the_disk_leaves() {
    let limits = BlobLimits { each: 5, day: 9, free: 0 };
    let mut stack = Stack::start_with(|_| {}, |config| config.blobs = limits);
    assert_eq!(stack.health().blob_bytes, 5 << 20);
    assert_eq!(Blob::new(1, 5_373_952).announced(&stack).problem(), ProblemCode::TooLarge);
    let [first, second] = [1, 2].map(|number| Blob::new(number, 5 << 20));
    assert_eq!(first.announced(&stack).status, 201);
    assert_eq!(second.announced(&stack).problem(), ProblemCode::Full, "of this day");
    assert_eq!(first.announced(&stack).status, 200, "what is there needs no more room");
    assert_eq!(stack.send(&first.delete(&TOKEN)).status, 204);
    assert_eq!(second.announced(&stack).status, 201, "what was given back");
    stack.set_day(day().plus(1));
    assert_eq!(first.announced(&stack).status, 201, "another day");

    // More than any disk has.
    stack.config.blobs = BlobLimits { free: u32::MAX, ..limits };
    stack.restart().unwrap();
    assert_eq!(Blob::new(3, 65_536).announced(&stack).problem(), ProblemCode::Full);
    assert_eq!(names(&stack, "open").len(), 2);
    stack.config.blobs = BlobLimits { each: 0, ..limits };
    stack.restart().unwrap();
    assert_eq!(stack.health().blob_bytes, 0);
    assert_eq!(Blob::new(3, 65_536).announced(&stack).problem(), ProblemCode::TooLarge);
}

#[test]
fn what_breaks_off_does_not_count_and_what_was_acknowledged_outlives_a_restart() {
    let mut stack = Stack::start();
    let blob = Blob::new(1, BYTES);
    assert_eq!(blob.announced(&stack).status, 201);
    assert_eq!(stack.send(&blob.chunk(1)).status, 204);
    let chunk = blob.chunk(0);
    let mut stream = TcpStream::connect(stack.address()).unwrap();
    let head = format!("{}content-length: {CHUNK_BYTES}\r\n\r\n", chunk.start());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&chunk.body[..700_000]).unwrap();
    drop(stream);
    stack.restart().unwrap();
    assert_eq!(blob.missing(&stack), [(0, 0), (2, 4)]);
    for number in [0, 2, 3, 4] {
        assert_eq!(stack.send(&blob.chunk(number)).status, 204);
    }
    assert_eq!(stack.send(&blob.finish()).status, 201);
    assert_eq!(stack.send(&blob.get()).body, blob.bytes);
}

#[test]
fn a_chunk_that_comes_slowly_is_waited_for_and_one_that_stands_still_is_not() {
    const PATIENCE: Duration = Duration::from_secs(2);
    let stack = Stack::start_with(|_| {}, |config| config.body_time = PATIENCE);
    let blob = Blob::new(1, BYTES);
    assert_eq!(blob.announced(&stack).status, 201);
    let begin = |number: u32| {
        let mut stream = TcpStream::connect(stack.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let chunk = blob.chunk(number);
        let head = format!("{}content-length: {}\r\n", chunk.start(), chunk.body.len());
        stream.write_all(format!("{head}connection: close\r\n\r\n").as_bytes()).unwrap();
        (stream, chunk.body)
    };
    let end = |mut stream: TcpStream| {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let (mut still, body) = begin(0);
    still.write_all(&body[..100_000]).unwrap();
    // Longer than the patience in all, and never so long for a piece.
    let (mut slow, body) = begin(4);
    for piece in body.chunks(body.len().div_ceil(4)) {
        slow.write_all(piece).unwrap();
        std::thread::sleep(PATIENCE * 2 / 5);
    }
    assert!(end(slow).starts_with("HTTP/1.1 204"));
    assert!(end(still).starts_with("HTTP/1.1 408"));
    assert_eq!(blob.missing(&stack), [(0, 3)]);
}

#[test]
fn what_is_not_finished_goes_with_the_next_day_and_what_is_over_with_its_file() {
    let stack = Stack::start();
    let [begun, whole] = [Blob::new(1, BYTES), Blob::new(2, BYTES)];
    assert_eq!(begun.announced(&stack).status, 201);
    assert_eq!(stack.send(&begun.chunk(0)).status, 204);
    whole.put(&stack);
    fs::write(stack.data().join("blobs/closed/stray"), b"of a copy that broke off").unwrap();
    stack.set_day(day().plus(1));
    assert_eq!(stack.send(&begun.chunk(1)).status, 204, "it may still be finished");
    assert_eq!((names(&stack, "open").len(), names(&stack, "closed").len()), (1, 1));
    stack.set_day(day().plus(2));
    assert_eq!(stack.send(&begun.chunk(2)).problem(), ProblemCode::NotFound);
    assert_eq!(names(&stack, "open"), [""; 0]);
    assert_eq!(stack.send(&whole.get()).body, whole.bytes);
    let days = stack.organisation.parsed().retention_days + 14;
    stack.set_day(day().plus(days + 1));
    assert_eq!(stack.send(&whole.get()).problem(), ProblemCode::NotFound);
    assert_eq!(names(&stack, "closed"), [""; 0]);
}

#[test]
fn once_a_day_is_closed_the_files_of_blobs_lie_in_the_order_of_their_ids() {
    let stack = Stack::start();
    let numbers = [9, 3, 7, 1, 8, 2, 6, 4, 5];
    for number in numbers {
        Blob::new(number, 65_536).put(&stack);
    }
    let marks = |directory: &str| {
        let file = |name: &String| {
            fs::metadata(stack.data().join("blobs").join(directory).join(name)).unwrap()
        };
        names(&stack, directory).iter().map(file).collect::<Vec<_>>()
    };
    let midnight = i64::from(day().number()) * 86_400;
    let by_ctime = |files: &[fs::Metadata]| {
        files.iter().map(|file| (file.ctime(), file.ctime_nsec())).collect::<Vec<_>>()
    };
    let open = marks("open");
    assert!(open.iter().all(|file| file.mtime() == midnight && file.mtime_nsec() == 0));
    assert!(!by_ctime(&open).is_sorted(), "the measure finds the order where it is");
    stack.set_day(day().plus(1));
    let closed = marks("closed");
    assert_eq!((names(&stack, "open").len(), closed.len()), (0, numbers.len()));
    assert!(closed.iter().all(|file| file.mtime() == midnight && file.mtime_nsec() == 0));
    assert!(by_ctime(&closed).is_sorted(), "they came one after the other by their ids");
    for number in numbers {
        let blob = Blob::new(number, 65_536);
        assert_eq!(stack.send(&blob.get()).body, blob.bytes);
    }
}
