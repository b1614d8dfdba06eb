//! The deadline clocks of an order: started and ended by what happens to it.

use std::sync::{Arc, LazyLock};

use deadlines::{
    CN_2026, Calendar, CalendarYear, DeadlineClock, Policy, Region, Subject, choose, due,
};
use platform_store::orders::DeadlineRow;
use platform_store::{StoreFault, Tx, orders, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{Instant, OrderId, OrganisationId};

use super::order::Order;

/// The clocks of one order.
#[derive(Debug, Default)]
pub struct Clocks {
    kept: Vec<Kept>,
    changed: bool,
}

/// A clock with the policy that it was started under: the policy is pinned, whatever is deployed later.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    clock: DeadlineClock,
    policy: Policy,
    due_at: Option<Instant>,
}

impl Kept {
    fn runs(&self) -> bool {
        self.clock.ended_at().is_none()
    }

    fn is(&self, policy: &Policy, subject: &Subject) -> bool {
        self.policy.key() == policy.key() && self.clock.subject() == subject
    }
}

impl Clocks {
    /// # Errors
    /// When the database refuses or a row is no clock.
    pub async fn load(
        tx: &mut Tx<'_>,
        org: OrganisationId,
        order: OrderId,
    ) -> Result<Self, StoreFault> {
        let rows = orders::deadlines(tx, org, order).await?;
        let bad = |_| StoreFault::BadRow { table: "deadline", column: "clock" };
        let kept = rows
            .into_iter()
            .map(|row| serde_json::from_value(row.clock).map_err(bad))
            .collect::<Result<_, _>>()?;
        Ok(Self { kept, changed: false })
    }

    /// Something happened to an order of a station in `region`: ends the clocks that wait for it, starts those that
    /// begin with it.
    fn hear(
        &mut self,
        event: &str,
        order: OrderId,
        policies: &[Policy],
        region: &Region,
        at: Instant,
    ) {
        for kept in self.kept.iter_mut().filter(|kept| kept.runs()) {
            let ends =
                kept.policy.ends(event).is_some_and(|subject| subject == *kept.clock.subject());
            if ends && kept.clock.end(at).is_ok() {
                self.changed = true;
            }
        }
        for policy in choose(policies, region, at) {
            let Some(subject) = policy.starts(event) else { continue };
            if self.kept.iter().any(|kept| kept.runs() && kept.is(policy, &subject)) {
                continue;
            }
            let clock = DeadlineClock::start(order, policy, subject, at);
            let due_at = due_at(&clock, policy);
            self.kept.push(Kept { clock, policy: policy.clone(), due_at });
            self.changed = true;
        }
    }

    /// A stage was left without being done: what ran for it has nothing to wait for any more.
    pub fn leave(&mut self, element: &str, at: Instant) {
        let left = |kept: &&mut Kept| {
            kept.runs() && matches!(kept.clock.subject(), Subject::Element(of) if of == element)
        };
        for kept in self.kept.iter_mut().filter(left) {
            self.changed |= kept.clock.end(at).is_ok();
        }
    }

    /// The order stands still: stops the clocks whose policy knows the reason, and says which those are.
    pub fn pause(&mut self, reason: &str, proof: &str, at: Instant) -> Vec<String> {
        let mut paused = Vec::new();
        for kept in self.kept.iter_mut().filter(|kept| kept.runs()) {
            // The others run on: their policy does not excuse it, or they are further on than that.
            if kept.clock.pause(&kept.policy, reason, proof, at).is_ok() {
                kept.due_at = due_at(&kept.clock, &kept.policy);
                paused.push(kept.policy.policy.clone());
                self.changed = true;
            }
        }
        paused
    }

    /// The order goes on, and so do its clocks.
    pub fn resume(&mut self, at: Instant) {
        for kept in self.kept.iter_mut().filter(|kept| kept.runs()) {
            if kept.clock.resume(at).is_ok() {
                kept.due_at = due_at(&kept.clock, &kept.policy);
                self.changed = true;
            }
        }
    }

    /// The order has ended: nothing waits any more.
    pub fn stop(&mut self, at: Instant) {
        for kept in self.kept.iter_mut().filter(|kept| kept.runs()) {
            self.changed |= kept.clock.end(at).is_ok();
        }
    }

    /// When the next clock that still runs is due.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.kept.iter().filter(|kept| kept.runs()).filter_map(|kept| kept.due_at).min()
    }

    /// # Errors
    /// When the database refuses.
    pub async fn save(
        &self,
        tx: &mut Tx<'_>,
        org: OrganisationId,
        order: OrderId,
    ) -> Result<(), StoreFault> {
        if !self.changed {
            return Ok(());
        }
        for (place, kept) in self.kept.iter().enumerate() {
            let subject = match kept.clock.subject() {
                Subject::Order => "",
                Subject::Element(element) => element,
            };
            // A stage that came back has a second clock under the same policy.
            let before = self.kept[..place].iter();
            let earlier = before.filter(|one| one.is(&kept.policy, kept.clock.subject())).count();
            let again = if earlier == 0 { String::new() } else { format!("#{}", earlier + 1) };
            let row = DeadlineRow {
                policy: format!("{}/{subject}{again}", kept.policy.policy),
                clock: json!(kept),
                due_at: kept.due_at.filter(|_| kept.runs()),
            };
            orders::put_deadline(tx, org, order, &row).await?;
        }
        Ok(())
    }
}

impl Order {
    /// Something happened to it: ends the clocks that wait for it, starts those that begin with it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hear(&mut self, tx: &mut Tx<'_>, event: &str) -> Result<(), StoreFault> {
        let version = Arc::clone(&self.version);
        let region = self.region_for(tx, &version.policies, event).await?;
        let (order, at) = (self.view().order, self.cause.at);
        self.clocks.hear(event, order, &version.policies, &region, at);
        Ok(())
    }

    /// Where its station lies; looked up only where a policy that `event` starts depends on it.
    async fn region_for(
        &self,
        tx: &mut Tx<'_>,
        policies: &[Policy],
        event: &str,
    ) -> Result<Region, StoreFault> {
        let matters = |policy: &Policy| {
            policy.region != Region::everywhere() && policy.starts(event).is_some()
        };
        let Some(station) = self.record.station.filter(|_| policies.iter().any(matters)) else {
            return Ok(Region::everywhere());
        };
        let said = people::region_of_station(tx, self.platform.org(), station).await?;
        let bad = |_| StoreFault::BadRow { table: "station", column: "region" };
        said.as_deref().map_or(Ok(Region::everywhere()), |said| Region::parse(said).map_err(bad))
    }
}

fn due_at(clock: &DeadlineClock, policy: &Policy) -> Option<Instant> {
    match due(clock, policy, &CALENDAR) {
        Ok(due) => due.map(|due| due.at),
        Err(error) => {
            tracing::error!(%error, policy = policy.policy, "no due date can be told");
            None
        }
    }
}

/// The company's working-day calendar.
static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    CalendarYear::parse(CN_2026.as_bytes())
        .and_then(|year| Calendar::of([year]))
        .expect("the shipped calendar is tested to be one")
});
