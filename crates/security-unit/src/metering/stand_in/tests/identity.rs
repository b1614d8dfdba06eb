//! Identity authentication, and how long it stands.

use super::*;

#[test]
fn stands_five_minutes_of_the_meters_clock_and_not_after_a_power_cut() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2009);
        let (random2, _) = bench.authenticate(&mut esam);
        let sealed = bench.unit.seal_control(&bench.target, random2, &bench.trip());
        let sealed = sealed.expect("permitted");
        let late = esam.open_control(at("2026-11-30T10:05:00"), &sealed);
        assert_eq!(late, Err(EsamRefusal::NoIdentity));
        assert!(esam.open_control(at("2026-11-30T10:04:59"), &sealed).is_ok());

        bench.authenticate(&mut esam);
        esam.lose_power();
        assert_eq!(esam.identity_minutes_left(at(NOW)), 0);
    });
}

#[test]
fn the_diversifier_is_the_meter_number_of_this_meter() {
    on_every_unit(|bench| {
        let mut esam = bench.esam_of(THERE, Generation::Of2013, KeySet::Public);
        let authority = bench.machine.permit(&bench.grant, Purpose::Identity);
        let proof = bench.unit.prove_identity(&bench.target, &authority.expect("permitted"));
        let proof = proof.expect("proved");
        for told in [HERE, THERE] {
            let reply = esam.authenticate(at(NOW), proof, diversifier(&meter(told)));
            assert_eq!(reply, Err(EsamRefusal::IdentityFailed));
        }
    });
}

#[test]
fn its_length_can_be_set_and_it_can_be_ended() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let item = [0x07, 0x00, 0x01, 0xFF];
        let set = |esam: &mut SoftwareEsam, minutes: [u8; 2]| {
            let task = bench.parameter(ParameterKind::Class1, item, &minutes);
            let sealed = bench.unit.seal_parameter(&bench.target, random2, &task);
            let Ok(SealedParameter::Plain { mac }) = sealed else { panic!("{sealed:?}") };
            esam.check_class1(at(NOW), ParameterKind::Class1, item, &minutes, mac)
        };
        assert_eq!(set(&mut esam, [0x00, 0x12]), Ok(()));
        assert_eq!(esam.identity_minutes_left(at(NOW)), 12);
        assert_eq!(set(&mut esam, [0, 0]), Err(EsamRefusal::Meaningless));
        assert_eq!(set(&mut esam, [0, 0x1A]), Err(EsamRefusal::Meaningless));
        assert_eq!(esam.end_identity(at(NOW)), Ok(()));
        assert_eq!(esam.end_identity(at(NOW)), Err(EsamRefusal::NoIdentity));
    });
}
