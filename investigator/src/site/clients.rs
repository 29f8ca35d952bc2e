//! Who a server could tell apart: the heads of requests as browsers write them, name by name, in their
//! order and with their capitals. Observed with Chromium 156 and Firefox 153 on Linux; Tor Browser is
//! Firefox's long-term release with one language for all.

use std::fmt::Write as _;

/// As which browser something is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Chromium on a telephone.
    Chromium,
    /// Firefox.
    Firefox,
    /// Tor Browser.
    TorBrowser,
    /// No browser: an address alone, as mirrors and monitors ask.
    Program,
}

/// A visitor: a browser with a language, or a program that takes one coding alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Client {
    /// The browser.
    pub kind: Kind,
    /// The value of `Accept-Language`; of a program, none.
    pub language: Option<&'static str>,
    /// The value of `Accept-Encoding`.
    pub coding: &'static str,
}

/// What a browser asks for, which it says in `Accept` and `Sec-Fetch-Dest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// A page that is opened.
    Document,
    /// A stylesheet of a page.
    Style,
    /// A module of a page.
    Script,
    /// A picture of a page.
    Image,
    /// What a script fetches.
    Fetch,
}

const BROWSERS: &str = "gzip, deflate, br, zstd";
const CHROMIUM_KK: &str = "kk-KZ,kk;q=0.9,ru-RU;q=0.8,ru;q=0.7,en-US;q=0.6,en;q=0.5";
const CHROMIUM_RU: &str = "ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7";
const ENGLISH: &str = "en-US,en;q=0.9";
const FIREFOX_KK: &str = "kk,ru;q=0.9,en-US;q=0.8,en;q=0.7";
const FIREFOX_RU: &str = "ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7";
const TOR: &str = "en-US,en;q=0.5";

/// Everyone.
pub const CLIENTS: [Client; 9] = [
    client(Kind::Chromium, CHROMIUM_KK),
    client(Kind::Chromium, CHROMIUM_RU),
    client(Kind::Chromium, ENGLISH),
    client(Kind::Firefox, FIREFOX_KK),
    client(Kind::Firefox, FIREFOX_RU),
    client(Kind::Firefox, ENGLISH),
    client(Kind::TorBrowser, TOR),
    Client { kind: Kind::Program, language: None, coding: "gzip" },
    Client { kind: Kind::Program, language: None, coding: "identity" },
];

const fn client(kind: Kind, language: &'static str) -> Client {
    Client { kind, language: Some(language), coding: BROWSERS }
}

impl Client {
    /// For people and for programs: `chromium kk`, `program gzip`.
    pub fn name(&self) -> String {
        let kind = match self.kind {
            Kind::Chromium => "chromium",
            Kind::Firefox => "firefox",
            Kind::TorBrowser => "tor-browser",
            Kind::Program => return format!("program {}", self.coding),
        };
        let language = self.language.unwrap_or_default();
        format!("{kind} {}", language.split(['-', ',']).next().unwrap_or_default())
    }

