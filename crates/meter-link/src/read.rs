//! Reads a set of items from a meter that was found.

use dlt645::{DataIdentifier, Fitted, Reading, Request, Response};
use dlt698::apdu::{ClientService, GetRequest, GetResult, RecordQuery, RecordResult};
use dlt698::catalogue::{self, Value};
use dlt698::{Csd, Data, LastN, Ms, Oad, Rsd};
use vocabulary::Text;

use crate::plan::{plan_645, plan_698};
use crate::{Found, ItemName, ItemSet, Line, LineEvent, LinkFault, Protocol, ReadItem, Readout};

/// Reads the items of a set with the fewest bytes that the protocol allows.
///
/// An item that the meter refuses stands in the readout with its words. On a line on which something was damaged, billed
/// values are read once more and must come the same.
///
/// # Errors
/// [`LinkFault::Doubtful`] when they do not, and whatever keeps a meter from being heard: never a value that may be wrong.
pub async fn read(line: &mut Line, meter: &Found, set: ItemSet) -> Result<Readout, LinkFault> {
    let before = line.traffic();
    let mut items = read_once(line, meter, set).await?;
    let is_noisy = line.traffic().is_noisy;
    if is_noisy && set.is_billed() {
        let again = read_once(line, meter, set).await?;
        items = agreed(items, again)?;
    }
    let after = line.traffic();
    Ok(Readout {
        protocol: meter.protocol,
        address: meter.address.clone(),
        items,
        exchanges: after.exchanges - before.exchanges,
        bytes: after.bytes - before.bytes,
        is_noisy,
    })
}

async fn read_once(
    line: &mut Line,
    meter: &Found,
    set: ItemSet,
) -> Result<Vec<ReadItem>, LinkFault> {
    match meter.protocol {
        Protocol::Dlt645 => read_645(line, meter, set).await,
        Protocol::Dlt698 => read_698(line, meter, set).await,
    }
}

/// The second reading, where it is the first one grown: a register may have moved on between the two.
fn agreed(first: Vec<ReadItem>, second: Vec<ReadItem>) -> Result<Vec<ReadItem>, LinkFault> {
    if first.len() != second.len() {
        let item = "the readout".to_owned();
        let (first, second) = (first.len().to_string(), second.len().to_string());
        return Err(LinkFault::Doubtful { item, first, second });
    }
    for (one, other) in first.iter().zip(&second) {
        let differs = match (one.quantity, other.quantity) {
            (Some(one), Some(other)) if one.unit() == other.unit() => {
                let grown = other.steps() - one.steps();
                one.decimals() != other.decimals() || !(0..=GROWTH_STEPS).contains(&grown)
            }
            // Clocks run, and what is no quantity is not billed.
            _ => one.identifier != other.identifier,
        };
        if differs {
            return Err(LinkFault::Doubtful {
                item: one.identifier.clone(),
                first: one.told(),
                second: other.told(),
            });
        }
    }
    Ok(second)
}

async fn read_645(
    line: &mut Line,
    meter: &Found,
    set: ItemSet,
) -> Result<Vec<ReadItem>, LinkFault> {
    // How many phases a meter has it says by its voltages: absent ones are FF.
    let phases = phases_645(line, meter, set).await?;
    let fitted = Fitted { tariffs: TARIFFS, phases };
    let plan = plan_645(&set.items_645(phases), fitted, &line.pace);
    let mut items = Vec::new();
    for (done, identifier) in plan.iter().enumerate() {
        line.see(LineEvent::Progress { done, of: plan.len() });
        items.extend(item_645(line, meter, *identifier).await?);
    }
    line.see(LineEvent::Progress { done: plan.len(), of: plan.len() });
    Ok(items)
}

async fn phases_645(line: &mut Line, meter: &Found, set: ItemSet) -> Result<u8, LinkFault> {
    if !matches!(set, ItemSet::Billing | ItemSet::Snapshot) {
        return Ok(3);
    }
    let voltages = item_645(line, meter, DataIdentifier::new(0x0201_FF00)).await?;
    let present = voltages.iter().filter(|item| item.value.is_some()).count();
    Ok(if present > 1 { 3 } else { 1 })
}

