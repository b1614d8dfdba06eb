//! Parsing and emitting are inverse: from values to bytes and back, and from any bytes that mean something.

use dlt645::{
    AddressKind, ClearContent, ClearEvents, ControlCode, DataIdentifier, ErrorWord, EsamFile,
    EsamFileKind, Frame, FrameView, FreezeTime, Function, Grid, KeyInfo, KeyRecord, KeyRole,
    LoadRecords, Message, MeterAddress, Octets, Password, Plain, Purchase, PurseFilling, ReadBack,
    ReadBackContent, Request, Response, Says, Sealed, SealedBlock, SecurityCommand,
    SecurityErrorWord, SecurityReply, SoftwareCompare, Speed, SwitchAction, SwitchCommand,
    SwitchContent, TerminalOutput, WriteContent, explain, paged,
};
use proptest::collection::vec;
use proptest::prelude::*;
use vocabulary::MeterTime;

fn octets<const N: usize>() -> impl Strategy<Value = Octets<N>> {
    vec(any::<u8>(), N).prop_map(|octets| Octets::new(octets.try_into().expect("N bytes")))
}

fn identifier() -> impl Strategy<Value = DataIdentifier> {
    any::<u32>().prop_map(DataIdentifier::new)
}

fn meter() -> impl Strategy<Value = MeterAddress> {
    (0..999_999_999_999u64).prop_map(|n| format!("{n:012}").parse().expect("twelve digits"))
}

fn time() -> impl Strategy<Value = MeterTime> {
    let day = (2000u16..=2099, 1u8..=12, 1u8..=28);
    (day, (0u8..24, 0u8..60, 0u8..60))
        .prop_map(|(day, clock)| MeterTime::new(day, clock).expect("exists"))
}

fn minute() -> impl Strategy<Value = MeterTime> {
    time().prop_map(|t| {
        MeterTime::new((t.year(), t.month(), t.day()), (t.hour(), t.minute(), 0)).expect("exists")
    })
}

/// Levels of passwords: none that stands for a MAC.
fn password() -> impl Strategy<Value = Password> {
    (0u8..=0x95, octets::<3>()).prop_map(|(level, secret)| Password { level, secret })
}

fn plain() -> impl Strategy<Value = Plain> {
    (password(), octets()).prop_map(|(password, operator)| Plain { password, operator })
}

fn grid() -> impl Strategy<Value = Grid> {
    prop_oneof![Just(Grid::State), Just(Grid::Southern)]
}

fn sealed() -> impl Strategy<Value = Sealed> {
    (grid(), octets(), octets(), octets()).prop_map(|(grid, operator, ciphertext, mac)| Sealed {
        grid,
        operator,
        block: SealedBlock { ciphertext, mac },
    })
}

fn write_content() -> impl Strategy<Value = WriteContent> {
    prop_oneof![
        (password(), octets(), vec(any::<u8>(), 0..50)).prop_map(|(password, operator, value)| {
            WriteContent::Password { password, operator, value }
        }),
        (grid(), octets(), vec(any::<u8>(), 0..50), octets()).prop_map(
            |(grid, operator, value, mac)| WriteContent::Mac { grid, operator, value, mac }
        ),
        (grid(), octets(), (1usize..6).prop_flat_map(|n| vec(any::<u8>(), 16 * n)), octets())
            .prop_map(|(grid, operator, ciphertext, mac)| WriteContent::Sealed {
                grid,
                operator,
                ciphertext,
                mac
            }),
    ]
}

fn switch() -> impl Strategy<Value = SwitchContent> {
    let command = (any::<u8>(), any::<u8>(), time()).prop_map(|(action, delay, deadline)| {
        SwitchCommand { action: SwitchAction::from_octet(action), delay, deadline }
    });
    prop_oneof![
        (plain(), command)
            .prop_map(|(authority, command)| SwitchContent::Plain { authority, command }),
        sealed().prop_map(SwitchContent::Sealed),
    ]
}

fn freeze_time() -> impl Strategy<Value = FreezeTime> {
    let clock = (0u8..24, 0u8..60);
    prop_oneof![
        Just(FreezeTime::Instantly),
        (0u8..60).prop_map(|minute| FreezeTime::Hourly { minute }),
        clock.clone().prop_map(|(hour, minute)| FreezeTime::Daily { hour, minute }),
        (1u8..=28, clock.clone()).prop_map(|(day, (hour, minute))| FreezeTime::Monthly {
            day,
            hour,
            minute
        }),
        (1u8..=12, 1u8..=28, clock).prop_map(|(month, day, (hour, minute))| FreezeTime::Yearly {
            month,
            day,
            hour,
            minute
        }),
    ]
}

