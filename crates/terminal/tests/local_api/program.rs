//! The program as a child: started, killed, started again over the same folder.

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A terminal that nobody has enrolled, with one small page.
pub struct Program {
    pub folder: TempDir,
    child: Child,
    pub entry_url: String,
}

impl Program {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let pages = folder.path().join("pages/launcher");
        std::fs::create_dir_all(&pages).expect("made");
        std::fs::write(pages.join("index.html"), "<!doctype html><title>x</title>")
            .expect("written");
        write_config(folder.path(), 0);
        let (child, entry_url) = run(folder.path());
        Self { folder, child, entry_url }
    }

    /// What it has logged, over all its starts.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join(LOG)).expect("a log")
    }

    /// Pulls the plug (SIGKILL) and starts it again.
    pub fn kill_and_start(&mut self) {
        self.child.kill().expect("it ran");
        self.child.wait().expect("it ended");
        (self.child, self.entry_url) = run(self.folder.path());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself; then the test has said so.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn write_config(folder: &Path, launcher: u16) {
    let config = format!(
        "platform.url = 'http://127.0.0.1:9'\ndata.folder = 'data'\n\
         cards = {{ operator = 'operator', second = 'second' }}\n\
         pages = {{ launcher = {launcher}, business = 0 }}\n"
    );
    std::fs::write(folder.join("terminal.toml"), config).expect("written");
}

pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ronghe-terminal"));
    command.arg("--config").arg(folder.join("terminal.toml"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &Path) -> (Child, String) {
    let log = OpenOptions::new().append(true).create(true).open(folder.join(LOG)).expect("a log");
    let mut child = command(folder).stderr(log).spawn().expect("started");
    let stdout = child.stdout.take().expect("piped");
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    assert!(line.starts_with("http://127.0.0.1:"), "{line:?}");
    (child, line.trim().to_owned())
}

const LOG: &str = "log.jsonl";
