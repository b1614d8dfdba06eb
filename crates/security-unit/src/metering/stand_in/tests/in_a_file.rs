//! What the software unit and the key machine keep in their files.

use std::fs;
use std::path::PathBuf;

use super::*;

struct Filed {
    folder: tempfile::TempDir,
    machine: SoftwareKeyMachine,
    entropy: Arc<dyn Entropy>,
}

impl Filed {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (machine, entropy) = machine(7);
        let filed = Self { folder, machine, entropy };
        filed.machine.issue_unit(&filed.path(), order(&secret())).expect("issued");
        filed
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("unit.json")
    }

    /// The program is started anew.
    fn unit(&self) -> SoftwareUnit {
        SoftwareUnit::new(self.entropy.clone(), &self.path()).expect("a file name")
    }

    fn once(&self) -> (Target, Authority) {
        let grant = Grant {
            unit: unit_serial(),
            meter: meter(HERE),
            keys: KeySet::Public,
            not_after: at(EVENING),
            uses: 1,
        };
        let target = Target { meter: meter(HERE), key_state: KeyState::Public, now: at(NOW) };
        (target, self.machine.permit(&grant, Purpose::Identity).expect("permitted"))
    }
}

#[test]
fn a_unit_is_closed_until_its_secret_opens_it_and_after_it_was_closed() {
    let filed = Filed::new();
    let unit = filed.unit();
    let identity = unit.identify().expect("needs no secret");
    assert_eq!(identity.serial, unit_serial());
    assert_eq!(identity.fitted, SecurityPart::ALL.into());
    assert!(matches!(unit.draw_random(), Err(UnitFault::Closed)));
    let wrong = UnitSecret::from_passphrase("another passphrase").expect("long enough");
    assert!(matches!(unit.open(&wrong), Err(UnitFault::WrongSecret)));
    assert!(matches!(unit.draw_random(), Err(UnitFault::Closed)));
    unit.open(&secret()).expect("its secret");
    unit.draw_random().expect("open");
    assert!(unit.open(&wrong).is_err());
    assert!(matches!(unit.draw_random(), Err(UnitFault::Closed)), "a wrong secret closes");
    unit.open(&secret()).expect("its secret");
    unit.close();
    assert!(matches!(unit.draw_random(), Err(UnitFault::Closed)));
}

#[test]
fn a_card_opens_the_unit_that_was_issued_under_its_secret() {
    let filed = Filed::new();
    let released = UnitSecret::from_card(&[9; 32]);
    let path = filed.folder.path().join("other.json");
    let unit = filed.machine.issue_unit(&path, order(&released)).expect("issued");
    unit.open(&released).expect("its card");
    assert!(UnitSecret::from_passphrase("short").is_err());
}

#[test]
fn a_spent_authority_stays_spent_when_the_program_is_killed() {
    let filed = Filed::new();
    let (target, authority) = filed.once();
    let unit = filed.unit();
    unit.open(&secret()).expect("its secret");
    unit.prove_identity(&target, &authority).expect("the only use");
    let other = filed.unit();
    other.open(&secret()).expect("its secret");
    let again = other.prove_identity(&target, &authority);
    assert_eq!(refusal(again), AuthorityRefusal::UsedUp);
}

#[test]
fn two_programs_with_one_unit_share_its_ledger() {
    let filed = Filed::new();
    let (target, authority) = filed.once();
    let (one, other) = (filed.unit(), filed.unit());
    one.open(&secret()).expect("its secret");
    other.open(&secret()).expect("its secret");
    one.prove_identity(&target, &authority).expect("the only use");
    assert_eq!(refusal(other.prove_identity(&target, &authority)), AuthorityRefusal::UsedUp);
}

#[test]
fn nothing_leaves_a_unit_that_cannot_write_down_what_it_spent() {
    let filed = Filed::new();
    let (target, authority) = filed.once();
    let unit = filed.unit();
    unit.open(&secret()).expect("its secret");
    // A folder in the draft's place makes every write fail, for root too.
    let draft = filed.folder.path().join(".unit.json.draft");
    fs::create_dir(&draft).expect("made");
    let proof = unit.prove_identity(&target, &authority);
    assert!(matches!(proof, Err(UnitFault::Storage(_))), "{proof:?}");
    fs::remove_dir(&draft).expect("removed");
    unit.prove_identity(&target, &authority).expect("nothing was spent");
}

#[test]
fn a_unit_that_was_taken_away_does_nothing_more() {
    let filed = Filed::new();
    let unit = filed.unit();
    unit.open(&secret()).expect("its secret");
    let elsewhere = filed.folder.path().join("elsewhere.json");
    fs::rename(filed.path(), &elsewhere).expect("moved");
    assert!(matches!(unit.draw_random(), Err(UnitFault::Silent(_))));
    assert!(matches!(unit.identify(), Err(UnitFault::Silent(_))));
    fs::rename(&elsewhere, filed.path()).expect("moved back");
    assert!(matches!(unit.draw_random(), Err(UnitFault::Closed)), "it needs its secret again");
}

#[test]
fn a_key_machine_comes_back_from_its_file_with_the_same_keys() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("machine.json");
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(5));
    let cost = PinCost::SIMULATION;
    let made = SoftwareKeyMachine::create(entropy.clone(), &path, &secret(), cost);
    let unit = made.expect("made").issue_unit(&folder.path().join("u.json"), order(&secret()));
    let opened = SoftwareKeyMachine::open(entropy.clone(), &path, &secret()).expect("opened");
    let bench = Bench::new(opened, Arc::new(unit.expect("issued")));
    bench.authenticate(&mut bench.esam(Generation::Of2013));
    let wrong = UnitSecret::from_passphrase("another passphrase").expect("long enough");
    let refused = SoftwareKeyMachine::open(entropy, &path, &wrong);
    assert!(matches!(refused, Err(FileFault::WrongSecret)));
}
