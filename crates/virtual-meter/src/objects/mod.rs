//! DL/T 698.45 as a meter speaks it: frames, security envelopes, and who may do what.

mod act;
mod association;
mod modes;
mod read;
mod records;
mod write;

use dlt645::MeterAddress;
use dlt698::apdu::{
    ActionItem, ActionRequest, ClientMessage, ClientService, Dar, GetResult, Md5Result,
    RecordQuery, RecordResult, ResultRecord, ServerMessage,
};
use dlt698::server::{Acted, Heard, Objects, Origin, Server, answer};
use dlt698::{
    Apdu, ClientApdu, Data, Decoder, Event, LinkFrame, Oad, Octets, Omd, PlainApdu, Protected,
    ProtectedReply, ReplyVerification, SecurityRequest, SecurityResponse, ServerAddress,
    ServerApdu, Verification,
};
use security_unit::metering::{
    EsamRefusal, Mac, ProtectedCommand, ProtectedReply as SealedReply, Protection, ReadRandom, Sid,
};
use vocabulary::Instant;

use crate::meter::Meter;
use crate::port::Port;
use modes::{Access, Guard};

/// What a port of DL/T 698.45 remembers.
pub(crate) struct Speaker698 {
    decoder: Decoder,
    server: Server,
    address: MeterAddress,
}

impl Speaker698 {
    pub(crate) fn new(address: MeterAddress) -> Self {
        Self { decoder: Decoder::default(), server: Server::new(server_address(address)), address }
    }

    pub(crate) fn lose_power(&mut self) {
        *self = Self::new(self.address);
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) -> Vec<Vec<u8>> {
        self.decoder.push(bytes);
        self.frames()
    }

    pub(crate) fn finish(&mut self) -> Vec<Vec<u8>> {
        self.decoder.finish();
        self.frames()
    }

    fn frames(&mut self) -> Vec<Vec<u8>> {
        let mut frames = Vec::new();
        while let Some(event) = self.decoder.poll() {
            if let Event::Frame(frame) = event {
                frames.push(frame.emit());
            }
        }
        frames
    }

    pub(crate) fn is_for(&self, frame: &[u8]) -> bool {
        let own = server_address(self.address);
        LinkFrame::parse(frame)
            .is_ok_and(|frame| !frame.control.from_server && frame.server.reaches(&own, &[]))
    }

    pub(crate) fn answer(
        &mut self,
        meter: &mut Meter,
        port: Port,
        frame: &[u8],
        now: Instant,
    ) -> Option<Vec<u8>> {
        let frame = LinkFrame::parse(frame).ok()?;
        let answer = match self.server.take(&frame) {
            Heard::NotForUs | Heard::Nothing | Heard::BadFragment(_) => None,
            Heard::Send(frame) => Some(frame),
            Heard::Unreadable { piid, from, .. } => self.server.unreadable(piid, from),
            Heard::Request { apdu: ClientApdu::Message(message), from } => {
                let reply = meter.answer_message(&message, Access::of(port, from), now);
                self.agree(&reply);
                reply.and_then(|reply| self.server.send(from, reply.into()))
            }
            Heard::Request { apdu: ClientApdu::Security(request), from } => {
                let reply = meter.answer_protected(request, Access::of(port, from), now);
                self.server.send(from, ServerApdu::Security(reply))
            }
            // A meter logs in to nobody.
            Heard::Request { apdu: ClientApdu::Link(_), .. } => None,
        };
        if meter.address != self.address {
            *self = Self::new(meter.address);
        }
        answer
    }

    /// Everything is refused with DAR 255, of whatever can be refused item by item.
    pub(crate) fn refuse(&mut self, frame: &[u8]) -> Option<Vec<u8>> {
        let frame = LinkFrame::parse(frame).ok()?;
        let Heard::Request { apdu, from } = self.server.take(&frame) else { return None };
        let reply: ServerApdu = match apdu {
            ClientApdu::Message(message) => answer(&message, &mut Refusing(Dar::OTHER))?.into(),
            ClientApdu::Security(_) => ServerApdu::Security(refused(Dar::OTHER)),
            ClientApdu::Link(_) => return None,
        };
        self.server.send(from, reply)
    }

    /// From a CONNECT on, frames and APDUs are as long as was agreed.
    fn agree(&mut self, reply: &Option<ServerMessage>) {
        use dlt698::apdu::{ConnectResult, ServerService};
        let Some(ServerMessage { service: ServerService::Connect(connect), .. }) = reply else {
            return;
        };
        if connect.result == ConnectResult::ALLOWED {
            let agreed = &connect.negotiation;
            self.server.agree(agreed.send_frame_len_max, agreed.apdu_len_max);
        }
    }
}

