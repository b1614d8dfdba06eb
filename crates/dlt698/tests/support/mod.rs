//! Values of everything, made from a string of bytes: shorter strings make smaller values, so that a failing case
//! shrinks.

use dlt698::apdu::{
    ActionItem, ActionItemResult, ActionRequest, ActionResponse, ActionThenGetItem,
    ActionThenGetItemResult, Block, BlockContent, ClientMessage, ClientService, ConnectRequest,
    ConnectResponse, ConnectResult, Credentials, Dar, ErrorKind, FactoryVersion, FollowReport,
    FunctionConformance, GetRequest, GetResponse, GetResult, LinkKind, LinkRequest, LinkResponse,
    LinkResult, Md5Result, Mechanism, Negotiation, Piid, PiidAcd, ProtocolConformance,
    ProxyActionList, ProxyActionTarget, ProxyActionTargetResult, ProxyActionThenGetList,
    ProxyActionThenGetTarget, ProxyActionThenGetTargetResult, ProxyGetList, ProxyGetTarget,
    ProxyGetTargetResult, ProxyRecord, ProxyRecordResult, ProxyRequest, ProxyResponse,
    ProxySetList, ProxySetTarget, ProxySetTargetResult, ProxySetThenGetList, ProxySetThenGetTarget,
    ProxySetThenGetTargetResult, RecordQuery, RecordResult, ReleaseNotification, ReleaseResult,
    Report, ReportResponse, ResultMd5, ResultNormal, ResultRecord, SecurityData, ServerMessage,
    ServerService, SetItem, SetItemResult, SetRequest, SetResponse, SetThenGetItem,
    SetThenGetItemResult, TimeTag, TransCommand, TransCommandResult, TransData, TransResult,
};
use dlt698::{
    AddressKind, Apdu, AtTime, Baud, BitString, Characters, ClientApdu, Comdcb, Control, Csd, Data,
    Date, DateTime, DateTimeS, FixedCharacters, FixedOctets, Float32, Float64, FlowControl,
    Function, InTime, LastN, LinkFrame, Ms, Oad, Octets, Oi, Omd, Parity, PlainApdu, Protected,
    ProtectedReply, Rcsd, Region, RegionKind, ReplyVerification, RnMac, Road, Rsd, ScalerUnit,
    SecurityRequest, SecurityResponse, Selector1, Selector2, ServerAddress, ServerApdu, Sid,
    SidMac, Ti, TiUnit, Time, Tsa, UnitCode, Verification,
};

/// Makes values of what bytes say; when they are used up, the smallest ones.
pub struct Dice<'b> {
    bytes: &'b [u8],
    depth: usize,
    /// Only values that the standard allows, as strict peers want them.
    is_strict: bool,
}

