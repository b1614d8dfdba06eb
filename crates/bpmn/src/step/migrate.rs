//! Moves a running order to another version of its process, by an explicit plan.
//!
//! What waits goes on waiting at the element of the same id, or at the one that the plan names. Timers that run keep
//! their due instants; boundary events that are new are armed now, those that are gone fall away. A stage whose id the
//! plan changes is another stage: it is cancelled and opens anew. History stays as it was,
//! under the new ids where the plan has them, so that an order can still be taken back to what it has done.

use std::collections::BTreeMap;

use rules::Expressions;
use serde::{Deserialize, Serialize};

use super::run::Run;
use super::{Step, StepError, triggers};
use crate::command::{Cancellation, Effect};
use crate::definition::{Definition, Element, ElementKind, Process, Trigger};
use crate::state::{Holder, Phase, Scope, ScopeId, ScopeKind, State, Token, Wait};

/// Which element of the new version takes the place of which of the old one; what is not named keeps its id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MigrationPlan(pub BTreeMap<String, String>);

impl MigrationPlan {
    fn new_id<'p>(&'p self, id: &'p str) -> &'p str {
        self.0.get(id).map_or(id, String::as_str)
    }
}

/// Why an order cannot be moved. All reasons are said at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum MigrationFault {
    #[error("the order is not running")]
    NotRunning,
    #[error("the order runs on the definition {running}, not on {given}")]
    OtherDefinition { running: String, given: String },
    #[error(
        "the order is at {element}, and the new version has no {target}: say which element takes its place"
    )]
    NoPlace { element: String, target: String },
    #[error("the order is at {element}, and {target} of the new version is something else")]
    OtherKind { element: String, target: String },
    #[error(
        "the order is at {element}, and {target} of the new version lies in another sub-process"
    )]
    OtherScope { element: String, target: String },
    #[error("a branch waits at {element}, and no flow {flow} arrives there in the new version")]
    NoFlow { element: String, flow: String },
    #[error("the order is in the process {process}, which the new version does not have")]
    NoProcess { process: String },
    #[error("what the new version waits for cannot be armed: {reason}")]
    NotArmed { reason: String },
}

/// Moves an order from one version of its process to another. Nothing is changed but what it returns, so that a
/// preview is the same call.
///
/// # Errors
/// Everything that has no place in the new version.
pub fn migrate(
    from: &Definition,
    to: &Definition,
    state: &State,
    plan: &MigrationPlan,
    at: i64,
    expressions: &dyn Expressions,
) -> Result<Step, Vec<MigrationFault>> {
    if !matches!(state.phase(), Phase::Running | Phase::Suspended) {
        return Err(vec![MigrationFault::NotRunning]);
    }
    if state.definition != from.source_hash() {
        let (running, given) = (state.definition.clone(), from.source_hash().to_owned());
        return Err(vec![MigrationFault::OtherDefinition { running, given }]);
    }
    let mut faults = Vec::new();
    let places = Places { from, to, state, plan };
    for (id, scope) in &state.scopes {
        faults.extend(places.check_scope(*id, scope));
    }
    if faults.is_empty() {
        let tokens = state.tokens.values();
        faults.extend(tokens.filter_map(|token| places.check_token(token)));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut state = renamed(state, plan);
    state.definition = to.source_hash().to_owned();
    let mut run = Run::new(to, expressions, state, at);
    run.effects = reopen_renamed(&run.state, plan);
    let holders: Vec<Holder> = run
        .state
        .scopes
        .keys()
        .map(|scope| Holder::Scope(*scope))
        .chain(run.state.tokens.keys().map(|token| Holder::Token(*token)))
        .collect();
    for holder in holders {
        rearm(&mut run, from, plan, holder).map_err(|error| vec![not_armed(&error)])?;
    }
    Ok(Step { state: run.state, effects: run.effects })
}

/// Lets fall what the new version does not wait for, and arms what the old one did not know. What the old version knew
/// and is not armed has happened already.
fn rearm(
    run: &mut Run<'_>,
    from: &Definition,
    plan: &MigrationPlan,
    holder: Holder,
) -> Result<(), StepError> {
    let awaited = triggers::awaited(run, holder)?;
    let goes_on = |event: &str, name: Option<&str>| {
        awaited.iter().any(|(awaited, trigger)| {
            *awaited == event
                && match trigger {
                    Trigger::Timer { .. } => name.is_none(),
                    Trigger::Message { message } => name.is_some() && message.as_deref() == name,
                    Trigger::Error { .. } => false,
                }
        })
    };
    let (state, effects) = (&mut run.state, &mut run.effects);
    state.timers.retain(|id, timer| {
        let stays = timer.holder != holder || goes_on(&timer.element, None);
        if !stays {
            effects.push(Effect::TimerDisarmed { timer: *id });
        }
        stays
    });
    state.subscriptions.retain(|_, awaited| {
        let stays = awaited.holder != holder || goes_on(&awaited.element, Some(&awaited.name));
        if !stays {
            let (element, name) = (awaited.element.clone(), awaited.name.clone());
            effects.push(Effect::MessageDropped { element, name });
        }
        stays
    });
    let renamed: Vec<&String> = plan.0.values().collect();
    for (event, trigger) in &awaited {
        let was_known = from.element(event).is_some() || renamed.iter().any(|new| *new == event);
        if !was_known {
            triggers::arm(run, event, trigger, holder)?;
        }
    }
    Ok(())
}

fn not_armed(error: &StepError) -> MigrationFault {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    MigrationFault::NotArmed { reason: format!("{error}{}", cause.unwrap_or_default()) }
}

/// Looks for the places of the new version.
struct Places<'m> {
    from: &'m Definition,
    to: &'m Definition,
    state: &'m State,
    plan: &'m MigrationPlan,
}

