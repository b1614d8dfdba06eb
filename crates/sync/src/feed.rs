//! The feed: what is in a worker's scope, newest state of each entity, in the order in which it was committed.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use vocabulary::{Epoch, Instant, MeterCommand};

use crate::ScopeDigest;

/// `GET /sync/v1/feed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FeedRequest {
    /// Where the terminal stands; 0 for a fresh one.
    #[serde(default)]
    pub cursor: u64,
    /// The newest cursor at which there was no more to send, so that the mirror was whole; 0 if there never was one.
    /// Only what the terminal had then can be patched.
    #[serde(default)]
    pub whole_at: u64,
    /// Items in the answer, at most; the platform may send fewer.
    #[serde(default = "default_limit")]
    pub limit: u32,
}

fn default_limit() -> u32 {
    500
}

/// One page of the feed.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FeedPage {
    /// Generation of the platform's data: a new one means that a copy was restored.
    pub epoch: Epoch,
    /// Platform time, for the terminal's clock offset.
    pub now: Instant,
    pub cursor: u64,
    /// There is another page.
    pub more: bool,
    /// What the whole scope looks like at `cursor`; only on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<ScopeDigest>,
    pub items: Vec<FeedItem>,
    /// Commands to meters that the company does not have done on site; a terminal offers none of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "known_commands")]
    pub switched_off: Vec<MeterCommand>,
}

/// A newer platform may know commands that are not offered here anyhow.
fn known_commands<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<MeterCommand>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    Ok(words.iter().filter_map(|word| MeterCommand::parse(word)).collect())
}

/// One entity's newest state, or its going.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FeedItem {
    pub op: FeedOp,
    #[serde(rename = "type")]
    #[schema(value_type = EntityKind)]
    pub kind: KindWord,
    pub id: String,
    pub rev: u64,
    /// The whole entity, as JSON text that nobody in between needs to read; an order as [`crate::order_body`] says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub body: Option<Box<RawValue>>,
    /// Or a merge patch (RFC 7396) against revision `base`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub patch: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeedOp {
    Put,
    /// It left the scope: reassigned, revoked or over.
    Drop,
}

/// What kinds of entity a scope has.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A work order with its stages ([`crate::OrderView`]).
    Order,
    /// Names a content-addressed bundle (a process version, code lists) that the terminal fetches by its hash.
    Bundle,
    /// A message to the worker ([`crate::Notice`]).
    Notice,
    /// Who may take a next stage ([`crate::Candidate`] list).
    Candidates,
    /// Names the bundle of the customers of a transformer area ([`crate::CustomerManifest`]).
    Customers,
    /// What the worker has typed at a stage and not submitted ([`crate::StageDraft`]).
    Draft,
    /// Leave to give a meter a command ([`crate::AuthorisationView`]).
    Authorisation,
}

/// A kind of entity as it travels: a word. A platform of a later release sends kinds that a terminal does not know; it
/// keeps them, so that its digest agrees and a newer agent finds them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KindWord(String);

impl KindWord {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<EntityKind> for KindWord {
    fn from(kind: EntityKind) -> Self {
        Self(kind.as_str().to_owned())
    }
}

impl From<String> for KindWord {
    fn from(word: String) -> Self {
        Self(word)
    }
}

impl PartialEq<EntityKind> for KindWord {
    fn eq(&self, kind: &EntityKind) -> bool {
        self.0 == kind.as_str()
    }
}

impl EntityKind {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            EntityKind::Order => "order",
            EntityKind::Bundle => "bundle",
            EntityKind::Notice => "notice",
            EntityKind::Candidates => "candidates",
            EntityKind::Customers => "customers",
            EntityKind::Draft => "draft",
            EntityKind::Authorisation => "authorisation",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        const ALL: [EntityKind; 7] = [
            EntityKind::Order,
            EntityKind::Bundle,
            EntityKind::Notice,
            EntityKind::Candidates,
            EntityKind::Customers,
            EntityKind::Draft,
            EntityKind::Authorisation,
        ];
        ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAGE: &str = r#"{"epoch":"018f3c5e-0000-7000-8000-000000000001","now":1,"cursor":2,"more":false,
        "digest":{"count":1,"sum":"0000000000000001"},"items":[{"op":"put","type":"order","id":"a",
        "rev":1,"patch":{"x":1},"base":0},{"op":"drop","type":"moon","id":"b","rev":2}]}"#;

    #[test]
    fn a_kind_of_a_later_release_keeps_its_word() {
        let page: FeedPage = serde_json::from_str(PAGE).unwrap();
        assert!(page.items[0].kind == EntityKind::Order);
        assert_eq!(serde_json::json!(page.items[1].kind), "moon");
    }

    proptest! {
        #[test]
        fn no_damage_makes_reading_panic(at in any::<prop::sample::Index>(), octets in prop::collection::vec(any::<u8>(), 0..6)) {
            let mut damaged = PAGE.as_bytes().to_vec();
            let at = at.index(damaged.len());
            damaged.splice(at..(at + octets.len()).min(PAGE.len()), octets);
            let _ = serde_json::from_slice::<FeedPage>(&damaged);
        }
    }
}
