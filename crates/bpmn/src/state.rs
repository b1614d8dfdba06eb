//! The state of one running order: a plain value that is stored as JSON after every step.
//!
//! A state is only made by [`step`](crate::step) from the one before. It keeps which token came from which (the
//! [`Passage`]s), because sending back has to know what an earlier stage has led to, even across parallel branches.

use std::collections::BTreeMap;

use rules::Variables;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Everything that is known about a running process. The default is one that has not been started.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Source hash of the definition it runs on; empty before the start.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) definition: String,
    pub(crate) phase: Phase,
    /// The tree of scopes; the root is the process itself.
    #[serde(default)]
    pub(crate) scopes: BTreeMap<ScopeId, Scope>,
    #[serde(default)]
    pub(crate) tokens: BTreeMap<TokenId, Token>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) timers: BTreeMap<TimerId, ArmedTimer>,
    /// The messages that are waited for, the oldest first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) subscriptions: BTreeMap<SubscriptionId, Subscription>,
    /// How often each element was reached, where tokens wait.
    #[serde(default)]
    pub(crate) occurrences: BTreeMap<String, u32>,
    /// In the order in which it happened.
    #[serde(default)]
    pub(crate) path: Vec<Passage>,
    #[serde(default)]
    pub(crate) tokens_made: u32,
    #[serde(default)]
    pub(crate) timers_made: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) subscriptions_made: u32,
    /// Besides the root.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) scopes_made: u32,
}

/// Where a process is in its life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    #[default]
    NotStarted,
    Running,
    /// No stage completes and nothing fires until it is resumed (挂起).
    Suspended,
    Ended(Outcome),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The last token came to its end.
    Completed,
    /// A command ended it (终止).
    Terminated,
}

/// One of many rounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Round<'s> {
    /// What the rounds that were begun together have in common, and no others.
    pub of: u32,
    /// What it sees of its own: its number as `loopCounter`, and its item under the name that the process gives it.
    pub sees: &'s Variables,
}

/// A part of the process that is entered and left as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scope {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ScopeId>,
    /// The token of the parent that goes on when this scope is done. None for the root, for the rounds of a
    /// multi-instance activity and for what an event began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<TokenId>,
    #[serde(default, skip_serializing_if = "ScopeKind::is_main")]
    pub kind: ScopeKind,
    /// Of a process: all its variables. Of a round: its number and item. Else none.
    pub variables: Variables,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScopeKind {
    /// A process, with variables of its own; without a name the one that the order runs.
    Process { process: Option<String> },
    /// A sub-process that a token entered.
    SubProcess { element: String },
    /// A sub-process that an event began.
    EventSubProcess { element: String, occurrence: u32 },
    /// A multi-instance activity as a whole: the scope around its rounds.
    Rounds {
        element: String,
        total: u32,
        begun: u32,
        done: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        items: Vec<Value>,
    },
    /// One round of it.
    Round { element: String },
}

impl ScopeKind {
    fn is_main(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for ScopeKind {
    fn default() -> Self {
        Self::Process { process: None }
    }
}

#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub(crate) struct ScopeId(pub(crate) u32);

impl ScopeId {
    pub(crate) const ROOT: Self = Self(0);

    pub(crate) fn is_root(&self) -> bool {
        *self == Self::ROOT
    }
}

/// A token that waits; tokens on their way exist only within a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    #[serde(default, skip_serializing_if = "ScopeId::is_root")]
    pub scope: ScopeId,
    pub element: String,
    pub wait: Wait,
}

/// What a token waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wait {
    /// A person who completes the stage; further people who sign it have occurrences of their own.
    Stage {
        occurrence: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signers: Vec<u32>,
    },
    /// A program that answers.
    Service {
        occurrence: u32,
    },
    /// The message of a receive task.
    Receive {
        occurrence: u32,
    },
    /// The event of an intermediate catch event.
    Timer {
        occurrence: u32,
    },
    Message {
        occurrence: u32,
    },
    /// The first of the events behind an event-based gateway.
    Events,
    /// The other branches of a gateway; it came by this flow.
    Branches {
        flow: String,
    },
    /// The scope that it holds: a sub-process or a called process.
    Scope {
        occurrence: u32,
    },
    /// The rounds of a multi-instance activity.
    Rounds,
}

