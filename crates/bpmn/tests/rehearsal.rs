//! Scripts: what is read as one, and what a rehearsal makes of steps that do not fit.

mod drawing;

use bpmn::{Impossible, LineState, Rehearsal, Report, Script};
use drawing::{file_with, process};
use rules::Cel;

/// The last line of a script as JSON, or why its last step cannot be taken.
fn last(xml: &str, script: &str) -> String {
    let cel = Cel::new();
    let definition = Report::of_draft(&[xml.as_bytes()], &cel).definition.expect("it is accepted");
    let script = Script::parse(script).expect("it is a script");
    let mut rehearsal = Rehearsal::new(&definition, &script, &cel).expect("it begins");
    let mut last = String::new();
    for step in &script.steps {
        last = match rehearsal.take(step) {
            Ok(line) if line.state == LineState::Failed => {
                format!("failed: {}", rehearsal.failure().expect("it says why"))
            }
            Ok(line) => serde_json::to_string(&line).expect("a line is JSON"),
            Err(impossible) => impossible.to_string(),
        };
    }
    last
}

#[test]
fn a_script_is_a_list_of_steps_or_says_more() {
    let steps = r#"[{"start":{"a":1}},{"complete":"x"},{"advance":"PT1H"},{"message":{"name":"m"}},{"error":{"task":"t","code":"c"}}]"#;
    let list = Script::parse(steps).unwrap();
    assert_eq!(list.steps.len(), 5);
    let more = Script::parse(&format!(
        r#"{{"process":"p","clock":"2026-11-22T08:30:00+08:00","external":["t"],"steps":{steps}}}"#
    ));
    assert_eq!(more.unwrap().steps, list.steps);
    let fault = |text: &str| Script::parse(text).unwrap_err().to_string();
    assert_eq!(fault("nothing"), "the script is no JSON");
    assert_eq!(fault("{}"), "a script is a list of steps, or an object with \"steps\"");
    assert!(fault(r#"[{"start":{}},{"begin":{}}]"#).starts_with("step 2 is none of "));
}

#[test]
fn what_is_impossible_says_what_would_be_possible() {
    let xml = process(
        r#"<startEvent id="start"/><endEvent id="end"/><userTask id="a"/><userTask id="b"/>"#,
        "start>a start>b a>end b>end",
    );
    assert_eq!(last(&xml, r#"[{"complete":"a"}]"#), "nothing has been started");
    assert_eq!(
        last(&xml, r#"[{"start":{}},{"complete":"c"}]"#),
        "c does not wait; what waits is: a, b"
    );
    assert_eq!(
        last(&xml, r#"[{"start":{}},{"message":{"name":"paid"}}]"#),
        "nothing waits for a message paid, and none starts a process"
    );
    assert_eq!(
        last(&xml, r#"[{"start":{}},{"advance":"1 hour"}]"#),
        "\"1 hour\" is no ISO 8601 duration or instant: a duration is written like P3D, PT4H30M or P1W"
    );
}

#[test]
fn what_fails_says_why_and_stays_so() {
    let elements = r#"<startEvent id="start"/><endEvent id="end"/><userTask id="a"/><exclusiveGateway id="x"/>
<sequenceFlow id="f" sourceRef="x" targetRef="end"><conditionExpression>amount &gt; 100</conditionExpression></sequenceFlow><sequenceFlow id="g" sourceRef="x" targetRef="a"><conditionExpression>amount &lt; 0</conditionExpression></sequenceFlow>"#;
    let xml = process(elements, "start>a a>x");
    let missing = last(&xml, r#"[{"start":{}},{"complete":"a"}]"#);
    assert!(
        missing.starts_with("failed: the condition of f, which leaves x, gives no answer"),
        "{missing}"
    );
    let none = r#"[{"start":{}},{"complete":"a","vars":{"amount":7}}]"#;
    assert_eq!(
        last(&xml, none),
        "failed: no condition of the flows that leave x holds, and none is its default"
    );
    let more = none.replace("}}]", "}},{\"advance\":\"PT1H\"}]");
    assert!(last(&xml, &more).starts_with("it has failed: "));
}

#[test]
fn what_is_thrown_reaches_who_waits_for_it() {
    let xml = file_with(
        r#"<message id="m" name="paid"/>"#,
        r#"<startEvent id="start"/><intermediateThrowEvent id="throw"><messageEventDefinition messageRef="m"/></intermediateThrowEvent><userTask id="first"/>
<intermediateCatchEvent id="catch"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
<sequenceFlow id="f1" sourceRef="start" targetRef="first"/><sequenceFlow id="f2" sourceRef="first" targetRef="throw"/>
<sequenceFlow id="f3" sourceRef="start" targetRef="catch"/>"#,
    );
    assert_eq!(
        last(&xml, r#"[{"start":{}},{"complete":"first"}]"#),
        r#"{"waiting":[],"completed":{"first":1},"state":"completed"}"#
    );
}

#[test]
fn a_timer_or_message_starts_a_process_as_well() {
    let xml = file_with(
        r#"<message id="m" name="order"/>"#,
        r#"<startEvent id="daily"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent><startEvent id="asked"><messageEventDefinition messageRef="m"/></startEvent><userTask id="a"/><userTask id="b"/>
<sequenceFlow id="f1" sourceRef="daily" targetRef="a"/><sequenceFlow id="f2" sourceRef="asked" targetRef="b"/>"#,
    );
    let waiting = |script: &str| last(&xml, script);
    assert!(waiting(r#"[{"advance":"P1D"}]"#).contains(r#""waiting":["a"]"#));
    assert_eq!(waiting(r#"[{"advance":"PT1H"}]"#), "nothing has been started");
    let two = r#"[{"message":{"name":"order"}},{"message":{"name":"order"}}]"#;
    assert!(waiting(two).contains(r#""waiting":["b","b"]"#), "each message starts one");
    assert!(waiting(r#"[{"start":{}}]"#).contains(r#""waiting":["a"]"#));
}

#[test]
fn a_process_that_is_not_at_hand_is_said_before_it_begins() {
    let cel = Cel::new();
    let xml = process(r#"<startEvent id="start"/><userTask id="a"/>"#, "start>a");
    let definition = Report::of_draft(&[xml.as_bytes()], &cel).definition.unwrap();
    let script = Script::parse(r#"{"process":"other","steps":[]}"#).unwrap();
    let impossible = Rehearsal::new(&definition, &script, &cel).err();
    assert_eq!(impossible, Some(Impossible::NoSuchProcess { process: "other".to_owned() }));
}

#[test]
fn services_answer_by_themselves_and_rules_are_asked_for() {
    let elements = r#"<startEvent id="start"/><endEvent id="end"/><serviceTask id="service"/><sendTask id="send"/><businessRuleTask id="rule"/><manualTask id="sign"/>"#;
    let xml = process(elements, "start>service service>send send>rule rule>sign sign>end");
    assert_eq!(
        last(&xml, r#"[{"start":{}}]"#),
        r#"{"waiting":["rule"],"completed":{"send":1,"service":1},"state":"running"}"#
    );
    assert_eq!(
        last(&xml, r#"{"external":["send"],"steps":[{"start":{}}]}"#),
        r#"{"waiting":["send"],"completed":{"service":1},"state":"running"}"#
    );
    let all = r#"[{"start":{}},{"complete":"rule","vars":{"approved":true}},{"complete":"sign"}]"#;
    assert!(last(&xml, all).ends_with(r#""state":"completed"}"#));
}
