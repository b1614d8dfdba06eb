//! What a unit computes; where its key and its ledger lie is somebody else's.

use vocabulary::{Entropy, MeterNo, MeterTime};

use super::authority::UnitKey;
use super::keys::Purpose;
use super::ledger::Ledger;
use super::seal_keys::SealKeys;
use super::session::{SessionKeys, SessionRandom, client_proof, holds_server_signature};
use super::sm4::{Label, Sm4Key};
use crate::metering::{
    Authorised, AuthorisedPurchase, Authority, ClockItem, ClockTask, CommandTask, ConnectProof,
    ControlTask, EsamSerial, Generation, IdentityProof, InfraredAuthorities, InfraredChallenge,
    KeyMessage, KeyRecord, KeyState, KeyUpdateTask, ParameterTask, ProtectedCommand,
    ProtectedReply, Protection, Purchase, Random1, Random2, RandomCipher, ReadBack, ReadRandom,
    SealedControl, SealedParameter, SealedPurchase, ServerProof, Target, TaskMac, TimeTag,
    UnitFault, diversifier,
};

/// An opened unit.
pub(super) struct UnitCore {
    key: UnitKey,
    pub(super) ledger: Ledger,
    drawn: Option<Random1>,
    dialogue: Dialogue,
}

/// How far a session of DL/T 698.45 is.
enum Dialogue {
    None,
    Begun { meter: MeterNo, work_key: Sm4Key, client: SessionRandom },
    Standing { meter: MeterNo, keys: SessionKeys, number: u16, asked: Option<AskedLast> },
}

/// What the next reply answers.
enum AskedLast {
    Read { random: Vec<u8> },
    Command { protection: Protection, number: u16 },
}

/// An authority that was found good and counted.
struct Admitted {
    work_key: Sm4Key,
    /// The time that counts.
    now: MeterTime,
}

impl UnitCore {
    pub(super) fn new(key: UnitKey, ledger: Ledger) -> Self {
        Self { key, ledger, drawn: None, dialogue: Dialogue::None }
    }

    pub(super) fn key(&self) -> &UnitKey {
        &self.key
    }

    /// What closing takes from a unit that stays in memory: the random that was drawn, and the session.
    #[cfg(any(test, feature = "fake"))]
    pub(super) fn forget(&mut self) {
        self.drawn = None;
        self.dialogue = Dialogue::None;
    }

    pub(super) fn draw_random(&mut self, entropy: &dyn Entropy) -> Random1 {
        let random = draw_eight(entropy);
        self.drawn = Some(random);
        random
    }

    pub(super) fn answer_infrared(
        &mut self,
        target: &Target,
        authorities: &InfraredAuthorities,
        challenge: &InfraredChallenge,
    ) -> Result<RandomCipher, UnitFault> {
        // Taken out: no second answer to one random.
        let random1 = self.drawn.take().ok_or(UnitFault::OutOfStep)?;
        let check = self.admit(target, Purpose::InfraredCheck, &authorities.check)?;
        let answer = self.admit(target, Purpose::InfraredAnswer, &authorities.answer)?;

        let InfraredChallenge { meter, esam, random1_cipher, random2 } = challenge;
        let meter = diversifier(meter);
        let proof = [&random1.bytes()[..], &meter, esam.bytes(), random2.bytes()];
        let is_meter = check.work_key.holds(Label::InfraredMeter, &proof, random1_cipher.bytes());
        if !is_meter || meter != diversifier(&target.meter) {
            return Err(UnitFault::MeterNotAuthentic);
        }
        let parts = [&random2.bytes()[..], &meter, esam.bytes()];
        Ok(answer.work_key.proof(Label::InfraredUnit, &parts))
    }

    pub(super) fn prove_identity(
        &mut self,
        entropy: &dyn Entropy,
        target: &Target,
        authority: &Authority,
    ) -> Result<IdentityProof, UnitFault> {
        let Admitted { work_key, .. } = self.admit(target, Purpose::Identity, authority)?;
        let random1 = draw_eight(entropy);
        let parts = [&random1.bytes()[..], &diversifier(&target.meter)];
        Ok(IdentityProof { cipher1: work_key.proof(Label::Identity, &parts), random1 })
    }

