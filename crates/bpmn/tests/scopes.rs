//! Sub-processes, calls, rounds and errors: what an order does in them, and how it is taken back, signed, suspended or
//! ended there.

mod drawing;

use bpmn::{
    Cancellation, Command, Definition, Effect, Outcome, Phase, Report, Standing, State, StepError,
    step,
};
use drawing::{HOUR, MORNING, Order, file_with, process, variables};
use rules::{Cel, Variables};
use serde_json::json;

/// `survey` and `design` in the sub-process `inner`, between `accept` and `install`.
fn inner_work(more: &str) -> String {
    process(
        &format!(
            r#"<startEvent id="start"/><endEvent id="end"/>
<userTask id="accept" ronghe:sendBack="true"/><userTask id="install" ronghe:sendBack="true"/>
<subProcess id="inner"><startEvent id="begin"/><userTask id="survey" ronghe:sendBack="true" ronghe:addSigner="true"/><userTask id="design" ronghe:sendBack="true"/><endEvent id="done"/>
<sequenceFlow id="i1" sourceRef="begin" targetRef="survey"/><sequenceFlow id="i2" sourceRef="survey" targetRef="design"/><sequenceFlow id="i3" sourceRef="design" targetRef="done"/>
{more}</subProcess>"#
        ),
        "start>accept accept>inner inner>install install>end",
    )
}

fn to_design() -> Order {
    let mut order = Order::started(&inner_work(""));
    order.complete("accept", 1).unwrap();
    order.complete("survey", 1).unwrap();
    assert_eq!(order.open(), "design#1");
    order
}

#[test]
fn a_sub_process_is_left_when_everything_in_it_is_done() {
    let mut order = to_design();
    assert_eq!(order.state.standing("inner", 1), Standing::Open);
    order.complete("design", 1).unwrap();
    assert_eq!(order.open(), "install#1");
    assert_eq!(order.state.standing("inner", 1), Standing::Completed);
    order.complete("install", 1).unwrap();
    assert_eq!(order.state.phase(), Phase::Ended(Outcome::Completed));
}

#[test]
fn within_a_sub_process_an_order_goes_back_in_it_or_around_it() {
    let mut order = to_design();
    assert_eq!(
        bpmn::send_back_targets(&order.definition, &order.state, Some(("design", 1))),
        ["survey", "accept"]
    );
    let effects = order.send_back(Some(("design", 1)), "survey").unwrap();
    let opened = Effect::StageOpened {
        element: "survey".to_owned(),
        occurrence: 2,
        prefilled_from: Some(1),
    };
    assert!(effects.contains(&opened), "{effects:?}");
    assert_eq!(order.open(), "survey#2");
    order.complete("survey", 2).unwrap();
    order.send_back(Some(("design", 2)), "accept").unwrap();
    assert_eq!(order.open(), "accept#2");
    assert_eq!(order.state.standing("inner", 1), Standing::Cancelled);
    order.complete("accept", 2).unwrap();
    assert_eq!(order.open(), "survey#3");
}

#[test]
fn what_a_sub_process_has_done_is_gone_back_to_as_a_whole() {
    let mut order = to_design();
    order.complete("design", 1).unwrap();
    assert_eq!(
        bpmn::send_back_targets(&order.definition, &order.state, Some(("install", 1))),
        ["accept"]
    );
    let refused = order.send_back(None, "survey");
    assert_eq!(refused, Err(StepError::NotOnPath { to: "survey".to_owned() }));
    order.send_back(Some(("install", 1)), "accept").unwrap();
    assert_eq!(order.state.standing("survey", 1), Standing::Frozen);
    assert_eq!(order.state.standing("inner", 1), Standing::Frozen);
}

#[test]
fn a_stage_with_another_signer_is_left_when_both_have_signed() {
    let mut order = Order::started(&inner_work(""));
    order.complete("accept", 1).unwrap();
    let (element, at) = ("survey".to_owned(), MORNING);
    order.take(&Command::AddSigner { element, occurrence: 1, at }).unwrap();
    assert_eq!(order.open(), "survey#1 survey#2");
    order.complete("survey", 1).unwrap();
    assert_eq!(order.open(), "survey#2");
    assert_eq!(order.state.standing("survey", 1), Standing::Completed);
    assert!(order.send_back(None, "survey").is_err(), "it has not been left yet");
    order.complete("survey", 2).unwrap();
    assert_eq!(order.open(), "design#1");
    order.send_back(Some(("design", 1)), "survey").unwrap();
    assert_eq!(order.open(), "survey#3");
    assert_eq!(order.state.standing("survey", 1), Standing::Frozen);
    assert_eq!(order.state.standing("survey", 2), Standing::Frozen);
}

