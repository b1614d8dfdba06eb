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

/// The inquiries of all customers, or of one, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    customer_no: Option<&CustomerNo>,
    after: ListPlace,
    limit: u32,
) -> Result<Vec<InquiryRow>, StoreFault> {
    let rows = match customer_no {
        None => tx.rows(LIST, &args![org, after.at, after.id, limit]).await?,
        Some(no) => {
            tx.rows(LIST_OF_CUSTOMER, &args![org, after.at, after.id, limit, no.as_str()]).await?
        }
    };
    rows.iter().map(read).collect()
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

const LIST: &str = "
    SELECT inquiry, at, received_at, person, terminal, customer_no, reason, note, in_scope
      FROM customer_inquiry
     WHERE org = $1 AND (received_at < $2 OR (received_at = $2 AND inquiry < $3))
     ORDER BY received_at DESC, inquiry DESC
     LIMIT $4";

const LIST_OF_CUSTOMER: &str = "
    SELECT inquiry, at, received_at, person, terminal, customer_no, reason, note, in_scope
      FROM customer_inquiry
     WHERE org = $1 AND customer_no = $5
       AND (received_at < $2 OR (received_at = $2 AND inquiry < $3))
     ORDER BY received_at DESC, inquiry DESC
     LIMIT $4";
