//! Says which sequence flows a token takes when it leaves an element (BPMN 2.0.2, 8.4.9, 13.4.2 and 13.4.3).

use rules::Variables;

use super::run::{Moving, Run};
use super::{StepError, rounds};
use crate::definition::{Element, ElementKind, SequenceFlow};
use crate::state::ScopeId;

/// Sets a token going on the flows it may take. A round of a multi-instance activity ends where it is: the activity is
/// left as a whole.
pub(super) fn leave<'a>(
    run: &mut Run<'a>,
    element: &'a Element,
    scope: ScopeId,
    passage: usize,
) -> Result<(), StepError> {
    if rounds::is_round_of(run, element, scope) {
        return Ok(());
    }
    for flow in taken(run, element, scope)? {
        let element = run.element(scope, &flow.target)?;
        run.set_going(Moving { element, flow: Some(flow), scope, passage });
    }
    Ok(())
}

fn taken<'a>(
    run: &Run<'a>,
    element: &'a Element,
    scope: ScopeId,
) -> Result<Vec<&'a SequenceFlow>, StepError> {
    let flows = flows(run, element, scope)?;
    match element.kind {
        ElementKind::ExclusiveGateway => first_that_holds(run, element, scope, &flows),
        ElementKind::InclusiveGateway => all_that_hold(run, element, scope, &flows),
        _ if element.is_activity() && flows.iter().any(|flow| flow.condition.is_some()) => {
            all_that_hold(run, element, scope, &flows)
        }
        _ => Ok(flows),
    }
}

fn flows<'a>(
    run: &Run<'a>,
    element: &'a Element,
    scope: ScopeId,
) -> Result<Vec<&'a SequenceFlow>, StepError> {
    let process = run.process(scope)?;
    let found = |id: &String| {
        process.flow(id).ok_or_else(|| StepError::NotInDefinition { element: id.clone() })
    };
    element.outgoing.iter().map(found).collect()
}

/// The first flow in the order of the file whose condition holds, else the default. No later condition is looked at.
fn first_that_holds<'a>(
    run: &Run<'a>,
    element: &'a Element,
    scope: ScopeId,
    flows: &[&'a SequenceFlow],
) -> Result<Vec<&'a SequenceFlow>, StepError> {
    let first = that_hold(run, element, scope, flows).next().transpose()?;
    first.map_or_else(|| default(element, flows), |flow| Ok(vec![flow]))
}

/// Every flow whose condition holds, else the default.
fn all_that_hold<'a>(
    run: &Run<'a>,
    element: &'a Element,
    scope: ScopeId,
    flows: &[&'a SequenceFlow],
) -> Result<Vec<&'a SequenceFlow>, StepError> {
    let taken: Vec<_> = that_hold(run, element, scope, flows).collect::<Result<_, _>>()?;
    if taken.is_empty() { default(element, flows) } else { Ok(taken) }
}

fn that_hold<'a>(
    run: &Run<'a>,
    element: &'a Element,
    scope: ScopeId,
    flows: &[&'a SequenceFlow],
) -> impl Iterator<Item = Result<&'a SequenceFlow, StepError>> {
    let variables = run.visible_variables(scope);
    flows.iter().filter(|flow| Some(&flow.id) != element.default.as_ref()).filter_map(move |flow| {
        holds(run, element, flow, &variables).map(|holds| holds.then_some(*flow)).transpose()
    })
}

fn holds(
    run: &Run<'_>,
    element: &Element,
    flow: &SequenceFlow,
    variables: &Variables,
) -> Result<bool, StepError> {
    let Some(condition) = &flow.condition else { return Ok(true) };
    run.expressions.holds(condition, variables).map_err(|cause| {
        let (element, flow) = (element.id.clone(), flow.id.clone());
        StepError::Condition { element, flow, cause }
    })
}

/// A path that nothing leaves ends; one that has ways and may take none is at a loss.
fn default<'a>(
    element: &Element,
    flows: &[&'a SequenceFlow],
) -> Result<Vec<&'a SequenceFlow>, StepError> {
    let default = flows.iter().find(|flow| Some(&flow.id) == element.default.as_ref());
    match default {
        Some(default) => Ok(vec![*default]),
        None if flows.is_empty() => Ok(Vec::new()),
        None => Err(StepError::NoFlowHolds { element: element.id.clone() }),
    }
}
