//! `ronghe meter simulate` and `ronghe meter read` as two programs that meet on a line.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

const ADDRESS: &str = "000000000017";

/// A simulated meter in a process of its own, which ends with the test.
struct Simulated {
    program: Child,
    link: String,
}

impl Simulated {
    fn start(arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_ronghe"))
            .args(["meter", "simulate", "--address", ADDRESS])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut link = String::new();
        let out = program.stdout.take().expect("it is piped");
        BufReader::new(out).read_line(&mut link).expect("it says where it listens");
        Self { program, link: link.trim_end().to_owned() }
    }

    fn over_tcp(protocol: &str, more: &[&str]) -> Self {
        Self::start(&[&["--protocol", protocol, "--listen", "127.0.0.1:0"], more].concat())
    }

    fn read(&self, arguments: &[&str]) -> Output {
        ronghe(&[&["read", "--link", self.link.as_str(), "--json"], arguments].concat())
    }
}

impl Drop for Simulated {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn ronghe(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_ronghe");
    Command::new(program).arg("meter").args(arguments).output().expect("the program runs")
}

fn told(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

/// The value of an item.
fn value<'r>(readout: &'r Value, identifier: &str) -> &'r Value {
    let items = readout["items"].as_array().expect("items");
    let item = items.iter().find(|item| item["identifier"] == identifier);
    &item.unwrap_or_else(|| panic!("{identifier} in {readout}"))["value"]
}

#[test]
fn every_set_of_items_is_read_in_both_protocols_from_whoever_answers() {
    for protocol in ["dlt645", "dlt698"] {
        for more in [[].as_slice(), &["--three-phase"]] {
            let meter = Simulated::over_tcp(protocol, more);
            for items in ["identity", "energy", "billing", "snapshot", "freeze", "events"] {
                let readout = told(&meter.read(&["--items", items]));
                assert_eq!(readout["protocol"], protocol);
                assert_eq!(readout["address"], ADDRESS);
                let read = readout["items"].as_array().expect("items");
                assert!(!read.is_empty(), "{protocol} {items}");
                // Tables of DL/T 698.45 in which nothing has happened yet have no record.
                let may_be_empty = (protocol, items) == ("dlt698", "events");
                let is_told = |item: &Value| !item["value"].is_null();
                assert!(may_be_empty || read.iter().any(is_told), "{readout}");
                for field in ["exchanges", "bytes", "seconds"] {
                    assert!(readout[field].as_f64().is_some_and(|told| told > 0.0), "{field}");
                }
            }
        }
    }
}

#[test]
fn a_meter_on_a_pseudo_terminal_is_read_at_the_speed_of_its_line() {
    let meter = Simulated::start(&["--protocol", "dlt645", "--pty", "--paced", "--echo"]);
    assert!(meter.link.starts_with("serial:/dev/") && meter.link.ends_with(":2400"));
    let arguments = ["--items", "energy", "--protocol", "dlt645", "--address", ADDRESS];
    let readout = told(&meter.read(&arguments));
    let total = value(&readout, "00010000").as_str().expect("a reading");
    assert!(total.parse::<f64>().is_ok_and(|kwh| kwh > 1_000.0), "{total}");
}

#[test]
fn one_damaged_answer_is_asked_for_again() {
    for protocol in ["dlt645", "dlt698"] {
        let right = Simulated::over_tcp(protocol, &[]);
        let spoilt = Simulated::over_tcp(protocol, &["--faults", "flip@1"]);
        let arguments = ["--items", "identity", "--protocol", protocol, "--address", ADDRESS];
        let (expected, found) = (told(&right.read(&arguments)), told(&spoilt.read(&arguments)));
        let number = if protocol == "dlt645" { "04000402" } else { "4002-02-00" };
        assert_eq!(value(&found, number), value(&expected, number));
        assert!(found["exchanges"].as_u64() > expected["exchanges"].as_u64(), "{found}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_ends_with_1() {
    for (fault, name) in [("silent", "no_answer"), ("other-address", "other_meter")] {
        for protocol in ["dlt645", "dlt698"] {
            let meter = Simulated::over_tcp(protocol, &["--faults", fault]);
            let arguments = ["--items", "identity", "--protocol", protocol, "--address", ADDRESS];
            let read = meter.read(&arguments);
            assert_eq!(read.status.code(), Some(1), "{read:?}");
            let failed: Value = serde_json::from_slice(&read.stdout).expect("one JSON object");
            assert_eq!(failed["error"], name, "{fault} {protocol} {failed}");
        }
    }
}

#[test]
fn a_fault_that_does_not_exist_is_refused_with_those_that_do() {
    let arguments = ["simulate", "--protocol", "dlt645", "--address", ADDRESS, "--pty"];
    let refused = ronghe(&[&arguments[..], &["--faults", "tired"]].concat());
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("there is no fault tired") && said.contains("stuck-relay"), "{said}");
}
