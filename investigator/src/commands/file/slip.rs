//! The slip: the address and the code, in the language of the person, with no word on what it is
//! for. It is printed and kept nowhere; whoever finds both halves reads the answers.

use std::io;

use dauys_crypto::code::Code;
use dauys_wire::Day;
use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use super::talk::Talk;
use crate::ask::yes_or_no;
use crate::cli::YesNo;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::schema::shape;
use crate::text::Text;

/// Columns of a slip's lines.
const WIDTH: usize = 60;
/// Bytes of the JSON beside an address.
const JSON_ROOM: usize = 256;

/// What stands on it besides the code.
pub(super) struct Slip {
    /// The page's, with the organisation's key, as on the poster.
    pub(super) address: String,
    /// The first day on which an answer can be there.
    pub(super) look: Day,
    /// For so long an answer is kept.
    pub(super) reply_days: u32,
}

/// The same for programs.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "slip")]
pub(crate) struct Told<'a> {
    /// The code of the person, in groups.
    code: &'a str,
    /// The page's, with the organisation's key behind `#`.
    address: &'a str,
    /// The first day on which an answer can be there.
    #[schemars(with = "shape::Day")]
    look: Day,
}

impl Slip {
    /// Shows it until the last group of the code was typed from what was written down; false if it
    /// is refused. The one who types then has the code on paper, and only then may a report be kept
    /// that nobody else could ever answer to.
    pub(super) fn hand_over(&self, code: &Code, talk: &mut Talk<'_>) -> Result<bool, Failure> {
        talk.say(&message!("filing-slip"));
        self.show(code, talk.print, talk.theirs())?;
        loop {
            let typed = Zeroizing::new(talk.ask(&message!("filing-ask-last-group"))?);
            match typed.as_str() {
                "" | "?" => self.show(code, talk.print, talk.theirs())?,
                typed if code.last_group_is(typed) => return Ok(true),
                typed if yes_or_no(typed) == Some(YesNo::No) => return Ok(false),
                _ => talk.say(&message!("filing-last-group-wrong")),
            }
        }
    }

    /// Shows it; fails if it cannot be read by anyone.
    pub(super) fn show(&self, code: &Code, print: &Print, theirs: &Text) -> Result<(), Failure> {
        let digits = code.grouped();
        let told = Told { code: &digits, address: &self.address, look: self.look };
        print.secret_json(&told, JSON_ROOM + self.address.len()).map_err(not_out)?;
        let rule = "─".repeat(WIDTH);
        let say = |message| print.paragraph("", 0, &theirs.say(&message));
        print.line("");
        print.line(&rule);
        print.line(&self.address);
        print.line("");
        say(message!("slip-open"));
        say(message!("slip-look", day = self.look.to_string(), days = self.reply_days));
        print.line("");
        print.line(&"- ".repeat(WIDTH / 2));
        say(message!("slip-cut"));
        print.line("");
        let mut line = Zeroizing::new(String::with_capacity(digits.len() + 4));
        line.push_str("   ");
        line.push_str(&digits);
        line.push('\n');
        print.secret(&line).map_err(not_out)?;
        print.line("");
        say(message!("slip-destroy"));
        print.line(&rule);
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn not_out(reason: io::Error) -> Failure {
    Failure::new(Exit::Failed, message!("filing-not-out", reason = reason.to_string()))
}
