//! Why there is no value, or no knowing.

use std::io;

use vocabulary::Text;

/// What kept an exchange from ending with an answer.
#[derive(Debug, thiserror::Error)]
pub enum LinkFault {
    #[error("it was cancelled between two frames")]
    Cancelled,
    #[error("the port is gone")]
    Port(#[from] io::Error),
    #[error("no meter answered, asked {tries} times")]
    NoAnswer { tries: u32 },
    /// Something was heard, and no frame in it was whole.
    #[error("only noise was heard, asked {tries} times")]
    OnlyNoise { tries: u32 },
    /// Whole frames came, and none was the answer.
    #[error("what was heard is not the answer: {why}")]
    NotTheAnswer { why: String },
    #[error("meter {heard} answered instead of {expected}")]
    OtherMeter { expected: String, heard: String },
    #[error("more than one meter answered: {addresses}; hold the head closer to one")]
    SeveralMeters { addresses: String },
    /// The meter says no.
    #[error("the meter refuses: {reason}", reason = .reason.en)]
    Refused { reason: Text },
    /// A value came that the protocol's definition does not allow.
    #[error("{item} cannot be read: {why}")]
    Value { item: String, why: String },
    /// A billed value that came differently when it was read once more on a noisy line.
    #[error("{item} was read twice and differs: {first}, then {second}")]
    Doubtful { item: String, first: String, second: String },
    /// What changes a meter was sent, and nobody said what became of it.
    #[error("the command may have reached the meter; nothing came back: verify first")]
    Unknown,
    #[error("this cannot be asked: {why}")]
    Unsendable { why: String },
}

impl LinkFault {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Port(_) => "port",
            Self::NoAnswer { .. } => "no_answer",
            Self::OnlyNoise { .. } => "only_noise",
            Self::NotTheAnswer { .. } => "not_the_answer",
            Self::OtherMeter { .. } => "other_meter",
            Self::SeveralMeters { .. } => "several_meters",
            Self::Refused { .. } => "refused",
            Self::Value { .. } => "value",
            Self::Doubtful { .. } => "doubtful",
            Self::Unknown => "unknown",
            Self::Unsendable { .. } => "unsendable",
        }
    }
}
