//! What is to be done at which meter.

use meter_link::{Beam, ItemSet, Protocol};
use security_unit::metering::PortMaterial;
use sync::{LinkKind, SignedAuthorisation, WorkPosition};
use vocabulary::{CommAddress, MeterCommand, OrderId, OrderNo, StageId};

/// One command for one meter.
#[derive(Debug, Clone)]
pub struct Job {
    pub command: MeterCommand,
    /// Whom the order means; none for a meter that is only looked at.
    pub meant: Option<CommAddress>,
    pub order: Option<OrderId>,
    pub order_no: Option<OrderNo>,
    pub stage: Option<StageId>,
    /// Where the terminal is, if anybody can tell.
    pub position: Option<WorkPosition>,
    /// What the port reaches the meter by.
    pub line: Option<LinkKind>,
    /// What the archive says that it speaks; none finds out.
    pub protocol: Option<Protocol>,
    /// How wide the infrared beam is; none on a wire, where a meter that is meant is asked by its address.
    pub beam: Option<Beam>,
    /// What [`MeterCommand::Read`] reads.
    pub items: ItemSet,
    /// A parameter that a look reads besides: DI3 to DI0, or an OAD, as one number.
    pub parameter: Option<u32>,
    /// Leave, for commands that change a meter.
    pub leave: Option<SignedAuthorisation>,
    /// What opens an infrared port for reading; a leave brings its own.
    pub infrared: Option<PortMaterial>,
}

impl Job {
    /// A command without a meter, an order or a leave yet.
    #[must_use]
    pub const fn new(command: MeterCommand) -> Self {
        Self {
            command,
            meant: None,
            order: None,
            order_no: None,
            stage: None,
            position: None,
            line: None,
            protocol: None,
            beam: Some(Beam::Focused),
            items: ItemSet::Energy,
            parameter: None,
            leave: None,
            infrared: None,
        }
    }
}
