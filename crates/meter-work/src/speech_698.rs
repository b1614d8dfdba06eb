//! DL/T 698.45-2017: sections are those of the project's reference `dlt698-45.md`.

use std::sync::Arc;

use async_trait::async_trait;
use dlt698::apdu::{
    ActionItem, ActionRequest, ClientMessage, ClientService, ConnectRequest, ConnectResult,
    Credentials, GetRequest, Mechanism, Negotiation, TimeTag,
};
use dlt698::client::{Client, Content, Reply, Step};
use dlt698::{
    Apdu, ClientApdu, Dar, Data, DateTimeS, Oad, Octets, Omd, PlainApdu, Protected,
    ReplyVerification, SecurityRequest, SidMac, Ti, TiUnit, Verification,
};
use meter_link::{Found, Line, LinkFault};
use security_unit::metering::{
    Authorised, Authority, CommandTask, EsamSerial, InfraredAuthorities, InfraredChallenge,
    InfraredRandom2, Mac, MeterSecurity, Permit, ProtectedCommand, RandomCipher, ServerProof,
    Target,
};
use vocabulary::{Clock, MeterNo, MeterTime, RelayState, Text};

use crate::seen::{HALF_UPDATED, PRIVATE, PUBLIC, Seen};
use crate::speech::{Answer, Speech};
use crate::trouble::Trouble;
use crate::unit::ask_unit;

/// A client of one meter. The session itself stands in the security unit.
pub(crate) struct Speech698 {
    client: Client,
    /// Seconds by which the meter's clock was ahead when it was looked at: time tags are told in the meter's own time.
    ahead_s: i64,
}

impl Speech698 {
    pub(crate) fn with(found: &Found) -> Result<Self, Trouble> {
        Ok(Self { client: found.client()?, ahead_s: 0 })
    }
}

#[async_trait]
impl Speech for Speech698 {
    async fn meter_no(&mut self, line: &mut Line) -> Result<Option<MeterNo>, Trouble> {
        let told = self.read(line, &[METER_NO]).await?;
        let Some(Some(Data::OctetString(octets))) = told.first() else { return Ok(None) };
        let bcd = octets.0.get(..6).and_then(|bytes| <[u8; 6]>::try_from(bytes).ok());
        Ok(bcd.and_then(|bcd| MeterNo::from_bcd(bcd).ok()))
    }

    /// F100 methods 11 and 12; a meter whose port is open refuses the first.
    async fn open_port(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        authorities: &InfraredAuthorities,
    ) -> Result<(), Trouble> {
        let random1 = ask_unit(unit, |unit| unit.draw_random()).await?;
        let rn = Data::Rn(Octets(random1.bytes().to_vec()));
        let reply = self.ask(line, action(INFRARED_QUERY, rn)).await?;
        let Some([done]) = reply.actions() else { return Err(not_the_answer("no action")) };
        if done.dar != Dar::SUCCESS {
            return Ok(());
        }
        let challenge = challenge(done.data.as_ref())
            .ok_or_else(|| not_the_answer("no proof of the meter came"))?;
        let (target, authorities) = (target.clone(), *authorities);
        let answer =
            ask_unit(unit, move |unit| unit.answer_infrared(&target, &authorities, &challenge))
                .await?;
        let answer = Data::OctetString(Octets(answer.bytes().to_vec()));
        let reply = self.ask(line, action(INFRARED_ANSWER, answer)).await?;
        match reply.actions() {
            Some([done]) if done.dar == Dar::SUCCESS => Ok(()),
            Some([done]) => Err(LinkFault::Refused { reason: words(done.dar) }.into()),
            _ => Err(not_the_answer("no action")),
        }
    }