impl Meter {
    /// The answer to a plain message; nothing where nobody waits for one.
    fn answer_message(
        &mut self,
        message: &ClientMessage,
        access: Access,
        now: Instant,
    ) -> Option<ServerMessage> {
        if access.is_broadcast && !may_be_broadcast(&message.service) {
            return None;
        }
        if let Err(dar) = self.in_time(message) {
            return answer(message, &mut Refusing(dar));
        }
        answer(message, &mut Guard { meter: self, access, now })
    }

    /// A time tag that has run out, or is missing where there must be one (reference, 4.1): DAR 32.
    fn in_time(&self, message: &ClientMessage) -> Result<(), Dar> {
        match &message.time_tag {
            Some(tag) if tag.is_in_time(self.time()) => Ok(()),
            Some(_) => Err(Dar::TIME_TAG_INVALID),
            None if needs_time_tag(&message.service) => Err(Dar::TIME_TAG_INVALID),
            None => Ok(()),
        }
    }

    fn answer_protected(
        &mut self,
        request: SecurityRequest,
        access: Access,
        now: Instant,
    ) -> SecurityResponse {
        match self.open(request, access, now) {
            Ok(response) => response,
            Err(refusal) => refused(dar_of(refusal)),
        }
    }

    fn open(
        &mut self,
        request: SecurityRequest,
        access: Access,
        now: Instant,
    ) -> Result<SecurityResponse, EsamRefusal> {
        let shown = self.time();
        let SecurityRequest { payload, verification } = request;
        let command = match (payload, verification) {
            (Protected::Plain(PlainApdu(apdu)), Verification::Rn(rn)) => {
                return self.prove(apdu, rn, access, now);
            }
            (Protected::Plain(PlainApdu(apdu)), Verification::SidMac(sid_mac)) => {
                command(Protection::PlainMac, apdu, sid_mac.sid, Some(sid_mac.mac))?
            }
            (Protected::Cipher(cipher), Verification::SidMac(sid_mac)) => {
                command(Protection::CipherMac, cipher, sid_mac.sid, Some(sid_mac.mac))?
            }
            (Protected::Cipher(cipher), Verification::Sid(sid)) => {
                command(Protection::Cipher, cipher, sid, None)?
            }
            // Nobody has shown a cipher with a random number, or both at once, to a meter.
            _ => return Err(EsamRefusal::Meaningless),
        };
        let access = Access { protection: Some(command.protection), ..access };
        let apdu = self.esam.open_command(shown, &command)?;
        let reply = self.answer_inside(&apdu, access, now)?;
        // The command may have set the clock.
        let shown = self.time();
        let reply = self.esam.protect_reply(shown, reply)?;
        if std::mem::take(&mut self.ends_session) {
            self.esam.end_session();
        }
        Ok(sealed(reply))
    }

    /// A plain read whose answer carries a MAC made with the client's random number.
    fn prove(
        &mut self,
        apdu: Octets,
        rn: Octets,
        access: Access,
        now: Instant,
    ) -> Result<SecurityResponse, EsamRefusal> {
        let shown = self.time();
        // Whether the session stands shows before anything is done.
        self.esam.prove_read(shown, &ReadRandom(rn.0.clone()), Vec::new())?;
        let reply = self.answer_inside(&apdu.0, access, now)?;
        Ok(sealed(self.esam.prove_read(shown, &ReadRandom(rn.0), reply)?))
    }

    fn answer_inside(
        &mut self,
        apdu: &[u8],
        access: Access,
        now: Instant,
    ) -> Result<Vec<u8>, EsamRefusal> {
        let Ok(Apdu::Client(ClientApdu::Message(message))) = Apdu::parse(apdu) else {
            return Err(EsamRefusal::Meaningless);
        };
        let reply = self.answer_message(&message, access, now).ok_or(EsamRefusal::Meaningless)?;
        Ok(ServerApdu::Message(reply).emit())
    }
}

/// Objects of a meter that refuses everything for one reason.
struct Refusing(Dar);

impl Objects for Refusing {
    fn get(&mut self, _: Oad) -> GetResult {
        GetResult::Failed(self.0)
    }

    fn set(&mut self, _: Oad, _: Data) -> Dar {
        self.0
    }

    fn act(&mut self, _: Omd, _: Data) -> Acted {
        Acted { dar: self.0, data: None }
    }

    fn records(&mut self, query: &RecordQuery) -> ResultRecord {
        let result = RecordResult::Failed(self.0);
        ResultRecord { oad: query.oad, columns: query.columns.clone(), result }
    }

