//! Clients that we did not write, of versions that are pinned in `tools/peers`, read from virtual meters over TCP.

mod bench;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use bench::*;
use tokio::net::TcpListener;
use virtual_meter::{Line, LineClock, LineSetup, Load, Meter, MeterSetup, Protocol, serve_tcp};

/// What a peer's script prints for a job.
fn run_peer(script: &str, job: String) -> String {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/peers");
    let mut child = Command::new(peers.join(".venv/bin/python"))
        .arg(peers.join(script))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{error}: run `make peers`"));
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(job.as_bytes()).expect("the peer reads its job");
    drop(stdin);
    let ended = child.wait_with_output().expect("the peer ends");
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "run `make peers` if it is not installed: {errors}");
    String::from_utf8(ended.stdout).expect("JSON is UTF-8")
}

/// What a peer reads from a meter of this setup.
async fn read_by_peer(script: &'static str, setup: &MeterSetup, items: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("its address").port();
    let now = at(NOW).instant();
    let meter = Meter::new(setup, &machine(), now);
    let line = Line::new(LineSetup::default(), vec![meter]);
    tokio::spawn(serve_tcp(listener, line, LineClock::starting_at(now)));
    let job = format!(r#"{{"port": {port}, "address": "{}", "items": {items}}}"#, setup.address);
    tokio::task::spawn_blocking(move || run_peer(script, job)).await.expect("it ran")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pypis_dlt645_reads_what_the_meter_shows() {
    let mut setup = setup(Protocol::Dlt645);
    setup.load = Load::Constant { watts: 1_000 };
    setup.history_days = 1;
    let items = r#"["00010000", "00010100", "02030000", "02800002", "04000402", "00010500"]"#;
    let told = read_by_peer("read_645.py", &setup, items).await;
    println!("{told}");
    for expected in [
        r#""00010000": "1024.0""#,
        r#""02030000": "1.0""#,
        r#""04000402": "000000000001""#,
        r#""00010500": null"#,
        r#""address": "000000000001""#,
    ] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pypis_dlt698_connects_and_reads_what_the_meter_shows() {
    let mut setup = setup(Protocol::Dlt698);
    setup.load = Load::Constant { watts: 1_000 };
    setup.history_days = 1;
    let items = r#"["40010200", "40020200", "00100201", "20040201", "99990200"]"#;
    let told = read_by_peer("read_698.py", &setup, items).await;
    println!("{told}");
    for expected in [
        r#""40010200": "000000000001""#,
        r#""40020200": "000000000001""#,
        r#""00100201": 102400"#,
        r#""20040201": 10000"#,
        r#""99990200": "DAR 4""#,
    ] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
}
