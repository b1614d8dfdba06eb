//! `ronghe keys` and `ronghe meter simulate --keys`: a unit that the machine issued is believed by a meter of the machine,
//! and not by a meter of another one.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use dlt645::{
    Decoder, End, Event, Exchange, MeterAddress, Octets, OperatorCode, Request, Response,
    SecurityCommand, SecurityReply, Step,
};
use security_unit::metering::{
    Grant, IdentityProof, KeySet, KeyState, MeterSecurity as _, Purpose, SoftwareKeyMachine,
    SoftwareUnit, Target, UnitSecret, diversifier,
};
use tempfile::TempDir;
use vocabulary::{Clock as _, MeterTime, SystemClock, SystemEntropy};

const ADDRESS: &str = "000000000017";
const SERIAL: &str = "2026113000000001";

/// A simulated meter in a process of its own, which ends with the test.
struct Simulated {
    program: Child,
    stream: TcpStream,
}

impl Simulated {
    /// With the first version of the company's keys.
    fn start(company: &Company) -> Self {
        let (machine, passphrase) =
            (company.path("machine.json"), company.path("machine.passphrase"));
        let mut program = Command::new(env!("CARGO_BIN_EXE_ronghe"))
            .args(["meter", "simulate", "--protocol", "dlt645", "--listen", "127.0.0.1:0"])
            .args(["--address", ADDRESS])
            .args(["--keys", &machine, "--passphrase-file", &passphrase, "--key-version", "1"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut link = String::new();
        let out = program.stdout.take().expect("it is piped");
        BufReader::new(out).read_line(&mut link).expect("it says where it listens");
        let address = link.trim_end().strip_prefix("tcp:").expect("over TCP").to_owned();
        let stream = TcpStream::connect(address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a socket");
        Self { program, stream }
    }

    /// Whether the meter lets in who proves himself so.
    fn lets_in(&mut self, proof: &IdentityProof) -> bool {
        let address: MeterAddress = ADDRESS.parse().expect("an address");
        let command = SecurityCommand::AuthenticateIdentity {
            ciphertext: Octets::new(*proof.cipher1.bytes()),
            random_1: Octets::new(*proof.random1.bytes()),
            diversifier: Octets::new(diversifier(&ADDRESS.parse().expect("a number"))),
        };
        let operator: OperatorCode = Octets::new([0x00, 0x00, 0x12, 0x34]);
        let exchange = Exchange::begin(address, Request::Security { operator, command });
        let exchange = exchange.expect("it can be asked");
        let mut frame = dlt645::WAKE_UP.to_vec();
        exchange.frame().emit(&mut frame);
        self.stream.write_all(&frame).expect("sent");
        let (mut exchange, mut answer) = (Some(exchange), None);
        let mut decoder = Decoder::new(End::Master);
        let mut octets = [0; 256];
        while answer.is_none() {
            let len = self.stream.read(&mut octets).expect("an answer");
            assert_ne!(len, 0, "the meter hung up");
            decoder.push(&octets[..len], |event| {
                let Event::Frame(view) = event else { return };
                if let Some(exchange) = exchange.take() {
                    match exchange.take(&view).expect("what was asked for") {
                        Step::Done(outcome) => answer = Some(outcome.response),
                        Step::Send(_) => panic!("one frame is all"),
                    }
                }
            });
        }
        matches!(answer, Some(Response::Security(SecurityReply::Identity { .. })))
    }
}

impl Drop for Simulated {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to do.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Files of a company's keys.
struct Company {
    folder: TempDir,
}

impl Company {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("written");
        };
        write("machine.passphrase", "the machine's own passphrase\n");
        write("unit.passphrase", "the unit's own passphrase\n");
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn create(&self) -> Output {
        let (file, passphrase) = (self.path("machine.json"), self.path("machine.passphrase"));
        ronghe(&["create", "--file", &file, "--passphrase-file", &passphrase])
    }

    fn issue(&self, passphrase: &str) -> Output {
        let (machine, passphrase) = (self.path("machine.json"), self.path(passphrase));
        let (unit, own) = (self.path("unit.json"), self.path("unit.passphrase"));
        ronghe(&[
            "issue-unit",
            "--machine",
            &machine,
            "--passphrase-file",
            &passphrase,
            "--serial",
            SERIAL,
            "--unit",
            &unit,
            "--unit-passphrase-file",
            &own,
        ])
    }

    /// The unit proves itself with an authority that the machine made for it.
    fn proof(&self) -> IdentityProof {
        let secret = |text: &str| UnitSecret::from_passphrase(text).expect("long enough");
        let machine = Path::new(&self.path("machine.json")).to_owned();
        let machine = SoftwareKeyMachine::open(
            Arc::new(SystemEntropy),
            &machine,
            &secret("the machine's own passphrase"),
        )
        .expect("its passphrase");
        let unit = Path::new(&self.path("unit.json")).to_owned();
        let unit = SoftwareUnit::new(Arc::new(SystemEntropy), &unit).expect("a file");
        unit.open(&secret("the unit's own passphrase")).expect("its passphrase");
        let now = SystemClock::new().now();
        let at = |instant| MeterTime::right_at(instant).expect("a time");
        let meter: vocabulary::MeterNo = ADDRESS.parse().expect("a number");
        let grant = Grant {
            unit: SERIAL.parse().expect("a serial"),
            meter: meter.clone(),
            keys: KeySet::Private { version: 1.try_into().expect("not 0") },
            not_after: at(now.plus(vocabulary::minutes(5))),
            uses: 1,
        };
        let authority = machine.permit(&grant, Purpose::Identity).expect("permitted");
        let target = Target { meter, key_state: KeyState::Private, now: at(now) };
        unit.prove_identity(&target, &authority).expect("proved")
    }
}

fn ronghe(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_ronghe");
    Command::new(program).arg("keys").args(arguments).output().expect("the program runs")
}

#[test]
fn a_unit_of_the_machine_is_believed_by_the_machines_meters_only() {
    let company = Company::new();
    let made = company.create();
    assert!(made.status.success(), "{made:?}");
    let issued = company.issue("machine.passphrase");
    assert!(issued.status.success(), "{issued:?}");
    assert!(String::from_utf8_lossy(&issued.stdout).contains(SERIAL));
    let proof = company.proof();
    assert!(Simulated::start(&company).lets_in(&proof));
    let other = Company::new();
    assert!(other.create().status.success());
    assert!(!Simulated::start(&other).lets_in(&proof), "a meter of another company");
}

#[test]
fn nothing_is_written_over_and_a_wrong_passphrase_opens_nothing() {
    let company = Company::new();
    assert!(company.create().status.success());
    let before = std::fs::read(company.path("machine.json")).expect("there");
    let again = company.create();
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("next step"), "{again:?}");
    assert_eq!(std::fs::read(company.path("machine.json")).expect("there"), before);
    assert_eq!(company.issue("unit.passphrase").status.code(), Some(1));
    assert!(!Path::new(&company.path("unit.json")).exists());
}
