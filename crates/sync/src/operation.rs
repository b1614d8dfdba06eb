//! What a worker did, as it travels up, and what became of it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{
    AttachmentId, CorrelationId, Digest, Epoch, OperationId, OrderId, OutboxId, PersonId, Role,
    StageId, TerminalId,
};

use crate::Captured;

/// One thing a worker did on a terminal: made there, with its id, before anything is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    pub op_id: OperationId,
    /// The store's queue and the place in it; a reinstalled store has a new queue, so `n` never repeats.
    pub outbox: OutboxId,
    pub n: u64,
    pub author: PersonId,
    pub terminal: TerminalId,
    pub order: OrderId,
    pub stage: StageId,
    /// What the worker had before his eyes.
    pub base: Base,
    /// The process version that it was done under.
    pub bundle_hash: Digest,
    pub kind: Kind,
    /// The form whose values are in `body`, for a submit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Who the next stage goes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Recipient>,
    pub captured: Captured,
    /// Submit: the form's values. Decline: `{reason}`. Arrive: `{position}`. Otherwise an empty object.
    pub body: Value,
    /// Files of evidence that this operation is complete only with.
    #[serde(default)]
    pub needs: Vec<Attached>,
    /// The id of the page's request that it was made by: what follows from it, up to a message to a neighbour, carries
    /// the same. Operations of older terminals have none, and their digests stay what they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation: Option<CorrelationId>,
    /// The operator card's signature over the operation without this field, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl Operation {
    /// The digest that tells a repetition from a reused id: everything but the signature.
    ///
    /// # Errors
    /// When the body cannot be written as JSON.
    pub fn digest(&self) -> Result<Digest, serde_json::Error> {
        let unsigned = Self { signature: None, ..self.clone() };
        vocabulary::digest_of_json(&unsigned)
    }
}

/// A file that an operation needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Attached {
    pub attachment: AttachmentId,
    pub sha256: Digest,
    /// Bytes.
    pub size: u64,
    pub mime: String,
}

/// What the worker had before his eyes when he acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Base {
    /// A stage as the server had sent it; `generation` counts its assignments.
    Stage { stage_rev: u64, generation: u32 },
    /// The result of an earlier operation of the same store, which may not have been sent yet.
    After { after: OperationId },
}

/// What was done to the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 签收
    SignIn,
    /// 出发
    SetOut,
    /// 到达现场
    Arrive,
    /// 开始
    Begin,
    /// 提交
    Submit,
    /// The worker refuses the order with a reason (退单).
    Decline,
}

impl Kind {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::SignIn => "sign_in",
            Kind::SetOut => "set_out",
            Kind::Arrive => "arrive",
            Kind::Begin => "begin",
            Kind::Submit => "submit",
            Kind::Decline => "decline",
        }
    }
}

/// The role or the person that the next stage goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Role(Role),
    Person(PersonId),
}

/// Operations of one request, in the order of their queue.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OperationBatch {
    /// The epoch that the terminal's mirror is of. A platform of another one has been restored: it puts all off until
    /// the terminal has offered it what it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<Epoch>,
    pub operations: Vec<Operation>,
}

/// One result for each operation, in the same order.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OperationResults {
    pub results: Vec<OperationResult>,
}

/// What became of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OperationResult {
    pub op_id: OperationId,
    pub outcome: Outcome,
}

/// What became of an operation. Everything but `retry_after` is final and stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Outcome {
    /// The order moved; `stage_rev` is what the stage has now.
    Applied { stage_rev: u64 },
    /// It had been taken before; this is what became of it then.
    Duplicate {
        #[schema(no_recursion)]
        stored: Box<Outcome>,
    },
    /// Kept as evidence; the order did not move.
    AcceptedLate { reason: LateReason },
    /// Kept as a second record beside somebody else's.
    Conflict { reason: ConflictReason },
    /// Not taken; parks the order's lane until the worker or the office has dealt with it.
    Refused { reason: RefusalReason },
    /// Not looked at; send it again after so many milliseconds.
    RetryAfter { millis: u64 },
}

impl Outcome {
    /// The platform holds the operation, so the terminal need not send it again.
    #[must_use]
    pub fn is_final(&self) -> bool {
        !matches!(self, Outcome::RetryAfter { .. })
    }

    /// What became of it the first time.
    #[must_use]
    pub fn first(&self) -> &Outcome {
        match self {
            Outcome::Duplicate { stored } => stored.first(),
            other => other,
        }
    }

    /// An operation that stands on this one stands on firm ground.
    #[must_use]
    pub fn was_applied(&self) -> bool {
        matches!(self.first(), Outcome::Applied { .. })
    }
}

/// Why an operation was kept as evidence only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LateReason {
    /// The stage had been given to somebody else meanwhile.
    Reassigned,
    /// The order had been terminated or archived meanwhile.
    OrderOver,
    /// The order was suspended meanwhile.
    OrderSuspended,
    /// The stage had been left: sent back or cancelled.
    StageLeft,
    /// The server's step led elsewhere than the terminal's.
    StepDiffers,
    /// The operation that it stands on was not applied.
    BaseNotApplied,
    /// The author had lost role, grid or card after capture.
    AuthorityLost,
    /// It came out of the sealed queue of somebody signed out, locked or lost.
    SealedQueue,
    /// A reason of a later release.
    #[serde(other)]
    Unknown,
}

