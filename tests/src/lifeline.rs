//! Ends a program that a killed test would leave running.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};

/// Says that its program may live.
pub struct Lifeline(Child);

impl Lifeline {
    /// A shell that waits for a word from us. If its input closes without one, we were killed.
    pub fn of(program: &Child) -> Self {
        let script = r#"read -r word; [ "$word" = over ] || kill "$0""#;
        let mut shell = Command::new("sh");
        shell.args(["-c", script, &program.id().to_string()]).stdin(Stdio::piped());
        Self(shell.spawn().expect("a shell"))
    }
}

impl Drop for Lifeline {
    fn drop(&mut self) {
        if let Some(mut input) = self.0.stdin.take() {
            let _ = writeln!(input, "over");
        }
        let _ = self.0.wait();
    }
}