impl Places<'_> {
    fn check_scope(&self, id: ScopeId, scope: &Scope) -> Option<MigrationFault> {
        let element = match &scope.kind {
            ScopeKind::Process { process: None } => return None,
            ScopeKind::Process { process: Some(process) } => {
                return self
                    .to
                    .process_named(process)
                    .is_none()
                    .then(|| MigrationFault::NoProcess { process: process.clone() });
            }
            // Checked with the token that holds it.
            ScopeKind::SubProcess { .. } | ScopeKind::Rounds { .. } => return None,
            ScopeKind::EventSubProcess { element, .. } | ScopeKind::Round { element } => element,
        };
        let target = self.plan.new_id(element);
        let process = self.process(id);
        match process.and_then(|process| process.element(target)) {
            Some(found) if matches!(scope.kind, ScopeKind::EventSubProcess { .. }) => {
                let is_sub_process = matches!(found.kind, ElementKind::SubProcess(_));
                (!is_sub_process).then(|| self.other_kind(element))
            }
            Some(_) => None,
            None => Some(self.no_place(element)),
        }
    }

    fn check_token(&self, token: &Token) -> Option<MigrationFault> {
        let target = self.plan.new_id(&token.element);
        let Some(new) = self.process(token.scope).and_then(|process| process.element(target))
        else {
            return Some(self.no_place(&token.element));
        };
        if !fits(&token.wait, new) {
            return Some(self.other_kind(&token.element));
        }
        if new.parent.as_deref() != self.container(token.scope) {
            let (element, target) = (token.element.clone(), target.to_owned());
            return Some(MigrationFault::OtherScope { element, target });
        }
        match &token.wait {
            Wait::Branches { flow } if !new.incoming.contains(flow) => {
                let (element, flow) = (token.element.clone(), flow.clone());
                Some(MigrationFault::NoFlow { element, flow })
            }
            _ => None,
        }
    }

    /// The process of the new version that a scope belongs to.
    fn process(&self, scope: ScopeId) -> Option<&Process> {
        let mut kinds = std::iter::successors(self.state.scopes.get(&scope), |scope| {
            self.state.scopes.get(&scope.parent?)
        });
        kinds.find_map(|scope| match &scope.kind {
            ScopeKind::Process { process: Some(named) } => Some(self.to.process_named(named)),
            ScopeKind::Process { process: None } => Some(Some(self.to.process())),
            _ => None,
        })?
    }

    /// The sub-process of the new version that a scope is of.
    fn container(&self, scope: ScopeId) -> Option<&str> {
        let scope = self.state.scopes.get(&scope)?;
        match &scope.kind {
            ScopeKind::Process { .. } => None,
            ScopeKind::SubProcess { element } | ScopeKind::EventSubProcess { element, .. } => {
                Some(self.plan.new_id(element))
            }
            // Rounds lie where their activity lies.
            ScopeKind::Rounds { .. } | ScopeKind::Round { .. } => self.container(scope.parent?),
        }
    }

    fn no_place(&self, element: &str) -> MigrationFault {
        let target = self.plan.new_id(element).to_owned();
        MigrationFault::NoPlace { element: self.named(element), target }
    }

    fn other_kind(&self, element: &str) -> MigrationFault {
        let target = self.plan.new_id(element).to_owned();
        MigrationFault::OtherKind { element: self.named(element), target }
    }

    /// The id that the old version knows the element by.
    fn named(&self, element: &str) -> String {
        self.from.element(element).map_or(element, |found| found.id.as_str()).to_owned()
    }
}

