//! The states of an order and of a stage; the same words in SQL, in JSON and on the screen.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What an order is as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    Open,
    /// 挂起: nothing moves until it is resumed.
    Suspended,
    /// 终止: ended before its process did.
    Terminated,
    /// 归档: its process has ended; the files are frozen.
    Archived,
}

impl OrderState {
    pub const ALL: [OrderState; 4] =
        [OrderState::Open, OrderState::Suspended, OrderState::Terminated, OrderState::Archived];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            OrderState::Open => "open",
            OrderState::Suspended => "suspended",
            OrderState::Terminated => "terminated",
            OrderState::Archived => "archived",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, OrderState::Terminated | OrderState::Archived)
    }
}

/// Where a stage stands in the chain of `domain.md` 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageState {
    /// Opened, nobody has it yet.
    Created,
    /// Somebody has it (派工).
    Dispatched,
    /// He knows it (签收).
    SignedIn,
    EnRoute,
    OnSite,
    InProgress,
    /// Handed on with its form (提交).
    Submitted,
    /// Looked at by the next or by the office (审核).
    Reviewed,
    /// Frozen because an earlier stage was opened again (回退).
    SentBack,
    /// Frozen because its order ended or its path was left.
    Cancelled,
}

impl StageState {
    pub const ALL: [StageState; 10] = [
        StageState::Created,
        StageState::Dispatched,
        StageState::SignedIn,
        StageState::EnRoute,
        StageState::OnSite,
        StageState::InProgress,
        StageState::Submitted,
        StageState::Reviewed,
        StageState::SentBack,
        StageState::Cancelled,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            StageState::Created => "created",
            StageState::Dispatched => "dispatched",
            StageState::SignedIn => "signed_in",
            StageState::EnRoute => "en_route",
            StageState::OnSite => "on_site",
            StageState::InProgress => "in_progress",
            StageState::Submitted => "submitted",
            StageState::Reviewed => "reviewed",
            StageState::SentBack => "sent_back",
            StageState::Cancelled => "cancelled",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Work can still be done on it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            StageState::Created
                | StageState::Dispatched
                | StageState::SignedIn
                | StageState::EnRoute
                | StageState::OnSite
                | StageState::InProgress
        )
    }

    /// Moves on to `next`. A worker may skip steps forward (a sign-in at the door) but never go back; ending states
    /// are final.
    ///
    /// # Errors
    /// When the stage is over or `next` lies behind.
    pub fn advance(self, next: StageState) -> Result<StageState, InvalidTransition> {
        let refused = InvalidTransition { from: self, to: next };
        if !self.is_open() || next.rank() <= self.rank() {
            return Err(refused);
        }
        Ok(next)
    }

    /// The worker's steps that lie between this one and `next`, that one among them: who begins has signed in, set out and
    /// arrived, whether he said so or not.
    pub fn steps_to(self, next: StageState) -> impl Iterator<Item = StageState> {
        const STEPS: [StageState; 4] =
            [StageState::SignedIn, StageState::EnRoute, StageState::OnSite, StageState::InProgress];
        let between = move |step: &StageState| {
            self.rank() < step.rank() && step.rank() <= next.rank() && next.is_open()
        };
        STEPS.into_iter().filter(between)
    }

    const fn rank(self) -> u8 {
        match self {
            StageState::Created => 0,
            StageState::Dispatched => 1,
            StageState::SignedIn => 2,
            StageState::EnRoute => 3,
            StageState::OnSite => 4,
            StageState::InProgress => 5,
            StageState::Submitted => 6,
            StageState::Reviewed => 7,
            StageState::SentBack | StageState::Cancelled => 8,
        }
    }
}

impl fmt::Display for StageState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A step that the chain of states does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stage that is {from} cannot become {to}")]
pub struct InvalidTransition {
    pub from: StageState,
    pub to: StageState,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_spelt_alike_in_json_and_sql() {
        for state in StageState::ALL {
            assert_eq!(serde_json::json!(state), state.as_str());
        }
        for state in OrderState::ALL {
            assert_eq!(serde_json::json!(state), state.as_str());
        }
    }

    #[test]
    fn a_step_takes_those_before_it_along() {
        use StageState as S;
        let check = |from: S, to: S, expect: &[S]| {
            assert_eq!(from.steps_to(to).collect::<Vec<_>>(), expect, "from {from} to {to}");
        };
        check(S::Dispatched, S::SignedIn, &[S::SignedIn]);
        check(S::Dispatched, S::InProgress, &[S::SignedIn, S::EnRoute, S::OnSite, S::InProgress]);
        check(S::EnRoute, S::InProgress, &[S::OnSite, S::InProgress]);
        check(S::OnSite, S::OnSite, &[]);
        check(S::Dispatched, S::Cancelled, &[]);
    }

    #[test]
    fn a_stage_never_goes_back() {
        assert_eq!(StageState::Dispatched.advance(StageState::OnSite), Ok(StageState::OnSite));
        assert!(StageState::OnSite.advance(StageState::SignedIn).is_err());
        assert!(StageState::Submitted.advance(StageState::Cancelled).is_err());
    }
}
