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
use sync::StageView;
use vocabulary::{Instant, OfficeItemId, OrderId, OrganisationId, PersonId, StageId};

use crate::calendar::CompanyCalendar;

/// The clocks of one order.
#[derive(Debug)]
pub struct Clocks {
    kept: Vec<Kept>,
    calendar: Arc<CompanyCalendar>,
}

/// Something that happened to an order.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'e> {
    pub event: &'e str,
    /// Where, if not to the order as a whole.
    pub opening: Option<Opening>,
    pub at: Instant,
}

/// One opening of a stage, in the hands of one person: rounds that are open at once, and those who had the stage one
/// after another, have clocks of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub stage: StageId,
    pub holder: Option<PersonId>,
}

impl Opening {
    #[must_use]
    pub const fn of(stage: &StageView) -> Self {
        Self { stage: stage.stage, holder: stage.assignee }
    }

    fn may_be(self, other: Self) -> bool {
        let strangers = self.holder.zip(other.holder).is_some_and(|(one, two)| one != two);
        self.stage == other.stage && !strangers
    }
}

/// A clock with the policy that it was started under: the policy is pinned, whatever is deployed later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    pub clock: DeadlineClock,
    pub policy: Policy,
    /// Of a clock that watches a stage; none of those that were started before this was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opening: Option<Opening>,
    /// The date that came with the order, where it brought one: its policy's value counts for nothing then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fixed_at: Option<Instant>,
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
    fn start(order: OrderId, policy: &Policy, subject: Subject, heard: Heard<'_>) -> Self {
        Self {
            opening: heard.opening.filter(|_| subject != Subject::Order),
            clock: DeadlineClock::start(order, policy, subject, heard.at),
            policy: policy.clone(),
            fixed_at: None,
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

    fn is(&self, policy: &Policy, subject: &Subject, opening: Option<Opening>) -> bool {
        self.policy.key() == policy.key() && self.watches(subject, opening)
    }

    fn ends_by(&self, heard: Heard<'_>) -> bool {
        let subject = self.policy.ends(heard.event);
        subject.is_some_and(|subject| self.watches(&subject, heard.opening))
    }

    fn watches(&self, subject: &Subject, opening: Option<Opening>) -> bool {
        let elsewhere = self.opening.zip(opening).is_some_and(|(own, other)| !own.may_be(other));
        self.clock.subject() == subject && !elsewhere
    }

    /// Whether it watches the order as a whole, or this stage in the hands of whoever has it.
    #[must_use]
    pub fn concerns(&self, stage: &StageView) -> bool {
        let own = |opening: Opening| opening.may_be(Opening::of(stage));
        self.element()
            .is_none_or(|element| element == stage.element && self.opening.is_none_or(own))
    }

    /// Counts the due date by `calendar`.
    fn count(&mut self, calendar: &CompanyCalendar) {
        self.changed = true;
        if let Some(at) = self.fixed_at {
            self.due_at = Some(at);
            self.may_move = false;
            self.counted_by = None;
            return;
        }
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
    pub fn hear(&mut self, heard: Heard<'_>, order: OrderId, policies: &[Policy], region: &Region) {
        for kept in self.kept.iter_mut().filter(|kept| kept.runs() && kept.ends_by(heard)) {
            kept.end(heard.at);
        }
        for policy in choose(policies, region, heard.at) {
            let Some(subject) = policy.starts(heard.event) else { continue };
            let is_it = |kept: &Kept| kept.runs() && kept.is(policy, &subject, heard.opening);
            if self.kept.iter().any(is_it) {
                continue;
            }
            let mut kept = Kept::start(order, policy, subject, heard);
            kept.name = self.free_name(&kept);
            kept.count(&self.calendar);
            self.kept.push(kept);
        }
    }

    /// The limit of that name has a date of its own, which came with the order.
    pub fn fix(&mut self, policy: &str, at: Instant) {
        for kept in self.kept.iter_mut().filter(|kept| kept.runs() && kept.policy.policy == policy)
        {
            if kept.fixed_at != Some(at) {
                kept.fixed_at = Some(at);
                kept.count(&self.calendar);
            }
        }
    }

    /// A name that no other clock of the order has: a stage that came back has a second clock of the same policy.
    fn free_name(&self, new: &Kept) -> String {
        let base = format!("{}/{}", new.policy.policy, new.element().unwrap_or_default());
        let numbered = |n| if n == 1 { base.clone() } else { format!("{base}#{n}") };
        let is_free = |name: &String| self.kept.iter().all(|kept| kept.name != *name);
        (1..).map(numbered).find(is_free).unwrap_or(base.clone())
    }

    /// Proof that something had happened by then reached us late: clocks that waited for it ended then at the latest.
    pub fn correct(&mut self, heard: Heard<'_>) {
        for kept in self.kept.iter_mut().filter(|kept| kept.ends_by(heard)) {
            if kept.clock.ended_by(heard.at) {
                kept.leave_calendar();
                kept.changed = true;
            }
        }
    }

    /// A stage was left, or done somewhere where nobody signs in, or taken from its `holder`: what ran for it has nothing
    /// to wait for any more.
    pub fn leave(&mut self, element: &str, opening: Opening, at: Instant) {
        let subject = Subject::Element(element.to_owned());
        let left = |kept: &&mut Kept| kept.runs() && kept.watches(&subject, Some(opening));
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

    /// Heard of the first survey, in the hands of the first person.
    fn heard(what: &str, at: Instant) -> Heard<'_> {
        heard_of(what, (1, 1), at)
    }

    fn heard_of(what: &str, (stage, holder): (u128, u128), at: Instant) -> Heard<'_> {
        let event = match what {
            "delivered" => "stage.survey.delivered",
            _ => "stage.survey.signed_in",
        };
        Heard { event, opening: Some(opening(stage, holder)), at }
    }

    fn opening(stage: u128, holder: u128) -> Opening {
        let stage = StageId::from_uuid(uuid::Uuid::from_u128(stage));
        let holder = Some(PersonId::from_uuid(uuid::Uuid::from_u128(holder)));
        Opening { stage, holder }
    }

    fn delivered() -> (Clocks, OrderId) {
        let order = OrderId::make(&ManualClock::at(DELIVERED), &SeededEntropy::new(1));
        let calendar = CompanyCalendar::with(Vec::new()).expect("a calendar");
        let mut clocks = Clocks::none(Arc::new(calendar));
        let anywhere = Region::everywhere();
        clocks.hear(heard("delivered", DELIVERED), order, &policies(), &anywhere);
        assert!(clocks.next_due().is_some());
        (clocks, order)
    }

    #[test]
    fn who_signed_in_before_we_heard_of_the_delivery_has_signed_in() {
        let (mut clocks, order) = delivered();
        let before = DELIVERED.shifted(-3_000_000);
        clocks.hear(heard("signed_in", before), order, &policies(), &Region::everywhere());
        assert_eq!(clocks.next_due(), None);
        assert_eq!(clocks.kept[0].clock.started_at(), before);
    }

    #[test]
    fn a_date_that_came_with_the_order_is_its_own() {
        let (mut clocks, _) = delivered();
        let date = DELIVERED.shifted(3 * 86_400_000_000);
        clocks.fix("another", date);
        assert_eq!(clocks.next_due(), Some(DELIVERED.shifted(120 * 60_000_000)));
        clocks.fix("sign_in", date);
        assert_eq!(clocks.next_due(), Some(date));
        assert!(clocks.judge(date.shifted(-1)).iter().all(|(_, found)| *found == Finding::DueSoon));
        let late: Vec<_> = clocks.judge(date.shifted(1)).into_iter().map(|found| found.1).collect();
        assert_eq!(late, [Finding::Overdue]);
    }

    #[test]
    fn a_stage_that_is_over_waits_for_nobody() {
        let (mut clocks, _) = delivered();
        clocks.leave("contract", opening(1, 1), DELIVERED);
        assert!(clocks.next_due().is_some(), "it is another stage's");
        clocks.leave("survey", opening(2, 1), DELIVERED);
        assert!(clocks.next_due().is_some(), "it is another round's");
        clocks.leave("survey", opening(1, 1), DELIVERED.shifted(60_000_000));
        assert_eq!(clocks.next_due(), None);
    }

    #[test]
    fn every_round_has_a_clock_of_its_own() {
        let (mut clocks, order) = delivered();
        let (anywhere, later) = (Region::everywhere(), DELIVERED.shifted(60_000_000));
        let second = heard_of("delivered", (2, 1), later);
        clocks.hear(second, order, &policies(), &anywhere);
        clocks.hear(heard("signed_in", later), order, &policies(), &anywhere);
        let due = later.shifted(120 * 60_000_000);
        assert_eq!(clocks.next_due(), Some(due), "the second waits on");
    }

    #[test]
    fn whoever_gets_a_stage_has_minutes_of_his_own() {
        let (mut clocks, order) = delivered();
        let (anywhere, later) = (Region::everywhere(), DELIVERED.shifted(60_000_000));
        clocks.leave("survey", opening(1, 1), later);
        clocks.hear(heard_of("delivered", (1, 2), later), order, &policies(), &anywhere);
        let due = later.shifted(120 * 60_000_000);
        assert_eq!(clocks.next_due(), Some(due));
        // Whoever had it before signed in, and nobody knew.
        clocks.correct(heard("signed_in", DELIVERED.shifted(1)));
        assert_eq!(clocks.next_due(), Some(due), "the new one has not");
        assert_eq!(clocks.kept[0].clock.ended_at(), Some(DELIVERED.shifted(1)));
    }
}
