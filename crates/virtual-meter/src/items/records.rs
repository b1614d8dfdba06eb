//! Records of DL/T 645: events and frozen data (reference, 7.4 and 7.7).

use dlt645::{DataIdentifier, Item, Stamp, Value};
use vocabulary::Unit;

use super::read::{FITTED, demand_value, digits_of, quantity, to_minute};
use crate::demand::Peak;
use crate::events::{Detail, Event, EventKind};
use crate::freezes::{Frozen, Occasion};
use crate::meter::Meter;
use crate::registers::TARIFFS;

impl Meter {
    pub(super) fn event(&self, item: &Item) -> Option<Vec<u8>> {
        let number = item.identifier().number();
        let of_class = |kind: &EventKind| {
            let count = kind.identifier();
            count.is_some_and(|count| count == number || count & !0xFF == number & !0xFF)
        };
        let Some(kind) = EventKind::ALL.into_iter().find(of_class) else {
            // What never happens to this meter is told as never having happened.
            return item.len_of(FITTED).map(|len| vec![0; len]);
        };
        if kind.identifier() == Some(number) {
            let count = quantity(i64::from(self.events.count(kind)), 0, Unit::One);
            return item.encode(&[count]).ok();
        }
        let n = usize::try_from(number & 0xFF).ok()?;
        let Some(event) = self.events.last(kind, n) else {
            return item.len_of(FITTED).map(|len| vec![0; len]);
        };
        // Of a record whose layout nobody has told the meter says that it has none.
        let len = item.len_of(FITTED)?;
        let empty = item.decode(&vec![0; len]).ok()?;
        let mut values: Vec<Value> = empty.into_iter().map(|reading| reading.value).collect();
        fill(kind, event, &mut values);
        let mut octets = item.encode(&values).ok()?;
        // An operator code is kept as it came; not everybody's has decimal digits.
        let place = match kind {
            EventKind::PowerDown | EventKind::CoverOpened | EventKind::TerminalCoverOpened => None,
            EventKind::ClockSet => Some(0..4),
            _ => Some(6..10),
        };
        if let Some(place) = place.and_then(|place| octets.get_mut(place)) {
            place.copy_from_slice(&event.operator);
            place.reverse();
        }
        Some(octets)
    }

    pub(super) fn frozen(&self, item: &Item, kind: u8, what: u8, n: usize) -> Option<Vec<u8>> {
        let occasion = *Occasion::ALL.get(usize::from(kind))?;
        let frozen = self.freezes.last(occasion, n)?;
        let values = frozen_values(frozen, what, occasion == Occasion::Hourly)?;
        item.encode(&values).ok()
    }
}

/// The fields of a record that this meter knows, but for the operator code; the others stay zero.
fn fill(kind: EventKind, event: &Event, values: &mut [Value]) {
    let began = Value::Stamp(Stamp::At(event.began));
    let ended = Value::Stamp(event.ended.map_or(Stamp::Never, Stamp::At));
    let who = Value::Digits(digits_of(&[0; 4]));
    let head: Vec<Value> = match (kind, &event.detail) {
        (EventKind::PowerDown | EventKind::CoverOpened | EventKind::TerminalCoverOpened, _) => {
            vec![began, ended]
        }
        (EventKind::ClockSet, Detail::Before(before)) => {
            vec![who, Value::Stamp(Stamp::At(*before)), began]
        }
        _ => vec![began, who],
    };
    let head_len = head.len();
    let items = match &event.detail {
        Detail::Items(items) => items.iter().map(|item| Value::Identifier(*item)).collect(),
        Detail::Energies(energies) => {
            let units = [Unit::KilowattHour; 2].into_iter().chain([Unit::KilovarHour; 4]);
            let value = |(energy, unit): (&u32, Unit)| quantity(i64::from(*energy), 2, unit);
            energies.iter().zip(units).map(value).collect()
        }
        Detail::None | Detail::Before(_) => Vec::new(),
    };
    for (place, value) in values.iter_mut().zip(head) {
        *place = value;
    }
    let rest = values.get_mut(head_len..).unwrap_or_default();
    for (place, value) in rest.iter_mut().zip(items) {
        *place = value;
    }
    if kind == EventKind::Programming {
        // Places for identifiers that were not needed are FF.
        for place in rest.iter_mut() {
            if *place == Value::Identifier(DataIdentifier::new(0)) {
                *place = Value::Identifier(DataIdentifier::new(u32::MAX));
            }
        }
    }
}

/// Values of a frozen record by ii; a block holds totals only.
fn frozen_values(frozen: &Frozen, what: u8, is_hourly: bool) -> Option<Vec<Value>> {
    let time = || Value::Stamp(Stamp::At(to_minute(frozen.at)));
    let active = |hundredths: u32| quantity(i64::from(hundredths), 2, Unit::KilowattHour);
    let reactive = |hundredths: u32| quantity(i64::from(hundredths), 2, Unit::KilovarHour);
    let zeros = [0; 1 + TARIFFS];
    let powers = || {
        let watts = frozen.deciwatts.map(|power| quantity(i64::from(power), 4, Unit::Kilowatt));
        let vars = frozen.decivars.map(|power| quantity(i64::from(power), 4, Unit::Kilovar));
        [watts, vars].concat()
    };
    let peak = frozen.peaks.first().copied().unwrap_or_default();
    Some(match what {
        0x00 => vec![time()],
        0x01 => frozen.forward.map(active).to_vec(),
        0x02 => zeros.map(active).to_vec(),
        0x03 | 0x05 => frozen.reactive.map(reactive).to_vec(),
        0x04 | 0x06..=0x08 => zeros.map(reactive).to_vec(),
        0x09 => vec![demand_value(peak)],
        0x0A => vec![demand_value(Peak::default())],
        0x10 => powers(),
        0xFF if is_hourly => vec![time(), active(frozen.forward[0]), active(0)],
        0xFF => {
            let (forward, quadrant_1) = (frozen.forward[0], frozen.reactive[0]);
            let mut values = vec![time(), active(forward), active(0)];
            values.extend([quadrant_1, 0, quadrant_1, 0, 0, 0].map(reactive));
            values.extend([demand_value(peak), demand_value(Peak::default())]);
            values.extend(powers());
            values
        }
        _ => return None,
    })
}
