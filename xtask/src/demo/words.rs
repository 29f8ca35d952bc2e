//! What the demo tells the person who started it.

use super::cast::{self, Channel, Investigator};
use super::folder::Folder;
use super::organisation::Published;
use super::programs::{Programs, typed};
use crate::say;

/// The address, then what each investigator types.
pub(super) fn explain(folder: &Folder, programs: &Programs, published: &Published) {
    say::heading("The reporter opens this in a browser");
    say::line(&format!("\n  {}\n", published.address));
    say::line(&format!("  Safety number on the poster: {}", published.safety_number));
    say::heading("The investigators type this in another terminal, in the project's folder");
    say::line("  CASE is the beginning of a case's number, as `list` shows it.");
    say::line(
        "  An answer is typed, ends with Ctrl-D and goes at once: this demo has no pace. `sync` \
         fetches what is new.",
    );
    for (channel, investigator) in cast::investigators() {
        commands(folder, programs, published, channel, investigator);
    }
    say::heading("Whoever checks the page types this, and needs no keys");
    let dauys = programs.dauys_typed();
    say::line(&format!("\n    {dauys} verify-site '{}'", published.address));
    say::heading("The server runs until Ctrl-C; `cargo xtask demo` starts it again");
}

fn commands(
    folder: &Folder,
    programs: &Programs,
    published: &Published,
    channel: &Channel,
    investigator: &Investigator,
) {
    let [.., channel_name] = channel.name;
    let home = folder.home(investigator);
    let dauys = format!(
        "{} --home {} --passphrase-file {}",
        programs.dauys_typed(),
        typed(&home),
        typed(&home.with_extension("passphrase")),
    );
    say::line(&format!("\n  {}, {channel_name}:", investigator.name));
    say::line(&format!("    {dauys} sync '{}'", published.address));
    for rest in ["list", "show CASE", "reply CASE"] {
        say::line(&format!("    {dauys} {rest}"));
    }
}