    async fn look(&mut self, line: &mut Line, clock: &dyn Clock) -> Result<Seen, Trouble> {
        let asked = [STATUS_3, CLOCK, KEY_STATE, WALLET, GUARD, VOLTAGES];
        let told = self.read(line, &asked).await?;
        let [status, shown, keys, wallet, guard, voltages] = &told[..] else {
            return Err(not_the_answer("other items"));
        };
        let mut seen = Seen::default();
        if let Some(Data::BitString(bits)) = status {
            let relay = |is_open| if is_open { RelayState::Open } else { RelayState::Closed };
            seen.state.relay = bits.bit(RELAY_BIT).map(relay);
            seen.is_told_to_open = bits.bit(RELAY_COMMAND_BIT);
        }
        if seen.waits() {
            let told = self.read(line, &[REMOTE_CONTROL]).await?;
            seen.has_trip_delay = told.iter().flatten().find_map(trip_delay).map(|min| min != 0);
        }
        if let Some(shown) = shown.as_ref().and_then(time) {
            seen.clock(shown, MeterTime::right_at(clock.now()));
            self.ahead_s = seen.state.clock_ahead_s.unwrap_or(0);
        }
        seen.state.keys = keys.as_ref().and_then(key_state);
        if let Some((balance, count)) = wallet.as_ref().and_then(purse) {
            seen.state.balance_fen = Some(balance);
            seen.state.purchase_count = Some(count);
        }
        seen.state.guard_on = match guard {
            Some(Data::Enum(word)) => Some(*word != 0),
            _ => None,
        };
        if let Some(Data::Array(phases)) = voltages {
            let tenths = phases.iter().filter_map(Data::whole_number);
            seen.state.voltage_v_e1 = tenths.filter_map(|volts| volts.try_into().ok()).collect();
        }
        Ok(seen)
    }

    /// CONNECT by symmetric key; its counter is one more than the ESAM's.
    async fn prove(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        identity: &Authority,
    ) -> Result<(), Trouble> {
        let told = self.read(line, &[ESAM_SERIAL, ESAM_COUNTERS]).await?;
        let [Some(Data::OctetString(serial)), Some(Data::Structure(counters))] = &told[..] else {
            return Err(not_the_answer("no serial number of the ESAM"));
        };
        let serial = serial.0.as_slice().try_into();
        let esam = EsamSerial::from_bytes(
            serial.map_err(|_| not_the_answer("the ESAM's serial number is none"))?,
        );
        let counter = counters.first().and_then(Data::whole_number);
        let counter = counter.and_then(|counter| u32::try_from(counter + 1).ok());
        let counter = counter.ok_or_else(|| not_the_answer("no counter of negotiations"))?;
        let (target, authority) = (target.clone(), *identity);
        let proof =
            ask_unit(unit, move |unit| unit.begin_connect(&target, &authority, esam, counter))
                .await?;
        let credentials =
            Credentials { ciphertext: Octets(proof.cipher), signature: Octets(proof.signature) };
        let request = ConnectRequest {
            negotiation: Negotiation::default(),
            mechanism: Mechanism::Symmetric(credentials),
        };
        let reply = self.ask(line, ClientService::Connect(Box::new(request))).await?;
        let response = reply.connection().ok_or_else(|| not_the_answer("no CONNECT"))?;
        if response.result != ConnectResult::ALLOWED {
            let reason =
                Text::new("表计拒绝建立应用连接", "the meter takes no application connection");
            return Err(LinkFault::Refused { reason }.into());
        }
        self.client.agree(response);
        let security =
            response.security.clone().ok_or_else(|| not_the_answer("no proof of the meter"))?;
        let server = ServerProof { random: security.rn.0, signature: security.signature.0 };
        ask_unit(unit, move |unit| unit.confirm_connect(&server)).await?;
        Ok(())
    }

