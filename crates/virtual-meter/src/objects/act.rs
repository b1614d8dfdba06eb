//! ACTION of DL/T 698.45: what the meter can be told to do (dlt698-45.md, 7.2, 7.4, 7.6, 7.7).

use dlt645::DataIdentifier;
use dlt698::apdu::Dar;
use dlt698::{Data, Oad, Octets, Omd};
use security_unit::metering::{
    InfraredChallenge, KeyRecord, Purchase, PurchaseKind, PurseCustomer, Random1, RandomCipher,
};
use vocabulary::Instant;

use super::association::secret_of;
use super::dar_of;
use super::write::octets;
use crate::events::{Detail, EventKind};
use crate::freezes::Occasion;
use crate::meter::Meter;
use crate::relay::Order;

impl Meter {
    pub(super) fn act(
        &mut self,
        omd: Omd,
        parameter: &Data,
        now: Instant,
    ) -> Result<Option<Data>, Dar> {
        if omd.mode != 0 {
            return Err(Dar::UNDEFINED);
        }
        match (omd.oi.0, omd.method) {
            (0x4000, 127) => {
                let Data::DateTimeS(time) = parameter else { return Err(Dar::TYPE_MISMATCH) };
                let time = time.meter_time().ok_or(Dar::OUT_OF_RANGE)?;
                let is_taken = self.take_broadcast(now, time);
                return if is_taken { Ok(None) } else { Err(Dar::OUT_OF_RANGE) };
            }
            (0x4300, 3) => self.clear_meter(NOBODY),
            (0x4300, 5) => self.clear_events(None, EVERYTHING, NOBODY),
            (0x4300, 6) => self.clear_demand(NOBODY),
            (0x5000, 3) => self.freeze(Occasion::Instant),
            (oi, 1) if oi >> 8 == 0x30 => {
                let kind = EventKind::ALL.into_iter().find(|kind| kind.object() == oi);
                let kind = kind.ok_or(Dar::UNDEFINED)?;
                let told = DataIdentifier::new(kind.identifier().unwrap_or(0) | 0xFF);
                self.clear_events(Some(kind), told, NOBODY);
            }
            (0x8000, 127) | (0x8002, 127) => self.order(Order::Alarm)?,
            (0x8000, 128) | (0x8002, 128) => self.order(Order::EndAlarm)?,
            (0x8000, 129) => {
                let order = trip(one(parameter)?)?;
                self.order(order)?;
            }
            (0x8000, 130) => {
                let [relay, command] = members(one(parameter)?)?;
                let order = closing(relay, command)?;
                self.order(order)?;
            }
            (0x8000, 131) => self.close_with_password(one(parameter)?)?,
            (0x8001, 127) => self.order(Order::Guard)?,
            (0x8001, 128) => self.order(Order::EndGuard)?,
            // The answer is still the session's.
            (0xF100, 5) => self.ends_session = !self.is_hollow,
            (0xF100, 6) => self.take_wallet(parameter)?,
            (0xF100, 7) => self.take_key_records(parameter)?,
            (0xF100, 11) => return self.challenge(parameter).map(Some),
            (0xF100, 12) => {
                let answer: [u8; 8] = octets(parameter)?;
                let shown = self.time();
                let passed = self.esam.pass_infrared(shown, RandomCipher::from_bytes(answer));
                passed.map_err(dar_of)?;
            }
            _ => return Err(Dar::UNDEFINED),
        }
        Ok(None)
    }

    /// Under guard a trip is refused (DAR 3).
    fn order(&mut self, order: Order) -> Result<(), Dar> {
        self.tell_relay(order, NOBODY).map_err(|_| Dar::REFUSED)
    }

    /// 明文合闸: the password is that of level 02 (unconfirmed), six digits; wrong ones count alike.
    fn close_with_password(&mut self, parameter: &Data) -> Result<(), Dar> {
        let [relay, command, password] = members(parameter)?;
        let order = closing(relay, command)?;
        let Data::VisibleString(password) = password else { return Err(Dar::TYPE_MISMATCH) };
        let secret = secret_of(&password.0).ok_or(Dar::NOT_AUTHORISED)?;
        let now = self.second();
        self.passwords.enter(LEVEL, secret, now).map_err(|_| Dar::NOT_AUTHORISED)?;
        self.order(order)
    }

