//! Moving a running order to another version of its process.

mod drawing;

use bpmn::{
    Cancellation, Command, Definition, Effect, MigrationFault, MigrationPlan, Standing, Step,
    migrate,
};
use drawing::{HOUR, Order, compile, process, stages};
use rules::Cel;

fn plan(pairs: &[(&str, &str)]) -> MigrationPlan {
    MigrationPlan(pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect())
}

fn moved(
    order: &Order,
    to: &Definition,
    pairs: &[(&str, &str)],
) -> Result<Step, Vec<MigrationFault>> {
    migrate(&order.definition, to, &order.state, &plan(pairs), order.at, &Cel::new())
}

const TIMER: &str =
    "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";

fn boundary(id: &str, host: &str) -> String {
    format!(
        r#"<boundaryEvent id="{id}" attachedToRef="{host}" cancelActivity="false">{TIMER}</boundaryEvent>"#
    )
}

#[test]
fn an_order_goes_on_in_the_new_version_and_can_be_taken_back() {
    let mut order = Order::started(&process(&stages("a b"), "start>a a>b b>end"));
    order.complete("a", 1).unwrap();
    let to = compile(&process(&stages("a b check"), "start>a a>b b>check check>end"));
    let step = moved(&order, &to, &[]).unwrap();
    assert_eq!(step.effects, []);
    order.definition = to;
    order.state = step.state;
    assert_eq!(order.open(), "b#1");
    order.complete("b", 1).unwrap();
    assert_eq!(order.open(), "check#1");
    order.send_back(Some(("check", 1)), "a").unwrap();
    assert_eq!(order.open(), "a#2");
}

#[test]
fn a_stage_that_is_gone_needs_a_place() {
    let mut order = Order::started(&process(&stages("a b"), "start>a a>b b>end"));
    order.complete("a", 1).unwrap();
    let to =
        compile(&process(&(stages("a c") + r#"<serviceTask id="s"/>"#), "start>a a>c c>s s>end"));
    let fault = |pairs: &[(&str, &str)]| {
        let faults = moved(&order, &to, pairs).unwrap_err();
        assert_eq!(faults.len(), 1);
        faults[0].to_string()
    };
    assert_eq!(
        fault(&[]),
        "the order is at b, and the new version has no b: say which element takes its place"
    );
    assert_eq!(
        fault(&[("b", "s")]),
        "the order is at b, and s of the new version is something else"
    );
    let step = moved(&order, &to, &[("b", "c")]).unwrap();
    let cause = Cancellation::Migrated { to: "c".to_owned() };
    assert_eq!(
        step.effects,
        [
            Effect::StageCancelled { element: "b".to_owned(), occurrence: 1, cause },
            Effect::StageOpened { element: "c".to_owned(), occurrence: 1, prefilled_from: None },
        ]
    );
    assert_eq!(step.state.standing("c", 1), Standing::Open);
    assert_eq!(order.open(), "b#1", "a preview changes nothing");
}

#[test]
fn timers_that_run_keep_their_time_new_ones_begin_and_old_ones_end() {
    let old = stages("a x") + &boundary("kept", "a") + &boundary("gone", "a");
    let mut order = Order::started(&process(&old, "start>a a>end kept>x gone>x x>end"));
    let due = order.state.timers().next().unwrap().1.due;
    order.at += HOUR / 2;
    let new = stages("a x") + &boundary("kept", "a") + &boundary("new", "a");
    let to = compile(&process(&new, "start>a a>end kept>x new>x x>end"));
    let step = moved(&order, &to, &[]).unwrap();
    let timers: Vec<(&str, i64)> =
        step.state.timers().map(|(_, timer)| (timer.element.as_str(), timer.due)).collect();
    assert_eq!(timers, [("kept", due), ("new", due + HOUR / 2)]);
    assert!(matches!(step.effects[..], [Effect::TimerDisarmed { .. }, Effect::TimerArmed { .. }]));

    // What has fired once does not begin again.
    order.at = due;
    order.fire(0).unwrap();
    let again = moved(&order, &to, &[]).unwrap();
    assert!(!again.state.timers().any(|(_, timer)| timer.element == "kept"));
}

#[test]
fn branches_at_a_join_and_sub_processes_must_be_there() {
    let old = stages("a b") + r#"<parallelGateway id="fork"/><parallelGateway id="join"/>"#;
    let flows = "start>fork fork>a fork>b a>join b>join join>end";
    let mut order = Order::started(&process(&old, flows));
    order.complete("a", 1).unwrap();
    let other_flow = process(
        &(old.clone() + &stages("c").replace("\"start\"", "\"s2\"").replace("\"end\"", "\"e2\"")),
        "start>fork fork>a fork>b a>c c>join b>join join>end s2>e2",
    );
    let other_flow = other_flow
        .replace(r#"<startEvent id="s2"/>"#, "")
        .replace(r#"<sequenceFlow id="s2_e2" sourceRef="s2" targetRef="e2"/>"#, "")
        .replace(r#"<endEvent id="e2"/>"#, "");
    let faults = moved(&order, &compile(&other_flow), &[]).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "a branch waits at join, and no flow a_join arrives there in the new version"
    );
    let inner = process(
        r#"<startEvent id="start"/><endEvent id="end"/><subProcess id="u"><userTask id="b"/></subProcess><userTask id="a"/><parallelGateway id="fork"/><parallelGateway id="join"/>"#,
        "start>fork fork>a fork>u a>join u>join join>end",
    );
    let faults = moved(&order, &compile(&inner), &[]).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "the order is at b, and b of the new version lies in another sub-process"
    );
}

#[test]
fn only_a_running_order_of_that_version_moves() {
    let mut order = Order::started(&process(&stages("a"), "start>a a>end"));
    let other = compile(&process(&stages("a b"), "start>a a>b b>end"));
    let to = compile(&process(&stages("a c"), "start>a a>c c>end"));
    let wrong = migrate(&other, &to, &order.state, &plan(&[]), 0, &Cel::new()).unwrap_err();
    assert!(matches!(wrong[..], [MigrationFault::OtherDefinition { .. }]));
    order.take(&Command::Suspend { at: order.at }).unwrap();
    assert!(moved(&order, &to, &[]).is_ok(), "a suspended one moves too");
    order.take(&Command::Terminate { at: order.at }).unwrap();
    assert_eq!(moved(&order, &to, &[]).unwrap_err(), [MigrationFault::NotRunning]);
}
