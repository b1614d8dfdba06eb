//! A company with its key machine, a worker with his unit, and a meter on a line between them, in the test's time.
#![allow(dead_code, reason = "each test file uses its part of the bench")]

use std::io;
use std::num::NonZeroU8;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dlt698::apdu::{ActionItem, ActionRequest, ClientService, SetItem, SetRequest};
use dlt698::control::{Close, CloseCommand, Command, RELAY, Trip};
use dlt698::{ClientApdu, Data, Oad, Octets, Omd, SidMac};
use meter_link::{Beam, Cancel, Pace, Port, PortSettings};
use meter_work::{
    Carried, Hands, History, Job, Journal, JournalFault, Progress, Watcher, carry_out,
};
use p256::ecdsa::signature::Signer as _;
use security_unit::PinCost;
use security_unit::metering::*;
use serde_json::Value;
use sync::{Authorisation, MeterWork, SignedAuthorisation, TargetMeter};
use tokio::sync::Notify;
use virtual_meter::{
    AskingEnd, LineClock, LineSetup, Medium, Meter, MeterSetup, MeterView, Protocol,
};
use vocabulary::{
    AuthorisationId, CardId, Clock, Entropy, Instant, MeterCommand, MeterTime, OrderId, PersonId,
    SecurityPart, SeededEntropy, minutes,
};

pub const NUMBER: &str = "000000000161";
pub const NOW: &str = "2026-11-30T10:20:00";
pub const BOTH: [Protocol; 2] = [Protocol::Dlt645, Protocol::Dlt698];
pub const CUSTOMER: [u8; 6] = [0x00, 0x03, 0x01, 0x23, 0x45, 0x67];

/// The time of the line, for the worker too.
struct LineTime(LineClock);

impl Clock for LineTime {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn monotonic(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.now().micros()).unwrap_or(0))
    }
}

/// Counts steps, and stops everything at one of them: a pulled battery.
#[derive(Clone, Default)]
pub struct Battery {
    steps: Arc<AtomicUsize>,
    lasts: Arc<OnceLock<usize>>,
    pulled: Arc<Notify>,
}

impl Battery {
    pub fn that_lasts(steps: usize) -> Self {
        let battery = Self::default();
        battery.lasts.set(steps).expect("set once");
        battery
    }

    pub fn steps(&self) -> usize {
        self.steps.load(Ordering::SeqCst)
    }

    async fn step(&self) {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        if self.lasts.get().is_some_and(|lasts| step >= *lasts) {
            self.pulled.notify_one();
            std::future::pending::<()>().await;
        }
    }
}

/// A virtual line as a port, at which the battery may be pulled.
struct PoweredPort {
    end: AskingEnd,
    battery: Battery,
    settings: PortSettings,
}

#[async_trait]
impl Port for PoweredPort {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Before the bytes leave, and after.
        self.battery.step().await;
        self.end.send(bytes);
        self.battery.step().await;
        Ok(())
    }

    async fn hear(&mut self, into: &mut [u8], patience: Duration) -> io::Result<usize> {
        let arrived = self.end.hear(patience).await;
        into[..arrived.len()].copy_from_slice(&arrived);
        Ok(arrived.len())
    }

    async fn discard(&mut self) -> io::Result<()> {
        self.end.discard();
        Ok(())
    }

    fn settings(&self) -> Option<PortSettings> {
        Some(self.settings)
    }

    fn set(&mut self, _: PortSettings) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps records in memory; each keeping is a step of the battery, before the record is on the disk and after.
#[derive(Clone, Default)]
pub struct MemoryJournal {
    pub records: Arc<Mutex<Vec<MeterWork>>>,
    battery: Battery,
    pub is_full: bool,
}

impl MemoryJournal {
    pub fn last(&self) -> Option<MeterWork> {
        self.records.lock().expect("whole").last().cloned()
    }

    pub fn all(&self) -> Vec<MeterWork> {
        self.records.lock().expect("whole").clone()
    }
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn keep(&mut self, work: &MeterWork) -> Result<(), JournalFault> {
        self.battery.step().await;
        if self.is_full {
            return Err(JournalFault("no space left on device".into()));
        }
        self.records.lock().expect("whole").push(work.clone());
        self.battery.step().await;
        Ok(())
    }
}

/// Notes what the worker saw.
#[derive(Default)]
pub struct Eyes(pub Mutex<Vec<Progress>>);

