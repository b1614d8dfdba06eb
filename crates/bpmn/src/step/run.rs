//! Moves tokens through one step (BPMN 2.0.2, chapter 13).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rules::{Expressions, Variables};

use super::{StepError, timers};
use crate::command::{Cancellation, Effect};
use crate::definition::{Definition, Element, ElementKind, SequenceFlow};
use crate::state::{Origin, Outcome, Passage, Phase, ScopeId, State, Token, TokenId, Wait};

/// Bounds on one step, for processes whose forks multiply tokens without joining them.
const MOVES_MAX: usize = 10_000;
const TOKENS_MAX: usize = 1_000;

/// A step under way.
pub(super) struct Run<'a> {
    pub definition: &'a Definition,
    pub expressions: &'a dyn Expressions,
    pub state: State,
    pub at: i64,
    pub effects: Vec<Effect>,
    /// Tokens on their way, first come first.
    moving: VecDeque<Moving<'a>>,
}

/// A token on a sequence flow.
struct Moving<'a> {
    flow: &'a SequenceFlow,
    scope: ScopeId,
    /// Index of the passage that set it going.
    passage: usize,
}

impl<'a> Run<'a> {
    pub fn new(
        definition: &'a Definition,
        expressions: &'a dyn Expressions,
        state: State,
        at: i64,
    ) -> Self {
        Self { definition, expressions, state, at, effects: Vec::new(), moving: VecDeque::new() }
    }

    /// Writes down that an element was passed; returns the index of the passage.
    pub fn pass(&mut self, element: &str, occurrence: u32, from: Origin) -> usize {
        let element = element.to_owned();
        let passage =
            Passage { element, occurrence, at: self.at, from, to: Vec::new(), sent_back: false };
        self.state.path.push(passage);
        self.state.path.len() - 1
    }

    /// Lets a waiting token go on, since what it waited for has come.
    pub fn go_on(&mut self, id: TokenId, variables: &Variables) -> Result<(), StepError> {
        let Some(token) = self.take(id) else { return Ok(()) };
        self.lay_over(token.scope, variables);
        let occurrence = token.wait.occurrence().unwrap_or_default();
        let passage = self.pass(&token.element, occurrence, Origin::Token(id));
        self.leave(&token.element, token.scope, passage)?;
        self.settle()
    }

    /// Sets a token going on every sequence flow that leaves `element`, or on the one that an exclusive gateway
    /// chooses.
    pub fn leave(
        &mut self,
        element: &str,
        scope: ScopeId,
        passage: usize,
    ) -> Result<(), StepError> {
        let element = self.element(element)?;
        if matches!(element.kind, ElementKind::ExclusiveGateway { .. }) {
            let flow = self.choose(element, scope)?;
            self.moving.push_back(Moving { flow, scope, passage });
            return Ok(());
        }
        for flow in &element.outgoing {
            let flow = self.flow(flow)?;
            self.moving.push_back(Moving { flow, scope, passage });
        }
        Ok(())
    }

    /// Moves on until every token waits, then says whether that is the end.
    pub fn settle(&mut self) -> Result<(), StepError> {
        let mut moves = 0;
        while let Some(moving) = self.moving.pop_front() {
            moves += 1;
            if moves > MOVES_MAX {
                return Err(StepError::Runaway { limit: MOVES_MAX });
            }
            if self.state.tokens.len() >= TOKENS_MAX {
                return Err(StepError::Runaway { limit: TOKENS_MAX });
            }
            self.arrive(moving)?;
        }
        if self.state.tokens.is_empty() {
            self.end(Outcome::Completed);
            return Ok(());
        }
        let is_at_join = |token: &Token| matches!(token.wait, Wait::Branches { .. });
        if self.state.tokens.values().all(is_at_join) {
            let joins: BTreeSet<String> =
                self.state.tokens.values().map(|token| token.element.clone()).collect();
            self.effects.push(Effect::Stalled { joins: joins.into_iter().collect() });
        }
        Ok(())
    }

