//! The meter: what it is, what it counts and what happens to it as time goes by.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use dlt645::{DataIdentifier, MeterAddress, Speed};
use security_unit::metering::{EsamSerial, NewEsam, SoftwareEsam, SoftwareKeyMachine};
use vocabulary::{Instant, MeterTime, SeededEntropy};

use crate::chance::Chance;
use crate::clock::Clock;
use crate::demand::Demand;
use crate::events::{Detail, EventKind, Events};
use crate::faults::Faults;
use crate::freezes::{Freezes, Occasion};
use crate::load::{LoadCurve, Measured, QUARTER};
use crate::passwords::Passwords;
use crate::port::{Port, PortState};
use crate::purse::{Funds, Purse};
use crate::registers::{Energy, Registers};
use crate::relay::{Delays, Moved, Order, Relay};
use crate::second::Second;
use crate::setup::{MeterSetup, Protocol, Rules, Wiring};
use crate::tariffs::{Switched, Tariffs};

/// A meter in software. It knows no port and no clock of ours: whoever has them says what time it is and what came.
///
/// ```
/// use std::sync::Arc;
///
/// use security_unit::metering::SoftwareKeyMachine;
/// use virtual_meter::{Meter, MeterSetup, Port, Protocol};
/// use vocabulary::{MeterTime, SeededEntropy};
///
/// let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1)));
/// let setup = MeterSetup::new(Protocol::Dlt645, "000000000001".parse()?);
/// let now = "2026-11-30T10:00:00".parse::<MeterTime>()?.instant();
/// let mut meter = Meter::new(&setup, &machine, now);
/// // Read the address, whatever meter is there (dlt645-2007.md, vector P1).
/// let request = [0x68, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0x68, 0x13, 0, 0xDF, 0x16];
/// let replies = meter.take(Port::Rs485, &request, now);
/// assert!(replies[0].bytes.ends_with(&[0x68, 1, 0, 0, 0, 0, 0, 0x68, 0x93, 6, 0x34, 0x33, 0x33, 0x33, 0x33, 0x33, 0x9D, 0x16]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Meter {
    pub(crate) protocol: Protocol,
    pub(crate) wiring: Wiring,
    pub(crate) rules: Rules,
    pub(crate) faults: Faults,
    pub(crate) chance: Chance,
    pub(crate) address: MeterAddress,
    pub(crate) clock: Clock,
    load: LoadCurve,
    /// Up to where everything was counted, by the meter's clock.
    passed: Second,
    pub(crate) registers: Registers,
    pub(crate) demand: Demand,
    pub(crate) tariffs: Tariffs,
    pub(crate) freezes: Freezes,
    pub(crate) events: Events,
    pub(crate) relay: Relay,
    pub(crate) purse: Option<Purse>,
    pub(crate) passwords: Passwords,
    pub(crate) esam: SoftwareEsam,
    pub(crate) customer: [u8; 6],
    pub(crate) settlement: SettlementDay,
    /// Items that nothing here depends on, as they were written.
    pub(crate) written: BTreeMap<DataIdentifier, Box<[u8]>>,
    /// Of infrared and RS-485.
    pub(crate) speeds: [Speed; Port::COUNT],
    programming_until: Option<Second>,
    power: Power,
    /// Frames that were for this meter.
    pub(crate) frames: u32,
    /// For this frame everything is claimed and nothing done.
    pub(crate) is_hollow: bool,
    /// The session of DL/T 698.45 is over once this answer is sealed.
    pub(crate) ends_session: bool,
    pub(crate) ports: [Option<Box<PortState>>; Port::COUNT],
}

/// Whether there is any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Power {
    On,
    OffUntil(Instant),
    Off,
}

/// When months end for the bill (04000B01).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SettlementDay {
    pub day: u8,
    pub hour: u8,
}

/// What a test or a bench sees of a meter without asking over its port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterView {
    pub shows: MeterTime,
    pub is_powered: bool,
    pub relay_is_open: bool,
    pub relay_was_told_to_open: bool,
    /// The button closes the relay now.
    pub may_be_closed: bool,
    pub is_guarded: bool,
    pub has_alarm: bool,
    pub warns_of_trip: bool,
    /// What is left and what is owed, in fen, of a prepaid meter.
    pub balance_fen: Option<(u32, u32)>,
    /// Bit n is set when key n is the company's.
    pub key_map: u32,
    /// Frames that were for this meter.
    pub frames: u32,
}