impl Watcher for Eyes {
    fn see(&self, progress: Progress) {
        self.0.lock().expect("whole").push(progress);
    }
}

pub struct Bench {
    pub machine: SoftwareKeyMachine,
    pub unit: Arc<SoftwareUnit>,
    pub grant: Grant,
    pub line: Arc<Mutex<virtual_meter::Line>>,
    pub clock: LineClock,
    pub hands: Hands,
    pub setup: MeterSetup,
    pub beam: Option<Beam>,
    pub eyes: Arc<Eyes>,
    pub cancel: Cancel,
    key: p256::ecdsa::SigningKey,
    _folder: tempfile::TempDir,
}

pub fn at(text: &str) -> MeterTime {
    text.parse().expect("a time")
}

pub fn setup(protocol: Protocol) -> MeterSetup {
    let mut setup = MeterSetup::new(protocol, NUMBER.parse().expect("an address"));
    setup.history_days = 1;
    setup
}

pub const fn private(version: u8) -> KeySet {
    KeySet::Private { version: NonZeroU8::new(version).expect("not 0") }
}

impl Bench {
    pub fn new(setup: MeterSetup) -> Self {
        Self::with(setup, SecurityPart::ALL.into())
    }

    pub fn with(setup: MeterSetup, fitted: std::collections::BTreeSet<SecurityPart>) -> Self {
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(7));
        let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1)));
        let folder = tempfile::tempdir().expect("a folder");
        let secret = UnitSecret::from_passphrase("a long passphrase").expect("long enough");
        let serial = UnitSerial::from_bytes([0x11; 8]);
        let order = NewUnit { serial, fitted, secret: &secret, cost: PinCost::SIMULATION };
        let unit = machine.issue_unit(&folder.path().join("unit.json"), order).expect("issued");
        unit.open(&secret).expect("its secret");
        let unit = Arc::new(unit);
        let now = at(NOW).instant();
        let clock = LineClock::starting_at(now);
        let meter = Meter::new(&setup, &machine, now);
        let line = virtual_meter::Line::new(LineSetup::default(), vec![meter]);
        let grant = Grant {
            unit: serial,
            meter: setup.meter_no.clone(),
            keys: setup.keys,
            not_after: at("2026-11-30T18:00:00"),
            uses: 16,
        };
        let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).expect("a key");
        let hands = Hands {
            person: PersonId::make(&LineTime(clock), &*entropy),
            card: CardId::make(&LineTime(clock), &*entropy),
            business_card: Some(CardId::make(&LineTime(clock), &*entropy)),
            unit: unit.clone(),
            clock: Arc::new(LineTime(clock)),
            is_clock_compared: true,
            entropy,
            platform_key: security_unit::PublicKey::from(key.verifying_key()),
            battery_percent: Some(80),
            app_version: "0.1.0".to_owned(),
            history: History::default(),
        };
        Self {
            machine,
            unit,
            grant,
            line: Arc::new(Mutex::new(line)),
            clock,
            hands,
            setup,
            beam: None,
            eyes: Arc::default(),
            cancel: Cancel::default(),
            key,
            _folder: folder,
        }
    }

    /// The same under an infrared beam.
    pub fn under_infrared(mut self) -> Self {
        self.beam = Some(Beam::Focused);
        let medium = Medium::Focused { meter: 0 };
        self.line.lock().expect("whole").aim(medium);
        self
    }

    pub fn view(&self) -> MeterView {
        let now = self.clock.now();
        let mut line = self.line.lock().expect("whole");
        line.meters_mut()[0].advance(now);
        line.meters()[0].view(now)
    }

    pub async fn carry(&mut self, job: &Job) -> Carried {
        let mut journal = MemoryJournal::default();
        self.carry_with(job, &mut journal, Battery::default()).await.expect("kept")
    }

    pub async fn carry_with(
        &mut self,
        job: &Job,
        journal: &mut MemoryJournal,
        battery: Battery,
    ) -> Result<Carried, JournalFault> {
        journal.battery = battery.clone();
        let settings = PortSettings::rs485(9_600);
        let end = AskingEnd::new(Arc::clone(&self.line), self.clock);
        let port = PoweredPort { end, battery, settings };
        let pace = Pace::serial(settings);
        let carried = carry_out(
            (Box::new(port), pace),
            job,
            &self.hands,
            journal,
            self.eyes.clone(),
            self.cancel.clone(),
        );
        carried.await
    }

    /// Carries a job out until the battery is pulled; what came of it if it lasted.
    pub async fn carry_until(
        &mut self,
        job: &Job,
        journal: &mut MemoryJournal,
        battery: Battery,
    ) -> Option<Carried> {
        let pulled = battery.pulled.clone();
        tokio::select! {
            carried = self.carry_with(job, journal, battery) => Some(carried.expect("kept")),
            () = pulled.notified() => None,
        }
    }

    pub fn job(&self, command: MeterCommand) -> Job {
        let protocol = match self.setup.protocol {
            Protocol::Dlt645 => meter_link::Protocol::Dlt645,
            Protocol::Dlt698 => meter_link::Protocol::Dlt698,
        };
        Job {
            protocol: Some(protocol),
            beam: self.beam,
            meant: Some(self.setup.address.clone()),
            ..Job::new(command)
        }
    }

    /// A job with leave for it.
    pub fn permitted(&self, command: MeterCommand, permit: Permit) -> Job {
        let leave = self.leave(command, permit);
        Job { leave: Some(self.sign(&leave)), ..self.job(command) }
    }

    /// The same for a command that sets what the approver saw.
    pub fn approved(&self, command: MeterCommand, permit: Permit, parameter: Value) -> Job {
        let leave = Authorisation { parameter: Some(parameter), ..self.leave(command, permit) };
        Job { leave: Some(self.sign(&leave)), ..self.job(command) }
    }

    pub fn leave(&self, command: MeterCommand, permit: Permit) -> Authorisation {
        let purpose = match self.setup.protocol {
            Protocol::Dlt645 => Purpose::Identity,
            Protocol::Dlt698 => Purpose::Connect,
        };
        let material = WorkMaterial {
            keys: self.grant.keys,
            infrared: Some(self.machine.permit_infrared(&self.grant).expect("permitted")),
            identity: self.machine.permit(&self.grant, purpose).expect("permitted"),
            read_back: None,
            permit: Some(permit),
        };
        let clock = LineTime(self.clock);
        let now = self.clock.now();
        Authorisation {
            authorisation: AuthorisationId::make(&clock, &*self.hands.entropy),
            order: OrderId::make(&clock, &*self.hands.entropy),
            order_no: "1302000100000014".parse().expect("an order number"),
            meter: TargetMeter {
                comm_address: self.setup.address.clone(),
                meter_no: self.setup.meter_no.clone(),
                asset_no: None,
            },
            command,
            parameter: None,
            not_before: now,
            not_after: now.plus(minutes(5)),
            executor: self.hands.person,
            approver: PersonId::make(&clock, &*self.hands.entropy),
            material: Some(serde_json::to_value(material).expect("JSON")),
        }
    }

    pub fn sign(&self, leave: &Authorisation) -> SignedAuthorisation {
        let body = serde_json::to_string(leave).expect("JSON");
        let message = SignedAuthorisation::message(&body);
        let signature: p256::ecdsa::Signature = self.key.sign(&message);
        SignedAuthorisation { body, signature: STANDARD.encode(signature.to_bytes()) }
    }

    /// What the key machine permits for a command to the relay or the guard.
    pub fn control(&self, command: MeterCommand) -> Permit {
        match self.setup.protocol {
            Protocol::Dlt645 => {
                let order = match command {
                    MeterCommand::Trip => ControlOrder::Trip,
                    MeterCommand::PermitClose => ControlOrder::PermitClose,
                    MeterCommand::DirectClose => ControlOrder::CloseDirectly,
                    MeterCommand::AlarmOn => ControlOrder::Alarm,
                    MeterCommand::AlarmOff => ControlOrder::EndAlarm,
                    MeterCommand::GuardOn => ControlOrder::Guard,
                    _ => ControlOrder::EndGuard,
                };
                let task = ControlTask::new(order, self.grant.not_after).expect("this century");
                Permit::Control(self.machine.permit_control(&self.grant, task).expect("permitted"))
            }
            Protocol::Dlt698 => {
                let close = |command| Command::Close(vec![Close { relay: RELAY, command }]);
                let command = match command {
                    MeterCommand::Trip => Command::Trip(vec![Trip {
                        relay: RELAY,
                        alarm_delay_min: 0,
                        limited_time_min: 0,
                        closes_by_itself: false,
                    }]),
                    MeterCommand::PermitClose => close(CloseCommand::Allowed),
                    MeterCommand::DirectClose => close(CloseCommand::Direct),
                    MeterCommand::AlarmOn => Command::RaiseAlarm,
                    MeterCommand::AlarmOff => Command::EndAlarm,
                    MeterCommand::GuardOn => Command::ProtectSupply,
                    _ => Command::EndProtection,
                };
                let action = ActionRequest::Normal(command.action());
                self.commands(vec![ClientService::Action(action)])
            }
        }
    }

    pub fn commands(&self, services: Vec<ClientService>) -> Permit {
        let permit = |service| {
            let mut client = dlt698::client::Client::new(NUMBER.parse().expect("an address"), 0x10);
            let apdu = ClientApdu::Message(client.request(service)).emit();
            let content = apdu[3..apdu.len() - 1].to_vec();
            let task = CommandTask::new(Protection::CipherMac, [apdu[0], apdu[1]], content);
            let task = task.expect("a command");
            self.machine.permit_command(&self.grant, task).expect("permitted")
        };
        Permit::Commands(services.into_iter().map(permit).collect())
    }

    pub fn set_clock(&self) -> Permit {
        let task = ClockTask { item: ClockItem::DateTime };
        Permit::Clock(self.machine.permit_clock(&self.grant, task).expect("permitted"))
    }

    /// Sets the alarm amount 1 (645), or the same of 698 (401E has no counterpart here: the demand period's 4100).
    pub fn parameter(&self) -> Permit {
        match self.setup.protocol {
            Protocol::Dlt645 => {
                let item = 0x0400_1001_u32.to_be_bytes();
                let task = ParameterTask::new(ParameterKind::Class1, item, vec![0, 0, 0x50, 0]);
                let task = task.expect("a task");
                let permitted = self.machine.permit_parameter(&self.grant, task);
                Permit::Parameter(permitted.expect("permitted"))
            }
            Protocol::Dlt698 => {
                let set = SetItem { oad: Oad::new(0x4000, 2), data: Data::Null };
                self.commands(vec![ClientService::Set(SetRequest::Normal(set))])
            }
        }
    }

    /// All keys, to another set.
    pub fn keys(&self, to: KeySet) -> Permit {
        let task = self.machine.permit_key_update(&self.grant, self.setup.generation, to);
        let task = task.expect("permitted");
        match self.setup.protocol {
            Protocol::Dlt645 => Permit::KeyUpdate(task),
            Protocol::Dlt698 => {
                let records: Vec<&[u8]> = task.material.bytes().chunks_exact(36).take(20).collect();
                let actions = records.chunks(4).map(|four| {
                    let keys = Data::OctetString(Octets(four.concat()));
                    let parameter = Data::Structure(vec![keys, no_proof()]);
                    let omd = Omd::new(0xF100, 7);
                    ClientService::Action(ActionRequest::Normal(ActionItem { omd, parameter }))
                });
                self.commands(actions.collect())
            }
        }
    }

    pub fn purchase(&self, kind: PurchaseKind, amount_fen: u32, count: u32) -> Permit {
        match self.setup.protocol {
            Protocol::Dlt645 => {
                let customer = PurseCustomer::from_bytes(CUSTOMER);
                let purchase = Purchase { kind, amount_fen, count, customer };
                let permitted = self.machine.permit_purchase(&self.grant, purchase);
                Permit::Purchase(permitted.expect("permitted"))
            }
            Protocol::Dlt698 => {
                let octets = |octets: [u8; 6]| Data::OctetString(Octets(octets.to_vec()));
                let parameter = Data::Structure(vec![
                    Data::Integer(i8::from(kind == PurchaseKind::Recharge)),
                    Data::DoubleLongUnsigned(amount_fen),
                    Data::DoubleLongUnsigned(count),
                    octets(CUSTOMER),
                    no_proof(),
                    octets(self.setup.meter_no.bcd()),
                ]);
                let omd = Omd::new(0xF100, 6);
                let action = ActionRequest::Normal(ActionItem { omd, parameter });
                self.commands(vec![ClientService::Action(action)])
            }
        }
    }
}

fn no_proof() -> Data {
    let sid = dlt698::Sid { identity: 0, attached: Octets(vec![]) };
    Data::SidMac(Box::new(SidMac { sid, mac: Octets(vec![0; 4]) }))
}
