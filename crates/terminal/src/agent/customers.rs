//! Customers as the pages see them: in the clear with an order of theirs in hand, masked for a reason without one.

use forms::{mask_address, mask_mobile, mask_name};
use serde::{Deserialize, Serialize};
use sync::{CustomerCard, CustomerRecord, Inquiry, InquiryReason, OrderView};
use terminal_store::{CustomerFlags, CustomersStanding, FoundBy, StoredCustomer};
use vocabulary::{CustomerNo, InquiryId, Instant, OrderId, OrderNo, Text};

use super::order_now::OrderNow;
use super::{Agent, AgentFault, Desk};

/// What a search has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomersFound {
    pub items: Vec<CustomerFound>,
    /// Found beyond these.
    pub more: u64,
    pub standing: CustomersStanding,
    /// When the platform last answered a whole sync.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synced_at: Option<Instant>,
}

/// A customer in a list; his name masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerFound {
    pub customer_no: CustomerNo,
    pub customer_name: String,
    pub service_address: String,
    pub area_code: String,
    /// Only with an order of his in hand: what he owes and what is kept for him is nobody's business before a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flags: Option<CustomerFlags>,
    pub found_by: FoundBy,
    /// An order of his that is in hand: with it the card asks for no reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
}

/// A customer's card with what this terminal knows besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerShown {
    pub card: CustomerCard,
    pub area_name: String,
    pub fetched_at: Instant,
    /// Name and mobile number are hidden: it was opened for a reason, not for an order.
    pub masked: bool,
    /// Orders of his that are in hand.
    pub orders: Vec<OrderInHand>,
    pub seen_by: SeenBy,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderInHand {
    pub order: OrderId,
    pub order_no: OrderNo,
    pub title: Text,
}

/// Who looks, and when: for the watermark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenBy {
    pub name: String,
    pub staff_no: String,
    pub at: Instant,
}

impl Agent {
    /// Customers of whom a number or the address holds the text, or whose name it is; 50 at most. Who is not in hand is
    /// shown as far as it takes to choose him. A single character asks for nobody.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn search_customers(&self, text: &str) -> Result<CustomersFound, AgentFault> {
        let desk = self.desk().await?;
        let (lines, count) = if text.trim().chars().count() < TEXT_MIN {
            (Vec::new(), 0)
        } else {
            desk.store.search_customers(text, FOUND_MAX).await?
        };
        let orders = if lines.is_empty() { Vec::new() } else { in_hand(&desk).await? };
        let more = count - lines.len() as u64;
        let items = lines.into_iter().map(|line| {
            let order = orders.iter().find(|view| names(view, &line.customer_no));
            let address = line.service_address;
            CustomerFound {
                order: order.map(|view| view.order),
                customer_name: mask_name(&line.customer_name),
                customer_no: line.customer_no,
                service_address: order.map_or_else(|| mask_address(&address), |_| address.clone()),
                area_code: line.area_code,
                flags: order.map(|_| line.flags),
                found_by: line.found_by,
            }
        });
        Ok(CustomersFound {
            items: items.collect(),
            more,
            standing: desk.store.customers_standing().await?,
            synced_at: desk.store.synced_at().await?,
        })
    }

    /// A customer's card in the clear, for an order of his that is in hand.
    ///
    /// # Errors
    /// [`AgentFault::InquiryNeeded`] when the order is not in hand or another customer's.
    pub async fn customer_of_order(
        &self,
        customer_no: &CustomerNo,
        order: Option<OrderId>,
    ) -> Result<CustomerShown, AgentFault> {
        let desk = self.desk().await?;
        let customer = stored(&desk, customer_no).await?;
        let orders = in_hand(&desk).await?;
        let his = |view: &&OrderView| Some(view.order) == order && names(view, customer_no);
        if !orders.iter().any(|view| his(&view)) {
            return Err(AgentFault::InquiryNeeded);
        }
        Ok(self.shown(&desk, customer, &orders, false))
    }

    /// A customer's card, masked, for a reason that is on the disk before anything is shown.
    ///
    /// # Errors
    /// When the reason is none, the customer is not here, or the inquiry cannot be recorded.
    pub async fn inquire(
        &self,
        customer_no: &CustomerNo,
        reason: &str,
        note: Option<&str>,
    ) -> Result<CustomerShown, AgentFault> {
        let desk = self.desk().await?;
        let at = self.times.corrected();
        let note = InquiryReason::check(at, reason, note)?;
        let customer = stored(&desk, customer_no).await?;
        let inquiry = Inquiry {
            inquiry: InquiryId::make(self.clock(), self.entropy()),
            customer_no: customer_no.clone(),
            reason: reason.to_owned(),
            note,
            at,
        };
        desk.store.add_inquiry(&inquiry).await?;
        let orders = in_hand(&desk).await?;
        Ok(self.shown(&desk, customer, &orders, true))
    }

    /// The reasons that may be given today.
    #[must_use]
    pub fn inquiry_reasons(&self) -> Vec<InquiryReason> {
        InquiryReason::in_force(self.times.corrected())
    }

    fn shown(
        &self,
        desk: &Desk,
        customer: StoredCustomer,
        orders: &[OrderView],
        masked: bool,
    ) -> CustomerShown {
        let StoredCustomer { mut card, area_name, fetched_at } = customer;
        let of_his = orders.iter().filter(|view| names(view, &card.record.customer_no));
        let orders = of_his.map(|view| OrderInHand {
            order: view.order,
            order_no: view.order_no.clone(),
            title: view.title.clone(),
        });
        let orders = orders.collect();
        if masked {
            mask(&mut card.record);
        }
        let seen_by = SeenBy {
            name: desk.person.name.clone(),
            staff_no: desk.person.staff_no.clone(),
            at: self.times.corrected(),
        };
        CustomerShown { card, area_name, fetched_at, masked, orders, seen_by }
    }
}

async fn stored(desk: &Desk, customer_no: &CustomerNo) -> Result<StoredCustomer, AgentFault> {
    let customer = desk.store.customer(customer_no).await?;
    customer.ok_or_else(|| AgentFault::UnknownCustomer(customer_no.clone()))
}

/// Orders of which a stage is the person's to do.
async fn in_hand(desk: &Desk) -> Result<Vec<OrderView>, AgentFault> {
    let person = desk.person.person;
    let orders = desk.store.standings().await?.into_iter().map(OrderNow::of);
    let his = orders.filter(|now| {
        let mut stages = now.view.stages.values();
        !now.read_only
            && stages.any(|stage| stage.assignee == Some(person) && stage.state.is_open())
    });
    Ok(his.map(|now| now.view).collect())
}

/// Whether an order is about a customer, or a route that passes his meter.
fn names(view: &OrderView, customer_no: &CustomerNo) -> bool {
    let customer_no = customer_no.as_str();
    let meters = view.facts["meters"].as_object();
    let on_route = meters.is_some_and(|meters| {
        view.facts["route"].is_object()
            && meters.values().any(|meter| meter["customer_no"] == customer_no)
    });
    view.facts["customer"]["customer_no"] == customer_no || on_route
}

/// As the platform masks him: who it is and behind which door.
fn mask(record: &mut CustomerRecord) {
    record.customer_name = mask_name(&record.customer_name);
    record.service_address = mask_address(&record.service_address);
    record.position = None;
    record.mobile = record.mobile.as_deref().map(mask_mobile);
}

const FOUND_MAX: usize = 50;
/// Characters of what is looked for, at least.
const TEXT_MIN: usize = 2;
