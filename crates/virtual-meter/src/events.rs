//! What happened to the meter: counts, and the last ten records of each kind (dlt645-2007.md, 7.4; dlt698-45.md, 7.3).

use dlt645::DataIdentifier;
use vocabulary::MeterTime;

/// Kinds of events that this meter records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EventKind {
    PowerDown,
    Programming,
    MeterClear,
    DemandClear,
    EventClear,
    ClockSet,
    PeriodTables,
    ZoneTables,
    SettlementDays,
    CoverOpened,
    TerminalCoverOpened,
    Trip,
    Close,
    KeyUpdate,
    Purchase,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// Counts from 1 for its kind.
    pub number: u32,
    pub began: MeterTime,
    /// None while it lasts; the same as the beginning for what takes no time.
    pub ended: Option<MeterTime>,
    /// C3..C0 of the command, in natural order; zeros where nobody gave one.
    pub operator: [u8; 4],
    pub detail: Detail,
}

/// What a kind of event tells besides when and who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Detail {
    None,
    /// What was programmed, or the class of events that was cleared.
    Items(Box<[DataIdentifier]>),
    /// Energies in 0.01 kWh or kvarh: forward, reverse, quadrants I to IV.
    Energies(Box<[u32; 6]>),
    /// The clock before; it began when the clock was set.
    Before(MeterTime),
}

/// The records by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Events {
    logs: Vec<Log>,
}

#[derive(Debug, Clone)]
struct Log {
    kind: EventKind,
    count: u32,
    /// The last at the end.
    records: Vec<Event>,
}

impl EventKind {
    pub(crate) const ALL: [Self; 15] = [
        Self::PowerDown,
        Self::Programming,
        Self::MeterClear,
        Self::DemandClear,
        Self::EventClear,
        Self::ClockSet,
        Self::PeriodTables,
        Self::ZoneTables,
        Self::SettlementDays,
        Self::CoverOpened,
        Self::TerminalCoverOpened,
        Self::Trip,
        Self::Close,
        Self::KeyUpdate,
        Self::Purchase,
    ];

    /// The identifier of its count (DI0 = 00) in DL/T 645; trips and closes have one of their own.
    pub(crate) const fn identifier(self) -> Option<u32> {
        Some(match self {
            Self::PowerDown => 0x0311_0000,
            Self::Programming => 0x0330_0000,
            Self::MeterClear => 0x0330_0100,
            Self::DemandClear => 0x0330_0200,
            Self::EventClear => 0x0330_0300,
            Self::ClockSet => 0x0330_0400,
            Self::PeriodTables => 0x0330_0500,
            Self::ZoneTables => 0x0330_0600,
            Self::SettlementDays => 0x0330_0C00,
            Self::CoverOpened => 0x0330_0D00,
            Self::TerminalCoverOpened => 0x0330_0E00,
            Self::KeyUpdate => 0x0330_1200,
            Self::Trip => 0x1D00_0001,
            Self::Close => 0x1E00_0001,
            Self::Purchase => return None,
        })
    }

    /// The object in DL/T 698.45.
    pub(crate) const fn object(self) -> u16 {
        match self {
            Self::PowerDown => 0x3011,
            Self::Programming => 0x3012,
            Self::MeterClear => 0x3013,
            Self::DemandClear => 0x3014,
            Self::EventClear => 0x3015,
            Self::ClockSet => 0x3016,
            Self::PeriodTables => 0x3017,
            Self::ZoneTables => 0x3018,
            Self::SettlementDays => 0x301A,
            Self::CoverOpened => 0x301B,
            Self::TerminalCoverOpened => 0x301C,
            Self::Trip => 0x301F,
            Self::Close => 0x3020,
            Self::KeyUpdate => 0x3026,
            Self::Purchase => 0x3028,
        }
    }
}

impl Events {
    /// Records an event; the oldest of its kind goes when there are ten.
    pub(crate) fn record(
        &mut self,
        kind: EventKind,
        began: MeterTime,
        operator: [u8; 4],
        detail: Detail,
    ) {
        self.begin(kind, began, operator, detail);
        self.end(kind, began);
    }

