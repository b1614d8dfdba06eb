//! The meter's side: an ESAM (嵌入式安全模块) with the stand-in's keys.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use vocabulary::{Entropy, MeterNo, MeterTime};

use super::failures::Failures;
use super::key_wrap::{NewKey, unwrap};
use super::keys::{KeyNumber, KeySet, MeterRoots, Purpose, work_key_of};
use super::purse::Purse;
use super::refusal::EsamRefusal;
use super::seal_keys::SealKeys;
use super::session::{SessionKeys, open_client_proof, server_signature};
use super::sm4::{Label, Sm4Key};
use super::windows::Window;
use crate::metering::{
    ConnectProof, ControlTask, EsamPlace, EsamSerial, Generation, IdentityProof, InfraredChallenge,
    InfraredRandom2, KeyMessage, KeyRecord, KeyState, Mac, ParameterKind, ProtectedCommand,
    ProtectedReply, Protection, Purchase, Random1, Random2, RandomCipher, ReadRandom,
    SealedControl, ServerProof, diversifier,
};

/// A meter's ESAM in software, with SM4 in place of SM1. It knows keys, proofs and the purse; registers, relay and clock
/// are the meter's. Every call that depends on time takes what the meter's clock shows.
pub struct SoftwareEsam {
    entropy: Arc<dyn Entropy>,
    meter: MeterNo,
    serial: EsamSerial,
    generation: Generation,
    limits: EsamLimits,
    keys: Vec<Slot>,
    infrared: Infrared,
    identity: Option<Identity>,
    failures: Failures,
    purse: Purse,
    /// The highest counter of a negotiation that was taken (F100 attribute 7).
    negotiations: u32,
    session: Option<Session>,
}

/// What a new ESAM is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEsam {
    pub meter: MeterNo,
    pub serial: EsamSerial,
    pub generation: Generation,
    pub keys: KeySet,
    pub limits: EsamLimits,
}

/// How long and how often; the defaults are what is known of each generation, settable because little of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EsamLimits {
    /// An identity authentication stands this long: 5 by default.
    pub identity_minutes: u16,
    /// An infrared authentication stands this long: 30 by default in two firmwares.
    pub infrared_minutes: u16,
    /// A session of DL/T 698.45 stands this long (F100 attribute 5): 30 is a guess.
    pub session_minutes: u16,
    /// So many wrong MACs in one day of the meter's clock lock all that needs a MAC until the next: 15 in a meter of 2009,
    /// 200 in one of 2013. That the lock of 2009 ends with the day is unconfirmed.
    pub failures_max: u16,
}

impl EsamLimits {
    #[must_use]
    pub const fn of(generation: Generation) -> Self {
        let failures_max = match generation {
            Generation::Of2009 => 15,
            Generation::Of2013 => 200,
        };
        Self { identity_minutes: 5, infrared_minutes: 30, session_minutes: 30, failures_max }
    }
}

/// What the meter answers to an identity authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentityReply {
    pub random2: Random2,
    pub esam: EsamSerial,
}

/// What an ESAM remembers without power. It holds no key: those are made again by the key machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EsamState {
    /// By key number.
    keys: Vec<KeySet>,
    identity_minutes: u16,
    failures: Failures,
    purse: Purse,
    negotiations: u32,
}

struct Slot {
    set: KeySet,
    key: Sm4Key,
}

/// A new challenge leaves an earlier pass as it is; a wrong answer ends it.
#[derive(Default)]
struct Infrared {
    challenged: Option<InfraredRandom2>,
    window: Option<Window>,
}

struct Identity {
    window: Window,
    random1: Random1,
    random2: Random2,
    /// MACs of the controls that were carried out: none is carried out twice under one random 2.
    done: Vec<Mac>,
}

struct Session {
    window: Window,
    keys: SessionKeys,
    /// The last command that was taken, 0 before the first.
    number: u16,
    protection: Option<Protection>,
}

