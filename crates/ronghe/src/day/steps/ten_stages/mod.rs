//! One order through the ten stages of a business's connection (低压非居民新装), none of them skipped, with everything
//! that may come between: somebody away, a send-back, work that comes too late, standing still, another version.

mod application;
mod connection;
mod inspection;
mod reply;
mod survey;
mod works;

use super::Crew;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::worker::Worker;

/// Plays the order from its application to its result.
pub async fn play(scene: &mut Scene, report: &mut Report, crew: &mut Crew) -> anyhow::Result<Case> {
    let taken = application::play(scene, report).await?;
    let application::Taken { case, mut counter, absence } = taken;
    survey::play(scene, report, &case, &mut crew.deputy).await?;
    reply::play(scene, report, &case, crew, &absence).await?;
    works::play(scene, report, &case, &mut crew.clerk).await?;
    inspection::play(scene, report, &case).await?;
    connection::play(scene, report, &case, &mut counter, &mut crew.clerk).await?;
    Ok(case)
}
