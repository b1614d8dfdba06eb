//! Parameter writes and the clock.

use super::*;

/// Alarm amount 1, class 1.
const ALARM_AMOUNT: [u8; 4] = [0x04, 0x00, 0x10, 0x01];
/// Overdraft limit, class 2.
const OVERDRAFT: [u8; 4] = [0x04, 0x00, 0x10, 0x03];

#[test]
fn class_1_and_prices_are_proved_class_2_is_hidden_too() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let value = [0x00, 0x00, 0x50, 0x00];
        for kind in ParameterKind::ALL {
            let task = bench.parameter(kind, ALARM_AMOUNT, &value);
            match bench.unit.seal_parameter(&bench.target, random2, &task).expect("permitted") {
                SealedParameter::Plain { mac } => {
                    assert!(!kind.is_enciphered());
                    let check = |esam: &mut SoftwareEsam, value: &[u8]| {
                        esam.check_class1(at(NOW), kind, ALARM_AMOUNT, value, mac)
                    };
                    assert_eq!(check(&mut esam, &value), Ok(()));
                    assert_eq!(check(&mut esam, &[9; 4]), Err(EsamRefusal::WrongMac));
                }
                SealedParameter::Enciphered { cipher, mac } => {
                    assert!(kind.is_enciphered());
                    assert_eq!(cipher.len() % 16, 0);
                    let opened = esam.open_class2(at(NOW), ALARM_AMOUNT, &cipher, mac);
                    assert_eq!(opened, Ok(value.to_vec()));
                    let elsewhere = esam.open_class2(at(NOW), OVERDRAFT, &cipher, mac);
                    assert_eq!(elsewhere, Err(EsamRefusal::WrongMac));
                }
            }
        }
    });
}

#[test]
fn another_value_than_the_permitted_one_is_not_sealed() {
    on_every_unit(|bench| {
        let permitted = bench.parameter(ParameterKind::Class1, ALARM_AMOUNT, &[1]);
        let other = ParameterTask::new(ParameterKind::Class1, ALARM_AMOUNT, vec![2]);
        let swapped = Authorised { task: other.expect("a task"), ..permitted };
        let random2 = Random2::from_bytes([0; 4]);
        let sealed = bench.unit.seal_parameter(&bench.target, random2, &swapped);
        assert!(matches!(sealed, Err(UnitFault::TaskRefused)), "{sealed:?}");
    });
}

#[test]
fn the_clock_is_set_to_the_time_at_which_it_is_done() {
    on_every_unit(|bench| {
        for item in ClockItem::ALL {
            let mut esam = bench.esam(Generation::Of2013);
            let (random2, _) = bench.authenticate(&mut esam);
            let task = bench.machine.permit_clock(&bench.grant, ClockTask { item });
            let task = task.expect("permitted");
            let sealed = bench.unit.seal_clock(&bench.target, random2, &task);
            let Ok(SealedParameter::Enciphered { cipher, mac }) = sealed else {
                panic!("{sealed:?}")
            };
            let opened = esam.open_class2(at(NOW), item.item(), &cipher, mac);
            assert_eq!(opened.ok(), item.value(at(NOW)).ok());
        }
    });
}