impl Meter {
    /// Makes a meter that has been counting for its history up to now.
    #[must_use]
    pub fn new(setup: &MeterSetup, machine: &SoftwareKeyMachine, now: Instant) -> Self {
        let chance = Chance::new(setup.seed);
        let mut serial = [0; 8];
        serial[2..].copy_from_slice(&setup.meter_no.bcd());
        let esam = NewEsam {
            meter: setup.meter_no.clone(),
            serial: EsamSerial::from_bytes(serial),
            generation: setup.generation,
            keys: setup.keys,
            limits: setup.limits,
        };
        let entropy = Arc::new(SeededEntropy::new(setup.seed));
        let history = Duration::from_secs(u64::from(setup.history_days) * 86_400);
        let began = now.shifted(-i64::try_from(history.as_micros()).unwrap_or(0));
        let mut clock = Clock::new(began, 0, 0);
        let mut registers = Registers::default();
        // So much for each tariff, that the total is theirs.
        let quarter = Energy::of(250 * setup.start_kwh.min(KWH_MAX), 3_600);
        for tariff in 0..crate::registers::TARIFFS {
            registers.forward.add(tariff, quarter);
        }
        let mut meter = Self {
            protocol: setup.protocol,
            wiring: setup.wiring,
            rules: setup.rules.clone(),
            faults: setup.faults.clone(),
            chance,
            address: MeterAddress::from(&setup.address),
            passed: clock.shown(began),
            load: LoadCurve::new(setup.load, chance.part(1), setup.wiring.phases()),
            registers,
            demand: Demand::default(),
            tariffs: Tariffs::usual(),
            freezes: Freezes::default(),
            events: Events::default(),
            relay: Relay::default(),
            purse: None,
            passwords: Passwords::new(setup.passwords),
            esam: machine.fit_esam_drawing(entropy, esam),
            customer: [0; 6],
            settlement: SettlementDay { day: 1, hour: 0 },
            written: BTreeMap::new(),
            speeds: speeds(setup.protocol),
            programming_until: None,
            power: Power::On,
            frames: 0,
            is_hollow: false,
            ends_session: false,
            ports: Default::default(),
            clock: clock.clone(),
        };
        // The past is counted by a clock that is right; money runs from now on.
        meter.advance(now);
        clock = Clock::new(now, setup.clock_offset_s, setup.clock_drift_ppm);
        meter.passed = clock.shown(now);
        meter.clock = clock;
        meter.purse = setup.purse.map(Purse::new);
        meter.mind_the_money();
        meter
    }

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

    /// The customer presses the meter's button for some seconds. Says whether the relay closed.
    pub fn press_button(&mut self, now: Instant) -> bool {
        self.advance(now);
        let moved = if self.is_powered() { self.relay.press_button() } else { None };
        self.note(moved, [0; 4]);
        moved.is_some()
    }

    /// Somebody breaks the seal and presses the programming key: level 04 serves for 240 minutes (a maker's choice, no
    /// source says how long).
    pub fn press_programming_key(&mut self, now: Instant) {
        self.advance(now);
        self.programming_until = Some(self.passed.plus(PROGRAMMING_SECONDS));
    }

    /// Somebody opens the cover.
    pub fn open_cover(&mut self, now: Instant) {
        self.advance(now);
        let energies = Detail::Energies(Box::new(self.energies()));
        self.events.begin(EventKind::CoverOpened, self.passed.time(), [0; 4], energies);
    }

    /// Somebody closes the cover.
    pub fn close_cover(&mut self, now: Instant) {
        self.advance(now);
        self.events.end(EventKind::CoverOpened, self.passed.time());
    }