/// A token's number, unique within its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct TokenId(pub u32);

/// A timer's number, unique within its order. Each round of a cycle has its own, so that a repeated firing is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimerId(pub u32);

/// Which of those that wait for messages came first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct SubscriptionId(pub u32);

/// Whom an event concerns: it is no longer waited for when this is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Holder {
    /// The token that it interrupts, reminds or lets go on.
    Token(TokenId),
    /// The scope in which it begins an event sub-process.
    Scope(ScopeId),
}

/// A timer that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArmedTimer {
    /// The event that fires.
    pub element: String,
    /// Microseconds since 1970 UTC.
    pub due: i64,
    #[serde(flatten)]
    pub(crate) holder: Holder,
    /// How many rounds of a cycle are left, this one included; none if it has no end or is no cycle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rounds: Option<u32>,
    /// The time from one round of a cycle to the next, in microseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) period_micros: Option<i64>,
}

/// A message that is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Subscription {
    /// The event or receive task that waits.
    pub element: String,
    pub name: String,
    #[serde(flatten)]
    pub holder: Holder,
}

/// One thing that happened and moved tokens: a start, a completion, a firing, a message, an error, a join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The element that was passed.
    pub element: String,
    /// Which occurrence of it; 0 for starts, joins and boundary events, and for a multi-instance activity as a whole.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub occurrence: u32,
    /// Microseconds since 1970 UTC, as the command said.
    pub at: i64,
    #[serde(default, skip_serializing_if = "ScopeId::is_root")]
    pub(crate) scope: ScopeId,
    pub(crate) from: Origin,
    /// The tokens that it led to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) to: Vec<TokenId>,
    /// Undone by sending back: it stays in the story, frozen, and counts no more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sent_back: bool,
}

/// Which tokens a passage took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    Start,
    Token(TokenId),
    /// A non-interrupting event, or something within what the token holds: the token stays where it is.
    Reminder(TokenId),
    /// A join: one token of each flow.
    Join(BTreeMap<String, TokenId>),
}

impl Origin {
    pub fn comes_from(&self, is_among: impl Fn(TokenId) -> bool) -> bool {
        match self {
            Self::Start => false,
            Self::Token(token) | Self::Reminder(token) => is_among(*token),
            Self::Join(tokens) => tokens.values().any(|token| is_among(*token)),
        }
    }
}

/// What became of one occurrence of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Open,
    Completed,
    /// Completed once, then the order was sent back to it or to a stage before it.
    Frozen,
    /// Left without being completed: interrupted, sent back or terminated.
    Cancelled,
    /// Never reached.
    Unknown,
}

impl State {
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Source hash of the definition it runs on; nothing before the start.
    pub fn definition_hash(&self) -> Option<&str> {
        Some(self.definition.as_str()).filter(|hash| !hash.is_empty())
    }

    /// The open stages: element and occurrence.
    pub fn open_stages(&self) -> impl Iterator<Item = (&str, u32)> {
        self.tokens.values().flat_map(|token| {
            let (first, others): (Option<u32>, &[u32]) = match &token.wait {
                Wait::Stage { occurrence, signers } => (Some(*occurrence), signers),
                _ => (None, &[]),
            };
            first.into_iter().chain(others.iter().copied()).map(|n| (token.element.as_str(), n))
        })
    }

    /// The services that have not answered yet: element and occurrence.
    pub fn pending_services(&self) -> impl Iterator<Item = (&str, u32)> {
        self.tokens.values().filter_map(|token| match token.wait {
            Wait::Service { occurrence } => Some((token.element.as_str(), occurrence)),
            _ => None,
        })
    }