    /// An event begins that lasts.
    pub(crate) fn begin(
        &mut self,
        kind: EventKind,
        began: MeterTime,
        operator: [u8; 4],
        detail: Detail,
    ) {
        let log = self.log(kind);
        log.count = (log.count + 1) % 1_000_000;
        if log.records.len() == RECORDS_MAX {
            log.records.remove(0);
        }
        let number = log.count;
        log.records.push(Event { number, began, ended: None, operator, detail });
    }

    /// The last event of a kind is over.
    pub(crate) fn end(&mut self, kind: EventKind, ended: MeterTime) {
        if let Some(event) = self.log(kind).records.last_mut() {
            event.ended.get_or_insert(ended);
        }
    }

    /// Forgets all events, or those of one kind. Clears themselves are never forgotten.
    pub(crate) fn clear(&mut self, only: Option<EventKind>) {
        let is_kept = |kind: EventKind| {
            matches!(kind, EventKind::EventClear | EventKind::MeterClear)
                || only.is_some_and(|only| only != kind)
        };
        self.logs.retain(|log| is_kept(log.kind));
    }

    /// How often it happened: six digits, which go round.
    pub(crate) fn count(&self, kind: EventKind) -> u32 {
        self.logs.iter().find(|log| log.kind == kind).map_or(0, |log| log.count)
    }

    /// The n-th last record, from 1.
    pub(crate) fn last(&self, kind: EventKind, n: usize) -> Option<&Event> {
        self.records(kind).nth(n.checked_sub(1)?)
    }

    /// The last first.
    pub(crate) fn records(&self, kind: EventKind) -> impl Iterator<Item = &Event> {
        self.logs
            .iter()
            .filter(move |log| log.kind == kind)
            .flat_map(|log| log.records.iter().rev())
    }

    fn log(&mut self, kind: EventKind) -> &mut Log {
        if let Some(at) = self.logs.iter().position(|log| log.kind == kind) {
            return &mut self.logs[at];
        }
        self.logs.push(Log { kind, count: 0, records: Vec::new() });
        self.logs.last_mut().expect("one was pushed")
    }
}

/// Records of each kind.
const RECORDS_MAX: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u8) -> MeterTime {
        MeterTime::new((2026, 11, 30), (10, 0, second)).expect("a time")
    }

    #[test]
    fn ten_are_kept_and_all_are_counted() {
        let mut events = Events::default();
        for second in 0..12 {
            events.record(EventKind::Trip, at(second), [0; 4], Detail::None);
        }
        assert_eq!(events.count(EventKind::Trip), 12);
        assert_eq!(events.last(EventKind::Trip, 1).map(|event| event.began), Some(at(11)));
        assert_eq!(events.last(EventKind::Trip, 10).map(|event| event.number), Some(3));
        assert_eq!(events.last(EventKind::Trip, 11), None);
        assert_eq!(events.last(EventKind::Trip, 0), None);
    }

    #[test]
    fn what_lasts_has_no_end_until_it_is_over() {
        let mut events = Events::default();
        events.begin(EventKind::PowerDown, at(1), [0; 4], Detail::None);
        assert_eq!(events.last(EventKind::PowerDown, 1).and_then(|event| event.ended), None);
        events.end(EventKind::PowerDown, at(5));
        let ended = events.last(EventKind::PowerDown, 1).and_then(|event| event.ended);
        assert_eq!(ended, Some(at(5)));
    }

    #[test]
    fn a_clear_of_all_leaves_the_clears() {
        let mut events = Events::default();
        events.record(EventKind::Trip, at(1), [0; 4], Detail::None);
        events.record(EventKind::EventClear, at(2), [0; 4], Detail::None);
        events.clear(Some(EventKind::Close));
        assert_eq!(events.count(EventKind::Trip), 1);
        events.clear(None);
        assert_eq!(events.count(EventKind::Trip), 0);
        assert_eq!(events.count(EventKind::EventClear), 1);
    }
}