    pub(super) fn seal_control(
        &mut self,
        target: &Target,
        random2: Random2,
        permitted: &Authorised<ControlTask>,
    ) -> Result<SealedControl, UnitFault> {
        let Authorised { task, authority, mac } = permitted;
        let admitted = self.admit_task(target, Purpose::Control, authority, &task.plain(), *mac)?;
        if admitted.now > task.deadline() {
            return Err(UnitFault::DeadlinePassed);
        }
        Ok(SealKeys::under(&admitted.work_key, random2.bytes()).seal_control(task.plain()))
    }

    pub(super) fn seal_parameter(
        &mut self,
        target: &Target,
        random2: Random2,
        permitted: &Authorised<ParameterTask>,
    ) -> Result<SealedParameter, UnitFault> {
        let Authorised { task, authority, mac } = permitted;
        let purpose = Purpose::of_parameter(task.kind());
        let covered = covered_parameter(task);
        let admitted = self.admit_task(target, purpose, authority, &covered, *mac)?;
        let keys = SealKeys::under(&admitted.work_key, random2.bytes());
        if task.kind().is_enciphered() {
            let (cipher, mac) = keys.seal_class2(task.item(), task.value());
            return Ok(SealedParameter::Enciphered { cipher, mac });
        }
        Ok(SealedParameter::Plain { mac: keys.class1(task.item(), task.value()) })
    }

    pub(super) fn seal_clock(
        &mut self,
        target: &Target,
        random2: Random2,
        permitted: &Authorised<ClockTask>,
    ) -> Result<SealedParameter, UnitFault> {
        let Authorised { task: ClockTask { item }, authority, mac } = permitted;
        let covered = covered_clock(*item);
        let admitted = self.admit_task(target, Purpose::Clock, authority, &covered, *mac)?;
        let value = item.value(target.now)?;
        let keys = SealKeys::under(&admitted.work_key, random2.bytes());
        let (cipher, mac) = keys.seal_class2(item.item(), &value);
        Ok(SealedParameter::Enciphered { cipher, mac })
    }

    pub(super) fn seal_key_update(
        &mut self,
        target: &Target,
        random2: Random2,
        task: &KeyUpdateTask,
    ) -> Result<Vec<KeyMessage>, UnitFault> {
        let admitted = self.admit(target, Purpose::KeyUpdate, &task.authority)?;
        let (body, tag) =
            task.material.bytes().split_last_chunk::<16>().ok_or(UnitFault::TaskRefused)?;
        if !self.key.holds_material(&target.meter, body, tag) {
            return Err(UnitFault::TaskRefused);
        }
        let keys = SealKeys::under(&admitted.work_key, random2.bytes());
        let state = task.direction.key_state();
        match task.material.generation() {
            Generation::Of2009 => messages_2009(&keys, body, state),
            Generation::Of2013 => messages_2013(&keys, body, state),
        }
        .ok_or(UnitFault::TaskRefused)
    }

    pub(super) fn seal_purchase(
        &mut self,
        target: &Target,
        random2: Random2,
        permitted: &AuthorisedPurchase,
    ) -> Result<SealedPurchase, UnitFault> {
        let AuthorisedPurchase { purchase, .. } = permitted;
        let money = self.admit_task(
            target,
            Purpose::Money,
            &permitted.money_authority,
            &covered_money(purchase),
            permitted.money_mac,
        )?;
        let customer = self.admit_task(
            target,
            Purpose::Customer,
            &permitted.customer_authority,
            &covered_customer(purchase),
            permitted.customer_mac,
        )?;
        let under = |admitted: &Admitted| SealKeys::under(&admitted.work_key, random2.bytes());
        Ok(SealedPurchase {
            mac1: under(&money).money(purchase),
            mac2: under(&customer).customer(purchase.kind, purchase.customer),
        })
    }

    pub(super) fn verify_read_back(
        &mut self,
        target: &Target,
        authority: &Authority,
        random1: Random1,
        read: &ReadBack<'_>,
    ) -> Result<(), UnitFault> {
        let admitted = self.admit(target, Purpose::ReadBack, authority)?;
        let keys = SealKeys::under(&admitted.work_key, random1.bytes());
        if keys.holds_read_back(read.place, read.data, read.mac) {
            Ok(())
        } else {
            Err(UnitFault::MeterNotAuthentic)
        }
    }

