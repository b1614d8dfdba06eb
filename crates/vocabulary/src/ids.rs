//! One type per kind of id: the registry of everything that has an identity.
//!
//! Ids are UUIDv7, made from the clock and the entropy handed in, so that they sort by time and a simulation repeats
//! them. Some are derived instead (UUIDv5), because two must arrive at the same one without asking: stages (a terminal
//! without a network and the server), orders and messages (the server before and after a restore).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Clock, Entropy};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            utoipa::ToSchema,
        )]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes a new id at the clock's time.
            pub fn make(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(uuid_v7(clock, entropy))
            }

            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A power company (供电公司): the tenant, part of every key.
    OrganisationId;
    /// A supply station (供电所).
    StationId;
    /// A grid cell (网格).
    GridId;
    /// A transformer area (台区).
    AreaId;
    /// A member of staff.
    PersonId;
    /// A time in which somebody is away (请假、外出).
    AbsenceId;
    /// A time in which somebody is on duty (值班).
    DutyId;
    /// A certificate of somebody (证书).
    CertificateId;
    /// A transformer area that goes to another grid (台区割接).
    CutOverId;
    /// A field terminal (终端).
    TerminalId;
    /// An operator card (操作员卡).
    CardId;
    /// A person's signed-in time, at the console or on a terminal.
    SessionId;
    /// A work order (工单).
    OrderId;
    /// A stage of an order (环节): one opening of one element.
    StageId;
    /// One thing a worker did, made on the terminal (操作).
    OperationId;
    /// A store's queue of operations; a new one with every new store.
    OutboxId;
    /// A photo, signature image or other file of evidence.
    AttachmentId;
    /// A message to or from a neighbour.
    MessageId;
    /// A look at a customer without an order of his (公共查询).
    InquiryId;
    /// Leave to give one meter one command once (授权).
    AuthorisationId;
    /// One command given to one meter, with everything that was sent and heard (仪表作业).
    MeterWorkId;
    /// A time in which nobody's supply is stopped (禁停时段).
    StopBanId;
    /// Something that waits for a person in the office.
    OfficeItemId;
    /// Ties what happened on a page, in an operation and at a neighbour together.
    CorrelationId;
    /// A generation of the platform's data; a new one after every restore.
    Epoch;
}

impl OrderId {
    /// The id of a neighbour's order: the same whenever the neighbour hands it over again, so that work that terminals
    /// hold finds its order after a restore.
    #[must_use]
    pub fn derive(org: OrganisationId, neighbour: &str, order_no: &str) -> Self {
        Self(Uuid::new_v5(&org.0, format!("{neighbour}/{order_no}").as_bytes()))
    }
}

impl AttachmentId {
    /// The id under which the sealed form of this file travels.
    #[must_use]
    pub fn sealed(self) -> Self {
        Self(Uuid::new_v5(&self.0, b"sealed"))
    }
}

impl MessageId {
    /// The id of a message about an order: a repetition has the same, also after a restore.
    #[must_use]
    pub fn derive(order: OrderId, kind: &str, occurrence: u32) -> Self {
        Self(Uuid::new_v5(&order.0, format!("{kind}#{occurrence}").as_bytes()))
    }
}

impl StageId {
    /// The id that the server and a terminal without a network both arrive at.
    #[must_use]
    pub fn derive(order: OrderId, element: &str, occurrence: u32) -> Self {
        let name = format!("{element}#{occurrence}");
        Self(Uuid::new_v5(&order.0, name.as_bytes()))
    }
}

fn uuid_v7(clock: &dyn Clock, entropy: &dyn Entropy) -> Uuid {
    let millis = u64::try_from(clock.now().millis()).unwrap_or(0);
    let mut random = [0; 10];
    entropy.fill(&mut random);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Instant, ManualClock, SeededEntropy};

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let clock = ManualClock::at(Instant::from_micros(1_700_000_000_000_000));
        let entropy = SeededEntropy::new(1);
        let first = OrderId::make(&clock, &entropy);
        clock.advance(std::time::Duration::from_millis(1));
        assert!(first < OrderId::make(&clock, &entropy));
    }

    #[test]
    fn stage_ids_are_the_same_wherever_they_are_derived() {
        let order = OrderId::from_uuid(Uuid::from_u128(7));
        let first = StageId::derive(order, "acceptance", 1);
        assert_eq!(first, StageId::derive(order, "acceptance", 1));
        assert_ne!(first, StageId::derive(order, "acceptance", 2));
    }
}
