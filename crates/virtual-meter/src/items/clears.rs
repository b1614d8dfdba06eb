//! 18H, 19H, 1AH and 1BH: a password that changes, and what is cleared.

use dlt645::{ClearContent, ClearEvents, DataIdentifier, ErrorReason, Password, Plain};

use crate::events::EventKind;
use crate::meter::Meter;

impl Meter {
    /// 18H: the old password is of the level that changes or of a higher one.
    pub(super) fn change_password(
        &mut self,
        identifier: DataIdentifier,
        old: Password,
        new: Password,
    ) -> Result<(), ErrorReason> {
        let [0x04, 0x00, 0x0C, place @ 1..=10] = identifier.parts() else {
            return Err(ErrorReason::NoSuchData);
        };
        let level = place - 1;
        if new.level != level || old.level > level {
            return Err(ErrorReason::Password);
        }
        let now = self.second();
        let entered = self.passwords.enter(old.level, *old.secret.natural(), now);
        entered.map_err(|_| ErrorReason::Password)?;
        if self.is_hollow {
            return Ok(());
        }
        let changed = self.passwords.change(level, *new.secret.natural());
        changed.map_err(|_| ErrorReason::NoSuchData)
    }

    /// 19H: levels 02 and 04 only; nobody has shown it under a ciphertext, and level 96 is the Southern Grid's.
    pub(super) fn clear_demand_by(&mut self, plain: Plain) -> Result<(), ErrorReason> {
        self.enter(plain)?;
        self.clear_demand(*plain.operator.natural());
        Ok(())
    }

    /// 1AH.
    pub(super) fn clear_meter_by(&mut self, content: ClearContent) -> Result<(), ErrorReason> {
        let plain = match content {
            ClearContent::Plain(plain) => plain,
            // What the ciphertext holds is unconfirmed, so none is believed.
            ClearContent::Sealed(_) => return Err(ErrorReason::Password),
        };
        self.enter(plain)?;
        self.clear_meter(*plain.operator.natural());
        Ok(())
    }

    /// 1BH.
    pub(super) fn clear_events_by(&mut self, content: ClearEvents) -> Result<(), ErrorReason> {
        let (authority, events) = match content {
            ClearEvents::Plain { authority, events } => (authority, events),
            ClearEvents::Sealed(_) => return Err(ErrorReason::Password),
        };
        self.enter(authority)?;
        let only = match events.number() {
            ALL => None,
            number if number & 0xFF == 0xFF => {
                let of_class = |kind: &EventKind| {
                    kind.identifier().is_some_and(|count| count | 0xFF == number)
                };
                let kind = EventKind::ALL.into_iter().find(of_class);
                Some(kind.ok_or(ErrorReason::NoSuchData)?)
            }
            _ => return Err(ErrorReason::NoSuchData),
        };
        self.clear_events(only, events, *authority.operator.natural());
        Ok(())
    }
}

/// FFFFFFFF clears every class.
const ALL: u32 = 0xFFFF_FFFF;
