//! An order has a clock that is to be looked at, or that was counted by another calendar.

use async_trait::async_trait;
use platform_store::{Command, Tx};
use vocabulary::OrderId;

use crate::Platform;
use crate::http::Problem;
use crate::orders::order::{Cause, Order};

/// Looks at the clocks of one order; whatever it tells, it tells once.
pub struct WatchLimits {
    pub platform: Platform,
    pub cause: Cause,
    pub order: OrderId,
}

#[async_trait]
impl Command for WatchLimits {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), self.order).await?;
        let Some(mut order) = loaded else { return Ok(()) };
        let due_at = order.clocks.next_due();
        order.recount_limits();
        order.tell_of_limits();
        if !order.clocks.has_changed() {
            return Ok(());
        }
        // Terminals are told only of what they show.
        if order.clocks.next_due() == due_at {
            order.save_beside(tx).await
        } else {
            order.save(tx).await
        }
    }
}
