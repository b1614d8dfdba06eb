//! What the marketing system tells the platform of its customers: batches, each until the platform has it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;
use vocabulary::Instant;

/// The body of `POST <platform>/neighbours/v1/marketing/customers`; `message_id` makes it the same message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomersMessage {
    pub message_id: String,
    /// Each with `customer_no` and `revision`; the rest is as the contract says.
    pub records: Vec<Json>,
}

impl CustomersMessage {
    /// The correlation id (`X-Correlation-Id`), one for every copy.
    #[must_use]
    pub fn correlation(&self) -> Uuid {
        Uuid::new_v5(&CORRELATIONS, self.message_id.as_bytes())
    }

    /// Looks whether it can be sent at all.
    ///
    /// # Errors
    /// What is missing.
    pub(super) fn check(&self) -> Result<(), String> {
        if !(1..=RECORDS_MAX).contains(&self.records.len()) {
            return Err(format!("has {} records, 1 to {RECORDS_MAX} go", self.records.len()));
        }
        for record in &self.records {
            let numbered = record["customer_no"].is_string() && record["revision"].is_u64();
            if !numbered {
                return Err("a record has no customer_no or no revision".to_owned());
            }
        }
        Ok(())
    }
}

/// A batch that is to be sent now.
#[derive(Debug, Clone, PartialEq)]
pub struct OutgoingCustomers {
    pub n: u64,
    pub correlation: Uuid,
    pub message: CustomersMessage,
}

/// The batches that were written, and what became of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CustomerPosts {
    posts: BTreeMap<u64, CustomerPost>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CustomerPost {
    /// Without its records once it is settled.
    pub message: CustomersMessage,
    pub came: Option<CustomersCame>,
}

/// What the platform said in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum CustomersCame {
    Taken { outcome: String, at: Instant },
    Refused { status: u16, reason: String, at: Instant },
}

impl CustomerPosts {
    pub(super) fn written(&mut self, n: u64, message: &CustomersMessage) {
        self.posts.insert(n, CustomerPost { message: message.clone(), came: None });
    }

    pub(super) fn settled(&mut self, n: u64, came: &CustomersCame) {
        if let Some(post) = self.posts.get_mut(&n) {
            post.came = Some(came.clone());
            post.message.records = Vec::new();
        }
    }

    #[must_use]
    pub fn get(&self, n: u64) -> Option<&CustomerPost> {
        self.posts.get(&n)
    }

    /// With their numbers, which count on their own.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &CustomerPost)> {
        self.posts.iter().map(|(n, post)| (*n, post))
    }

    pub(super) fn next_number(&self) -> u64 {
        self.posts.last_key_value().map_or(1, |(n, _)| n + 1)
    }

    pub(super) fn knows(&self, message_id: &str) -> bool {
        self.posts.values().any(|post| post.message.message_id == message_id)
    }
}

const CORRELATIONS: Uuid = Uuid::from_u128(0x8c1e_27a9_3b50_4d1f_9e66_5a0b_c4d7_7e20);
/// As many as the platform takes at once.
const RECORDS_MAX: usize = 200;
