use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

use dauys_crypto::blob::Sealing;
use dauys_wire::PublicKey;
use dauys_wire::problem::ProblemCode;

use super::*;
use crate::text::Language;

/// What is done with one request, in the order of requests.
#[derive(Clone, Copy)]
enum Way {
    /// It is answered from this byte on, and the connection ends after so many.
    Cut(usize),
    /// To the end.
    Whole,
    /// All of it, whatever range was asked for.
    Deaf,
    /// With this problem.
    Problem(ProblemCode),
    /// With the last byte missing, as if that were all.
    Shorter,
}

struct Story {
    folder: tempfile::TempDir,
    file: Vec<u8>,
    blob: Vec<u8>,
    named: BlobRef,
}

impl Story {
    fn of(bytes: usize) -> Self {
        let file: Vec<u8> = (0..bytes).map(|n| (n * n / 7 + n / 256).to_le_bytes()[0]).collect();
        let mut sealing = Sealing::begin(bytes as u64).unwrap();
        let mut blob = sealing.take();
        sealing.write(&file).unwrap();
        let (rest, secrets) = sealing.finish().unwrap();
        blob.extend(rest);
        let named = BlobRef {
            id: Id::from_bytes([9; 16]),
            key: secrets.key,
            name: "evidence-001.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            size: bytes as u64,
            sha256: secrets.sha256,
            cleaned: false,
        };
        Self { folder: tempfile::tempdir().unwrap(), file, blob, named }
    }

    fn target(&self) -> PathBuf {
        self.folder.path().join("evidence-001.jpg")
    }

    /// Fetches and opens it; how that ends, and from which bytes on it was asked for.
    fn get(&self, ways: &[Way]) -> (Result<(), &'static str>, Vec<u64>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (blob, ways) = (self.blob.clone(), ways.to_vec());
        let server = thread::spawn(move || {
            let answer = |way: &Way| serve(&listener.accept().unwrap().0, &blob, *way);
            ways.iter().map(answer).collect()
        });
        let blobs = Blobs::at(&origin, None).unwrap();
        let print = Print::kept(Language::En, false);
        let sizes = sizes_of(self.named.size).unwrap();
        let mut part = Part::open(&self.part(), &sizes).unwrap();
        let done = fetch::fetch(&blobs, &self.named, &sizes, &mut part, &print)
            .and_then(|()| open::open(&mut part, &self.named, &self.target(), &print));
        part.end().unwrap();
        (done.map_err(|failure| failure.message.key()), server.join().unwrap())
    }

    fn part(&self) -> PathBuf {
        self.folder.path().join("x.part")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect()
    }
}

/// One answer; from which byte on was asked.
fn serve(stream: &TcpStream, blob: &[u8], way: Way) -> u64 {
    let mut from = 0;
    let mut head = BufReader::new(stream).lines();
    while let Some(line) = head.next().map(Result::unwrap).filter(|line| !line.is_empty()) {
        assert!(!line.to_lowercase().starts_with("signature"), "{line}");
        if let Some(range) = line.to_lowercase().strip_prefix("range: bytes=") {
            from = range.trim_end_matches('-').parse().unwrap();
        }
    }
    let (at, all) = (usize::try_from(from).unwrap(), blob.len());
    let range = format!("206 X\r\nContent-Range: bytes {at}-{}/{all}", all - 1);
    let rest = blob.get(at..).unwrap_or_default();
    let (status, body) = match way {
        Way::Problem(code) => {
            (code.status().to_string() + " X", serde_json::to_vec(&code.problem()).unwrap())
        }
        Way::Deaf => ("200 X".to_owned(), blob.to_vec()),
        Way::Shorter => ("200 X".to_owned(), blob[..all - 1].to_vec()),
        Way::Cut(_) | Way::Whole if at == 0 => ("200 X".to_owned(), rest.to_vec()),
        Way::Cut(_) | Way::Whole => (range, rest.to_vec()),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
    let most = if let Way::Cut(after) = way { after } else { body.len() };
    let mut stream = stream;
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body[..most]));
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.read(&mut [0]);
    from
}

