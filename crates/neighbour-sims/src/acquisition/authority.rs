//! The key authority: what one command at one meter needs, made by the key machine.

use std::num::NonZeroU8;

use security_unit::metering::{
    ClockItem, ClockTask, ControlOrder, ControlTask, Grant, KeyMachineFault, KeySet, Permit,
    PortMaterial, Purpose, SoftwareKeyMachine, TaskFault, UnitSerial, WorkMaterial,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;
use vocabulary::{CommAddress, Instant, MeterCommand, MeterTime};

use super::meter::{ArchivedMeter, Protocol};
use super::{commands_698, parameter};

/// `POST /acquisition/v1/authorities`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuthorityRequest {
    /// The platform's own id of the leave; asked again, it must be about the same.
    pub authorisation: Uuid,
    pub order_no: String,
    /// The security unit at the meter.
    pub unit: UnitSerial,
    pub comm_address: CommAddress,
    pub command: MeterCommand,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Json>,
    pub executor: String,
    pub approver: String,
    pub not_after: Instant,
}

/// `POST /acquisition/v1/ports`: reading through a gated infrared port. Nothing of the meter is changed, and nobody approves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PortRequest {
    pub order_no: String,
    pub unit: UnitSerial,
    pub comm_address: CommAddress,
    pub executor: String,
    pub not_after: Instant,
}

/// What was given to whom, without any of it: a line of the authority's log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Given {
    #[serde(flatten)]
    pub request: AuthorityRequest,
    /// The keys that the meter was taken to hold.
    pub keys: KeySet,
    /// The keys that it gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<KeySet>,
    pub at: Instant,
}

/// Why nothing is given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAuthority {
    #[error("meter {0} is not in the archive")]
    UnknownMeter(CommAddress),
    #[error("security unit {0} was not issued here")]
    UnknownUnit(UnitSerial),
    #[error("approver and executor are the same person")]
    OnePerson,
    #[error("the authorisation was used for something else")]
    Reused,
    #[error("its time has passed")]
    TimePassed,
    #[error("the meter holds the last version of keys that there is")]
    LastKeys,
    #[error("parameter: {reason}")]
    Parameter { reason: String },
    #[error("the key machine does not make it: {reason}")]
    Machine { reason: String },
}

impl NoAuthority {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownMeter(_) => "meter_unknown",
            Self::UnknownUnit(_) => "unit_unknown",
            Self::OnePerson => "one_person",
            Self::Reused => "authorisation_reused",
            Self::TimePassed => "time_passed",
            Self::LastKeys => "last_keys",
            Self::Parameter { .. } => "parameter_wrong",
            Self::Machine { .. } => "not_made",
        }
    }
}

impl From<KeyMachineFault> for NoAuthority {
    fn from(fault: KeyMachineFault) -> Self {
        Self::Machine { reason: fault.to_string() }
    }
}

impl From<TaskFault> for NoAuthority {
    fn from(fault: TaskFault) -> Self {
        Self::Machine { reason: fault.to_string() }
    }
}

/// Makes the material, and says which keys the meter gets by it.
pub(super) fn make(
    machine: &SoftwareKeyMachine,
    meter: &ArchivedMeter,
    request: &AuthorityRequest,
) -> Result<(WorkMaterial, Option<KeySet>), NoAuthority> {
    let not_after = MeterTime::right_at(request.not_after).ok_or(TaskFault::Century)?;
    let to_begin = Grant {
        unit: request.unit,
        meter: meter.meter_no.clone(),
        keys: meter.keys,
        not_after,
        uses: USES_TO_BEGIN,
    };
    let to_act = Grant { uses: USES_TO_ACT, ..to_begin.clone() };
    let purpose = match meter.protocol {
        Protocol::Dlt645 => Purpose::Identity,
        Protocol::Dlt698 => Purpose::Connect,
    };
    let to = match request.command {
        MeterCommand::UpdateKeys => Some(next_keys(meter.keys)?),
        _ => None,
    };
    let work = Work { machine, meter, request, grant: &to_act, to };
    let material = WorkMaterial {
        keys: meter.keys,
        infrared: Some(machine.permit_infrared(&to_begin)?),
        identity: machine.permit(&to_begin, purpose)?,
        read_back: Some(machine.permit(&to_begin, Purpose::ReadBack)?),
        permit: work.permit()?,
    };
    Ok((material, to))
}

