//! A key machine, a terminal's unit, and a meter on the table between them.
#![allow(dead_code, reason = "each test file uses its part of the bench")]

use std::sync::Arc;

use dlt645::{
    DataIdentifier, Decoder, End, ErrorReason, ErrorWord, Event, Exchange, Function, Grid,
    MeterAddress, Octets, Password, Plain, Request, Response, Sealed, SealedBlock, SecurityCommand,
    SecurityErrorWord, SecurityReply, Step, SwitchAction, SwitchCommand, SwitchContent, Value,
    WriteContent,
};
use security_unit::PinCost;
use security_unit::metering::*;
use virtual_meter::{Meter, MeterSetup, MeterView, Port, Protocol, Transmission};
use vocabulary::{Instant, MeterTime, SecurityPart, SeededEntropy};

pub const NUMBER: &str = "000000000001";
pub const NOW: &str = "2026-11-30T10:00:00";
pub const EVENING: &str = "2026-11-30T18:00:00";

pub fn at(text: &str) -> MeterTime {
    text.parse().expect("a time")
}

pub fn machine() -> SoftwareKeyMachine {
    SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1)))
}

pub fn setup(protocol: Protocol) -> MeterSetup {
    let mut setup = MeterSetup::new(protocol, NUMBER.parse().expect("an address"));
    setup.history_days = 2;
    setup
}

pub struct Bench {
    pub machine: SoftwareKeyMachine,
    pub unit: SoftwareUnit,
    pub target: Target,
    pub grant: Grant,
    pub meter: Meter,
    pub port: Port,
    pub now: Instant,
    _folder: tempfile::TempDir,
}

impl Bench {
    pub fn new(setup: &MeterSetup, port: Port) -> Self {
        let machine = machine();
        let folder = tempfile::tempdir().expect("a folder");
        let secret = UnitSecret::from_passphrase("a long passphrase").expect("long enough");
        let serial = UnitSerial::from_bytes([0x11; 8]);
        let fitted = SecurityPart::ALL.into();
        let order = NewUnit { serial, fitted, secret: &secret, cost: PinCost::SIMULATION };
        let unit = machine.issue_unit(&folder.path().join("unit.json"), order).expect("issued");
        unit.open(&secret).expect("its secret");
        let now = at(NOW).instant();
        let meter = Meter::new(setup, &machine, now);
        let target =
            Target { meter: setup.meter_no.clone(), key_state: setup.keys.state(), now: at(NOW) };
        let grant = Grant {
            unit: serial,
            meter: setup.meter_no.clone(),
            keys: setup.keys,
            not_after: at(EVENING),
            uses: 16,
        };
        Self { machine, unit, target, grant, meter, port, now, _folder: folder }
    }

    pub fn pass(&mut self, seconds: i64) {
        self.now = self.now.shifted(seconds * 1_000_000);
        self.target.now = MeterTime::right_at(self.now).expect("in the calendar");
        self.meter.advance(self.now);
    }

    pub fn view(&self) -> MeterView {
        self.meter.view(self.now)
    }

    /// Sends a frame as it is and gives what the meter sends.
    pub fn send(&mut self, octets: &[u8]) -> Vec<Transmission> {
        self.meter.take(self.port, octets, self.now)
    }

    /// Asks and puts the parts of the reply together; nothing if the meter is silent.
    pub fn ask_of(&mut self, address: MeterAddress, request: Request) -> Option<Response> {
        let mut exchange = Exchange::begin(address, request).expect("it can be asked");
        loop {
            let mut octets = dlt645::WAKE_UP.to_vec();
            exchange.frame().emit(&mut octets);
            let sent = self.send(&octets);
            let mut step = None;
            let mut decoder = Decoder::new(End::Master);
            for transmission in &sent {
                decoder.push(&transmission.bytes, |event| {
                    if let Event::Frame(view) = event {
                        step = Some(exchange.take(&view).expect("what was asked for"));
                    }
                });
            }
            match step? {
                Step::Send(next) => exchange = next,
                Step::Done(outcome) => return Some(outcome.response),
            }
        }
    }

    pub fn ask(&mut self, request: Request) -> Response {
        let address = self.meter.address();
        self.ask_of(address, request).expect("an answer")
    }

    /// The values of an item, as they are displayed.
    pub fn read(&mut self, number: u32) -> Vec<String> {
        let identifier = DataIdentifier::new(number);
        let response = self.ask(Request::read(identifier));
        let Response::Data { data, .. } = response else { panic!("{number:08X}: {response:?}") };
        let item = dlt645::item(identifier).expect("it is in the catalogue");
        let readings = item.decode(&data).expect("what the catalogue says");
        readings.into_iter().map(|reading| reading.value.to_string()).collect()
    }

