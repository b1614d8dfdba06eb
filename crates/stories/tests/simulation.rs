//! The seeded simulation: many days, each from a seed.
//!
//! `RONGHE_SEEDS` says how many seeds to run (60 unless told otherwise), `RONGHE_SEED` replays one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use stories::{Report, Template, run};

/// Seeds of a run of which nothing else is asked: enough for everything to have gone wrong somewhere.
const SEEDS: u64 = 60;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn in_a_runtime<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts")
        .block_on(work)
}

#[test]
fn one_seed_tells_its_story() {
    let seed = number("RONGHE_SEED").unwrap_or(1);
    let report = in_a_runtime(async {
        let template = Template::make().await.expect("the company is made");
        run(seed, &template, true).await
    });
    match report {
        Ok(report) => println!("seed {seed}: {report:#?}"),
        Err(fault) => panic!("{fault:?}"),
    }
}

#[test]
fn a_seed_is_the_same_day_twice() {
    let days = in_a_runtime(async {
        let template = Template::make().await.expect("the company is made");
        (run(7, &template, false).await, run(7, &template, false).await)
    });
    assert_eq!(days.0.expect("nothing is lost"), days.1.expect("nothing is lost"));
}

#[test]
fn many_seeds_lose_nothing_and_double_nothing() {
    let seeds = number("RONGHE_SEEDS").unwrap_or(SEEDS);
    let template = Arc::new(in_a_runtime(Template::make()).expect("the company is made"));
    let next = Arc::new(AtomicU64::new(1));
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let (template, next) = (Arc::clone(&template), Arc::clone(&next));
            std::thread::spawn(move || {
                let mut total = Report::default();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > seeds {
                        return total;
                    }
                    match in_a_runtime(run(seed, &template, false)) {
                        Ok(report) => total.add(&report),
                        Err(fault) => panic!("{fault:?}"),
                    }
                }
            })
        })
        .collect();
    let mut total = Report::default();
    for thread in threads {
        match thread.join() {
            Ok(report) => total.add(&report),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
    println!("{seeds} seeds: {total:#?}");
    // A simulation in which nothing ever goes wrong proves nothing.
    let happened = [
        ("archived", total.archived > 0),
        ("alerts", total.alerts > 0),
        ("corrected limits", total.corrected > 0),
        ("explained limits", total.explained > 0),
        ("moved due dates", total.moved > 0),
        ("cancelled", total.cancelled > 0),
        ("accepted late", total.late > 0),
        ("in conflict", total.conflicts > 0),
        ("refused", total.refused > 0),
        ("a duplicate", total.duplicates > 0),
        ("a file", total.files > 0),
        ("killed", total.kills > 0),
        ("restored", total.restores > 0),
        ("sent twice", total.repeated_requests > 0),
        ("suspended", total.suspended > 0),
        ("resumed", total.resumed > 0),
        ("sent back", total.sent_back > 0),
        ("urged", total.urged > 0),
        ("terminated", total.terminated > 0),
        ("reassigned", total.reassigned > 0),
        ("away", total.away > 0),
        ("moved to another version", total.migrated > 0),
        ("signed by a second person", total.signers > 0),
        ("handed over", total.handed_over > 0),
        ("cut over", total.cut_over > 0),
        ("done at a desk", total.at_desks > 0),
        ("typed and kept", total.kept > 0),
        ("through ten stages", total.ten_stages > 0),
        ("a route that was read", total.routes > 0),
    ];
    let mut never: Vec<_> =
        happened.iter().filter(|(_, did)| !did).map(|(what, _)| *what).collect();
    // Each of these befell orders of the ten stages, and did not keep all of them from their archive.
    let befell = total.ten_stages_befell.counts();
    never.extend(befell.iter().filter(|(_, count)| count.orders == 0).map(|(what, _)| *what));
    if befell.iter().all(|(_, count)| count.archived == 0) {
        never.push("archived after any of that");
    }
    assert!(never.is_empty() || seeds < SEEDS, "in {seeds} seeds nothing was ever {never:?}");
}
