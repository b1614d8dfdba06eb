//! May this terminal meter, and what is missing.

use access::{MeteringRefusal, may_meter};
use security_unit::{CardIdentity, Pin};
use serde::Serialize;
use sync::LinkKind;
use vocabulary::{CardId, CardKind, MeterCommand, SecurityPart, Text, UnitSerial};

use super::bench::Run;
use super::fittings::MeteringFittings;
use crate::agent::unlocking::must_be;
use crate::agent::{Agent, AgentFault};

/// What the metering app shows at its top.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeteringState {
    pub may: bool,
    /// Why not.
    pub why: Option<Text>,
    pub unit: Option<UnitSeen>,
    pub business_card: BusinessCardSeen,
    pub battery_percent: Option<u8>,
    pub is_clock_compared: bool,
    pub links: Vec<LinkSeen>,
    /// Commands that are not offered.
    pub switched_off: Vec<MeterCommand>,
    pub run: Option<Run>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitSeen {
    pub serial: UnitSerial,
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BusinessCardSeen {
    pub is_in: bool,
    pub is_open: bool,
    pub card: Option<CardId>,
    /// Why what is in the slot does not serve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkSeen {
    pub link: String,
    pub kind: LinkKind,
    pub title: String,
}

impl Agent {
    /// How this terminal stands for metering; it may be asked while the terminal is locked.
    pub async fn metering_state(&self) -> MeteringState {
        let person = self.working_desk().await.ok().map(|desk| desk.person.person);
        let run = person.and_then(|person| self.metering.run(person));
        let switched_off = self.switched_off().await.unwrap_or_else(|fault| {
            tracing::error!(%fault, "what is switched off cannot be read; the platform decides");
            Vec::new()
        });
        let is_clock_compared = self.times.offset_micros().is_some();
        let Some(fittings) = &self.metering.fittings else {
            return MeteringState {
                may: false,
                why: Some(nothing_fitted()),
                unit: None,
                business_card: BusinessCardSeen::default(),
                battery_percent: None,
                is_clock_compared,
                links: Vec::new(),
                switched_off,
                run,
            };
        };
        let identity = fittings.unit.identify().ok();
        let fitted = identity.as_ref().map(|identity| identity.fitted.clone()).unwrap_or_default();
        let why = may_meter(&fitted).err().map(|refusal| refusal.reason());
        let why = why.or_else(|| self.lacks_identity());
        MeteringState {
            may: why.is_none(),
            why,
            unit: identity.map(|unit| UnitSeen { serial: unit.serial, version: unit.version }),
            business_card: fittings.business_card_seen(),
            battery_percent: fittings.power.battery_percent(),
            is_clock_compared,
            links: fittings.links_seen(),
            switched_off,
            run,
        }
    }

    /// Opens the business card in its slot, for as long as its holder stays signed in.
    ///
    /// # Errors
    /// [`AgentFault::NoBusinessCard`] when none is in; [`AgentFault::OtherCardKind`], which costs no try; the card's.
    pub async fn open_business_card(&self, pin: &Pin) -> Result<(), AgentFault> {
        self.working_desk().await?;
        let card = self.fittings()?.business.card().ok_or(AgentFault::NoBusinessCard)?;
        must_be(&*card, CardKind::Business)?;
        let pin = pin.clone();
        // A PIN guess costs half a second of one core, on purpose.
        let presented = tokio::task::spawn_blocking(move || card.present_pin(&pin)).await;
        let presented = presented.map_err(|_| AgentFault::TaskEnded)?;
        self.metering.tell();
        Ok(presented?)
    }

    /// The slot of the business card, where there is one.
    #[must_use]
    pub fn business_slot(&self) -> Option<&dyn security_unit::CardSlot> {
        self.metering.fittings.as_ref().map(|fittings| &*fittings.business)
    }

    /// The parts, on a terminal that has them all.
    pub(super) fn fittings(&self) -> Result<&MeteringFittings, AgentFault> {
        let Some(fittings) = &self.metering.fittings else {
            return Err(AgentFault::NoMetering(nothing_fitted()));
        };
        let fitted = fittings.unit.identify().map(|unit| unit.fitted).unwrap_or_default();
        may_meter(&fitted).map_err(|refusal| AgentFault::NoMetering(refusal.reason()))?;
        // Who cannot be told from another terminal works at no meter, with or without a network.
        match self.lacks_identity() {
            Some(why) => Err(AgentFault::NoMetering(why)),
            None => Ok(fittings),
        }
    }
}

fn nothing_fitted() -> Text {
    MeteringRefusal { missing: SecurityPart::ALL.into() }.reason()
}

impl MeteringFittings {
    fn business_card_seen(&self) -> BusinessCardSeen {
        let Some(card) = self.business.card() else { return BusinessCardSeen::default() };
        let CardIdentity { card: id, kind, .. } = card.identity();
        BusinessCardSeen {
            is_in: true,
            is_open: self.open_business_card() == Some(id),
            card: Some(id),
            why: (kind != CardKind::Business).then(|| kind.instead_of(CardKind::Business)),
        }
    }

    fn links_seen(&self) -> Vec<LinkSeen> {
        let seen = |link: &super::MeterLink| LinkSeen {
            link: link.link.clone(),
            kind: link.way.kind(),
            title: link.title.clone(),
        };
        self.links.iter().map(seen).collect()
    }
}
