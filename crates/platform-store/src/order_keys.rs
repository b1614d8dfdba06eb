//! The numbers and names that an order is asked for by.
//!
//! A key is stored as [`compared`] makes it, and so is what people type: a search is a range of an index. The order's
//! station stands beside each key, so that whoever may see one station's orders finds all of his among many.

use vocabulary::{OrderId, OrganisationId, StationId};

use crate::{StoreFault, Tx, Value, args};

/// A number or name of an order, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub kind: KeyKind,
    pub key: String,
}

/// What a number or name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    OrderNo,
    CustomerNo,
    CustomerName,
    Mobile,
    AssetNo,
    CommAddress,
}

impl KeyKind {
    pub const ALL: [Self; 6] = [
        Self::OrderNo,
        Self::CustomerNo,
        Self::CustomerName,
        Self::Mobile,
        Self::AssetNo,
        Self::CommAddress,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderNo => "order_no",
            Self::CustomerNo => "customer_no",
            Self::CustomerName => "customer_name",
            Self::Mobile => "mobile",
            Self::AssetNo => "asset_no",
            Self::CommAddress => "comm_address",
        }
    }
}

/// How a number or name is compared, no longer than any number of the business.
#[must_use]
pub fn compared(text: &str) -> String {
    vocabulary::compared(text).chars().take(KEY_MAX).collect()
}

/// Where an order is found by a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub order: OrderId,
    pub kind: KeyKind,
}

/// Lets an order be found at this station by keys that are new, and no longer by those that are gone.
///
/// # Errors
/// When the database refuses.
pub async fn change<'k>(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (order, station): (OrderId, Option<StationId>),
    gone: impl IntoIterator<Item = &'k Key>,
    new: impl IntoIterator<Item = &'k Key>,
) -> Result<(), StoreFault> {
    for key in gone {
        let row = args![org, key.key.clone(), order, key.kind.as_str()];
        tx.execute(DROP, &row).await?;
    }
    for key in new {
        let row = args![org, key.key.clone(), order, key.kind.as_str(), station];
        tx.execute(PUT, &row).await?;
    }
    Ok(())
}

/// Orders with a key that begins like this, by their keys; `start` as [`compared`] makes it.
///
/// # Errors
/// When the database refuses.
pub async fn search(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    start: &str,
    limit: u32,
) -> Result<Vec<Found>, StoreFault> {
    let end = format!("{start}\u{10ffff}");
    let mut arguments: Vec<Value> = args![org, start, end, limit].to_vec();
    let statement = match station {
        None => SEARCH,
        Some(station) => {
            arguments.extend(args![station]);
            SEARCH_IN_STATION
        }
    };
    let rows = tx.rows(statement, &arguments).await?;
    rows.iter()
        .map(|row| {
            let word: String = row.get("kind")?;
            let kind = KeyKind::ALL.into_iter().find(|kind| kind.as_str() == word);
            let kind = kind.ok_or(StoreFault::BadRow { table: "order_key", column: "kind" })?;
            Ok(Found { order: row.get("work_order")?, kind })
        })
        .collect()
}

/// Longer than any number of the business.
const KEY_MAX: usize = 64;

const DROP: &str = "
    DELETE FROM order_key
     WHERE org = $1 AND key = $2 AND work_order = $3 AND kind = $4";

const PUT: &str = "
    INSERT INTO order_key (org, key, work_order, kind, station)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (org, key, work_order, kind) DO UPDATE SET station = EXCLUDED.station";

const SEARCH: &str = "
    SELECT work_order, kind
      FROM order_key
     WHERE org = $1 AND key >= $2 AND key < $3
     ORDER BY key, work_order
     LIMIT $4";

const SEARCH_IN_STATION: &str = "
    SELECT work_order, kind
      FROM order_key
     WHERE org = $1 AND station = $5 AND key >= $2 AND key < $3
     ORDER BY key, work_order
     LIMIT $4";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_no_longer_than_any_number() {
        assert_eq!(compared("1302-0a"), "13020A");
        assert_eq!(compared(&"9".repeat(200)).len(), KEY_MAX);
    }
}
