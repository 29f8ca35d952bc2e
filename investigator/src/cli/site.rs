//! What can be typed behind `dauys verify-site`.

use std::path::PathBuf;

use clap::Args;
use dauys_wire::PublicKey;

const HELP: &str = "\
Asks the server for every file of the page, for paths that are not there and for what the organisation \
signed, as Chromium, Firefox and Tor Browser ask, in three languages, and holds bytes and headers \
against the list of the page's files. Anybody can do this who has the address; nobody needs keys.

That list comes from somebody whom you trust, not from the server: from your own build (--list), from \
the publisher (--publisher), or from the organisation, if it signed the list. One of them must vouch \
for it. With a card, `dauys init` has made one here, your own entry in the roster is checked too.

It ends with 0 if all is as it was published, with 4 if not, with 3 if the server cannot be reached. A \
server can still show something else to one visitor whom it knows: check from several networks, often, \
at no fixed time. A timer of systemd comes with the package.

Examples:
  dauys verify-site 'https://dauys.example/#k=…' --list site.json
  dauys verify-site 'http://….onion/#k=…' --proxy socks5h://127.0.0.1:9050";

/// `dauys verify-site`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct VerifySite {
    /// The address on the poster, with its `#k=…`
    pub address: String,
    /// The list that a build of your own wrote, `site.json`
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// The publisher's key
    #[arg(long, value_name = "KEY", value_parser = PublicKey::parse, allow_hyphen_values = true)]
    pub publisher: Option<PublicKey>,
    /// Your card, to see whether the roster has it [default: the one of `dauys init`, if there is one]
    #[arg(long, value_name = "FILE")]
    pub card: Option<PathBuf>,
    /// Reach the server through a SOCKS 5 proxy, such as `socks5h://127.0.0.1:9050` for Tor
    #[arg(long, value_name = "URL", env = "DAUYS_PROXY", hide_env_values = true)]
    pub proxy: Option<String>,
}
