//! What the acquisition system tells the platform: each post until the platform has it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;
use vocabulary::Instant;

use super::meter::{ArchivedMeter, Protocol};
use super::task::TaskLine;

/// What is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum PostBody {
    /// `POST <platform>/neighbours/v1/acquisition/meters`
    Meters { meters: Vec<MeterRecord> },
    /// `POST <platform>/neighbours/v1/acquisition/tasks`
    Tasks { tasks: Vec<TaskLine> },
}

/// A meter as the platform is told of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeterRecord {
    pub comm_address: String,
    pub meter_no: String,
    pub revision: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset_no: Option<String>,
    pub protocol: Protocol,
    /// 1 or 3.
    pub phases: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_no: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_code: Option<String>,
    /// `public` or `private`.
    pub keys: security_unit::metering::KeyState,
}

impl MeterRecord {
    pub(super) fn of(meter: &ArchivedMeter, revision: u64) -> Self {
        Self {
            comm_address: meter.comm_address.to_string(),
            meter_no: meter.meter_no.to_string(),
            revision,
            asset_no: meter.asset_no.clone(),
            protocol: meter.protocol,
            phases: if meter.three_phase { 3 } else { 1 },
            customer_no: meter.customer_no.clone(),
            area_code: meter.area_code.clone(),
            keys: meter.keys.state(),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    pub body: PostBody,
    pub came: Option<Came>,
}

/// A post that is to be sent now.
#[derive(Debug, Clone, PartialEq)]
pub struct OutgoingPost {
    pub n: u64,
    /// One for every copy.
    pub correlation: Uuid,
    pub body: PostBody,
}

/// What the platform said in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum Came {
    Taken {
        outcome: String,
        /// What each line of a batch of tasks came to.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<Json>,
        at: Instant,
    },
    Refused {
        status: u16,
        reason: String,
        at: Instant,
    },
}

/// The posts that were written, and what became of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Posts {
    posts: BTreeMap<u64, Post>,
}

impl Posts {
    pub(super) fn write(&mut self, body: PostBody) {
        let n = self.next_number();
        self.posts.insert(n, Post { body, came: None });
    }

    pub(super) fn settle(&mut self, n: u64, came: &Came) {
        if let Some(post) = self.posts.get_mut(&n) {
            post.came = Some(came.clone());
        }
    }

    #[must_use]
    pub fn get(&self, n: u64) -> Option<&Post> {
        self.posts.get(&n)
    }

    /// Those from `n` on that the platform has not answered.
    pub fn waiting_from(&self, n: u64) -> impl Iterator<Item = u64> {
        let waiting = self.posts.range(n..).filter(|(_, post)| post.came.is_none());
        waiting.map(|(n, _)| *n)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Post> {
        self.posts.values()
    }

    /// The number that the next post gets; the first is 1.
    #[must_use]
    pub fn next_number(&self) -> u64 {
        self.posts.last_key_value().map_or(1, |(n, _)| n + 1)
    }

    pub(super) fn outgoing(&self, n: u64) -> Option<OutgoingPost> {
        let body = self.get(n)?.body.clone();
        let correlation = Uuid::new_v5(&CORRELATIONS, &n.to_be_bytes());
        Some(OutgoingPost { n, correlation, body })
    }
}

const CORRELATIONS: Uuid = Uuid::from_u128(0x2f6d_90b4_71ce_4c0a_8e35_d1a7_5c9f_0b62);