    async fn command(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        permit: &Permit,
    ) -> Result<Answer, Trouble> {
        match permit {
            Permit::Commands(tasks) => {
                for (done, task) in tasks.iter().enumerate() {
                    match self.one(line, unit, target, task).await? {
                        Dar::SUCCESS => {}
                        dar if done == 0 => return Ok(Answer::Refused(words(dar))),
                        dar => return Ok(Answer::TakenInPart(words(dar))),
                    }
                }
                Ok(Answer::Taken)
            }
            Permit::Clock(task) => {
                let time = Data::DateTimeS(DateTimeS::from(target.now));
                let set = dlt698::apdu::SetItem { oad: CLOCK, data: time };
                let set = dlt698::apdu::SetRequest::Normal(set);
                let message = self.client.request(ClientService::Set(set));
                let (target, task) = (target.clone(), task.clone());
                let (piid, tag) = (piid_of(&message), tag_of(&message)?);
                let protected =
                    ask_unit(unit, move |unit| unit.protect_clock(&target, &task, piid, &tag))
                        .await?;
                match self.protected(line, unit, message, protected).await? {
                    Dar::SUCCESS => Ok(Answer::Taken),
                    dar => Ok(Answer::Refused(words(dar))),
                }
            }
            _ => Err(Trouble::OtherPermit),
        }
    }

    async fn raw(&mut self, line: &mut Line, identifier: u32) -> Result<Option<Vec<u8>>, Trouble> {
        let [high, low, attribute, index] = identifier.to_be_bytes();
        let oad = Oad::element(u16::from_be_bytes([high, low]), attribute, index);
        let told = self.read(line, &[oad]).await?;
        Ok(told.into_iter().flatten().next().map(|data| data.emit()))
    }

    async fn purse(&mut self, line: &mut Line) -> Result<Option<(i64, u32)>, Trouble> {
        let told = self.read(line, &[WALLET]).await?;
        Ok(told.iter().flatten().find_map(purse))
    }
}

impl Speech698 {
    /// One task, with its time tag where the meter wants one; the DAR of what was done.
    async fn one(
        &mut self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        target: &Target,
        task: &Authorised<CommandTask>,
    ) -> Result<Dar, Trouble> {
        let service = service_of(&task.task)?;
        let message = match &service {
            ClientService::Action(ActionRequest::Normal(item)) if is_control(item.omd) => {
                let tag = self.time_tag(target.now)?;
                self.client.request_in_time(service, tag)
            }
            _ => self.client.request(service),
        };
        let (piid, tag) = (piid_of(&message), tag_of(&message)?);
        let (target, task) = (target.clone(), task.clone());
        let protected =
            ask_unit(unit, move |unit| unit.protect_command(&target, &task, piid, &tag)).await?;
        self.protected(line, unit, message, protected).await
    }

    /// In the meter's own time: a tag says how old a command is, and a clock that is wrong does not make it older.
    fn time_tag(&self, now: MeterTime) -> Result<TimeTag, Trouble> {
        let shown = MeterTime::right_at(now.instant().shifted(self.ahead_s * 1_000_000));
        let shown = shown.ok_or_else(|| not_the_answer("the meter's clock shows no time"))?;
        let delay_max = Ti { unit: TiUnit::MINUTE, count: TAG_MINUTES };
        Ok(TimeTag { sent: shown.into(), delay_max })
    }

    async fn protected(
        &self,
        line: &mut Line,
        unit: &Arc<dyn MeterSecurity>,
        message: ClientMessage,
        protected: ProtectedCommand,
    ) -> Result<Dar, Trouble> {
        let mut step = self.client.begin_protected(message, security_request(protected)?);
        loop {
            step = match step {
                Step::Send { frame, next } => line.send_698(&frame, next).await?,
                Step::Open { response, next } => {
                    let sealed = sealed_reply(response)?;
                    let apdu = ask_unit(unit, move |unit| unit.unprotect(&sealed)).await?;
                    next.take(&apdu).map_err(|error| not_the_answer(&error.to_string()))?
                }
                Step::Done(reply) => return dar_of(&reply),
                Step::SendOnly { .. } | Step::Protect { .. } => {
                    return Err(not_the_answer("a step that no command has"));
                }
            };
        }
    }

