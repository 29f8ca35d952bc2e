//! `dauys-server notice`: reminds those who investigate to look, by e-mail, every day at the same hour. The
//! message is the same whether there is something new or not: it is made without looking, by a process of
//! its own that never opens the database. Whoever reads it on the way (an employer who runs the mail, say)
//! learns that it is that hour.

use std::fs;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use dauys_wire::Day;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport as _};
use ureq::http::Uri;
use zeroize::Zeroizing;

use crate::backup::note;

/// In the data directory: the day on which everybody was reminded last.
const NOTE: &str = "reminded";
const CALL_TIME: Duration = Duration::from_mins(1);

/// Says nothing about what it is about: others see it in a list of messages.
const SUBJECT: &str = "Күнделікті еске салу / Ежедневное напоминание / Daily reminder";
const TEXT: &str = "\
Қайырлы күн! Бүгін бағдарламаңызды ашып, келген хаттарды қарауыңызды сұраймыз.
Бұл хат жаңалық болса да, болмаса да, күн сайын бір уақытта келеді.

Здравствуйте! Пожалуйста, откройте сегодня вашу программу и просмотрите письма.
Это сообщение приходит каждый день в одно и то же время, есть новое или нет.

Hello! Please open your program today and look through the letters.
This message comes every day at the same hour, whether there is anything new or not.
";

/// The mail server: `smtps://NAME:PASSWORD@HOST` or `smtp://…?tls=required`. Without TLS only on this
/// machine.
#[derive(Clone)]
pub struct MailServer {
    address: Zeroizing<String>,
    host: String,
    wraps: bool,
    sealed: bool,
}

/// The address of a mail server as it was given, with a password in it: nobody is shown it.
#[derive(Clone)]
pub struct Unread(Zeroizing<String>);

impl From<String> for Unread {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl Unread {
    /// What it says.
    pub fn read(&self) -> Result<MailServer, NoMailServer> {
        self.0.parse()
    }
}

impl std::fmt::Debug for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unread(…)")
    }
}

/// Not an address of a mail server that this program would use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write smtps://NAME:PASSWORD@HOST, or smtp://NAME:PASSWORD@HOST:587?tls=required")]
pub struct NoMailServer;

impl FromStr for MailServer {
    type Err = NoMailServer;

    fn from_str(text: &str) -> Result<Self, NoMailServer> {
        let uri: Uri = text.parse().map_err(|_| NoMailServer)?;
        let host = uri.host().ok_or(NoMailServer)?.to_owned();
        let here = host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
        let (wraps, sealed) = match (uri.scheme_str(), uri.query()) {
            (Some("smtps"), None) => (true, true),
            (Some("smtp"), Some("tls=required")) => (false, true),
            (Some("smtp"), None) if here => (false, false),
            _ => return Err(NoMailServer),
        };
        Ok(Self { address: Zeroizing::new(text.to_owned()), host, wraps, sealed })
    }
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailServer({})", self.host)
    }
}

/// Who reminds whom, and through whom.
#[derive(Debug)]
pub struct Reminder {
    /// The data directory.
    pub data: PathBuf,
    /// The mail server.
    pub through: MailServer,
    /// Its roots in PEM; without them, those built in.
    pub roots: Option<PathBuf>,
    /// Whose name is on it.
    pub from: Mailbox,
    /// Each gets a message alone.
    pub to: Vec<Mailbox>,
}

/// Why not everybody was reminded.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// The roots.
    #[error("{0} holds no certificate in PEM")]
    Roots(PathBuf),
    /// The address or the settings for TLS.
    #[error("the mail server cannot be used: {0}")]
    Server(String),
    /// The message cannot be made.
    #[error("the addresses make no message")]
    Message,
    /// Some were not reminded; the others were.
    #[error("{failed} of {all} were not reminded; the first: {first}")]
    Failed {
        /// So many.
        failed: usize,
        /// Of so many.
        all: usize,
        /// What the mail server said about the first of them.
        first: String,
    },
    /// The day was not written down.
    #[error("the data directory cannot be written")]
    Note(#[source] io::Error),
}

