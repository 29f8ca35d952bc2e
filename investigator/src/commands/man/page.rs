//! Pages for `man`, in the language of man(7). What stands behind the flags in a help is a section
//! of its own here: examples and lists keep their lines.

use std::fmt::Write as _;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

/// The general commands of a system.
const SECTION: &str = "1";

/// In every foot. No day: nobody would keep it.
const VERSION: &str = concat!("dauys ", env!("CARGO_PKG_VERSION"));
/// What an apostrophe is in groff and elsewhere; every section would bring it along.
const PREAMBLE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

/// A page.
pub(super) struct Page {
    /// `dauys-reply.1`.
    pub(super) file: String,
    pub(super) text: String,
}

/// One for every command that is not hidden, the program's own among them.
pub(super) fn pages(program: &Command) -> Vec<Page> {
    let mut pages = Vec::new();
    collect(&built(program), &mut pages);
    pages
}

/// The program's own.
pub(super) fn page(program: &Command) -> Page {
    page_of(&built(program))
}

/// With the whole name of every command in it.
fn built(program: &Command) -> Command {
    let mut program = program.clone().disable_help_subcommand(true);
    program.build();
    program
}

fn collect(command: &Command, pages: &mut Vec<Page>) {
    pages.push(page_of(command));
    for below in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        collect(below, pages);
    }
}

fn page_of(command: &Command) -> Page {
    let named =
        command.clone().subcommand_value_name("COMMAND").subcommand_help_heading("COMMANDS");
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let file = format!("{name}.{SECTION}");
    // clap_mangen leaves out what is empty, and all that follows moves up by one place.
    let title = format!(".TH {name} {SECTION} \"\" \"{VERSION}\" Dauys\n");
    let man = Man::new(named);
    // Writing into memory does not fail.
    let text = render(&man, command).unwrap_or_default();
    Page { file, text: format!("{PREAMBLE}{title}{}", ascii(&text.replace(PREAMBLE, ""))) }
}

fn render(man: &Man, command: &Command) -> std::io::Result<String> {
    let mut text = Vec::new();
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut text)?;
    }
    if let Some(more) = command.get_after_long_help().or(command.get_after_help()) {
        more_sections(&more.to_string()).to_writer(&mut text)?;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// What stands behind the flags, block by block: a list with its heading, or a paragraph.
fn more_sections(help: &str) -> Roff {
    let mut roff = Roff::new();
    let mut is_in_notes = false;
    for block in help.split("\n\n") {
        let (heading, list) = match block {
            list if list.starts_with(' ') => ("", list),
            block => block.split_once('\n').unwrap_or((block, "")),
        };
        let title = match heading {
            "Examples:" => Some("EXAMPLES"),
            "Exit codes:" => Some("EXIT STATUS"),
            _ => None,
        };
        match title {
            Some(title) => drop(roff.control("SH", [title])),
            None if is_in_notes => drop(roff.control("PP", [])),
            None => drop(roff.control("SH", ["NOTES"])),
        }
        is_in_notes = title.is_none();
        if is_in_notes && !heading.is_empty() {
            roff.text([roman(heading)]);
        }
        let is_list = list.starts_with(' ');
        if is_list {
            roff.control("nf", []);
        }
        for line in list.lines() {
            roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
        }
        if is_list {
            roff.control("fi", []);
        }
    }
    roff
}

/// Other letters by their numbers: groff reads them so whatever the system's encoding is.
fn ascii(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            let _ = write!(ascii, "\\[u{:04X}]", u32::from(c));
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;

    #[test]
    fn every_command_has_a_page_with_its_examples_line_by_line() {
        let pages = pages(&cli::command());
        let page = |file: &str| {
            let found = pages.iter().find(|page| page.file == file);
            &found.unwrap_or_else(|| panic!("no {file}")).text
        };
        let reply = page("dauys-reply.1");
        assert!(reply.contains(".SH EXAMPLES\n.nf\ndauys reply 3f9a "), "{reply}");
        assert!(page("dauys.1").contains(".SH \"EXIT STATUS\"\n.nf\n0  done\n"));
        assert!(pages.iter().all(|page| page.text.matches(PREAMBLE).count() == 1));
        assert!(page("dauys-org-questionnaire-preview.1").contains(".SH NOTES\n"));
        assert!(pages.iter().all(|page| page.text.is_ascii()), "readable wherever man runs");
        let names: Vec<&str> = pages.iter().map(|page| page.file.as_str()).collect();
        // What clap makes by itself has none; ours is about the help directory.
        let help: Vec<&&str> = names.iter().filter(|name| name.contains("help")).collect();
        assert_eq!(help, [&"dauys-org-help.1", &"dauys-org-help-check.1"]);
    }
}
