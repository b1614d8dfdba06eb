//! Who looked at which customer without an order of his, and why.

use vocabulary::{CustomerNo, InquiryId, Instant, OrganisationId, PersonId, TerminalId};

use crate::{ListPlace, Row, StoreFault, Tx, args};

/// A look at a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryRow {
    pub inquiry: InquiryId,
    /// By the clock of where it was made.
    pub at: Instant,
    pub received_at: Instant,
    pub person: PersonId,
    /// None at a desk.
    pub terminal: Option<TerminalId>,
    pub customer_no: CustomerNo,
    pub reason: String,
    pub note: Option<String>,
    /// The customer was in his scope when it was heard of.
    pub in_scope: bool,
}

/// Keeps an inquiry; `false` when it was kept before.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    inquiry: &InquiryRow,
) -> Result<bool, StoreFault> {
    let row = args![
        org,
        inquiry.inquiry,
        inquiry.at,
        inquiry.received_at,
        inquiry.person,
        inquiry.terminal,
        inquiry.customer_no.as_str(),
        &inquiry.reason,
        inquiry.note.clone(),
        inquiry.in_scope,
    ];
    Ok(tx.execute(INSERT, &row).await? == 1)
}

/// Which inquiries are asked for; all of them by default.
#[derive(Debug, Clone, Default)]
pub struct InquiryFilter {
    pub customer_no: Option<CustomerNo>,
    pub person: Option<PersonId>,
    pub reason: Option<String>,
    /// Heard of from then on.
    pub from: Option<Instant>,
    /// And before.
    pub before: Option<Instant>,
}

/// The inquiries that fit, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    filter: &InquiryFilter,
    after: ListPlace,
    limit: u32,
) -> Result<Vec<InquiryRow>, StoreFault> {
    let InquiryFilter { customer_no, person, reason, from, before } = filter;
    let mut arguments =
        args![org, after.at, after.id, limit, *person, reason.clone(), *from, *before].to_vec();
    let statement = match customer_no {
        None => LIST,
        Some(no) => {
            arguments.extend(args![no.as_str()]);
            LIST_OF_CUSTOMER
        }
    };
    tx.rows(statement, &arguments).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<InquiryRow, StoreFault> {
    let customer_no: String = row.get("customer_no")?;
    let bad = |_| StoreFault::BadRow { table: "customer_inquiry", column: "customer_no" };
    Ok(InquiryRow {
        inquiry: row.get("inquiry")?,
        at: row.get("at")?,
        received_at: row.get("received_at")?,
        person: row.get("person")?,
        terminal: row.get("terminal")?,
        customer_no: customer_no.parse().map_err(bad)?,
        reason: row.get("reason")?,
        note: row.get("note")?,
        in_scope: row.get("in_scope")?,
    })
}

const INSERT: &str = "
    INSERT INTO customer_inquiry
           (org, inquiry, at, received_at, person, terminal, customer_no, reason, note, in_scope)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT DO NOTHING";

/// Along the index of receipt, or of one customer.
macro_rules! list {
    ($customer:literal) => {
        concat!(
            "
    SELECT inquiry, at, received_at, person, terminal, customer_no, reason, note, in_scope
      FROM customer_inquiry
     WHERE org = $1 ",
            $customer,
            "
       AND (received_at < $2 OR (received_at = $2 AND inquiry < $3))
       AND ($5 IS NULL OR person = $5)
       AND ($6 IS NULL OR reason = $6)
       AND ($7 IS NULL OR received_at >= $7)
       AND ($8 IS NULL OR received_at < $8)
     ORDER BY received_at DESC, inquiry DESC
     LIMIT $4"
        )
    };
}

const LIST: &str = list!("");
const LIST_OF_CUSTOMER: &str = list!("AND customer_no = $9");
