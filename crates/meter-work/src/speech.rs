//! What is said to a meter, in whichever protocol it speaks.

use std::sync::Arc;

use async_trait::async_trait;
use meter_link::{Found, Line, Protocol};
use security_unit::metering::{Authority, InfraredAuthorities, MeterSecurity, Permit, Target};
use vocabulary::{Clock, MeterNo, Text};

use crate::seen::Seen;
use crate::speech_645::Speech645;
use crate::speech_698::Speech698;
use crate::trouble::Trouble;

/// Speaks to one meter.
#[async_trait]
pub(crate) trait Speech: Send {
    /// The number that the meter tells, even through a closed infrared port.
    async fn meter_no(&mut self, line: &mut Line) -> Result<Option<MeterNo>, Trouble>;

    /// Passes the gate of an infrared port, where the meter has one.
    async fn open_port(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        authorities: &InfraredAuthorities,
    ) -> Result<(), Trouble>;

    /// How the meter stands, its clock held against ours.
    async fn look(&mut self, line: &mut Line, clock: &dyn Clock) -> Result<Seen, Trouble>;

    /// Proves to the meter who asks.
    async fn prove(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        identity: &Authority,
    ) -> Result<(), Trouble>;

    /// Sends what may change the meter, once. What the meter clearly refuses is an answer; an error says nothing of what
    /// the frames did that went out before it.
    async fn command(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        permit: &Permit,
    ) -> Result<Answer, Trouble>;

    /// What stands under an identifier, as it travels; nothing where the meter has no such thing.
    async fn raw(&mut self, line: &mut Line, identifier: u32) -> Result<Option<Vec<u8>>, Trouble>;

    /// How many purchases the meter has counted, and its balance in fen, as its ESAM tells.
    async fn purse(&mut self, line: &mut Line) -> Result<Option<(i64, u32)>, Trouble>;
}

/// The speech of the meter that was found.
pub(crate) fn speech_with(found: &Found) -> Result<Box<dyn Speech>, Trouble> {
    Ok(match found.protocol {
        Protocol::Dlt645 => Box::new(Speech645::with(found)?),
        Protocol::Dlt698 => Box::new(Speech698::with(found)?),
    })
}

/// What a meter answered to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Taken,
    /// Nothing of it was done.
    Refused(Text),
    /// Some of its parts were taken, then one was refused.
    TakenInPart(Text),
}