    fn arrive(&mut self, moving: Moving<'a>) -> Result<(), StepError> {
        let Moving { flow, scope, passage } = moving;
        let element = self.element(&flow.target)?;
        match &element.kind {
            ElementKind::Stage(_) => {
                let last = self.state.last_completion(&element.id);
                let prefilled_from = last.filter(|last| last.sent_back).map(|last| last.occurrence);
                let token = self.open_stage(element, scope, prefilled_from)?;
                self.state.path[passage].to.push(token);
            }
            ElementKind::Service(_) => {
                let occurrence = self.next_occurrence(&element.id);
                let token = self.wait(element, scope, Wait::Service { occurrence });
                self.effects
                    .push(Effect::ServiceRequested { element: element.id.clone(), occurrence });
                timers::arm_boundaries(self, element, token)?;
                self.state.path[passage].to.push(token);
            }
            ElementKind::CatchTimer { timer } => {
                let occurrence = self.next_occurrence(&element.id);
                let token = self.wait(element, scope, Wait::Timer { occurrence });
                timers::arm(self, &element.id, timer, token);
                self.state.path[passage].to.push(token);
            }
            ElementKind::CatchMessage { message } => {
                let occurrence = self.next_occurrence(&element.id);
                let name = message.clone();
                let token = self.wait(element, scope, Wait::Message { occurrence, name });
                let (element, name) = (element.id.clone(), message.clone());
                self.effects.push(Effect::MessageAwaited { element, occurrence, name });
                self.state.path[passage].to.push(token);
            }
            ElementKind::ParallelGateway if element.incoming.len() > 1 => {
                let wait = Wait::Branches { flow: flow.id.clone() };
                let token = self.wait(element, scope, wait);
                self.state.path[passage].to.push(token);
                self.join(&element.id)?;
            }
            ElementKind::ParallelGateway | ElementKind::ExclusiveGateway { .. } => {
                self.leave(&element.id, scope, passage)?;
            }
            ElementKind::End => {}
            ElementKind::Start(_) | ElementKind::BoundaryTimer { .. } => {
                return Err(StepError::NotInDefinition { element: flow.target.clone() });
            }
        }
        Ok(())
    }

    /// Opens the next occurrence of a stage and arms its boundary timers.
    pub fn open_stage(
        &mut self,
        element: &'a Element,
        scope: ScopeId,
        prefilled_from: Option<u32>,
    ) -> Result<TokenId, StepError> {
        let occurrence = self.next_occurrence(&element.id);
        let token = self.wait(element, scope, Wait::Stage { occurrence });
        let id = element.id.clone();
        self.effects.push(Effect::StageOpened { element: id, occurrence, prefilled_from });
        timers::arm_boundaries(self, element, token)?;
        Ok(token)
    }

    /// Joins as often as a token waits on every flow that arrives: takes the oldest of each and goes on as one
    /// (BPMN 2.0.2, 13.4.1).
    pub fn join(&mut self, gateway: &str) -> Result<(), StepError> {
        let element = self.element(gateway)?;
        while let Some(arrived) = self.arrived_on_all(element) {
            let mut scope = ScopeId::ROOT;
            for id in arrived.values() {
                if let Some(token) = self.take(*id) {
                    scope = token.scope;
                }
            }
            let passage = self.pass(gateway, 0, Origin::Join(arrived));
            self.leave(gateway, scope, passage)?;
        }
        Ok(())
    }

    /// The oldest token of each flow that arrives at a join, if there is one on every flow.
    fn arrived_on_all(&self, gateway: &Element) -> Option<BTreeMap<String, TokenId>> {
        let mut arrived: BTreeMap<String, TokenId> = BTreeMap::new();
        for (id, token) in self.state.tokens.iter().filter(|(_, token)| token.element == gateway.id)
        {
            if let Wait::Branches { flow } = &token.wait {
                arrived.entry(flow.clone()).or_insert(*id);
            }
        }
        let is_complete = gateway.incoming.iter().all(|flow| arrived.contains_key(flow));
        Some(arrived).filter(|arrived| is_complete && !arrived.is_empty())
    }

