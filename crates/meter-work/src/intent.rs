//! What a permit would do to a meter, held against the command that was authorised.

use dlt698::apdu::{ActionRequest, ClientService, SetRequest};
use dlt698::control::{CloseCommand, Command};
use dlt698::{Data, Oad, Omd};
use security_unit::metering::{Authorised, CommandTask, ControlOrder, KeyState, Permit};
use serde_json::{Value, json};
use vocabulary::MeterCommand;

use crate::seen::{PRIVATE, PUBLIC};
use crate::speech_698::service_of;
use crate::trouble::Trouble;
use crate::verdict::{Purchase, Wanted};

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
            Ok(plain.with_purchase(task.purchase.count, task.purchase.amount_fen))
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

    const fn with_purchase(mut self, count: u32, amount_fen: u32) -> Self {
        self.wanted.purchase = Some(Purchase { count, amount_fen, balance_before_fen: None });
        self
    }

    /// Whether it is what the approver saw: the same item and value, the same money for the same purchase.
    ///
    /// # Errors
    /// [`Trouble::OtherPermit`] when the material would do something else.
    pub(crate) fn is_as_approved(&self, parameter: Option<&Value>) -> Result<(), Trouble> {
        let approved = match (&self.parameter, &self.wanted.purchase) {
            (Some((identifier, value)), _) => {
                parameter.and_then(written) == Some((*identifier, value.clone()))
            }
            (None, Some(purchase)) => {
                let paid = parameter.map(|told| (&told["count"], &told["amount_fen"]));
                paid == Some((&json!(purchase.count), &json!(purchase.amount_fen)))
            }
            (None, None) => true,
        };
        if approved { Ok(()) } else { Err(Trouble::OtherPermit) }
    }
}

/// Identifier and value, as it travels, of a parameter as leave was asked for it: `{item, value}` of DL/T 645, its value in
/// natural order; `{oad, data}` of DL/T 698.45.
fn written(parameter: &Value) -> Option<(u32, String)> {
    if let Some(item) = parameter["item"].as_str() {
        let mut value = hex::decode(parameter["value"].as_str()?).ok()?;
        value.reverse();
        return Some((u32::from_str_radix(item, 16).ok()?, hex::encode(value)));
    }
    let oad: Oad = parameter["oad"].as_str()?.parse().ok()?;
    let data = hex::decode(parameter["data"].as_str()?).ok()?;
    Some((number_of(oad), hex::encode(data)))
}

/// The identifier of a parameter as leave is asked for it, as one number; its value need not be there.
#[must_use]
pub fn parameter_identifier(parameter: &Value) -> Option<u32> {
    if let Some(item) = parameter["item"].as_str() {
        return u32::from_str_radix(item, 16).ok();
    }
    parameter["oad"].as_str()?.parse().ok().map(number_of)
}

/// A value as it travels, written as that of this parameter is.
#[must_use]
pub fn written_as_asked(parameter: &Value, travelling: &str) -> Option<String> {
    let mut value = hex::decode(travelling).ok()?;
    if parameter["item"].is_string() {
        value.reverse();
    }
    Some(hex::encode_upper(value))
}

/// An OAD as one number, in the order of its bytes.
fn number_of(oad: Oad) -> u32 {
    let [high, low] = oad.oi.0.to_be_bytes();
    u32::from_be_bytes([high, low, oad.attribute, oad.index])
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
            let (count, amount_fen) = purchase(one).ok_or(Trouble::OtherPermit)?;
            Ok(plain.with_purchase(count, amount_fen))
        }
        (MeterCommand::SetParameter, [ClientService::Set(SetRequest::Normal(set))]) => {
            let parameter = Some((number_of(set.oad), hex::encode(set.data.emit())));
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

/// Count and amount: the third and second part.
fn purchase(service: &ClientService) -> Option<(u32, u32)> {
    let part = |n: usize| u32::try_from(parts(service)?.get(n)?.whole_number()?).ok();
    Some((part(2)?, part(1)?))
}

/// F100: keys are updated, money is taken.
const KEYS: Omd = Omd::new(0xF100, 7);
const PURSE: Omd = Omd::new(0xF100, 6);