    /// The reason for which a request is refused.
    pub fn refusal(&mut self, request: Request) -> ErrorReason {
        match self.ask(request) {
            Response::Refused { error, .. } => {
                let reasons: Vec<_> = error.reasons().collect();
                let [reason] = reasons[..] else { panic!("{reasons:?}") };
                reason
            }
            other => panic!("{other:?}"),
        }
    }

    pub fn read_refusal(&mut self, number: u32) -> ErrorReason {
        self.refusal(Request::read(DataIdentifier::new(number)))
    }

    pub fn secure(&mut self, command: SecurityCommand) -> Result<SecurityReply, SecurityErrorWord> {
        match self.ask(Request::Security { operator: OPERATOR, command }) {
            Response::Security(reply) => Ok(reply),
            Response::SecurityRefused(word) => Err(word),
            other => panic!("{other:?}"),
        }
    }

    /// Passes the infrared gate of a meter of 2013.
    pub fn pass_infrared(&mut self) {
        let random1 = self.unit.draw_random().expect("the unit draws");
        let query = SecurityCommand::QueryInfrared { random_1: Octets::new(*random1.bytes()) };
        let Ok(SecurityReply::Infrared { meter, esam_serial, ciphertext, random_2 }) =
            self.secure(query)
        else {
            panic!("the meter answers with its own proof")
        };
        let challenge = InfraredChallenge {
            meter: vocabulary::MeterNo::from_bcd(*meter.natural()).expect("digits"),
            esam: EsamSerial::from_bytes(*esam_serial.natural()),
            random1_cipher: RandomCipher::from_bytes(*ciphertext.natural()),
            random2: InfraredRandom2::from_bytes(*random_2.natural()),
        };
        let authorities = self.machine.permit_infrared(&self.grant).expect("permitted");
        let answer = self.unit.answer_infrared(&self.target, &authorities, &challenge);
        let answer = answer.expect("the meter is authentic");
        let command =
            SecurityCommand::AuthenticateInfrared { ciphertext: Octets::new(*answer.bytes()) };
        self.secure(command).expect("passed");
    }

    /// Proves who we are; gives the meter's random 2.
    pub fn authenticate(&mut self) -> Random2 {
        let authority = self.machine.permit(&self.grant, Purpose::Identity).expect("permitted");
        let proof = self.unit.prove_identity(&self.target, &authority).expect("proved");
        let command = SecurityCommand::AuthenticateIdentity {
            ciphertext: Octets::new(*proof.cipher1.bytes()),
            random_1: Octets::new(*proof.random1.bytes()),
            diversifier: Octets::new(diversifier(&self.target.meter)),
        };
        match self.secure(command) {
            Ok(SecurityReply::Identity { random_2, .. }) => {
                Random2::from_bytes(*random_2.natural())
            }
            other => panic!("{other:?}"),
        }
    }

    /// A switching command under level 98 that is good until a time.
    pub fn sealed_until(
        &mut self,
        random2: Random2,
        order: ControlOrder,
        deadline: &str,
    ) -> Request {
        let task = ControlTask::new(order, at(deadline)).expect("this century");
        let permitted = self.machine.permit_control(&self.grant, task).expect("permitted");
        let sealed = self.unit.seal_control(&self.target, random2, &permitted).expect("sealed");
        let block = SealedBlock {
            ciphertext: Octets::new(sealed.cipher),
            mac: Octets::new(*sealed.mac.bytes()),
        };
        let sealed = Sealed { grid: Grid::State, operator: OPERATOR, block };
        Request::Switch(SwitchContent::Sealed(sealed))
    }

    pub fn sealed(&mut self, random2: Random2, order: ControlOrder) -> Request {
        self.sealed_until(random2, order, EVENING)
    }

    /// Identity authentication and a switching command.
    pub fn switch(&mut self, order: ControlOrder) -> Response {
        let random2 = self.authenticate();
        let request = self.sealed(random2, order);
        self.ask(request)
    }

    /// A class-1 or class-2 write of a value in natural order.
    pub fn parameter(
        &mut self,
        random2: Random2,
        kind: ParameterKind,
        number: u32,
        natural: &[u8],
    ) -> Request {
        let item = number.to_be_bytes();
        let task = ParameterTask::new(kind, item, natural.to_vec()).expect("a task");
        let permitted = self.machine.permit_parameter(&self.grant, task).expect("permitted");
        let sealed = self.unit.seal_parameter(&self.target, random2, &permitted).expect("sealed");
        write_sealed(number, natural, sealed)
    }

