//! A process that was confined does nothing but read and write: whoever tries is ended by the system, or
//! refused. This program starts itself as such a process, once for each thing that is tried.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test of its own kind"
)]

/// The limits of a process are those of Linux; elsewhere there is nothing to be tried.
#[cfg(not(target_os = "linux"))]
fn main() {
    println!("only Linux confines processes so");
}

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(target_os = "linux")]
mod linux {
    use std::hint::black_box;
    use std::io::{Read as _, Write as _};
    use std::net::{TcpStream, UdpSocket};
    use std::os::unix::net::UnixStream;
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, ExitStatus};
    use std::sync::OnceLock;
    use std::time::Instant;
    use std::{env, fs, thread};

    use dauys_investigator::render::{Renderer, Shown, Unseen, confine};

    /// Signals: for a call that is not allowed; for memory that is not there, whichever way it ends then.
    const BAD_CALL: i32 = 31;
    const NO_MEMORY: [i32; 2] = [6, BAD_CALL];

    /// As if it had been handed on by whoever started all of it.
    static OPEN: OnceLock<fs::File> = OnceLock::new();

    /// What is tried, by a name.
    const ATTEMPTS: [(&str, fn()); 10] = [
        ("open a file", || drop(fs::read("/etc/passwd"))),
        ("write a file", || drop(fs::write("/tmp/dauys-confined", "x"))),
        ("list a folder", || drop(fs::read_dir("/"))),
        ("connect", || drop(TcpStream::connect("127.0.0.1:9"))),
        ("send a datagram", || drop(UdpSocket::bind("127.0.0.1:0"))),
        ("reach another process", || drop(UnixStream::connect("/run/dbus/system_bus_socket"))),
        ("start a program", || drop(Command::new("/bin/true").status())),
        ("start a thread", || drop(thread::Builder::new().spawn(|| ()))),
        ("read what is open already", || drop(OPEN.get().unwrap().read(&mut [0]))),
        ("signal its parent", ask_its_parent),
    ];

    fn ask_its_parent() {
        let parent = rustix::process::getppid().unwrap();
        let _ = rustix::process::test_kill_process(parent);
    }

    pub(super) fn main() {
        match env::args().nth(1).as_deref() {
            // As `dauys` is started to read a file.
            Some("look-at-evidence") => inside(),
            _ => outside(),
        }
    }

    /// What is tried comes as the file.
    fn inside() {
        let handles: Vec<String> = fs::read_dir("/proc/self/fd")
            .unwrap()
            .map(|entry| fs::read_link(entry.unwrap().path()).unwrap().display().to_string())
            .filter(|target| !target.starts_with("/proc/"))
            .collect();
        let here = (handles, env::vars().count(), env::current_dir().unwrap());
        OPEN.set(fs::File::open("/etc/passwd").unwrap()).unwrap();
        confine().unwrap();
        let mut asked = String::new();
        std::io::stdin().read_to_string(&mut asked).unwrap();
        match asked.as_str() {
            "nothing" => {}
            "surroundings" => return say(&format!("{here:?}")),
            "take memory" => drop(black_box(vec![1_u8; 2 << 30])),
            "spin" => loop {
                black_box(());
            },
            "talk" => loop {
                let _ = std::io::stdout().write_all(&[b'x'; 4_096]);
            },
            "crash" => std::process::abort(),
            attempt => ATTEMPTS.iter().find(|(name, _)| *name == attempt).unwrap().1(),
        }
        say("went on");
    }

    fn say(text: &str) {
        let bytes = text.len();
        println!(
            "{{\"writing\":{{\"encoding\":\"UTF-8\",\"is_guessed\":false,\"is_cut\":false,\"bytes\":{bytes}}}}}"
        );
        print!("{text}");
        std::io::stdout().flush().unwrap();
    }

    fn outside() {
        // Something that is not handed on.
        let secret = fs::File::open("/etc/hostname").unwrap();
        assert_eq!(said("nothing").unwrap(), "went on");
        let surroundings = said("surroundings").unwrap();
        drop(secret);
        assert!(!surroundings.contains("hostname"), "{surroundings}");
        assert!(surroundings.ends_with("], 0, \"/\")"), "{surroundings}");
        for (attempt, _) in ATTEMPTS {
            assert_eq!(said(attempt).unwrap_err(), Unseen::Stopped, "{attempt}");
            assert_eq!(end(attempt).signal(), Some(BAD_CALL), "{attempt}");
        }
        assert!(NO_MEMORY.contains(&end("take memory").signal().unwrap()));
        assert!(end("crash").signal().is_some());
        for attempt in ["take memory", "crash", "talk"] {
            assert_eq!(said(attempt).unwrap_err(), Unseen::Stopped, "{attempt}");
        }
        let begun = Instant::now();
        // By the limit of what it may use of a processor, or of patience where others use them too.
        let ended = said("spin").unwrap_err();
        assert!(matches!(ended, Unseen::Stopped | Unseen::TooLong), "{ended:?}");
        assert!(begun.elapsed().as_secs() >= 15, "no file takes as long to be read");
        println!("confined: {} attempts ended", ATTEMPTS.len() + 4);
    }

    fn renderer() -> Renderer {
        Renderer::of(env::current_exe().unwrap())
    }

    fn said(attempt: &str) -> Result<String, Unseen> {
        match renderer().look(attempt.as_bytes())? {
            Shown::Writing { text, .. } => Ok(text.to_string()),
            shown => panic!("{shown:?}"),
        }
    }

    fn end(attempt: &str) -> ExitStatus {
        let mut process = renderer().command().spawn().unwrap();
        process.stdin.take().unwrap().write_all(attempt.as_bytes()).unwrap();
        process.wait_with_output().unwrap().status
    }
}
