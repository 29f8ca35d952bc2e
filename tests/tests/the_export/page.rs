//! The same from the desk's page: a browser gets the file, and what was covered on the page is covered in
//! it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use dauys_tests::seat::Seat;

use crate::{NAME, Office, holds, text_of, unpacked, verify};

/// A browser that was let in.
struct Page<'a> {
    seat: &'a Seat,
    cookie: String,
}

impl<'a> Page<'a> {
    fn enter(seat: &'a Seat, passphrase: &str) -> Self {
        let (_, head, _) = seat.ask("GET", seat.launch(), &[("Host", seat.host())], "");
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let page = Self { seat, cookie };
        let form = format!("passphrase={}", passphrase.replace(' ', "+"));
        assert_eq!(page.post("/unlock", &form).0, 303);
        page
    }

    fn get(&self, path: &str) -> String {
        let headers = [("Host", self.seat.host()), ("Cookie", &self.cookie)];
        self.seat.ask("GET", path, &headers, "").2
    }

    /// Status, head and content, which need not be text.
    fn post(&self, path: &str, form: &str) -> (u16, String, Vec<u8>) {
        let host = self.seat.host();
        let mut line = TcpStream::connect(format!("127.0.0.1:{}", self.seat.port())).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nConnection: close\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.cookie,
            form.len()
        );
        line.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let (head, content) = (head.to_lowercase(), &answer[end + 4..]);
        let is_chunked = head.contains("transfer-encoding: chunked");
        (status, head, if is_chunked { joined(content) } else { content.to_vec() })
    }
}

/// What came in chunks (RFC 9112, section 7.1), the last of them too.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    loop {
        let end = chunks.windows(2).position(|window| window == b"\r\n").unwrap();
        let size = std::str::from_utf8(&chunks[..end]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            return content;
        }
        let chunk = &chunks[end + 2..];
        content.extend_from_slice(&chunk[..size]);
        chunks = &chunk[size + 2..];
    }
}

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
    let page = Page::enter(&seat, &office.marat().passphrase_text());
    let address = format!("/cases/{}", office.case);
    let export = format!("{address}/export");
    let (status, head, refused) = page.post(&export, "variant=full");
    assert!(status == 200 && !head.contains("content-disposition"), "{head}");
    assert!(!holds(&refused, "PK\u{3}\u{4}"), "before it is said whether one may");
    assert!(!page.get(&export).contains("evidence-001"), "nor is anything shown");
    assert_eq!(page.post(&format!("{address}/declare"), "what=none").0, 303);
    let mask = format!("text={}", in_a_form(NAME));
    assert_eq!(page.post(&format!("{address}/mask"), &mask).0, 303);
    let shown = page.get(&export);
    assert!(shown.contains(NAME) && shown.contains("evidence-001.txt"), "{shown}");
    let (status, head, _) = page.post(&export, "variant=everything");
    assert!(status == 200 && !head.contains("content-disposition"), "{head}");
    let (status, head, zip) = page.post(&export, "variant=redacted&with=2");
    assert_eq!(status, 200, "{head}");
    let named =
        format!(r#"attachment; filename="case-{}-redacted.zip""#, office.case.get(..8).unwrap());
    assert!(head.contains(&named) && head.contains("cache-control: no-store"), "{head}");
    let file = office.path("from-the-page.zip");
    fs::write(&file, &zip).unwrap();
    let (exit, said) = verify(&file, &[]);
    assert_eq!((exit, said["files"].as_array().unwrap().len()), (Some(0), 5), "{said}");
    let pdf = text_of(&unpacked(&file).path().join("report.pdf"));
    assert!(pdf.contains("[×××××]") && !pdf.contains("Серікұлы"), "{pdf}");
    assert!(!holds(&zip, "Серікұлы"));
    let off = format!("text={}&off=yes", in_a_form(NAME));
    assert_eq!(page.post(&format!("{address}/mask"), &off).0, 303);
    assert!(!page.get(&export).contains("blockquote"), "{}", page.get(&export));
    let told = page.get(&address);
    assert!(!told.contains("urgent"), "{told}");
}
