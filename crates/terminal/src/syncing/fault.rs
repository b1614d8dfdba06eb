//! Why a sync stopped before its end.

use terminal_store::StoreFault;
use vocabulary::Text;

use crate::agent::AgentFault;
use crate::platform::CallFault;
use crate::transport::TransportFault;

#[derive(Debug, thiserror::Error)]
pub enum SyncFault {
    /// The platform wants a new sign-in, and the card is not unlocked. Nothing is deleted; the queue waits.
    #[error("the platform wants a new sign-in")]
    Paused,
    /// The platform has taken the rights away; the lease is deleted and the person locked out.
    #[error("the platform refuses this person, card or terminal")]
    Revoked,
    /// The terminal's TF card is out or does not open; nothing is deleted, and the queue waits.
    #[error("the terminal cannot prove who it is: {}", .why.en)]
    NoIdentity { why: Text },
    #[error("the platform was not reached")]
    Unreachable(#[source] TransportFault),
    #[error("the platform is busy")]
    Busy { retry_after_s: u32 },
    /// The platform said what it should not say.
    #[error("the platform gave no usable answer")]
    Platform(#[source] CallFault),
    #[error("the store did not do what was asked")]
    Store(#[from] StoreFault),
    #[error("the agent did not do what was asked")]
    Agent(#[source] AgentFault),
}

impl From<CallFault> for SyncFault {
    fn from(fault: CallFault) -> Self {
        match fault {
            CallFault::SignInNeeded => Self::Paused,
            CallFault::Transport(fault) => Self::Unreachable(fault),
            CallFault::NoIdentity { why } => Self::NoIdentity { why },
            CallFault::Busy { retry_after_s } => Self::Busy { retry_after_s },
            other => Self::Platform(other),
        }
    }
}

impl From<AgentFault> for SyncFault {
    fn from(fault: AgentFault) -> Self {
        match fault {
            AgentFault::Store(fault) => Self::Store(fault),
            AgentFault::Platform(fault) => fault.into(),
            AgentFault::Revoked => Self::Revoked,
            // The card was pulled or locked: the queue waits for it.
            AgentFault::Card(_) => Self::Paused,
            other => Self::Agent(other),
        }
    }
}