#[test]
fn a_signer_is_added_where_the_process_permits_it_and_cancelled_with_the_stage() {
    let mut order = to_design();
    let (element, at) = ("design".to_owned(), MORNING);
    let refused = order.take(&Command::AddSigner { element, occurrence: 1, at });
    assert!(matches!(refused, Err(StepError::AddSignerNotPermitted { .. })), "{refused:?}");
    order.send_back(None, "survey").unwrap();
    let (element, at) = ("survey".to_owned(), MORNING);
    order.take(&Command::AddSigner { element, occurrence: 2, at }).unwrap();
    let effects = order.take(&Command::Terminate { at }).unwrap();
    for occurrence in [2, 3] {
        let (element, cause) = ("survey".to_owned(), Cancellation::Terminated);
        assert!(effects.contains(&Effect::StageCancelled { element, occurrence, cause }));
    }
    assert_eq!(order.state.phase(), Phase::Ended(Outcome::Terminated));
}

#[test]
fn a_suspended_sub_process_stands_still_and_goes_on() {
    let mut order = to_design();
    order.take(&Command::Suspend { at: MORNING }).unwrap();
    assert_eq!(order.complete("design", 1), Err(StepError::Suspended));
    order.take(&Command::Resume { at: MORNING }).unwrap();
    order.complete("design", 1).unwrap();
    assert_eq!(order.open(), "install#1");
}

/// The customer withdraws while the order is anywhere in the sub-process.
fn withdrawal(interrupting: bool) -> String {
    format!(
        r#"<subProcess id="withdrawal" triggeredByEvent="true"><startEvent id="withdrawn" isInterrupting="{interrupting}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent><userTask id="farewell" ronghe:sendBack="true"/><sequenceFlow id="w1" sourceRef="withdrawn" targetRef="farewell"/></subProcess>"#
    )
}

#[test]
fn an_interrupting_event_ends_what_is_around_it_and_going_back_undoes_that() {
    let mut order = Order::started(&inner_work(&withdrawal(true)));
    order.complete("accept", 1).unwrap();
    order.complete("survey", 1).unwrap();
    let effects = order.fire(HOUR).unwrap();
    let cause = Cancellation::Interrupted { by: "withdrawn".to_owned() };
    let cancelled = Effect::StageCancelled { element: "design".to_owned(), occurrence: 1, cause };
    assert!(effects.contains(&cancelled), "{effects:?}");
    assert_eq!(order.open(), "farewell#1");
    assert_eq!(order.state.timers().count(), 0);
    order.send_back(None, "survey").unwrap();
    assert_eq!(order.open(), "survey#2");
    assert_eq!(order.state.standing("farewell", 1), Standing::Cancelled);
    assert_eq!(order.state.timers().count(), 1, "it may be withdrawn again");
    order.fire(2 * HOUR).unwrap();
    order.complete("farewell", 2).unwrap();
    assert_eq!(order.open(), "install#1");
    assert_eq!(order.state.standing("withdrawal", 2), Standing::Completed);
}

#[test]
fn an_event_that_interrupts_nothing_is_waited_for_before_the_scope_is_left() {
    let mut order = Order::started(&inner_work(&withdrawal(false)));
    order.complete("accept", 1).unwrap();
    order.fire(HOUR).unwrap();
    assert_eq!(order.open(), "farewell#1 survey#1");
    order.complete("survey", 1).unwrap();
    order.complete("design", 1).unwrap();
    assert_eq!(order.open(), "farewell#1");
    order.complete("farewell", 1).unwrap();
    assert_eq!(order.open(), "install#1");
}

#[test]
fn the_farewell_stands_last_among_the_stages() {
    let order = Order::of(&inner_work(&withdrawal(true)));
    let stages: Vec<&str> = order.definition.stages().map(|stage| stage.id.as_str()).collect();
    assert_eq!(stages, ["accept", "survey", "design", "farewell", "install"]);
}