async fn item_645(
    line: &mut Line,
    meter: &Found,
    identifier: DataIdentifier,
) -> Result<Vec<ReadItem>, LinkFault> {
    let address = meter.address_645()?;
    let answered = line.ask_645(address, Request::read(identifier)).await;
    let outcome = match answered {
        Ok(outcome) => outcome,
        Err(LinkFault::Refused { reason }) => return Ok(vec![refused_645(identifier, reason)]),
        Err(fault) => return Err(fault),
    };
    let Response::Data { data, .. } = outcome.response else {
        let why = "no data came".to_owned();
        return Err(LinkFault::Value { item: identifier.to_string(), why });
    };
    let unread = |why: String| LinkFault::Value { item: identifier.to_string(), why };
    let item = dlt645::item(identifier).ok_or_else(|| unread("not in the catalogue".to_owned()))?;
    let readings = item.decode(&data).map_err(|fault| unread(fault.to_string()))?;
    Ok(readings.into_iter().map(|reading| told_645(reading, &data)).collect())
}

fn told_645(reading: Reading, data: &[u8]) -> ReadItem {
    use dlt645::{Stamp, Value};
    let (quantity, at) = match &reading.value {
        Value::Quantity(quantity) => (Some(*quantity), None),
        Value::Demand { demand, at } => (Some(*demand), Some(at.to_string())),
        _ => (None, None),
    };
    let time = match &reading.value {
        Value::Stamp(Stamp::At(time) | Stamp::AtWeekday { at: time, .. }) => Some(*time),
        _ => None,
    };
    let value = match (&reading.value, quantity) {
        (Value::Unavailable, _) => None,
        (_, Some(quantity)) => Some(quantity.number()),
        (other, None) => Some(other.to_string()),
    };
    ReadItem {
        identifier: reading.identifier.to_string(),
        name: ItemName { zh: reading.name.zh, en: reading.name.en },
        value,
        unit: quantity.map(|quantity| quantity.unit()),
        at,
        refused: None,
        raw: hex::encode_upper(&data[reading.octets]),
        quantity,
        time,
    }
}

fn refused_645(identifier: DataIdentifier, reason: Text) -> ReadItem {
    let name = dlt645::item(identifier).map(|item| item.name());
    let (zh, en) = name.map_or_else(Default::default, |name| (name.zh, name.en));
    ReadItem {
        identifier: identifier.to_string(),
        name: ItemName { zh, en },
        value: None,
        unit: None,
        at: None,
        refused: Some(ItemName { zh: reason.zh, en: reason.en }),
        raw: String::new(),
        quantity: None,
        time: None,
    }
}

async fn read_698(
    line: &mut Line,
    meter: &Found,
    set: ItemSet,
) -> Result<Vec<ReadItem>, LinkFault> {
    match set {
        ItemSet::Freeze => records_698(line, meter, DAILY_FREEZE, DAYS, &FREEZE_COLUMNS).await,
        ItemSet::Events => {
            let mut items = Vec::new();
            for (done, event) in EVENTS.iter().enumerate() {
                line.see(LineEvent::Progress { done, of: EVENTS.len() });
                items.extend(records_698(line, meter, *event, 1, &EVENT_COLUMNS).await?);
            }
            Ok(items)
        }
        _ => {
            let wanted = plan_698(&set.items_698(3));
            line.see(LineEvent::Progress { done: 0, of: 1 });
            let items = items_698(line, meter, wanted).await?;
            line.see(LineEvent::Progress { done: 1, of: 1 });
            Ok(items)
        }
    }
}

async fn items_698(
    line: &mut Line,
    meter: &Found,
    wanted: Vec<Oad>,
) -> Result<Vec<ReadItem>, LinkFault> {
    let mut client = meter.client()?;
    let asked = ClientService::Get(GetRequest::NormalList(wanted));
    let reply = line.ask_698(&mut client, asked).await?;
    let Some(results) = reply.reads() else {
        return Err(LinkFault::NotTheAnswer { why: "no values came".to_owned() });
    };
    let mut items = Vec::new();
    for result in results {
        match &result.result {
            GetResult::Found(data) => told_698(&mut items, result.oad, data),
            GetResult::Failed(dar) => items.push(refused_698(result.oad, *dar)),
        }
    }
    Ok(items)
}

