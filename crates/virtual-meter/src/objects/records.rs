//! Records of DL/T 698.45: frozen data and events, by time or counted from the last (dlt698-45.md, 5.3, 7.3, 7.4).

use dlt698::apdu::{Dar, RecordQuery, RecordResult, ResultRecord};
use dlt698::{Csd, Data, DateTimeS, Oad, Rsd, Selector2};
use vocabulary::MeterTime;

use super::read::{NEVER, bits, peak_data, signed};
use crate::demand::Peak;
use crate::events::{Event, EventKind};
use crate::freezes::{Frozen, Occasion};
use crate::meter::Meter;

impl Meter {
    pub(super) fn records(&self, query: &RecordQuery) -> Result<ResultRecord, Dar> {
        let oi = query.oad.oi.0;
        if query.oad.attribute_number() != 2 {
            return Err(Dar::ABSENT);
        }
        let kind = EventKind::ALL.into_iter().find(|kind| kind.object() == oi);
        let rows: Vec<Row<'_>> = match (Occasion::of_object(oi), kind) {
            (Some(occasion), _) => self.freezes.records(occasion).map(Row::Frozen).collect(),
            (None, Some(kind)) => self.events.records(kind).map(Row::Event).collect(),
            // Events that never happen to this meter have no records.
            (None, None) if oi >> 8 == 0x30 => Vec::new(),
            (None, None) => return Err(Dar::UNDEFINED),
        };
        let is_frozen = oi >> 12 == 0x5;
        let columns = if query.columns.is_empty() {
            let all: &[Oad] = if is_frozen { &FROZEN_COLUMNS } else { &EVENT_COLUMNS };
            all.iter().copied().map(Csd::Oad).collect()
        } else {
            query.columns.clone()
        };
        let chosen = choose(rows, &query.selection)?;
        let row = |(n, row): (usize, Row<'_>)| {
            let cell = |column: &Csd| match column {
                Csd::Oad(oad) => vec![row.value(n, *oad)],
                // No record here is of another object.
                Csd::Road(road) => vec![Data::Null; road.related.len()],
            };
            columns.iter().flat_map(cell).collect()
        };
        let rows = chosen.into_iter().map(row).collect();
        Ok(ResultRecord { oad: query.oad, columns, result: RecordResult::Rows(rows) })
    }
}

/// One record.
#[derive(Clone, Copy)]
enum Row<'m> {
    Frozen(&'m Frozen),
    Event(&'m Event),
}

impl Row<'_> {
    fn time(&self) -> MeterTime {
        match self {
            Self::Frozen(frozen) => frozen.at,
            Self::Event(event) => event.began,
        }
    }

    /// A column's value; NULL for what the record does not have. `n` counts from 1 for the last.
    fn value(&self, n: usize, oad: Oad) -> Data {
        let whole = match self {
            Self::Frozen(frozen) => frozen_value(frozen, n, oad),
            Self::Event(event) => event_value(event, oad),
        };
        let found = match oad.index {
            0 => whole,
            index => whole.and_then(|whole| {
                let elements = whole.elements()?;
                elements.get(usize::from(index) - 1).cloned()
            }),
        };
        found.unwrap_or(Data::Null)
    }
}

fn frozen_value(frozen: &Frozen, n: usize, oad: Oad) -> Option<Data> {
    let energies = |values: [u32; 5]| Data::Array(values.map(Data::DoubleLongUnsigned).to_vec());
    let powers = |values: [i32; 4]| Data::Array(values.map(Data::DoubleLong).to_vec());
    Some(match (oad.oi.0, oad.attribute_number()) {
        (0x2021, 2) => Data::DateTimeS(frozen.at.into()),
        (0x2023, 2) => Data::DoubleLongUnsigned(u32::try_from(n).ok()?),
        (0x0000, 2) => signed(energies(frozen.forward)),
        (0x0010, 2) => energies(frozen.forward),
        (0x0030, 2) => signed(energies(frozen.reactive)),
        (0x0050, 2) => energies(frozen.reactive),
        (0x0020 | 0x0060 | 0x0070 | 0x0080, 2) => energies([0; 5]),
        (0x0040, 2) => signed(energies([0; 5])),
        (0x1010, 2) => Data::Array(frozen.peaks.iter().copied().map(peak_data).collect()),
        (0x1020, 2) => Data::Array(vec![peak_data(Peak::default()); frozen.peaks.len()]),
        (0x2004, 2) => powers(frozen.deciwatts),
        (0x2005, 2) => powers(frozen.decivars),
        _ => return None,
    })
}

fn event_value(event: &Event, oad: Oad) -> Option<Data> {
    Some(match (oad.oi.0, oad.attribute_number()) {
        (0x2022, 2) => Data::DoubleLongUnsigned(event.number),
        (0x201E, 2) => Data::DateTimeS(event.began.into()),
        (0x2020, 2) => Data::DateTimeS(event.ended.map_or(NEVER, DateTimeS::from)),
        (0x2024, 2) => Data::Null,
        (0x3300, 2) => bits(8, 0),
        _ => return None,
    })
}

/// The rows that are meant, each with its number from the last. Both ends of a range belong to it (unconfirmed).
fn choose<'m>(rows: Vec<Row<'m>>, selection: &Rsd) -> Result<Vec<(usize, Row<'m>)>, Dar> {
    let numbered = (1..).zip(rows);
    Ok(match selection {
        Rsd::None => Vec::new(),
        Rsd::NthLast(n) => numbered.filter(|(number, _)| *number == usize::from(*n)).collect(),
        Rsd::Last(last) => numbered.take(usize::from(last.n)).collect(),
        Rsd::Equal(selector) => {
            let at = time_of(selector.oad, &selector.value)?;
            numbered.filter(|(_, row)| row.time() == at).collect()
        }
        Rsd::Range(Selector2 { oad, from, to, .. }) => {
            let (from, to) = (time_of(*oad, from)?, time_of(*oad, to)?);
            numbered.filter(|(_, row)| (from..=to).contains(&row.time())).collect()
        }
        // The others are an acquisition terminal's.
        _ => return Err(Dar::UNDEFINED),
    })
}

/// Records are looked up by their time: 2021 of frozen data, 201E of events.
fn time_of(oad: Oad, value: &Data) -> Result<MeterTime, Dar> {
    let (0x2021 | 0x201E, 2) = (oad.oi.0, oad.attribute_number()) else {
        return Err(Dar::UNDEFINED);
    };
    match value {
        Data::DateTimeS(time) => time.meter_time().ok_or(Dar::OUT_OF_RANGE),
        Data::DateTime(time) => time.meter_time().ok_or(Dar::OUT_OF_RANGE),
        _ => Err(Dar::TYPE_MISMATCH),
    }
}

const FROZEN_COLUMNS: [Oad; 3] = [Oad::new(0x2021, 2), Oad::new(0x0010, 2), Oad::new(0x0020, 2)];
const EVENT_COLUMNS: [Oad; 4] =
    [Oad::new(0x2022, 2), Oad::new(0x201E, 2), Oad::new(0x2020, 2), Oad::new(0x2024, 2)];