    /// Sets the clock to what ours shows.
    pub fn set_clock(&mut self, random2: Random2) -> Response {
        let task = ClockTask { item: ClockItem::DateTime };
        let permitted = self.machine.permit_clock(&self.grant, task).expect("permitted");
        let sealed = self.unit.seal_clock(&self.target, random2, &permitted).expect("sealed");
        self.ask(write_sealed(0x0400_010C, &[], sealed))
    }

    /// A recharge, or the opening of an account.
    pub fn purchase(
        &mut self,
        random2: Random2,
        kind: PurchaseKind,
        fen: u32,
        count: u32,
        customer: [u8; 6],
    ) -> Result<SecurityReply, SecurityErrorWord> {
        let customer = PurseCustomer::from_bytes(customer);
        let purchase = Purchase { kind, amount_fen: fen, count, customer };
        let permitted = self.machine.permit_purchase(&self.grant, purchase).expect("permitted");
        let sealed = self.unit.seal_purchase(&self.target, random2, &permitted).expect("sealed");
        let fields = dlt645::Purchase {
            amount_fen: fen,
            count,
            mac_1: Octets::new(*sealed.mac1.bytes()),
            customer: Octets::new(*customer.bytes()),
            mac_2: Octets::new(*sealed.mac2.bytes()),
        };
        self.secure(match kind {
            PurchaseKind::OpenAccount => SecurityCommand::OpenAccount(fields),
            PurchaseKind::Recharge => SecurityCommand::Recharge(fields),
        })
    }

    /// The messages of an update to other keys, as commands.
    pub fn key_update(
        &mut self,
        random2: Random2,
        generation: Generation,
        to: KeySet,
    ) -> Vec<SecurityCommand> {
        let task = self.machine.permit_key_update(&self.grant, generation, to).expect("permitted");
        self.seal_keys(random2, &task)
    }

    pub fn seal_keys(&mut self, random2: Random2, task: &KeyUpdateTask) -> Vec<SecurityCommand> {
        let messages = self.unit.seal_key_update(&self.target, random2, task).expect("sealed");
        messages.iter().map(key_command).collect()
    }
}

fn key_command(message: &KeyMessage) -> SecurityCommand {
    match message {
        KeyMessage::Of2009 { info, cipher, mac } => {
            let [state, mode, key, version] = *info;
            let role = [
                dlt645::KeyRole::Master,
                dlt645::KeyRole::Control,
                dlt645::KeyRole::Parameter,
                dlt645::KeyRole::Identity,
            ][usize::from(key)];
            SecurityCommand::UpdateKey {
                key: role,
                mac: Octets::new(*mac.bytes()),
                info: dlt645::KeyInfo { state, mode, key, version },
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
    }
}

fn write_sealed(number: u32, natural: &[u8], sealed: SealedParameter) -> Request {
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
    Request::Write { identifier: DataIdentifier::new(number), content }
}

pub fn plain(level: u8) -> Plain {
    let secret = match level {
        2 => [0x12, 0x34, 0x56],
        _ => [0x11; 3],
    };
    Plain { password: Password::new(level, secret), operator: OPERATOR }
}

pub fn wrong(level: u8) -> Plain {
    Plain { password: Password::new(level, [0x99; 3]), operator: OPERATOR }
}

/// A switching command with a password.
pub fn switch_plain(authority: Plain, action: SwitchAction, deadline: &str) -> Request {
    let command = SwitchCommand { action, delay: 0, deadline: at(deadline) };
    Request::Switch(SwitchContent::Plain { authority, command })
}

/// A write with a password, of values.
pub fn write_plain(authority: Plain, number: u32, values: &[Value]) -> Request {
    let identifier = DataIdentifier::new(number);
    let value = dlt645::item(identifier).expect("known").encode(values).expect("fits");
    let Plain { password, operator } = authority;
    Request::Write { identifier, content: WriteContent::Password { password, operator, value } }
}

pub fn done(function: Function) -> Response {
    Response::Done(function)
}

pub fn refused(function: Function, reason: ErrorReason) -> Response {
    Response::Refused { function, error: ErrorWord::of(reason) }
}

pub const OPERATOR: dlt645::OperatorCode = Octets::new([0x00, 0x00, 0x12, 0x34]);
