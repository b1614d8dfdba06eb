//! The SETs and ACTIONs of DL/T 698.45 that a command is, without PIID and time tag, which the terminal chooses.

use dlt698::apdu::{
    ActionItem, ActionRequest, ClientMessage, ClientService, Piid, SetItem, SetRequest,
};
use dlt698::{ClientApdu, Data, Oad, Octets, Omd, Sid, SidMac};
use security_unit::metering::{
    CommandTask, KeyMaterial, Protection, Purchase, PurchaseKind, TaskFault,
};
use vocabulary::{MeterCommand, MeterNo};

/// What moves a relay or an alarm; nothing for other commands.
pub(super) fn control(command: MeterCommand) -> Option<Result<CommandTask, TaskFault>> {
    let (omd, parameter) = match command {
        MeterCommand::Trip => (TRIP, trip()),
        MeterCommand::PermitClose => (CLOSE, close(0)),
        MeterCommand::DirectClose => (CLOSE, close(1)),
        MeterCommand::AlarmOn => (ALARM_ON, Data::Null),
        MeterCommand::AlarmOff => (ALARM_OFF, Data::Null),
        MeterCommand::GuardOn => (GUARD_ON, Data::Null),
        MeterCommand::GuardOff => (GUARD_OFF, Data::Null),
        _ => return None,
    };
    Some(action(omd, parameter))
}

/// The SET of one attribute.
pub(super) fn set(oad: Oad, data: Data) -> Result<CommandTask, TaskFault> {
    task(ClientService::Set(SetRequest::Normal(SetItem { oad, data })))
}

/// F100 method 7, four keys at a time, as one command holds them; the main control key comes last.
pub(super) fn key_update(material: &KeyMaterial) -> Result<Vec<CommandTask>, TaskFault> {
    let keys = usize::from(material.generation().keys());
    let (records, _) = material.bytes().as_chunks::<RECORD_LEN>();
    let records = &records[..keys.min(records.len())];
    let four = |four: &[[u8; RECORD_LEN]]| {
        let keys = Data::OctetString(Octets(four.concat()));
        action(UPDATE_KEYS, Data::Structure(vec![keys, proved_by_the_session()]))
    };
    records.chunks(KEYS_AT_ONCE).map(four).collect()
}

/// F100 method 6: operation, amount, count, customer, proof, meter number.
pub(super) fn recharge(purchase: &Purchase, meter: &MeterNo) -> Result<CommandTask, TaskFault> {
    let operation = match purchase.kind {
        PurchaseKind::OpenAccount => 0,
        PurchaseKind::Recharge => 1,
    };
    let octets = |octets: &[u8]| Data::OctetString(Octets(octets.to_vec()));
    let wallet = Data::Structure(vec![
        Data::Integer(operation),
        Data::DoubleLongUnsigned(purchase.amount_fen),
        Data::DoubleLongUnsigned(purchase.count),
        octets(purchase.customer.bytes()),
        proved_by_the_session(),
        octets(&meter.bcd()),
    ]);
    action(WALLET, wallet)
}

fn action(omd: Omd, parameter: Data) -> Result<CommandTask, TaskFault> {
    task(ClientService::Action(ActionRequest::Normal(ActionItem { omd, parameter })))
}

fn task(service: ClientService) -> Result<CommandTask, TaskFault> {
    let message = ClientMessage { piid: Piid::new(0), service, time_tag: None };
    let apdu = ClientApdu::Message(message).emit();
    // Service, choice, PIID; the content; one byte that says that no time tag follows.
    let [service, choice, _, content @ .., _] = &apdu[..] else { return Err(TaskFault::Apdu) };
    CommandTask::new(Protection::CipherMac, [*service, *choice], content.to_vec())
}

/// 跳闸: relay, seconds of warning before, minutes until it closes by itself (0: never), and that it does not.
fn trip() -> Data {
    let parts = vec![Data::Oad(RELAY), Data::Unsigned(0), Data::LongUnsigned(0), Data::Bool(false)];
    Data::Array(vec![Data::Structure(parts)])
}

/// 合闸: 0 permits closing, 1 closes at once.
fn close(command: u8) -> Data {
    Data::Array(vec![Data::Structure(vec![Data::Oad(RELAY), Data::Enum(command)])])
}

/// The whole command stands under the session's cipher and MAC, so that this place says nothing.
fn proved_by_the_session() -> Data {
    let sid = Sid { identity: 0, attached: Octets(Vec::new()) };
    Data::SidMac(Box::new(SidMac { sid, mac: Octets(vec![0; 4]) }))
}

const RELAY: Oad = Oad::element(0xF205, 2, 1);
const TRIP: Omd = Omd::new(0x8000, 129);
const CLOSE: Omd = Omd::new(0x8000, 130);
const ALARM_ON: Omd = Omd::new(0x8000, 127);
const ALARM_OFF: Omd = Omd::new(0x8000, 128);
const GUARD_ON: Omd = Omd::new(0x8001, 127);
const GUARD_OFF: Omd = Omd::new(0x8001, 128);
const WALLET: Omd = Omd::new(0xF100, 6);
const UPDATE_KEYS: Omd = Omd::new(0xF100, 7);
/// Octets of one key in the machine's material.
const RECORD_LEN: usize = 36;
const KEYS_AT_ONCE: usize = 4;
