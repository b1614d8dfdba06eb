//! Arms what events wait for, disarms it, and lets it happen.

use rules::Variables;

use super::run::Run;
use super::{AskedTimerError, StepError, choices, rounds, scopes};
use crate::command::{Cancellation, Effect};
use crate::definition::{Element, ElementKind, Timer, Trigger};
use crate::iso8601;
use crate::state::{
    ArmedTimer, Holder, Origin, ScopeId, Subscription, SubscriptionId, TimerId, Wait,
};

/// Arms all that is waited for on behalf of a token or scope.
pub(super) fn arm_for(run: &mut Run<'_>, holder: Holder) -> Result<(), StepError> {
    for (event, trigger) in awaited(run, holder)? {
        arm(run, event, &trigger, holder)?;
    }
    Ok(())
}

/// What is waited for on behalf of a token or scope: the event, and what makes it happen.
pub(super) fn awaited<'a>(
    run: &Run<'a>,
    holder: Holder,
) -> Result<Vec<(&'a str, Trigger)>, StepError> {
    let token = match holder {
        Holder::Scope(scope) => return scopes::awaited(run, scope),
        Holder::Token(token) => token,
    };
    let Some(token) = run.state.tokens.get(&token) else { return Ok(Vec::new()) };
    let scope = token.scope;
    let element = run.element(scope, &token.element)?;
    let mut awaited = Vec::new();
    match &element.kind {
        ElementKind::EventGateway => {
            let process = run.process(scope)?;
            for flow in element.outgoing.iter().filter_map(|flow| process.flow(flow)) {
                awaited.extend(own(run.element(scope, &flow.target)?));
            }
        }
        // Each round waits for itself.
        _ if token.wait == Wait::Rounds => {}
        _ => awaited.extend(own(element)),
    }
    if rounds::is_round_of(run, element, scope) {
        return Ok(awaited);
    }
    for boundary in &element.boundaries {
        if let ElementKind::Boundary { trigger, .. } = &run.element(scope, boundary)?.kind {
            awaited.push((boundary, trigger.clone()));
        }
    }
    Ok(awaited)
}

/// What an intermediate event or receive task waits for itself.
fn own(element: &Element) -> Option<(&str, Trigger)> {
    let trigger = match &element.kind {
        ElementKind::Catch { trigger } => trigger.clone(),
        ElementKind::Receive { message } => Trigger::Message { message: message.clone() },
        _ => return None,
    };
    Some((&element.id, trigger))
}

/// Arms what an event waits for on behalf of a token or scope. An error is not waited for: it is looked for when it is
/// thrown.
pub(super) fn arm(
    run: &mut Run<'_>,
    event: &str,
    trigger: &Trigger,
    holder: Holder,
) -> Result<(), StepError> {
    match trigger {
        Trigger::Timer { timer: Some(timer) } => arm_timer(run, event, timer, holder),
        Trigger::Message { message: Some(message) } => {
            arm_message(run, event, message, holder);
            Ok(())
        }
        Trigger::Timer { timer: None }
        | Trigger::Message { message: None }
        | Trigger::Error { .. } => Ok(()),
    }
}

fn arm_message(run: &mut Run<'_>, event: &str, name: &str, holder: Holder) {
    run.state.subscriptions_made = run.state.subscriptions_made.saturating_add(1);
    let id = SubscriptionId(run.state.subscriptions_made);
    let (element, name) = (event.to_owned(), name.to_owned());
    run.effects.push(Effect::MessageAwaited { element: element.clone(), name: name.clone() });
    run.state.subscriptions.insert(id, Subscription { element, name, holder });
}

fn arm_timer(
    run: &mut Run<'_>,
    event: &str,
    timer: &Timer,
    holder: Holder,
) -> Result<(), StepError> {
    let asked;
    let timer = match timer {
        Timer::Asked { .. } => {
            asked = ask(run, timer, holder)
                .map_err(|cause| StepError::Timer { element: event.to_owned(), cause })?;
            &asked
        }
        said => said,
    };
    let (due, rounds, period_micros) = match *timer {
        Timer::Duration { micros } => (run.at.saturating_add(micros), None, None),
        Timer::Date { at } => (at, None, None),
        Timer::Cycle { rounds, period_micros } => {
            (run.at.saturating_add(period_micros), rounds, Some(period_micros))
        }
        // An answer is never a question.
        Timer::Asked { .. } => return Ok(()),
    };
    let element = event.to_owned();
    insert(run, ArmedTimer { element, due, holder, rounds, period_micros });
    Ok(())
}

