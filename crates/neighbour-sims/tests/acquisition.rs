//! The acquisition system without sockets: what it makes is believed by unit and meter, its log holds none of it, and a
//! result counts once.

use std::sync::Arc;

use dlt698::apdu::{ActionRequest, ClientService, SetRequest};
use dlt698::{Apdu, ClientApdu, Data};
use neighbour_sims::acquisition::{
    AcquisitionSystem, ArchivedMeter, AuthorityRequest, Entry, NoAuthority, PostBody, ResultAnswer,
    WorkResult,
};
use neighbour_sims::{Delivery, Retry};
use security_unit::PinCost;
use security_unit::metering::{
    CommandTask, ControlOrder, EsamLimits, EsamSerial, Generation, IdentityReply, KeySet, KeyState,
    MeterSecurity as _, NewEsam, NewUnit, Permit, SoftwareEsam, SoftwareKeyMachine, SoftwareUnit,
    Target, UnitSecret, UnitSerial, WorkMaterial, diversifier,
};
use serde_json::{Value as Json, json};
use uuid::Uuid;
use vocabulary::{Instant, MeterTime, SecurityPart, SeededEntropy};

const UNIT: UnitSerial = UnitSerial::from_bytes([0x11; 8]);
const SINGLE: &str = "000000000001";
const MODERN: &str = "000000000002";
const NOW: &str = "2026-11-30T10:00:00";

/// An acquisition system with a 645 and a 698 meter, and a unit that its key machine made.
struct Company {
    system: AcquisitionSystem<Vec<Entry>>,
    unit: SoftwareUnit,
    _folder: tempfile::TempDir,
}

impl Company {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let secret = UnitSecret::from_passphrase("a long passphrase").expect("long enough");
        let fitted = SecurityPart::ALL.into();
        let order = NewUnit { serial: UNIT, fitted, secret: &secret, cost: PinCost::SIMULATION };
        let unit = machine().issue_unit(&folder.path().join("unit.json"), order).expect("issued");
        unit.open(&secret).expect("its secret");
        let mut system =
            AcquisitionSystem::open(Vec::new(), &[], machine(), Retry::default(), now());
        system.register_unit(now(), UNIT).expect("kept");
        system.archive(now(), meters()).expect("kept");
        Self { system, unit, _folder: folder }
    }

    fn permit(&mut self, change: &Json) -> Result<WorkMaterial, NoAuthority> {
        let mut request = json!({
            "authorisation": Uuid::from_u128(1), "order_no": "1302000100000001", "unit": UNIT,
            "comm_address": SINGLE, "command": "trip", "executor": "T0123", "approver": "T0100",
            "not_after": at("2026-11-30T10:05:00"),
        });
        merge(&mut request, change);
        let request: AuthorityRequest = serde_json::from_value(request).expect("a request");
        self.system.permit(now(), request).expect("kept")
    }

    fn result(&mut self, change: &Json) -> ResultAnswer {
        let mut result = json!({
            "work": Uuid::from_u128(7), "authorisation": Uuid::from_u128(1), "comm_address": SINGLE,
            "command": "trip", "outcome": "done", "before": {"relay": "closed"},
            "after": {"relay": "open"}, "started_at": 1,
        });
        merge(&mut result, change);
        let result: WorkResult = serde_json::from_value(result).expect("a result");
        self.system.take_result(now(), result).expect("kept")
    }

    fn keys_of(&self, meter: &str) -> KeySet {
        let address = meter.parse().expect("an address");
        self.system.book().meter(&address).expect("archived").keys
    }

    /// The meter lets the unit in.
    fn authenticate(&self, esam: &mut SoftwareEsam, material: &WorkMaterial) -> IdentityReply {
        let proof = self.unit.prove_identity(&target(), &material.identity).expect("proved");
        let meter = target().meter;
        esam.authenticate(at_meter(), proof, diversifier(&meter)).expect("let in")
    }
}

/// The same one each time.
fn machine() -> SoftwareKeyMachine {
    SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(3)))
}