    /// The power goes, for a time or until [`Meter::restore_power`]. Relay, registers, keys and purse stay as they are;
    /// what was proved to the ESAM is forgotten, and so is a long reply that was being told.
    pub fn cut_power(&mut self, now: Instant, back_after: Option<Duration>) {
        self.advance(now);
        self.power = match back_after {
            Some(after) => Power::OffUntil(now.plus(after)),
            None => Power::Off,
        };
        self.esam.lose_power();
        self.programming_until = None;
        self.ports.iter_mut().flatten().for_each(|port| port.lose_power());
        self.events.begin(EventKind::PowerDown, self.passed.time(), [0; 4], Detail::None);
    }

    /// The power comes back.
    pub fn restore_power(&mut self, now: Instant) {
        if self.is_powered() {
            return;
        }
        self.pass_until(now);
        self.power = Power::On;
        self.events.end(EventKind::PowerDown, self.passed.time());
    }

    /// What can be seen of it now.
    #[must_use]
    pub fn view(&self, now: Instant) -> MeterView {
        MeterView {
            shows: self.clock.shown(now).time(),
            is_powered: self.is_powered(),
            relay_is_open: self.relay.is_open(),
            relay_was_told_to_open: self.relay.was_told_to_open(),
            may_be_closed: self.relay.may_be_closed(),
            is_guarded: self.relay.is_guarded(),
            has_alarm: self.relay.has_alarm(),
            warns_of_trip: self.relay.warns_of_trip(),
            balance_fen: self.purse.as_ref().map(|purse| (purse.left_fen(), purse.owed_fen())),
            key_map: self.esam.key_map(),
            frames: self.frames,
        }
    }

    /// The address that frames for this meter carry.
    #[must_use]
    pub const fn address(&self) -> MeterAddress {
        self.address
    }

    /// How fast a port speaks, in baud: 17H changes it.
    #[must_use]
    pub fn speed(&self, port: Port) -> u32 {
        self.speeds[port.index()].baud().unwrap_or(SPEED_USUAL)
    }

    #[must_use]
    pub const fn protocol(&self) -> Protocol {
        self.protocol
    }

    pub(crate) fn is_powered(&self) -> bool {
        self.power == Power::On
    }

    /// What the clock shows, up to where everything was counted.
    pub(crate) const fn second(&self) -> Second {
        self.passed
    }

    pub(crate) fn time(&self) -> MeterTime {
        self.passed.time()
    }

    pub(crate) fn allows_programming(&self) -> bool {
        self.programming_until.is_some_and(|until| self.passed < until)
    }

    pub(crate) fn measured(&self) -> Measured {
        self.load.measured(self.passed, self.relay.is_open())
    }

    pub(crate) const fn load(&self) -> &LoadCurve {
        &self.load
    }

    /// Forward, reverse, quadrants I to IV, in 0.01 kWh or kvarh.
    pub(crate) fn energies(&self) -> [u32; 6] {
        let active = self.registers.forward.total.hundredths();
        [active, 0, self.registers.reactive.total.hundredths(), 0, 0, 0]
    }

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
    ) -> Result<(), crate::relay::RelayRefusal> {
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
        if may_close && self.relay.is_open() {
            // A permit is never refused.
            let _ = self.relay.obey(Order::PermitClose, self.passed);
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

    /// Goes on in steps in which nothing changes but what is counted.
    fn pass_until(&mut self, now: Instant) {
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
    fn mind_the_money(&mut self) {
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

    fn note(&mut self, moved: Option<Moved>, operator: [u8; 4]) {
        let kind = match moved {
            None => return,
            Some(Moved::Opened) => EventKind::Trip,
            Some(Moved::Closed) => EventKind::Close,
        };
        self.events.record(kind, self.passed.time(), operator, Detail::None);
    }
}

/// What ports speak at before anybody changes it: 1200 over infrared; RS-485 usually 2400, and 9600 in DL/T 698.45.
fn speeds(protocol: Protocol) -> [Speed; Port::COUNT] {
    let wired = match protocol {
        Protocol::Dlt645 => 2_400,
        Protocol::Dlt698 => 9_600,
    };
    [SPEED_USUAL, wired].map(|baud| Speed::from_baud(baud).expect("there is a word for it"))
}

const SPEED_USUAL: u32 = 1_200;
/// Above, eight digits of 0.01 kWh go round.
const KWH_MAX: u32 = 999_999;
const PROGRAMMING_SECONDS: i64 = 240 * 60;