#[test]
fn a_download_goes_on_where_it_broke_off_and_is_whole() {
    let story = Story::of(300_000);
    let (done, asked) = story.get(&[Way::Cut(70_000), Way::Cut(1), Way::Cut(65_536), Way::Whole]);
    assert_eq!(done, Ok(()));
    assert_eq!(asked, [0, 70_000, 70_001, 135_537]);
    assert_eq!(fs::read(story.target()).unwrap(), story.file);
    assert_eq!(story.names(), ["evidence-001.jpg"], "nothing else stays");
}

#[test]
fn what_has_come_serves_the_next_command_also_all_of_it() {
    let story = Story::of(200_000);
    let gives_up = Way::Problem(ProblemCode::Malformed);
    let (done, _) = story.get(&[Way::Cut(100_000), gives_up]);
    assert_eq!((done, story.names()), (Err("server-refused"), vec!["x.part".to_owned()]));
    assert_eq!(fs::read(story.part()).unwrap(), story.blob[..100_000], "sealed as it came");
    let (done, asked) = story.get(&[Way::Whole]);
    assert_eq!((done, asked), (Ok(()), vec![100_000]));

    let story = Story::of(200_000);
    fs::write(story.part(), &story.blob).unwrap();
    let (done, _) = story.get(&[Way::Problem(ProblemCode::RangeNotSatisfiable)]);
    assert_eq!(done, Ok(()));
    assert_eq!(fs::read(story.target()).unwrap(), story.file);
}

#[test]
fn a_server_that_gives_no_part_is_taken_from_the_beginning() {
    let story = Story::of(200_000);
    let (done, _) = story.get(&[Way::Cut(90_000), Way::Deaf]);
    assert_eq!(done, Ok(()));
    assert_eq!(fs::read(story.target()).unwrap(), story.file);
    // More is there than the blob can have.
    let story = Story::of(200_000);
    fs::write(story.part(), vec![0; 400_000]).unwrap();
    assert_eq!(story.get(&[Way::Whole]), (Ok(()), vec![0]));
}

#[test]
fn of_what_is_gone_damaged_or_another_file_nothing_stays() {
    for code in [ProblemCode::NotFound, ProblemCode::Withdrawn] {
        let story = Story::of(200_000);
        let (done, _) = story.get(&[Way::Cut(1_000), Way::Problem(code)]);
        assert_eq!((done, story.names()), (Err("get-gone"), Vec::new()));
    }
    let story = Story::of(200_000);
    assert_eq!(story.get(&[Way::Shorter]).0, Err("get-other-size"));
    assert_eq!(story.names(), [""; 0]);

    let mut story = Story::of(200_000);
    let last = story.blob.len() - 1;
    story.blob[last] ^= 1;
    assert_eq!(story.get(&[Way::Whole]).0, Err("get-damaged"));
    assert_eq!(story.names(), [""; 0]);

    let mut story = Story::of(200_000);
    story.named.key = PublicKey::from_bytes([1; 32]);
    assert_eq!(story.get(&[Way::Whole]).0, Err("get-damaged"));

    let mut story = Story::of(200_000);
    story.named.sha256 = Digest::of(b"another");
    assert_eq!(story.get(&[Way::Whole]).0, Err("get-another-file"));
    assert_eq!(story.names(), [""; 0]);
}

#[test]
fn what_is_there_already_is_not_replaced_and_what_came_is_kept() {
    let story = Story::of(1_000);
    fs::write(story.target(), "theirs").unwrap();
    assert_eq!(story.get(&[Way::Whole]).0, Err("get-exists"));
    assert_eq!(fs::read(story.target()).unwrap(), b"theirs");
    assert_eq!(fs::read(story.part()).unwrap(), story.blob, "no need to fetch it again");
}

#[test]
fn a_target_is_a_folder_or_a_name_and_the_name_is_ours_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    assert_eq!(target(None, "evidence-001.jpg"), Path::new("evidence-001.jpg"));
    assert_eq!(target(Some(&path), "evidence-001.jpg"), path);
    let inside = folder.path().join("evidence-001.jpg");
    assert_eq!(target(Some(folder.path()), "evidence-001.jpg"), inside);
}
