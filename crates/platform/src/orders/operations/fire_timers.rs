//! A timer of a running order is due.

use async_trait::async_trait;
use bpmn::{StepError, TimerId};
use platform_store::orders::TimerRow;
use platform_store::{Command, Tx, orders};
use serde_json::json;

use super::start_order::stuck;
use crate::Platform;
use crate::http::Problem;
use crate::orders::meter_task::MeterTask;
use crate::orders::order::{Cause, Order};

/// Fires one timer, once.
pub struct FireTimer {
    pub platform: Platform,
    pub cause: Cause,
    pub timer: TimerRow,
}

#[async_trait]
impl Command for FireTimer {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let order = self.timer.order;
        orders::disarm_timer(tx, org, order, &self.timer.timer).await?;
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), order).await?;
        let (Some(mut order), Ok(number)) = (loaded, self.timer.timer.parse()) else {
            return Ok(());
        };
        let fire = bpmn::Command::FireTimer {
            timer: TimerId(number),
            at: self.cause.received_at.micros(),
        };
        match order.step(&fire) {
            Ok(()) => {}
            // It was disarmed, or the order ended, between being found due and now.
            Err(StepError::TimerNotArmed { .. } | StepError::Ended) => return Ok(()),
            // It is armed again when the order is resumed. Whoever gave a task waits for its result on its date.
            Err(StepError::Suspended) => {
                let valid_until = MeterTask::valid_until_in(&order.view().facts);
                if valid_until.is_none_or(|until| self.cause.received_at < until) {
                    return Ok(());
                }
                let detail = json!({ "valid_until": valid_until });
                order.ask_office("stalled", "run_out_suspended", None, detail);
                return order.save_beside(tx).await;
            }
            // It stays armed in the engine; the office has to look at it.
            Err(fault) => {
                let detail = json!({ "fault": fault.to_string() });
                order.ask_office("stalled", "timer_cannot_fire", None, detail);
            }
        }
        order.note("timer_fired", json!({ "timer": self.timer.timer }));
        order.assign_opened(tx, None).await?;
        order.serve(tx).await.map_err(stuck)?;
        order.save(tx).await
    }
}
