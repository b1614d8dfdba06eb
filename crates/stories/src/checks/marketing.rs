//! What the marketing system knows: its changes taken over, one result of each order.

use anyhow::{Context as _, ensure};
use neighbour_sims::marketing::Entry;
use vocabulary::OrderState;

use super::orders::{InTheEnd, Orders};
use crate::world::World;

/// A running order says what the marketing system last said. What it said before a restore, the restored platform may
/// never have heard of.
pub async fn check_changes(world: &World, read: &Orders) -> anyhow::Result<()> {
    if world.restored_at.is_some() {
        return Ok(());
    }
    let marketing = world.marketing.lock().await;
    for (order_no, InTheEnd { record, .. }) in read {
        let view = &record.view;
        if view.state.is_over() {
            continue;
        }
        let known = marketing.order(order_no).context("the marketing system knows its orders")?;
        let said = |name: &str| known.data.get(name).filter(|said| !said.is_null());
        let (customer, intake) = (&view.facts["customer"], &view.facts["intake"]);
        let same = said("address") == customer.get("service_address")
            && said("premises_arrears") == intake.get("premises_arrears");
        ensure!(same, "order {order_no} says {}, {:?} was said", view.facts, known.data);
    }
    Ok(())
}

/// The marketing system has one result of each archived order and none of any other, unless people or a restore say
/// why.
pub async fn check_results(world: &World, read: &Orders) -> anyhow::Result<()> {
    let marketing = world.marketing.lock().await;
    for (order_no, InTheEnd { record, story, .. }) in read {
        let state = record.view.state;
        let known = marketing.order(order_no).context("the marketing system knows its orders")?;
        let Some(result) = &known.result else {
            // The office may let an order go without the result that was refused.
            let let_go = story.iter().any(|entry| entry.kind == "result_settled");
            let finished = state == OrderState::Archived;
            ensure!(let_go || !finished, "order {order_no} is archived, its result never arrived");
            continue;
        };
        // The platform has forgotten what it had reported, or the marketing system takes back what it has the result of.
        let forgotten = world.restored_at.is_some_and(|restored_at| result.taken_at <= restored_at);
        let taken_back = story.iter().any(|entry| {
            TAKES_BACK.contains(&entry.kind.as_str()) && entry.received_at >= result.taken_at
        });
        let explained = forgotten || taken_back;
        let finished = state == OrderState::Archived;
        ensure!(finished || explained, "order {order_no} is {state:?}, its result was taken");
        let twice = marketing.ledger().iter().filter(|entry| {
            matches!(entry, Entry::ResultRefused { order_no: of, code, .. }
                if of == order_no && TWICE.contains(&code.as_str()))
        });
        let twice = twice.count();
        ensure!(twice == 0 || explained, "order {order_no} was reported {} times", twice + 1);
    }
    let totals = marketing.totals();
    ensure!(totals.messages_waiting == 0, "messages of the marketing system never arrived");
    Ok(())
}

/// What an order goes back by, or ends without a result: by the marketing system or the office.
const TAKES_BACK: [&str; 4] = ["rolled_back", "cancelled", "sent_back", "terminated"];
/// What the marketing system says to a result that is not the one it has.
const TWICE: [&str; 2] = ["already_finished", "message_reused"];