    async fn ask(&mut self, line: &mut Line, service: ClientService) -> Result<Reply, Trouble> {
        Ok(line.ask_698(&mut self.client, service).await?)
    }

    /// What stands in each; nothing where the meter has no such thing or does not tell it.
    async fn read(&mut self, line: &mut Line, oads: &[Oad]) -> Result<Vec<Option<Data>>, Trouble> {
        let asked = ClientService::Get(GetRequest::NormalList(oads.to_vec()));
        let reply = self.ask(line, asked).await?;
        let reads = reply.reads().ok_or_else(|| not_the_answer("no values came"))?;
        Ok(reads.iter().map(|read| read.result.data().ok().cloned()).collect())
    }
}

fn not_the_answer(why: &str) -> Trouble {
    LinkFault::NotTheAnswer { why: why.to_owned() }.into()
}

fn action(omd: Omd, parameter: Data) -> ClientService {
    ClientService::Action(ActionRequest::Normal(ActionItem { omd, parameter }))
}

fn words(dar: Dar) -> Text {
    match dar.words() {
        Some(words) => Text::new(words.zh, words.en),
        None => Text::new(format!("错误码 {}", dar.0), format!("code {}", dar.0)),
    }
}

/// The service that a task permits; nothing but what the key machine covered is in it.
pub(crate) fn service_of(task: &CommandTask) -> Result<ClientService, Trouble> {
    let apdu = [&task.head()[..], &[0], task.content(), &[0]].concat();
    match Apdu::parse(&apdu) {
        Ok(Apdu::Client(ClientApdu::Message(message))) => Ok(message.service),
        _ => Err(Trouble::OtherPermit),
    }
}

/// Objects of control want to know how old a command is (8000 and 8001).
fn is_control(omd: Omd) -> bool {
    matches!(omd.oi.0, 0x8000 | 0x8001)
}

fn piid_of(message: &ClientMessage) -> u8 {
    ClientApdu::Message(message.clone()).emit()[2]
}

fn tag_of(message: &ClientMessage) -> Result<security_unit::metering::TimeTag, Trouble> {
    let apdu = ClientApdu::Message(message.clone()).emit();
    let len = if message.time_tag.is_some() { TAG_LEN } else { 1 };
    security_unit::metering::TimeTag::parse(&apdu[apdu.len() - len..])
        .map_err(|_| Trouble::OtherPermit)
}

fn security_request(protected: ProtectedCommand) -> Result<SecurityRequest, Trouble> {
    use security_unit::metering::Protection;
    let sid = dlt698::Sid {
        identity: u32::from_be_bytes(protected.sid.identity),
        attached: Octets(protected.sid.attached),
    };
    let payload = match protected.protection {
        Protection::PlainMac => Protected::Plain(PlainApdu(Octets(protected.body))),
        Protection::Cipher | Protection::CipherMac => Protected::Cipher(Octets(protected.body)),
    };
    let verification = match protected.mac {
        Some(mac) => Verification::SidMac(SidMac { sid, mac: Octets(mac.bytes().to_vec()) }),
        None => Verification::Sid(sid),
    };
    Ok(SecurityRequest { payload, verification })
}

fn sealed_reply(
    response: dlt698::SecurityResponse,
) -> Result<security_unit::metering::ProtectedReply, Trouble> {
    use dlt698::ProtectedReply as Wire;
    use security_unit::metering::ProtectedReply as Sealed;
    let mac = match response.verification {
        Some(ReplyVerification::Mac(mac)) => {
            let bytes = mac.0.as_slice().try_into();
            Some(Mac::from_bytes(bytes.map_err(|_| not_the_answer("the MAC has another length"))?))
        }
        Some(ReplyVerification::SidMac(_)) => return Err(not_the_answer("a MAC with a SID")),
        None => None,
    };
    match (response.payload, mac) {
        (Wire::Plain(PlainApdu(apdu)), Some(mac)) => Ok(Sealed::Plain { apdu: apdu.0, mac }),
        (Wire::Cipher(cipher), mac) => Ok(Sealed::Cipher { cipher: cipher.0, mac }),
        _ => Err(not_the_answer("an answer without protection")),
    }
}

