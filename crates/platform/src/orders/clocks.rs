//! The deadline clocks of an order: started and ended by what happens to it, and what they call for.

use std::sync::Arc;

use deadlines::{
    Alert, AlertLevel, Breach, DeadlineClock, Policy, Region, Subject, Unit, breach, choose, due,
    next_look, raise_alert,
};
use platform_store::deadlines::{self as store, DeadlineRow};
use platform_store::{StoreFault, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{Instant, OfficeItemId, OrderId, OrganisationId, PersonId};

use crate::calendar::CompanyCalendar;

/// The clocks of one order.
#[derive(Debug)]
pub struct Clocks {
    kept: Vec<Kept>,
    calendar: Arc<CompanyCalendar>,
}

/// A clock with the policy that it was started under: the policy is pinned, whatever is deployed later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    pub clock: DeadlineClock,
    pub policy: Policy,
    /// None while it is paused, and where nobody can tell.
    pub due_at: Option<Instant>,
    /// The due date counts days of a year whose holidays are not known: it may move.
    #[serde(default)]
    pub may_move: bool,
    /// The due date lies beyond any calendar.
    #[serde(default)]
    pub beyond_calendar: bool,
    /// The office knows that.
    #[serde(default)]
    told_beyond_calendar: bool,
    /// As it was last told of.
    #[serde(default)]
    pub breach: Breach,
    /// What asks the office for the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<OfficeItemId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<Explanation>,
    #[serde(skip)]
    name: String,
    #[serde(skip)]
    counted_by: Option<String>,
    #[serde(skip)]
    changed: bool,
}

/// Why a limit was missed, as somebody of the office has said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Explanation {
    pub code: String,
    pub note: String,
    pub by: PersonId,
    pub at: Instant,
}

/// What a clock calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    DueSoon,
    Overdue,
    /// It is overdue at its new due date too.
    OverdueAgain,
    /// It was told of as overdue, and was not, as we know now.
    KeptAfterAll,
    /// Nobody can say when it is due.
    WithoutDate,
}

impl Kept {
    fn start(order: OrderId, policy: &Policy, subject: Subject, at: Instant) -> Self {
        Self {
            clock: DeadlineClock::start(order, policy, subject, at),
            policy: policy.clone(),
            due_at: None,
            may_move: false,
            beyond_calendar: false,
            told_beyond_calendar: false,
            breach: Breach::None,
            item: None,
            explained: None,
            name: String::new(),
            counted_by: None,
            changed: true,
        }
    }

    /// Its name among the clocks of its order.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The stage that it watches, if not the order as a whole.
    #[must_use]
    pub fn element(&self) -> Option<&str> {
        match self.clock.subject() {
            Subject::Order => None,
            Subject::Element(element) => Some(element),
        }
    }

    /// Somebody still has to say why it was missed.
    #[must_use]
    pub fn wants_reason(&self) -> bool {
        self.breach == Breach::Overdue && self.policy.asks_for_reason() && self.explained.is_none()
    }

    fn runs(&self) -> bool {
        self.clock.ended_at().is_none()
    }

    fn is(&self, policy: &Policy, subject: &Subject) -> bool {
        self.policy.key() == policy.key() && self.clock.subject() == subject
    }

    /// Counts the due date by `calendar`.
    fn count(&mut self, calendar: &CompanyCalendar) {
        let counted = due(&self.clock, &self.policy, calendar.days());
        if let Err(error) = &counted {
            tracing::error!(%error, policy = self.policy.policy, "no due date can be told");
        }
        self.beyond_calendar = counted.is_err();
        self.told_beyond_calendar &= self.beyond_calendar;
        let due = counted.ok().flatten();
        self.due_at = due.map(|due| due.at);
        self.may_move = due.is_some_and(|due| !due.certain);
        let paused = due.is_none() && !self.beyond_calendar;
        let depends = self.policy.unit == Unit::WorkingDay && !paused;
        self.counted_by = depends.then(|| calendar.stamp().to_owned());
        self.leave_calendar();
        self.changed = true;
    }

    /// What has ended by a known calendar is judged by it for good.
    fn leave_calendar(&mut self) {
        if !self.runs() && !self.may_move && !self.beyond_calendar {
            self.counted_by = None;
        }
    }

    /// What was done without a network may come before what we heard of since: then the clock, which runs from a
    /// delivery, began no later than that.
    fn end(&mut self, at: Instant) {
        if at < self.clock.started_at() && self.clock.correct_start(at).is_err() {
            return;
        }
        if self.clock.end(at).is_ok() {
            self.leave_calendar();
            self.changed = true;
        }
    }

