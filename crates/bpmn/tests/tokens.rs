//! How tokens move: through stages, services, gateways, events, and to the end.

mod drawing;

use bpmn::{Command, Effect, Outcome, Phase, Standing, StepError, next_stages};
use drawing::{HOUR, MORNING, Order, file_with, process, stages, variables};
use rules::{Cel, Variables};
use serde_json::json;

#[test]
fn stages_open_one_after_the_other() {
    let mut order = Order::started(&process(
        &stages("accept install"),
        "start>accept accept>install install>end",
    ));
    assert_eq!(order.open(), "accept#1");
    let effects = order.complete_with("accept", 1, &[("capacity", json!(8))]).unwrap();
    let (accept, install) = ("accept".to_owned(), "install".to_owned());
    assert_eq!(
        effects,
        [
            Effect::StageCompleted { element: accept, occurrence: 1 },
            Effect::StageOpened { element: install, occurrence: 1, prefilled_from: None },
        ]
    );
    assert_eq!(order.state.variables().unwrap()["capacity"], json!(8));
    let effects = order.complete("install", 1).unwrap();
    assert_eq!(effects.last(), Some(&Effect::Ended { outcome: Outcome::Completed }));
    assert_eq!(order.state.phase(), Phase::Ended(Outcome::Completed));
    assert_eq!(order.complete("install", 1), Err(StepError::Ended));
}

#[test]
fn a_stage_completes_once() {
    let mut order = Order::started(&process(&stages("a b"), "start>a a>b b>end"));
    order.complete("a", 1).unwrap();
    let (element, occurrence) = ("a".to_owned(), 1);
    let standing = Standing::Completed;
    assert_eq!(order.complete("a", 1), Err(StepError::NotOpen { element, occurrence, standing }));
    assert_eq!(order.state.standing("b", 1), Standing::Open);
    assert_eq!(order.state.standing("b", 2), Standing::Unknown);
}

/// `kind` chooses between the ways `a`, `b` and the default `c`.
fn exclusive() -> String {
    let elements = stages("ask a b c")
        + r#"<exclusiveGateway id="x" default="x_c"/><exclusiveGateway id="m"/>
        <sequenceFlow id="x_a" sourceRef="x" targetRef="a"><conditionExpression>${kind == 'HV' &amp;&amp; amount &gt; 100}</conditionExpression></sequenceFlow>
        <sequenceFlow id="x_b" sourceRef="x" targetRef="b"><conditionExpression language="CEL"><![CDATA[kind == 'LV' && amount < 100]]></conditionExpression></sequenceFlow>
        <sequenceFlow id="x_c" sourceRef="x" targetRef="c"/>"#;
    process(&elements, "start>ask ask>x a>m b>m c>m m>end")
}

#[test]
fn an_exclusive_gateway_takes_the_first_way_that_holds_or_the_default() {
    let check = |kind: &str, amount: i64, expect: &str| {
        let mut order = Order::started(&exclusive());
        order.complete_with("ask", 1, &[("kind", json!(kind)), ("amount", json!(amount))]).unwrap();
        assert_eq!(order.open(), expect);
        let effects = order.complete(expect.trim_end_matches("#1"), 1).unwrap();
        assert_eq!(effects.last(), Some(&Effect::Ended { outcome: Outcome::Completed }));
    };
    check("HV", 101, "a#1");
    check("LV", 99, "b#1");
    check("HV", 100, "c#1");
}

#[test]
fn a_missing_variable_leaves_the_order_as_it_was_and_the_office_can_amend_it() {
    let mut order = Order::started(&exclusive());
    let before = order.state.clone();
    let error = order.complete_with("ask", 1, &[("kind", json!("HV"))]).unwrap_err();
    assert!(
        matches!(&error, StepError::Condition { element, flow, .. } if element == "x" && flow == "x_a"),
        "{error:?}"
    );
    assert_eq!(order.state, before);
    let amount = variables(&[("amount", json!(500))]);
    order.take(&Command::Amend { variables: amount, at: MORNING }).unwrap();
    order.complete_with("ask", 1, &[("kind", json!("HV"))]).unwrap();
    assert_eq!(order.open(), "a#1");
}