fn purchase() -> impl Strategy<Value = Purchase> {
    (any::<u32>(), any::<u32>(), octets(), octets(), octets()).prop_map(
        |(amount_fen, count, mac_1, customer, mac_2)| Purchase {
            amount_fen,
            count,
            mac_1,
            customer,
            mac_2,
        },
    )
}

fn key_record() -> impl Strategy<Value = KeyRecord> {
    (any::<[u8; 4]>(), octets()).prop_map(|([total, reserved, key, kind], ciphertext)| KeyRecord {
        total,
        reserved,
        key,
        kind,
        ciphertext,
    })
}

fn read_back(len: u16) -> impl Strategy<Value = ReadBack> {
    (any::<u16>(), 0u16..4, any::<u16>()).prop_map(move |(directory, file, start)| ReadBack {
        directory,
        file,
        start,
        len,
    })
}

fn security() -> impl Strategy<Value = SecurityCommand> {
    let key = prop_oneof![
        Just(KeyRole::Control),
        Just(KeyRole::Parameter),
        Just(KeyRole::Identity),
        Just(KeyRole::Master)
    ];
    let info = any::<[u8; 4]>().prop_map(|[state, mode, key, version]| KeyInfo {
        state,
        mode,
        key,
        version,
    });
    let file = (any::<bool>(), any::<u8>(), any::<u16>(), vec(any::<u8>(), 0..100), octets());
    let file = file.prop_map(|(is_plain, file, offset, data, mac)| {
        let kind = if is_plain { EsamFileKind::Plain } else { EsamFileKind::Ciphered };
        EsamFile { kind, file, offset, data, mac }
    });
    let compare = (any::<[u8; 2]>(), any::<[u32; 2]>(), any::<Option<u8>>());
    let compare = compare.prop_map(|([cpu, key], [factor_address, data_address], pages)| {
        SoftwareCompare { cpu, key, factor_address, data_address, pages }
    });
    prop_oneof![
        (octets(), octets(), octets()).prop_map(|(ciphertext, random_1, diversifier)| {
            SecurityCommand::AuthenticateIdentity { ciphertext, random_1, diversifier }
        }),
        (1u16..=9_999, octets())
            .prop_map(|(minutes, mac)| SecurityCommand::SetValidity { minutes, mac }),
        Just(SecurityCommand::EndValidity),
        octets().prop_map(|ciphertext| SecurityCommand::AuthenticateInfrared { ciphertext }),
        file.prop_map(SecurityCommand::WriteEsamFile),
        purchase().prop_map(SecurityCommand::OpenAccount),
        purchase().prop_map(SecurityCommand::Recharge),
        (any::<u32>(), octets(), any::<u32>(), octets()).prop_map(
            |(amount_fen, mac_1, count, mac_2)| {
                SecurityCommand::InitialisePurse(PurseFilling { amount_fen, mac_1, count, mac_2 })
            }
        ),
        (key, octets(), info, octets()).prop_map(|(key, mac, info, ciphertext)| {
            SecurityCommand::UpdateKey { key, mac, info, ciphertext }
        }),
        (vec(key_record(), 1..=4), octets())
            .prop_map(|(records, mac)| SecurityCommand::UpdateKeys { records, mac }),
        any::<u16>().prop_flat_map(read_back).prop_map(SecurityCommand::ReadBack),
        compare.prop_map(SecurityCommand::CompareSoftware),
        octets().prop_map(|random_1| SecurityCommand::QueryInfrared { random_1 }),
        Just(SecurityCommand::QueryStatus),
        vec(any::<u8>(), 0..40).prop_map(|data| SecurityCommand::Unknown {
            identifier: DataIdentifier::new(0x0703_02FF),
            data
        }),
    ]
}