/// Whether a token that waits so can wait at an element.
fn fits(wait: &Wait, element: &Element) -> bool {
    let is_repeated = element.repetition.is_some();
    match (wait, &element.kind) {
        (Wait::Rounds, _) => is_repeated && element.is_activity(),
        (Wait::Stage { .. }, ElementKind::Stage(_))
        | (Wait::Service { .. }, ElementKind::Service(_))
        | (Wait::Receive { .. }, ElementKind::Receive { .. })
        | (Wait::Timer { .. } | Wait::Message { .. }, ElementKind::Catch { .. })
        | (Wait::Events, ElementKind::EventGateway)
        | (Wait::Branches { .. }, ElementKind::ParallelGateway | ElementKind::InclusiveGateway)
        | (Wait::Scope { .. }, ElementKind::SubProcess(_) | ElementKind::Call { .. }) => true,
        _ => false,
    }
}

/// The state under the new ids.
fn renamed(state: &State, plan: &MigrationPlan) -> State {
    let mut state = state.clone();
    let rename = |id: &mut String| {
        if let Some(new) = plan.0.get(id.as_str()) {
            id.clone_from(new);
        }
    };
    for token in state.tokens.values_mut() {
        rename(&mut token.element);
    }
    for scope in state.scopes.values_mut() {
        match &mut scope.kind {
            ScopeKind::Process { .. } => {}
            ScopeKind::SubProcess { element }
            | ScopeKind::EventSubProcess { element, .. }
            | ScopeKind::Rounds { element, .. }
            | ScopeKind::Round { element } => rename(element),
        }
    }
    for passage in &mut state.path {
        rename(&mut passage.element);
    }
    for timer in state.timers.values_mut() {
        rename(&mut timer.element);
    }
    for awaited in state.subscriptions.values_mut() {
        rename(&mut awaited.element);
    }
    let occurrences = std::mem::take(&mut state.occurrences);
    for (mut element, reached) in occurrences {
        rename(&mut element);
        // Numbers go on from the higher one, so that none is given twice.
        let last = state.occurrences.entry(element).or_insert(0);
        *last = reached.max(*last);
    }
    state
}

/// A stage under another id is another stage for whoever works on it.
fn reopen_renamed(state: &State, plan: &MigrationPlan) -> Vec<Effect> {
    let mut effects = Vec::new();
    let old_ids: BTreeMap<&str, &str> = plan
        .0
        .iter()
        .filter(|(old, new)| old != new)
        .map(|(old, new)| (new.as_str(), old.as_str()))
        .collect();
    for (element, occurrence) in state.open_stages() {
        let Some(old) = old_ids.get(element) else { continue };
        let (element, old) = (element.to_owned(), (*old).to_owned());
        let cause = Cancellation::Migrated { to: element.clone() };
        effects.push(Effect::StageCancelled { element: old, occurrence, cause });
        effects.push(Effect::StageOpened { element, occurrence, prefilled_from: None });
    }
    effects
}