#[test]
fn no_way_that_holds_is_an_error_without_a_default() {
    let elements = stages("ask a")
        + r#"<exclusiveGateway id="x"/>
        <sequenceFlow id="x_a" sourceRef="x" targetRef="a"><conditionExpression>ok</conditionExpression></sequenceFlow>
        <sequenceFlow id="x_end" sourceRef="x" targetRef="end"><conditionExpression>!ok &amp;&amp; false</conditionExpression></sequenceFlow>"#;
    let mut order = Order::started(&process(&elements, "start>ask ask>x a>end"));
    let element = "x".to_owned();
    let error = order.complete_with("ask", 1, &[("ok", json!(false))]);
    assert_eq!(error, Err(StepError::NoFlowHolds { element }));
    order.complete_with("ask", 1, &[("ok", json!(true))]).unwrap();
    assert_eq!(order.open(), "a#1");
}

#[test]
fn a_parallel_gateway_waits_for_every_branch_and_joins_once() {
    let elements = stages("a b c") + r#"<parallelGateway id="fork"/><parallelGateway id="join"/>"#;
    let flows = "start>fork fork>a fork>b a>join b>join join>c c>end";
    let mut order = Order::started(&process(&elements, flows));
    assert_eq!(order.open(), "a#1 b#1");
    order.complete("b", 1).unwrap();
    assert_eq!(order.open(), "a#1");
    order.complete("a", 1).unwrap();
    assert_eq!(order.open(), "c#1");
    assert_eq!(order.state.path().iter().filter(|passage| passage.element == "join").count(), 1);
}

#[test]
fn several_flows_fork_and_an_uncontrolled_merge_passes_each_token() {
    let order = Order::started(&process(&stages("a"), "start>a a>end"));
    assert_eq!(order.open(), "a#1");
    let mut order = Order::started(&process(&stages("a b c d"), "start>a a>b a>c b>d c>d d>end"));
    order.complete("a", 1).unwrap();
    assert_eq!(order.open(), "b#1 c#1");
    order.complete("b", 1).unwrap();
    order.complete("c", 1).unwrap();
    assert_eq!(order.open(), "d#1 d#2");
    order.complete("d", 2).unwrap();
    assert_eq!(order.state.phase(), Phase::Running);
    order.complete("d", 1).unwrap();
    assert_eq!(order.state.phase(), Phase::Ended(Outcome::Completed));
}

#[test]
fn a_join_that_can_never_be_complete_is_reported() {
    let elements = stages("ask a b")
        + r#"<exclusiveGateway id="x" default="x_b"/><parallelGateway id="join"/>
        <sequenceFlow id="x_a" sourceRef="x" targetRef="a"><conditionExpression>true</conditionExpression></sequenceFlow>
        <sequenceFlow id="x_b" sourceRef="x" targetRef="b"/>"#;
    let mut order = Order::started(&process(&elements, "start>ask ask>x a>join b>join join>end"));
    order.complete("ask", 1).unwrap();
    let effects = order.complete("a", 1).unwrap();
    assert_eq!(effects.last(), Some(&Effect::Stalled { joins: vec!["join".to_owned()] }));
    assert_eq!(order.state.phase(), Phase::Running);
}

#[test]
fn forks_that_multiply_tokens_are_stopped() {
    let mut elements = stages("a");
    let mut flows = "start>a a>f0 ".to_owned();
    for n in 0..12 {
        elements += &format!(
            r#"<parallelGateway id="f{n}"/><exclusiveGateway id="m{n}"/><exclusiveGateway id="n{n}"/>"#
        );
        flows += &format!("f{n}>m{n} f{n}>n{n} n{n}>m{n} ");
        flows += &if n < 11 { format!("m{n}>f{} ", n + 1) } else { format!("m{n}>b b>end ") };
    }
    elements += r#"<userTask id="b"/>"#;
    let mut order = Order::started(&process(&elements, &flows));
    assert_eq!(order.complete("a", 1), Err(StepError::Runaway { limit: 10_000 }));
    assert_eq!(order.open(), "a#1");
}

#[test]
fn a_service_is_requested_and_answers() {
    let elements = stages("a") + r#"<serviceTask id="bill" ronghe:operation="issue-bill"/>"#;
    let mut order = Order::started(&process(&elements, "start>bill bill>a a>end"));
    assert_eq!(order.state.pending_services().collect::<Vec<_>>(), [("bill", 1)]);
    assert!(
        matches!(order.complete("bill", 1), Err(StepError::NotOpen { .. })),
        "a service is no stage"
    );
    let (element, variables) = ("bill".to_owned(), variables(&[("bill", json!("4711"))]));
    let command = Command::CompleteService { element, occurrence: 1, variables, at: order.at };
    order.take(&command).unwrap();
    assert_eq!(order.open(), "a#1");
    assert!(matches!(order.take(&command), Err(StepError::NotOpen { .. })));
}

