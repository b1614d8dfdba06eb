//! A work as a list shows it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use access::{Action, permit};
use platform_store::meter_work_list::WorkLine;
use platform_store::{Tx, orders, people};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{
    AuthorisationId, CommAddress, Instant, MeterCommand, MeterOutcome, MeterWorkId, OrderId,
    OrderNo, PersonId, TerminalId,
};

use crate::Platform;
use crate::http::{ConsoleCaller, Problem};
use crate::metering::oddity::Oddity;
use crate::orders::resource;

/// A work without its frames.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeterWorkLine {
    pub work: MeterWorkId,
    pub authorisation: Option<AuthorisationId>,
    pub order: Option<OrderId>,
    pub order_no: Option<OrderNo>,
    /// The caller may open the order.
    pub may_open_order: bool,
    /// Of the meter that answered, or was meant.
    pub comm_address: Option<CommAddress>,
    pub command: MeterCommand,
    pub outcome: MeterOutcome,
    /// It ended unknown, and nobody has looked since at what it would have changed.
    pub unverified: bool,
    pub oddities: Vec<Oddity>,
    pub person: PersonId,
    pub person_name: String,
    pub terminal: TerminalId,
    pub started_at: Instant,
    pub received_at: Instant,
}

/// Its lines for a caller.
///
/// # Errors
/// When the database refuses.
pub async fn lines(
    platform: &Platform,
    tx: &mut Tx<'_>,
    caller: &ConsoleCaller,
    found: Vec<WorkLine>,
) -> Result<Vec<MeterWorkLine>, Problem> {
    let org = platform.org();
    let mut names: BTreeMap<PersonId, String> = BTreeMap::new();
    let mut orders_seen: BTreeMap<OrderId, OrderSeen> = BTreeMap::new();
    for line in &found {
        if let Entry::Vacant(name) = names.entry(line.person) {
            let person = people::person(tx, org, line.person).await?;
            name.insert(person.map(|person| person.name).unwrap_or_default());
        }
        if let Some(order) = line.order
            && let Entry::Vacant(seen) = orders_seen.entry(order)
        {
            seen.insert(OrderSeen::of(platform, tx, caller, order).await?);
        }
    }
    let line = |line: WorkLine| {
        let seen = line.order.and_then(|order| orders_seen.get(&order)).cloned();
        let seen = seen.unwrap_or_default();
        MeterWorkLine {
            work: line.work,
            authorisation: line.authorisation,
            order: line.order,
            order_no: seen.order_no,
            may_open_order: seen.may_open,
            comm_address: line.comm_address,
            command: line.command,
            outcome: line.outcome,
            unverified: line.unverified,
            oddities: Oddity::named(&line.oddities),
            person_name: names.get(&line.person).cloned().unwrap_or_default(),
            person: line.person,
            terminal: line.terminal,
            started_at: line.started_at,
            received_at: line.received_at,
        }
    };
    Ok(found.into_iter().map(line).collect())
}

/// What a caller sees of an order beside a work: its number, and whether he may open it.
#[derive(Debug, Clone, Default)]
pub struct OrderSeen {
    pub order_no: Option<OrderNo>,
    pub may_open: bool,
}

impl OrderSeen {
    /// Nothing of an order that is not there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of(
        platform: &Platform,
        tx: &mut Tx<'_>,
        caller: &ConsoleCaller,
        order: OrderId,
    ) -> Result<Self, Problem> {
        let org = platform.org();
        let Some(record) = orders::find(tx, org, order).await? else { return Ok(Self::default()) };
        let resource = resource(org, record.station, record.grid, &record.view);
        let may_open = permit(&caller.actor, Action::ReadOrder, &resource).is_ok();
        Ok(Self { order_no: Some(record.view.order_no), may_open })
    }
}