    /// Takes a waiting token away, with the timers that depend on it.
    pub fn take(&mut self, id: TokenId) -> Option<Token> {
        let token = self.state.tokens.remove(&id)?;
        timers::disarm(self, id);
        Some(token)
    }

    /// Takes a waiting token away and says so to whoever it waited for.
    pub fn cancel(&mut self, id: TokenId, cause: &Cancellation) {
        let Some(Token { element, wait, .. }) = self.take(id) else { return };
        let cause = cause.clone();
        let effect = match wait {
            Wait::Stage { occurrence } => Effect::StageCancelled { element, occurrence, cause },
            Wait::Service { occurrence } => Effect::ServiceCancelled { element, occurrence, cause },
            Wait::Message { occurrence, name } => {
                Effect::MessageDropped { element, occurrence, name }
            }
            // The timer was disarmed above; nobody outside knows of a join.
            Wait::Timer { .. } | Wait::Branches { .. } => return,
        };
        self.effects.push(effect);
    }

    pub fn end(&mut self, outcome: Outcome) {
        self.state.phase = Phase::Ended(outcome);
        self.effects.push(Effect::Ended { outcome });
    }

    /// Lays variables over those of a scope, name by name.
    pub fn lay_over(&mut self, scope: ScopeId, variables: &Variables) {
        if let Some(scope) = self.state.scopes.get_mut(&scope) {
            scope
                .variables
                .extend(variables.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
    }

    pub fn element(&self, id: &str) -> Result<&'a Element, StepError> {
        self.definition
            .element(id)
            .ok_or_else(|| StepError::NotInDefinition { element: id.to_owned() })
    }

    fn flow(&self, id: &str) -> Result<&'a SequenceFlow, StepError> {
        self.definition
            .flow(id)
            .ok_or_else(|| StepError::NotInDefinition { element: id.to_owned() })
    }

    /// The first flow in the order of the file whose condition holds, else the default (BPMN 2.0.2, 13.4.2).
    fn choose(&self, gateway: &'a Element, scope: ScopeId) -> Result<&'a SequenceFlow, StepError> {
        let default = match &gateway.kind {
            ElementKind::ExclusiveGateway { default } => default.as_deref(),
            _ => None,
        };
        let variables = self.visible_variables(scope);
        for id in gateway.outgoing.iter().filter(|id| Some(id.as_str()) != default) {
            let flow = self.flow(id)?;
            let Some(condition) = &flow.condition else { return Ok(flow) };
            let holds = self.expressions.holds(condition, &variables).map_err(|cause| {
                StepError::Condition { gateway: gateway.id.clone(), flow: id.clone(), cause }
            })?;
            if holds {
                return Ok(flow);
            }
        }
        match default {
            Some(default) => self.flow(default),
            None => Err(StepError::NoFlowHolds { gateway: gateway.id.clone() }),
        }
    }

    /// The variables of a scope and, where it does not hide them, of those around it.
    fn visible_variables(&self, scope: ScopeId) -> Variables {
        let mut visible = Variables::new();
        let mut next = self.state.scopes.get(&scope);
        while let Some(scope) = next {
            for (name, value) in &scope.variables {
                visible.entry(name.clone()).or_insert_with(|| value.clone());
            }
            next = scope.parent.and_then(|parent| self.state.scopes.get(&parent));
        }
        visible
    }

    fn next_occurrence(&mut self, element: &str) -> u32 {
        let occurrences = self.state.occurrences.entry(element.to_owned()).or_insert(0);
        *occurrences = occurrences.saturating_add(1);
        *occurrences
    }

    fn wait(&mut self, element: &Element, scope: ScopeId, wait: Wait) -> TokenId {
        self.state.tokens_made = self.state.tokens_made.saturating_add(1);
        let id = TokenId(self.state.tokens_made);
        self.state.tokens.insert(id, Token { scope, element: element.id.clone(), wait });
        id
    }
}