impl<'b> Dice<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, depth: 0, is_strict: false }
    }

    #[allow(dead_code, reason = "only the peers are strict")]
    pub fn strict(bytes: &'b [u8]) -> Self {
        Self { is_strict: true, ..Self::new(bytes) }
    }

    fn byte(&mut self) -> u8 {
        let Some((&byte, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        byte
    }

    /// 0 to `sides` less one.
    fn roll(&mut self, sides: u8) -> u8 {
        self.byte() % sides
    }

    /// One of the known codes, or for the lenient any.
    fn code(&mut self, sides: u8) -> u8 {
        if self.is_strict { self.roll(sides) } else { self.byte() }
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.byte())
    }

    fn flag(&mut self) -> bool {
        self.roll(2) == 1
    }

    fn word(&mut self) -> u16 {
        u16::from_be_bytes(self.array())
    }

    fn maybe<V>(&mut self, make: impl FnOnce(&mut Self) -> V) -> Option<V> {
        self.flag().then(|| make(self))
    }

    /// One to three of something; for the lenient none, too.
    fn some<V>(&mut self, mut make: impl FnMut(&mut Self) -> V) -> Vec<V> {
        let count = if self.is_strict { 1 + self.roll(3) } else { self.roll(4) };
        (0..count).map(|_| make(self)).collect()
    }

    fn octets(&mut self) -> Octets {
        let len = match self.roll(8) {
            7 => 120 + usize::from(self.roll(160)),
            len => usize::from(len),
        };
        Octets((0..len).map(|_| self.byte()).collect())
    }

    fn visible(&mut self) -> Characters {
        let Octets(bytes) = self.octets();
        match self.is_strict {
            true => Characters(bytes.into_iter().map(|byte| 0x20 + byte % 0x5F).collect()),
            false => Characters(bytes),
        }
    }

    fn utf8(&mut self) -> Characters {
        let Octets(bytes) = self.octets();
        match self.is_strict {
            true => Characters::from("电".repeat(bytes.len()).as_str()),
            false => Characters(bytes),
        }
    }

    fn bits(&mut self) -> BitString {
        let len = usize::from(self.roll(40));
        let bytes = (0..len.div_ceil(8)).map(|_| self.byte()).collect();
        BitString::new(len, bytes).expect("as many bytes as the bits need")
    }

    fn oad(&mut self) -> Oad {
        Oad::from(self.array())
    }

    fn omd(&mut self) -> Omd {
        let omd = Omd::from(self.array());
        if self.is_strict { Omd { mode: 0, ..omd } } else { omd }
    }

    fn address(&mut self) -> ServerAddress {
        let (kind, len) = (self.roll(3), 1 + self.roll(16));
        let bytes: Vec<u8> = (0..len).map(|_| self.roll(10) << 4 | self.roll(10)).collect();
        let flag = if self.is_strict { len - 1 } else { kind << 6 | self.roll(4) << 4 | (len - 1) };
        ServerAddress::from_wire(flag, &bytes).expect("as many bytes as the flag tells")
    }

    fn tsa(&mut self) -> Tsa {
        Tsa::from(&self.address())
    }

    fn road(&mut self) -> Road {
        Road { oad: self.oad(), related: self.some(Self::oad) }
    }

    fn csd(&mut self) -> Csd {
        if self.flag() { Csd::Road(self.road()) } else { Csd::Oad(self.oad()) }
    }

    fn rcsd(&mut self) -> Rcsd {
        self.some(Self::csd)
    }

    fn date_time(&mut self) -> DateTime {
        let Date { year, month, day, weekday } = self.date();
        let Time { hour, minute, second } = self.time();
        let millisecond = if self.is_strict { self.word() % 1_000 } else { self.word() };
        DateTime { year, month, day, weekday, hour, minute, second, millisecond }
    }

    fn date(&mut self) -> Date {
        if !self.is_strict {
            let [month, day, weekday] = self.array();
            return Date { year: self.word(), month, day, weekday };
        }
        let (month, day, weekday) = (1 + self.roll(12), 1 + self.roll(28), 1 + self.roll(6));
        Date { year: 2_000 + u16::from(self.byte()), month, day, weekday }
    }

    fn time(&mut self) -> Time {
        match self.is_strict {
            true => Time { hour: self.roll(24), minute: self.roll(60), second: self.roll(60) },
            false => Time { hour: self.byte(), minute: self.byte(), second: self.byte() },
        }
    }

    fn date_time_s(&mut self) -> DateTimeS {
        let Date { year, month, day, .. } = self.date();
        let Time { hour, minute, second } = self.time();
        DateTimeS { year, month, day, hour, minute, second }
    }

    fn ti(&mut self) -> Ti {
        Ti { unit: TiUnit(self.code(6)), count: self.word() }
    }

    fn comdcb(&mut self) -> Comdcb {
        Comdcb {
            baud: Baud(self.code(11)),
            parity: Parity(self.code(3)),
            data_bits: 5 + self.code(4) % 4,
            stop_bits: 1 + self.code(2) % 2,
            flow: FlowControl(self.code(3)),
        }
    }

    fn sid(&mut self) -> Sid {
        Sid { identity: u32::from_be_bytes(self.array()), attached: self.octets() }
    }

    fn sid_mac(&mut self) -> SidMac {
        SidMac { sid: self.sid(), mac: self.octets() }
    }

    fn region(&mut self) -> Region {
        let kind = RegionKind(self.roll(4));
        let (from, to) = (Data::Unsigned(self.byte()), Data::Unsigned(self.byte()));
        Region { kind, from, to }
    }

    fn ms(&mut self) -> Ms {
        match self.roll(8) {
            0 => Ms::None,
            1 => Ms::All,
            2 => Ms::UserKinds(self.some(Self::byte)),
            3 => Ms::Addresses(self.some(Self::tsa)),
            4 => Ms::Numbers(self.some(Self::word)),
            5 => Ms::UserKindRegions(self.some(Self::region)),
            6 => Ms::AddressRegions(self.some(|dice| Region {
                kind: RegionKind(dice.roll(4)),
                from: Data::Tsa(dice.tsa()),
                to: Data::Tsa(dice.tsa()),
            })),
            _ => Ms::NumberRegions(self.some(|dice| Region {
                kind: RegionKind(dice.roll(4)),
                from: Data::LongUnsigned(dice.word()),
                to: Data::LongUnsigned(dice.word()),
            })),
        }
    }

    fn selector2(&mut self) -> Selector2 {
        let interval = if self.flag() { Data::Ti(self.ti()) } else { Data::Null };
        let (from, to) = (Data::DateTimeS(self.date_time_s()), Data::DateTimeS(self.date_time_s()));
        Selector2 { oad: self.oad(), from, to, interval }
    }

    fn rsd(&mut self) -> Rsd {
        let at = |dice: &mut Self| AtTime { at: dice.date_time_s(), meters: dice.ms() };
        let within = |dice: &mut Self| InTime {
            from: dice.date_time_s(),
            to: dice.date_time_s(),
            interval: dice.ti(),
            meters: dice.ms(),
        };
        match self.roll(11) {
            0 => Rsd::None,
            1 => Rsd::Equal(Selector1 { oad: self.oad(), value: self.data() }),
            2 => Rsd::Range(self.selector2()),
            3 => Rsd::Ranges(self.some(Self::selector2)),
            4 => Rsd::StartedAt(at(self)),
            5 => Rsd::StoredAt(at(self)),
            6 => Rsd::StartedIn(within(self)),
            7 => Rsd::StoredIn(within(self)),
            8 => Rsd::SucceededIn(within(self)),
            9 => Rsd::NthLast(self.byte()),
            _ => Rsd::Last(LastN { n: self.byte(), meters: self.ms() }),
        }
    }

    pub fn data(&mut self) -> Data {
        self.depth += 1;
        let is_leaf = self.depth > 4;
        let data = match self.roll(40) {
            1 | 2 if is_leaf => Data::Null,
            1 => Data::Array(self.some(Self::data)),
            2 => Data::Structure(self.some(Self::data)),
            3 => Data::Bool(self.flag()),
            4 => Data::BitString(self.bits()),
            5 => Data::DoubleLong(i32::from_be_bytes(self.array())),
            6 => Data::DoubleLongUnsigned(u32::from_be_bytes(self.array())),
            7 => Data::OctetString(self.octets()),
            8 => Data::VisibleString(self.visible()),
            9 => Data::Utf8String(self.utf8()),
            10 => Data::Integer(i8::from_be_bytes(self.array())),
            11 => Data::Long(i16::from_be_bytes(self.array())),
            12 => Data::Unsigned(self.byte()),
            13 => Data::LongUnsigned(self.word()),
            14 => Data::Long64(i64::from_be_bytes(self.array())),
            15 => Data::Long64Unsigned(u64::from_be_bytes(self.array())),
            16 => Data::Enum(self.byte()),
            17 => Data::Float32(Float32(u32::from_be_bytes(self.array()))),
            18 => Data::Float64(Float64(u64::from_be_bytes(self.array()))),
            19 => Data::DateTime(self.date_time()),
            20 => Data::Date(self.date()),
            21 => Data::Time(self.time()),
            22 => Data::DateTimeS(self.date_time_s()),
            23 => Data::Oi(Oi(self.word())),
            24 => Data::Oad(self.oad()),
            25 => Data::Road(Box::new(self.road())),
            26 => Data::Omd(self.omd()),
            27 => Data::Ti(self.ti()),
            28 => Data::Tsa(self.tsa()),
            29 => Data::Mac(self.octets()),
            30 => Data::Rn(self.octets()),
            31 => Data::Region(Box::new(self.region())),
            32 => {
                let (scaler, unit) = (i8::from_be_bytes(self.array()), UnitCode(self.byte()));
                Data::ScalerUnit(ScalerUnit { scaler, unit })
            }
            33 if is_leaf => Data::Null,
            33 => Data::Rsd(Box::new(self.rsd())),
            34 => Data::Csd(Box::new(self.csd())),
            35 => Data::Ms(Box::new(self.ms())),
            36 => Data::SidMac(Box::new(self.sid_mac())),
            37 => Data::Rcsd(self.rcsd()),
            38 => Data::Comdcb(self.comdcb()),
            39 => Data::Sid(Box::new(self.sid())),
            _ => Data::Null,
        };
        self.depth -= 1;
        data
    }

    fn dar(&mut self) -> Dar {
        Dar(self.code(33))
    }

    fn result_normal(&mut self) -> ResultNormal {
        let oad = self.oad();
        let result = match self.flag() {
            true => GetResult::Found(self.data()),
            false => GetResult::Failed(self.dar()),
        };
        ResultNormal { oad, result }
    }

    fn result_record(&mut self) -> ResultRecord {
        let (oad, columns) = (self.oad(), self.rcsd());
        let mut record = ResultRecord { oad, columns, result: RecordResult::Failed(Dar(1)) };
        // The strict peer has one value for a ROAD.
        let row_len = if self.is_strict { record.columns.len() } else { record.row_len() };
        record.result = if self.flag() && row_len > 0 {
            RecordResult::Rows(self.some(|dice| (0..row_len).map(|_| dice.data()).collect()))
        } else {
            RecordResult::Failed(self.dar())
        };
        record
    }

    fn query(&mut self) -> RecordQuery {
        RecordQuery { oad: self.oad(), selection: self.rsd(), columns: self.rcsd() }
    }

    fn time_tag(&mut self) -> Option<TimeTag> {
        self.maybe(|dice| TimeTag { sent: dice.date_time_s(), delay_max: dice.ti() })
    }

    fn follow_report(&mut self) -> Option<FollowReport> {
        self.maybe(|dice| match dice.flag() {
            true => FollowReport::Normal(dice.some(Self::result_normal)),
            false => FollowReport::Record(dice.some(Self::result_record)),
        })
    }

    fn piid(&mut self) -> Piid {
        Piid { number: self.roll(64), is_urgent: self.flag() }
    }

    fn piid_acd(&mut self) -> PiidAcd {
        self.piid().answer(self.flag())
    }

    fn set_item(&mut self) -> SetItem {
        SetItem { oad: self.oad(), data: self.data() }
    }

    fn set_result(&mut self) -> SetItemResult {
        SetItemResult { oad: self.oad(), dar: self.dar() }
    }

    fn set_then_get(&mut self) -> SetThenGetItem {
        let SetItem { oad, data } = self.set_item();
        SetThenGetItem { set: oad, data, get: self.oad(), delay_s: self.byte() }
    }

    fn set_then_get_result(&mut self) -> SetThenGetItemResult {
        SetThenGetItemResult { set: self.oad(), dar: self.dar(), read: self.result_normal() }
    }

    fn action(&mut self) -> ActionItem {
        ActionItem { omd: self.omd(), parameter: self.data() }
    }

    fn action_result(&mut self) -> ActionItemResult {
        ActionItemResult { omd: self.omd(), dar: self.dar(), data: self.maybe(Self::data) }
    }

    fn action_then_get(&mut self) -> ActionThenGetItem {
        let ActionItem { omd, parameter } = self.action();
        ActionThenGetItem { omd, parameter, get: self.oad(), delay_s: self.byte() }
    }

    fn action_then_get_result(&mut self) -> ActionThenGetItemResult {
        let ActionItemResult { omd, dar, data } = self.action_result();
        ActionThenGetItemResult { omd, dar, data, read: self.result_normal() }
    }

    fn negotiation(&mut self) -> Negotiation {
        Negotiation {
            version: self.word(),
            protocol: ProtocolConformance(FixedOctets(self.array())),
            functions: FunctionConformance(FixedOctets(self.array())),
            send_frame_len_max: 64 + self.word() % 16_000,
            receive_frame_len_max: 64 + self.word() % 16_000,
            receive_window: 1 + self.roll(255),
            apdu_len_max: 64 + self.word() % 16_000,
            timeout_s: u32::from(self.word()),
        }
    }

    fn mechanism(&mut self) -> Mechanism {
        let credentials =
            |dice: &mut Self| Credentials { ciphertext: dice.octets(), signature: dice.octets() };
        match self.roll(4) {
            0 => Mechanism::Null,
            1 => Mechanism::Password(self.visible()),
            2 => Mechanism::Symmetric(credentials(self)),
            _ => Mechanism::Signature(credentials(self)),
        }
    }

    fn fixed<const N: usize>(&mut self) -> FixedCharacters<N> {
        FixedCharacters(self.array().map(|byte: u8| 0x20 + byte % 0x5F))
    }

    fn connect_response(&mut self) -> ConnectResponse {
        ConnectResponse {
            factory: FactoryVersion {
                vendor: self.fixed(),
                software: self.fixed(),
                software_date: self.fixed(),
                hardware: self.fixed(),
                hardware_date: self.fixed(),
                extension: self.fixed(),
            },
            negotiation: self.negotiation(),
            result: ConnectResult(self.code(6)),
            security: self
                .maybe(|dice| SecurityData { rn: dice.octets(), signature: dice.octets() }),
        }
    }

    fn get_request(&mut self) -> GetRequest {
        match self.roll(6) {
            0 => GetRequest::Normal(self.oad()),
            1 => GetRequest::NormalList(self.some(Self::oad)),
            2 => GetRequest::Record(self.query()),
            3 => GetRequest::RecordList(self.some(Self::query)),
            4 => GetRequest::Next(self.word()),
            _ => GetRequest::Md5(self.oad()),
        }
    }

    fn get_response(&mut self) -> GetResponse {
        match self.roll(6) {
            0 => GetResponse::Normal(self.result_normal()),
            1 => GetResponse::NormalList(self.some(Self::result_normal)),
            2 => GetResponse::Record(self.result_record()),
            3 => GetResponse::RecordList(self.some(Self::result_record)),
            4 => GetResponse::Next(Block {
                is_last: true,
                number: self.word(),
                content: match self.roll(3) {
                    0 => BlockContent::Failed(self.dar()),
                    1 => BlockContent::Normal(self.some(Self::result_normal)),
                    _ => BlockContent::Record(self.some(Self::result_record)),
                },
            }),
            _ => GetResponse::Md5(ResultMd5 {
                oad: self.oad(),
                result: match self.flag() {
                    true => Md5Result::Found(Octets(self.array::<16>().to_vec())),
                    false => Md5Result::Failed(self.dar()),
                },
            }),
        }
    }

    fn proxy_request(&mut self) -> ProxyRequest {
        let timeout_s = self.word();
        match self.roll(7) {
            0 => ProxyRequest::GetList(ProxyGetList {
                timeout_s,
                targets: self.some(|dice| ProxyGetTarget {
                    meter: dice.tsa(),
                    timeout_s: dice.word(),
                    items: dice.some(Self::oad),
                }),
            }),
            1 => ProxyRequest::GetRecord(ProxyRecord {
                timeout_s,
                meter: self.tsa(),
                query: self.query(),
            }),
            2 => ProxyRequest::SetList(ProxySetList {
                timeout_s,
                targets: self.some(|dice| ProxySetTarget {
                    meter: dice.tsa(),
                    timeout_s: dice.word(),
                    items: dice.some(Self::set_item),
                }),
            }),
            3 => ProxyRequest::SetThenGetList(ProxySetThenGetList {
                timeout_s,
                targets: self.some(|dice| ProxySetThenGetTarget {
                    meter: dice.tsa(),
                    timeout_s: dice.word(),
                    items: dice.some(Self::set_then_get),
                }),
            }),
            4 => ProxyRequest::ActionList(ProxyActionList {
                timeout_s,
                targets: self.some(|dice| ProxyActionTarget {
                    meter: dice.tsa(),
                    timeout_s: dice.word(),
                    items: dice.some(Self::action),
                }),
            }),
            5 => ProxyRequest::ActionThenGetList(ProxyActionThenGetList {
                timeout_s,
                targets: self.some(|dice| ProxyActionThenGetTarget {
                    meter: dice.tsa(),
                    timeout_s: dice.word(),
                    items: dice.some(Self::action_then_get),
                }),
            }),
            _ => ProxyRequest::TransCommand(TransCommand {
                port: self.oad(),
                line: self.comdcb(),
                wait_s: timeout_s,
                pause_ms: self.word(),
                command: self.octets(),
            }),
        }
    }

    fn proxy_response(&mut self) -> ProxyResponse {
        match self.roll(7) {
            0 => ProxyResponse::GetList(self.some(|dice| ProxyGetTargetResult {
                meter: dice.tsa(),
                results: dice.some(Self::result_normal),
            })),
            1 => ProxyResponse::GetRecord(ProxyRecordResult {
                meter: self.tsa(),
                result: self.result_record(),
            }),
            2 => ProxyResponse::SetList(self.some(|dice| ProxySetTargetResult {
                meter: dice.tsa(),
                results: dice.some(Self::set_result),
            })),
            3 => ProxyResponse::SetThenGetList(self.some(|dice| ProxySetThenGetTargetResult {
                meter: dice.tsa(),
                results: dice.some(Self::set_then_get_result),
            })),
            4 => ProxyResponse::ActionList(self.some(|dice| ProxyActionTargetResult {
                meter: dice.tsa(),
                results: dice.some(Self::action_result),
            })),
            5 => {
                ProxyResponse::ActionThenGetList(self.some(|dice| ProxyActionThenGetTargetResult {
                    meter: dice.tsa(),
                    results: dice.some(Self::action_then_get_result),
                }))
            }
            _ => ProxyResponse::TransCommand(TransCommandResult {
                port: self.oad(),
                result: match self.flag() {
                    true => TransResult::Answered(self.octets()),
                    false => TransResult::Failed(self.dar()),
                },
            }),
        }
    }

    fn client_service(&mut self) -> ClientService {
        match self.roll(8) {
            0 => ClientService::Get(self.get_request()),
            1 => ClientService::Set(match self.roll(3) {
                0 => SetRequest::Normal(self.set_item()),
                1 => SetRequest::NormalList(self.some(Self::set_item)),
                _ => SetRequest::ThenGetList(self.some(Self::set_then_get)),
            }),
            2 => ClientService::Action(match self.roll(3) {
                0 => ActionRequest::Normal(self.action()),
                1 => ActionRequest::NormalList(self.some(Self::action)),
                _ => ActionRequest::ThenGetList(self.some(Self::action_then_get)),
            }),
            3 => ClientService::Report(match self.roll(3) {
                0 => ReportResponse::List(self.some(Self::oad)),
                1 => ReportResponse::RecordList(self.some(Self::oad)),
                _ => ReportResponse::TransData,
            }),
            4 => ClientService::Proxy(self.proxy_request()),
            5 => ClientService::Connect(Box::new(ConnectRequest {
                negotiation: self.negotiation(),
                mechanism: self.mechanism(),
            })),
            6 => ClientService::Release,
            _ => ClientService::Error(ErrorKind(1 + self.roll(2))),
        }
    }

    fn server_service(&mut self) -> ServerService {
        match self.roll(9) {
            0 => ServerService::Get(self.get_response()),
            1 => ServerService::Set(match self.roll(3) {
                0 => SetResponse::Normal(self.set_result()),
                1 => SetResponse::NormalList(self.some(Self::set_result)),
                _ => SetResponse::ThenGetList(self.some(Self::set_then_get_result)),
            }),
            2 => ServerService::Action(match self.roll(3) {
                0 => ActionResponse::Normal(self.action_result()),
                1 => ActionResponse::NormalList(self.some(Self::action_result)),
                _ => ActionResponse::ThenGetList(self.some(Self::action_then_get_result)),
            }),
            3 => ServerService::Report(match self.roll(3) {
                0 => Report::List(self.some(Self::result_normal)),
                1 => Report::RecordList(self.some(Self::result_record)),
                _ => {
                    Report::TransData(TransData { port: self.oad(), data: self.some(Self::octets) })
                }
            }),
            4 => ServerService::Proxy(self.proxy_response()),
            5 => ServerService::Connect(Box::new(self.connect_response())),
            6 => ServerService::Release(ReleaseResult(self.code(1))),
            7 => ServerService::ReleaseNotification(ReleaseNotification {
                established: self.date_time_s(),
                now: self.date_time_s(),
            }),
            _ => ServerService::Error(ErrorKind(1 + self.roll(2))),
        }
    }

    fn client_message(&mut self) -> ClientMessage {
        ClientMessage {
            piid: self.piid(),
            service: self.client_service(),
            time_tag: self.time_tag(),
        }
    }

    fn server_message(&mut self) -> ServerMessage {
        let (mut piid, service) = (self.piid_acd(), self.server_service());
        // An ERROR-Response has a PIID without ACD.
        piid.wants_attention &= !matches!(service, ServerService::Error(_));
        ServerMessage {
            piid,
            service,
            follow_report: self.follow_report(),
            time_tag: self.time_tag(),
        }
    }

    fn security_request(&mut self) -> SecurityRequest {
        let plain = Octets(ClientApdu::Message(self.client_message()).emit());
        SecurityRequest {
            payload: match self.flag() {
                true => Protected::Plain(PlainApdu(plain)),
                false => Protected::Cipher(self.octets()),
            },
            verification: match self.roll(4) {
                0 => Verification::SidMac(self.sid_mac()),
                1 => Verification::Rn(self.octets()),
                2 => Verification::RnMac(RnMac { rn: self.octets(), mac: self.octets() }),
                _ => Verification::Sid(self.sid()),
            },
        }
    }

    fn security_response(&mut self) -> SecurityResponse {
        let plain = Octets(ServerApdu::Message(self.server_message()).emit());
        SecurityResponse {
            payload: match self.roll(3) {
                0 => ProtectedReply::Plain(PlainApdu(plain)),
                1 => ProtectedReply::Cipher(self.octets()),
                _ => ProtectedReply::Refused(self.dar()),
            },
            verification: self.maybe(|dice| match dice.flag() {
                true => ReplyVerification::Mac(dice.octets()),
                false => ReplyVerification::SidMac(dice.sid_mac()),
            }),
        }
    }

    pub fn apdu(&mut self) -> Apdu {
        match self.roll(16) {
            0 => Apdu::Server(ServerApdu::Link(LinkRequest {
                piid: self.piid_acd(),
                kind: LinkKind(self.code(3)),
                heartbeat_s: self.word(),
                sent: self.date_time(),
            })),
            1 => Apdu::Client(ClientApdu::Link(LinkResponse {
                piid: self.piid(),
                result: LinkResult { is_clock_trusted: self.flag(), result: self.roll(4) },
                sent: self.date_time(),
                received: self.date_time(),
                answered: self.date_time(),
            })),
            2 => Apdu::Client(ClientApdu::Security(self.security_request())),
            3 => Apdu::Server(ServerApdu::Security(self.security_response())),
            4..10 => Apdu::Client(ClientApdu::Message(self.client_message())),
            _ => Apdu::Server(ServerApdu::Message(self.server_message())),
        }
    }

    pub fn frame(&mut self) -> LinkFrame {
        let mut control = Control::from_byte(self.byte() & !0x20);
        if self.is_strict {
            control.function = if self.flag() { Function::LINK } else { Function::USER_DATA };
        }
        let server = match self.roll(8) {
            7 => ServerAddress::BROADCAST,
            6 => ServerAddress::ANY,
            5 => ServerAddress::from_digits(AddressKind::Single, "12345").expect("an address"),
            _ => self.address(),
        };
        LinkFrame { control, server, client: self.byte(), payload: self.apdu().emit() }
    }
}