impl SoftwareEsam {
    pub(super) fn new(entropy: Arc<dyn Entropy>, roots: &MeterRoots, order: NewEsam) -> Self {
        let NewEsam { meter, serial, generation, keys: set, limits } = order;
        let slot = |number| Slot { set, key: roots.key(set, number, &meter) };
        let keys = (0..generation.keys()).filter_map(KeyNumber::new).map(slot).collect();
        Self {
            entropy,
            serial,
            generation,
            limits,
            keys,
            infrared: Infrared::default(),
            identity: None,
            failures: Failures::default(),
            purse: Purse::EMPTY,
            negotiations: 0,
            session: None,
            meter,
        }
    }

    /// The ESAM that remembered `state`; nothing when that is another generation's.
    pub(super) fn resume(
        entropy: Arc<dyn Entropy>,
        roots: &MeterRoots,
        order: NewEsam,
        state: &EsamState,
    ) -> Option<Self> {
        let mut esam = Self::new(entropy, roots, order);
        if esam.keys.len() != state.keys.len() {
            return None;
        }
        let numbers = (0..esam.generation.keys()).filter_map(KeyNumber::new);
        for (number, set) in numbers.zip(&state.keys) {
            let key = roots.key(*set, number, &esam.meter);
            esam.keys[number.index()] = Slot { set: *set, key };
        }
        esam.limits.identity_minutes = state.identity_minutes;
        esam.failures = state.failures;
        esam.purse = state.purse;
        esam.negotiations = state.negotiations;
        Some(esam)
    }

    /// Answers `078003FF` and method 11 of F100. A standing identity authentication ends (reference 9.2).
    pub fn challenge_infrared(&mut self, random1: Random1) -> InfraredChallenge {
        self.identity = None;
        let random2 = InfraredRandom2::from_bytes(*self.draw_eight().bytes());
        self.infrared.challenged = Some(random2);
        let meter = diversifier(&self.meter);
        let proof = [&random1.bytes()[..], &meter, self.serial.bytes(), random2.bytes()];
        let work_key = self.work_key(Purpose::InfraredCheck);
        InfraredChallenge {
            meter: self.meter.clone(),
            esam: self.serial,
            random1_cipher: work_key.proof(Label::InfraredMeter, &proof),
            random2,
        }
    }

    /// Takes `070003FF` and method 12 of F100. A wrong answer ends an earlier pass.
    ///
    /// # Errors
    /// [`EsamRefusal::InfraredFailed`].
    pub fn pass_infrared(
        &mut self,
        now: MeterTime,
        answer: RandomCipher,
    ) -> Result<(), EsamRefusal> {
        let Infrared { challenged, window: _ } = std::mem::take(&mut self.infrared);
        let random2 = challenged.ok_or(EsamRefusal::InfraredFailed)?;
        let work_key = self.work_key(Purpose::InfraredAnswer);
        let meter = diversifier(&self.meter);
        let parts = [&random2.bytes()[..], &meter, self.serial.bytes()];
        if !work_key.holds(Label::InfraredUnit, &parts, answer.bytes()) {
            return Err(EsamRefusal::InfraredFailed);
        }
        self.infrared.window = Some(Window::open(now, self.limits.infrared_minutes));
        Ok(())
    }

    /// Takes `070000FF`. The diversifier must be the meter number, whatever the communication address is.
    ///
    /// # Errors
    /// [`EsamRefusal::IdentityFailed`]; an earlier authentication has ended then.
    pub fn authenticate(
        &mut self,
        now: MeterTime,
        proof: IdentityProof,
        told: [u8; 8],
    ) -> Result<IdentityReply, EsamRefusal> {
        self.identity = None;
        let work_key = self.work_key(Purpose::Identity);
        let parts = [&proof.random1.bytes()[..], &told];
        let holds = work_key.holds(Label::Identity, &parts, proof.cipher1.bytes());
        if told != diversifier(&self.meter) || !holds {
            return Err(EsamRefusal::IdentityFailed);
        }
        let [a, b, c, d, ..] = *self.draw_eight().bytes();
        let random2 = Random2::from_bytes([a, b, c, d]);
        let window = Window::open(now, self.limits.identity_minutes);
        let random1 = proof.random1;
        self.identity = Some(Identity { window, random1, random2, done: Vec::new() });
        Ok(IdentityReply { random2, esam: self.serial })
    }

