//! One seed's day: chance decides who does what, and what breaks; then everything is mended and held against the model.

use std::time::Duration;

use anyhow::Context as _;
use platform::jobs::Job;
use vocabulary::minutes;

use crate::checks;
use crate::link::Weather;
use crate::marketing_acts::{marketing_falters, marketing_sends, marketing_writes};
use crate::office_acts::office_acts;
use crate::setup::Template;
use crate::worker_acts::worker_acts;
use crate::world::World;

/// What a seed came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub orders: usize,
    pub archived: usize,
    pub operations: usize,
    pub late: usize,
    pub conflicts: usize,
    pub refused: usize,
    /// Operations that came again and were answered as the first time.
    pub duplicates: u64,
    pub cancelled: usize,
    pub files: usize,
    pub kills: usize,
    pub restores: usize,
    pub repeated_requests: u64,
    /// Limits that were told of as due soon or overdue.
    pub alerts: usize,
    /// Limits that were told of as overdue and kept after all.
    pub corrected: usize,
    pub explained: usize,
    /// Due dates that moved because the calendar did.
    pub moved: usize,
    /// What the office was told is done.
    pub suspended: usize,
    pub resumed: usize,
    pub sent_back: usize,
    pub urged: usize,
    pub terminated: usize,
    pub reassigned: usize,
    /// Workers who were written down as away.
    pub away: usize,
    /// Orders that moved to another version of their process.
    pub migrated: usize,
}

impl Report {
    /// Counts another day in.
    pub fn add(&mut self, one: &Self) {
        let counts = [
            (&mut self.orders, one.orders),
            (&mut self.archived, one.archived),
            (&mut self.operations, one.operations),
            (&mut self.late, one.late),
            (&mut self.conflicts, one.conflicts),
            (&mut self.refused, one.refused),
            (&mut self.cancelled, one.cancelled),
            (&mut self.files, one.files),
            (&mut self.kills, one.kills),
            (&mut self.restores, one.restores),
            (&mut self.alerts, one.alerts),
            (&mut self.corrected, one.corrected),
            (&mut self.explained, one.explained),
            (&mut self.moved, one.moved),
            (&mut self.suspended, one.suspended),
            (&mut self.resumed, one.resumed),
            (&mut self.sent_back, one.sent_back),
            (&mut self.urged, one.urged),
            (&mut self.terminated, one.terminated),
            (&mut self.reassigned, one.reassigned),
            (&mut self.away, one.away),
            (&mut self.migrated, one.migrated),
        ];
        for (total, one) in counts {
            *total += one;
        }
        self.duplicates += one.duplicates;
        self.repeated_requests += one.repeated_requests;
    }
}

/// Runs the day of a seed, telling it aloud or only when it fails.
///
/// # Errors
/// What was lost, doubled or unexplained, with the story that led there.
pub async fn run(seed: u64, template: &Template, aloud: bool) -> anyhow::Result<Report> {
    let mut world = World::open(seed, template).await?;
    world.ledger.aloud = aloud;
    let mut report = Report::default();
    let steps = 80 + world.dice.below(80);
    let told = match day(&mut world, &mut report, steps).await {
        Ok(()) => checks::settle_and_check(&mut world, &mut report).await,
        Err(fault) => Err(fault),
    };
    told.with_context(|| {
        let story = world.ledger.story.join("\n  ");
        format!(
            "seed {seed} failed; replay it with\n  RONGHE_SEED={seed} cargo nextest run -p stories \
             one_seed --no-capture\nits story:\n  {story}"
        )
    })?;
    Ok(report)
}

async fn day(world: &mut World, report: &mut Report, steps: usize) -> anyhow::Result<()> {
    for _ in 0..3 {
        marketing_writes(world).await?;
        marketing_sends(world).await?;
    }
    for _ in 0..steps {
        let by = world.dice.between(1, 20);
        world.pass(Duration::from_secs(60 * by.unsigned_abs()));
        match world.dice.below(100) {
            0..8 => marketing_writes(world).await?,
            8..18 => marketing_sends(world).await?,
            18..66 => worker_acts(world, report).await?,
            66..74 => office_acts(world, report).await?,
            74..78 => {
                world.run_job(Job::Timers).await?;
                world.run_job(Job::Deliveries).await?;
                world.run_job(Job::Limits).await?;
                world.run_job(Job::Outbox).await?;
                world.run_job(Job::SealedFiles).await?;
            }
            78..84 => weather_changes(world),
            84..88 => clock_goes_wrong(world),
            88..93 => pull_the_plug(world),
            93..96 => night_comes(world, report).await?,
            96..98 => lose_a_handheld(world).await?,
            _ => marketing_falters(world).await?,
        }
        if world.plug.is_pulled() {
            world.ledger.tell("the platform is started again");
            report.kills += 1;
            world.start_platform().await?;
        }
    }
    Ok(())
}

fn weather_changes(world: &mut World) {
    let n = world.dice.below(world.handhelds.len());
    let up = world.dice.percent(60);
    let bad = u32::try_from(world.dice.below(40)).unwrap_or(0);
    let weather = Weather { lost_requests: bad, lost_answers: bad, repeated: bad };
    world.handhelds[n].link.set_up(up);
    world.handhelds[n].link.set_weather(weather);
    world.ledger.tell(format!("handheld {n}: network {up}, {bad} % lost"));
}

fn clock_goes_wrong(world: &mut World) {
    let n = world.dice.below(world.handhelds.len());
    let hours = world.dice.between(-30, 30);
    world.handhelds[n].clock.set_error(hours * 3_600 * 1_000_000);
    world.ledger.tell(format!("the clock of handheld {n} is {hours} hours wrong"));
}

fn pull_the_plug(world: &mut World) {
    if world.dice.percent(50) {
        let n = u32::try_from(world.dice.below(40) + 1).unwrap_or(1);
        world.plug.pull_before_statement(n);
        world.ledger.tell(format!("the plug will be pulled before statement {n}"));
    } else {
        world.plug.pull_after_commit();
        world.ledger.tell("the plug will be pulled after a commit");
    }
}

/// A backup; or, once a day at most, last night's copy comes back.
async fn night_comes(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    if world.has_backup && world.restores == 0 && world.dice.percent(60) {
        world.ledger.tell("last night's copy is restored");
        report.restores += 1;
        return world.restore().await;
    }
    world.ledger.tell("the data are backed up");
    world.back_up().await
}

async fn lose_a_handheld(world: &mut World) -> anyhow::Result<()> {
    if world.handhelds[1].lost {
        world.ledger.tell("handheld 1 is found");
        world.handhelds[1].lost = false;
        return Ok(());
    }
    world.ledger.tell("handheld 1 is lost");
    // It is one worker's; when it is locked, nobody knows what is on it.
    let held = match world.handhelds[1].agent().await?.outbox().await {
        Ok(entries) => Some(entries.iter().map(|entry| entry.op_id).collect()),
        Err(_) => None,
    };
    match held {
        Some(held) => world.ledger.lost_with.insert(1, held),
        None => world.ledger.lost_with.remove(&1),
    };
    world.handhelds[1].kill().await;
    world.handhelds[1].lost = true;
    world.pass(minutes(30));
    Ok(())
}
