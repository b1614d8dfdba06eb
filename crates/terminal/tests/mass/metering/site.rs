//! A worker with his unit and his business card at a meter.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use meter_link::PortSettings;
use security_unit::metering::{
    ControlOrder, ControlTask, Grant, NewUnit, Permit, Purpose, SoftwareKeyMachine, SoftwareUnit,
    UnitSecret, UnitSerial, WorkMaterial,
};
use security_unit::{CardSlot, FakeCard, FakeSlot, PinCost, SigningToken as _};
use sync::{Authorisation, TargetMeter};
use terminal::Agent;
use terminal::AgentFault;
use terminal::agent::{
    MeterLink, MeterWay, MeteringFittings, PowerProbe, Run, RunAsked, RunState, UnitOpener,
};
use virtual_meter::{Line, LineClock, LineSetup, Medium, Meter, MeterSetup, Protocol};
use vocabulary::{
    AuthorisationId, CardKind, Clock as _, MeterCommand, MeterTime, OrderId, PersonId,
    SecurityPart, hours,
};

use super::street::Street;
use crate::bench::{Bench, NOON, card, pin};

pub const METER: &str = "000000000161";
pub const OTHER: &str = "000000000162";

pub struct Site {
    pub bench: Bench,
    pub machine: SoftwareKeyMachine,
    pub unit: Arc<SoftwareUnit>,
    pub business: Arc<FakeSlot>,
    pub business_card: Arc<FakeCard>,
    pub street: Arc<Street>,
    pub order: OrderId,
    pub percent: Arc<Mutex<Option<u8>>>,
    pub opener: UnitOpener,
    links: Vec<MeterLink>,
    pub serial: UnitSerial,
}

struct Gauge(Arc<Mutex<Option<u8>>>);

impl PowerProbe for Gauge {
    fn battery_percent(&self) -> Option<u8> {
        *self.0.lock().expect("whole")
    }
}

impl Site {
    /// A meter whose answers take their time.
    pub async fn slow(seed: u64) -> Self {
        let site = Self::new(seed).await;
        site.street.pause_ms.store(100, Ordering::SeqCst);
        site
    }

    pub async fn new(seed: u64) -> Self {
        Self::of(seed, Protocol::Dlt645).await
    }

    /// At a meter that speaks this.
    pub async fn of(seed: u64, protocol: Protocol) -> Self {
        Self::at(seed, protocol, None).await
    }

    /// Before the gated port of such a meter, with a head at another port beside the way that is taken.
    pub async fn under_beam(seed: u64, protocol: Protocol) -> Self {
        let mut site = Self::at(seed, protocol, Some(Medium::Focused { meter: 0 })).await;
        let settings = PortSettings::INFRARED;
        let way = MeterWay::Infrared { path: "/dev/none".into(), settings };
        site.links.push(MeterLink { link: "eye".into(), title: "红外头".into(), way });
        site
    }

    async fn at(seed: u64, protocol: Protocol, medium: Option<Medium>) -> Self {
        let bench = Bench::new(seed);
        let machine = SoftwareKeyMachine::in_memory(Arc::clone(&bench.entropy) as _);
        let mut setup = MeterSetup::new(protocol, METER.parse().expect("an address"));
        setup.history_days = 1;
        let meter = Meter::new(&setup, &machine, NOON);
        let mut line = Line::new(LineSetup::default(), vec![meter]);
        medium.into_iter().for_each(|medium| line.aim(medium));
        let (street, address) = Street::with(line, LineClock::starting_at(NOON)).await;
        // The unit is made for the worker's card.
        bench.card.present_pin(&pin()).expect("his PIN");
        let released = bench.card.release_secret(UnitSecret::CARD_LABEL).expect("released");
        bench.card.withdraw();
        let secret = UnitSecret::from_card(&released);
        let serial = UnitSerial::from_bytes([0x11; 8]);
        let fitted = SecurityPart::ALL.into();
        let order = NewUnit { serial, fitted, secret: &secret, cost: PinCost::SIMULATION };
        let path = bench.folder.path().join("unit.json");
        let unit = Arc::new(machine.issue_unit(&path, order).expect("issued"));
        let business_card =
            Arc::new(card(&bench.clock, &bench.entropy, "业务").of_kind(CardKind::Business));
        let business = Arc::new(FakeSlot::default());
        business.insert(Arc::clone(&business_card));
        let order = bench.platform.hand_out(1);
        let way = MeterWay::Tcp { address };
        let links = vec![MeterLink { link: "head".into(), title: "红外".into(), way }];
        let percent = Arc::new(Mutex::new(Some(80)));
        let opener = UnitOpener::OperatorCard;
        Self {
            bench,
            machine,
            unit,
            business,
            business_card,
            street,
            order,
            percent,
            opener,
            links,
            serial,
        }
    }

