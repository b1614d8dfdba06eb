//! What an ESAM refuses, and how a meter says so.

/// Why an ESAM refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EsamRefusal {
    #[error("the proof of identity is wrong, or for another meter")]
    IdentityFailed,
    #[error("no identity authentication stands")]
    NoIdentity,
    #[error("no infrared authentication was asked for, or its answer is wrong")]
    InfraredFailed,
    #[error("the MAC is wrong")]
    WrongMac,
    #[error("too many wrong MACs; nothing that needs one is taken before the day changes")]
    Locked,
    #[error("this very command was carried out already under this authentication")]
    Repeated,
    #[error("the command's deadline has passed")]
    DeadlinePassed,
    #[error("the command or value is none that exists")]
    Meaningless,
    #[error("the key is no newer than the one that is there, or not for this meter")]
    KeyRefused,
    #[error("the customer number is another one")]
    OtherCustomer,
    #[error("this purchase was taken already")]
    RepeatedPurchase,
    #[error("the purchase's number is not the next one")]
    PurchaseCount,
    #[error("the purse would hold more than it may")]
    OverHoarding,
    #[error("no session stands, or the command is not its next")]
    NoSession,
}

impl EsamRefusal {
    /// The bits of SERR, the error word of the replies to 03H (reference 9.3).
    #[must_use]
    pub const fn serr(self) -> u16 {
        match self {
            EsamRefusal::RepeatedPurchase => 1 << 1,
            EsamRefusal::WrongMac | EsamRefusal::KeyRefused => 1 << 2,
            EsamRefusal::IdentityFailed | EsamRefusal::NoIdentity | EsamRefusal::InfraredFailed => {
                1 << 3
            }
            EsamRefusal::OtherCustomer => 1 << 4,
            EsamRefusal::PurchaseCount => 1 << 5,
            EsamRefusal::OverHoarding => 1 << 6,
            EsamRefusal::Locked
            | EsamRefusal::Repeated
            | EsamRefusal::DeadlinePassed
            | EsamRefusal::Meaningless
            | EsamRefusal::NoSession => 1,
        }
    }
}