/// Reminds everybody, also when one fails. The day is written down when all were.
pub fn remind(reminder: &Reminder, today: Day) -> Result<usize, NoticeError> {
    let transport = transport(reminder)?;
    let (mut failed, mut first) = (0, String::new());
    for to in &reminder.to {
        let message = message(&reminder.from, to, SystemTime::now())?;
        if let Err(error) = transport.send(&message) {
            failed += 1;
            if first.is_empty() {
                // What a mail server says goes to a terminal.
                first = error.to_string().chars().filter(|it| !it.is_control()).collect();
            }
        }
    }
    let all = reminder.to.len();
    if failed > 0 {
        return Err(NoticeError::Failed { failed, all, first });
    }
    note(&reminder.data, NOTE, today).map_err(NoticeError::Note)?;
    Ok(all)
}

/// The day on which everybody was reminded last.
pub fn last_day(data: &Path) -> Option<Day> {
    Day::parse(fs::read_to_string(data.join(NOTE)).ok()?.trim_end()).ok()
}

/// Its size depends on the two addresses alone.
fn message(from: &Mailbox, to: &Mailbox, now: SystemTime) -> Result<Message, NoticeError> {
    let mut random = [0; 16];
    getrandom::getrandom(&mut random).map_err(|_| NoticeError::Message)?;
    let id = u128::from_be_bytes(random);
    Message::builder()
        .from(from.clone())
        .to(to.clone())
        .subject(SUBJECT)
        .date(now)
        .message_id(Some(format!("<{id:032x}@{}>", from.email.domain())))
        .header(ContentType::TEXT_PLAIN)
        .body(TEXT.to_owned())
        .map_err(|_| NoticeError::Message)
}

fn transport(reminder: &Reminder) -> Result<SmtpTransport, NoticeError> {
    let MailServer { address, host, wraps, sealed } = &reminder.through;
    let refuse = |error: lettre::transport::smtp::Error| NoticeError::Server(error.to_string());
    let mut builder = SmtpTransport::from_url(address).map_err(refuse)?.timeout(Some(CALL_TIME));
    if *sealed {
        let mut tls = TlsParameters::builder(host.clone());
        if let Some(path) = &reminder.roots {
            let no_roots = || NoticeError::Roots(path.clone());
            let pem = fs::read(path).map_err(|_| no_roots())?;
            let roots = Certificate::from_pem(&pem).map_err(|_| no_roots())?;
            tls = tls.certificate_store(CertificateStore::None).add_root_certificate(roots);
        }
        let tls = tls.build().map_err(refuse)?;
        builder = builder.tls(if *wraps { Tls::Wrapper(tls) } else { Tls::Required(tls) });
    }
    Ok(builder.build())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn mail_goes_through_tls_or_stays_on_this_machine() {
        for right in [
            "smtps://name:word@mail.example",
            "smtps://mail.example:4650",
            "smtp://name:word@mail.example:587?tls=required",
            "smtp://127.0.0.1:25",
        ] {
            assert!(right.parse::<MailServer>().is_ok(), "{right}");
        }
        for wrong in [
            "mail.example",
            "smtp://mail.example",
            "smtp://mail.example?tls=opportunistic",
            "smtp://localhost.example:25",
            "https://mail.example",
            "smtps://",
        ] {
            assert!(wrong.parse::<MailServer>().is_err(), "{wrong}");
        }
        let server: MailServer = "smtps://name:word@mail.example".parse().unwrap();
        assert_eq!(format!("{server:?}"), "MailServer(mail.example)");
    }

    #[test]
    fn every_day_the_message_has_the_same_size() {
        let from: Mailbox = "reminder@ngo.example".parse().unwrap();
        let to: Mailbox = "aigul@work.example".parse().unwrap();
        let sizes: BTreeSet<_> = (0..400)
            .map(|day| UNIX_EPOCH + Duration::from_secs(1_795_219_200 + day * 86_400))
            .map(|now| message(&from, &to, now).unwrap().formatted().len())
            .collect();
        assert_eq!(sizes.len(), 1, "{sizes:?}");
    }
}