    /// Takes `070002FF`.
    ///
    /// # Errors
    /// [`EsamRefusal::NoIdentity`] when none stands.
    pub fn end_identity(&mut self, now: MeterTime) -> Result<(), EsamRefusal> {
        self.identity(now)?;
        self.identity = None;
        Ok(())
    }

    /// Opens a control command (1CH at level 98). What comes out is to be carried out: it comes out once.
    ///
    /// # Errors
    /// When no authentication stands, the MAC is wrong, the deadline has passed, or it came out before.
    pub fn open_control(
        &mut self,
        now: MeterTime,
        sealed: &SealedControl,
    ) -> Result<ControlTask, EsamRefusal> {
        let keys = self.seal_keys(now, Purpose::Control)?;
        let opened = keys.open_control(sealed);
        let plain = self.proved(now, opened)?;
        let task = ControlTask::from_plain(plain).ok_or(EsamRefusal::Meaningless)?;
        if now > task.deadline() {
            return Err(EsamRefusal::DeadlinePassed);
        }
        let identity = self.identity.as_mut().ok_or(EsamRefusal::NoIdentity)?;
        if identity.done.contains(&sealed.mac) {
            return Err(EsamRefusal::Repeated);
        }
        identity.done.push(sealed.mac);
        Ok(task)
    }

    /// Checks a class 1 write (14H at level 99, or prices). Setting the validity of the identity authentication
    /// (`070001FF`, two bytes of BCD minutes) is one of these and is carried out here.
    ///
    /// # Errors
    /// When no authentication stands, the MAC is wrong, or the kind is class 2, which is never taken in plain.
    pub fn check_class1(
        &mut self,
        now: MeterTime,
        kind: ParameterKind,
        item: [u8; 4],
        value: &[u8],
        mac: Mac,
    ) -> Result<(), EsamRefusal> {
        if kind.is_enciphered() {
            return Err(EsamRefusal::Meaningless);
        }
        let keys = self.seal_keys(now, Purpose::of_parameter(kind))?;
        let holds = keys.holds_class1(item, value, mac);
        self.proved(now, holds.then_some(()))?;
        if item == VALIDITY {
            self.set_validity(now, value)?;
        }
        Ok(())
    }

    /// Opens a class 2 write (14H at level 98), the clock's among them: the value in natural order.
    ///
    /// # Errors
    /// When no authentication stands, the MAC is wrong, or the inner item is not the outer one.
    pub fn open_class2(
        &mut self,
        now: MeterTime,
        item: [u8; 4],
        cipher: &[u8],
        mac: Mac,
    ) -> Result<Vec<u8>, EsamRefusal> {
        let purpose = Purpose::of_class2(item);
        let opened = self.seal_keys(now, purpose)?.open_class2(item, cipher, mac);
        self.proved(now, opened)
    }

    /// Takes a message of a key update: all of its keys, or none. Says which.
    ///
    /// # Errors
    /// When no authentication stands, the MAC is wrong, or a key is not newer or not for this meter.
    pub fn update_keys(
        &mut self,
        now: MeterTime,
        message: &KeyMessage,
    ) -> Result<Vec<u8>, EsamRefusal> {
        let keys = self.seal_keys(now, Purpose::KeyUpdate)?;
        match (self.generation, message) {
            (Generation::Of2009, KeyMessage::Of2009 { info, cipher, mac }) => {
                let holds = keys.holds_key_message_2009(*info, cipher, *mac);
                self.proved(now, holds.then_some(()))?;
                self.take_keys(&[(*info, *cipher)])
            }
            (Generation::Of2013, KeyMessage::Of2013 { records, mac }) => {
                let within = (1..=RECORDS_MAX).contains(&records.len());
                let holds = within && keys.holds_key_message_2013(records, *mac);
                self.proved(now, holds.then_some(()))?;
                self.take_keys(&records.iter().map(KeyRecord::parts).collect::<Vec<_>>())
            }
            _ => Err(EsamRefusal::Meaningless),
        }
    }

