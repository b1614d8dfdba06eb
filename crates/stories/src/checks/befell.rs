//! What befell the ten-stage orders, as their stories tell it.

use platform_store::audit::ChainedEntry;
use vocabulary::OrderState;

use super::orders::{InTheEnd, Orders};
use crate::processes::TEN_STAGES;
use crate::story::Report;

/// Orders of the ten stages that something befell, and those among them that came to their archive after all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Befell {
    pub sent_back: Count,
    pub suspended: Count,
    /// Somebody was passed over because he was away.
    pub absence: Count,
    /// Work arrived after the order had gone on.
    pub late_work: Count,
    pub migrated: Count,
}

/// How many there were, and how many of them were archived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub orders: usize,
    pub archived: usize,
}

impl Befell {
    /// Each with the name that a failed run calls it by.
    #[must_use]
    pub fn counts(&self) -> [(&'static str, Count); 5] {
        [
            ("sent back", self.sent_back),
            ("suspended", self.suspended),
            ("an absence", self.absence),
            ("late work", self.late_work),
            ("another version", self.migrated),
        ]
    }

    /// Counts another day in.
    pub fn add(&mut self, one: &Self) {
        let Self { sent_back, suspended, absence, late_work, migrated } = self;
        let totals = [sent_back, suspended, absence, late_work, migrated];
        for (total, (_, count)) in totals.into_iter().zip(one.counts()) {
            total.orders += count.orders;
            total.archived += count.archived;
        }
    }
}

/// Counts what the stories of the ten-stage orders tell of.
pub fn count_what_befell(read: &Orders, report: &mut Report) {
    let orders = read.values().filter(|order| order.record.view.process == TEN_STAGES);
    for InTheEnd { record, story, .. } in orders {
        let befell = &mut report.ten_stages_befell;
        let archived = usize::from(record.view.state == OrderState::Archived);
        let kinds: [(&mut Count, Telling); 5] = [
            (&mut befell.sent_back, |entry| entry.kind == "sent_back"),
            (&mut befell.suspended, |entry| entry.kind == "suspended"),
            (&mut befell.absence, was_away),
            (&mut befell.late_work, came_late),
            (&mut befell.migrated, |entry| entry.kind == "migrated"),
        ];
        for (count, tells_of_it) in kinds {
            if story.iter().any(tells_of_it) {
                count.orders += 1;
                count.archived += archived;
            }
        }
    }
}

/// Whether an entry tells of it.
type Telling = fn(&ChainedEntry) -> bool;

fn was_away(entry: &ChainedEntry) -> bool {
    entry.kind == "passed_over"
        && entry.body.as_ref().is_some_and(|body| body["away_until"].is_i64())
}

fn came_late(entry: &ChainedEntry) -> bool {
    entry.body.as_ref().is_some_and(|body| body["outcome"]["result"] == "accepted_late")
}