/// Whom an operation clashed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConflictReason {
    /// Another operation completed the stage first.
    StageCompleted,
    /// The stage had moved on under another operation of the same assignment.
    StageMovedOn,
    /// A reason of a later release.
    #[serde(other)]
    Unknown,
}

/// Why an operation was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// The same id came with another body.
    OpIdReused,
    UnknownOrder,
    UnknownStage,
    /// The process version is not the order's.
    BundleMismatch,
    /// The form's values break its schema or a rule.
    FormInvalid,
    /// The values name a file that was not announced for this order.
    FileUnannounced,
    /// Nobody was chosen for the next stage, or somebody who may not take it.
    RecipientInvalid,
    /// The card's signature does not fit the operation.
    SignatureInvalid,
    /// A second person's confirmation was not made by his own card for this stage.
    SecondPersonInvalid,
    /// A switching command came out of a queue; such commands are never replayed.
    NeverReplayed,
    /// The process could not step, for want of a value or a true condition.
    ProcessStuck,
    /// A kind or a field that the platform does not know, or a size over the limit.
    Malformed,
    /// A reason of a later release.
    #[serde(other)]
    Unknown,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_base_is_told_by_its_fields() {
        let stage: Base = serde_json::from_str(r#"{"stage_rev":3,"generation":1}"#).unwrap();
        assert_eq!(stage, Base::Stage { stage_rev: 3, generation: 1 });
        let id = "018f3c5e-0000-7000-8000-000000000001";
        let after: Base = serde_json::from_str(&format!(r#"{{"after":"{id}"}}"#)).unwrap();
        assert_eq!(after, Base::After { after: id.parse().unwrap() });
    }

    #[test]
    fn an_older_terminal_reads_reasons_of_a_later_release() {
        for (result, read) in [
            ("refused", Outcome::Refused { reason: RefusalReason::Unknown }),
            ("accepted_late", Outcome::AcceptedLate { reason: LateReason::Unknown }),
            ("conflict", Outcome::Conflict { reason: ConflictReason::Unknown }),
        ] {
            let json = serde_json::json!({ "result": result, "reason": "moon", "more": [1] });
            assert_eq!(serde_json::from_value::<Outcome>(json).unwrap(), read);
        }
    }

    #[test]
    fn outcomes_are_spelt_as_the_design_says() {
        let outcome = Outcome::Refused { reason: RefusalReason::OpIdReused };
        let json = serde_json::to_string(&outcome).unwrap();
        assert_eq!(json, r#"{"result":"refused","reason":"op_id_reused"}"#);
        let twice = Outcome::Duplicate { stored: Box::new(Outcome::Applied { stage_rev: 2 }) };
        assert!(twice.was_applied() && twice.is_final());
    }

    const OPERATION: &str = r#"{"op_id":"018f3c5e-0000-7000-8000-000000000001",
        "outbox":"018f3c5e-0000-7000-8000-000000000002","n":1,
        "author":"018f3c5e-0000-7000-8000-000000000003",
        "terminal":"018f3c5e-0000-7000-8000-000000000004",
        "order":"018f3c5e-0000-7000-8000-000000000005",
        "stage":"018f3c5e-0000-7000-8000-000000000006","base":{"stage_rev":1,"generation":1},
        "bundle_hash":"0000000000000000000000000000000000000000000000000000000000000000",
        "kind":"sign_in","captured":{"device_time":1,"offset_micros":null,"monotonic_micros":1,
        "boot":1,"fed_at":1},"body":{}}"#;

    #[test]
    fn an_operation_without_a_correlation_keeps_its_digest() {
        let old: Operation = serde_json::from_str(OPERATION).unwrap();
        assert!(!serde_json::to_string(&old).unwrap().contains("correlation"));
        // Terminals that knew no such field signed this, and the platform stored it.
        let digest = "8577a3a379df136fd907b7bc4a805eac39e8b6c2031012589b3e3b25cfeb3a0b";
        assert_eq!(old.digest().unwrap().to_string(), digest);
        let with = |id: &str| Operation { correlation: Some(id.parse().unwrap()), ..old.clone() };
        let traced = with("018f3c5e-0000-7000-8000-000000000007").digest().unwrap();
        assert_ne!(traced, old.digest().unwrap(), "it is signed with the rest");
        assert_ne!(traced, with("018f3c5e-0000-7000-8000-000000000008").digest().unwrap());
    }

    proptest! {
        #[test]
        fn no_damage_makes_reading_panic(at in any::<prop::sample::Index>(), octets in prop::collection::vec(any::<u8>(), 0..6)) {
            prop_assert!(serde_json::from_str::<Operation>(OPERATION).is_ok());
            let mut damaged = OPERATION.as_bytes().to_vec();
            let at = at.index(damaged.len());
            damaged.splice(at..(at + octets.len()).min(OPERATION.len()), octets);
            if let Ok(operation) = serde_json::from_slice::<Operation>(&damaged) {
                prop_assert!(operation.digest().is_ok());
            }
        }
    }
}
