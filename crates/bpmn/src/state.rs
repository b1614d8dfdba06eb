//! The state of one running order: a plain value that is stored as JSON after every step.
//!
//! A state is only made by [`step`](crate::step) from the one before. It keeps which token came from which (the
//! [`Passage`]s), because sending back has to know what an earlier stage has led to, even across parallel branches.

use std::collections::BTreeMap;

use rules::Variables;
use serde::{Deserialize, Serialize};

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
}

/// Where a process is in its life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    #[default]
    NotStarted,
    Running,
    /// Nothing completes or fires until it is resumed (挂起).
    Suspended,
    Ended(Outcome),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The last token reached an end event.
    Completed,
    /// A command ended it (终止).
    Terminated,
}

/// A process or sub-process instance: where variables live.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scope {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ScopeId>,
    pub variables: Variables,
}

#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub(crate) struct ScopeId(pub(crate) u32);

impl ScopeId {
    pub(crate) const ROOT: Self = Self(0);
}

/// A token that waits; tokens on their way exist only within a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    pub scope: ScopeId,
    pub element: String,
    pub wait: Wait,
}

/// What a token waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wait {
    /// A person who completes the stage.
    Stage {
        occurrence: u32,
    },
    /// A program that answers.
    Service {
        occurrence: u32,
    },
    Timer {
        occurrence: u32,
    },
    Message {
        occurrence: u32,
        name: String,
    },
    /// The other branches of a parallel gateway; it came by this flow.
    Branches {
        flow: String,
    },
}

/// A token's number, unique within its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct TokenId(pub u32);

/// A timer's number, unique within its order. Each round of a cycle has its own, so that a repeated firing is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimerId(pub u32);

/// A timer that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArmedTimer {
    /// The boundary event or intermediate catch event.
    pub element: String,
    /// Microseconds since 1970 UTC.
    pub due: i64,
    /// The token that it interrupts, reminds or lets go on.
    pub(crate) token: TokenId,
    /// How many rounds of a cycle are left, this one included; none if it has no end or is no cycle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rounds: Option<u32>,
}

/// One thing that happened and moved tokens: a start, a completion, a firing, a message, a join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The element that was passed.
    pub element: String,
    /// Which occurrence of it; 0 for starts, joins and boundary events.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub occurrence: u32,
    /// Microseconds since 1970 UTC, as the command said.
    pub at: i64,
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
    /// A non-interrupting event: the token stays where it is.
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
        self.tokens.values().filter_map(|token| match token.wait {
            Wait::Stage { occurrence } => Some((token.element.as_str(), occurrence)),
            _ => None,
        })
    }

    /// The services that have not answered yet: element and occurrence.
    pub fn pending_services(&self) -> impl Iterator<Item = (&str, u32)> {
        self.tokens.values().filter_map(|token| match token.wait {
            Wait::Service { occurrence } => Some((token.element.as_str(), occurrence)),
            _ => None,
        })
    }

    /// The messages that are waited for: element and name of the message.
    pub fn awaited_messages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tokens.values().filter_map(|token| match &token.wait {
            Wait::Message { name, .. } => Some((token.element.as_str(), name.as_str())),
            _ => None,
        })
    }

    /// The timers that run, by number. Several that are due are fired in the order of `due`.
    pub fn timers(&self) -> impl Iterator<Item = (TimerId, &ArmedTimer)> {
        self.timers.iter().map(|(id, timer)| (*id, timer))
    }

    /// The variables of the process; none before the start.
    pub fn variables(&self) -> Option<&Variables> {
        self.scopes.get(&ScopeId::ROOT).map(|scope| &scope.variables)
    }

    /// What happened, in order.
    pub fn path(&self) -> &[Passage] {
        &self.path
    }

    pub fn standing(&self, element: &str, occurrence: u32) -> Standing {
        let is_open = self
            .tokens
            .values()
            .any(|token| token.element == element && token.wait.occurrence() == Some(occurrence));
        if is_open {
            return Standing::Open;
        }
        if let Some(passage) = self.completion(element, occurrence) {
            return if passage.sent_back { Standing::Frozen } else { Standing::Completed };
        }
        let reached = self.occurrences.get(element).copied().unwrap_or(0);
        if (1..=reached).contains(&occurrence) { Standing::Cancelled } else { Standing::Unknown }
    }

    /// The token that waits at `element` for just this.
    pub(crate) fn waiting(&self, element: &str, wait: &Wait) -> Option<TokenId> {
        let mut tokens = self.tokens.iter();
        tokens.find(|(_, token)| token.element == element && token.wait == *wait).map(|(id, _)| *id)
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
    pub fn occurrence(&self) -> Option<u32> {
        match self {
            Self::Stage { occurrence }
            | Self::Service { occurrence }
            | Self::Timer { occurrence }
            | Self::Message { occurrence, .. } => Some(*occurrence),
            Self::Branches { .. } => None,
        }
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn is_false(flag: &bool) -> bool {
    !*flag
}
