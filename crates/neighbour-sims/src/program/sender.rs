//! Empties the outbox towards the platform.

use std::sync::Arc;
use std::time::Duration;

use neighbour_sims::marketing::{Outgoing, OutgoingCustomers};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::{debug, error, warn};
use vocabulary::Instant;

use crate::desk::{Desk, Marketing};
use crate::platform::Platform;

/// Sends what may go, at most `senders` at once, until told to stop. Attempts under way may still end then; one that
/// does not is made again after the next start.
pub async fn run(
    desk: Arc<Desk<Marketing>>,
    platform: Platform,
    senders: usize,
    mut stopping: watch::Receiver<bool>,
) {
    let mut attempts = JoinSet::new();
    while !*stopping.borrow() {
        while attempts.len() < senders {
            let next = desk.ask(|now, system| system.next_to_send(now)).await;
            let Some(outgoing) = next else { break };
            attempts.spawn(send(Arc::clone(&desk), platform.clone(), outgoing));
        }
        if attempts.len() < senders
            && let Some(batch) = desk.ask(|now, system| system.next_customers(now)).await
        {
            attempts.spawn(send_customers(Arc::clone(&desk), platform.clone(), batch));
        }
        let wait = wait_for_due(&desk, attempts.len() < senders).await;
        tokio::select! {
            _ = stopping.changed() => {}
            () = desk.commanded() => {}
            Some(_) = attempts.join_next() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
    let ended = async { while attempts.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_TIMEOUT, ended).await.is_err() {
        warn!("attempts were cut after {STOP_TIMEOUT:?}");
    }
}

async fn send(desk: Arc<Desk<Marketing>>, platform: Platform, outgoing: Outgoing) {
    let n = outgoing.n;
    let delivery = platform.deliver(&outgoing).await;
    debug!(n, came = delivery.word(), correlation = %outgoing.correlation, "attempt");
    let kept = desk.ask(move |now, system| system.answered(now, n, &delivery)).await;
    if let Err(fault) = kept {
        error!(n, %fault, "an answer was not kept; the message goes again");
    }
}

async fn send_customers(desk: Arc<Desk<Marketing>>, platform: Platform, batch: OutgoingCustomers) {
    let n = batch.n;
    let delivery = platform.deliver_customers(&batch).await;
    debug!(n, came = delivery.word(), correlation = %batch.correlation, "a batch of customers");
    let kept = desk.ask(move |now, system| system.customers_answered(now, n, &delivery)).await;
    if let Err(fault) = kept {
        error!(n, %fault, "an answer was not kept; the batch goes again");
    }
}

async fn wait_for_due(desk: &Arc<Desk<Marketing>>, free: bool) -> Duration {
    let due = desk.ask(|_, system| system.next_due()).await.filter(|_| free);
    wait_until(due, desk.now())
}

/// How long to wait for what is due then.
pub fn wait_until(due: Option<Instant>, now: Instant) -> Duration {
    let Some(due) = due else { return IDLE_WAIT };
    Duration::from_micros(u64::try_from(due.since(now)).unwrap_or(0)).min(IDLE_WAIT)
}

/// The wall clock may jump; so the waits are looked at again now and then.
const IDLE_WAIT: Duration = Duration::from_secs(5);
const STOP_TIMEOUT: Duration = Duration::from_secs(5);
