//! What a meter is told to do, whichever protocol it was told in. What is only to be claimed is not done.

use dlt645::DataIdentifier;
use vocabulary::{Instant, MeterTime};

use super::Meter;
use crate::events::{Detail, EventKind};
use crate::freezes::Occasion;
use crate::registers::Registers;
use crate::relay::{Delays, Order, RelayRefusal};

impl Meter {
    /// Sets the clock. Nothing is counted for time that is jumped over, and nothing twice.
    pub(crate) fn set_clock(&mut self, now: Instant, time: MeterTime, operator: [u8; 4]) {
        if self.is_hollow {
            return;
        }
        let before = self.passed.time();
        self.clock.set(now, time);
        self.follow_clock(now, before);
        self.events.record(EventKind::ClockSet, self.time(), operator, Detail::Before(before));
    }

    /// A time that was broadcast; says whether it was taken. No event is recorded of it.
    pub(crate) fn take_broadcast(&mut self, now: Instant, time: MeterTime) -> bool {
        if self.is_hollow {
            return true;
        }
        let before = self.passed.time();
        let is_taken = self.clock.take_broadcast(self.rules.broadcast, now, time);
        if is_taken {
            self.follow_clock(now, before);
        }
        is_taken
    }

    /// Tells the relay, and records what moved.
    ///
    /// # Errors
    /// When the relay refuses.
    pub(crate) fn tell_relay(
        &mut self,
        order: Order,
        operator: [u8; 4],
    ) -> Result<(), RelayRefusal> {
        if self.is_hollow {
            return Ok(());
        }
        let moved = self.relay.obey(order, self.passed)?;
        self.note(moved, operator);
        Ok(())
    }

    pub(crate) fn freeze(&mut self, occasion: Occasion) {
        if self.is_hollow {
            return;
        }
        let (at, measured) = (self.time(), self.measured());
        self.freezes.push(occasion, at, &self.registers, &self.demand.forward, &measured);
    }

    pub(crate) fn clear_demand(&mut self, operator: [u8; 4]) {
        if self.is_hollow {
            return;
        }
        self.demand.clear();
        self.events.record(EventKind::DemandClear, self.time(), operator, Detail::None);
    }

    /// 电表清零: energies, demands, frozen data and events, but for the record of it.
    pub(crate) fn clear_meter(&mut self, operator: [u8; 4]) {
        if self.is_hollow {
            return;
        }
        let before = Detail::Energies(Box::new(self.energies()));
        self.registers = Registers::default();
        self.demand.clear();
        self.freezes.clear();
        self.events.clear(None);
        self.events.record(EventKind::MeterClear, self.time(), operator, before);
    }

    /// 事件清零: all of them, or those of one class.
    pub(crate) fn clear_events(
        &mut self,
        only: Option<EventKind>,
        told: DataIdentifier,
        operator: [u8; 4],
    ) {
        if self.is_hollow {
            return;
        }
        self.events.clear(only);
        let told = Detail::Items(Box::new([told]));
        self.events.record(EventKind::EventClear, self.time(), operator, told);
    }

    /// Money has been paid: the balance rises, and a relay that opened for want of it may be closed again.
    pub(crate) fn pay(&mut self, fen: u32) {
        let Some(purse) = &mut self.purse else { return };
        purse.pay(fen);
        let may_close = purse.may_close();
        self.events.record(EventKind::Purchase, self.passed.time(), [0; 4], Detail::None);
        if may_close {
            self.relay.permit_for_money();
        }
        self.mind_the_money();
    }

    pub(crate) fn set_delays(&mut self, delays: Delays) {
        self.relay.delays = delays;
    }

    fn follow_clock(&mut self, now: Instant, before: MeterTime) {
        self.passed = self.clock.shown(now);
        let after = self.passed.time();
        let by_seconds = after.seconds_since(before);
        self.esam.follow_clock(before, after);
        self.passwords.follow_clock(by_seconds);
        self.relay.follow_clock(by_seconds);
        self.programming_until = self.programming_until.map(|until| until.plus(by_seconds));
    }
}
