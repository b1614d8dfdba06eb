//! The end of a seed's day: everything is mended, and everybody brings what he has to where it belongs.

use anyhow::bail;
use platform::jobs::Job;
use vocabulary::minutes;

use crate::desk_acts::at_desk;
use crate::link::Weather;
use crate::marketing_acts::marketing_sends;
use crate::office_acts::{office_acts, resume_all};
use crate::people_acts::people_acts;
use crate::setup::Desk;
use crate::story::{Report, run_jobs};
use crate::worker_acts::{sign_in, sync, works_through};
use crate::world::World;

/// On which handheld each worker signs in when the day is over: the first is shared, and takes in who has lost his own.
pub const WHO_WORKS_WHERE: [(usize, usize); 5] = [(0, 0), (0, 1), (0, 3), (1, 2), (0, 2)];

/// Mends everything, and lets everybody finish talking.
pub async fn settle(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    world.ledger.tell("everything is mended");
    world.trouble = 0;
    world.start_platform().await?;
    world.marketing_up = true;
    for order_no in world.orders.clone() {
        world.marketing.lock().await.lift_refusal(&order_no)?;
    }
    for n in 0..world.handhelds.len() {
        world.handhelds[n].kill().await;
        world.handhelds[n].clock.set_error(0);
        world.handhelds[n].link.set_up(true);
        world.handhelds[n].link.set_weather(Weather::default());
    }
    // On half of the days everything that was begun is brought to its end.
    let finishes = world.dice.percent(50);
    for round in 0..if finishes { 14 } else { 5 } {
        world.pass(minutes(40));
        for _ in 0..8 {
            marketing_sends(world).await?;
        }
        for (n, worker) in WHO_WORKS_WHERE {
            if world.handhelds[n].lost || !sign_in(world, n, worker).await? {
                continue;
            }
            sync_out(world, n, report).await?;
            // Nobody begins anything new in the end: what is recorded has to arrive.
            if finishes && round < 10 {
                works_through(world, n, worker, report).await?;
                sync_out(world, n, report).await?;
            }
        }
        // Meanwhile the office goes on as by day.
        if finishes && (1..5).contains(&round) {
            world.pass(minutes(1));
            office_acts(world, report).await?;
            people_acts(world, report).await?;
        }
        run_jobs(world).await?;
        resume_all(world).await?;
        for desk in [Desk::Clerk, Desk::Head].repeat(3) {
            at_desk(world, desk, report).await?;
        }
        if world.plug.is_pulled() {
            bail!("the plug was pulled while everything was being mended");
        }
    }
    // Twice: what is told is told once.
    world.run_job(Job::Limits).await?;
    world.run_job(Job::Limits).await?;
    world.run_job(Job::AuditRoot).await
}

/// Syncs until there is nothing more to tell.
async fn sync_out(world: &mut World, n: usize, report: &mut Report) -> anyhow::Result<()> {
    for _ in 0..3 {
        if !sync(world, n, report).await? {
            break;
        }
    }
    Ok(())
}
