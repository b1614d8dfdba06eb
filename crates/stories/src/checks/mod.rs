//! What came out of a day, held against the model.

mod befell;
mod limits;
mod marketing;
mod orders;
mod terminals;

pub use befell::Befell;
use befell::count_what_befell;
use limits::check_limits;
use marketing::{check_changes, check_results};
use orders::{
    check_absences, check_cancelled, check_nothing_stands_about, check_office, check_orders,
    check_standstill, check_versions, read_orders,
};
use terminals::{check_files, check_operations, check_typed, still_held};

use crate::story::Report;
use crate::world::World;

/// Holds everything against the model.
///
/// # Errors
/// What was lost, doubled or unexplained.
pub async fn check_all(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let held = still_held(world).await?;
    check_typed(world, report).await?;
    let platform = world.platform()?.clone();
    let mut snapshot = platform.store().read().await?;
    let mut tx = snapshot.tx();
    check_operations(world, &platform, &mut tx, &held, report).await?;
    check_files(world, &platform, &mut tx, &held, report).await?;
    let read = read_orders(world, &platform, &mut tx).await?;
    check_orders(&read, &platform, &mut tx, report).await?;
    count_what_befell(&read, report);
    check_cancelled(world, &read, report)?;
    check_standstill(&read)?;
    check_absences(world, &read)?;
    check_versions(world, &read)?;
    check_office(world, &read)?;
    check_nothing_stands_about(&read)?;
    check_limits(world, &read, &platform, &mut tx, report).await?;
    check_changes(world, &read).await?;
    check_results(world, &read).await?;
    for handheld in &world.handhelds {
        let traffic = handheld.link.traffic();
        report.repeated_requests += traffic.repeated;
        report.duplicates += traffic.duplicates;
    }
    Ok(())
}
