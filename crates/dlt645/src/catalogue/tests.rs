use proptest::prelude::*;

use super::*;

fn found(number: u32) -> Item {
    item(DataIdentifier::new(number)).unwrap_or_else(|| panic!("{number:08X} is not known"))
}

#[test]
fn names_tell_when_where_and_what() {
    let check = |number: u32, zh: &str, en: &str| {
        let name = found(number).name();
        assert_eq!((name.zh.as_str(), name.en.as_str()), (zh, en), "{number:08X}");
    };
    check(0x0001_0000, "正向有功总电能", "forward active energy, total");
    check(
        0x0001_020C,
        "(上12结算日)正向有功费率2电能",
        "forward active energy, tariff 2, settlement day 12",
    );
    check(0x0000_FF00, "组合有功电能数据块", "combined active energy, block");
    check(0x0015_0000, "A相正向有功电能", "forward active energy, phase A");
    check(0x0046_0000, "C相反向视在电能", "reverse apparent energy, phase C");
    check(0x0090_0200, "剩余金额", "remaining amount");
    check(
        0x0103_0000,
        "组合无功1总最大需量及发生时间",
        "combined reactive 1 maximum demand and its time, total",
    );
    check(0x0203_FF00, "瞬时有功功率数据块", "active power, block");
    check(0x020A_0315, "C相电压21次谐波含量", "voltage harmonic content 21, phase C");
    check(0x0301_0203, "(上3次)B相失压记录", "loss of voltage record, phase B, last 3");
    check(0x0330_0D00, "开表盖总次数", "cover opened count");
    check(0x0310_0002, "(上2月)电压合格率统计数据", "voltage quality statistics, month 2");
    check(0x0401_0008, "第8日时段表(第一套)", "daily period table of set 1, table 8");
    check(0x0405_0103, "当前套费率3电价", "tariff price, tariff 3");
    check(0x0506_0101, "(上1次)日冻结正向有功电能", "daily freeze forward active energy, last 1");
}

#[test]
fn items_have_the_length_that_the_reference_says() {
    let fitted = Fitted { tariffs: 4, phases: 3 };
    let check = |number: u32, len: usize| {
        assert_eq!(found(number).len_of(fitted), Some(len), "{number:08X}");
    };
    check(0x0001_FF00, 20);
    check(0x0101_FF00, 40);
    check(0x0201_FF00, 6);
    check(0x0202_FF00, 9);
    check(0x0203_FF00, 12);
    check(0x0206_FF00, 8);
    check(0x0301_0000, 18);
    check(0x0301_0101, 131);
    check(0x030B_0101, 115);
    check(0x0305_0001, 15);
    check(0x0330_0001, 50);
    check(0x0330_0201, 202);
    check(0x0330_0401, 16);
    check(0x0330_0D01, 60);
    check(0x0400_0403, 32);
    check(0x0400_05FF, 14);
    check(0x0401_0000, 42);
    check(0x0506_0001, 5);
    check(0x0506_1001, 24);
    check(0x0504_FF01, 13);
    let single = Fitted { tariffs: 0, phases: 1 };
    assert_eq!(found(0x0506_FF01).len_of(single), Some(77), "a daily block without tariffs");
    assert_eq!(found(0x0203_FF00).len_of(single), Some(6));
    assert_eq!(found(0x0330_1201).len_of(fitted), None, "nobody knows its layout");
}

#[test]
fn identifiers_outside_the_tables_are_not_known() {
    for number in [
        0x0001_0064,
        0x0001_4000,
        0x0001_000D,
        0x000B_0000,
        0x0015_0100,
        0x0001_FFFF,
        0x0100_0000,
        0x0201_0000,
        0x0201_0400,
        0x020A_0116,
        0x0280_0021,
        0x0301_0400,
        0x0301_010B,
        0x0305_0101,
        0x0330_1300,
        0x0400_0210,
        0x0401_0009,
        0x0403_0000,
        0x0405_0140,
        0x0508_0001,
        0x0506_0B01,
        0x0506_0000,
        0x0504_0301,
        0x0600_0000,
        0xFFFF_FFFF,
    ] {
        assert!(item(DataIdentifier::new(number)).is_none(), "{number:08X}");
    }
}

#[test]
fn a_block_falls_into_the_items_that_it_holds() {
    let readings =
        found(0x0201_FF00).decode(&[0x56, 0x22, 0xFF, 0xFF, 0xFF, 0xFF]).expect("a block");
    let told: Vec<_> = readings
        .iter()
        .map(|r| (r.identifier.to_string(), r.name.zh.clone(), r.value.to_string()))
        .collect();
    let expect = [
        ("02010100", "A相电压", "225.6 V"),
        ("02010200", "B相电压", "-"),
        ("02010300", "C相电压", "-"),
    ];
    assert!(
        told.iter().map(|(i, n, v)| (i.as_str(), n.as_str(), v.as_str())).eq(expect),
        "{told:?}"
    );
    assert_eq!(readings[1].value, Value::Unavailable);
    assert_eq!(readings[2].octets, 4..6);
}

