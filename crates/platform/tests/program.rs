//! The program itself: started, asked, stopped.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use platform::{FoundOrganisation, PlatformKeys};
use platform_store::{Location, Options, Store};
use vocabulary::{Clock as _, Epoch, OrganisationId, SystemClock, SystemEntropy};

#[test]
fn serves_until_it_is_told_to_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    found(folder.path());
    write_config(folder.path(), "[server]\nlisten = '127.0.0.1:0'\n");
    for _ in 0..2 {
        let mut program = start(folder.path());
        let address = first_line(&mut program);
        let address = address.trim().strip_prefix("http://").expect("an address").to_owned();
        let health = get(&address, "/healthz");
        assert!(health.starts_with("HTTP/1.1 200") && health.contains("\"ok\""), "{health}");
        let idle = TcpStream::connect(&address).expect("connects");
        terminate(&program);
        let status = program.wait().expect("ended");
        assert!(status.success(), "{status}: an idle connection keeps nobody waiting");
        drop(idle);
        assert!(TcpStream::connect(&address).is_err(), "nobody listens any more");
    }
}

#[test]
fn says_what_keeps_it_from_starting() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |server: &str, named: &[&str]| {
        write_config(folder.path(), server);
        let said = refusal(folder.path());
        for word in named {
            assert!(said.contains(word), "{word} is not in {said}");
        }
    };
    check("[server]\nlisten = '0.0.0.0:0'\n", &["server.listen", "allow_public"]);
    check("[server]\ncolour = 'red'\n", &["platform.toml", "colour"]);
    check("", &["keys.json"]);
    write_keys(folder.path());
    check("", &["ronghe init"]);
    found(folder.path());
    let taken = TcpListener::bind("127.0.0.1:0").expect("free");
    let address = taken.local_addr().expect("bound");
    check(&format!("[server]\nlisten = '{address}'\n"), &["server.listen", &address.to_string()]);
}

/// docs/operations.md: who is told a support code finds the request's lines by it.
#[test]
fn the_log_names_the_id_of_a_request_that_was_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    found(folder.path());
    write_config(folder.path(), "[server]\nlisten = '127.0.0.1:0'\n");
    let mut program = command(folder.path()).stderr(Stdio::piped()).spawn().expect("started");
    let address = first_line(&mut program);
    let address = address.trim().strip_prefix("http://").expect("an address");
    let id = "019a0000-0000-7000-8000-00000000c0de";
    let body = r#"{"login":"nobody","password":"whatever it is"}"#;
    let asked = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nX-Correlation-Id: {id}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = ask(address, &asked);
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    let told = format!("\"correlation\":\"{id}\"");
    assert!(answer.contains(&told), "the problem names it: {answer}");
    terminate(&program);
    let mut log = String::new();
    program.stderr.take().expect("piped").read_to_string(&mut log).expect("a log");
    assert!(program.wait().expect("ended").success());
    let line = log.lines().find(|line| line.contains("answered")).expect("a line");
    for part in [&*told, "\"status\":401", "\"path\":\"/api/v1/session\""] {
        assert!(line.contains(part), "{part} is not in {line}");
    }
    assert!(!log.contains("whatever it is"), "a password is in the log");
}

fn write_config(folder: &Path, more: &str) {
    let text = format!("[data]\nfolder = 'data'\n{more}");
    std::fs::write(folder.join("platform.toml"), text).expect("written");
}

fn write_keys(folder: &Path) {
    let keys = PlatformKeys::generate(&SystemEntropy);
    std::fs::create_dir_all(folder.join("data")).expect("made");
    let text = serde_json::to_string(&keys).expect("JSON");
    std::fs::write(folder.join("data/keys.json"), text).expect("written");
}

fn found(folder: &Path) {
    write_keys(folder);
    let (clock, entropy) = (SystemClock::new(), SystemEntropy);
    let founding = FoundOrganisation {
        org: OrganisationId::make(&clock, &entropy),
        name: "供电公司".into(),
        epoch: Epoch::make(&clock, &entropy),
        at: clock.now(),
    };
    let location = Location::Sqlite(folder.join("data/platform.db"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&location, Options::default()).await.expect("opens");
        store.write(founding).await.expect("founded");
        store.close().await;
    });
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ronghe-platform"));
    command.arg("--config").arg(folder.join("platform.toml")).stdout(Stdio::piped());
    command
}

fn start(folder: &Path) -> Child {
    command(folder).stderr(Stdio::null()).spawn().expect("started")
}

fn first_line(program: &mut Child) -> String {
    let mut line = String::new();
    let out = program.stdout.as_mut().expect("piped");
    BufReader::new(out).read_line(&mut line).expect("a line");
    line
}

fn refusal(folder: &Path) -> String {
    let output = command(folder).output().expect("ended");
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn get(address: &str, path: &str) -> String {
    ask(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))
}

fn ask(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("connects");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    answer
}

fn terminate(program: &Child) {
    let killed = Command::new("kill").arg("-TERM").arg(program.id().to_string()).status();
    assert!(killed.expect("kill is there").success());
}
