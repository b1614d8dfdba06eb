//! A command of the console: who gives it, when, as part of what, and the key under which it is answered once.

use access::{Action, Permit, Resource};
use axum::extract::FromRequestParts;
use http::request::Parts;
use vocabulary::{CorrelationId, Instant};

use super::{ConsoleCaller, Correlation, IdempotencyKey, Once, Problem};
use crate::Platform;
use crate::audit::Act;

/// What every command of the console comes with.
#[derive(Debug, Clone)]
pub struct ConsoleCommand {
    pub caller: ConsoleCaller,
    pub at: Instant,
    pub correlation: CorrelationId,
    pub once: Once,
}

impl ConsoleCommand {
    /// Leave to do something, or the problem that says why not.
    ///
    /// # Errors
    /// When no role of the caller allows it.
    pub fn may(&self, action: Action, resource: &Resource) -> Result<Permit, Problem> {
        self.caller.may(action, resource)
    }

    /// The command as the audit names it.
    #[must_use]
    pub fn act(&self) -> Act {
        Act { at: self.at, actor: self.caller.audit_name(), correlation: self.correlation }
    }
}

impl FromRequestParts<Platform> for ConsoleCommand {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Self, Self::Rejection> {
        let caller = ConsoleCaller::from_request_parts(parts, platform).await?;
        let Correlation(correlation) = Correlation::from_request_parts(parts, platform).await?;
        let IdempotencyKey(key) = IdempotencyKey::from_request_parts(parts, platform).await?;
        let at = platform.clock().now();
        let once = Once { org: platform.org(), person: caller.person, key, at };
        Ok(Self { caller, at, correlation, once })
    }
}
