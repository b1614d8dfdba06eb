//! Sending back (退回): what is undone, what stays, what opens again.

mod drawing;

use bpmn::{Cancellation, Effect, Standing, StepError, send_back_targets};
use drawing::{HOUR, Order, process, stages};

#[test]
fn the_earlier_stage_opens_again_prefilled_and_the_later_one_is_cancelled() {
    let mut order = Order::started(&process(&stages("a b c"), "start>a a>b b>c c>end"));
    order.complete("a", 1).unwrap();
    order.complete("b", 1).unwrap();
    let effects = order.send_back(Some(("c", 1)), "a").unwrap();
    let cause = Cancellation::SentBack { to: "a".to_owned() };
    assert_eq!(
        effects,
        [
            Effect::StageCancelled { element: "c".to_owned(), occurrence: 1, cause },
            Effect::StageOpened { element: "a".to_owned(), occurrence: 2, prefilled_from: Some(1) },
        ]
    );
    assert_eq!(order.state.standing("a", 1), Standing::Frozen);
    assert_eq!(order.state.standing("b", 1), Standing::Frozen);
    assert_eq!(order.state.standing("c", 1), Standing::Cancelled);
    let effects = order.complete("a", 2).unwrap();
    let opened =
        Effect::StageOpened { element: "b".to_owned(), occurrence: 2, prefilled_from: Some(1) };
    assert_eq!(effects.last(), Some(&opened));
    assert_eq!(
        order.send_back(Some(("b", 2)), "b"),
        Err(StepError::NotOnPath { to: "b".to_owned() })
    );
}

fn two_branches() -> Order {
    let elements =
        stages("a b1 b2 c d") + r#"<parallelGateway id="fork"/><parallelGateway id="join"/>"#;
    let flows = "start>a a>fork fork>b1 b1>b2 fork>c b2>join c>join join>d d>end";
    let mut order = Order::started(&process(&elements, flows));
    order.complete("a", 1).unwrap();
    order
}

#[test]
fn another_branch_is_left_alone() {
    let mut order = two_branches();
    order.complete("b1", 1).unwrap();
    order.send_back(Some(("b2", 1)), "b1").unwrap();
    assert_eq!(order.open(), "b1#2 c#1");
    assert_eq!(
        order.send_back(Some(("c", 1)), "b1"),
        Err(StepError::NotOnPath { to: "b1".to_owned() })
    );
}

#[test]
fn from_behind_a_join_the_other_branch_waits_at_the_join_again() {
    let mut order = two_branches();
    order.complete("c", 1).unwrap();
    order.complete("b1", 1).unwrap();
    order.complete("b2", 1).unwrap();
    assert_eq!(order.open(), "d#1");
    order.send_back(Some(("d", 1)), "b2").unwrap();
    assert_eq!(order.open(), "b2#2");
    assert_eq!(order.state.standing("c", 1), Standing::Completed);
    order.complete("b2", 2).unwrap();
    assert_eq!(order.open(), "d#2");
    order.send_back(Some(("d", 2)), "a").unwrap();
    assert_eq!(order.open(), "a#2");
    order.complete("a", 2).unwrap();
    assert_eq!(order.open(), "b1#2 c#2");
}

#[test]
fn the_office_takes_all_branches_back() {
    let mut order = two_branches();
    order.complete("b1", 1).unwrap();
    assert_eq!(send_back_targets(&order.definition, &order.state, None), ["b1", "a"]);
    assert_eq!(send_back_targets(&order.definition, &order.state, Some(("c", 1))), ["a"]);
    order.send_back(None, "a").unwrap();
    assert_eq!(order.open(), "a#2");
}

#[test]
fn timers_and_reminders_of_what_is_undone_go_with_it() {
    let elements = stages("a work chase end2")
        + r#"<boundaryEvent id="late" attachedToRef="work" cancelActivity="false"><timerEventDefinition><timeCycle>R5/PT1H</timeCycle></timerEventDefinition></boundaryEvent>"#;
    let flows = "start>a a>work work>end2 late>chase chase>end end2>end";
    let mut order = Order::started(&process(&elements, flows));
    order.complete("a", 1).unwrap();
    order.fire(HOUR).unwrap();
    assert_eq!(order.open(), "chase#1 work#1");
    order.complete("work", 1).unwrap();
    assert_eq!(order.open(), "chase#1 end2#1");
    order.send_back(Some(("end2", 1)), "work").unwrap();
    assert_eq!(order.open(), "work#2");
    let (_, timer) = order.state.timers().next().unwrap();
    assert_eq!(timer.due, order.at + HOUR, "the reminder counts from the new opening");
    order.send_back(Some(("work", 2)), "a").unwrap();
    assert_eq!((order.open().as_str(), order.state.timers().count()), ("a#2", 0));
}

#[test]
fn a_drawn_loop_opens_empty_forms() {
    let elements = stages("a b")
        + r#"<exclusiveGateway id="x" default="x_end"/>
        <sequenceFlow id="x_a" sourceRef="x" targetRef="a"><conditionExpression>again</conditionExpression></sequenceFlow>
        <sequenceFlow id="x_end" sourceRef="x" targetRef="end"/>"#;
    let mut order = Order::started(&process(&elements, "start>a a>b b>x"));
    order.complete("a", 1).unwrap();
    let effects = order.complete_with("b", 1, &[("again", true.into())]).unwrap();
    let opened =
        Effect::StageOpened { element: "a".to_owned(), occurrence: 2, prefilled_from: None };
    assert_eq!(effects.last(), Some(&opened));
    let effects = order.send_back(Some(("a", 2)), "b").unwrap();
    let opened =
        Effect::StageOpened { element: "b".to_owned(), occurrence: 2, prefilled_from: Some(1) };
    assert_eq!(effects.last(), Some(&opened));
    assert_eq!(order.open(), "b#2");
}

#[test]
fn a_stage_that_does_not_permit_it_sends_nothing_back() {
    let elements = stages("a") + r#"<userTask id="b"/>"#;
    let mut order = Order::started(&process(&elements, "start>a a>b b>end"));
    order.complete("a", 1).unwrap();
    let element = "b".to_owned();
    assert_eq!(
        order.send_back(Some(("b", 1)), "a"),
        Err(StepError::SendBackNotPermitted { element })
    );
    assert!(send_back_targets(&order.definition, &order.state, Some(("b", 1))).is_empty());
    order.send_back(None, "a").unwrap();
    assert_eq!(order.open(), "a#2");
}