    /// 钱包操作: operation, amount, count, customer, SID_MAC, meter number (one source). The session has proved it. Money
    /// that goes back (operation 2) is not known to this ESAM.
    fn take_wallet(&mut self, parameter: &Data) -> Result<(), Dar> {
        let [operation, amount, count, customer, _, meter] = members(parameter)?;
        let kind = match operation {
            Data::Integer(0) => PurchaseKind::OpenAccount,
            Data::Integer(1) => PurchaseKind::Recharge,
            Data::Integer(_) => return Err(Dar::OUT_OF_RANGE),
            _ => return Err(Dar::TYPE_MISMATCH),
        };
        let (Data::DoubleLongUnsigned(amount_fen), Data::DoubleLongUnsigned(count)) =
            (amount, count)
        else {
            return Err(Dar::TYPE_MISMATCH);
        };
        if octets(meter)? != self.esam.meter().bcd() {
            return Err(Dar::ADDRESS_ABNORMAL);
        }
        let customer = PurseCustomer::from_bytes(octets(customer)?);
        let purchase = Purchase { kind, amount_fen: *amount_fen, count: *count, customer };
        let room = self.purse.as_ref().ok_or(Dar::UNDEFINED)?.room_fen();
        if self.is_hollow {
            return Ok(());
        }
        let shown = self.time();
        let taken = self.esam.take_purchase_in_session(shown, &purchase, Some(room));
        taken.map_err(dar_of)?;
        self.took(&purchase);
        Ok(())
    }

    /// Records of 36 bytes, which the session has proved; its SID_MAC says nothing more to this ESAM.
    fn take_key_records(&mut self, parameter: &Data) -> Result<(), Dar> {
        let [keys, _] = members(parameter)?;
        let Data::OctetString(keys) = keys else { return Err(Dar::TYPE_MISMATCH) };
        let (records, rest) = keys.0.as_chunks::<36>();
        if records.is_empty() || !rest.is_empty() {
            return Err(Dar::OUT_OF_RANGE);
        }
        if self.is_hollow {
            return Ok(());
        }
        let records: Vec<_> = records.iter().copied().map(KeyRecord::from_bytes).collect();
        let shown = self.time();
        self.esam.update_keys_in_session(shown, &records).map_err(dar_of)?;
        self.events.record(EventKind::KeyUpdate, shown, NOBODY, Detail::None);
        Ok(())
    }

    /// Meter number, ESAM number, ciphertext of the client's random number, random number of the meter (the order has
    /// one source).
    fn challenge(&mut self, parameter: &Data) -> Result<Data, Dar> {
        let Data::Rn(random) = parameter else { return Err(Dar::TYPE_MISMATCH) };
        let random: [u8; 8] = random.0.as_slice().try_into().map_err(|_| Dar::OUT_OF_RANGE)?;
        let InfraredChallenge { meter, esam, random1_cipher, random2 } =
            self.esam.challenge_infrared(Random1::from_bytes(random));
        let octets = |octets: &[u8]| Data::OctetString(Octets(octets.to_vec()));
        Ok(Data::Structure(vec![
            octets(&meter.bcd()),
            octets(esam.bytes()),
            octets(random1_cipher.bytes()),
            Data::Rn(Octets(random2.bytes().to_vec())),
        ]))
    }
}

/// The only entry of an array: this meter has one relay.
fn one(parameter: &Data) -> Result<&Data, Dar> {
    match parameter {
        Data::Array(elements) => match elements.as_slice() {
            [one] => Ok(one),
            _ => Err(Dar::OUT_OF_RANGE),
        },
        _ => Err(Dar::TYPE_MISMATCH),
    }
}

fn members<const N: usize>(data: &Data) -> Result<&[Data; N], Dar> {
    match data {
        Data::Structure(members) => members.as_slice().try_into().map_err(|_| Dar::TYPE_MISMATCH),
        _ => Err(Dar::TYPE_MISMATCH),
    }
}

/// A relay, an alarm before it in minutes, how long the supply is limited, whether it closes by itself. This meter's
/// relay does not close by itself.
fn trip(parameter: &Data) -> Result<Order, Dar> {
    let [relay, alarm, limited, closes] = members(parameter)?;
    check_relay(relay)?;
    let (Data::Unsigned(minutes), Data::LongUnsigned(limited), Data::Bool(closes)) =
        (alarm, limited, closes)
    else {
        return Err(Dar::TYPE_MISMATCH);
    };
    if *limited != 0 || *closes {
        return Err(Dar::OUT_OF_RANGE);
    }
    Ok(match minutes {
        0 => Order::Trip,
        minutes => Order::PreTrip { minutes: u16::from(*minutes) },
    })
}

fn closing(relay: &Data, command: &Data) -> Result<Order, Dar> {
    check_relay(relay)?;
    match command {
        Data::Enum(0) => Ok(Order::PermitClose),
        Data::Enum(1) => Ok(Order::Close),
        Data::Enum(_) => Err(Dar::OUT_OF_RANGE),
        _ => Err(Dar::TYPE_MISMATCH),
    }
}

fn check_relay(relay: &Data) -> Result<(), Dar> {
    match relay {
        Data::Oad(RELAY) => Ok(()),
        Data::Oad(_) => Err(Dar::OUT_OF_RANGE),
        _ => Err(Dar::TYPE_MISMATCH),
    }
}

const RELAY: Oad = Oad::element(0xF205, 2, 1);
const EVERYTHING: DataIdentifier = DataIdentifier::new(0xFFFF_FFFF);
const NOBODY: [u8; 4] = [0; 4];
/// Which password closes in plain text is unconfirmed.
const LEVEL: u8 = 0x02;
