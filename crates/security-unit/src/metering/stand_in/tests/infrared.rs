//! Infrared authentication between unit and meter.

use super::*;

#[test]
fn unit_and_meter_believe_each_other() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let authorities = bench.machine.permit_infrared(&bench.grant).expect("permitted");
        let random1 = bench.unit.draw_random().expect("drawn");
        let challenge = esam.challenge_infrared(random1);
        let answer = bench.unit.answer_infrared(&bench.target, &authorities, &challenge);
        assert_eq!(esam.pass_infrared(at(NOW), answer.expect("the meter is one")), Ok(()));
        assert!(esam.is_infrared_open(at("2026-11-30T10:29:59")));
        assert!(!esam.is_infrared_open(at("2026-11-30T10:30:00")));
    });
}

#[test]
fn a_meter_without_the_keys_or_with_an_old_answer_gets_none() {
    on_every_unit(|bench| {
        let authorities = bench.machine.permit_infrared(&bench.grant).expect("permitted");
        let ask = |challenge: &InfraredChallenge| {
            bench.unit.answer_infrared(&bench.target, &authorities, challenge)
        };
        let mut esam = bench.esam(Generation::Of2013);
        let old = esam.challenge_infrared(bench.unit.draw_random().expect("drawn"));

        bench.unit.draw_random().expect("drawn");
        assert!(matches!(ask(&old), Err(UnitFault::MeterNotAuthentic)), "an old answer");

        let random1 = bench.unit.draw_random().expect("drawn");
        let mut other = bench.esam_of(HERE, Generation::Of2013, private(1));
        let foreign = other.challenge_infrared(random1);
        assert!(matches!(ask(&foreign), Err(UnitFault::MeterNotAuthentic)), "other keys");
        assert!(matches!(ask(&foreign), Err(UnitFault::OutOfStep)), "one answer to one random");

        let random1 = bench.unit.draw_random().expect("drawn");
        let neighbour =
            bench.esam_of(THERE, Generation::Of2013, KeySet::Public).challenge_infrared(random1);
        assert!(matches!(ask(&neighbour), Err(UnitFault::MeterNotAuthentic)), "another meter");
    });
}

#[test]
fn a_query_ends_the_identity_authentication_and_a_wrong_answer_the_infrared_one() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        bench.authenticate(&mut esam);
        let random1 = bench.unit.draw_random().expect("drawn");
        let challenge = esam.challenge_infrared(random1);
        assert_eq!(esam.identity_minutes_left(at(NOW)), 0);

        let authorities = bench.machine.permit_infrared(&bench.grant).expect("permitted");
        let answer = bench.unit.answer_infrared(&bench.target, &authorities, &challenge);
        let answer = answer.expect("the meter is one");
        assert_eq!(esam.pass_infrared(at(NOW), answer), Ok(()));
        let again = esam.pass_infrared(at(NOW), answer);
        assert_eq!(again, Err(EsamRefusal::InfraredFailed), "a random serves once");
        assert!(!esam.is_infrared_open(at(NOW)));
    });
}