/// What opens a meter's port to one unit.
pub(super) fn make_port(
    machine: &SoftwareKeyMachine,
    meter: &ArchivedMeter,
    request: &PortRequest,
) -> Result<PortMaterial, NoAuthority> {
    let not_after = MeterTime::right_at(request.not_after).ok_or(TaskFault::Century)?;
    let grant = Grant {
        unit: request.unit,
        meter: meter.meter_no.clone(),
        keys: meter.keys,
        not_after,
        uses: USES_TO_READ,
    };
    Ok(PortMaterial { keys: meter.keys, infrared: machine.permit_infrared(&grant)? })
}

/// One command at one meter.
struct Work<'w> {
    machine: &'w SoftwareKeyMachine,
    meter: &'w ArchivedMeter,
    request: &'w AuthorityRequest,
    grant: &'w Grant,
    to: Option<KeySet>,
}

impl Work<'_> {
    /// Nothing where nothing of the meter is changed.
    fn permit(&self) -> Result<Option<Permit>, NoAuthority> {
        let command = self.request.command;
        if !command.changes_meter() {
            return Ok(None);
        }
        if command == MeterCommand::SetClock {
            let task = ClockTask { item: ClockItem::DateTime };
            return Ok(Some(Permit::Clock(self.machine.permit_clock(self.grant, task)?)));
        }
        match self.meter.protocol {
            Protocol::Dlt645 => self.permit_645().map(Some),
            Protocol::Dlt698 => self.permit_698().map(Some),
        }
    }

    fn permit_645(&self) -> Result<Permit, NoAuthority> {
        let (machine, grant) = (self.machine, self.grant);
        let parameter = self.request.parameter.as_ref();
        if let Some(order) = control_order(self.request.command) {
            let task = ControlTask::new(order, grant.not_after)?;
            return Ok(Permit::Control(machine.permit_control(grant, task)?));
        }
        if let Some(to) = self.to {
            let generation = self.meter.generation;
            return Ok(Permit::KeyUpdate(machine.permit_key_update(grant, generation, to)?));
        }
        if self.request.command == MeterCommand::Recharge {
            let purchase = parameter::purchase(parameter, self.meter)?;
            return Ok(Permit::Purchase(machine.permit_purchase(grant, purchase)?));
        }
        Ok(Permit::Parameter(machine.permit_parameter(grant, parameter::item(parameter)?)?))
    }

    fn permit_698(&self) -> Result<Permit, NoAuthority> {
        let parameter = self.request.parameter.as_ref();
        let tasks = if let Some(task) = commands_698::control(self.request.command) {
            vec![task?]
        } else if let Some(to) = self.to {
            let generation = self.meter.generation;
            let update = self.machine.permit_key_update(self.grant, generation, to)?;
            commands_698::key_update(&update.material)?
        } else if self.request.command == MeterCommand::Recharge {
            let purchase = parameter::purchase(parameter, self.meter)?;
            vec![commands_698::recharge(&purchase, &self.meter.meter_no)?]
        } else {
            let (oad, data) = parameter::attribute(parameter)?;
            vec![commands_698::set(oad, data)?]
        };
        let permit = |task| self.machine.permit_command(self.grant, task);
        Ok(Permit::Commands(tasks.into_iter().map(permit).collect::<Result<_, _>>()?))
    }
}

const fn control_order(command: MeterCommand) -> Option<ControlOrder> {
    Some(match command {
        MeterCommand::Trip => ControlOrder::Trip,
        MeterCommand::PermitClose => ControlOrder::PermitClose,
        MeterCommand::DirectClose => ControlOrder::CloseDirectly,
        MeterCommand::AlarmOn => ControlOrder::Alarm,
        MeterCommand::AlarmOff => ControlOrder::EndAlarm,
        MeterCommand::GuardOn => ControlOrder::Guard,
        MeterCommand::GuardOff => ControlOrder::EndGuard,
        _ => return None,
    })
}

/// The company's first keys, or its next ones.
fn next_keys(keys: KeySet) -> Result<KeySet, NoAuthority> {
    let version = keys.version().checked_add(1).and_then(NonZeroU8::new);
    version.map(|version| KeySet::Private { version }).ok_or(NoAuthority::LastKeys)
}

/// A worker on a ladder, a sun in the infrared head: every new attempt is a use.
const USES_TO_BEGIN: u8 = 3;
/// A meter is read again and again in a visit.
const USES_TO_READ: u8 = 16;
/// A frame whose answer was lost may have been carried out: it is tried once more, and then looked at.
const USES_TO_ACT: u8 = 2;
