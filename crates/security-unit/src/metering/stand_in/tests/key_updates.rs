//! Key updates: to the company's keys, on, and back; whole or not at all.

use super::*;

/// Brings `to` to the ESAM; what it said to each message.
fn update(
    bench: &Bench,
    esam: &mut SoftwareEsam,
    from: KeySet,
    to: KeySet,
) -> Vec<Result<Vec<u8>, EsamRefusal>> {
    let target = Target { key_state: from.state(), ..bench.target.clone() };
    let grant = Grant { keys: from, ..bench.grant.clone() };
    let (random2, _) = bench.authenticate_as(esam, &target, &grant);
    let task = bench.machine.permit_key_update(&grant, esam.generation(), to);
    let messages = bench.unit.seal_key_update(&target, random2, &task.expect("permitted"));
    let messages = messages.expect("made");
    messages.iter().map(|message| esam.update_keys(at(NOW), message)).collect()
}

#[test]
fn a_meter_goes_from_test_keys_to_the_companys_and_back() {
    on_every_unit(|bench| {
        for (generation, messages, map) in
            [(Generation::Of2009, 4, 0xF), (Generation::Of2013, 5, 0xF_FFFF)]
        {
            let mut esam = bench.esam(generation);
            let done = update(bench, &mut esam, KeySet::Public, private(1));
            assert_eq!(done.len(), messages);
            assert!(done.iter().all(Result::is_ok), "{done:?}");
            let last = done.last().and_then(|done| done.as_ref().ok());
            let main_is_last = last.is_some_and(|numbers| numbers.ends_with(&[0]));
            assert!(main_is_last, "the main control key comes last");
            assert_eq!(esam.key_map(), map);

            // The company's own meters are made with the same keys.
            let born_private = bench.esam_of(HERE, generation, private(1));
            assert_eq!(esam.key_sets(), born_private.key_sets());
            let done = update(bench, &mut esam, private(1), private(2));
            assert!(done.iter().all(Result::is_ok), "{done:?}");
            let done = update(bench, &mut esam, private(2), KeySet::Public);
            assert!(done.iter().all(Result::is_ok), "{done:?}");
            assert_eq!(esam.key_map(), 0);
            bench.authenticate(&mut esam);
        }
    });
}

#[test]
fn the_old_keys_open_nothing_after_an_update() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        update(bench, &mut esam, KeySet::Public, private(1));
        let authority = bench.machine.permit(&bench.grant, Purpose::Identity);
        let proof = bench.unit.prove_identity(&bench.target, &authority.expect("permitted"));
        let reply = esam.authenticate(at(NOW), proof.expect("proved"), diversifier(&meter(HERE)));
        assert_eq!(reply, Err(EsamRefusal::IdentityFailed));
    });
}

#[test]
fn a_version_rises_and_only_a_meter_of_2013_takes_the_same_once_more() {
    on_every_unit(|bench| {
        for generation in [Generation::Of2009, Generation::Of2013] {
            let mut esam = bench.esam_of(HERE, generation, private(2));
            let again = update(bench, &mut esam, private(2), private(2));
            let is_taken = generation == Generation::Of2013;
            assert!(again.iter().all(|done| done.is_ok() == is_taken), "{again:?}");
            let back = update(bench, &mut esam, private(2), private(1));
            assert!(back.iter().all(|done| *done == Err(EsamRefusal::KeyRefused)), "{back:?}");
            assert!(esam.key_sets().iter().all(|set| *set == private(2)));
        }
    });
}

#[test]
fn an_update_that_broke_off_is_taken_up_again() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let task = bench.machine.permit_key_update(&bench.grant, Generation::Of2013, private(1));
        let task = task.expect("permitted");
        let messages = bench.unit.seal_key_update(&bench.target, random2, &task);
        for message in &messages.expect("made")[..2] {
            esam.update_keys(at(NOW), message).expect("taken");
        }
        assert_eq!(esam.key_map(), 0x1FE, "half updated: keys 1 to 8");

        // Key 3, which identifies, is new already; the main control key is still the old one.
        let target = Target { key_state: KeyState::Private, ..bench.target.clone() };
        let grant = Grant { keys: private(1), ..bench.grant.clone() };
        let (random2, _) = bench.authenticate_as(&mut esam, &target, &grant);
        let messages = bench.unit.seal_key_update(&bench.target, random2, &task);
        for message in &messages.expect("made") {
            esam.update_keys(at(NOW), message).expect("taken, the first two once more");
        }
        assert_eq!(esam.key_map(), 0xF_FFFF);
    });
}

#[test]
fn a_message_is_taken_whole_or_not_at_all() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let task = bench.machine.permit_key_update(&bench.grant, Generation::Of2013, private(1));
        let messages =
            bench.unit.seal_key_update(&bench.target, random2, &task.expect("permitted"));
        let messages = messages.expect("made");
        let KeyMessage::Of2013 { records, mac } = &messages[0] else { panic!("of 2013") };
        let mut cut = records.clone();
        cut.pop();
        let message = KeyMessage::Of2013 { records: cut, mac: *mac };
        assert_eq!(esam.update_keys(at(NOW), &message), Err(EsamRefusal::WrongMac));
        // The MAC covers only the XOR: the same change in two records passes it, and fails at the records.
        let flip = |record: &KeyRecord| {
            let mut bytes = *record.bytes();
            bytes[20] ^= 1;
            KeyRecord::from_bytes(bytes)
        };
        let [one, two, rest @ ..] = records.as_slice() else { panic!("four records") };
        let records = [&[flip(one), flip(two)], rest].concat();
        let message = KeyMessage::Of2013 { records, mac: *mac };
        assert_eq!(esam.update_keys(at(NOW), &message), Err(EsamRefusal::KeyRefused));
        assert_eq!(esam.key_map(), 0);
    });
}

#[test]
fn material_for_another_meter_or_the_other_direction_is_refused() {
    on_every_unit(|bench| {
        let there = Grant { meter: meter(THERE), ..bench.grant.clone() };
        let permit = |grant| {
            let task = bench.machine.permit_key_update(grant, Generation::Of2013, private(1));
            task.expect("permitted")
        };
        let random2 = Random2::from_bytes([0; 4]);
        let seal = |task: &KeyUpdateTask| {
            let made = bench.unit.seal_key_update(&bench.target, random2, task);
            matches!(made, Err(UnitFault::TaskRefused))
        };
        let here = permit(&bench.grant);
        assert!(seal(&KeyUpdateTask { material: permit(&there).material, ..here.clone() }));
        assert!(seal(&KeyUpdateTask { direction: KeyDirection::Restore, ..here }));
    });
}
