//! What was read, in one shape for both protocols.

use serde::Serialize;
use vocabulary::{CommAddress, MeterTime, Quantity, Unit};

use crate::Protocol;

/// A set of items as a meter told them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readout {
    pub protocol: Protocol,
    pub address: CommAddress,
    pub items: Vec<ReadItem>,
    /// Requests that were sent, repetitions among them.
    pub exchanges: u32,
    /// Bytes either way.
    pub bytes: u64,
    /// Something on the line was damaged; billed values were read twice and agreed.
    pub is_noisy: bool,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadItem {
    /// The protocol's own: a data identifier as `00010000`, an OAD as `0010-02-01`.
    pub identifier: String,
    pub name: ItemName,
    /// A number as text with all its places, a time, a text; none where the meter has no such thing or refuses it.
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Of a maximum demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Why there is no value, in the meter's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<ItemName>,
    /// As it travelled, hex.
    pub raw: String,
    #[serde(skip)]
    pub quantity: Option<Quantity>,
    #[serde(skip)]
    pub time: Option<MeterTime>,
}

/// What an item is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemName {
    pub zh: String,
    pub en: String,
}

impl ReadItem {
    /// The value with its unit, for people; a dash where there is none.
    #[must_use]
    pub fn told(&self) -> String {
        let Some(value) = &self.value else { return "-".to_owned() };
        let symbol = self.unit.map(Unit::symbol).filter(|symbol| !symbol.is_empty());
        match symbol {
            Some(symbol) => format!("{value} {symbol}"),
            None => value.clone(),
        }
    }
}
