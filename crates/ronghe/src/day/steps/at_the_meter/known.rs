//! What the other systems know: the acquisition system of the meters, the marketing system of what is owed.

use crate::company::{Metered, OWED_FEN, owing};
use crate::day::report::Report;
use crate::day::scene::Scene;
use crate::day::waiting::until;
use crate::day::worker::now;

pub async fn play(scene: &mut Scene, report: &mut Report) -> anyhow::Result<()> {
    report
        .step("the acquisition system archives the meters, the marketing system tells of arrears");
    let meters: Vec<_> = scene.metered.iter().flat_map(Metered::archive).collect();
    scene.company()?.acquisition.archive(&meters).await?;
    for metered in scene.metered.clone() {
        tell(scene, &metered, 2, Some(OWED_FEN)).await?;
    }
    let officer = &scene.company()?.officer;
    let all = until("the platform knows the meters", 60, async || {
        let listed = officer.list("/api/v1/meters").await?;
        Ok((listed.len() >= meters.len()).then_some(listed))
    })
    .await?;
    let protocols = ["dlt645", "dlt698"]
        .map(|protocol| all.iter().filter(|meter| meter["protocol"] == protocol).count());
    report.check_same(protocols, [2, 2], "the platform has two meters of each protocol");
    Ok(())
}

/// The marketing system's newest record of a customer.
pub async fn tell(
    scene: &Scene,
    metered: &Metered,
    revision: u64,
    owed_fen: Option<u64>,
) -> anyhow::Result<()> {
    let customer = &metered.customer;
    let record = owing(&scene.city, customer, revision, owed_fen, now())?;
    let id = format!("C-{}-{revision}", customer.customer_no);
    scene.company()?.control.customers(&id, &[record]).await?;
    Ok(())
}

/// What changed a meter is the acquisition system's to know, exactly once.
pub async fn results_once(scene: &Scene, report: &mut Report) -> anyhow::Result<()> {
    report.step("the acquisition system has the result of every work that changed a meter, once");
    let meters = scene.metered.len();
    let acquisition = &scene.company()?.acquisition;
    let results = until("the results are there", 60, async || {
        let results = acquisition.results().await?;
        let of = |command: &&str| results.iter().filter(|one| one["command"] == **command).count();
        Ok((CHANGES.iter().map(of).sum::<usize>() >= meters * CHANGES.len()).then_some(results))
    })
    .await?;
    for command in CHANGES {
        let of = results.iter().filter(|one| one["command"] == command);
        report.check_same(of.count(), meters, format_args!("{command}: one at each meter"));
    }
    report.check(
        results.iter().all(|one| one["copies"] == 1 && one["outcome"] == "done"),
        "each came once, and says that it was done",
    );
    Ok(())
}

const CHANGES: [&str; 3] = ["trip", "direct_close", "set_clock"];