    /// The terminal after a start, locked.
    pub async fn start(&self) -> Result<Arc<Agent>, AgentFault> {
        let fittings = MeteringFittings {
            unit: Arc::clone(&self.unit) as _,
            opener: self.opener.clone(),
            business: Arc::clone(&self.business) as Arc<dyn CardSlot>,
            links: self.links.clone(),
            power: Arc::new(Gauge(Arc::clone(&self.percent))),
        };
        Ok(Arc::new(self.bench.start().await?.fitted(fittings)))
    }

    /// A terminal that is enrolled, unlocked and synced, with both cards open.
    pub async fn ready(&self) -> Arc<Agent> {
        let agent = self.start().await.expect("started");
        agent.enrol("123456").await.expect("enrolled");
        self.bench.unlock(&agent).await.expect("unlocked");
        agent.open_business_card(&pin()).await.expect("opened");
        agent.sync_once().await.expect("synced");
        agent
    }

    /// What the office would sign for a command at this meter.
    pub fn leave(&self, command: MeterCommand) -> Authorisation {
        let now = self.bench.clock.now();
        let evening = MeterTime::right_at(now.plus(hours(8))).expect("a time");
        let meter: TargetMeter = TargetMeter {
            comm_address: METER.parse().expect("an address"),
            meter_no: METER.parse().expect("a number"),
            asset_no: None,
        };
        let grant = Grant {
            unit: self.serial,
            meter: meter.meter_no.clone(),
            keys: security_unit::metering::KeySet::Public,
            not_after: evening,
            uses: 16,
        };
        let control = match command {
            MeterCommand::Trip => ControlOrder::Trip,
            _ => ControlOrder::CloseDirectly,
        };
        let task = ControlTask::new(control, evening).expect("this century");
        let permit = self.machine.permit_control(&grant, task).expect("permitted");
        let material = WorkMaterial {
            keys: grant.keys,
            infrared: None,
            identity: self.machine.permit(&grant, Purpose::Identity).expect("permitted"),
            read_back: None,
            permit: Some(Permit::Control(permit)),
        };
        let (clock, entropy) = (&*self.bench.clock, &*self.bench.entropy);
        Authorisation {
            authorisation: AuthorisationId::make(clock, entropy),
            order: self.order,
            order_no: "1302000100000014".parse().expect("a number"),
            meter,
            command,
            parameter: None,
            not_before: now,
            not_after: now.plus(hours(1)),
            executor: self.bench.card.identity().owner.person,
            approver: PersonId::make(clock, entropy),
            material: Some(serde_json::to_value(material).expect("JSON")),
        }
    }

    /// Approved by the office, and known to the terminal.
    pub async fn approved(&self, agent: &Agent, leave: &Authorisation) {
        self.bench.platform.approve(leave, false);
        agent.sync_once().await.expect("synced");
    }

    pub fn asked(&self, command: MeterCommand) -> RunAsked {
        RunAsked {
            command,
            link: "head".into(),
            comm_address: None,
            order: None,
            stage: None,
            items: meter_link::ItemSet::Energy,
            parameter: None,
            authorisation: None,
            beam: None,
            protocol: Some(meter_link::Protocol::Dlt645),
            position: None,
        }
    }

    pub async fn begin(&self, agent: &Arc<Agent>, asked: RunAsked) -> Result<Run, AgentFault> {
        agent.begin_run(agent.correlate(), asked).await
    }

    /// A run from its beginning to its end.
    pub async fn run(&self, agent: &Arc<Agent>, asked: RunAsked) -> Run {
        self.begin(agent, asked).await.expect("begun");
        ended(agent).await
    }

    /// The command with its authorisation.
    pub async fn changes(&self, agent: &Arc<Agent>, leave: &Authorisation) -> Run {
        let authorisation = Some(leave.authorisation);
        self.run(agent, RunAsked { authorisation, ..self.asked(leave.command) }).await
    }
}

/// Waits for the run's end.
pub async fn ended(agent: &Agent) -> Run {
    let mut changes = agent.metering_changes();
    let waiting = async {
        loop {
            let run = agent.metering_run().await.expect("read").expect("there is one");
            if run.state == RunState::Ended {
                return run;
            }
            changes.changed().await.expect("the agent is there");
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), waiting).await.expect("it ends")
}

/// Waits until the run is in the middle of something.
pub async fn some_frames(agent: &Agent) {
    let mut changes = agent.metering_changes();
    while agent.metering_run().await.expect("read").is_none_or(|run| run.frames_heard < 2) {
        changes.changed().await.expect("the agent is there");
    }
}
