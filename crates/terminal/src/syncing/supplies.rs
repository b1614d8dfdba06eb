//! What an order needs where no network is: files of stages before, and what opens the infrared ports of its meters.

use std::collections::BTreeSet;

use sync::{EntityKind, FeedPage, OrderView};
use vocabulary::{Digest, OrderId};

use super::{Session, SyncFault, SyncReport, travelling};
use crate::agent::{Agent, Desk};

/// Which orders may lack something here: to be looked at at the next sync, and again until they have it.
#[derive(Debug)]
pub(crate) enum SuppliesDue {
    OfAll,
    Of(BTreeSet<OrderId>),
}

impl SuppliesDue {
    pub const fn of_none() -> Self {
        Self::Of(BTreeSet::new())
    }

    /// What a page of the feed touches.
    pub fn add(&mut self, page: &FeedPage) {
        let Self::Of(orders) = self else { return };
        let touched = page.items.iter().filter(|item| item.kind == EntityKind::Order);
        orders.extend(touched.filter_map(|item| item.id.parse::<OrderId>().ok()));
    }
}

/// Fetches what is missing for the orders that are due.
pub(super) async fn fetch(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let mut due = desk.supplies_due.lock().await;
    // A form that was not here yet may name files in orders that came before it.
    if report.bundles > 0 || report.rebuilt {
        *due = SuppliesDue::OfAll;
    }
    let views = match &*due {
        SuppliesDue::Of(orders) if orders.is_empty() => return Ok(()),
        SuppliesDue::Of(orders) => those(desk, orders).await?,
        SuppliesDue::OfAll if agent.unit_behind_infrared().is_some() => {
            desk.store.entities(EntityKind::Order).await?
        }
        SuppliesDue::OfAll => desk.store.orders_on(&carrying(desk).await?).await?,
    };
    let mut lacking = BTreeSet::new();
    let opened = agent.ports_opened(desk).await?;
    let mut ports = Vec::new();
    for view in views {
        if !travelling::bring_all(agent, session, desk, &view, report).await? {
            lacking.insert(view.order);
        }
        ports.extend(agent.ports_wanted(desk, &view, &opened));
    }
    lacking.extend(agent.bring_ports(session, desk, &ports).await?);
    *due = SuppliesDue::Of(lacking);
    travelling::forget(desk).await
}

/// The versions whose forms may name files that travel: the word is looked for before anything is compiled.
async fn carrying(desk: &Desk) -> Result<Vec<Digest>, SyncFault> {
    let mut carrying = Vec::new();
    for hash in desk.store.bundle_hashes().await? {
        let Some(stored) = desk.store.bundle(hash).await? else { continue };
        if stored.files.values().any(|text| text.contains("\"travels\"")) {
            carrying.push(hash);
        }
    }
    Ok(carrying)
}

/// Those of them that are still in hand.
async fn those(desk: &Desk, orders: &BTreeSet<OrderId>) -> Result<Vec<OrderView>, SyncFault> {
    let mut views = Vec::new();
    for order in orders {
        views.extend(desk.store.entity(EntityKind::Order, &order.to_string()).await?);
    }
    Ok(views)
}
