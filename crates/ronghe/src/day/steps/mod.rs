//! The story, step by step; each step leaves the company where the next one takes it up.

mod absence;
mod archiving;
mod at_the_meter;
mod found_company;
mod hand_over;
mod inquiry;
mod meanwhile;
mod office;
mod offline_visit;
mod proof;
mod restored_night;
mod send_up;
mod steered;
mod ten_stages;
mod upgrade;

use super::report::Report;
use super::scene::{Case, Scene};
use super::worker::Worker;

/// The orders of the day, by what becomes of them.
#[derive(Debug, Clone)]
pub struct Cases {
    /// Accepted, installed and energised in one visit without a network; urged meanwhile.
    pub visit: Case,
    /// As `visit`, but its facts change meanwhile, so that its installation is refused and put right.
    pub changed: Case,
    /// Cancelled while somebody works on it.
    pub cancelled: Case,
    /// Given to somebody else while somebody works on it.
    pub reassigned: Case,
    /// Its result is refused by the marketing system.
    pub unwanted: Case,
    /// Sent back, suspended and moved to another version of its process.
    pub steered: Case,
    /// Worked on after the backup that is restored.
    pub night: Case,
}

impl Cases {
    pub const COUNT: usize = 7;

    /// All of them.
    pub fn all(&self) -> [&Case; Self::COUNT] {
        let Self { visit, changed, cancelled, reassigned, unwanted, steered, night } = self;
        [visit, changed, cancelled, reassigned, unwanted, steered, night]
    }

    /// Those that are archived in the end, and whose results the marketing system takes.
    pub fn finished(&self) -> [&Case; 4] {
        [&self.visit, &self.changed, &self.steered, &self.night]
    }
}

/// Those who are signed in at their terminals when the first orders are done.
pub struct Crew {
    pub manager: Worker,
    pub deputy: Worker,
    pub clerk: Worker,
}

/// Plays all steps.
///
/// # Errors
/// When the story cannot go on; a check that does not hold is no such reason.
pub async fn play(scene: &mut Scene, report: &mut Report) -> anyhow::Result<()> {
    found_company::play(scene, report).await?;
    let cases = hand_over::play(scene, report).await?;
    absence::play(scene, report).await?;
    let mut manager = offline_visit::play(scene, report, &cases).await?;
    let late = meanwhile::play(scene, report, &cases, &mut manager).await?;
    let mut manager = send_up::play(scene, report, &cases, manager).await?;
    inquiry::play(scene, report, &manager).await?;
    office::play(scene, report, &cases, &mut manager, &late).await?;
    steered::play(scene, report, &cases, &mut manager).await?;
    restored_night::play(scene, report, &cases, &mut manager).await?;
    let mut crew = archiving::play(scene, report, &cases, manager).await?;
    let business = ten_stages::play(scene, report, &mut crew).await?;
    let at_the_meter = at_the_meter::play(scene, report, &mut crew).await?;
    proof::play(scene, report, &cases, &business, &at_the_meter).await
}
