//! Keeps inquiries that were made on a terminal, each once, whatever has become of who made them.

use async_trait::async_trait;
use platform_store::inquiries::{self, InquiryRow};
use platform_store::{Command, Tx, customers};
use serde_json::json;
use sync::{InquiriesKept, Inquiry};
use vocabulary::{PersonId, TerminalId};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::customers::keepers::Keepers;
use crate::http::Problem;

/// Keeps the inquiries of a person on a terminal and gives the receipts.
pub struct LogInquiries {
    pub platform: Platform,
    pub act: Act,
    pub person: PersonId,
    pub terminal: TerminalId,
    pub inquiries: Vec<Inquiry>,
}

#[async_trait]
impl Command for LogInquiries {
    type Answer = InquiriesKept;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<InquiriesKept, Problem> {
        for inquiry in &self.inquiries {
            self.keep(tx, inquiry).await?;
        }
        let kept = self.inquiries.iter().map(|inquiry| inquiry.inquiry).collect();
        Ok(InquiriesKept { epoch: self.platform.epoch(), kept })
    }
}

impl LogInquiries {
    async fn keep(&self, tx: &mut Tx<'_>, inquiry: &Inquiry) -> Result<(), Problem> {
        let org = self.platform.org();
        let customer = customers::find(tx, org, &inquiry.customer_no).await?;
        let keepers = match customer {
            Some(customer) => Keepers::of_area(tx, org, &customer.area_code).await?,
            None => Keepers::default(),
        };
        let row = InquiryRow {
            inquiry: inquiry.inquiry,
            at: inquiry.at.min(self.act.at),
            received_at: self.act.at,
            person: self.person,
            terminal: Some(self.terminal),
            customer_no: inquiry.customer_no.clone(),
            reason: cut(&inquiry.reason, REASON_MAX),
            note: inquiry.note.as_deref().map(|note| cut(note, NOTE_MAX)),
            in_scope: keepers.has(self.person),
        };
        if !inquiries::insert(tx, org, &row).await? {
            return Ok(());
        }
        let body = json!({
            "inquiry": row.inquiry, "terminal": self.terminal, "made_at": row.at,
            "reason": row.reason, "note": row.note, "in_scope": row.in_scope,
        });
        let chain = Chain::Customer(row.customer_no);
        self.act.record(tx, org, &chain, "customer_inquired", body).await?;
        Ok(())
    }
}

/// A text that is longer than any terminal lets it be is kept as far as it may go: refused, its inquiry would never be
/// heard of.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

const REASON_MAX: usize = 32;
const NOTE_MAX: usize = 200;