    /// Takes the key records of method 7 of F100, which came in a protected command.
    ///
    /// # Errors
    /// Without a session, or when a key is not newer or not for this meter.
    pub fn update_keys_in_session(
        &mut self,
        now: MeterTime,
        records: &[KeyRecord],
    ) -> Result<Vec<u8>, EsamRefusal> {
        if self.session(now)?.protection != Some(Protection::CipherMac) {
            return Err(EsamRefusal::NoSession);
        }
        self.take_keys(&records.iter().map(KeyRecord::parts).collect::<Vec<_>>())
    }

    /// Takes money: `070101FF` and `070102FF`. `purse_max_fen` is the hoarding limit (囤积限值) less what is left in the
    /// purse; the meter knows both.
    ///
    /// # Errors
    /// When a MAC is wrong, the customer is another, the number is not the next, or it would be too much.
    pub fn take_purchase(
        &mut self,
        now: MeterTime,
        purchase: &Purchase,
        (mac1, mac2): (Mac, Mac),
        purse_max_fen: Option<u64>,
    ) -> Result<Purse, EsamRefusal> {
        let money = self.seal_keys(now, Purpose::Money)?.holds_money(purchase, mac1);
        let customer = self.seal_keys(now, Purpose::Customer)?.holds_customer(
            purchase.kind,
            purchase.customer,
            mac2,
        );
        self.proved(now, (money && customer).then_some(()))?;

        self.purse = self.purse.take(purchase, purse_max_fen)?;
        Ok(self.purse)
    }

    /// Takes money of method 6 of F100, which came in a protected command.
    ///
    /// # Errors
    /// Without a session; else as [`SoftwareEsam::take_purchase`].
    pub fn take_purchase_in_session(
        &mut self,
        now: MeterTime,
        purchase: &Purchase,
        purse_max_fen: Option<u64>,
    ) -> Result<Purse, EsamRefusal> {
        if self.session(now)?.protection != Some(Protection::CipherMac) {
            return Err(EsamRefusal::NoSession);
        }
        self.purse = self.purse.take(purchase, purse_max_fen)?;
        Ok(self.purse)
    }

    /// The MAC behind `data` of a read-back, for this identity authentication alone.
    ///
    /// # Errors
    /// [`EsamRefusal::NoIdentity`].
    pub fn read_back(
        &mut self,
        now: MeterTime,
        place: EsamPlace,
        data: &[u8],
    ) -> Result<Mac, EsamRefusal> {
        let random1 = self.identity(now)?.random1;
        let work_key = self.work_key(Purpose::ReadBack);
        Ok(SealKeys::under(&work_key, random1.bytes()).read_back(place, data))
    }

    /// DL/T 698.45: takes a CONNECT by symmetric key. Every counter is taken once.
    ///
    /// # Errors
    /// [`EsamRefusal::IdentityFailed`].
    pub fn connect(
        &mut self,
        now: MeterTime,
        client: &ConnectProof,
    ) -> Result<ServerProof, EsamRefusal> {
        self.session = None;
        let work_key = self.work_key(Purpose::Connect);
        let (random, counter) =
            open_client_proof(&work_key, self.serial, &client.cipher, &client.signature)
                .filter(|(_, counter)| *counter > self.negotiations)
                .ok_or(EsamRefusal::IdentityFailed)?;
        self.negotiations = counter;

        let server = self.entropy.sixteen();
        let signature = server_signature(&work_key, random, server);
        let window = Window::open(now, self.limits.session_minutes);
        let keys = SessionKeys::new(&work_key, random, server);
        self.session = Some(Session { window, keys, number: 0, protection: None });
        Ok(ServerProof { random: server.to_vec(), signature: signature.bytes().to_vec() })
    }

    /// Ends the session (method 5 of F100).
    pub fn end_session(&mut self) {
        self.session = None;
    }

