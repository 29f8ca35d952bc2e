//! The folder while somebody tells.

use super::kept::Kept;
use super::*;
use crate::home::Home;

/// Somebody who types, and at every line looks whether others can use the folder.
struct Watching<'p> {
    typist: Typist<'p>,
    home: Home,
    free: Vec<bool>,
}

impl Read for Watching<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.typist.read(to)
    }
}

impl BufRead for Watching<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.typist.line.is_empty() {
            self.free.push(self.home.lock().is_ok());
        }
        self.typist.fill_buf()
    }

    fn consume(&mut self, read: usize) {
        self.typist.consume(read);
    }
}

#[test]
fn others_use_the_folder_while_she_tells_and_not_from_the_slip_on() {
    let Kept { _folder: folder, mut workplace, to } = Kept::new();
    let print = Print::kept(Language::Kk, false);
    let typist = Typist::new(&print, "1\nжоқ, былай\n.\n\nиә\n?\n{last}\nжоқ");
    let home = Home::locate(Some(&folder.path().to_owned()));
    let mut watching = Watching { typist, home, free: Vec::new() };
    let written = format!(r#"{{"answers":{{"story":"x"}},"to":["{to}"],"lang":"kk"}}"#);
    let args = Filing { their_lang: None, file: None, yes: false, now: false, proxy: None };
    take_down(&mut workplace, &args, Some(&written), &print, &mut watching).unwrap();
    let slip = watching.free.iter().position(|free| !free).unwrap();
    assert!(slip > 1, "while it is looked through and changed: {:?}", watching.free);
    assert!(watching.free.iter().skip(slip).all(|free| !free), "{:?}", watching.free);
}
