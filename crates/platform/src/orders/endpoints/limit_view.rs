//! A time limit of an order as the console shows it.

use deadlines::{AlertLevel, Breach, Level, OverdueReason, PolicyKind, level};
use serde::Serialize;
use vocabulary::{Instant, Text};

use crate::orders::clocks::{Explanation, Kept};

/// A time limit of an order, and how it stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LimitView {
    /// Its name among the limits of its order.
    pub limit: String,
    #[schema(value_type = String)]
    pub kind: PolicyKind,
    pub policy: String,
    pub name: Text,
    /// The stage that it watches, if not the order as a whole.
    pub element: Option<String>,
    pub started_at: Instant,
    pub ended_at: Option<Instant>,
    /// None while it is paused, and where nobody can tell.
    pub due_at: Option<Instant>,
    /// It counts days of a year whose holidays are not known: by weekends alone, until the calendar has that year.
    pub may_move: bool,
    /// `on_time`, `due_soon`, `overdue` or `paused`; of an ended one how it ended; none where nobody can tell.
    #[schema(value_type = Option<String>)]
    pub level: Option<Level>,
    pub alerts: Vec<AlertView>,
    /// `none`, `overdue`, or `corrected`: it was told of as overdue and kept after all.
    #[schema(value_type = String)]
    pub breach: Breach,
    /// Somebody still has to say why it was missed.
    pub wants_reason: bool,
    pub explained: Option<Explanation>,
}

/// A warning that was given; it stays, whatever is learnt later.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AlertView {
    /// `pre_alert` or `overdue`.
    #[schema(value_type = String)]
    pub level: AlertLevel,
    pub due_at: Instant,
    pub raised_at: Instant,
}

impl LimitView {
    pub fn of(kept: &Kept, now: Instant) -> Self {
        let policy = &kept.policy;
        let level = match kept.due_at {
            Some(due_at) => Some(level(&kept.clock, policy, due_at, now)),
            None if kept.beyond_calendar => None,
            // It ended while it stood still, and stood still in time.
            None if kept.clock.ended_at().is_some() => Some(Level::OnTime),
            None => Some(Level::Paused),
        };
        let alerts = kept.clock.alerts().iter().map(|alert| AlertView {
            level: alert.level,
            due_at: alert.due_at,
            raised_at: alert.raised_at,
        });
        Self {
            limit: kept.name().to_owned(),
            kind: policy.kind,
            policy: policy.policy.clone(),
            name: policy.name.clone().unwrap_or_else(|| Text::new(&policy.policy, &policy.policy)),
            element: kept.element().map(str::to_owned),
            started_at: kept.clock.started_at(),
            ended_at: kept.clock.ended_at(),
            due_at: kept.due_at,
            may_move: kept.may_move,
            level,
            alerts: alerts.collect(),
            breach: kept.breach,
            wants_reason: kept.wants_reason(),
            explained: kept.explained.clone(),
        }
    }
}

/// A reason that may be given now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OverdueReasonView {
    pub code: String,
    pub name: Text,
    pub note_required: bool,
}

impl OverdueReasonView {
    pub fn of(reason: &OverdueReason) -> Self {
        let OverdueReason { code, name, note_required, .. } = reason.clone();
        Self { code, name, note_required }
    }
}