    /// Opens a protected command: its plain APDU, once. Whether its protection is enough for what it asks is a matter
    /// of the security mode (F101) and so of the meter.
    ///
    /// # Errors
    /// [`EsamRefusal::NoSession`], [`EsamRefusal::WrongMac`].
    pub fn open_command(
        &mut self,
        now: MeterTime,
        command: &ProtectedCommand,
    ) -> Result<Vec<u8>, EsamRefusal> {
        self.unlocked(now)?;
        let session = self.session(now)?;
        let opened = session.keys.open_command(command);
        let (number, apdu) = self.proved(now, opened)?;
        let session = self.session(now)?;
        if number <= session.number {
            return Err(EsamRefusal::NoSession);
        }
        session.number = number;
        session.protection = Some(command.protection);
        Ok(apdu)
    }

    /// Protects the reply to the command that was opened last, as the command was.
    ///
    /// # Errors
    /// [`EsamRefusal::NoSession`] when there was none.
    pub fn protect_reply(
        &mut self,
        now: MeterTime,
        apdu: Vec<u8>,
    ) -> Result<ProtectedReply, EsamRefusal> {
        let session = self.session(now)?;
        let protection = session.protection.ok_or(EsamRefusal::NoSession)?;
        Ok(session.keys.protect_reply(protection, session.number, apdu))
    }

    /// Proves the reply to a plain read with its RN.
    ///
    /// # Errors
    /// [`EsamRefusal::NoSession`].
    pub fn prove_read(
        &mut self,
        now: MeterTime,
        random: &ReadRandom,
        apdu: Vec<u8>,
    ) -> Result<ProtectedReply, EsamRefusal> {
        let mac = self.session(now)?.keys.read_mac(&random.0, &apdu);
        Ok(ProtectedReply::Plain { apdu, mac })
    }

    /// The power went: every authentication ends.
    pub fn lose_power(&mut self) {
        self.infrared = Infrared::default();
        self.identity = None;
        self.session = None;
    }

    /// The meter's clock was set; what stands, stands as long as it would have.
    pub fn follow_clock(&mut self, before: MeterTime, after: MeterTime) {
        if let Some(window) = &mut self.infrared.window {
            window.follow_clock(before, after);
        }
        if let Some(identity) = &mut self.identity {
            identity.window.follow_clock(before, after);
        }
        if let Some(session) = &mut self.session {
            session.window.follow_clock(before, after);
        }
    }

    /// What is to be kept for [`super::SoftwareKeyMachine::resume_esam`]; authentications are not.
    #[must_use]
    pub fn state(&self) -> EsamState {
        EsamState {
            keys: self.key_sets(),
            identity_minutes: self.limits.identity_minutes,
            failures: self.failures,
            purse: self.purse,
            negotiations: self.negotiations,
        }
    }

    #[must_use]
    pub const fn meter(&self) -> &MeterNo {
        &self.meter
    }

    #[must_use]
    pub const fn serial(&self) -> EsamSerial {
        self.serial
    }

    #[must_use]
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    #[must_use]
    pub const fn purse(&self) -> Purse {
        self.purse
    }

    /// Key status bit map (`04000508`): bit n is set when key n is the company's.
    #[must_use]
    pub fn key_map(&self) -> u32 {
        let private = |slot: &Slot| u32::from(slot.set.state() == KeyState::Private);
        self.keys.iter().rev().fold(0, |map, slot| map << 1 | private(slot))
    }

    /// Which set each key is of, by its number.
    #[must_use]
    pub fn key_sets(&self) -> Vec<KeySet> {
        self.keys.iter().map(|slot| slot.set).collect()
    }

    #[must_use]
    pub fn is_infrared_open(&self, now: MeterTime) -> bool {
        self.infrared.window.is_some_and(|window| window.is_open(now))
    }

    /// Whole minutes that the identity authentication still stands (`02800022`); 0 when none does.
    #[must_use]
    pub fn identity_minutes_left(&self, now: MeterTime) -> u16 {
        self.identity.as_ref().map_or(0, |identity| identity.window.minutes_left(now))
    }

