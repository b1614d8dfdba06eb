//! The fake records and fails as it is told.

use std::collections::BTreeSet;

use super::*;

#[test]
fn records_what_was_asked_with_its_task() {
    let (machine, entropy) = machine(1);
    let fake = Arc::new(FakeMeterSecurity::new(entropy, &machine, unit_serial()));
    let bench = Bench::new(machine, fake.clone());
    let trip = bench.trip();
    bench.unit.seal_control(&bench.target, Random2::from_bytes([1; 4]), &trip).expect("made");
    let asked = fake.asked();
    assert_eq!(asked[0], AskedOfUnit { step: UnitStep::Open, meter: None, task: None });
    let control = AskedOfUnit {
        step: UnitStep::SealControl,
        meter: Some(meter(HERE)),
        task: Some(AskedTask::Control(trip.task)),
    };
    assert_eq!(asked[1..], [control]);
}

#[test]
fn fails_at_every_step_once_when_it_is_told_to() {
    let (machine, entropy) = machine(1);
    let fake = Arc::new(FakeMeterSecurity::new(entropy, &machine, unit_serial()));
    let bench = Bench::new(machine, fake.clone());
    for step in UnitStep::ALL {
        fake.fail_next(step, UnitFault::Status { status: 0xF6 });
        let failed = walk(&bench);
        assert_eq!(failed, BTreeSet::from([step]), "only this step fails, and only once");
    }
    assert_eq!(walk(&bench), BTreeSet::new());
}

/// Takes every step once, each with what the meter answers to it; which of them failed with the status that was asked
/// for. A step after one that failed goes on with octets of nobody, and may find them wrong.
fn walk(bench: &Bench) -> BTreeSet<UnitStep> {
    let Bench { machine, unit, target, grant } = bench;
    let mut failed = BTreeSet::new();
    let mut esam = bench.esam(Generation::Of2013);
    let permit = |purpose| machine.permit(grant, purpose).expect("permitted");
    let nobody = (Random1::from_bytes([0; 8]), Random2::from_bytes([0; 4]));

    note(&mut failed, UnitStep::Identify, unit.identify());
    note(&mut failed, UnitStep::Open, unit.open(&secret()));
    let random1 = note(&mut failed, UnitStep::DrawRandom, unit.draw_random());
    let challenge = esam.challenge_infrared(random1.unwrap_or(nobody.0));
    let authorities = machine.permit_infrared(grant).expect("permitted");
    let answer = unit.answer_infrared(target, &authorities, &challenge);
    note(&mut failed, UnitStep::AnswerInfrared, answer);

    let proof = unit.prove_identity(target, &permit(Purpose::Identity));
    let proof = note(&mut failed, UnitStep::ProveIdentity, proof);
    let place = EsamPlace { directory: 0xDF01, file: 5, start: 0, len: 1 };
    let mac = proof.map(|proof| {
        esam.authenticate(target.now, proof, diversifier(&target.meter)).expect("believed");
        esam.read_back(target.now, place, b"x").expect("authenticated")
    });
    let read = ReadBack { place, data: b"x", mac: mac.unwrap_or(Mac::from_bytes([0; 4])) };
    let random1 = proof.map_or(nobody.0, |proof| proof.random1);
    let verified = unit.verify_read_back(target, &permit(Purpose::ReadBack), random1, &read);
    note(&mut failed, UnitStep::VerifyReadBack, verified);

    let sealed = unit.seal_control(target, nobody.1, &bench.trip());
    note(&mut failed, UnitStep::SealControl, sealed);
    let parameter = bench.parameter(ParameterKind::Class2, [4, 0, 0x10, 3], &[1]);
    let sealed = unit.seal_parameter(target, nobody.1, &parameter);
    note(&mut failed, UnitStep::SealParameter, sealed);
    let clock = machine.permit_clock(grant, ClockTask { item: ClockItem::DateTime });
    let sealed = unit.seal_clock(target, nobody.1, &clock.expect("permitted"));
    note(&mut failed, UnitStep::SealClock, sealed);
    let keys = machine.permit_key_update(grant, Generation::Of2013, private(1));
    let sealed = unit.seal_key_update(target, nobody.1, &keys.expect("permitted"));
    note(&mut failed, UnitStep::SealKeyUpdate, sealed);
    let customer = PurseCustomer::from_bytes([1; 6]);
    let purchase = Purchase { kind: PurchaseKind::Recharge, amount_fen: 1, count: 1, customer };
    let purchase = machine.permit_purchase(grant, purchase).expect("permitted");
    let sealed = unit.seal_purchase(target, nobody.1, &purchase);
    note(&mut failed, UnitStep::SealPurchase, sealed);

    let client = unit.begin_connect(target, &permit(Purpose::Connect), esam.serial(), 1);
    let client = note(&mut failed, UnitStep::BeginConnect, client);
    let server = client.map(|client| esam.connect(target.now, &client).expect("believed"));
    let server = server.unwrap_or(ServerProof { random: vec![], signature: vec![] });
    note(&mut failed, UnitStep::ConfirmConnect, unit.confirm_connect(&server));
    let command = CommandTask::new(Protection::CipherMac, [7, 1], vec![1]).expect("an action");
    let command = machine.permit_command(grant, command).expect("permitted");
    let tag = TimeTag::parse(&[0]).expect("no time tag");
    let protected = unit.protect_command(target, &command, 1, &tag);
    note(&mut failed, UnitStep::ProtectCommand, protected);
    let clock = ClockTask { item: ClockItem::DateTime };
    let clock = machine.permit_clock(grant, clock).expect("permitted");
    let protected = unit.protect_clock(target, &clock, 1, &tag);
    note(&mut failed, UnitStep::ProtectClock, protected);
    let random = note(&mut failed, UnitStep::ProtectRead, unit.protect_read());
    let reply = random.and_then(|random| esam.prove_read(target.now, &random, vec![1]).ok());
    let reply = reply.unwrap_or(ProtectedReply::Cipher { cipher: vec![], mac: None });
    note(&mut failed, UnitStep::Unprotect, unit.unprotect(&reply));
    failed
}

fn note<T>(
    failed: &mut BTreeSet<UnitStep>,
    step: UnitStep,
    made: Result<T, UnitFault>,
) -> Option<T> {
    match made {
        Ok(made) => Some(made),
        Err(UnitFault::Status { status: 0xF6 }) => {
            failed.insert(step);
            None
        }
        Err(UnitFault::OutOfStep | UnitFault::MeterNotAuthentic) => None,
        Err(fault) => panic!("{step:?}: {fault}"),
    }
}
