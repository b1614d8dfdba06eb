//! Writing an order back with everything that follows from its change.

use platform_store::feed::{self, Change, Touch};
use platform_store::orders::TimerRow;
use platform_store::{Tx, audit, meter_works, neighbours, office, order_keys, orders, processes};
use serde_json::json;
use sync::{EntityKind, Notice};
use vocabulary::{OfficeItemId, OrderState, PersonId};

use super::keys::keys_of;
use super::order::Order;
use crate::customers::{self, Changed};
use crate::http::Problem;
use crate::people;

impl Order {
    /// Writes everything, the workers' feeds last.
    ///
    /// # Errors
    /// [`crate::http::ProblemKind::Changed`] when somebody else changed the order first; the command is run again.
    pub async fn save(mut self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let order = self.record.view.order;
        self.tell_of_limits();
        self.record.rev += 1;
        self.record.view.fed_at = self.cause.received_at;
        self.record.view.due_at = self.clocks.next_due();
        self.record.view.engine = json!(self.engine);
        match &self.before {
            Some(before) => orders::update(tx, org, before, &self.record).await?,
            None => orders::insert(tx, org, &self.record).await?,
        }
        self.save_keys(tx).await?;
        self.tell_of_work(tx).await?;
        for timer in &self.disarmed {
            orders::disarm_timer(tx, org, order, &timer.0.to_string()).await?;
        }
        for (timer, due) in &self.armed {
            let due_at = vocabulary::Instant::from_micros(*due);
            let row = TimerRow { order, timer: timer.0.to_string(), due_at };
            orders::arm_timer(tx, org, &row).await?;
        }
        for message in std::mem::take(&mut self.withdrawn) {
            if neighbours::withdraw(tx, org, message).await? {
                self.note("result_withdrawn", json!({ "message": message }));
            }
        }
        self.save_proof(tx).await?;
        for message in &self.messages {
            neighbours::send(tx, org, message).await?;
        }
        if self.has_moved() {
            office::follow(tx, org, order, self.record.station).await?;
            if let Some(station) = self.record.station {
                meter_works::follow(tx, org, order, station).await?;
            }
        }
        self.settle_items(tx).await?;
        self.save_items(tx).await?;
        let touches = self.touches(tx).await?;
        feed::touch(tx, org, self.cause.received_at, touches).await?;
        Ok(())
    }

    /// Writes clocks and story, items and notices: what terminals hold of the order stays as it is.
    ///
    /// # Errors
    /// As [`Order::save`].
    pub async fn save_beside(mut self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let (org, order) = (self.platform.org(), self.record.view.order);
        self.tell_of_limits();
        orders::advance(tx, org, order, self.record.rev).await?;
        self.save_proof(tx).await?;
        self.save_items(tx).await?;
        if !self.notices.is_empty() {
            feed::touch(tx, org, self.cause.received_at, self.notice_touches()).await?;
        }
        Ok(())
    }

    async fn save_items(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let (org, at) = (self.platform.org(), self.cause.received_at);
        for item in &self.items {
            office::open(tx, org, item).await?;
        }
        for (item, by, remark) in &self.lapsed {
            office::lapse(tx, org, *item, *by, at, remark).await?;
        }
        Ok(())
    }

    /// A work that is finished belongs on its customer's card.
    async fn tell_of_work(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let archived = |state| state == OrderState::Archived;
        let before = self.before.as_ref().is_some_and(|before| archived(before.view.state));
        let customer = self.record.view.facts["customer"]["customer_no"].as_str();
        if let Some(customer_no) = customer.filter(|_| archived(self.view().state) && !before) {
            let changed = Changed::Customer(customer_no);
            customers::follow(tx, self.platform.org(), changed).await?;
        }
        Ok(())
    }

    /// Lets the order be found by what it is called now.
    async fn save_keys(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let keys = keys_of(&self.record);
        let before = self.before.as_ref().map(keys_of).unwrap_or_default();
        let place = (self.record.view.order, self.record.station);
        let org = self.platform.org();
        let gone = before.difference(&keys);
        if self.has_moved() {
            order_keys::change(tx, org, place, gone, &keys).await?;
        } else {
            order_keys::change(tx, org, place, gone, keys.difference(&before)).await?;
        }
        Ok(())
    }

