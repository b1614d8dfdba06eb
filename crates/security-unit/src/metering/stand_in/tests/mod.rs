//! Unit and ESAM against each other: what one seals the other opens, and nothing else.

mod authorities;
mod control;
mod identity;
mod in_a_file;
mod infrared;
mod key_updates;
mod parameters;
mod purchases;
mod read_back;
mod sessions;
mod the_fake;
mod vectors;

use std::sync::Arc;

use vocabulary::{CustomerNo, Entropy, MeterNo, MeterTime, SecurityPart, SeededEntropy};

use crate::PinCost;
use crate::metering::*;

/// A key machine, a terminal's unit and, where a test asks for it, meters.
struct Bench {
    machine: SoftwareKeyMachine,
    unit: Arc<dyn MeterSecurity>,
    target: Target,
    grant: Grant,
}

/// Runs `story` with each kind of unit.
fn on_every_unit(story: impl Fn(&Bench)) {
    let folder = tempfile::tempdir().expect("a folder");
    let (machine, entropy) = machine(1);
    let unit = machine.issue_unit(&folder.path().join("unit.json"), order(&secret()));
    story(&Bench::new(machine, Arc::new(unit.expect("issued"))));

    let (machine, _) = machine_again(&entropy);
    let fake = FakeMeterSecurity::new(entropy, &machine, unit_serial());
    story(&Bench::new(machine, Arc::new(fake)));
}

fn machine(seed: u64) -> (SoftwareKeyMachine, Arc<dyn Entropy>) {
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(seed));
    machine_again(&entropy)
}

fn machine_again(entropy: &Arc<dyn Entropy>) -> (SoftwareKeyMachine, Arc<dyn Entropy>) {
    (SoftwareKeyMachine::in_memory(entropy.clone()), entropy.clone())
}

fn secret() -> UnitSecret {
    UnitSecret::from_passphrase("a long passphrase").expect("long enough")
}

fn order(secret: &UnitSecret) -> NewUnit<'_> {
    let fitted = SecurityPart::ALL.into();
    NewUnit { serial: unit_serial(), fitted, secret, cost: PinCost::SIMULATION }
}

fn unit_serial() -> UnitSerial {
    UnitSerial::from_bytes([0x11; 8])
}

fn at(text: &str) -> MeterTime {
    text.parse().expect("a time")
}

fn meter(text: &str) -> MeterNo {
    text.parse().expect("twelve digits")
}

fn private(version: u8) -> KeySet {
    KeySet::Private { version: version.try_into().expect("not 0") }
}

const NOW: &str = "2026-11-30T10:00:00";
const EVENING: &str = "2026-11-30T18:00:00";
const HERE: &str = "000000000001";
const THERE: &str = "000000000002";

impl Bench {
    fn new(machine: SoftwareKeyMachine, unit: Arc<dyn MeterSecurity>) -> Self {
        unit.open(&secret()).expect("its secret");
        let target = Target { meter: meter(HERE), key_state: KeyState::Public, now: at(NOW) };
        let grant = Grant {
            unit: unit_serial(),
            meter: meter(HERE),
            keys: KeySet::Public,
            not_after: at(EVENING),
            uses: 16,
        };
        Self { machine, unit, target, grant }
    }

    fn esam(&self, generation: Generation) -> SoftwareEsam {
        self.esam_of(HERE, generation, KeySet::Public)
    }

    fn esam_of(&self, number: &str, generation: Generation, keys: KeySet) -> SoftwareEsam {
        self.machine.fit_esam(NewEsam {
            meter: meter(number),
            serial: EsamSerial::from_bytes([0xD1; 8]),
            generation,
            keys,
            limits: EsamLimits::of(generation),
        })
    }

    /// Proves who we are to `esam`; its random 2, and our random 1.
    fn authenticate(&self, esam: &mut SoftwareEsam) -> (Random2, Random1) {
        self.authenticate_as(esam, &self.target, &self.grant)
    }

    fn authenticate_as(
        &self,
        esam: &mut SoftwareEsam,
        target: &Target,
        grant: &Grant,
    ) -> (Random2, Random1) {
        let authority = self.machine.permit(grant, Purpose::Identity).expect("permitted");
        let proof = self.unit.prove_identity(target, &authority).expect("proved");
        let diversifier = diversifier(&target.meter);
        let reply = esam.authenticate(target.now, proof, diversifier).expect("believed");
        (reply.random2, proof.random1)
    }

    fn trip(&self) -> Authorised<ControlTask> {
        self.control(ControlOrder::Trip, EVENING)
    }

    fn control(&self, order: ControlOrder, deadline: &str) -> Authorised<ControlTask> {
        let task = ControlTask::new(order, at(deadline)).expect("this century");
        self.machine.permit_control(&self.grant, task).expect("permitted")
    }

    fn parameter(
        &self,
        kind: ParameterKind,
        item: [u8; 4],
        value: &[u8],
    ) -> Authorised<ParameterTask> {
        let task = ParameterTask::new(kind, item, value.to_vec()).expect("a task");
        self.machine.permit_parameter(&self.grant, task).expect("permitted")
    }
}

/// The refusal inside a unit's fault.
fn refusal<T: std::fmt::Debug>(made: Result<T, UnitFault>) -> AuthorityRefusal {
    match made {
        Err(UnitFault::AuthorityRefused(refusal)) => refusal,
        other => panic!("not refused for its authority: {other:?}"),
    }
}