#[test]
fn a_block_may_end_behind_a_whole_item_only() {
    let energies = found(0x0001_FF00);
    assert_eq!(energies.decode(&[0; 8]).map(|readings| readings.len()), Ok(2));
    assert!(matches!(energies.decode(&[0; 7]), Err(ValueFault::Length { found: 7, .. })));
    assert!(matches!(energies.decode(&[]), Err(ValueFault::Length { found: 0, .. })));
}

#[test]
fn a_daily_block_tells_its_tariffs_by_its_length() {
    let block = found(0x0506_FF01);
    assert_eq!(block.decode(&[0; 77]).map(|readings| readings.len()), Ok(1 + 8 + 2 + 8));
    let with_two = block.decode(&[0; 29 + 48 * 3]).expect("a total and two tariffs");
    assert_eq!(with_two[2].name.zh, "(上1次)日冻结正向有功电能：第1费率");
    assert_eq!(with_two[2].identifier.to_string(), "05060101");
    assert!(block.decode(&[0; 78]).is_err());
}

#[test]
fn a_fault_in_a_block_counts_its_bytes_from_the_block() {
    let fault = found(0x0201_FF00).decode(&[0x56, 0x22, 0x0A, 0x00]);
    assert_eq!(fault, Err(ValueFault::Digits { at: 2, found: 0x0A }));
}

#[test]
fn values_of_another_number_or_kind_are_not_encoded() {
    let voltage = found(0x0201_0100);
    assert_eq!(voltage.encode(&[]), Err(ValueFault::Count { found: 0 }));
    let text = Value::Text("220".to_owned());
    assert_eq!(voltage.encode(&[text]), Err(ValueFault::Misfit { index: 0 }));
}

/// Every identifier that the catalogue knows, but for repetitions of the same row.
fn known() -> Vec<Item> {
    let classes = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x1D, 0x1E];
    let few = |byte: u8| byte <= 0x16 || byte >= 0xFE;
    let numbers = classes.into_iter().flat_map(|di3| {
        (0..=0xFF).flat_map(move |di2| {
            (0..=0xFF).filter(move |b| few(*b)).flat_map(move |di1| {
                (0..=0xFF).filter(move |b| few(*b)).map(move |di0| [di3, di2, di1, di0])
            })
        })
    });
    numbers.filter_map(|parts| item(DataIdentifier::new(u32::from_be_bytes(parts)))).collect()
}

#[test]
fn every_item_has_a_name_and_blocks_hold_known_items() {
    let known = known();
    assert!(known.len() > 6_000, "{}", known.len());
    for item in &known {
        let name = item.name();
        assert!(!name.zh.is_empty() && !name.en.is_empty(), "{}", item.identifier());
        for single in item.holds().take(3) {
            assert!(super::item(single).is_some(), "{} holds {single}", item.identifier());
        }
    }
}

#[test]
fn zeros_and_nothing_available_read_back_for_every_item() {
    for item in known() {
        let Some(len) = item.len_of(Fitted { tariffs: 4, phases: 3 }) else { continue };
        for octet in [0x00, 0x01, 0xFF] {
            let octets = vec![octet; len];
            let Ok(readings) = item.decode(&octets) else { continue };
            let values: Vec<_> = readings.into_iter().map(|reading| reading.value).collect();
            assert_eq!(item.encode(&values), Ok(octets), "{} of {octet:02X}", item.identifier());
        }
    }
}

proptest! {
    #[test]
    fn what_is_decoded_encodes_to_the_same_values(
        number in prop_oneof![
            Just(0x0001_FF00u32), Just(0x0000_0000), Just(0x0101_FF00), Just(0x0203_FF00), Just(0x0301_0101),
            Just(0x0330_0001), Just(0x0330_0E0A), Just(0x0400_05FF), Just(0x0401_0001), Just(0x0506_FF01),
            Just(0x0310_0103), Just(0x0312_0301), Just(0x0405_02FF),
        ],
        pairs in proptest::collection::vec(prop_oneof![0u8..=12, 0u8..=99], 131),
    ) {
        let item = found(number);
        let len = item.len_of(Fitted { tariffs: 1, phases: 3 }).unwrap_or(8);
        let octets: Vec<u8> = pairs.iter().cycle().take(len).map(|p| ((p / 10) << 4) | (p % 10)).collect();
        if let Ok(readings) = item.decode(&octets) {
            let values: Vec<_> = readings.iter().map(|reading| reading.value.clone()).collect();
            let again = item.encode(&values).expect("what was read is written");
            prop_assert_eq!(item.decode(&again), Ok(readings));
        }
    }
}
