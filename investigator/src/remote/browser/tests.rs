use std::net::TcpListener;
use std::thread;

use super::*;

/// A server that says this to each question, on one connection after the other.
fn server(answers: Vec<&'static [u8]>) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let asked = thread::spawn(move || {
        let mut asked = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = [0; 1_024];
            let read = stream.read(&mut head).unwrap();
            asked.push(String::from_utf8_lossy(&head[..read]).into_owned());
            stream.write_all(answer).unwrap();
        }
        asked
    });
    (origin, asked)
}

#[test]
fn what_is_asked_goes_out_as_it_is_and_every_header_comes_back() {
    let (origin, asked) = server(vec![
        b"HTTP/1.1 200 OK\r\nB-One: 1\r\na: 2\r\na: 3\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nto the end",
    ]);
    let mut browser = Browser::new(&origin, None).unwrap();
    let heads = [
        "GET / HTTP/1.1\r\nHost: x\r\nsec-ch-ua: y\r\nAccept: z\r\n\r\n",
        "GET /a HTTP/1.1\r\n\r\n",
    ];
    let first = browser.ask(heads[0]).unwrap();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        first.headers,
        [pair("b-one", "1"), pair("a", "2"), pair("a", "3"), pair("content-length", "3")]
    );
    assert_eq!((first.status, first.body.as_slice()), (200, b"abc".as_slice()));
    let second = browser.ask(heads[1]).unwrap();
    assert_eq!((second.status, second.body.as_slice()), (404, b"ab0123456789".as_slice()));
    assert_eq!(browser.ask(heads[1]).unwrap().body, b"to the end");
    assert_eq!(asked.join().unwrap(), [heads[0], heads[1], heads[1]]);
}

#[test]
fn what_has_no_end_or_is_no_answer_is_refused() {
    let answers: [&[u8]; 5] = [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        b"SSH-2.0\r\n\r\n",
    ];
    for answer in answers {
        let (origin, asked) = server(vec![answer]);
        let mut browser = Browser::new(&origin, None).unwrap();
        assert!(browser.ask("GET / HTTP/1.1\r\n\r\n").is_err());
        asked.join().unwrap();
    }
}

#[test]
fn a_proxy_is_told_the_name_and_not_an_address() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("socks5://{}", listener.local_addr().unwrap());
    let heard = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut hello = [0; 4];
        stream.read_exact(&mut hello).unwrap();
        stream.write_all(&[5, 2]).unwrap();
        let mut name = [0; 2 + 32 + 1 + 32];
        stream.read_exact(&mut name).unwrap();
        assert_eq!((hello, &name[2..34]), ([5, 2, 0, 2], &name[35..]));
        stream.write_all(&[1, 0]).unwrap();
        let mut wanted = [0; 5 + 12 + 2];
        stream.read_exact(&mut wanted).unwrap();
        stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        let mut head = [0; 18];
        stream.read_exact(&mut head).unwrap();
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
        wanted.to_vec()
    });
    let mut browser = Browser::new("http://abcdef.onion", Some(&proxy)).unwrap();
    assert_eq!(browser.ask("GET / HTTP/1.1\r\n\r\n").unwrap().status, 204);
    assert_eq!(heard.join().unwrap(), b"\x05\x01\x00\x03\x0cabcdef.onion\x00\x50");
    assert!(matches!(Browser::new("http://a.onion", Some("gopher://x")), Err(RemoteError::Proxy)));
}