    /// The head of a request of this visitor to that server.
    pub fn head(
        &self,
        method: &str,
        path: &str,
        destination: Destination,
        origin: &str,
        authority: &str,
    ) -> String {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {authority}\r\n");
        for (name, value) in self.headers(destination, origin) {
            // Writing to a text does not fail.
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head + "\r\n"
    }

    fn headers(&self, destination: Destination, origin: &str) -> Vec<(&'static str, String)> {
        let coding = self.coding.to_owned();
        match (self.kind, destination) {
            (Kind::Program, _) => {
                vec![("Accept", "*/*".to_owned()), ("Accept-Encoding", coding)]
            }
            (Kind::Chromium, Destination::Document) => self.chromium_opens(),
            (Kind::Chromium, _) => self.chromium_loads(destination, origin),
            (Kind::Firefox | Kind::TorBrowser, _) => self.firefox(destination),
        }
    }

    fn chromium_opens(&self) -> Vec<(&'static str, String)> {
        let [brands, mobile, platform] = BRANDS;
        let rest = [
            ("Upgrade-Insecure-Requests", "1"),
            ("User-Agent", CHROMIUM),
            ("Accept", CHROMIUM_OPENS),
            ("Sec-Fetch-Site", "none"),
            ("Sec-Fetch-Mode", "navigate"),
            ("Sec-Fetch-User", "?1"),
            ("Sec-Fetch-Dest", "document"),
            ("Accept-Encoding", self.coding),
            ("Accept-Language", self.language.unwrap_or_default()),
        ];
        owned([("Connection", "keep-alive"), brands, mobile, platform].into_iter().chain(rest))
    }

    fn chromium_loads(
        &self,
        destination: Destination,
        origin: &str,
    ) -> Vec<(&'static str, String)> {
        let [brands, mobile, platform] = BRANDS;
        let is_bound = matches!(destination, Destination::Style | Destination::Script);
        let rest = [
            platform,
            ("User-Agent", CHROMIUM),
            brands,
            mobile,
            ("Accept", destination.accept(CHROMIUM_IMAGES)),
            ("Sec-Fetch-Site", "same-origin"),
            ("Sec-Fetch-Mode", destination.mode()),
            ("Sec-Fetch-Dest", destination.name()),
            ("Accept-Encoding", self.coding),
            ("Accept-Language", self.language.unwrap_or_default()),
        ];
        // What a page's integrity is checked for is asked for with the page's origin.
        let origin = is_bound.then_some(("Origin", origin));
        owned([("Connection", "keep-alive")].into_iter().chain(origin).chain(rest))
    }

    fn firefox(&self, destination: Destination) -> Vec<(&'static str, String)> {
        let is_document = destination == Destination::Document;
        let agent = if self.kind == Kind::TorBrowser { TOR_BROWSER } else { FIREFOX };
        let accept = if is_document { FIREFOX_OPENS } else { destination.accept(FIREFOX_IMAGES) };
        let first = [
            ("User-Agent", agent),
            ("Accept", accept),
            ("Accept-Language", self.language.unwrap_or_default()),
            ("Accept-Encoding", self.coding),
            ("Connection", "keep-alive"),
        ];
        let upgrade = is_document.then_some(("Upgrade-Insecure-Requests", "1"));
        let fetch = [
            ("Sec-Fetch-Dest", destination.name()),
            ("Sec-Fetch-Mode", destination.mode()),
            ("Sec-Fetch-Site", if is_document { "none" } else { "same-origin" }),
        ];
        let priority = destination.priority().map(|priority| ("Priority", priority));
        owned(first.into_iter().chain(upgrade).chain(fetch).chain(priority))
    }
}

impl Destination {
    const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Style => "style",
            Self::Script => "script",
            Self::Image => "image",
            Self::Fetch => "empty",
        }
    }

    const fn mode(self) -> &'static str {
        match self {
            Self::Document => "navigate",
            Self::Image => "no-cors",
            Self::Style | Self::Script | Self::Fetch => "cors",
        }
    }

    const fn accept(self, images: &'static str) -> &'static str {
        match self {
            Self::Style => "text/css,*/*;q=0.1",
            Self::Image => images,
            Self::Document | Self::Script | Self::Fetch => "*/*",
        }
    }

    const fn priority(self) -> Option<&'static str> {
        match self {
            Self::Document => Some("u=0, i"),
            Self::Style => Some("u=2"),
            Self::Script => None,
            Self::Image => Some("u=5, i"),
            Self::Fetch => Some("u=4"),
        }
    }
}

fn owned(
    headers: impl Iterator<Item = (&'static str, impl Into<String>)>,
) -> Vec<(&'static str, String)> {
    headers.map(|(name, value)| (name, value.into())).collect()
}

const BRANDS: [(&str, &str); 3] = [
    ("sec-ch-ua", "\"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\""),
    ("sec-ch-ua-mobile", "?1"),
    ("sec-ch-ua-platform", "\"Android\""),
];
const CHROMIUM: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
    Chrome/156.0.0.0 Mobile Safari/537.36";
const CHROMIUM_OPENS: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/jxl,\
    image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";
const CHROMIUM_IMAGES: &str =
    "image/jxl,image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
const TOR_BROWSER: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const FIREFOX_OPENS: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const FIREFOX_IMAGES: &str =
    "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_opened_as_browsers_open_it() {
        let names = |client: &Client| {
            let head = client.head("GET", "/kk/", Destination::Document, "https://a.b", "a.b");
            assert!(
                head.starts_with("GET /kk/ HTTP/1.1\r\nHost: a.b\r\n")
                    && head.ends_with("\r\n\r\n")
            );
            let lines = head.lines().skip(1).filter(|line| !line.is_empty());
            lines
                .map(|line| line.split(": ").next().unwrap().to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            names(&CLIENTS[0]),
            "Host Connection sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform \
             Upgrade-Insecure-Requests User-Agent Accept Sec-Fetch-Site Sec-Fetch-Mode \
             Sec-Fetch-User Sec-Fetch-Dest Accept-Encoding Accept-Language"
        );
        assert_eq!(
            names(&CLIENTS[3]),
            "Host User-Agent Accept Accept-Language Accept-Encoding Connection \
             Upgrade-Insecure-Requests Sec-Fetch-Dest Sec-Fetch-Mode Sec-Fetch-Site Priority"
        );
        assert_eq!(names(&CLIENTS[8]), "Host Accept Accept-Encoding");
    }

    #[test]
    fn every_visitor_has_a_name_of_its_own() {
        let mut all = CLIENTS.map(|client| client.name()).to_vec();
        assert_eq!(all[0], "chromium kk");
        assert_eq!(all[7], "program gzip");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), CLIENTS.len());
    }
}
