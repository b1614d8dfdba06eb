//! All that the company's key machine gives for one work at one meter.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Authorised, AuthorisedPurchase, Authority, ClockTask, CommandTask, ControlTask,
    InfraredAuthorities, KeySet, KeyUpdateTask, ParameterTask,
};

/// What travels with an authorisation from the key machine to the security unit (授权材料). The platform between them
/// carries it and reads nothing in it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkMaterial {
    /// The keys that the meter is taken to hold.
    pub keys: KeySet,
    /// To pass the gate of an infrared port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub infrared: Option<InfraredAuthorities>,
    /// To prove who we are: identity authentication in DL/T 645, a session by symmetric key in DL/T 698.45.
    pub identity: Authority,
    /// To believe what the ESAM tells back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_back: Option<Authority>,
    /// None when nothing of the meter is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit: Option<Permit>,
}

/// What may be done, in the protocol of the meter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permit {
    /// DL/T 645: 1CH.
    Control(Authorised<ControlTask>),
    /// The clock, in either protocol; its value is the moment's.
    Clock(Authorised<ClockTask>),
    /// DL/T 645: one parameter.
    Parameter(Authorised<ParameterTask>),
    /// DL/T 645: all keys.
    KeyUpdate(KeyUpdateTask),
    /// DL/T 645: money.
    Purchase(AuthorisedPurchase),
    /// DL/T 698.45: SETs and ACTIONs, in the order in which they are sent.
    Commands(Vec<Authorised<CommandTask>>),
}

/// What opens the infrared port of a meter for reading, and nothing else (红外认证材料).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortMaterial {
    /// The keys that the meter is taken to hold.
    pub keys: KeySet,
    pub infrared: InfraredAuthorities,
}

impl fmt::Debug for PortMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PortMaterial")
    }
}

impl fmt::Debug for WorkMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WorkMaterial({:?})", self.permit)
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Permit::Control(_) => "control",
            Permit::Clock(_) => "clock",
            Permit::Parameter(_) => "parameter",
            Permit::KeyUpdate(_) => "key update",
            Permit::Purchase(_) => "purchase",
            Permit::Commands(_) => "commands",
        })
    }
}