fn meters() -> Vec<ArchivedMeter> {
    serde_json::from_value(json!([
        { "comm_address": SINGLE, "meter_no": SINGLE, "protocol": "dlt645", "customer_no": "1302000101" },
        { "comm_address": MODERN, "meter_no": MODERN, "protocol": "dlt698", "three_phase": true },
    ]))
    .expect("meters")
}

fn esam() -> SoftwareEsam {
    let generation = Generation::Of2013;
    machine().fit_esam(NewEsam {
        meter: target().meter,
        serial: EsamSerial::from_bytes([2; 8]),
        generation,
        keys: KeySet::Public,
        limits: EsamLimits::of(generation),
    })
}

fn target() -> Target {
    let meter = SINGLE.parse().expect("a meter number");
    Target { meter, key_state: KeyState::Public, now: at_meter() }
}

fn at_meter() -> MeterTime {
    NOW.parse().expect("a time")
}

fn at(shown: &str) -> Instant {
    shown.parse::<MeterTime>().expect("a time").instant()
}

fn now() -> Instant {
    at(NOW)
}

fn merge(into: &mut Json, change: &Json) {
    let change = change.as_object().expect("an object").clone();
    into.as_object_mut().expect("an object").extend(change);
}

/// The services that a 698 meter is sent, as the protocol's own parser reads them.
fn services(material: &WorkMaterial) -> Vec<ClientService> {
    let Some(Permit::Commands(commands)) = &material.permit else { panic!("{material:?}") };
    let service = |task: &CommandTask| {
        let apdu = [&task.head()[..], &[0], task.content(), &[0]].concat();
        match Apdu::parse(&apdu).expect("an APDU") {
            Apdu::Client(ClientApdu::Message(message)) => message.service,
            other => panic!("{other:?}"),
        }
    };
    commands.iter().map(|command| service(&command.task)).collect()
}

fn done(service: &ClientService) -> (String, Data) {
    let ClientService::Action(ActionRequest::Normal(item)) = service else { panic!("{service:?}") };
    (item.omd.to_string(), item.parameter.clone())
}

#[test]
fn what_it_makes_for_a_trip_is_believed_by_the_meter() {
    let mut company = Company::new();
    let material = company.permit(&json!({})).expect("given");
    let mut esam = esam();
    let reply = company.authenticate(&mut esam, &material);
    let Some(Permit::Control(trip)) = &material.permit else { panic!("{material:?}") };
    let sealed = company.unit.seal_control(&target(), reply.random2, trip).expect("sealed");
    let opened = esam.open_control(at_meter(), &sealed).expect("opened");
    assert_eq!(opened.order(), ControlOrder::Trip);
    assert_eq!(opened.deadline().to_string(), "2026-11-30T10:05:00");
}

#[test]
fn every_command_has_its_permit_in_both_protocols() {
    let mut company = Company::new();
    let item = json!({ "item": "04001001", "value": "00005000" });
    let attribute = json!({ "oad": "4010-02-00", "data": "1102" });
    let paid = json!({ "amount_fen": 5_000, "count": 2, "customer_no": "1302000101" });
    for (n, command) in vocabulary::MeterCommand::ALL.iter().enumerate() {
        for (meter, setting) in [(SINGLE, &item), (MODERN, &attribute)] {
            let parameter = match command.as_str() {
                "set_parameter" => setting.clone(),
                "recharge" => paid.clone(),
                _ => Json::Null,
            };
            let id = Uuid::from_u128(100 + 2 * n as u128 + u128::from(meter == MODERN));
            let change = json!({
                "authorisation": id, "comm_address": meter, "command": command,
                "parameter": parameter,
            });
            let material = company.permit(&change).expect("given");
            let shown = format!("{material:?}");
            assert_eq!(material.permit.is_some(), command.changes_meter(), "{command:?} {shown}");
            let text = json!(material).to_string();
            assert!(text.len() < 6_000, "{command:?} {meter}: {} bytes", text.len());
        }
    }
}