/// What became of a command: the DAR of its only item, or the one for which the whole was refused.
fn dar_of(reply: &Reply) -> Result<Dar, Trouble> {
    if let Content::Refused(dar) = &reply.content {
        return Ok(*dar);
    }
    if let Some([done]) = reply.actions() {
        return Ok(done.dar);
    }
    if let Some([done]) = reply.writes() {
        return Ok(done.dar);
    }
    Err(not_the_answer("no result came"))
}

fn time(data: &Data) -> Option<MeterTime> {
    match data {
        Data::DateTimeS(at) => at.meter_time(),
        _ => None,
    }
}

/// A byte for each key: 0 the factory's, 1 the company's.
fn key_state(data: &Data) -> Option<String> {
    let Data::OctetString(keys) = data else { return None };
    let word = if keys.0.iter().all(|key| *key == 0) {
        PUBLIC
    } else if keys.0.iter().all(|key| *key != 0) {
        PRIVATE
    } else {
        HALF_UPDATED
    };
    Some(word.to_owned())
}

/// Minutes that a trip waits; behind the alarm current threshold.
fn trip_delay(data: &Data) -> Option<i64> {
    data.elements()?.get(1)?.whole_number()
}

/// Balance in fen, and count of purchases.
fn purse(data: &Data) -> Option<(i64, u32)> {
    let Data::Structure(parts) = data else { return None };
    let [balance, count] = &parts[..] else { return None };
    Some((balance.whole_number()?, u32::try_from(count.whole_number()?).ok()?))
}

fn challenge(data: Option<&Data>) -> Option<InfraredChallenge> {
    let Some(Data::Structure(parts)) = data else { return None };
    let [
        Data::OctetString(meter),
        Data::OctetString(esam),
        Data::OctetString(cipher),
        Data::Rn(random2),
    ] = &parts[..]
    else {
        return None;
    };
    let eight = |octets: &Octets| <[u8; 8]>::try_from(&octets.0[..]).ok();
    Some(InfraredChallenge {
        meter: MeterNo::from_bcd(meter.0.as_slice().try_into().ok()?).ok()?,
        esam: EsamSerial::from_bytes(eight(esam)?),
        random1_cipher: RandomCipher::from_bytes(eight(cipher)?),
        random2: InfraredRandom2::from_bytes(eight(random2)?),
    })
}

const METER_NO: Oad = Oad::new(0x4002, 2);
const STATUS_3: Oad = Oad::element(0x2014, 2, 3);
const CLOCK: Oad = Oad::new(0x4000, 2);
const KEY_STATE: Oad = Oad::new(0xF100, 4);
const WALLET: Oad = Oad::new(0x202C, 2);
const GUARD: Oad = Oad::new(0x8001, 2);
const REMOTE_CONTROL: Oad = Oad::new(0x8000, 2);
const VOLTAGES: Oad = Oad::new(0x2000, 2);
const ESAM_SERIAL: Oad = Oad::new(0xF100, 2);
const ESAM_COUNTERS: Oad = Oad::new(0xF100, 7);
const INFRARED_QUERY: Omd = Omd::new(0xF100, 11);
const INFRARED_ANSWER: Omd = Omd::new(0xF100, 12);
/// Of status word 3 (section 6.4 of the reference of DL/T 645, whose words these are).
const RELAY_BIT: usize = 4;
const RELAY_COMMAND_BIT: usize = 6;
const TAG_MINUTES: u16 = 5;
/// 01, seven bytes of time, three of the interval.
const TAG_LEN: usize = 11;
