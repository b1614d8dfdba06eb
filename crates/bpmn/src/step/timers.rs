//! Arms timers, disarms them, and lets them fire.

use rules::Variables;

use super::StepError;
use super::run::Run;
use crate::command::{Cancellation, Effect};
use crate::definition::{Element, ElementKind, Timer};
use crate::state::{ArmedTimer, Origin, TimerId, TokenId};

/// Arms the boundary timers of the element that `token` waits at.
pub(super) fn arm_boundaries(
    run: &mut Run<'_>,
    host: &Element,
    token: TokenId,
) -> Result<(), StepError> {
    for boundary in &host.boundaries {
        if let ElementKind::BoundaryTimer { timer, .. } = &run.element(boundary)?.kind {
            arm(run, boundary, timer, token);
        }
    }
    Ok(())
}

pub(super) fn arm(run: &mut Run<'_>, element: &str, timer: &Timer, token: TokenId) {
    let (due, rounds) = match *timer {
        Timer::Duration { micros } => (run.at.saturating_add(micros), None),
        Timer::Date { at } => (at, None),
        Timer::Cycle { rounds, period_micros } => (run.at.saturating_add(period_micros), rounds),
    };
    insert(run, ArmedTimer { element: element.to_owned(), due, token, rounds });
}

fn insert(run: &mut Run<'_>, timer: ArmedTimer) {
    run.state.timers_made = run.state.timers_made.saturating_add(1);
    let id = TimerId(run.state.timers_made);
    let (element, due) = (timer.element.clone(), timer.due);
    run.effects.push(Effect::TimerArmed { timer: id, element, due });
    run.state.timers.insert(id, timer);
}

/// Disarms every timer that depends on a token.
pub(super) fn disarm(run: &mut Run<'_>, token: TokenId) {
    let disarmed: Vec<TimerId> = run
        .state
        .timers
        .iter()
        .filter(|(_, timer)| timer.token == token)
        .map(|(id, _)| *id)
        .collect();
    for id in disarmed {
        run.state.timers.remove(&id);
        run.effects.push(Effect::TimerDisarmed { timer: id });
    }
}

pub(super) fn fire(run: &mut Run<'_>, id: TimerId) -> Result<(), StepError> {
    let at = run.at;
    match run.state.timers.get(&id) {
        None => return Err(StepError::TimerNotArmed { timer: id }),
        Some(timer) if at < timer.due => {
            return Err(StepError::TimerNotDue { timer: id, due: timer.due, at });
        }
        Some(_) => {}
    }
    let Some(timer) = run.state.timers.remove(&id) else { return Ok(()) };
    let scope = run.state.tokens.get(&timer.token).map(|token| token.scope).unwrap_or_default();
    let element = run.element(&timer.element)?;
    let passage = match &element.kind {
        ElementKind::BoundaryTimer { interrupting: true, .. } => {
            run.cancel(timer.token, &Cancellation::Interrupted { by: element.id.clone() });
            run.pass(&element.id, 0, Origin::Token(timer.token))
        }
        ElementKind::BoundaryTimer { interrupting: false, timer: schedule, .. } => {
            arm_next_round(run, &timer, schedule);
            run.pass(&element.id, 0, Origin::Reminder(timer.token))
        }
        _ => return run.go_on(timer.token, &Variables::new()),
    };
    run.leave(&element.id, scope, passage)?;
    run.settle()
}

/// A cycle keeps its beat. A firing that comes late stands for all rounds that were due by then: after a suspension a
/// person is reminded once, not once for every hour of it.
fn arm_next_round(run: &mut Run<'_>, fired: &ArmedTimer, schedule: &Timer) {
    let Timer::Cycle { period_micros, .. } = *schedule else { return };
    let missed = run.at.saturating_sub(fired.due) / period_micros.max(1);
    let used = missed.saturating_add(1);
    let rounds = fired.rounds.map(|left| i64::from(left).saturating_sub(used));
    if rounds.is_some_and(|left| left <= 0) {
        return;
    }
    let rounds = rounds.and_then(|left| u32::try_from(left).ok());
    let due = fired.due.saturating_add(used.saturating_mul(period_micros));
    insert(run, ArmedTimer { due, rounds, ..fired.clone() });
}