    pub(super) fn begin_connect(
        &mut self,
        entropy: &dyn Entropy,
        target: &Target,
        authority: &Authority,
        esam: EsamSerial,
        counter: u32,
    ) -> Result<ConnectProof, UnitFault> {
        let Admitted { work_key, .. } = self.admit(target, Purpose::Connect, authority)?;
        let client = entropy.sixteen();
        let (cipher, signature) = client_proof(&work_key, esam, client, counter);
        self.dialogue = Dialogue::Begun { meter: target.meter.clone(), work_key, client };
        Ok(ConnectProof { cipher: cipher.to_vec(), signature: signature.bytes().to_vec() })
    }

    pub(super) fn confirm_connect(&mut self, server: &ServerProof) -> Result<(), UnitFault> {
        let begun = std::mem::replace(&mut self.dialogue, Dialogue::None);
        let Dialogue::Begun { meter, work_key, client } = begun else {
            return Err(UnitFault::OutOfStep);
        };
        let random = SessionRandom::try_from(server.random.as_slice())
            .map_err(|_| UnitFault::MeterNotAuthentic)?;
        if !holds_server_signature(&work_key, client, random, &server.signature) {
            return Err(UnitFault::MeterNotAuthentic);
        }
        let keys = SessionKeys::new(&work_key, client, random);
        self.dialogue = Dialogue::Standing { meter, keys, number: 0, asked: None };
        Ok(())
    }

    pub(super) fn protect_read(&mut self, entropy: &dyn Entropy) -> Result<ReadRandom, UnitFault> {
        let Dialogue::Standing { asked, .. } = &mut self.dialogue else {
            return Err(UnitFault::OutOfStep);
        };
        let random = draw_eight(entropy).bytes().to_vec();
        *asked = Some(AskedLast::Read { random: random.clone() });
        Ok(ReadRandom(random))
    }