    /// Remembers the alert that `now` calls for, and says what is new.
    fn judge(&mut self, now: Instant) -> Option<Finding> {
        // What was told at a later time, by another program or before this command's turn came, stays told.
        let now =
            if self.runs() { self.clock.last_alert().map_or(now, |at| at.max(now)) } else { now };
        let alert =
            self.due_at.and_then(|due_at| raise_alert(&mut self.clock, &self.policy, due_at, now));
        let before = self.breach;
        self.breach = breach(&self.clock, self.due_at, now);
        let finding = match (before, self.breach, alert) {
            (Breach::Overdue, Breach::Overdue, Some(_)) => Some(Finding::OverdueAgain),
            (Breach::Overdue, Breach::Overdue, None) => None,
            (_, Breach::Overdue, _) => Some(Finding::Overdue),
            (Breach::Overdue, _, _) => Some(Finding::KeptAfterAll),
            (_, _, Some(Alert { level: AlertLevel::PreAlert, .. })) => Some(Finding::DueSoon),
            _ if self.beyond_calendar && !self.told_beyond_calendar => {
                self.told_beyond_calendar = true;
                Some(Finding::WithoutDate)
            }
            _ => None,
        };
        self.changed |= finding.is_some() || alert.is_some();
        finding
    }

    fn row(&self) -> DeadlineRow {
        let due_at = self.due_at.filter(|_| self.runs());
        let raised = |level| due_at.is_some_and(|due_at| self.clock.was_raised(level, due_at));
        let alert = match (raised(AlertLevel::Overdue), raised(AlertLevel::PreAlert)) {
            (true, _) => Some("overdue"),
            (false, true) => Some("pre_alert"),
            (false, false) => None,
        };
        DeadlineRow {
            policy: self.name.clone(),
            clock: json!(self),
            due_at,
            calendar: self.counted_by.clone(),
            next_at: due_at.and_then(|due_at| next_look(&self.clock, &self.policy, due_at)),
            alert: alert.map(str::to_owned),
        }
    }
}

impl TryFrom<DeadlineRow> for Kept {
    type Error = StoreFault;

    fn try_from(row: DeadlineRow) -> Result<Self, StoreFault> {
        let bad = |_| StoreFault::BadRow { table: "deadline", column: "clock" };
        let kept: Self = serde_json::from_value(row.clock).map_err(bad)?;
        Ok(Self { name: row.policy, counted_by: row.calendar, ..kept })
    }
}

impl Clocks {
    /// Those of an order that begins.
    #[must_use]
    pub const fn none(calendar: Arc<CompanyCalendar>) -> Self {
        Self { kept: Vec::new(), calendar }
    }

    /// # Errors
    /// When the database refuses or a row is no clock.
    pub async fn load(
        tx: &mut Tx<'_>,
        org: OrganisationId,
        order: OrderId,
        calendar: Arc<CompanyCalendar>,
    ) -> Result<Self, StoreFault> {
        let rows = store::of_order(tx, org, order).await?;
        let kept = rows.into_iter().map(Kept::try_from).collect::<Result<_, _>>()?;
        Ok(Self { kept, calendar })
    }

    /// Something happened to an order of a station in `region`: ends the clocks that wait for it, starts those that
    /// begin with it.
    pub fn hear(
        &mut self,
        event: &str,
        order: OrderId,
        policies: &[Policy],
        region: &Region,
        at: Instant,
    ) {
        for kept in self.kept.iter_mut().filter(|kept| kept.runs()) {
            if kept.policy.ends(event).is_some_and(|subject| subject == *kept.clock.subject()) {
                kept.end(at);
            }
        }
        for policy in choose(policies, region, at) {
            let Some(subject) = policy.starts(event) else { continue };
            if self.kept.iter().any(|kept| kept.runs() && kept.is(policy, &subject)) {
                continue;
            }
            let mut kept = Kept::start(order, policy, subject, at);
            kept.name = self.free_name(&kept);
            kept.count(&self.calendar);
            self.kept.push(kept);
        }
    }

    /// A name that no other clock of the order has: a stage that came back has a second clock of the same policy.
    fn free_name(&self, new: &Kept) -> String {
        let base = format!("{}/{}", new.policy.policy, new.element().unwrap_or_default());
        let numbered = |n| if n == 1 { base.clone() } else { format!("{base}#{n}") };
        let is_free = |name: &String| self.kept.iter().all(|kept| kept.name != *name);
        (1..).map(numbered).find(is_free).unwrap_or(base.clone())
    }

    /// Proof that something had happened by `at` reached us late: clocks that waited for it ended then at the latest.
    pub fn correct(&mut self, event: &str, at: Instant) {
        for kept in &mut self.kept {
            let ends =
                kept.policy.ends(event).is_some_and(|subject| subject == *kept.clock.subject());
            if ends && kept.clock.ended_by(at) {
                kept.leave_calendar();
                kept.changed = true;
            }
        }
    }

    /// A stage was left, or done somewhere where nobody signs in: what ran for it has nothing to wait for any more.
    pub fn leave(&mut self, element: &str, at: Instant) {
        let left = |kept: &&mut Kept| kept.runs() && kept.element() == Some(element);
        self.kept.iter_mut().filter(left).for_each(|kept| kept.end(at));
    }

