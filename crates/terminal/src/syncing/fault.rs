//! Why a sync stopped before its end.

use terminal_store::StoreFault;

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
