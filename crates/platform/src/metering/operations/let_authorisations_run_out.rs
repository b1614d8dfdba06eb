//! Ends authorisations whose time has passed unused.

use async_trait::async_trait;
use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::{Command, Tx, feed};
use sync::AuthorisationState;
use vocabulary::Instant;

use crate::Platform;
use crate::http::Problem;
use crate::metering::view;

/// Ends some of them; says how many.
pub struct LetAuthorisationsRunOut {
    pub platform: Platform,
    pub at: Instant,
}

#[async_trait]
impl Command for LetAuthorisationsRunOut {
    type Answer = usize;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<usize, Problem> {
        let org = self.platform.org();
        let over = authorisations::run_out(tx, org, self.at, AT_ONCE).await?;
        let mut touches = Vec::new();
        for before in &over {
            let after = AuthorisationRow {
                state: AuthorisationState::Expired,
                rev: before.rev + 1,
                ..before.clone()
            };
            authorisations::update(tx, org, before, &after).await?;
            touches.push(view::touch(tx, org, &after).await?);
        }
        feed::touch(tx, org, self.at, touches).await?;
        Ok(over.len())
    }
}

const AT_ONCE: u32 = 200;
