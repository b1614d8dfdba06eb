//! Takes a batch of customer records from the marketing system, all of it or nothing.

use std::collections::BTreeSet;

use async_trait::async_trait;
use platform_store::customers::{self, CustomerRow};
use platform_store::neighbours::{self, InboxKey, InboxRow};
use platform_store::{Command, StoreFault, Tx};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sync::{AREA_CHARACTERS_MAX, CUSTOMERS_OF_AREA_MAX, CustomerRecord};
use vocabulary::{Instant, OrganisationId, digest_of_json};

use crate::customers::keys::keys_of;
use crate::http::{Problem, ProblemKind};
use crate::orders::MARKETING;

/// What the marketing system sends of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomersMessage {
    /// 1 to 64 letters, digits, hyphens; makes the message the same message.
    pub message_id: String,
    /// 1 to 200, each customer once.
    pub records: Vec<CustomerRecord>,
}

impl CustomersMessage {
    /// Checks what can be checked without the data.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn check(&self) -> Result<(), Problem> {
        let id = &self.message_id;
        let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !(1..=MESSAGE_ID_MAX).contains(&id.len()) || !plain {
            return Err(invalid("message_id has 1 to 64 letters, digits, hyphens".to_owned()));
        }
        if !(1..=RECORDS_MAX).contains(&self.records.len()) {
            let found = self.records.len();
            return Err(invalid(format!("a message has 1 to {RECORDS_MAX} records, not {found}")));
        }
        let mut seen = BTreeSet::new();
        for record in &self.records {
            record.check().map_err(|fault| invalid(fault.to_string()))?;
            if !seen.insert(&record.customer_no) {
                return Err(invalid(format!("customer {} stands there twice", record.customer_no)));
            }
        }
        Ok(())
    }
}

/// Takes one message; answers with what was done the first time.
pub struct TakeCustomers {
    pub org: OrganisationId,
    pub message: CustomersMessage,
    pub received_at: Instant,
}

#[async_trait]
impl Command for TakeCustomers {
    type Answer = Value;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Value, Problem> {
        let digest = digest_of_json(&self.message).map_err(|error| Problem::internal(&error))?;
        let key = InboxKey {
            neighbour: MARKETING.to_owned(),
            order_no: self.message.message_id.clone(),
            stage: STAGE.to_owned(),
            version: 0,
        };
        match neighbours::received_before(tx, self.org, &key).await? {
            Some((before, _)) if before != digest => {
                let detail = "another message with this message_id was taken before";
                return Err(Problem::new(ProblemKind::Conflict, detail));
            }
            Some((_, first)) => return Ok(json!({ "outcome": "duplicate", "first": first })),
            None => {}
        }
        let outcome = self.write(tx).await?;
        let row = InboxRow {
            key,
            kind: KIND.to_owned(),
            digest,
            // The records lie in their own rows.
            body: json!({ "records": self.message.records.len() }),
            outcome: outcome.clone(),
            received_at: self.received_at,
        };
        if !neighbours::receive(tx, self.org, &row).await? {
            return Err(StoreFault::LostGuard.into());
        }
        Ok(outcome)
    }
}

impl TakeCustomers {
    async fn write(&self, tx: &mut Tx<'_>) -> Result<Value, Problem> {
        let mut touched = BTreeSet::new();
        let mut written = 0;
        // In the order of their numbers, so that two messages wait for each other but never in a ring.
        let mut records: Vec<_> = self.message.records.iter().collect();
        records.sort_by(|one, other| one.customer_no.cmp(&other.customer_no));
        for record in records {
            if let Some(areas) = self.put(tx, record).await? {
                written += 1;
                touched.extend(areas);
            }
        }
        for area in &touched {
            check_size(customers::size_of_area(tx, self.org, area).await?, area)?;
            customers::outdate(tx, self.org, area).await?;
        }
        let superseded = self.message.records.len() - written;
        Ok(json!({ "outcome": "applied", "written": written, "superseded": superseded }))
    }

    /// Writes a record unless the row is as new; the areas that it was in and is in.
    async fn put(
        &self,
        tx: &mut Tx<'_>,
        record: &CustomerRecord,
    ) -> Result<Option<BTreeSet<String>>, Problem> {
        let before = customers::find(tx, self.org, &record.customer_no).await?;
        let row = CustomerRow {
            customer_no: record.customer_no.clone(),
            area_code: record.area_code.clone(),
            revision: record.revision,
            closed: record.closed,
            body: json!(record),
            received_at: self.received_at,
        };
        if !customers::put(tx, self.org, &row).await? {
            return Ok(None);
        }
        let mut areas = BTreeSet::from([record.area_code.clone()]);
        let mut keys_before = BTreeSet::new();
        if let Some(before) = before {
            let record = CustomerRecord::deserialize(&before.body);
            keys_before = keys_of(&record.map_err(|error| Problem::internal(&error))?);
            areas.insert(before.area_code);
        }
        let keys = keys_of(record);
        customers::change_keys(tx, self.org, &record.customer_no, &keys_before, &keys).await?;
        Ok(Some(areas))
    }
}

fn check_size((customers, characters): (u64, u64), area: &str) -> Result<(), Problem> {
    if customers > u64::from(CUSTOMERS_OF_AREA_MAX) {
        let rule = format!("area {area} would have {customers} customers");
        return Err(invalid(format!("{rule}, {CUSTOMERS_OF_AREA_MAX} are possible")));
    }
    if characters > AREA_CHARACTERS_MAX {
        let rule = format!("the records of area {area} would have {characters} characters");
        return Err(invalid(format!("{rule}, {AREA_CHARACTERS_MAX} are possible")));
    }
    Ok(())
}

fn invalid(detail: String) -> Problem {
    Problem::new(ProblemKind::Invalid, detail)
}

const KIND: &str = "customers";
/// No stage of an order is called so.
const STAGE: &str = "/customers";
const MESSAGE_ID_MAX: usize = 64;
/// A transaction that others do not wait long for.
const RECORDS_MAX: usize = 200;
