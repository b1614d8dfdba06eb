//! The plug of the platform: pulled before some statement, or between a commit and its answer.

use std::sync::Mutex;

use platform_store::Hazard;

/// Pulls the plug when its count runs out; what comes after that fails until the platform is started again.
#[derive(Debug, Default)]
pub struct Plug(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    statements_left: Option<u32>,
    pull_after_commit: bool,
    pulled: bool,
}

impl Plug {
    /// Pulls it before the n-th statement from now.
    pub fn pull_before_statement(&self, n: u32) {
        self.state().statements_left = Some(n);
    }

    /// Pulls it after the next commit, before anybody hears of it.
    pub fn pull_after_commit(&self) {
        self.state().pull_after_commit = true;
    }

    #[must_use]
    pub fn is_pulled(&self) -> bool {
        self.state().pulled
    }

    /// Puts it in again.
    pub fn restore(&self) {
        *self.state() = State::default();
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Hazard for Plug {
    fn strikes_statement(&self) -> bool {
        let mut state = self.state();
        if let Some(left) = state.statements_left.as_mut() {
            *left = left.saturating_sub(1);
            if *left == 0 {
                state.pulled = true;
            }
        }
        state.pulled
    }

    fn strikes_answer(&self) -> bool {
        let mut state = self.state();
        if state.pull_after_commit {
            state.pulled = true;
        }
        state.pulled
    }
}