    fn md5(&mut self, _: Oad) -> Md5Result {
        Md5Result::Failed(self.0)
    }
}

/// The frame with another address or other user data, and right checks; as it was if it is none.
pub(crate) fn reframed(
    frame: &[u8],
    address: Option<MeterAddress>,
    payload: impl FnOnce(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let Ok(parsed) = LinkFrame::parse(frame) else { return frame.to_vec() };
    let server = address.map_or(parsed.server, server_address);
    LinkFrame { server, payload: payload(&parsed.payload), ..parsed }.emit()
}

pub(crate) fn server_address(address: MeterAddress) -> ServerAddress {
    const SINGLE_OF_SIX: u8 = 0x05;
    ServerAddress::from_wire(SINGLE_OF_SIX, &address.to_wire())
        .expect("the flag tells six bytes, and six there are")
}

/// To all meters only the time and an instant freeze go; a trip for all is heard by none.
fn may_be_broadcast(service: &ClientService) -> bool {
    matches!(service, ClientService::Action(ActionRequest::Normal(ActionItem { omd, .. }))
        if [BROADCAST_TIME, FREEZE_NOW].contains(omd))
}

/// One source, but explicit: 8000 methods 129 and 130, and 8001 method 127.
fn needs_time_tag(service: &ClientService) -> bool {
    let needs = |omd: &Omd| [TRIP, CLOSE, GUARD].contains(omd);
    match service {
        ClientService::Action(ActionRequest::Normal(item)) => needs(&item.omd),
        ClientService::Action(ActionRequest::NormalList(items)) => {
            items.iter().any(|item| needs(&item.omd))
        }
        ClientService::Action(ActionRequest::ThenGetList(items)) => {
            items.iter().any(|item| needs(&item.omd))
        }
        _ => false,
    }
}

fn command(
    protection: Protection,
    body: Octets,
    sid: dlt698::Sid,
    mac: Option<Octets>,
) -> Result<ProtectedCommand, EsamRefusal> {
    let mac = match mac {
        None => None,
        Some(mac) => {
            let mac: [u8; 4] = mac.0.try_into().map_err(|_| EsamRefusal::WrongMac)?;
            Some(Mac::from_bytes(mac))
        }
    };
    let sid = Sid { identity: sid.identity.to_be_bytes(), attached: sid.attached.0 };
    Ok(ProtectedCommand { protection, body: body.0, sid, mac })
}

fn sealed(reply: SealedReply) -> SecurityResponse {
    let (payload, mac) = match reply {
        SealedReply::Plain { apdu, mac } => {
            (ProtectedReply::Plain(PlainApdu(Octets(apdu))), Some(mac))
        }
        SealedReply::Cipher { cipher, mac } => (ProtectedReply::Cipher(Octets(cipher)), mac),
    };
    let verification = mac.map(|mac| ReplyVerification::Mac(Octets(mac.bytes().to_vec())));
    SecurityResponse { payload, verification }
}

fn refused(dar: Dar) -> SecurityResponse {
    SecurityResponse { payload: ProtectedReply::Refused(dar), verification: None }
}

/// What a refusal of the ESAM's is called here; that these codes belong to these refusals is concluded from their names.
pub(crate) const fn dar_of(refusal: EsamRefusal) -> Dar {
    match refusal {
        EsamRefusal::WrongMac | EsamRefusal::KeyRefused => Dar::ESAM_VERIFICATION,
        EsamRefusal::OtherCustomer => Dar::CUSTOMER_MISMATCH,
        EsamRefusal::RepeatedPurchase => Dar::REPEATED_RECHARGE,
        EsamRefusal::PurchaseCount => Dar::RECHARGE_COUNT,
        EsamRefusal::OverHoarding => Dar::HOARDING,
        EsamRefusal::Locked => Dar::SUSPENDED,
        EsamRefusal::Meaningless => Dar::OTHER,
        EsamRefusal::IdentityFailed
        | EsamRefusal::NoIdentity
        | EsamRefusal::InfraredFailed
        | EsamRefusal::NoSession
        | EsamRefusal::Repeated
        | EsamRefusal::DeadlinePassed => Dar::SECURITY_FAILED,
    }
}

const BROADCAST_TIME: Omd = Omd::new(0x4000, 127);
const FREEZE_NOW: Omd = Omd::new(0x5000, 3);
const TRIP: Omd = Omd::new(0x8000, 129);
const CLOSE: Omd = Omd::new(0x8000, 130);
const GUARD: Omd = Omd::new(0x8001, 127);

impl Access {
    fn of(port: Port, from: Origin) -> Self {
        Self { port, protection: None, is_broadcast: !from.is_answered() }
    }
}
