//! The meter: what it is made of, and what people and the grid do to it. How time passes for it stands in `passing`, what
//! it is told to do in `commands`.

mod commands;
mod passing;

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
use crate::freezes::Freezes;
use crate::load::{LoadCurve, Measured};
use crate::passwords::Passwords;
use crate::port::{Port, PortState};
use crate::purse::Purse;
use crate::registers::{Energy, Registers};
use crate::relay::{Moved, Relay};
use crate::second::Second;
use crate::setup::{MeterSetup, Protocol, Rules, Wiring};
use crate::tariffs::Tariffs;

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
    /// 04000403; empty where nobody has written it in.
    pub(crate) asset_code: String,
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
            asset_code: setup.asset_no.as_ref().map(ToString::to_string).unwrap_or_default(),
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
