//! A desktop of the tests: a bus of its own, and somebody on it who is told what programs want to be shown, as
//! the Desktop Notifications Specification has it.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::runtime::Builder;
use zbus::message::{Message, Type};
use zbus::{Connection, MessageStream, OwnedVariant};

/// Under which name programs look for it.
const SERVICE: &str = "org.freedesktop.Notifications";
/// Longer than a notice takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a program wants to be shown.
#[derive(Debug)]
pub struct Notice {
    /// Its number here, from 1.
    pub id: u32,
    /// Which one it takes the place of; 0 is none.
    pub replaces: u32,
    /// Who says it, its title and its text.
    pub words: [String; 3],
    /// What could be pressed on it.
    pub actions: Vec<String>,
    /// All that the program has sent for it.
    pub bytes: Vec<u8>,
}

/// The desktop; it ends when this is dropped.
pub struct Desktop {
    /// Where programs find the bus.
    pub bus: String,
    session: Child,
    /// The session lasts as long as it is open, and ends by itself if the test is killed.
    open: Option<ChildStdin>,
    notices: Receiver<Notice>,
}

impl Desktop {
    /// Starts it.
    pub fn start() -> Self {
        let mut session = Command::new("dbus-run-session");
        session.args(["--", "sh", "-c", r#"echo "$DBUS_SESSION_BUS_ADDRESS"; read -r _"#]);
        // It complains where it may not open as many files as it would like to.
        session.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut session = session.spawn().expect("is dbus-daemon installed?");
        let open = session.stdin.take().expect("a pipe");
        let mut bus = String::new();
        let said = session.stdout.take().expect("a pipe");
        BufReader::new(said).read_line(&mut bus).expect("an address");
        let bus = bus.trim().to_owned();
        let ((told, notices), (ready, is_ready)) = (channel(), channel());
        let address = bus.clone();
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(listen(&address, &ready, &told));
        });
        is_ready.recv_timeout(PATIENCE).expect("a name on the bus");
        Self { bus, session, open: Some(open), notices }
    }

    /// The next notice.
    pub fn notice(&self) -> Notice {
        self.notices.recv_timeout(PATIENCE).expect("a notice")
    }

    /// Whether there is none that was not taken yet.
    pub fn is_quiet(&self) -> bool {
        self.notices.try_recv().is_err()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        drop(self.open.take());
        let _ = self.session.wait();
    }
}

/// Until the bus is gone.
async fn listen(bus: &str, ready: &Sender<()>, told: &Sender<Notice>) {
    let address = zbus::connection::Builder::address(bus);
    let bus = address.build().await.expect("a bus");
    let mut messages = MessageStream::from(&bus);
    bus.request_name(SERVICE).await.expect("the name");
    ready.send(()).expect("a test");
    let mut id = 0;
    while let Some(Ok(message)) = messages.next().await {
        if message.message_type() == Type::MethodCall {
            answer(&bus, &message, &mut id, told).await;
        }
    }
}

async fn answer(bus: &Connection, message: &Message, id: &mut u32, told: &Sender<Notice>) {
    let header = message.header();
    match header.member().expect("a method").as_str() {
        "GetServerInformation" => {
            let own = ("a desktop of the tests", "Dauys", "1", "1.2");
            bus.reply(&header, &own).await.expect("a bus");
        }
        "Notify" => {
            type Asked = (
                String,
                u32,
                String,
                String,
                String,
                Vec<String>,
                HashMap<String, OwnedVariant>,
                i32,
            );
            let asked = message.body().deserialize::<Asked>().expect("a notice");
            let (name, replaces, _, title, text, actions, _, _) = asked;
            *id += 1;
            let bytes = message.data().bytes().to_vec();
            let words = [name, title, text];
            // Before the answer: who has that knows that it is here.
            let _ = told.send(Notice { id: *id, replaces, words, actions, bytes });
            bus.reply(&header, &*id).await.expect("a bus");
        }
        other => panic!("{other}: nobody asks for that"),
    }
}