    pub(super) fn protect_command(
        &mut self,
        target: &Target,
        permitted: &Authorised<CommandTask>,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault> {
        if !self.has_session_with(&target.meter) {
            return Err(UnitFault::OutOfStep);
        }
        let Authorised { task, authority, mac } = permitted;
        self.admit_task(target, Purpose::Command, authority, &task.covered(), *mac)?;
        self.protect(task, piid, tag)
    }

    pub(super) fn protect_clock(
        &mut self,
        target: &Target,
        permitted: &Authorised<ClockTask>,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault> {
        if !self.has_session_with(&target.meter) {
            return Err(UnitFault::OutOfStep);
        }
        let Authorised { task, authority, mac } = permitted;
        let covered = covered_clock(task.item);
        self.admit_task(target, Purpose::Clock, authority, &covered, *mac)?;
        self.protect(&CommandTask::clock(target.now), piid, tag)
    }

    fn protect(
        &mut self,
        task: &CommandTask,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault> {
        let Dialogue::Standing { keys, number, asked, .. } = &mut self.dialogue else {
            return Err(UnitFault::OutOfStep);
        };
        // 65535 commands in one session: then a new one is needed.
        *number = number.checked_add(1).ok_or(UnitFault::OutOfStep)?;
        let protection = task.protection();
        *asked = Some(AskedLast::Command { protection, number: *number });
        Ok(keys.protect(protection, *number, task.apdu(piid, tag)))
    }

    pub(super) fn unprotect(&mut self, reply: &ProtectedReply) -> Result<Vec<u8>, UnitFault> {
        let Dialogue::Standing { keys, asked, .. } = &mut self.dialogue else {
            return Err(UnitFault::OutOfStep);
        };
        let apdu = match asked.as_ref().ok_or(UnitFault::OutOfStep)? {
            AskedLast::Read { random } => match reply {
                ProtectedReply::Plain { apdu, mac } if keys.holds_read(random, apdu, *mac) => {
                    Some(apdu.clone())
                }
                _ => None,
            },
            AskedLast::Command { protection, number } => {
                keys.open_reply(*protection, *number, reply)
            }
        };
        let apdu = apdu.ok_or(UnitFault::MeterNotAuthentic)?;
        *asked = None;
        Ok(apdu)
    }

    fn has_session_with(&self, other: &MeterNo) -> bool {
        matches!(&self.dialogue, Dialogue::Standing { meter, .. } if meter == other)
    }

    /// As [`UnitCore::admit`], for a task that the key machine's MAC covers. The use is spent before the MAC is looked
    /// at: nobody guesses four bytes in sixteen tries.
    fn admit_task(
        &mut self,
        target: &Target,
        purpose: Purpose,
        authority: &Authority,
        covered: &[u8],
        mac: TaskMac,
    ) -> Result<Admitted, UnitFault> {
        let admitted = self.admit(target, purpose, authority)?;
        if !self.key.permits(&target.meter, authority, covered, mac) {
            return Err(UnitFault::TaskRefused);
        }
        Ok(admitted)
    }

    /// Finds `authority` good for `purpose` at this meter now, and counts its use.
    fn admit(
        &mut self,
        target: &Target,
        purpose: Purpose,
        authority: &Authority,
    ) -> Result<Admitted, UnitFault> {
        let now = self.ledger.now(target.now);
        let opened =
            self.key.open(&target.meter, authority).map_err(UnitFault::AuthorityRefused)?;
        opened
            .serves(purpose, target.key_state, now)
            .and_then(|()| self.ledger.spend(&opened, now))
            .map_err(UnitFault::AuthorityRefused)?;
        Ok(Admitted { work_key: opened.work_key, now })
    }
}

/// What MAC1 of a parameter covers: kind, item, value.
pub(super) fn covered_parameter(task: &ParameterTask) -> Vec<u8> {
    [&[task.kind().code()][..], &task.item(), task.value()].concat()
}

/// What MAC1 of a clock setting covers: the item. The time is the moment at which it is done.
pub(super) fn covered_clock(item: ClockItem) -> [u8; 4] {
    item.item()
}

/// What MAC1 of a purchase covers: item, amount, count.
pub(super) fn covered_money(purchase: &Purchase) -> Vec<u8> {
    [&purchase.kind.item()[..], &purchase.money()].concat()
}

/// What MAC2 of a purchase covers: item, customer.
pub(super) fn covered_customer(purchase: &Purchase) -> Vec<u8> {
    [&purchase.kind.item()[..], purchase.customer.bytes()].concat()
}

/// Four messages of one key: 48 bytes of material each, of which 36 are used.
fn messages_2009(keys: &SealKeys, body: &[u8], state: KeyState) -> Option<Vec<KeyMessage>> {
    let (parts, rest) = body.as_chunks::<48>();
    let message = |part: &[u8; 48]| {
        let (info, part) = part.split_first_chunk::<4>()?;
        let (cipher, _) = part.split_first_chunk::<32>()?;
        let mac = keys.key_message_2009(*info, cipher);
        (info[0] == state.code()).then_some(KeyMessage::Of2009 {
            info: *info,
            cipher: *cipher,
            mac,
        })
    };
    rest.is_empty().then(|| parts.iter().map(message).collect())?
}

/// Five messages of four records.
fn messages_2013(keys: &SealKeys, body: &[u8], state: KeyState) -> Option<Vec<KeyMessage>> {
    let (records, rest) = body.as_chunks::<36>();
    let records: Vec<_> = records.iter().map(|record| KeyRecord::from_bytes(*record)).collect();
    let right_state = records.iter().all(|record| record.parts().0[3] == state.code());
    if !rest.is_empty() || !right_state {
        return None;
    }
    let message = |records: &[KeyRecord]| {
        let mac = keys.key_message_2013(records);
        KeyMessage::Of2013 { records: records.to_vec(), mac }
    };
    Some(records.chunks(KEYS_PER_MESSAGE).map(message).collect())
}

fn draw_eight(entropy: &dyn Entropy) -> Random1 {
    let mut random = [0; 8];
    entropy.fill(&mut random);
    Random1::from_bytes(random)
}

/// `070301FF` carries at most four records (reference 9.2).
const KEYS_PER_MESSAGE: usize = 4;
