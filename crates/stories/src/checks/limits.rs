//! Limits: told of once, asked about once, counted by the calendar of today.

use std::collections::BTreeSet;

use anyhow::ensure;
use platform_store::audit::ChainedEntry;
use platform_store::{Tx, deadlines};
use vocabulary::Clock as _;

use super::orders::{InTheEnd, Orders};
use crate::story::Report;
use crate::world::World;

/// Every limit that came due soon or passed was told of once for each of its due dates, whoever was killed meanwhile; the
/// office was asked once for each that passed; and all are counted by the calendar of today.
pub async fn check_limits(
    world: &World,
    read: &Orders,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let (org, now) = (platform.org(), world.clock.now());
    let stamp = platform.calendar().stamp().to_owned();
    let stale = deadlines::of_another_calendar(tx, org, &stamp, 9).await?;
    ensure!(stale.is_empty(), "limits of {stale:?} are counted by another calendar");
    for (order_no, InTheEnd { record, story, items }) in read {
        let told = |kind: &str, limit: &str| {
            let of_limit = |entry: &&ChainedEntry| {
                let body = entry.body.as_ref();
                entry.kind == kind && body.is_some_and(|body| body["limit"] == limit)
            };
            story.iter().filter(of_limit).count()
        };
        for row in deadlines::of_order(tx, org, record.view.order).await? {
            let limit = row.policy.as_str();
            let kept = &row.clock;
            let raised = |level: &str| {
                let alerts = kept["clock"]["alerts"].as_array().cloned().unwrap_or_default();
                let due: Vec<_> = alerts
                    .iter()
                    .filter(|alert| alert["level"] == level)
                    .map(|alert| alert["due_at"].as_i64())
                    .collect();
                (due.len(), due.iter().collect::<BTreeSet<_>>().len())
            };
            for (level, kind) in [("pre_alert", "limit_due_soon"), ("overdue", "limit_overdue")] {
                let (times, dates) = raised(level);
                ensure!(times == dates, "{limit} of {order_no} was told of twice as {level}");
                ensure!(
                    told(kind, limit) == times,
                    "the story of {order_no} tells {} times that {limit} is {level}, not {times}",
                    told(kind, limit)
                );
                report.alerts += times;
            }
            let due_at = kept["due_at"].as_i64();
            let until = kept["clock"]["ended_at"].as_i64().unwrap_or(now.micros());
            let missed = due_at.is_some_and(|due_at| until > due_at);
            ensure!(
                missed == (kept["breach"] == "overdue"),
                "{limit} of {order_no} was due at {due_at:?}, lasted until {until}: {kept}"
            );
            let asked: Vec<_> = items
                .iter()
                .filter(|item| item.kind == "overdue" && item.detail["limit"] == limit)
                .collect();
            let open = asked.iter().filter(|item| item.state == "open").count();
            let explained = !kept["explained"].is_null();
            let wants_reason = missed && kept["policy"]["kind"] == "statutory" && !explained;
            ensure!(
                open == usize::from(wants_reason),
                "{limit} of {order_no}: {open} open items, {kept}"
            );
            report.corrected += usize::from(kept["breach"] == "corrected");
            report.explained += usize::from(explained);
            report.moved += told("limit_moved", limit);
        }
    }
    Ok(())
}
