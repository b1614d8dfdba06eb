//! Authorisations whose time passes.

use super::operations::LetAuthorisationsRunOut;
use crate::Platform;
use crate::http::Problem;

/// Ends what has run out; how many there were.
///
/// # Errors
/// When the store gives no answer.
pub async fn let_run_out(platform: &Platform) -> Result<usize, Problem> {
    let at = platform.clock().now();
    let run_out = LetAuthorisationsRunOut { platform: platform.clone(), at };
    platform.store().write(run_out).await
}