fn ask(run: &Run<'_>, timer: &Timer, holder: Holder) -> Result<Timer, AskedTimerError> {
    let Timer::Asked { form, expression } = timer else { return Ok(timer.clone()) };
    let variables = run.visible_variables(scope_of(run, holder));
    let answer = run.expressions.evaluate(expression, &variables)?;
    let text =
        answer.as_str().ok_or_else(|| AskedTimerError::NotAText { found: answer.to_string() })?;
    Ok(iso8601::parse_timer(*form, text)?)
}

fn insert(run: &mut Run<'_>, timer: ArmedTimer) {
    run.state.timers_made = run.state.timers_made.saturating_add(1);
    let id = TimerId(run.state.timers_made);
    let (element, due) = (timer.element.clone(), timer.due);
    run.effects.push(Effect::TimerArmed { timer: id, element, due });
    run.state.timers.insert(id, timer);
}

/// Disarms everything that is waited for on behalf of a token or scope.
pub(super) fn disarm(run: &mut Run<'_>, holder: Holder) {
    let (state, effects) = (&mut run.state, &mut run.effects);
    state.timers.retain(|id, timer| {
        let stays = timer.holder != holder;
        if !stays {
            effects.push(Effect::TimerDisarmed { timer: *id });
        }
        stays
    });
    state.subscriptions.retain(|_, awaited| {
        let stays = awaited.holder != holder;
        if !stays {
            let (element, name) = (awaited.element.clone(), awaited.name.clone());
            effects.push(Effect::MessageDropped { element, name });
        }
        stays
    });
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
    if stays_armed(run, &timer.element, timer.holder)? {
        arm_next_round(run, &timer);
    }
    happen(run, &timer.element, timer.holder)?;
    run.settle()
}

/// Brings a message to the one that has waited for it longest.
pub(super) fn deliver(
    run: &mut Run<'_>,
    name: &str,
    variables: &Variables,
) -> Result<(), StepError> {
    let oldest = run.state.subscriptions.iter().find(|(_, awaited)| awaited.name == name);
    let Some((id, awaited)) = oldest.map(|(id, awaited)| (*id, awaited.clone())) else {
        return Err(StepError::NobodyAwaits { name: name.to_owned() });
    };
    if !stays_armed(run, &awaited.element, awaited.holder)? {
        run.state.subscriptions.remove(&id);
    }
    run.lay_over(scope_of(run, awaited.holder), variables);
    happen(run, &awaited.element, awaited.holder)?;
    run.settle()
}

/// Whether an event goes on waiting after it has happened: it interrupts nothing.
fn stays_armed(run: &Run<'_>, event: &str, holder: Holder) -> Result<bool, StepError> {
    let event = run.element(scope_of(run, holder), event)?;
    Ok(match &event.kind {
        ElementKind::Boundary { interrupting, .. } => !interrupting,
        ElementKind::Start(start) => !start.interrupting,
        _ => false,
    })
}

fn happen(run: &mut Run<'_>, event: &str, holder: Holder) -> Result<(), StepError> {
    let token = match holder {
        Holder::Scope(scope) => return scopes::begin_by_event(run, scope, event),
        Holder::Token(token) => token,
    };
    let Some((scope, waits_at)) =
        run.state.tokens.get(&token).map(|waiting| (waiting.scope, waiting.element.clone()))
    else {
        return Ok(());
    };
    let event = run.element(scope, event)?;
    let passage = match event.kind {
        ElementKind::Boundary { interrupting: true, .. } => {
            run.cancel(token, &Cancellation::Interrupted { by: event.id.clone() });
            run.pass(&event.id, 0, scope, Origin::Token(token))
        }
        ElementKind::Boundary { .. } => run.pass(&event.id, 0, scope, Origin::Reminder(token)),
        _ if waits_at == event.id => return run.go_on(token),
        // The first of the events behind a gateway.
        _ => {
            run.take(token);
            let occurrence = run.next_occurrence(&event.id);
            run.pass(&event.id, occurrence, scope, Origin::Token(token))
        }
    };
    choices::leave(run, event, scope, passage)
}

/// A cycle keeps its beat. A firing that comes late stands for all rounds that were due by then: after a suspension a
/// person is reminded once, not once for every hour of it.
fn arm_next_round(run: &mut Run<'_>, fired: &ArmedTimer) {
    let Some(period_micros) = fired.period_micros else { return };
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

/// The scope that an event happens in.
fn scope_of(run: &Run<'_>, holder: Holder) -> ScopeId {
    match holder {
        Holder::Scope(scope) => scope,
        Holder::Token(token) => {
            run.state.tokens.get(&token).map(|token| token.scope).unwrap_or_default()
        }
    }
}
