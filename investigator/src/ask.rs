//! Questions at the terminal, for what was not given as a flag. In a script there is nobody to ask:
//! the missing flag is named instead.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::path::Path;

use dauys_wire::roster::Localised;

use crate::cli::YesNo;
use crate::failure::{Exit, Failure};
use crate::files::{self, FileError};
use crate::message;
use crate::print::Print;
use crate::text::Message;

/// Nobody types or pastes more than this into one answer.
const TEXT_MAX: usize = 65_536;

/// One line: the flag's, or the answer to a question.
pub fn line(
    print: &Print,
    given: Option<String>,
    flag: &'static str,
    question: &Message,
) -> Result<String, Failure> {
    if let Some(text) = given {
        return Ok(text);
    }
    if !is_somebody_there(print) {
        return Err(Failure::flag_missing(flag));
    }
    loop {
        print.question(question);
        let mut text = String::new();
        let read = io::stdin().lock().read_line(&mut text).map_err(stdin_failed)?;
        if !text.trim().is_empty() {
            return Ok(text.trim().to_owned());
        }
        if read == 0 {
            return Err(Failure::flag_missing(flag));
        }
    }
}

/// One line, which may be empty: then none.
pub fn optional(print: &Print, question: &Message) -> Result<Option<String>, Failure> {
    print.question(question);
    let mut text = String::new();
    let read = io::stdin().lock().read_line(&mut text).map_err(stdin_failed)?;
    if read == 0 {
        return Err(Failure::new(Exit::Usage, message!("ceremony-nobody")));
    }
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// A text in three languages, one line each.
pub fn localised(
    print: &Print,
    given: [Option<String>; 3],
    flags: [&'static str; 3],
    question: impl Fn(&'static str) -> Message,
) -> Result<Localised, Failure> {
    let [kk, ru, en] = given;
    let [kk_flag, ru_flag, en_flag] = flags;
    Ok(Localised {
        kk: line(print, kk, kk_flag, &question("қазақша"))?,
        ru: line(print, ru, ru_flag, &question("по-русски"))?,
        en: line(print, en, en_flag, &question("English"))?,
    })
}

/// Something that has a form: asked again until it has it.
pub fn parsed<T>(
    print: &Print,
    given: Option<T>,
    flag: &'static str,
    question: &Message,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, Failure> {
    if let Some(value) = given {
        return Ok(value);
    }
    loop {
        if let Some(value) = parse(&line(print, None, flag, question)?) {
            return Ok(value);
        }
        print.remark(&message!("ask-malformed"));
    }
}

/// Yes or no, in any of the three languages.
pub fn yes_no(
    print: &Print,
    given: Option<YesNo>,
    flag: &'static str,
    question: &Message,
) -> Result<bool, Failure> {
    parsed(print, given, flag, question, yes_or_no).map(|answer| answer == YesNo::Yes)
}

/// What was typed for yes or no.
pub fn yes_or_no(typed: &str) -> Option<YesNo> {
    match typed.to_lowercase().as_str() {
        "yes" | "y" | "да" | "д" | "иә" | "ия" | "и" => Some(YesNo::Yes),
        "no" | "n" | "нет" | "н" | "жоқ" | "ж" => Some(YesNo::No),
        _ => None,
    }
}

/// Whether somebody sits there who can be asked once more before something is done.
pub fn is_asked(print: &Print, yes: bool) -> bool {
    !yes && !print.is_json() && is_somebody_there(print)
}

/// Whether a text is typed, which may take long.
pub fn is_typed(print: &Print, file: Option<&Path>) -> bool {
    file.is_none_or(|path| path == Path::new("-")) && is_somebody_there(print)
}

/// Whether anybody can be asked.
fn is_somebody_there(print: &Print) -> bool {
    !print.is_on_page() && io::stdin().is_terminal()
}

/// A text of any number of lines: from a file, or typed and ended with Ctrl-D. No editor is
/// started, because editors leave copies behind.
pub fn text(print: &Print, file: Option<&Path>) -> Result<String, Failure> {
    text_for(print, file, &message!("ask-text"))
}

/// The same, where it has to be said who reads it.
pub fn text_for(print: &Print, file: Option<&Path>, asks: &Message) -> Result<String, Failure> {
    match file {
        Some(path) if path != Path::new("-") => Ok(files::read_text(path, TEXT_MAX)?),
        _ => {
            // What a page did not bring is not there: the input is not of whoever fills it in.
            if print.is_on_page() {
                return Ok(print.take_typed().unwrap_or_default());
            }
            if is_somebody_there(print) {
                print.remark(asks);
            }
            let mut text = String::new();
            let mut input = io::stdin().lock().take(TEXT_MAX as u64);
            input.read_to_string(&mut text).map_err(stdin_failed)?;
            Ok(text)
        }
    }
}

fn stdin_failed(reason: io::Error) -> Failure {
    match reason.kind() {
        io::ErrorKind::InvalidData => Failure::new(Exit::Usage, message!("text-not-utf8")),
        _ => FileError::at(Path::new("-"))(reason).into(),
    }
}
