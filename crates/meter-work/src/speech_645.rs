//! DL/T 645-2007: sections are those of the project's reference `dlt645-2007.md`.

use std::sync::Arc;

use async_trait::async_trait;
use dlt645::{
    DataIdentifier, Grid, KeyInfo, KeyRole, MeterAddress, Octets, Request, Response, Sealed,
    SealedBlock, SecurityCommand, SecurityReply, Stamp, Value, WriteContent,
};
use meter_link::{Found, Line, LinkFault};
use security_unit::metering::{
    Authority, EsamSerial, InfraredAuthorities, InfraredChallenge, KeyMessage, KeyRecord,
    MeterSecurity, Permit, Purchase, PurchaseKind, Random2, RandomCipher, SealedControl,
    SealedParameter, SealedPurchase, Target, diversifier,
};
use vocabulary::{Clock, MeterNo, MeterTime, Quantity, RelayState, Unit};

use crate::seen::{HALF_UPDATED, PRIVATE, PUBLIC, Seen};
use crate::speech::{Answer, Speech};
use crate::trouble::Trouble;
use crate::unit::ask_unit;

/// One meter's address, and the random number of the standing identity authentication.
pub(crate) struct Speech645 {
    address: MeterAddress,
    random2: Option<Random2>,
}

impl Speech645 {
    pub(crate) fn with(found: &Found) -> Result<Self, Trouble> {
        let unsendable =
            |why: dlt645::NoMeterAddress| LinkFault::Unsendable { why: why.to_string() };
        let address = found.address.as_str().parse().map_err(unsendable)?;
        Ok(Self { address, random2: None })
    }
}

#[async_trait]
impl Speech for Speech645 {
    async fn meter_no(&mut self, line: &mut Line) -> Result<Option<MeterNo>, Trouble> {
        let told = self.read(line, METER_NO).await?.and_then(digits);
        Ok(told.and_then(|digits| digits.parse().ok()))
    }

    /// Only meters of 2013 have a gate; those of 2009 refuse the question, and tell everything without.
    async fn open_port(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        authorities: &InfraredAuthorities,
    ) -> Result<(), Trouble> {
        let random1 = ask_unit(unit, |unit| unit.draw_random()).await?;
        let query = SecurityCommand::QueryInfrared { random_1: Octets::new(*random1.bytes()) };
        let reply = match self.secure(line, query).await {
            Ok(reply) => reply,
            Err(Trouble::Link(LinkFault::Refused { .. })) => return Ok(()),
            Err(trouble) => return Err(trouble),
        };
        let SecurityReply::Infrared { meter, esam_serial, ciphertext, random_2 } = reply else {
            return Err(not_the_answer("no proof of the meter came"));
        };
        let meter = MeterNo::from_bcd(*meter.natural())
            .map_err(|_| not_the_answer("the meter's number is none"))?;
        let challenge = InfraredChallenge {
            meter,
            esam: EsamSerial::from_bytes(*esam_serial.natural()),
            random1_cipher: RandomCipher::from_bytes(*ciphertext.natural()),
            random2: security_unit::metering::InfraredRandom2::from_bytes(*random_2.natural()),
        };
        let (target, authorities) = (target.clone(), *authorities);
        let answer =
            ask_unit(unit, move |unit| unit.answer_infrared(&target, &authorities, &challenge))
                .await?;
        let ciphertext = Octets::new(*answer.bytes());
        self.secure(line, SecurityCommand::AuthenticateInfrared { ciphertext }).await?;
        Ok(())
    }

    async fn look(&mut self, line: &mut Line, clock: &dyn Clock) -> Result<Seen, Trouble> {
        let mut seen = Seen::default();
        if let Some(word) = self.read(line, STATUS_3).await?.and_then(status) {
            let relay = |is_open| if is_open { RelayState::Open } else { RelayState::Closed };
            seen.state.relay = word.relay_is_open().map(relay);
            seen.is_told_to_open = word.relay_was_told_to_open();
        }
        if seen.waits() {
            let delay = self.octets(line, TRIP_DELAY).await?;
            seen.has_trip_delay = delay.map(|minutes| minutes.iter().any(|octet| *octet != 0));
        }
        if let Some(shown) = self.clock(line).await? {
            seen.clock(shown, MeterTime::right_at(clock.now()));
        }
        seen.state.keys = self.read(line, KEY_STATE).await?.and_then(key_state);
        seen.state.balance_fen = self.read(line, BALANCE).await?.and_then(fen);
        for voltage in [VOLTAGES, VOLTAGE_A] {
            let values = self.read(line, voltage).await?.unwrap_or_default();
            seen.state.voltage_v_e1 = values.iter().filter_map(tenths).collect();
            if !seen.state.voltage_v_e1.is_empty() {
                break;
            }
        }
        Ok(seen)
    }