#[test]
fn a_698_meter_gets_the_objects_own_methods() {
    let mut company = Company::new();
    let mut asked = 10;
    let mut ask = |command: &str, parameter: Json| {
        asked += 1;
        let change = json!({
            "authorisation": Uuid::from_u128(asked), "comm_address": MODERN, "command": command,
            "parameter": parameter,
        });
        services(&company.permit(&change).expect("given"))
    };
    for (command, method) in [
        ("trip", "8000-81-00"),
        ("permit_close", "8000-82-00"),
        ("direct_close", "8000-82-00"),
        ("alarm_on", "8000-7F-00"),
        ("alarm_off", "8000-80-00"),
        ("guard_on", "8001-7F-00"),
        ("guard_off", "8001-80-00"),
    ] {
        let services = ask(command, Json::Null);
        let [service] = &services[..] else { panic!("{services:?}") };
        assert_eq!(done(service).0, method, "{command}");
    }
    let keys = ask("update_keys", Json::Null);
    assert_eq!(keys.len(), 5, "twenty keys, four at a time");
    assert!(keys.iter().all(|service| done(service).0 == "F100-07-00"));
    let paid = json!({ "amount_fen": 5_000, "count": 1, "customer_no": "1302000101" });
    let (method, wallet) = done(&ask("recharge", paid)[0]);
    let Data::Structure(parts) = wallet else { panic!("{wallet:?}") };
    assert_eq!((method.as_str(), &parts[0]), ("F100-06-00", &Data::Integer(0)));
    assert_eq!(parts[1], Data::DoubleLongUnsigned(5_000));
    let set = ask("set_parameter", json!({ "oad": "4010-02-00", "data": "1102" }));
    let ClientService::Set(SetRequest::Normal(item)) = &set[0] else { panic!("{set:?}") };
    assert_eq!((item.oad.to_string().as_str(), &item.data), ("4010-02-00", &Data::Unsigned(2)));
}

#[test]
fn it_gives_nothing_to_strangers_to_one_person_or_too_late() {
    let mut company = Company::new();
    let mut check = |change: Json, code: &str| {
        let why = company.permit(&change).expect_err("is refused");
        assert_eq!(why.code(), code, "{change}");
    };
    check(json!({ "comm_address": "000000000009" }), "meter_unknown");
    check(json!({ "unit": "2222222222222222" }), "unit_unknown");
    check(json!({ "executor": "T0100" }), "one_person");
    check(json!({ "not_after": now() }), "time_passed");
    check(json!({ "command": "set_parameter" }), "parameter_wrong");
    let foreign = json!({ "amount_fen": 1, "count": 1, "customer_no": "1302000199" });
    check(json!({ "command": "recharge", "parameter": foreign }), "parameter_wrong");
    assert!(company.system.book().given().is_empty());

    company.permit(&json!({})).expect("given");
    company.permit(&json!({})).expect("the answer was lost");
    let why = company.permit(&json!({ "command": "direct_close" })).expect_err("is refused");
    assert_eq!(why, NoAuthority::Reused);
    assert_eq!(company.system.book().given().len(), 2);
}

#[test]
fn its_ledger_holds_what_was_given_to_whom_and_no_material() {
    let mut company = Company::new();
    let material = company.permit(&json!({ "command": "update_keys" })).expect("given");
    let ledger = json!(company.system.ledger()).to_string();
    assert!(ledger.contains("1302000100000001") && ledger.contains(&UNIT.to_string()));
    let secrets = strings(&json!(material));
    assert!(secrets.iter().any(|text| text.len() == 96), "authorities are among them");
    for secret in secrets.iter().filter(|text| text.len() >= 8) {
        assert!(!ledger.contains(secret.as_str()), "{secret}");
    }
}

