//! One seed's day: chance decides who does what, and what breaks; then everything is mended and held against the model.

use std::time::Duration;

use anyhow::Context as _;
use platform::jobs::Job;
use vocabulary::minutes;

use crate::checks::{Befell, check_all};
use crate::desk_acts::desk_acts;
use crate::evening::settle;
use crate::link::Weather;
use crate::marketing_acts::{marketing_falters, marketing_sends, marketing_writes};
use crate::office_acts::{a_version_comes, office_acts};
use crate::people_acts::people_acts;
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
    /// Second signers of a stage.
    pub signers: usize,
    /// Stages that changed hands with a whole list.
    pub handed_over: usize,
    /// Areas that went to another grid.
    pub cut_over: usize,
    /// Stages that were done at a desk.
    pub at_desks: usize,
    /// Forms that were left half done.
    pub left: usize,
    /// Values that were typed, not handed in, and still there in the end.
    pub kept: usize,
    /// Ten-stage orders that came to their archive, and routes of meters that did.
    pub ten_stages: usize,
    pub routes: usize,
    pub ten_stages_befell: Befell,
    /// Forms for which no example fitted where the order was.
    pub unfit: usize,
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
            (&mut self.signers, one.signers),
            (&mut self.handed_over, one.handed_over),
            (&mut self.cut_over, one.cut_over),
            (&mut self.at_desks, one.at_desks),
            (&mut self.left, one.left),
            (&mut self.kept, one.kept),
            (&mut self.ten_stages, one.ten_stages),
            (&mut self.routes, one.routes),
            (&mut self.unfit, one.unfit),
        ];
        for (total, one) in counts {
            *total += one;
        }
        self.ten_stages_befell.add(&one.ten_stages_befell);
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
    let told = whole_day(&mut world, &mut report).await;
    told.with_context(|| {
        let story = world.ledger.story.join("\n  ");
        format!(
            "seed {seed} failed; replay it with\n  RONGHE_SEED={seed} cargo nextest run -p stories \
             one_seed --no-capture\nits story:\n  {story}"
        )
    })?;
    Ok(report)
}

async fn whole_day(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    day(world, report).await?;
    settle(world, report).await?;
    check_all(world, report).await
}

async fn day(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let steps = 60 + world.dice.below(60);
    for _ in 0..5 {
        marketing_writes(world).await?;
        marketing_sends(world).await?;
    }
    if world.dice.percent(50) {
        a_version_comes(world).await?;
    }
    for _ in 0..steps {
        let by = world.dice.between(1, 12);
        world.pass(Duration::from_secs(60 * by.unsigned_abs()));
        match world.dice.below(100) {
            0..4 => marketing_writes(world).await?,
            4..12 => marketing_sends(world).await?,
            12..58 => worker_acts(world, report).await?,
            58..66 => office_acts(world, report).await?,
            66..70 => people_acts(world, report).await?,
            70..74 => desk_acts(world, report).await?,
            74..78 => run_jobs(world).await?,
            _ if !world.goes_wrong(100) => worker_acts(world, report).await?,
            78..84 => weather_changes(world),
            84..87 => clock_goes_wrong(world),
            87..92 => pull_the_plug(world),
            92..95 => night_comes(world, report).await?,
            95..97 => lose_a_handheld(world).await?,
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

/// What the platform does by itself.
pub async fn run_jobs(world: &World) -> anyhow::Result<()> {
    let jobs = [
        Job::Timers,
        Job::CutOvers,
        Job::Deliveries,
        Job::Drafts,
        Job::Limits,
        Job::Outbox,
        Job::SealedFiles,
    ];
    for job in jobs {
        world.run_job(job).await?;
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
    // Mostly by minutes, sometimes by more than a day.
    let seconds = match world.dice.below(3) {
        0 => world.dice.between(-30 * 3_600, 30 * 3_600),
        _ => world.dice.between(-900, 900),
    };
    world.handhelds[n].clock.set_error(seconds * 1_000_000);
    world.ledger.tell(format!("the clock of handheld {n} is {seconds} s wrong"));
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