    async fn prove(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        identity: &Authority,
    ) -> Result<(), Trouble> {
        let (asked, authority) = (target.clone(), *identity);
        let proof = ask_unit(unit, move |unit| unit.prove_identity(&asked, &authority)).await?;
        let command = SecurityCommand::AuthenticateIdentity {
            ciphertext: Octets::new(*proof.cipher1.bytes()),
            random_1: Octets::new(*proof.random1.bytes()),
            diversifier: Octets::new(diversifier(&target.meter)),
        };
        match self.secure(line, command).await? {
            SecurityReply::Identity { random_2, .. } => {
                self.random2 = Some(Random2::from_bytes(*random_2.natural()));
                Ok(())
            }
            _ => Err(not_the_answer("no random number came")),
        }
    }

    async fn command(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        permit: &Permit,
    ) -> Result<Answer, Trouble> {
        let random2 = self.random2.ok_or(security_unit::metering::UnitFault::OutOfStep)?;
        let target = target.clone();
        let requests: Vec<Request> = match permit.clone() {
            Permit::Control(task) => {
                let sealed =
                    ask_unit(unit, move |unit| unit.seal_control(&target, random2, &task)).await?;
                vec![switch(sealed)]
            }
            Permit::Clock(task) => {
                let item = task.task.item.item();
                let sealed =
                    ask_unit(unit, move |unit| unit.seal_clock(&target, random2, &task)).await?;
                vec![write(item, &[], sealed)]
            }
            Permit::Parameter(task) => {
                let (item, value) = (task.task.item(), task.task.value().to_vec());
                let sealed =
                    ask_unit(unit, move |unit| unit.seal_parameter(&target, random2, &task))
                        .await?;
                vec![write(item, &value, sealed)]
            }
            Permit::KeyUpdate(task) => {
                let messages =
                    ask_unit(unit, move |unit| unit.seal_key_update(&target, random2, &task))
                        .await?;
                messages.iter().map(key_message).collect::<Result<_, _>>()?
            }
            Permit::Purchase(task) => {
                let purchase = task.purchase;
                let sealed =
                    ask_unit(unit, move |unit| unit.seal_purchase(&target, random2, &task)).await?;
                vec![buy(&purchase, sealed)]
            }
            Permit::Commands(_) => return Err(Trouble::OtherPermit),
        };
        for (done, request) in requests.into_iter().enumerate() {
            match line.ask_645(self.address, request).await {
                Ok(_) => {}
                Err(LinkFault::Refused { reason }) if done == 0 => {
                    return Ok(Answer::Refused(reason));
                }
                Err(LinkFault::Refused { reason }) => return Ok(Answer::TakenInPart(reason)),
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(Answer::Taken)
    }

    async fn raw(&mut self, line: &mut Line, identifier: u32) -> Result<Option<Vec<u8>>, Trouble> {
        self.octets(line, identifier).await
    }

    async fn purse(&mut self, line: &mut Line) -> Result<Option<(i64, u32)>, Trouble> {
        match self.secure(line, SecurityCommand::QueryStatus).await {
            Ok(SecurityReply::Status { amount_fen, count, .. }) => {
                Ok(Some((i64::from(amount_fen), count)))
            }
            Ok(_) => Err(not_the_answer("no purse came")),
            Err(Trouble::Link(LinkFault::Refused { .. })) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }
}

impl Speech645 {
    /// The clock in one item where the meter has that, so that midnight does not fall between date and time.
    async fn clock(&self, line: &mut Line) -> Result<Option<MeterTime>, Trouble> {
        if let Some(values) = self.read(line, DATE_TIME).await?
            && let Some(shown) = values.into_iter().find_map(stamp)
        {
            return Ok(Some(shown));
        }
        for _ in 0..2 {
            let before = self.octets(line, DATE).await?;
            let time = self.octets(line, TIME).await?;
            let after = self.octets(line, DATE).await?;
            if let (Some(date), Some(time)) = (before.clone(), time)
                && before == after
            {
                return Ok(date_and_time(&date, &time));
            }
        }
        Ok(None)
    }

    async fn secure(
        &self,
        line: &mut Line,
        command: SecurityCommand,
    ) -> Result<SecurityReply, Trouble> {
        let request = Request::Security { operator: OPERATOR, command };
        match line.ask_645(self.address, request).await?.response {
            Response::Security(reply) => Ok(reply),
            _ => Err(not_the_answer("another reply than to 03H")),
        }
    }

    /// What stands under an identifier; nothing where the meter has no such thing or does not tell it.
    async fn octets(&self, line: &mut Line, identifier: u32) -> Result<Option<Vec<u8>>, Trouble> {
        let request = Request::read(DataIdentifier::new(identifier));
        match line.ask_645(self.address, request).await {
            Ok(outcome) => match outcome.response {
                Response::Data { data, .. } => Ok(Some(data)),
                _ => Err(not_the_answer("another reply than to 11H")),
            },
            Err(LinkFault::Refused { .. }) => Ok(None),
            Err(fault) => Err(fault.into()),
        }
    }

    async fn read(&self, line: &mut Line, identifier: u32) -> Result<Option<Vec<Value>>, Trouble> {
        let Some(octets) = self.octets(line, identifier).await? else { return Ok(None) };
        let unread = |why: String| LinkFault::Value { item: format!("{identifier:08X}"), why };
        let item = dlt645::item(DataIdentifier::new(identifier))
            .ok_or_else(|| unread("not in the catalogue".to_owned()))?;
        let readings = item.decode(&octets).map_err(|fault| unread(fault.to_string()))?;
        Ok(Some(readings.into_iter().map(|reading| reading.value).collect()))
    }
}

fn not_the_answer(why: &str) -> Trouble {
    LinkFault::NotTheAnswer { why: why.to_owned() }.into()
}

fn digits(values: Vec<Value>) -> Option<String> {
    values.into_iter().find_map(|value| match value {
        Value::Digits(digits) => Some(digits),
        _ => None,
    })
}

fn status(values: Vec<Value>) -> Option<dlt645::StatusWord> {
    values.into_iter().find_map(|value| match value {
        Value::Status(word) => Some(word),
        _ => None,
    })
}

fn stamp(value: Value) -> Option<MeterTime> {
    match value {
        Value::Stamp(Stamp::At(at) | Stamp::AtWeekday { at, .. }) => Some(at),
        _ => None,
    }
}

/// 04000508 counts a bit for each key that is the company's: four of 2009, twenty of 2013 (section 6.5).
fn key_state(values: Vec<Value>) -> Option<String> {
    let bits = values.into_iter().find_map(|value| match value {
        Value::Bits(bits) => Some(bits),
        _ => None,
    })?;
    Some(
        match bits {
            0 => PUBLIC,
            ALL_OF_2009 | ALL_OF_2013 => PRIVATE,
            _ => HALF_UPDATED,
        }
        .to_owned(),
    )
}

fn fen(values: Vec<Value>) -> Option<i64> {
    values.into_iter().find_map(|value| match value {
        Value::Quantity(quantity) if quantity.unit() == Unit::Yuan => quantity.in_steps(2),
        _ => None,
    })
}

fn tenths(value: &Value) -> Option<u32> {
    let Value::Quantity(quantity) = value else { return None };
    let volts = Some(*quantity).filter(|quantity: &Quantity| quantity.unit() == Unit::Volt)?;
    u32::try_from(volts.in_steps(1)?).ok()
}

/// Date (`WW DD MM YY` on the wire) and time (`ss mm hh`), each low byte first.
fn date_and_time(date: &[u8], time: &[u8]) -> Option<MeterTime> {
    let ([_, day, month, year], [second, minute, hour]) = (date, time) else { return None };
    let two = |bcd: &u8| {
        let (high, low) = (bcd >> 4, bcd & 0x0F);
        (high < 10 && low < 10).then_some(high * 10 + low)
    };
    let date = (2_000 + u16::from(two(year)?), two(month)?, two(day)?);
    MeterTime::new(date, (two(hour)?, two(minute)?, two(second)?)).ok()
}

fn switch(sealed: SealedControl) -> Request {
    let block = SealedBlock {
        ciphertext: Octets::new(sealed.cipher),
        mac: Octets::new(*sealed.mac.bytes()),
    };
    let sealed = Sealed { grid: Grid::State, operator: OPERATOR, block };
    Request::Switch(dlt645::SwitchContent::Sealed(sealed))
}

/// A write under level 99 or 98; `natural` is the value of a class-1 write.
fn write(item: [u8; 4], natural: &[u8], sealed: SealedParameter) -> Request {
    let content = match sealed {
        SealedParameter::Plain { mac } => WriteContent::Mac {
            grid: Grid::State,
            operator: OPERATOR,
            value: natural.iter().rev().copied().collect(),
            mac: Octets::new(*mac.bytes()),
        },
        SealedParameter::Enciphered { cipher, mac } => WriteContent::Sealed {
            grid: Grid::State,
            operator: OPERATOR,
            ciphertext: cipher,
            mac: Octets::new(*mac.bytes()),
        },
    };
    Request::Write { identifier: DataIdentifier::new(u32::from_be_bytes(item)), content }
}

fn key_message(message: &KeyMessage) -> Result<Request, Trouble> {
    let command = match message {
        KeyMessage::Of2009 { info, cipher, mac } => {
            let [state, mode, key, version] = *info;
            let roles = [KeyRole::Master, KeyRole::Control, KeyRole::Parameter, KeyRole::Identity];
            let role = roles.get(usize::from(key)).ok_or(Trouble::OtherPermit)?;
            SecurityCommand::UpdateKey {
                key: *role,
                mac: Octets::new(*mac.bytes()),
                info: KeyInfo { state, mode, key, version },
                ciphertext: Octets::new(*cipher),
            }
        }
        KeyMessage::Of2013 { records, mac } => {
            let record = |record: &KeyRecord| {
                let [total, reserved, key, kind, ciphertext @ ..] = *record.bytes();
                let ciphertext = Octets::new(ciphertext);
                dlt645::KeyRecord { total, reserved, key, kind, ciphertext }
            };
            let records = records.iter().map(record).collect();
            SecurityCommand::UpdateKeys { records, mac: Octets::new(*mac.bytes()) }
        }
    };
    Ok(Request::Security { operator: OPERATOR, command })
}

fn buy(purchase: &Purchase, sealed: SealedPurchase) -> Request {
    let fields = dlt645::Purchase {
        amount_fen: purchase.amount_fen,
        count: purchase.count,
        mac_1: Octets::new(*sealed.mac1.bytes()),
        customer: Octets::new(*purchase.customer.bytes()),
        mac_2: Octets::new(*sealed.mac2.bytes()),
    };
    let command = match purchase.kind {
        PurchaseKind::OpenAccount => SecurityCommand::OpenAccount(fields),
        PurchaseKind::Recharge => SecurityCommand::Recharge(fields),
    };
    Request::Security { operator: OPERATOR, command }
}

/// Operator code (操作者代码) that meters note in their own records; who it was stands in ours.
const OPERATOR: dlt645::OperatorCode = Octets::new([0; 4]);
const METER_NO: u32 = 0x0400_0402;
const STATUS_3: u32 = 0x0400_0503;
const TRIP_DELAY: u32 = 0x0400_1401;
const KEY_STATE: u32 = 0x0400_0508;
const DATE_TIME: u32 = 0x0400_010C;
const DATE: u32 = 0x0400_0101;
const TIME: u32 = 0x0400_0102;
const BALANCE: u32 = 0x0090_0200;
const VOLTAGES: u32 = 0x0201_FF00;
const VOLTAGE_A: u32 = 0x0201_0100;
const ALL_OF_2009: u32 = 0xF;
const ALL_OF_2013: u32 = 0xF_FFFF;