fn strings(value: &Json) -> Vec<String> {
    match value {
        Json::String(text) => vec![text.clone()],
        Json::Array(parts) => parts.iter().flat_map(strings).collect(),
        Json::Object(parts) => parts.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn after_a_key_update_that_is_done_the_archive_holds_the_new_keys() {
    let mut company = Company::new();
    let update = json!({ "command": "update_keys" });
    let first = company.permit(&update).expect("given");
    assert_eq!(first.keys, KeySet::Public);
    let failed = json!({
        "command": "update_keys", "outcome": "failed", "after": {"keys": "half_updated"},
    });
    assert_eq!(company.result(&failed), ResultAnswer::Accepted);
    assert_eq!(company.keys_of(SINGLE), KeySet::Public, "nothing is known to be new");

    let done = json!({
        "work": Uuid::from_u128(8), "command": "update_keys", "after": {"keys": "private"},
    });
    assert_eq!(company.result(&done), ResultAnswer::Accepted);
    let first_version = KeySet::Private { version: 1.try_into().expect("not 0") };
    assert_eq!(company.keys_of(SINGLE), first_version);
    let next = json!({ "authorisation": Uuid::from_u128(2), "command": "update_keys" });
    assert_eq!(company.permit(&next).expect("given").keys, first_version);
    // The platform is told, after what it was told before.
    let first = company.system.next_to_send(now()).expect("the archive");
    assert_eq!(company.system.next_to_send(now()), None, "one after the other");
    let taken = Delivery::of_answer(200, br#"{"outcome":"applied"}"#);
    company.system.answered(now(), first.n, &taken).expect("kept");
    let second = company.system.next_to_send(now()).expect("the new keys");
    let PostBody::Meters { meters } = second.body else { panic!("meters") };
    assert_eq!((meters[0].revision, meters[0].keys), (2, KeyState::Private));
}

#[test]
fn meters_that_cannot_be_are_not_archived() {
    let mut company = Company::new();
    let mut twice = meters();
    twice.push(twice[0].clone());
    let mut old = meters();
    old[1].generation = Generation::Of2009;
    for meters in [Vec::new(), twice, old] {
        company.system.archive(now(), meters).expect_err("is refused");
    }
    let address = MODERN.parse().expect("an address");
    assert_eq!(company.system.book().revision(&address), Some(1));
}

#[test]
fn an_older_meter_gets_its_four_keys() {
    let mut company = Company::new();
    let mut old = meters();
    old[0].generation = Generation::Of2009;
    company.system.archive(now(), old).expect("kept");
    let material = company.permit(&json!({ "command": "update_keys" })).expect("given");
    let Some(Permit::KeyUpdate(update)) = material.permit else { panic!("{material:?}") };
    assert_eq!(update.material.generation(), Generation::Of2009);
}

#[test]
fn a_result_counts_once_and_survives_a_restart() {
    let mut company = Company::new();
    assert_eq!(company.result(&json!({})), ResultAnswer::Accepted);
    assert_eq!(company.result(&json!({})), ResultAnswer::Accepted);
    assert_eq!(company.result(&json!({ "started_at": 2 })), ResultAnswer::Reused);
    let stranger = json!({ "work": Uuid::from_u128(9), "comm_address": "000000000009" });
    assert!(matches!(company.result(&stranger), ResultAnswer::Refused { .. }));
    let totals = company.system.book().totals();
    assert_eq!((totals.results, totals.result_duplicates, totals.results_refused), (1, 1, 2));

    let entries = company.system.ledger().clone();
    let text = json!(entries).to_string();
    let entries: Vec<Entry> = serde_json::from_str(&text).expect("what it wrote");
    let again =
        AcquisitionSystem::open(entries.clone(), &entries, machine(), Retry::default(), now());
    assert_eq!(again.book(), company.system.book());
    company.system = again;
    assert_eq!(company.result(&json!({})), ResultAnswer::Accepted);
    assert_eq!(company.system.book().totals().results, 1);
}

#[test]
fn a_meter_whose_results_are_refused_is_taken_up_again() {
    let mut company = Company::new();
    let address = || SINGLE.parse().expect("an address");
    let why = ("business_rule".to_owned(), "表计已销户".to_owned());
    company.system.set_refusal(now(), address(), why.clone()).expect("kept");
    let refused = ResultAnswer::Refused { code: why.0, reason: why.1 };
    assert_eq!(company.result(&json!({})), refused);
    company.system.lift_refusal(now(), address()).expect("kept");
    assert_eq!(company.result(&json!({})), ResultAnswer::Accepted);
}