fn with_messages() -> String {
    file_with(
        r#"<message id="m1" name="paid"/><message id="m2" name="application"/>"#,
        r#"<startEvent id="start"/>
        <startEvent id="applied"><messageEventDefinition messageRef="m2"/></startEvent>
        <startEvent id="monthly"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>
        <intermediateCatchEvent id="payment"><messageEventDefinition messageRef="m1"/></intermediateCatchEvent>
        <userTask id="a"/><endEvent id="end"/>
        <sequenceFlow id="f1" sourceRef="start" targetRef="payment"/>
        <sequenceFlow id="f2" sourceRef="applied" targetRef="a"/>
        <sequenceFlow id="f3" sourceRef="monthly" targetRef="a"/>
        <sequenceFlow id="f4" sourceRef="payment" targetRef="a"/>
        <sequenceFlow id="f5" sourceRef="a" targetRef="end"/>"#,
    )
}

#[test]
fn a_message_lets_the_waiting_token_go_on() {
    let mut order = Order::started(&with_messages());
    assert_eq!(order.state.awaited_messages().collect::<Vec<_>>(), [("payment", "paid")]);
    let paid = Command::Message {
        name: "paid".to_owned(),
        variables: variables(&[("fen", json!(1200))]),
        at: order.at,
    };
    order.take(&paid).unwrap();
    assert_eq!(order.open(), "a#1");
    assert_eq!(order.take(&paid), Err(StepError::NobodyAwaits { name: "paid".to_owned() }));
}

#[test]
fn each_start_event_begins_at_its_own_place() {
    let mut order = Order::of(&with_messages());
    let message = |name: &str| Command::Message {
        name: name.to_owned(),
        variables: Variables::new(),
        at: MORNING,
    };
    assert_eq!(
        order.take(&message("paid")),
        Err(StepError::NobodyAwaits { name: "paid".to_owned() })
    );
    order.take(&message("application")).unwrap();
    assert_eq!(order.open(), "a#1");

    let mut order = Order::of(&with_messages());
    let start = |element: &str| Command::Start {
        start_element: Some(element.to_owned()),
        variables: Variables::new(),
        at: MORNING,
    };
    assert_eq!(order.take(&start("a")), Err(StepError::NotAStart { element: "a".to_owned() }));
    assert_eq!(order.complete("a", 1), Err(StepError::NotStarted));
    order.take(&start("monthly")).unwrap();
    assert_eq!(order.open(), "a#1");
    assert_eq!(order.take(&start("monthly")), Err(StepError::AlreadyStarted));
}

#[test]
fn an_intermediate_timer_holds_the_token_until_it_is_due() {
    let elements = stages("a")
        + r#"<intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></intermediateCatchEvent>"#;
    let mut order = Order::started(&process(&elements, "start>pause pause>a a>end"));
    let (_, timer) = order.state.timers().next().unwrap();
    assert_eq!((timer.element.as_str(), timer.due), ("pause", MORNING + 2 * HOUR));
    assert!(matches!(order.fire(HOUR), Err(StepError::TimerNotDue { .. })));
    order.fire(HOUR).unwrap();
    assert_eq!(order.open(), "a#1");
    assert_eq!(order.state.timers().count(), 0);
}

fn with_boundary(attributes: &str, timer: &str) -> String {
    let elements = stages("work chase")
        + &format!(
            r#"<boundaryEvent id="late" attachedToRef="work" {attributes}><timerEventDefinition>{timer}</timerEventDefinition></boundaryEvent>"#
        );
    process(&elements, "start>work work>end late>chase chase>end")
}

