//! Moves tokens through one step (BPMN 2.0.2, chapter 13).

use std::collections::{BTreeSet, VecDeque};

use rules::{Expressions, Variables};

use super::{StepError, activities, choices, errors, joins, scopes, triggers};
use crate::command::{Cancellation, Effect};
use crate::definition::{Definition, Element, ElementKind, End, Process, SequenceFlow, Trigger};
use crate::state::{
    Holder, Origin, Outcome, Passage, Phase, ScopeId, ScopeKind, State, Token, TokenId, Wait,
};

/// Bounds on one step, for processes whose forks multiply tokens without joining them.
const MOVES_MAX: usize = 10_000;
const TOKENS_MAX: usize = 5_000;

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

/// A token on its way to an element.
pub(super) struct Moving<'a> {
    pub element: &'a Element,
    /// The flow it comes by; none where tokens begin.
    pub flow: Option<&'a SequenceFlow>,
    pub scope: ScopeId,
    /// Index of the passage that set it going.
    pub passage: usize,
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
    pub fn pass(&mut self, element: &str, occurrence: u32, scope: ScopeId, from: Origin) -> usize {
        let element = element.to_owned();
        let (at, to, sent_back) = (self.at, Vec::new(), false);
        self.state.path.push(Passage { element, occurrence, at, scope, from, to, sent_back });
        self.state.path.len() - 1
    }

    /// Lets a waiting token go on, since what it waited for has come.
    pub fn go_on(&mut self, id: TokenId) -> Result<(), StepError> {
        let Some(token) = self.take(id) else { return Ok(()) };
        let element = self.element(token.scope, &token.element)?;
        let occurrence = token.wait.occurrence().unwrap_or_default();
        let passage = self.pass(&element.id, occurrence, token.scope, Origin::Token(id));
        choices::leave(self, element, token.scope, passage)
    }

    pub fn set_going(&mut self, moving: Moving<'a>) {
        self.moving.push_back(moving);
    }

    pub fn is_moving_in(&self, scope: ScopeId) -> bool {
        self.moving.iter().any(|moving| moving.scope == scope)
    }

    /// Stops the tokens that are on their way in a scope or within it.
    pub fn stop_moving(&mut self, scope: ScopeId) {
        let state = &self.state;
        self.moving.retain(|moving| !scopes::is_within(state, moving.scope, scope));
    }

    /// Moves on until every token waits and everything that is done is left, then says whether that is the end.
    pub fn settle(&mut self) -> Result<(), StepError> {
        let mut moves = 0;
        loop {
            moves += 1;
            if moves > MOVES_MAX {
                return Err(StepError::Runaway { limit: MOVES_MAX });
            }
            if self.state.tokens.len() >= TOKENS_MAX {
                return Err(StepError::Runaway { limit: TOKENS_MAX });
            }
            if let Some(moving) = self.moving.pop_front() {
                self.arrive(moving)?;
            } else if !joins::meet_where_nobody_is_missing(self)?
                && !scopes::leave_an_empty_one(self)?
            {
                break;
            }
        }
        let is_over = self.state.tokens.is_empty() && self.state.scopes.len() <= 1;
        if is_over {
            triggers::disarm(self, Holder::Scope(ScopeId::ROOT));
            self.end(Outcome::Completed);
            return Ok(());
        }
        self.report_stall();
        Ok(())
    }

    fn report_stall(&mut self) {
        // A token that holds a scope waits for those within.
        let waits = |token: &&Token| !matches!(token.wait, Wait::Scope { .. } | Wait::Rounds);
        let mut joins = BTreeSet::new();
        for token in self.state.tokens.values().filter(waits) {
            let Wait::Branches { .. } = token.wait else { return };
            joins.insert(token.element.clone());
        }
        if !joins.is_empty() && self.state.timers.is_empty() && self.state.subscriptions.is_empty()
        {
            self.effects.push(Effect::Stalled { joins: joins.into_iter().collect() });
        }
    }

    fn arrive(&mut self, moving: Moving<'a>) -> Result<(), StepError> {
        let Moving { element, scope, passage, .. } = moving;
        match &element.kind {
            ElementKind::Stage(_)
            | ElementKind::Service(_)
            | ElementKind::Receive { .. }
            | ElementKind::Task
            | ElementKind::SubProcess(_)
            | ElementKind::Call { .. } => activities::arrive(self, element, scope, passage),
            ElementKind::Catch { trigger } => {
                let occurrence = self.next_occurrence(&element.id);
                let wait = match trigger {
                    Trigger::Timer { .. } => Wait::Timer { occurrence },
                    Trigger::Message { .. } | Trigger::Error { .. } => Wait::Message { occurrence },
                };
                let token = self.wait(element, scope, wait, Some(passage));
                triggers::arm_for(self, Holder::Token(token))
            }
            ElementKind::EventGateway => {
                let token = self.wait(element, scope, Wait::Events, Some(passage));
                triggers::arm_for(self, Holder::Token(token))
            }
            ElementKind::ParallelGateway | ElementKind::InclusiveGateway => {
                joins::arrive(self, &moving)
            }
            ElementKind::ExclusiveGateway | ElementKind::Start(_) => {
                choices::leave(self, element, scope, passage)
            }
            ElementKind::Throw { message } => {
                self.send(element, message.as_deref());
                choices::leave(self, element, scope, passage)
            }
            ElementKind::End(end) => self.arrive_at_end(element, end, scope),
            ElementKind::Boundary { .. } => {
                Err(StepError::NotInDefinition { element: element.id.clone() })
            }
        }
    }

    fn arrive_at_end(
        &mut self,
        element: &Element,
        end: &End,
        scope: ScopeId,
    ) -> Result<(), StepError> {
        match end {
            End::None => {}
            End::Message { message } => self.send(element, message.as_deref()),
            End::Terminate => {
                let cause = Cancellation::Interrupted { by: element.id.clone() };
                scopes::clear(self, scope, &cause);
            }
            End::Error { code } => errors::throw(self, &element.id, code, scope, None)?,
        }
        Ok(())
    }

    fn send(&mut self, element: &Element, message: Option<&str>) {
        if let Some(name) = message {
            let (element, name) = (element.id.clone(), name.to_owned());
            self.effects.push(Effect::MessageSent { element, name });
        }
    }

    /// Lets a token wait, as what followed from a passage.
    pub fn wait(
        &mut self,
        element: &Element,
        scope: ScopeId,
        wait: Wait,
        passage: Option<usize>,
    ) -> TokenId {
        let id = self.new_token_id();
        self.state.tokens.insert(id, Token { scope, element: element.id.clone(), wait });
        if let Some(passage) = passage {
            self.state.path[passage].to.push(id);
        }
        id
    }

    pub fn new_token_id(&mut self) -> TokenId {
        self.state.tokens_made = self.state.tokens_made.saturating_add(1);
        TokenId(self.state.tokens_made)
    }

    pub fn next_occurrence(&mut self, element: &str) -> u32 {
        let occurrences = self.state.occurrences.entry(element.to_owned()).or_insert(0);
        *occurrences = occurrences.saturating_add(1);
        *occurrences
    }

    /// Takes a waiting token away, with what events wait for on its behalf.
    pub fn take(&mut self, id: TokenId) -> Option<Token> {
        let token = self.state.tokens.remove(&id)?;
        triggers::disarm(self, Holder::Token(id));
        Some(token)
    }

    /// Takes a waiting token away, with everything it holds, and says so to whoever it waited for.
    pub fn cancel(&mut self, id: TokenId, cause: &Cancellation) {
        let Some(Token { element, wait, .. }) = self.take(id) else { return };
        match wait {
            Wait::Stage { occurrence, signers } => {
                for occurrence in std::iter::once(occurrence).chain(signers) {
                    let (element, cause) = (element.clone(), cause.clone());
                    self.effects.push(Effect::StageCancelled { element, occurrence, cause });
                }
            }
            Wait::Service { occurrence } => {
                let cause = cause.clone();
                self.effects.push(Effect::ServiceCancelled { element, occurrence, cause });
            }
            Wait::Scope { .. } | Wait::Rounds => scopes::cancel_held(self, id, cause),
            // What it waited for was disarmed above; nobody outside knows of a join.
            Wait::Receive { .. }
            | Wait::Timer { .. }
            | Wait::Message { .. }
            | Wait::Events
            | Wait::Branches { .. } => {}
        }
    }

    pub fn end(&mut self, outcome: Outcome) {
        self.state.phase = Phase::Ended(outcome);
        self.effects.push(Effect::Ended { outcome });
    }

    /// Lays variables over those of the process that a scope belongs to, name by name.
    pub fn lay_over(&mut self, scope: ScopeId, variables: &Variables) {
        let process = scopes::process_scope(&self.state, scope);
        if let Some(scope) = self.state.scopes.get_mut(&process) {
            scope
                .variables
                .extend(variables.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
    }

    /// The variables of a scope and, where it does not hide them, of those around it, up to its process.
    pub fn visible_variables(&self, scope: ScopeId) -> Variables {
        let mut visible = Variables::new();
        let mut next = self.state.scopes.get(&scope);
        while let Some(scope) = next {
            for (name, value) in &scope.variables {
                visible.entry(name.clone()).or_insert_with(|| value.clone());
            }
            if matches!(scope.kind, ScopeKind::Process { .. }) {
                break;
            }
            next = scope.parent.and_then(|parent| self.state.scopes.get(&parent));
        }
        visible
    }

    /// The process that a scope belongs to.
    pub fn process(&self, scope: ScopeId) -> Result<&'a Process, StepError> {
        let process = scopes::process_scope(&self.state, scope);
        match self.state.scopes.get(&process).map(|scope| &scope.kind) {
            Some(ScopeKind::Process { process: Some(named) }) => self
                .definition
                .process_named(named)
                .ok_or_else(|| StepError::NoSuchProcess { process: named.clone() }),
            _ => Ok(self.definition.process()),
        }
    }

    pub fn element(&self, scope: ScopeId, id: &str) -> Result<&'a Element, StepError> {
        self.process(scope)?
            .element(id)
            .ok_or_else(|| StepError::NotInDefinition { element: id.to_owned() })
    }
}
