//! `ronghe init`, a running platform, `ronghe backup` and `ronghe restore`, as somebody at a shell uses them.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const PASSWORD: &str = "correct horse battery";

/// A founded platform in a folder of its own.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn founded() -> Self {
        let bench = Self { folder: tempfile::tempdir().expect("a folder") };
        std::fs::write(bench.path("password"), PASSWORD).expect("written");
        let founded = bench.ronghe(&["init", "--listen", "127.0.0.1:0"], |command| {
            command.arg("--dir").arg(bench.path("platform"));
            command.arg("--password-file").arg(bench.path("password"));
            command.args(["--security-officer", "officer"]);
        });
        assert!(founded.status.success(), "{founded:?}");
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn config(&self) -> PathBuf {
        self.path("platform").join("platform.toml")
    }

    fn ronghe(&self, arguments: &[&str], more: impl FnOnce(&mut Command)) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ronghe"));
        command.args(arguments);
        more(&mut command);
        command.output().expect("ronghe runs")
    }

    fn back_up(&self, to: &str) -> Output {
        self.ronghe(&["backup"], |command| {
            command.arg("--config").arg(self.config()).arg("--to").arg(self.path(to));
        })
    }

    fn restore(&self, from: &str) -> Output {
        self.ronghe(&["restore"], |command| {
            command.arg("--config").arg(self.config()).arg("--from").arg(self.path(from));
        })
    }

    /// Lets the platform listen at one port, so that it can be found running.
    fn listen_at(&self, port: u16) {
        let text = std::fs::read_to_string(self.config()).expect("there");
        let text = text.replace("127.0.0.1:0", &format!("127.0.0.1:{port}"));
        std::fs::write(self.config(), text).expect("written");
    }
}

/// A platform that runs until it is dropped.
struct Running(Child);

impl Running {
    fn start(config: &Path) -> Self {
        let program = Path::new(env!("CARGO_BIN_EXE_ronghe")).with_file_name("ronghe-platform");
        assert!(program.is_file(), "build it first: cargo build --bins");
        let child = Command::new(program)
            .arg("--config")
            .arg(config)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.expect("the platform starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let running = Self(child);
        ask_for_health(line.trim());
        running
    }

    fn stop(mut self) {
        let pid = self.0.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(asked.expect("kill runs").success());
        assert!(self.0.wait().expect("it ends").success());
    }
}

/// The platform serves once it answers.
fn ask_for_health(url: &str) {
    let address = url.strip_prefix("http://").expect("an address");
    let mut stream = std::net::TcpStream::connect(address).expect("it listens");
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_platform_is_founded_once() {
    let bench = Bench::founded();
    let again = bench.ronghe(&["init"], |command| {
        command.arg("--dir").arg(bench.path("platform"));
    });
    assert_eq!(again.status.code(), Some(1));
    let said = said(&again);
    assert!(said.contains("exists already") && said.contains("next step"), "{said}");
}

#[test]
fn a_password_that_breaks_the_rule_founds_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("password"), "short").expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_ronghe"))
        .args(["init", "--dir"])
        .arg(folder.path().join("platform"))
        .arg("--password-file")
        .arg(folder.path().join("password"))
        .output()
        .expect("ronghe runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("10 to 128"), "{}", said(&output));
    assert!(!folder.path().join("platform").exists());
}

#[test]
fn what_was_backed_up_while_it_ran_is_restored_under_a_new_epoch() {
    let bench = Bench::founded();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|free| free.local_addr())
        .expect("a free port")
        .port();
    bench.listen_at(port);
    let running = Running::start(&bench.config());
    let backup = bench.back_up("backup");
    assert!(backup.status.success(), "{}", said(&backup));
    let verified = bench.ronghe(&["backup", "--verify"], |command| {
        command.arg(bench.path("backup"));
    });
    assert!(verified.status.success(), "{}", said(&verified));

    let refused = bench.restore("backup");
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("still runs"), "{}", said(&refused));
    running.stop();

    let restored = bench.restore("backup");
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(String::from_utf8_lossy(&restored.stdout).contains("new epoch"));
    let beside = std::fs::read_dir(bench.path("platform")).expect("there");
    let names: Vec<_> = beside
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().any(|name| name.starts_with("data.replaced-")), "{names:?}");
    assert!(!names.iter().any(|name| name.ends_with("restoring")), "{names:?}");
    Running::start(&bench.config()).stop();
    let audit = bench.ronghe(&["audit", "verify"], |command| {
        command.arg("--config").arg(bench.config());
    });
    assert!(audit.status.success(), "{}", said(&audit));
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let bench = Bench::founded();
    assert!(bench.back_up("backup").status.success());
    let keys = bench.path("backup").join("keys.json");
    let text = std::fs::read_to_string(&keys).expect("there");
    std::fs::write(&keys, text + " ").expect("written");
    let restored = bench.restore("backup");
    assert_eq!(restored.status.code(), Some(3));
    assert!(said(&restored).contains("keys.json has changed"), "{}", said(&restored));
    Running::start(&bench.config()).stop();
}