    /// The highest counter of a negotiation that was taken (F100 attribute 7).
    #[must_use]
    pub const fn negotiations(&self) -> u32 {
        self.negotiations
    }

    /// All keys of one message, or none.
    fn take_keys(&mut self, told: &[([u8; 4], [u8; 32])]) -> Result<Vec<u8>, EsamRefusal> {
        let work_key = self.work_key(Purpose::KeyWrap);
        let open = |(head, cipher): &([u8; 4], [u8; 32])| {
            unwrap(&work_key, self.generation, &self.meter, *head, cipher)
                .filter(|new| self.may_replace(new))
                .ok_or(EsamRefusal::KeyRefused)
        };
        let keys = told.iter().map(open).collect::<Result<Vec<_>, _>>()?;
        let mut numbers = Vec::new();
        for NewKey { number, set, key } in keys {
            numbers.push(number.code());
            self.keys[number.index()] = Slot { set, key };
        }
        Ok(numbers)
    }

    /// The version must rise (reference 9.2). A meter of 2013 takes the key that it has once more, so that an update
    /// whose answer was lost can be sent again.
    fn may_replace(&self, new: &NewKey) -> bool {
        let slot = &self.keys[new.number.index()];
        let is_same = slot.set == new.set && slot.key.bytes() == new.key.bytes();
        match new.set {
            KeySet::Public => true,
            KeySet::Private { version } => {
                let again = self.generation == Generation::Of2013 && is_same;
                version.get() > slot.set.version() || again
            }
        }
    }

    /// Minutes as four BCD digits; 0 is refused.
    fn set_validity(&mut self, now: MeterTime, value: &[u8]) -> Result<(), EsamRefusal> {
        let minutes = match value {
            [_, _] => hex::encode(value).parse().unwrap_or(0),
            _ => 0,
        };
        if minutes == 0 {
            return Err(EsamRefusal::Meaningless);
        }
        if let Some(identity) = &mut self.identity {
            identity.window = Window::open(now, minutes);
        }
        self.limits.identity_minutes = minutes;
        Ok(())
    }

    /// The keys for a MAC of `purpose` under the standing authentication.
    fn seal_keys(&mut self, now: MeterTime, purpose: Purpose) -> Result<SealKeys, EsamRefusal> {
        self.unlocked(now)?;
        let random2 = self.identity(now)?.random2;
        Ok(SealKeys::under(&self.work_key(purpose), random2.bytes()))
    }

    fn identity(&self, now: MeterTime) -> Result<&Identity, EsamRefusal> {
        let standing = |identity: &&Identity| identity.window.is_open(now);
        self.identity.as_ref().filter(standing).ok_or(EsamRefusal::NoIdentity)
    }

    fn session(&mut self, now: MeterTime) -> Result<&mut Session, EsamRefusal> {
        let standing = |session: &&mut Session| session.window.is_open(now);
        self.session.as_mut().filter(standing).ok_or(EsamRefusal::NoSession)
    }

    fn unlocked(&self, now: MeterTime) -> Result<(), EsamRefusal> {
        if self.failures.today(now) >= self.limits.failures_max {
            return Err(EsamRefusal::Locked);
        }
        Ok(())
    }

    /// What a proof opened; a wrong one is counted.
    fn proved<T>(&mut self, now: MeterTime, opened: Option<T>) -> Result<T, EsamRefusal> {
        if opened.is_none() {
            self.failures.count_one(now);
        }
        opened.ok_or(EsamRefusal::WrongMac)
    }

    fn work_key(&self, purpose: Purpose) -> Sm4Key {
        work_key_of(|number| &self.keys[number.index()].key, purpose)
    }

    fn draw_eight(&self) -> Random1 {
        let mut random = [0; 8];
        self.entropy.fill(&mut random);
        Random1::from_bytes(random)
    }
}

/// `070001FF`
const VALIDITY: [u8; 4] = [0x07, 0x00, 0x01, 0xFF];
/// Records in one message.
const RECORDS_MAX: usize = 4;
