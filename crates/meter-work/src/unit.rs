//! Asks the security unit without holding up the line's task: a chip takes its time.

use std::sync::Arc;

use security_unit::metering::{MeterSecurity, UnitFault};

/// Runs `ask` where it may block.
pub(crate) async fn ask_unit<T: Send + 'static>(
    unit: &Arc<dyn MeterSecurity>,
    ask: impl FnOnce(&dyn MeterSecurity) -> Result<T, UnitFault> + Send + 'static,
) -> Result<T, UnitFault> {
    let unit = Arc::clone(unit);
    let asked = tokio::task::spawn_blocking(move || ask(&*unit)).await;
    asked.unwrap_or(Err(UnitFault::Silent(None)))
}