#[test]
fn an_interrupting_timer_cancels_its_stage() {
    let mut order = Order::started(&with_boundary("", "<timeDuration>PT1H</timeDuration>"));
    let effects = order.fire(HOUR).unwrap();
    insta::assert_json_snapshot!(effects, @r#"
    [
      {
        "effect": "stage_cancelled",
        "element": "work",
        "occurrence": 1,
        "cause": {
          "kind": "interrupted",
          "by": "late"
        }
      },
      {
        "effect": "stage_opened",
        "element": "chase",
        "occurrence": 1,
        "prefilled_from": null
      }
    ]
    "#);
    assert_eq!(order.state.standing("work", 1), Standing::Cancelled);
    assert!(matches!(order.complete("work", 1), Err(StepError::NotOpen { .. })));
}

#[test]
fn completing_a_stage_disarms_its_timers() {
    let mut order =
        Order::started(&with_boundary("", "<timeDate>2026-11-23T08:00:00+08:00</timeDate>"));
    let (timer, _) = order.state.timers().next().unwrap();
    let effects = order.complete("work", 1).unwrap();
    assert!(effects.contains(&Effect::TimerDisarmed { timer }));
    assert_eq!(order.state.phase(), Phase::Ended(Outcome::Completed));
}

#[test]
fn a_non_interrupting_cycle_reminds_so_often_and_keeps_its_beat() {
    let mut order = Order::started(&with_boundary(
        r#"cancelActivity="false""#,
        "<timeCycle>R3/PT1H</timeCycle>",
    ));
    let (first, _) = order.state.timers().next().unwrap();
    order.fire(HOUR + HOUR / 4).unwrap();
    assert_eq!(order.open(), "chase#1 work#1");
    let (second, timer) = order.state.timers().next().unwrap();
    assert_ne!(first, second, "a repeated firing of the first round must not count");
    assert_eq!(timer.due, MORNING + 2 * HOUR);
    order.fire(HOUR).unwrap();
    order.fire(HOUR).unwrap();
    assert_eq!(order.open(), "chase#1 chase#2 chase#3 work#1");
    assert_eq!(order.state.timers().count(), 0);
    order.complete("work", 1).unwrap();
    assert_eq!(order.state.phase(), Phase::Running);
}

#[test]
fn nothing_moves_while_suspended_and_missed_rounds_become_one() {
    let mut order = Order::started(&with_boundary(
        r#"cancelActivity="false""#,
        "<timeCycle>R/PT1H</timeCycle>",
    ));
    order.take(&Command::Suspend { at: order.at }).unwrap();
    assert_eq!(order.complete("work", 1), Err(StepError::Suspended));
    assert_eq!(order.fire(10 * HOUR + 1), Err(StepError::Suspended));
    order.take(&Command::Resume { at: order.at }).unwrap();
    assert_eq!(order.take(&Command::Resume { at: order.at }), Err(StepError::NotSuspended));
    order.fire(0).unwrap();
    assert_eq!(order.open(), "chase#1 work#1");
    let (_, timer) = order.state.timers().next().unwrap();
    assert_eq!(timer.due, MORNING + 11 * HOUR);
}

#[test]
fn terminating_cancels_everything_that_is_open() {
    let mut order = Order::started(&with_boundary("", "<timeDuration>PT1H</timeDuration>"));
    order.take(&Command::Suspend { at: order.at }).unwrap();
    let effects = order.take(&Command::Terminate { at: order.at }).unwrap();
    assert_eq!(effects.len(), 3, "{effects:?}");
    assert_eq!(effects.last(), Some(&Effect::Ended { outcome: Outcome::Terminated }));
    assert_eq!((order.open().as_str(), order.state.timers().count()), ("", 0));
    assert_eq!(order.take(&Command::Terminate { at: order.at }), Err(StepError::Ended));
}

#[test]
fn a_state_does_not_run_on_another_definition() {
    let mut order = Order::started(&process(&stages("a"), "start>a a>end"));
    order.definition = drawing::compile(&process(&stages("a b"), "start>a a>b b>end"));
    assert!(matches!(order.complete("a", 1), Err(StepError::OtherDefinition { .. })));
}

#[test]
fn a_preview_says_what_completing_would_open_and_changes_nothing() {
    let order = Order::started(&exclusive());
    let preview = |element: &str, kind: &str| {
        let given = variables(&[("kind", json!(kind)), ("amount", json!(500))]);
        next_stages(&order.definition, &order.state, element, 1, &given, &Cel::new())
    };
    insta::assert_json_snapshot!(preview("ask", "HV").unwrap(), @r#"
    {
      "stages": [
        {
          "element": "a",
          "occurrence": 1
        }
      ],
      "services": [],
      "ends": false
    }
    "#);
    assert_eq!(preview("ask", "LV").unwrap().stages[0].element, "c");
    assert!(preview("a", "LV").is_err(), "a is not open");
    assert_eq!(order.open(), "ask#1");
}

#[test]
fn the_stored_state_reads_as_a_story() {
    let mut order = Order::started(&with_boundary("", "<timeDuration>PT1H</timeDuration>"));
    order.complete_with("work", 1, &[("reading", json!(0.1))]).unwrap();
    let mut stored = serde_json::to_value(&order.state).unwrap();
    stored["definition"] = json!("(hash)");
    insta::assert_json_snapshot!(stored);
}
