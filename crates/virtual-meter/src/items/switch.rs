//! 1CH: trip, close, alarm, guard, and by what right (reference, 9.4 and section 5).

use dlt645::{
    ErrorReason, ErrorWord, Function, Grid, Octets, Response, SwitchAction, SwitchCommand,
    SwitchContent,
};
use security_unit::metering::{ControlOrder, EsamRefusal, Generation, Mac, SealedControl};

use crate::meter::Meter;
use crate::relay::Order;

impl Meter {
    pub(super) fn switch(&mut self, content: SwitchContent) -> Result<(), ErrorReason> {
        let (order, operator) = match content {
            SwitchContent::Plain { authority, command } => {
                self.enter(authority)?;
                (self.plain_order(command)?, authority.operator)
            }
            SwitchContent::Sealed(sealed) => {
                if sealed.grid != Grid::State {
                    return Err(ErrorReason::Password);
                }
                let block = SealedControl {
                    cipher: *sealed.block.ciphertext.natural(),
                    mac: Mac::from_bytes(*sealed.block.mac.natural()),
                };
                let now = self.time();
                let task = self.esam.open_control(now, &block).map_err(reason)?;
                (order_of(task.order()), sealed.operator)
            }
        };
        self.tell_relay(order, *operator.natural()).map_err(|_| ErrorReason::Other)
    }

    /// How a switching command is refused: some meters answer two bytes (unconfirmed what they hold; here the error
    /// byte is the lower one).
    pub(super) fn switch_refusal(&self, reason: ErrorReason) -> Response {
        let error = ErrorWord::of(reason);
        if self.rules.refuses_switch_in_two_bytes {
            return Response::SwitchRefused { status: Octets::new([0, error.octet()]) };
        }
        Response::Refused { function: Function::Switch, error }
    }

    /// A meter of 2013 takes trip and the two closings with a password, and nothing else.
    fn plain_order(&self, command: SwitchCommand) -> Result<Order, ErrorReason> {
        let order = match (command.action, command.delay) {
            (SwitchAction::Trip, 0) => Order::Trip,
            (SwitchAction::AllowClose, 0) => Order::PermitClose,
            (SwitchAction::Close, 0) => Order::Close,
            _ if self.esam.generation() == Generation::Of2013 => {
                return Err(ErrorReason::Password);
            }
            (SwitchAction::PreTrip1 | SwitchAction::PreTrip2, steps) => {
                Order::PreTrip { minutes: u16::from(steps) * 5 }
            }
            (SwitchAction::Alarm, 0) => Order::Alarm,
            (SwitchAction::AlarmOff, 0) => Order::EndAlarm,
            (SwitchAction::Protect, 0) => Order::Guard,
            (SwitchAction::ProtectOff, 0) => Order::EndGuard,
            _ => return Err(ErrorReason::Other),
        };
        // N3 to N8 say until when the command is good, not when it was given.
        if self.time() > command.deadline {
            return Err(ErrorReason::Other);
        }
        Ok(order)
    }
}

pub(crate) fn order_of(order: ControlOrder) -> Order {
    match order {
        ControlOrder::Trip => Order::Trip,
        ControlOrder::PermitClose => Order::PermitClose,
        ControlOrder::CloseDirectly => Order::Close,
        ControlOrder::PreTrip1 { five_minutes } | ControlOrder::PreTrip2 { five_minutes } => {
            Order::PreTrip { minutes: u16::from(five_minutes) * 5 }
        }
        ControlOrder::Alarm => Order::Alarm,
        ControlOrder::EndAlarm => Order::EndAlarm,
        ControlOrder::Guard => Order::Guard,
        ControlOrder::EndGuard => Order::EndGuard,
    }
}

/// What the error byte says of a refusal of the ESAM's: not authorised, or something else.
pub(super) const fn reason(refusal: EsamRefusal) -> ErrorReason {
    match refusal {
        EsamRefusal::Repeated | EsamRefusal::DeadlinePassed | EsamRefusal::Meaningless => {
            ErrorReason::Other
        }
        _ => ErrorReason::Password,
    }
}