    /// The order stands still: stops the clocks whose policy knows the reason, and says which those are.
    pub fn pause(&mut self, reason: &str, proof: &str, at: Instant) -> Vec<String> {
        let mut paused = Vec::new();
        for kept in self.kept.iter_mut().filter(|kept| kept.runs()) {
            // The others run on: their policy does not excuse it, or they are further on than that.
            if kept.clock.pause(&kept.policy, reason, proof, at).is_ok() {
                kept.count(&self.calendar);
                paused.push(kept.policy.policy.clone());
            }
        }
        paused
    }

    /// The order goes on, and so do its clocks.
    pub fn resume(&mut self, at: Instant) {
        for kept in self.kept.iter_mut().filter(|kept| kept.runs()) {
            if kept.clock.resume(at).is_ok() {
                kept.count(&self.calendar);
            }
        }
    }

    /// The order has ended: nothing waits any more.
    pub fn stop(&mut self, at: Instant) {
        self.kept.iter_mut().filter(|kept| kept.runs()).for_each(|kept| kept.end(at));
    }

    /// Counts anew what was counted by another calendar; gives the clocks whose due date moved, with the old one.
    pub fn recount(&mut self) -> Vec<(Kept, Option<Instant>)> {
        let calendar = Arc::clone(&self.calendar);
        let mut moved = Vec::new();
        for kept in &mut self.kept {
            if kept.counted_by.as_deref().is_none_or(|stamp| stamp == calendar.stamp()) {
                continue;
            }
            let before = kept.due_at;
            kept.count(&calendar);
            if kept.due_at != before {
                moved.push((kept.clone(), before));
            }
        }
        moved
    }

    /// Holds every clock against `now`: remembers the alerts that are called for, and gives what is new.
    pub fn judge(&mut self, now: Instant) -> Vec<(Kept, Finding)> {
        let judged = |kept: &mut Kept| kept.judge(now).map(|finding| (kept.clone(), finding));
        self.kept.iter_mut().filter_map(judged).collect()
    }

    /// The office was asked why a limit was missed.
    pub fn asked(&mut self, name: &str, item: OfficeItemId) {
        for kept in self.kept.iter_mut().filter(|kept| kept.name == name) {
            kept.item = Some(item);
            kept.changed = true;
        }
    }

    /// Says why a limit was missed; gives the clock, unless there is none of that name that asks.
    pub fn explain(&mut self, name: &str, explanation: &Explanation) -> Option<&Kept> {
        let kept = self.kept.iter_mut().find(|kept| kept.name == name && kept.wants_reason())?;
        kept.explained = Some(explanation.clone());
        kept.changed = true;
        Some(kept)
    }

    /// When the next clock that still runs is due.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.kept.iter().filter(|kept| kept.runs()).filter_map(|kept| kept.due_at).min()
    }

    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.kept.iter().any(|kept| kept.changed)
    }

    /// Writes what has changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn save(
        &self,
        tx: &mut Tx<'_>,
        org: OrganisationId,
        order: OrderId,
    ) -> Result<(), StoreFault> {
        for kept in self.kept.iter().filter(|kept| kept.changed) {
            store::put(tx, org, order, &kept.row()).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::{ManualClock, SeededEntropy};

    const DELIVERED: Instant = Instant::from_micros(1_795_330_800_000_000);

    fn policies() -> Vec<Policy> {
        let sign_in = json!({
            "kind": "internal", "policy": "sign_in", "region": "*", "effective_from": "2022-01-01",
            "unit": "minute", "value": 120,
            "start_event": "stage.*.delivered", "end_event": "stage.*.signed_in",
        });
        serde_json::from_value(json!([sign_in])).expect("policies")
    }

    fn delivered() -> (Clocks, OrderId) {
        let order = OrderId::make(&ManualClock::at(DELIVERED), &SeededEntropy::new(1));
        let calendar = CompanyCalendar::with(Vec::new()).expect("a calendar");
        let mut clocks = Clocks::none(Arc::new(calendar));
        let anywhere = Region::everywhere();
        clocks.hear("stage.survey.delivered", order, &policies(), &anywhere, DELIVERED);
        assert!(clocks.next_due().is_some());
        (clocks, order)
    }

    #[test]
    fn who_signed_in_before_we_heard_of_the_delivery_has_signed_in() {
        let (mut clocks, order) = delivered();
        let before = DELIVERED.shifted(-3_000_000);
        clocks.hear("stage.survey.signed_in", order, &policies(), &Region::everywhere(), before);
        assert_eq!(clocks.next_due(), None);
        assert_eq!(clocks.kept[0].clock.started_at(), before);
    }

    #[test]
    fn a_stage_that_is_over_waits_for_nobody() {
        let (mut clocks, _) = delivered();
        clocks.leave("contract", DELIVERED);
        assert!(clocks.next_due().is_some(), "it is another stage's");
        clocks.leave("survey", DELIVERED.shifted(60_000_000));
        assert_eq!(clocks.next_due(), None);
    }
}
