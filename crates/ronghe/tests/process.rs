//! `ronghe process` as somebody meets it: what it prints, and its exit status.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn ronghe(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_ronghe");
    Command::new(program).arg("process").args(arguments).output().expect("the program runs")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

/// A file in a folder of its own.
fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("it is written");
    path.to_string_lossy().into_owned()
}

fn file(processes: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ronghe="urn:ronghe:bpmn:1">{processes}</definitions>"#
    )
}

const CALLER: &str = r#"<process id="caller" isExecutable="true"><startEvent id="s"/><callActivity id="call" calledElement="called"/><userTask id="after"/><sequenceFlow id="f1" sourceRef="s" targetRef="call"/><sequenceFlow id="f2" sourceRef="call" targetRef="after"/></process>"#;
const CALLED: &str = r#"<process id="called" isExecutable="true"><startEvent id="s"/><userTask id="inside"/><sequenceFlow id="f1" sourceRef="s" targetRef="inside"/></process>"#;

#[test]
fn every_shipped_process_can_be_deployed() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../processes");
    let drawings: Vec<String> = std::fs::read_dir(folder)
        .expect("processes are there")
        .map(|entry| entry.expect("an entry").path().join("process.bpmn"))
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    let mut arguments = vec!["check", "--deploy", "--json"];
    arguments.extend(drawings.iter().map(String::as_str));
    let checked = ronghe(&arguments);
    assert!(checked.status.success(), "{checked:?}");
    let verdicts = lines(&checked);
    assert_eq!(verdicts.len(), drawings.len());
    for verdict in verdicts {
        assert_eq!(verdict["accepted"], true, "{verdict}");
        assert!(verdict["elements"].as_array().is_some_and(|all| all.len() > 25), "{verdict}");
    }
}

/// As `| head` leaves a pipe.
#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let drawing =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../processes/meter_task/process.bpmn");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let checked = Command::new(env!("CARGO_BIN_EXE_ronghe"))
        .args(["process", "check", "--json"])
        .arg(drawing)
        .stdout(writer)
        .output()
        .expect("the program runs");
    assert!(checked.status.success(), "{checked:?}");
    assert!(checked.stderr.is_empty(), "{checked:?}");
}

#[test]
fn a_refused_file_is_said_with_element_and_line_and_ends_with_1() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = written(folder.path(), "good.bpmn", &file(CALLED));
    let script = r#"<process id="p" isExecutable="true"><startEvent id="s"/>
<scriptTask id="x"/><sequenceFlow id="f" sourceRef="s" targetRef="x"/></process>"#;
    let bad = written(folder.path(), "bad.bpmn", &file(script));
    let checked = ronghe(&["check", &good, &bad, "--json"]);
    assert_eq!(checked.status.code(), Some(1));
    let verdicts = lines(&checked);
    assert_eq!(verdicts[0]["accepted"], true);
    let refusal = &verdicts[1]["refusals"][0];
    assert_eq!((&refusal["element"], &refusal["line"]), (&"x".into(), &2.into()), "{refusal}");
    // What a draft may leave open keeps it from being deployed.
    let deployed = ronghe(&["check", "--deploy", &good, "--json"]);
    assert_eq!(deployed.status.code(), Some(1));
    let codes: Vec<_> = lines(&deployed)[0]["refusals"]
        .as_array()
        .expect("refusals")
        .iter()
        .map(|refusal| refusal["reason"]["code"].clone())
        .collect();
    assert_eq!(codes, ["no_role", "no_form"]);
    assert_eq!(ronghe(&["check", "nowhere.bpmn"]).status.code(), Some(1));
}

#[test]
fn a_script_is_executed_line_by_line_and_an_impossible_step_ends_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let caller = written(folder.path(), "caller.bpmn", &file(CALLER));
    let called = written(folder.path(), "called.bpmn", &file(CALLED));
    let steps = r#"[{"start":{}},{"complete":"inside"},{"complete":"inside"}]"#;
    let steps = written(folder.path(), "steps.json", steps);
    let ran = ronghe(&["run", &caller, "--call", &called, "--steps", &steps, "--json"]);
    assert_eq!(ran.status.code(), Some(2), "{ran:?}");
    let lines = lines(&ran);
    assert_eq!(lines[0]["waiting"], serde_json::json!(["inside"]));
    assert_eq!(lines[1]["completed"], serde_json::json!({ "call": 1, "inside": 1 }));
    assert_eq!(lines[2]["step"], 3, "{}", lines[2]);

    // Both in one file: the first is started, unless the steps name one.
    let both = written(
        folder.path(),
        "both.bpmn",
        &file(&format!(
            "{CALLER}{}",
            CALLED.replace("\"s\"", "\"s2\"").replace("\"f1\"", "\"g1\"")
        )),
    );
    let named = r#"{"process":"called","steps":[{"start":{}},{"complete":"inside"}]}"#;
    let named = written(folder.path(), "named.json", named);
    let ran = ronghe(&["run", &both, "--steps", &named, "--json"]);
    assert!(ran.status.success(), "{ran:?}");
    let state = String::from_utf8_lossy(&ran.stdout).lines().last().map(str::to_owned);
    assert_eq!(
        state.as_deref(),
        Some(r#"{"waiting":[],"completed":{"inside":1},"state":"completed"}"#)
    );
}

#[test]
fn what_fails_is_a_state_and_no_exit_status() {
    let folder = tempfile::tempdir().expect("a folder");
    let failing = r#"<process id="p"><startEvent id="s"/><exclusiveGateway id="x"/><userTask id="a"/><userTask id="b"/><sequenceFlow id="f" sourceRef="s" targetRef="x"/><sequenceFlow id="g" sourceRef="x" targetRef="a"><conditionExpression>${amount &gt; 100}</conditionExpression></sequenceFlow><sequenceFlow id="h" sourceRef="x" targetRef="b"><conditionExpression>${amount &lt; 0}</conditionExpression></sequenceFlow></process>"#;
    let path = written(folder.path(), "p.bpmn", &file(failing));
    for variables in ["{}", r#"{"amount":7}"#] {
        let steps = format!(r#"[{{"start":{variables}}}]"#);
        let steps = written(folder.path(), "steps.json", &steps);
        let ran = ronghe(&["run", &path, "--steps", &steps, "--json"]);
        assert!(ran.status.success(), "{ran:?}");
        assert_eq!(lines(&ran)[0]["state"], "failed");
    }
}
