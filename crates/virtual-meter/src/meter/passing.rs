//! Time passes for a meter: it counts, freezes, switches sets, moves its relay and minds the money.

use vocabulary::Instant;

use super::{Meter, Power};
use crate::freezes::Occasion;
use crate::load::QUARTER;
use crate::purse::Funds;
use crate::registers::Energy;
use crate::second::Second;
use crate::tariffs::Switched;

impl Meter {
    /// Lets time pass until now: counts, freezes, switches sets, moves the relay when its delay is over, brings the power
    /// back. Time that goes backwards is none.
    pub fn advance(&mut self, now: Instant) {
        if let Power::OffUntil(back) = self.power
            && back <= now
        {
            self.pass_until(back);
            self.restore_power(back);
        }
        self.pass_until(now);
    }

    /// Goes on in steps in which nothing changes but what is counted.
    pub(super) fn pass_until(&mut self, now: Instant) {
        let end = self.clock.shown(now);
        if !self.is_powered() {
            self.passed = self.passed.max(end);
            return;
        }
        while self.passed < end {
            let step_end = self.next_change().min(end);
            self.count(step_end);
            self.passed = step_end;
            self.arrive();
        }
    }

    /// The next second at which something may change by itself.
    fn next_change(&self) -> Second {
        let at = self.passed;
        let mut next = at.next(QUARTER).min(self.tariffs.next_period(at));
        if self.freezes.timed.is_some() {
            next = next.min(at.next(60));
        }
        let others = [self.tariffs.next_switch(), self.relay.next_movement(), self.money_ends()];
        // What is due already is dealt with at the end of the next step.
        let later = others.into_iter().flatten().map(|due| due.max(at.plus(1)));
        later.min().map_or(next, |due| next.min(due))
    }

    fn money_ends(&self) -> Option<Second> {
        let purse = self.purse.as_ref().filter(|_| !self.relay.is_open())?;
        let watts = self.load.watts(self.passed).into_iter().map(u64::from).sum();
        let seconds = purse.seconds_left(watts, self.tariffs.price(self.passed))?;
        Some(self.passed.plus(seconds))
    }

    fn count(&mut self, until: Second) {
        let seconds = u64::try_from(until.since(self.passed)).unwrap_or(0);
        let watts = if self.relay.is_open() { [0; 3] } else { self.load.watts(self.passed) };
        let tariff = self.tariffs.tariff(self.passed);
        self.registers.count(watts, self.load.vars(watts), seconds, tariff);
        let mut energy = Energy::default();
        watts.into_iter().for_each(|watts| energy.add(Energy::of(watts, seconds)));
        self.demand.count(energy, seconds);
        let price = self.tariffs.price(self.passed);
        if let Some(purse) = &mut self.purse {
            purse.draw(energy, price);
        }
    }

    /// What happens at the second that was come to.
    fn arrive(&mut self) {
        let at = self.passed;
        let minute = at.minute_of_day();
        if at.is_full_minute() && minute.is_multiple_of(15) {
            let tariff = self.tariffs.tariff(at.plus(-1));
            self.demand.end_block(at, tariff, QUARTER as u64);
        }
        if at.is_full_minute() {
            self.freeze_at(at, minute);
        }
        for switched in self.tariffs.switch(at) {
            self.freeze(match switched {
                Switched::Zones => Occasion::Zones,
                Switched::Tables => Occasion::Tables,
                Switched::Prices => Occasion::Prices,
            });
        }
        let moved = self.relay.move_when_due(at);
        self.note(moved, [0; 4]);
        self.mind_the_money();
    }

    fn freeze_at(&mut self, at: Second, minute_of_day: u16) {
        if self.freezes.timed.is_some() && self.freezes.is_timed_at(at.time()) {
            self.freeze(Occasion::Timed);
        }
        if !minute_of_day.is_multiple_of(60) {
            return;
        }
        self.freeze(Occasion::Hourly);
        if at.is_midnight() {
            self.freeze(Occasion::Daily);
        }
        let time = at.time();
        if (time.day(), time.hour()) == (self.settlement.day, self.settlement.hour) {
            self.freeze(Occasion::Settlement);
            // The month's peaks are settled with it.
            self.demand.forward = Default::default();
        }
    }

    /// Alarms and trips by the balance.
    pub(super) fn mind_the_money(&mut self) {
        let Some(purse) = &self.purse else { return };
        let (funds, trips) = (purse.funds(), purse.limits.trips_by_itself);
        self.relay.sound_low_money(funds >= Funds::Low);
        let is_closed = !self.relay.is_open();
        if funds == Funds::Exhausted && trips && is_closed {
            // Under guard it is refused, and asked again with every step.
            let moved = self.relay.trip_for_money(self.passed);
            self.note(moved, [0; 4]);
        }
    }
}
