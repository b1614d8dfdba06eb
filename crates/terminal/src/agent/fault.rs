//! Why the agent did not do what was asked; what a page can act on is a variant of its own.

use security_unit::TokenFault;
use serde_json::Value;
use sync::{AuthorisationState, InquiryFault};
use terminal_store::StoreFault;
use vocabulary::{CardKind, CustomerNo, InvalidTransition, OrderId, StageId, Text};

use crate::evidence::{PhotoFault, RecordingFault};
use crate::platform::CallFault;

#[derive(Debug, thiserror::Error)]
pub enum AgentFault {
    #[error("nobody is signed in")]
    Locked,
    #[error("the terminal is not enrolled")]
    NotEnrolled,
    #[error("the card did not do what was asked")]
    Card(#[from] TokenFault),
    /// The store opens only with the platform's help now, and the platform cannot be reached.
    #[error("the offline time is over; a network is needed once")]
    LeaseNeeded,
    /// The platform has taken this person's, card's or terminal's rights away.
    #[error("the platform refuses this person, card or terminal")]
    Revoked,
    #[error("the platform gave no usable answer")]
    Platform(#[source] CallFault),
    #[error("the store did not do what was asked")]
    Store(#[from] StoreFault),
    #[error("there is no order {0} here")]
    UnknownOrder(OrderId),
    #[error("there is no stage {0} here")]
    UnknownStage(StageId),
    #[error("there is no customer {0} here")]
    UnknownCustomer(CustomerNo),
    /// No order of his is in hand.
    #[error("the customer may be looked at for a reason only")]
    InquiryNeeded,
    #[error("the reason for an inquiry cannot be taken")]
    InquiryReason(#[from] InquiryFault),
    #[error("the stage is somebody else's")]
    NotYours,
    /// The order left the person's scope and may only be read.
    #[error("the order may only be read")]
    ReadOnly,
    #[error("the stage has no such step now")]
    Step(#[from] InvalidTransition),
    /// Something of this order was refused and must be dealt with first.
    #[error("an earlier record of this order was refused")]
    LaneParked,
    /// The process version of this order is not here yet, or not one that this program reads.
    #[error("the process version of this order is not here")]
    BundleMissing,
    #[error("the stage has no form, or its form has no field {0}")]
    UnknownField(String),
    /// Files, signatures and confirmations are made by the agent, not typed.
    #[error("the field {0} is not filled in like this")]
    NotTyped(String),
    #[error("the value is too large")]
    TooLarge,
    #[error("the form is not complete")]
    FormIncomplete(Box<forms::Verdict>),
    #[error("the next stage cannot go to whom was chosen")]
    RecipientInvalid,
    #[error("the photo cannot serve as evidence")]
    Photo(#[from] PhotoFault),
    #[error("the recording cannot serve as evidence")]
    Recording(#[from] RecordingFault),
    /// It was cut off or is under way: keep it or discard it first.
    #[error("a recording of this stage is neither kept nor discarded")]
    RecordingOpen,
    #[error("the field holds as many recordings as it may")]
    TooManyRecordings,
    /// A piece before it never came.
    #[error("the recording has {bytes} bytes, and the piece begins behind them")]
    PieceElsewhere { bytes: u64 },
    /// What is there can be finished.
    #[error("the recording has {bytes} bytes and may not become larger")]
    RecordingFull { bytes: u64 },
    #[error("the signature's picture is no PNG of a sensible size")]
    SignaturePicture,
    /// There may be room for numbers still, but not for another picture.
    #[error("storage is short: {free_bytes} bytes are free")]
    StorageShort { free_bytes: u64 },
    #[error("the field holds as many photos as it may")]
    TooManyPhotos,
    #[error("there is no such file here")]
    UnknownAttachment,
    #[error("the second person must be somebody else")]
    SamePerson,
    /// There is neither card nor session, and nothing of it is sent.
    #[error("this is practice")]
    Practising,
    #[error("nobody practises here")]
    NoPractice,
    /// A part is missing that guards metering.
    #[error("this terminal does no metering: {}", .0.en)]
    NoMetering(Text),
    /// A card of one kind lies where another belongs.
    #[error("a card of another kind: {}", .found.instead_of(*.wanted).en)]
    OtherCardKind { found: CardKind, wanted: CardKind },
    #[error("there is no business card in its slot")]
    NoBusinessCard,
    /// One meter at a time.
    #[error("a work at a meter is under way")]
    RunUnderWay,
    #[error("there is no link {0} to meters here")]
    UnknownLink(String),
    #[error("there is no such meter here")]
    UnknownMeter,
    #[error("there is no such work here")]
    UnknownWork,
    /// The feed has not brought it.
    #[error("there is no such authorisation here")]
    UnknownAuthorisation,
    #[error("a command that changes a meter needs an authorisation")]
    LeaveMissing,
    #[error("the authorisation is for another {0}")]
    LeaveForOther(&'static str),
    #[error("nothing can come of the authorisation any more: it is {}", .0.as_str())]
    LeaveOver(AuthorisationState),
    /// In the platform's own words, with what forbids the command.
    #[error("the platform does not permit it: {detail}")]
    NotPermitted { detail: String, more: Value },
    #[error("a background task ended early")]
    TaskEnded,
}

impl From<CallFault> for AgentFault {
    fn from(fault: CallFault) -> Self {
        match fault {
            CallFault::Forbidden { .. } => Self::Revoked,
            // The platform's record of the card says otherwise than the card does.
            CallFault::Refused { ref code, ref more, .. } if code == OTHER_CARD_KIND => {
                let found = serde_json::from_value(more["kind"].clone());
                Self::OtherCardKind {
                    found: found.unwrap_or(CardKind::Business),
                    wanted: CardKind::Operator,
                }
            }
            other => Self::Platform(other),
        }
    }
}

impl From<serde_json::Error> for AgentFault {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(StoreFault::Json(error))
    }
}

const OTHER_CARD_KIND: &str = "other-card-kind";