    async fn save_proof(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let (org, order) = (self.platform.org(), self.record.view.order);
        self.clocks.save(tx, org, order).await?;
        let chain = format!("order:{order}");
        for entry in &self.entries {
            audit::append(tx, org, &chain, entry).await?;
        }
        Ok(())
    }

    /// It belongs to another station than before.
    fn has_moved(&self) -> bool {
        self.before.as_ref().is_some_and(|before| before.station != self.record.station)
    }

    /// It runs on another process version than before.
    fn has_migrated(&self) -> bool {
        let hash = self.record.view.bundle_hash;
        self.before.as_ref().is_some_and(|before| before.view.bundle_hash != hash)
    }

    /// What changes in whose feed.
    async fn touches(&self, tx: &mut Tx<'_>) -> Result<Vec<Touch>, Problem> {
        let order = self.record.view.order;
        let before = self.before.as_ref().map(Order::workers).unwrap_or_default();
        let after = Order::workers(&self.record);
        let mut touches = Vec::new();
        for worker in before.iter().filter(|worker| !after.contains(worker)) {
            touches.push(Touch {
                worker: *worker,
                kind: EntityKind::Order,
                entity: order.to_string(),
                change: Change::Drop,
            });
        }
        let before_view = self.before.as_ref().map(|before| &before.view);
        let patch = before_view.and_then(|before| self.record.view.patch_from(before));
        for worker in &after {
            if !before.contains(worker) || self.has_moved() || self.has_migrated() {
                self.prepare(tx, *worker, &mut touches).await?;
            }
            let rev = self.record.rev;
            touches.push(Touch {
                worker: *worker,
                kind: EntityKind::Order,
                entity: order.to_string(),
                change: Change::Order { order, rev, patch: patch.clone() },
            });
        }
        touches.extend(self.drafts.iter().map(|row| Touch {
            worker: row.person,
            kind: EntityKind::Draft,
            entity: row.stage.to_string(),
            change: Change::Put { rev: row.rev, body: row.body.clone() },
        }));
        touches.extend(self.notice_touches());
        Ok(touches)
    }

    fn notice_touches(&self) -> Vec<Touch> {
        let touch = |(worker, notice): &(PersonId, Notice)| Touch {
            worker: *worker,
            kind: EntityKind::Notice,
            entity: OfficeItemId::make(self.platform.clock(), self.platform.entropy()).to_string(),
            change: Change::Put { rev: 1, body: json!(notice) },
        };
        self.notices.iter().map(touch).collect()
    }

    /// Sees to it that a worker's terminal has what the order needs before the order itself: the process version and
    /// the people whom the next stage may go to.
    async fn prepare(
        &self,
        tx: &mut Tx<'_>,
        worker: PersonId,
        touches: &mut Vec<Touch>,
    ) -> Result<(), Problem> {
        let org = self.platform.org();
        let hash = self.record.view.bundle_hash;
        if !feed::holds(tx, org, worker, EntityKind::Bundle, &hash.to_string()).await? {
            let version = processes::find(tx, org, hash).await?.map_or(0, |row| row.version);
            touches.push(Touch {
                worker,
                kind: EntityKind::Bundle,
                entity: hash.to_string(),
                change: Change::Put {
                    rev: u64::from(version),
                    body: json!({ "process": self.record.view.process, "hash": hash }),
                },
            });
        }
        if let Some(station) = self.record.station
            && !feed::holds(tx, org, worker, EntityKind::Candidates, &station.to_string()).await?
        {
            let rev = self.cause.received_at.micros().unsigned_abs();
            let body = json!(people::candidates(tx, org, station).await?);
            touches.push(Touch {
                worker,
                kind: EntityKind::Candidates,
                entity: station.to_string(),
                change: Change::Put { rev, body },
            });
        }
        Ok(())
    }
}
