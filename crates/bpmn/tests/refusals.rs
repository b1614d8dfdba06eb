//! What keeps a file from being deployed, and where it says so.

mod drawing;

use bpmn::{Definition, StageKind};
use drawing::{compile, file, file_with, process, refusals, stages};
use rules::Cel;

/// The reasons, without places.
fn check(xml: &str, expect: &[&str]) {
    let refusals = refusals(xml);
    let reasons: Vec<&str> = refusals
        .lines()
        .map(|line| line.split_once(": ").map_or(line, |(_, reason)| reason))
        .collect();
    assert_eq!(reasons, expect, "{xml}\n{refusals}");
}

#[test]
fn all_refusals_come_at_once_with_element_line_and_column() {
    let xml = file(
        r#"<startEvent id="start"/>
<scriptTask id="plain"/>
  <transaction id="inner"><startEvent id="s2"/></transaction>
<userTask id="many"><multiInstanceLoopCharacteristics isSequential="true"/></userTask>
<sequenceFlow id="f1" sourceRef="start" targetRef="plain"/>
<sequenceFlow id="f2" sourceRef="plain" targetRef="inner"/>
<sequenceFlow id="f3" sourceRef="inner" targetRef="many"/>
<sequenceFlow id="f4" sourceRef="many" targetRef="nowhere"/>"#,
    );
    insta::assert_snapshot!(refusals(&xml), @r#"
    8:1: plain: <scriptTask> is not supported; make it a service or business rule task, or put the rule into a condition
    9:3: inner: <transaction> is not supported; make it a plain sub-process
    10:21: many: says neither how often nor over what it is repeated; write a loopCardinality or ronghe:collection
    14:1: f4: targetRef names "nowhere", which is not there
    "#);
}

#[test]
fn a_file_must_be_a_small_bpmn_file_in_utf8() {
    let check_bytes = |xml: &[u8], expect: &str| {
        let refusals = Definition::compile(xml, &Cel::new()).unwrap_err();
        assert_eq!(refusals.len(), 1);
        assert_eq!(refusals[0].to_string(), expect);
    };
    check_bytes(
        b"",
        "1:1: the file is not BPMN 2.0: its root must be <definitions> of the BPMN 2.0 model namespace",
    );
    check_bytes(
        b"<html/>",
        "1:1: the file is not BPMN 2.0: its root must be <definitions> of the BPMN 2.0 model namespace",
    );
    check_bytes(b"<a>\n\xff</a>", "2:1: the file is not UTF-8; save it in that encoding");
    check_bytes(
        "<?xml version='1.0' encoding='GBK'?><a b='受理'/>".as_bytes(),
        "1:1: the file is not UTF-8; save it in that encoding",
    );
    check_bytes(
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
        "1:1: a document type (<!DOCTYPE>) is not read; remove it",
    );
    check_bytes(
        &vec![b' '; 3_000_000],
        "1:1: the file has 3000000 bytes, at most 2097152 are read",
    );
    let deep = format!("{}{}", "<process>".repeat(100), "</process>".repeat(100));
    check_bytes(file(&deep).as_bytes(), "7:559: elements are nested more than 64 deep");
    let wide = file(&"<group/>".repeat(30_000));
    check_bytes(wide.as_bytes(), "7:159985: the file has more than 20000 elements");
    let attributes: String = (0..70).map(|n| format!(" a{n}=''")).collect();
    check_bytes(
        file(&format!("<group{attributes}/>")).as_bytes(),
        "7:1: an element has more than 64 attributes",
    );
    check_bytes(
        file("<group id='&boom;'/>").as_bytes(),
        "7:1: the file is not well-formed XML: at 1..5: unrecognized entity `boom`",
    );
    check_bytes(
        file("<text>&boom;</text>").as_bytes(),
        "7:7: the file is not well-formed XML: the entity &boom; is not defined",
    );
    check_bytes(
        file("<group x:id='1'/>").as_bytes(),
        "7:1: the prefix x is not bound to a namespace",
    );
    let cut = file("<group/>").replace("</definitions>", "");
    check_bytes(
        cut.as_bytes(),
        "9:1: the file is not well-formed XML: <definitions> of line 2 is never closed",
    );
}

#[test]
fn one_process_must_be_executable() {
    let plain = process(&stages("a"), "start>a a>end");
    let draft = plain.replace(r#" isExecutable="true""#, "");
    check(&draft, &["order: the process is not marked isExecutable=\"true\""]);
    assert!(Definition::compile_draft(draft.as_bytes(), &Cel::new()).is_ok());
    let none = plain.replace("process", "category");
    check(&none, &["file: the file has no process"]);
    let second =
        plain.replace("</definitions>", r#"<process id="p2" isExecutable="true"/></definitions>"#);
    check(&second, &["p2: 2 processes could be meant; mark exactly one isExecutable=\"true\""]);
    check(&second.replace(r#""p2" isExecutable="true""#, r#""p2""#), &[]);
}

#[test]
fn paths_lead_from_a_start_to_an_end() {
    check(
        &process(&stages("a"), "a>end"),
        &[
            "start: nothing leaves this element; draw a sequence flow from it to the next one or to an end event",
            "end: no path leads here from a start event",
            "a: no path leads here from a start event",
        ],
    );
}

#[test]
fn a_second_plain_start_is_refused() {
    let second = stages("a") + r#"<startEvent id="start2"/>"#;
    check(
        &process(&second, "start>a start2>a a>end"),
        &[
            "start2: a second start event without a trigger (the first is start); only one can begin the process",
        ],
    );
    check(
        &process(r#"<userTask id="a"/><endEvent id="end"/>"#, "a>end"),
        &["order: the process has no start event"],
    );
}

#[test]
fn loops_need_a_way_out_and_an_element_that_waits() {
    let gateways = stages("a b")
        + r#"<exclusiveGateway id="x" default="x_y"/><exclusiveGateway id="y" default="y_x"/>
        <sequenceFlow id="y_end" sourceRef="y" targetRef="end"><conditionExpression>done</conditionExpression></sequenceFlow>"#;
    check(
        &process(&gateways, "start>a a>x x>y y>x b>end start>b"),
        &["x: gateways form a loop in which no element waits; it would never come to rest"],
    );
    check(
        &process(&stages("a b c"), "start>a start>c c>end a>b b>a"),
        &[
            "a: no path leads from here to an end event",
            "b: no path leads from here to an end event",
        ],
    );
}

#[test]
fn flows_neither_enter_starts_nor_leave_ends() {
    check(
        &process(&stages("a"), "start>a a>start a>end end>a"),
        &[
            "a_start: a sequence flow cannot lead into a start event or a boundary event",
            "end_a: a sequence flow cannot leave an end event",
        ],
    );
}

#[test]
fn conditions_stand_behind_exclusive_gateways_and_can_be_read() {
    let flow = |id: &str, source: &str, target: &str, condition: &str| {
        format!(
            "\n<sequenceFlow id=\"{id}\" sourceRef=\"{source}\" targetRef=\"{target}\">{condition}</sequenceFlow>"
        )
    };
    let ok = "<conditionExpression>a == 1</conditionExpression>";
    let body = |gateway: &str, first: &str, second: &str| {
        let elements = stages("a b")
            + gateway
            + &flow("f1", "x", "b", first)
            + &flow("f2", "x", "end", second);
        process(&elements, "start>a a>x b>end")
    };
    let plain = r#"<exclusiveGateway id="x"/>"#;
    check(&body(plain, ok, ok), &[]);
    check(&body(r#"<exclusiveGateway id="x" default="f2"/>"#, ok, ""), &[]);
    check(
        &body(r#"<exclusiveGateway id="x" default="f2"/>"#, ok, ok),
        &["f2: the default flow of x has a condition; it would never be asked"],
    );
    check(
        &body(plain, "", ""),
        &[
            "f1: leaves the exclusive gateway x without a condition and is not its default flow",
            "f2: leaves the exclusive gateway x without a condition and is not its default flow",
        ],
    );
    check(
        &body(r#"<exclusiveGateway id="x" default="f9"/>"#, ok, ok),
        &["x: the default flow f9 does not leave this element"],
    );
    check(
        &body(r#"<parallelGateway id="x" default="f1"/>"#, ok, ""),
        &[
            "x: only an exclusive or inclusive gateway or an activity has a default flow",
            "f1: a condition is only asked on flows that leave an exclusive or inclusive gateway or an activity; x is none",
        ],
    );
    check(
        &body(plain, ok, r#"<conditionExpression language="groovy">a</conditionExpression>"#),
        &["f2: conditions are written in CEL, not in groovy"],
    );
    let unreadable =
        refusals(&body(plain, ok, "<conditionExpression>${a ==}</conditionExpression>"));
    assert!(unreadable.contains(r#"f2: the condition "${a ==}" cannot be read: "#), "{unreadable}");
    let empty = refusals(&body(plain, ok, "<conditionExpression/>"));
    assert!(empty.contains(r#"f2: the condition "" cannot be read: "#), "{empty}");
}

#[test]
fn timers_and_triggers_are_exact() {
    let boundary = |attributes: &str, triggers: &str| {
        let elements = stages("a b")
            + &format!(
                r#"<boundaryEvent id="t" attachedToRef="a" {attributes}>{triggers}</boundaryEvent>"#
            );
        process(&elements, "start>a a>end t>b b>end")
    };
    let timer = |text: &str| format!("<timerEventDefinition>{text}</timerEventDefinition>");
    check(&boundary("", &timer("<timeDuration>PT1H</timeDuration>")), &[]);
    check(
        &boundary("", ""),
        &["t: the event must have exactly one trigger: a timer, a message or an error; it has 0"],
    );
    check(
        &boundary("", "<timerEventDefinition/>"),
        &["t: the timer must have exactly one of timeDuration, timeDate and timeCycle"],
    );
    check(
        &boundary("", &timer("<timeDuration>P1M</timeDuration>")),
        &[
            "t: the timer \"P1M\" cannot be read: months and years have no fixed length; write days (P30D) or weeks (P4W)",
        ],
    );
    check(
        &boundary("", &timer("<timeCycle>R3/PT1H</timeCycle>")),
        &[
            "t: a cycle only repeats on a start event or on a boundary event with cancelActivity=\"false\"",
        ],
    );
    check(&boundary("cancelActivity=\"false\"", &timer("<timeCycle>R3/PT1H</timeCycle>")), &[]);
    check(
        &boundary("", "<signalEventDefinition/>"),
        &["t: <signalEventDefinition> is not supported; use a message or a timer"],
    );
    check(&boundary("", "<messageEventDefinition/>"), &["t: messageRef is missing"]);
    let hour = timer("<timeDuration>PT1H</timeDuration>");
    let elsewhere = boundary("", &hour).replace(r#"attachedToRef="a""#, r#"attachedToRef="end""#);
    check(
        &elsewhere,
        &["t: a boundary event sits on a task, a sub-process or a call activity; end is none"],
    );
    let nowhere = boundary("", &hour).replace(r#"attachedToRef="a""#, "");
    check(&nowhere, &["t: attachedToRef is missing"]);
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    let twice = stages("a") + r#"<textAnnotation id="a"/>"#;
    check(&process(&twice, "start>a a>end"), &["a: the id is already used in line 7"]);
    let nameless = stages("a") + r#"<userTask/>"#;
    check(&process(&nameless, "start>a a>end"), &["order: <userTask> has no id"]);
    let mention = stages("")
        + r#"<userTask id="a"><incoming>start_a</incoming><outgoing>gone</outgoing></userTask>"#;
    check(&process(&mention, "start>a a>end"), &["a: outgoing names \"gone\", which is not there"]);
    let catch = stages("a")
        + r#"<intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>"#;
    check(
        &process(&catch, "start>a a>c c>end"),
        &["c: messageRef names \"m\", which is not there"],
    );
}

#[test]
fn our_own_attributes_must_say_yes_or_no() {
    let task = stages("")
        + r#"<userTask id="a" ronghe:continuable="yes" ronghe:secondPerson="true" ronghe:later="x" other:thing="y"/>"#;
    check(
        &process(&task, "start>a a>end"),
        &[
            "a: ronghe:continuable is \"yes\", it must be one of: true, false",
            "a: ronghe:secondPerson is \"true\", it must be one of: required, none",
        ],
    );
}

#[test]
fn what_only_describes_is_passed_over() {
    let beside = r#"<collaboration id="pools"><participant id="pool" name="供电所" processRef="order"/><participant id="customer"/><messageFlow id="mf" sourceRef="customer" targetRef="pool"/></collaboration><signal id="sig"/><itemDefinition id="item"/>"#;
    let body = r#"<documentation>低压居民新装</documentation>
<extensionElements><other:x><userTask id="not-a-task"/></other:x></extensionElements>
<laneSet id="ls"><lane id="l1" name="台区经理" ronghe:role="area_manager"><flowNodeRef>a</flowNodeRef>
  <childLaneSet id="ls2"><lane id="l2" name="inner"><flowNodeRef>b</flowNodeRef></lane></childLaneSet></lane>
  <lane id="l3" name="station_head"><flowNodeRef>c</flowNodeRef></lane></laneSet>
<startEvent id="start" name=""/>
<userTask id="a" name="业务受理" ronghe:form="forms/acceptance" ronghe:continuable="true" other:assignee="me"><documentation>Takes the application.</documentation><extensionElements><other:listener/></extensionElements><potentialOwner/></userTask>
<manualTask id="b" ronghe:secondPerson="required" ronghe:opensWithoutEvidence="false"/>
<userTask id="c" ronghe:role="reviewer"/>
<other:decoration/><dataObject id="d"/><dataObjectReference id="dr" dataObjectRef="d"/><textAnnotation id="note"><text>note</text></textAnnotation><association id="as" sourceRef="a" targetRef="note"/>
<endEvent id="end"/>
<sequenceFlow id="f1" sourceRef="start" targetRef="a"/><sequenceFlow id="f4" sourceRef="c" targetRef="end"/>
<sequenceFlow id="f2" sourceRef="a" targetRef="b"/><sequenceFlow id="f3" sourceRef="b" targetRef="c"/>"#;
    let drawn = file_with(beside, body).replace(
        "</definitions>",
        r#"<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="a"><di:BPMNPlane bpmnElement="order"/></di:BPMNDiagram></definitions>"#,
    );
    let definition = compile(&drawn);
    let stages: Vec<_> = definition.stages().collect();
    assert_eq!(stages.iter().map(|stage| stage.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(
        stages.iter().map(|stage| stage.role.as_deref()).collect::<Vec<_>>(),
        [Some("area_manager"), Some("inner"), Some("reviewer")]
    );
    assert_eq!(stages[1].kind, StageKind::Manual);
    assert_eq!(stages[1].lane.as_deref(), Some("l2"));
    assert_eq!(stages[0].form(), Some("forms/acceptance"));
    assert_eq!(stages[0].documentation.as_deref(), Some("Takes the application."));
    assert!(
        stages[0].is_continuable()
            && stages[0].opens_without_evidence()
            && !stages[0].may_send_back()
    );
    assert!(stages[1].needs_second_person() && !stages[1].opens_without_evidence());
    assert!(!stages[0].extension.contains_key("assignee"));
    assert_eq!(definition.participants()[0].process.as_deref(), Some("order"));
    assert_eq!(definition.process().documentation.as_deref(), Some("低压居民新装"));
    let stored = serde_json::to_string(&definition).unwrap();
    assert_eq!(serde_json::from_str::<Definition>(&stored).unwrap(), definition);
}

#[test]
fn lanes_beside_each_other_share_no_element() {
    let lanes = stages("a")
        + r#"<laneSet id="ls"><lane id="l1"><flowNodeRef>a</flowNodeRef></lane><lane id="l2"><flowNodeRef>a</flowNodeRef><flowNodeRef>gone</flowNodeRef></lane></laneSet>"#;
    check(
        &process(&lanes, "start>a a>end"),
        &[
            "a: the element stands in two lanes, l1 and l2; its role would be ambiguous",
            "l2: flowNodeRef names \"gone\", which is not there",
        ],
    );
}

#[test]
fn the_hash_is_that_of_the_file() {
    let xml = process(&stages("a"), "start>a a>end");
    let (first, again) = (compile(&xml), compile(&xml));
    assert_eq!(first.source_hash(), again.source_hash());
    assert_eq!(first.source_hash().len(), 64);
    assert_ne!(first.source_hash(), compile(&(xml + " ")).source_hash());
}