/// One stage for each meter of the list.
fn meters(sequential: bool) -> String {
    process(
        &format!(
            r#"<startEvent id="start"/><endEvent id="end"/><userTask id="plan" ronghe:sendBack="true"/><userTask id="report" ronghe:sendBack="true"/>
<userTask id="change" ronghe:sendBack="true"><multiInstanceLoopCharacteristics isSequential="{sequential}" ronghe:collection="meters" ronghe:item="meter"><completionCondition>broken == true || numberOfCompletedInstances == 3</completionCondition></multiInstanceLoopCharacteristics></userTask>
<boundaryEvent id="late" attachedToRef="change"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"#
        ),
        "start>plan plan>change change>report report>end late>report",
    )
}

fn with_meters(sequential: bool) -> Order {
    let mut order = Order::started(&meters(sequential));
    let values = [("meters", json!(["A", "B", "C"])), ("broken", json!(false))];
    order.complete_with("plan", 1, &values).unwrap();
    order
}

#[test]
fn each_meter_has_a_stage_of_its_own() {
    let mut order = with_meters(false);
    assert_eq!(order.open(), "change#1 change#2 change#3");
    let items: Vec<_> =
        (1..=3).map(|n| order.state.round_of("change", n).unwrap().sees["meter"].clone()).collect();
    assert_eq!(items, ["A", "B", "C"]);
    let begun = |n| order.state.round_of("change", n).unwrap().of;
    assert!(begun(1) == begun(2) && begun(2) == begun(3), "they were begun together");
    order.complete("change", 2).unwrap();
    assert_eq!(order.open(), "change#1 change#3");
    assert_eq!(order.state.timers().count(), 1, "the whole has one timer");
    order.complete("change", 1).unwrap();
    order.complete("change", 3).unwrap();
    assert_eq!(order.open(), "report#1");
    order.send_back(Some(("report", 1)), "plan").unwrap();
    assert_eq!(order.open(), "plan#2");
    assert_eq!(order.state.round_of("change", 2), None, "it is over");
    assert_eq!(order.state.standing("change", 2), Standing::Frozen);
}

#[test]
fn meters_one_after_the_other() {
    let mut order = with_meters(true);
    assert_eq!(order.open(), "change#1");
    order.complete("change", 1).unwrap();
    assert_eq!(order.open(), "change#2");
    assert_eq!(order.state.round_of("change", 2).unwrap().sees["meter"], "B");
    let effects = order.complete_with("change", 2, &[("broken", json!(true))]).unwrap();
    assert_eq!(order.open(), "report#1");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::StageCancelled { .. })));
}

#[test]
fn rounds_that_are_not_needed_or_too_late_are_cancelled() {
    let mut order = with_meters(false);
    let effects = order.complete_with("change", 1, &[("broken", json!(true))]).unwrap();
    let cause = Cancellation::NotNeeded { by: "change".to_owned() };
    let cancelled = Effect::StageCancelled { element: "change".to_owned(), occurrence: 3, cause };
    assert!(effects.contains(&cancelled), "{effects:?}");
    assert_eq!(order.open(), "report#1");

    let mut order = with_meters(false);
    order.complete("change", 1).unwrap();
    order.fire(HOUR).unwrap();
    assert_eq!(order.open(), "report#1");
    assert_eq!(order.state.standing("change", 3), Standing::Cancelled);
}

#[test]
fn a_list_that_is_none_leaves_the_order_as_it_was() {
    let mut order = Order::started(&meters(false));
    let error = order.complete_with("plan", 1, &[("meters", json!(3))]).unwrap_err();
    assert!(
        matches!(error, StepError::Repetition { ref element, .. } if element == "change"),
        "{error:?}"
    );
    assert_eq!(order.open(), "plan#1");
}

#[test]
fn a_time_can_be_asked_for_when_the_token_arrives() {
    let elements = r#"<startEvent id="start"/><endEvent id="end"/><userTask id="appoint"/><userTask id="visit"/>
<boundaryEvent id="hour" attachedToRef="visit" cancelActivity="false"><timerEventDefinition><timeDate>${appointment}</timeDate></timerEventDefinition></boundaryEvent><userTask id="remind"/>"#;
    let mut order = Order::started(&process(
        elements,
        "start>appoint appoint>visit visit>end hour>remind remind>end",
    ));
    let unreadable = order.complete_with("appoint", 1, &[("appointment", json!("tomorrow"))]);
    assert!(matches!(unreadable, Err(StepError::Timer { .. })), "{unreadable:?}");
    let at = json!("2026-11-22T10:30:00+08:00");
    order.complete_with("appoint", 1, &[("appointment", at)]).unwrap();
    let (_, timer) = order.state.timers().next().unwrap();
    assert_eq!(timer.due, MORNING + 2 * HOUR);
}