/// The last records of a table, one item for each column of each record.
async fn records_698(
    line: &mut Line,
    meter: &Found,
    table: Oad,
    last: u8,
    columns: &[Oad],
) -> Result<Vec<ReadItem>, LinkFault> {
    let mut client = meter.client()?;
    let query = RecordQuery {
        oad: table,
        selection: Rsd::Last(LastN { n: last, meters: Ms::None }),
        columns: columns.iter().map(|column| Csd::Oad(*column)).collect(),
    };
    let asked = ClientService::Get(GetRequest::Record(query));
    let reply = line.ask_698(&mut client, asked).await?;
    let Some([record]) = reply.records() else {
        return Err(LinkFault::NotTheAnswer { why: "no records came".to_owned() });
    };
    let mut items = Vec::new();
    match &record.result {
        RecordResult::Failed(dar) => items.push(refused_698(table, *dar)),
        RecordResult::Rows(rows) if rows.is_empty() => items.push(nothing_698(table)),
        RecordResult::Rows(rows) => {
            for row in rows {
                for (column, data) in columns.iter().zip(row) {
                    told_698(&mut items, *column, data);
                }
            }
        }
    }
    Ok(items)
}

/// An attribute that is an array becomes an item for each of its elements.
fn told_698(items: &mut Vec<ReadItem>, oad: Oad, data: &Data) {
    match (data, oad.index) {
        (Data::Array(elements), 0) => {
            for (index, element) in (1..).zip(elements) {
                items.push(item_698(Oad { index, ..oad }, element));
            }
        }
        _ => items.push(item_698(oad, data)),
    }
}

fn item_698(oad: Oad, data: &Data) -> ReadItem {
    let value = catalogue::value(oad, data);
    // A maximum demand is a structure of the demand and when it was reached.
    let (quantity, at) = match &value {
        Value::Structure(fields) => {
            let demand = fields.first().and_then(|(_, demand)| demand.quantity());
            (demand, fields.get(1).filter(|_| demand.is_some()).map(|(_, at)| at.to_string()))
        }
        other => (other.quantity(), None),
    };
    let shown = match (&value, quantity) {
        (Value::Raw(Data::Null), _) => None,
        (_, Some(quantity)) => Some(quantity.number()),
        (other, None) => Some(other.to_string()),
    };
    ReadItem {
        identifier: oad.to_string(),
        name: name_698(oad),
        value: shown,
        unit: quantity.map(|quantity| quantity.unit()),
        at,
        refused: None,
        raw: hex::encode_upper(data.emit()),
        quantity,
        time: value.time(),
    }
}

fn refused_698(oad: Oad, dar: dlt698::Dar) -> ReadItem {
    let words = dar.words();
    let (zh, en) = words.map_or_else(
        || (format!("错误码 {}", dar.0), format!("code {}", dar.0)),
        |words| (words.zh.to_owned(), words.en.to_owned()),
    );
    ReadItem { refused: Some(ItemName { zh, en }), ..nothing_698(oad) }
}

/// An item under which nothing stands: a table without a record.
fn nothing_698(oad: Oad) -> ReadItem {
    ReadItem {
        identifier: oad.to_string(),
        name: name_698(oad),
        value: None,
        unit: None,
        at: None,
        refused: None,
        raw: String::new(),
        quantity: None,
        time: None,
    }
}

fn name_698(oad: Oad) -> ItemName {
    let object = catalogue::object(oad.oi).map(|object| object.name);
    let (zh, en) = object.map_or(("", ""), |name| (name.zh, name.en));
    let index = if oad.index > 1 { format!(" {}", oad.index) } else { String::new() };
    ItemName { zh: format!("{zh}{index}"), en: format!("{en}{index}") }
}

/// What a meter with four prices answers; a block that is longer or shorter is read all the same.
const TARIFFS: u8 = 4;
/// Steps by which a register may have grown between two readings.
const GROWTH_STEPS: i64 = 100;
/// 5004: day.
const DAILY_FREEZE: Oad = Oad::new(0x5004, 2);
const DAYS: u8 = 7;
/// When, and the active energies of both directions.
const FREEZE_COLUMNS: [Oad; 3] = [Oad::new(0x2021, 2), Oad::new(0x0010, 2), Oad::new(0x0020, 2)];
/// Number, begin and end.
const EVENT_COLUMNS: [Oad; 3] = [Oad::new(0x2022, 2), Oad::new(0x201E, 2), Oad::new(0x2020, 2)];
/// Power failure, programming, cover, terminal cover.
const EVENTS: [Oad; 4] =
    [Oad::new(0x3011, 2), Oad::new(0x3012, 2), Oad::new(0x301B, 2), Oad::new(0x301C, 2)];