    /// The receive tasks that wait: element and occurrence.
    pub fn receiving_tasks(&self) -> impl Iterator<Item = (&str, u32)> {
        self.tokens.values().filter_map(|token| match token.wait {
            Wait::Receive { occurrence } => Some((token.element.as_str(), occurrence)),
            _ => None,
        })
    }

    /// The messages that are waited for, the oldest first: the event or receive task, and the name of the message.
    pub fn awaited_messages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.subscriptions.values().map(|awaited| (awaited.element.as_str(), awaited.name.as_str()))
    }

    /// The timers that run, by number. Several that are due are fired in the order of `due`.
    pub fn timers(&self) -> impl Iterator<Item = (TimerId, &ArmedTimer)> {
        self.timers.iter().map(|(id, timer)| (*id, timer))
    }

    /// The variables of the process; none before the start.
    pub fn variables(&self) -> Option<&Variables> {
        self.scopes.get(&ScopeId::ROOT).map(|scope| &scope.variables)
    }

    /// The round of a multi-instance activity that an open occurrence belongs to.
    pub fn round_of(&self, element: &str, occurrence: u32) -> Option<Round<'_>> {
        let (_, token) = self.waiting(element, occurrence)?;
        let mut scopes = std::iter::successors(self.scopes.get(&token.scope), |scope| {
            self.scopes.get(&scope.parent?)
        });
        let round = scopes.find(|scope| matches!(scope.kind, ScopeKind::Round { .. }))?;
        Some(Round { of: round.parent.map_or(0, |rounds| rounds.0), sees: &round.variables })
    }

    /// What happened, in order.
    pub fn path(&self) -> &[Passage] {
        &self.path
    }

    pub fn standing(&self, element: &str, occurrence: u32) -> Standing {
        let is_open = self
            .tokens
            .values()
            .any(|token| token.element == element && token.wait.is_open_as(occurrence));
        if is_open {
            return Standing::Open;
        }
        if let Some(passage) = self.completion(element, occurrence) {
            return if passage.sent_back { Standing::Frozen } else { Standing::Completed };
        }
        let reached = self.occurrences.get(element).copied().unwrap_or(0);
        if (1..=reached).contains(&occurrence) { Standing::Cancelled } else { Standing::Unknown }
    }

    /// The token that waits at `element` as this occurrence.
    pub(crate) fn waiting(&self, element: &str, occurrence: u32) -> Option<(TokenId, &Token)> {
        self.tokens
            .iter()
            .find(|(_, token)| token.element == element && token.wait.is_open_as(occurrence))
            .map(|(id, token)| (*id, token))
    }

    fn completion(&self, element: &str, occurrence: u32) -> Option<&Passage> {
        self.path
            .iter()
            .find(|p| p.element == element && p.occurrence == occurrence && occurrence > 0)
    }

    /// The last completion of an element, frozen or not.
    pub(crate) fn last_completion(&self, element: &str) -> Option<&Passage> {
        self.path.iter().rev().find(|p| p.element == element && p.occurrence > 0)
    }
}

impl Wait {
    /// A stage that nobody else signs.
    pub fn stage(occurrence: u32) -> Self {
        Self::Stage { occurrence, signers: Vec::new() }
    }

    /// Of a stage with several signers the first that is still open.
    pub fn occurrence(&self) -> Option<u32> {
        match self {
            Self::Stage { occurrence, .. }
            | Self::Service { occurrence }
            | Self::Receive { occurrence }
            | Self::Timer { occurrence }
            | Self::Message { occurrence }
            | Self::Scope { occurrence } => Some(*occurrence),
            Self::Events | Self::Branches { .. } | Self::Rounds => None,
        }
    }

    fn is_open_as(&self, wanted: u32) -> bool {
        let is_signer = matches!(self, Self::Stage { signers, .. } if signers.contains(&wanted));
        is_signer || self.occurrence() == Some(wanted)
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn is_false(flag: &bool) -> bool {
    !*flag
}
