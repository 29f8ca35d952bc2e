//! Starting the process that reads a file, with nothing but the file; hearing what it says, and ending it.

use std::io::{self, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use encoding_rs::Encoding;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use zeroize::Zeroizing;

use super::inside::WORD;
use super::said::{Pixels, Said};
use super::{Picture, Recording, Shown, Unseen};

/// So long it may take. A process that is slow and not busy is ended by this alone.
const PATIENCE: Duration = Duration::from_mins(1);

/// Who starts it.
pub struct Renderer {
    program: PathBuf,
    patience: Duration,
}

impl Renderer {
    /// By this very program, even if another one lies in its place since it was started.
    pub fn new() -> io::Result<Self> {
        let program = if cfg!(target_os = "linux") {
            PathBuf::from("/proc/self/exe")
        } else {
            std::env::current_exe()?
        };
        Ok(Self::of(program))
    }

    /// By this program.
    pub const fn of(program: PathBuf) -> Self {
        Self { program, patience: PATIENCE }
    }

    /// The same, with less patience.
    #[must_use]
    pub fn within(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// How the process is started: with no surroundings, in no folder of anybody's, and with two pipes.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(WORD).env_clear().current_dir("/");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }

    /// What is seen of a file. Takes as long as the process does.
    pub fn look(&self, file: &[u8]) -> Result<Shown, Unseen> {
        let mut process = self.command().spawn().map_err(|_| Unseen::NotStarted)?;
        let (Some(to), Some(from)) = (process.stdin.take(), process.stdout.take()) else {
            end(&mut process);
            return Err(Unseen::NotStarted);
        };
        let said = thread::scope(|scope| {
            let (tell, hear) = mpsc::channel();
            scope.spawn(move || hand_over(to, file));
            scope.spawn(move || tell.send(listen(from)));
            let said = hear.recv_timeout(self.patience).map_err(|_| Unseen::TooLong);
            // Its pipes end with it, and with them both threads.
            end(&mut process);
            said
        })?;
        made_of(said.ok_or(Unseen::Stopped)?)
    }
}

/// As far as it is taken.
fn hand_over(mut to: ChildStdin, file: &[u8]) {
    let _ = to.write_all(file);
}

fn listen(from: ChildStdout) -> Option<Said> {
    let mut from = BufReader::new(from);
    let said = Said::read(&mut from);
    drop(from.into_inner());
    said
}

/// By its handle, which names no other process until it was waited for.
fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

fn made_of(said: Said) -> Result<Shown, Unseen> {
    match said {
        Said::Unseen(reason) => Err(Unseen::Said(reason)),
        Said::Pictures { all, are_pages, pictures } => {
            let pictures: Option<Vec<_>> = pictures.into_iter().map(picture).collect();
            Ok(Shown::Pictures { all, are_pages, pictures: pictures.ok_or(Unseen::Stopped)? })
        }
        Said::Recording { told, samples } => {
            let recording = Recording::of(told, samples);
            Ok(Shown::Recording(recording.ok_or(Unseen::Stopped)?))
        }
        Said::Writing { text, encoding, is_guessed, is_cut } => {
            let encoding = Encoding::for_label(encoding.as_bytes()).ok_or(Unseen::Stopped)?.name();
            Ok(Shown::Writing { text: Zeroizing::new(text), encoding, is_guessed, is_cut })
        }
    }
}

fn picture(pixels: Pixels) -> Option<Picture> {
    let Pixels { width, height, rgb } = pixels;
    let rgb = Zeroizing::new(rgb);
    let mut png = Zeroizing::new(Vec::new());
    let encoder =
        PngEncoder::new_with_quality(&mut *png, CompressionType::Fast, FilterType::Adaptive);
    encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8).ok()?;
    Some(Picture { width, height, png })
}