fn request() -> impl Strategy<Value = Request> {
    let records = prop_oneof![
        Just(LoadRecords::None),
        any::<u8>().prop_map(LoadRecords::Blocks),
        (any::<u8>(), minute()).prop_map(|(blocks, from)| LoadRecords::BlocksFrom { blocks, from }),
    ];
    let output = any::<u8>().prop_map(|octet| match octet {
        0 => TerminalOutput::SecondPulse,
        1 => TerminalOutput::DemandPeriod,
        2 => TerminalOutput::TariffSwitching,
        octet => TerminalOutput::Unknown(octet),
    });
    prop_oneof![
        (octets(), security())
            .prop_map(|(operator, command)| Request::Security { operator, command }),
        time().prop_map(Request::BroadcastTime),
        (identifier(), records)
            .prop_map(|(identifier, records)| Request::Read { identifier, records }),
        (identifier(), any::<u8>())
            .prop_map(|(identifier, sequence)| Request::ReadFollowing { identifier, sequence }),
        Just(Request::ReadAddress),
        (identifier(), write_content())
            .prop_map(|(identifier, content)| Request::Write { identifier, content }),
        meter().prop_map(Request::WriteAddress),
        freeze_time().prop_map(Request::Freeze),
        any::<u8>().prop_map(|octet| Request::ChangeSpeed(Speed::from_octet(octet))),
        (identifier(), password(), password())
            .prop_map(|(identifier, old, new)| Request::ChangePassword { identifier, old, new }),
        plain().prop_map(Request::ClearDemand),
        plain().prop_map(|plain| Request::ClearMeter(ClearContent::Plain(plain))),
        sealed().prop_map(|sealed| Request::ClearMeter(ClearContent::Sealed(sealed))),
        (plain(), identifier()).prop_map(|(authority, events)| {
            Request::ClearEvents(ClearEvents::Plain { authority, events })
        }),
        sealed().prop_map(|sealed| Request::ClearEvents(ClearEvents::Sealed(sealed))),
        switch().prop_map(Request::Switch),
        output.prop_map(Request::TerminalOutput),
        (any::<u8>(), vec(any::<u8>(), 0..40))
            .prop_map(|(control, data)| Request::Unknown { control: 0x1E | control & 0x61, data }),
    ]
}

fn security_reply() -> impl Strategy<Value = SecurityReply> {
    let file = (0u16..40)
        .prop_flat_map(|len| (read_back(len), vec(any::<u8>(), usize::from(len)), octets()));
    let purse = (read_back(8), any::<[u32; 2]>(), octets(), octets());
    prop_oneof![
        (octets(), octets())
            .prop_map(|(random_2, esam_serial)| SecurityReply::Identity { random_2, esam_serial }),
        (octets(), any::<[u32; 2]>(), octets()).prop_map(
            |(customer, [amount_fen, count], key_status)| {
                SecurityReply::ValidityEnded { customer, amount_fen, count, key_status }
            }
        ),
        file.prop_map(|(read_back, data, mac)| SecurityReply::ReadBack {
            read_back,
            content: ReadBackContent::File { data, mac }
        }),
        purse.prop_map(|(read_back, [amount_fen, count], mac_1, mac_2)| SecurityReply::ReadBack {
            read_back: ReadBack { file: ReadBack::PURSE, ..read_back },
            content: ReadBackContent::Purse { amount_fen, mac_1, count, mac_2 },
        }),
        octets().prop_map(|ciphertext| SecurityReply::SoftwareCompared { ciphertext }),
        (octets(), octets(), octets(), octets()).prop_map(
            |(meter, esam_serial, ciphertext, random_2)| {
                SecurityReply::Infrared { meter, esam_serial, ciphertext, random_2 }
            }
        ),
        (any::<[u32; 2]>(), octets(), octets(), octets(), octets()).prop_map(
            |([amount_fen, count], mac_1, mac_2, customer, key_status)| SecurityReply::Status {
                amount_fen,
                mac_1,
                count,
                mac_2,
                customer,
                key_status
            }
        ),
        Just(SecurityReply::Done { identifier: DataIdentifier::new(0x0700_03FF) }),
    ]
}

fn response() -> impl Strategy<Value = Response> {
    let data = || vec(any::<u8>(), 0..200);
    let done = prop_oneof![
        Just(Function::Write),
        Just(Function::WriteAddress),
        Just(Function::Freeze),
        Just(Function::ClearDemand),
        Just(Function::ClearMeter),
        Just(Function::ClearEvents),
        Just(Function::Switch),
    ];
    let refusing = prop_oneof![Just(Function::Read), Just(Function::Write), Just(Function::Switch)];
    prop_oneof![
        (identifier(), data(), any::<bool>())
            .prop_map(|(identifier, data, has_more)| Response::Data { identifier, data, has_more }),
        (identifier(), data(), any::<u8>(), any::<bool>()).prop_map(
            |(identifier, data, sequence, has_more)| Response::Following {
                identifier,
                data,
                sequence,
                has_more
            }
        ),
        meter().prop_map(Response::Address),
        done.prop_map(Response::Done),
        any::<u8>().prop_map(|octet| Response::SpeedChanged(Speed::from_octet(octet))),
        password().prop_map(Response::PasswordChanged),
        security_reply().prop_map(Response::Security),
        (refusing, any::<u8>()).prop_map(|(function, error)| Response::Refused {
            function,
            error: ErrorWord::from_octet(error)
        }),
        octets().prop_map(|status| Response::SwitchRefused { status }),
        any::<u16>()
            .prop_map(|error| Response::SecurityRefused(SecurityErrorWord::from_number(error))),
    ]
}

/// An address that a request may go to.
fn address_for(request: &Request, meter: MeterAddress) -> MeterAddress {
    match request {
        Request::ReadAddress => MeterAddress::ANY,
        Request::BroadcastTime(_) => MeterAddress::BROADCAST,
        _ => meter,
    }
}

