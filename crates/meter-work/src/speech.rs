//! What is said to a meter, in whichever protocol it speaks.

use std::sync::Arc;

use meter_link::{Found, Line, Protocol};
use security_unit::metering::{Authority, InfraredAuthorities, MeterSecurity, Permit, Target};
use vocabulary::{MeterTime, Text};

use crate::seen::{Numbers, Seen};
use crate::speech_645::Speech645;
use crate::speech_698::Speech698;
use crate::trouble::Trouble;

/// Speaks to one meter.
pub(crate) enum Speech {
    Dlt645(Speech645),
    Dlt698(Speech698),
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

impl Speech {
    pub(crate) fn with(found: &Found) -> Result<Self, Trouble> {
        Ok(match found.protocol {
            Protocol::Dlt645 => Self::Dlt645(Speech645::with(found)?),
            Protocol::Dlt698 => Self::Dlt698(Speech698::with(found)?),
        })
    }

    /// What the meter calls itself; told even through a closed infrared port.
    pub(crate) async fn numbers(&mut self, line: &mut Line) -> Result<Numbers, Trouble> {
        match self {
            Self::Dlt645(speech) => speech.numbers(line).await,
            Self::Dlt698(speech) => speech.numbers(line).await,
        }
    }

    /// Passes the gate of an infrared port, where the meter has one.
    pub(crate) async fn open_port(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        authorities: &InfraredAuthorities,
    ) -> Result<(), Trouble> {
        match self {
            Self::Dlt645(speech) => speech.open_port(line, unit, target, authorities).await,
            Self::Dlt698(speech) => speech.open_port(line, unit, target, authorities).await,
        }
    }

    /// How the meter stands; `now` is what a clock that is right shows.
    pub(crate) async fn look(
        &mut self,
        line: &mut Line,
        now: impl Fn() -> Option<MeterTime>,
    ) -> Result<Seen, Trouble> {
        match self {
            Self::Dlt645(speech) => speech.look(line, now).await,
            Self::Dlt698(speech) => speech.look(line, now).await,
        }
    }

    /// Proves to the meter who asks.
    pub(crate) async fn prove(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        identity: &Authority,
    ) -> Result<(), Trouble> {
        match self {
            Self::Dlt645(speech) => speech.prove(line, unit, target, identity).await,
            Self::Dlt698(speech) => speech.prove(line, unit, target, identity).await,
        }
    }

    /// Sends what may change the meter, once.
    pub(crate) async fn command(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        permit: &Permit,
    ) -> Result<Answer, Trouble> {
        match self {
            Self::Dlt645(speech) => speech.command(line, unit, target, permit).await,
            Self::Dlt698(speech) => speech.command(line, unit, target, permit).await,
        }
    }

    /// What stands under an identifier, as it travels; nothing where the meter has no such thing.
    pub(crate) async fn raw(
        &mut self,
        line: &mut Line,
        identifier: u32,
    ) -> Result<Option<Vec<u8>>, Trouble> {
        match self {
            Self::Dlt645(speech) => speech.raw(line, identifier).await,
            Self::Dlt698(speech) => speech.raw(line, identifier).await,
        }
    }

    /// How many purchases the meter has counted, and its balance in fen, as its ESAM tells.
    pub(crate) async fn purse(&mut self, line: &mut Line) -> Result<Option<(i64, u32)>, Trouble> {
        match self {
            Self::Dlt645(speech) => speech.purse(line).await,
            Self::Dlt698(speech) => speech.purse(line).await,
        }
    }
}
