//! Empties the acquisition system's outbox towards the platform.

use std::sync::Arc;

use neighbour_sims::acquisition::PostBody;
use tokio::sync::watch;
use tracing::{debug, error};

use crate::desk::{Acquisition, Desk};
use crate::platform::Platform;
use crate::sender::wait_until;

/// Sends one post after the other until told to stop. An attempt that is cut then is made again after the next start.
pub async fn run(
    desk: Arc<Desk<Acquisition>>,
    platform: Platform,
    mut stopping: watch::Receiver<bool>,
) {
    while !*stopping.borrow() {
        tokio::select! {
            () = send_due(&desk, &platform) => {}
            _ = stopping.changed() => return,
        }
        let due = desk.ask(|_, system| system.next_due()).await;
        let wait = wait_until(due, desk.now());
        tokio::select! {
            _ = stopping.changed() => {}
            () = desk.commanded() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn send_due(desk: &Arc<Desk<Acquisition>>, platform: &Platform) {
    while let Some(post) = desk.ask(|now, system| system.next_to_send(now)).await {
        let n = post.n;
        let delivery = platform.post(path_of(&post.body), post.correlation, &post.body).await;
        debug!(n, came = delivery.word(), correlation = %post.correlation, "attempt");
        let kept = desk.ask(move |now, system| system.answered(now, n, &delivery)).await;
        if let Err(fault) = kept {
            error!(n, %fault, "an answer was not kept; the post goes again");
        }
    }
}

const fn path_of(body: &PostBody) -> &'static str {
    match body {
        PostBody::Meters { .. } => "/neighbours/v1/acquisition/meters",
        PostBody::Tasks { .. } => "/neighbours/v1/acquisition/tasks",
    }
}