#[test]
fn an_error_of_a_task_goes_to_the_nearest_that_catches_it() {
    let errors = r#"<error id="e1" errorCode="no_access"/><error id="e2" errorCode="danger"/>"#;
    let body = r#"<startEvent id="start"/><endEvent id="end"/>
<subProcess id="visit"><startEvent id="begin"/><userTask id="enter"/><sequenceFlow id="v1" sourceRef="begin" targetRef="enter"/></subProcess>
<boundaryEvent id="locked" attachedToRef="visit"><errorEventDefinition errorRef="e1"/></boundaryEvent>
<boundaryEvent id="any" attachedToRef="visit"><errorEventDefinition/></boundaryEvent>
<userTask id="notice"/><userTask id="leave"/>
<sequenceFlow id="f1" sourceRef="start" targetRef="visit"/><sequenceFlow id="f2" sourceRef="visit" targetRef="end"/>
<sequenceFlow id="f3" sourceRef="locked" targetRef="notice"/><sequenceFlow id="f4" sourceRef="any" targetRef="leave"/>"#;
    let throw = |code: &str| {
        let mut order = Order::started(&file_with(errors, body));
        let (element, code) = ("enter".to_owned(), code.to_owned());
        let variables = variables(&[("reason", json!("no key"))]);
        order
            .take(&Command::Throw { element, occurrence: 1, code, variables, at: MORNING })
            .unwrap();
        assert_eq!(order.state.variables().unwrap()["reason"], "no key");
        order.open()
    };
    assert_eq!(throw("no_access"), "notice#1");
    assert_eq!(throw("danger"), "leave#1");
    let mut order = Order::started(&process(
        r#"<startEvent id="start"/><endEvent id="end"/><userTask id="a"/>"#,
        "start>a a>end",
    ));
    let (element, code) = ("a".to_owned(), "x".to_owned());
    let command =
        Command::Throw { element, occurrence: 1, code, variables: Variables::new(), at: MORNING };
    assert!(matches!(order.take(&command), Err(StepError::Uncaught { .. })));
    assert_eq!(order.open(), "a#1", "nothing is lost");
}

#[test]
fn a_called_process_has_variables_of_its_own_and_gives_them_back() {
    let caller = process(
        r#"<startEvent id="start"/><endEvent id="end"/><callActivity id="call" calledElement="inspection"/><userTask id="after"/>"#,
        "start>call call>after after>end",
    );
    let called = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="inspection" isExecutable="true">
<startEvent id="start"/><userTask id="inspect"/><sequenceFlow id="f1" sourceRef="start" targetRef="inspect"/></process></definitions>"#;
    let alone = Definition::compile(caller.as_bytes(), &Cel::new()).unwrap_err();
    assert_eq!(
        alone[0].reason.to_string(),
        "no process inspection is at hand; give its file as well"
    );
    let report = Report::of_draft(&[caller.as_bytes(), called.as_bytes()], &Cel::new());
    let definition = report.definition.expect("both are accepted");
    let take =
        |state: &State, command: &Command| step(&definition, state, command, &Cel::new()).unwrap();
    let variables = drawing::variables(&[("capacity", json!(8))]);
    let start = Command::Start { start_element: None, variables, at: MORNING };
    let begun = take(&State::default(), &start).state;
    assert_eq!(begun.open_stages().collect::<Vec<_>>(), [("inspect", 1)]);
    let variables = drawing::variables(&[("capacity", json!(9)), ("passed", json!(true))]);
    let (element, occurrence, at) = ("inspect".to_owned(), 1, MORNING);
    let done = take(&begun, &Command::Complete { element, occurrence, variables, at }).state;
    assert_eq!(begun.variables().unwrap()["capacity"], 8);
    assert_eq!(done.variables().unwrap()["capacity"], 9);
    assert_eq!(done.variables().unwrap()["passed"], true);
    assert_eq!(done.open_stages().collect::<Vec<_>>(), [("after", 1)]);
}
