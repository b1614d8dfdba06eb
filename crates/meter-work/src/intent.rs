//! What a permit would do to a meter, held against the command that was authorised.

use dlt698::apdu::{ActionRequest, ClientService, SetRequest};
use dlt698::control::{CloseCommand, Command};
use dlt698::{Data, Omd};
use security_unit::metering::{Authorised, CommandTask, ControlOrder, KeyState, Permit};
use vocabulary::MeterCommand;

use crate::seen::{PRIVATE, PUBLIC};
use crate::speech_698::service_of;
use crate::trouble::Trouble;
use crate::verdict::Wanted;

/// What will be done, read out of the permit itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Intent {
    pub(crate) wanted: Wanted,
    /// Identifier and value (hex, as it travels) of what is set.
    pub(crate) parameter: Option<(u32, String)>,
}

/// Reads a permit.
///
/// # Errors
/// [`Trouble::OtherPermit`] when it is for anything but the command: whatever the platform said, that is what the meter
/// would do.
pub(crate) fn intent(command: MeterCommand, permit: &Permit) -> Result<Intent, Trouble> {
    let plain = Intent { wanted: Wanted::of(command), parameter: None };
    match permit {
        Permit::Control(task) if control(task.task.order()) == Some(command) => Ok(plain),
        Permit::Clock(_) if command == MeterCommand::SetClock => Ok(plain),
        Permit::Parameter(task) if command == MeterCommand::SetParameter => {
            let on_wire: Vec<u8> = task.task.value().iter().rev().copied().collect();
            let identifier = u32::from_be_bytes(task.task.item());
            Ok(Intent { parameter: Some((identifier, hex::encode(on_wire))), ..plain })
        }
        Permit::KeyUpdate(task) if command == MeterCommand::UpdateKeys => {
            Ok(plain.with_keys(task.direction.key_state()))
        }
        Permit::Purchase(task) if command == MeterCommand::Recharge => {
            Ok(plain.with_count(task.purchase.count))
        }
        Permit::Commands(tasks) => commands(command, tasks, plain),
        _ => Err(Trouble::OtherPermit),
    }
}

impl Intent {
    fn with_keys(mut self, state: KeyState) -> Self {
        self.wanted.keys = Some(match state {
            KeyState::Public => PUBLIC,
            KeyState::Private => PRIVATE,
        });
        self
    }

    const fn with_count(mut self, count: u32) -> Self {
        self.wanted.purchase_count = Some(count);
        self
    }
}

fn commands(
    command: MeterCommand,
    tasks: &[Authorised<CommandTask>],
    plain: Intent,
) -> Result<Intent, Trouble> {
    let services: Vec<_> =
        tasks.iter().map(|task| service_of(&task.task)).collect::<Result<_, _>>()?;
    match (command, &services[..]) {
        (MeterCommand::UpdateKeys, [first, ..]) if services.iter().all(|one| method(one, KEYS)) => {
            Ok(plain.with_keys(key_state(first).ok_or(Trouble::OtherPermit)?))
        }
        (MeterCommand::Recharge, [one]) if method(one, PURSE) => {
            Ok(plain.with_count(purchase_count(one).ok_or(Trouble::OtherPermit)?))
        }
        (MeterCommand::SetParameter, [ClientService::Set(SetRequest::Normal(set))]) => {
            let [high, low] = set.oad.oi.0.to_be_bytes();
            let identifier = u32::from_be_bytes([high, low, set.oad.attribute, set.oad.index]);
            let parameter = Some((identifier, hex::encode(set.data.emit())));
            Ok(Intent { parameter, ..plain })
        }
        (_, [ClientService::Action(ActionRequest::Normal(action))])
            if Command::of(action).as_ref().and_then(relay) == Some(command) =>
        {
            Ok(plain)
        }
        _ => Err(Trouble::OtherPermit),
    }
}

const fn control(order: ControlOrder) -> Option<MeterCommand> {
    Some(match order {
        ControlOrder::Trip => MeterCommand::Trip,
        ControlOrder::PermitClose => MeterCommand::PermitClose,
        ControlOrder::CloseDirectly => MeterCommand::DirectClose,
        ControlOrder::Alarm => MeterCommand::AlarmOn,
        ControlOrder::EndAlarm => MeterCommand::AlarmOff,
        ControlOrder::Guard => MeterCommand::GuardOn,
        ControlOrder::EndGuard => MeterCommand::GuardOff,
        // They warn first and trip later: no command of ours.
        ControlOrder::PreTrip1 { .. } | ControlOrder::PreTrip2 { .. } => return None,
    })
}

/// A trip for good of one relay, without a warning and without closing by itself; nothing else is our trip.
fn relay(command: &Command) -> Option<MeterCommand> {
    Some(match command {
        Command::RaiseAlarm => MeterCommand::AlarmOn,
        Command::EndAlarm => MeterCommand::AlarmOff,
        Command::ProtectSupply => MeterCommand::GuardOn,
        Command::EndProtection => MeterCommand::GuardOff,
        Command::Trip(trips) => match &trips[..] {
            [trip] if trip.limited_time_min == 0 && !trip.closes_by_itself => MeterCommand::Trip,
            _ => return None,
        },
        Command::Close(closes) => match &closes[..] {
            [close] if close.command == CloseCommand::Allowed => MeterCommand::PermitClose,
            [close] if close.command == CloseCommand::Direct => MeterCommand::DirectClose,
            _ => return None,
        },
        Command::CloseInPlain(_) | Command::ProtectByItself => return None,
    })
}

fn method(service: &ClientService, omd: Omd) -> bool {
    matches!(service, ClientService::Action(ActionRequest::Normal(action)) if action.omd == omd)
}

fn parts(service: &ClientService) -> Option<&[Data]> {
    match service {
        ClientService::Action(ActionRequest::Normal(action)) => action.parameter.elements(),
        _ => None,
    }
}

/// The type byte of the first record: 0 the factory's keys, 1 the company's.
fn key_state(service: &ClientService) -> Option<KeyState> {
    let Data::OctetString(records) = parts(service)?.first()? else { return None };
    KeyState::from_code(*records.0.get(3)?)
}

fn purchase_count(service: &ClientService) -> Option<u32> {
    u32::try_from(parts(service)?.get(2)?.whole_number()?).ok()
}

/// F100: keys are updated, money is taken.
const KEYS: Omd = Omd::new(0xF100, 7);
const PURSE: Omd = Omd::new(0xF100, 6);