proptest! {
    #[test]
    fn a_request_is_read_as_it_was_meant(request in request(), meter in meter()) {
        let frame = request.to_frame(address_for(&request, meter)).expect("sendable");
        let octets = frame.to_octets();
        let view = FrameView::new_checked(&octets).expect("a frame");
        prop_assert_eq!(Request::parse(&view), Ok(request.clone()));
        let text = serde_json::to_string(&request).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Request>(&text).expect("read"), request);
    }

    #[test]
    fn a_reply_is_read_as_it_was_meant(response in response(), meter in meter()) {
        let octets = response.to_frame(meter).expect("fits").to_octets();
        let view = FrameView::new_checked(&octets).expect("a frame");
        prop_assert_eq!(Response::parse(&view), Ok(response.clone()));
        let text = serde_json::to_string(&response).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Response>(&text).expect("read"), response);
    }

    #[test]
    fn any_data_that_mean_something_are_emitted_again(
        control: u8,
        identifier in prop_oneof![
            any::<u32>(), Just(0x0700_00FFu32), Just(0x0703_01FF), Just(0x0780_01FF), Just(0x0780_03FF),
        ],
        data in vec(prop_oneof![0u8..0x60, any::<u8>(), 0x96u8..=0x99], 0..60),
    ) {
        let data = [&identifier.to_le_bytes()[..], &data].concat();
        let control = ControlCode::from_octet(control);
        let frame = Frame::new(MeterAddress::ANY, control, data).expect("fits");
        let octets = frame.to_octets();
        let view = FrameView::new_checked(&octets).expect("a frame");
        if let Ok(message) = Message::parse(&view) {
            prop_assert_eq!(message.frame(), Ok(frame));
            prop_assert_eq!(explain(&octets).message, Some(message));
        } else {
            prop_assert!(explain(&octets).message.is_none());
        }
    }

    #[test]
    fn only_reads_go_to_more_than_one_meter(request in request(), digits in 0u32..1_000_000) {
        let shortened: MeterAddress = format!("AAAAAA{digits:06}").parse().expect("an address");
        prop_assert_eq!(shortened.kind(), AddressKind::Shortened);
        let reads = matches!(request, Request::Read { .. } | Request::ReadFollowing { .. });
        let is_known = !matches!(request, Request::Unknown { .. });
        prop_assert_eq!(request.to_frame(shortened).is_ok(), reads || !is_known);
        let sets_all = matches!(
            request,
            Request::BroadcastTime(_) | Request::Freeze(_) | Request::TerminalOutput(_)
        );
        let broadcast = request.to_frame(MeterAddress::BROADCAST);
        prop_assert_eq!(broadcast.is_ok(), sets_all || !is_known);
    }

    #[test]
    fn pages_hold_all_of_the_data(data in vec(any::<u8>(), 0..700), part_len in 1usize..200) {
        let identifier = DataIdentifier::new(0x0330_0201);
        let pages = paged(identifier, &data, part_len);
        let mut joined: Vec<u8> = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            let (part, has_more) = match page {
                Response::Data { data, has_more, .. } | Response::Following { data, has_more, .. } => {
                    (data, *has_more)
                }
                other => panic!("{other:?}"),
            };
            joined.extend(part);
            prop_assert_eq!(has_more, index + 1 < pages.len());
        }
        prop_assert_eq!(joined, data);
    }
}

#[test]
fn a_trip_goes_to_one_meter_and_to_no_other_address() {
    let command = SwitchCommand {
        action: SwitchAction::Trip,
        delay: 0,
        deadline: "2026-12-31T23:59:00".parse().expect("a time"),
    };
    let authority = Plain { password: Password::new(2, [0, 0, 0]), operator: Octets::default() };
    let trip = Request::Switch(SwitchContent::Plain { authority, command });
    for address in ["AAAAAAAAAAAA", "999999999999", "AAAAAAAAAA01", "00000000000F"] {
        let address = address.parse().expect("an address");
        let refused = trip.to_frame(address).expect_err("it is no meter");
        assert!(refused.to_string().starts_with("Switch cannot be sent to"), "{refused}");
    }
    assert!(trip.to_frame("000000000001".parse().expect("an address")).is_ok());
}

#[test]
fn a_year_that_two_digits_do_not_tell_is_not_sent() {
    let old = Request::BroadcastTime("1999-12-31T23:59:00".parse().expect("a time"));
    assert!(old.to_frame(MeterAddress::BROADCAST).is_err());
    let message = Message { address: MeterAddress::BROADCAST, says: Says::Request(old) };
    assert!(message.frame().is_err());
}
