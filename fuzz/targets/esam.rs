//! What arrives at a meter's ESAM under a standing authentication, made by nobody who has its keys.
#![no_main]

use std::sync::{Arc, LazyLock};

use security_unit::metering::{
    ConnectProof, EsamLimits, EsamSerial, FakeMeterSecurity, Generation, Grant, KeyMessage,
    KeyRecord, KeySet, KeyState, Mac, MeterSecurity, NewEsam, ParameterKind, ProtectedCommand,
    Protection, Purchase, PurchaseKind, Purpose, PurseCustomer, SealedControl, Sid, SoftwareEsam,
    SoftwareKeyMachine, Target, UnitSecret, UnitSerial, diversifier,
};
use vocabulary::{Entropy, MeterNo, MeterTime, SeededEntropy};

struct Bench {
    entropy: Arc<dyn Entropy>,
    machine: SoftwareKeyMachine,
    meter: MeterNo,
    now: MeterTime,
}

static BENCH: LazyLock<Bench> = LazyLock::new(|| {
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(1));
    let machine = SoftwareKeyMachine::in_memory(entropy.clone());
    let meter = "000000000001".parse().expect("twelve digits");
    let now = "2026-11-30T10:00:00".parse().expect("a time");
    Bench { entropy, machine, meter, now }
});

/// An ESAM that believes us.
fn authenticated(generation: Generation) -> SoftwareEsam {
    let Bench { entropy, machine, meter, now } = &*BENCH;
    // A new unit each time: one remembers ten thousand authorities, and then takes no more.
    let unit = FakeMeterSecurity::new(entropy.clone(), machine, UnitSerial::from_bytes([1; 8]));
    let secret = UnitSecret::from_passphrase("a long passphrase").expect("long enough");
    unit.open(&secret).expect("any secret opens a fake");
    let keys = KeySet::Public;
    let serial = EsamSerial::from_bytes([2; 8]);
    let limits = EsamLimits::of(generation);
    let mut esam =
        machine.fit_esam(NewEsam { meter: meter.clone(), serial, generation, keys, limits });
    let grant = Grant {
        unit: UnitSerial::from_bytes([1; 8]),
        meter: meter.clone(),
        keys,
        not_after: *now,
        uses: 1,
    };
    let authority = machine.permit(&grant, Purpose::Identity).expect("permitted");
    let target = Target { meter: meter.clone(), key_state: KeyState::Public, now: *now };
    let proof = unit.prove_identity(&target, &authority).expect("permitted");
    esam.authenticate(*now, proof, diversifier(meter)).expect("believed");
    esam
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&[what], bytes)) = bytes.split_first_chunk::<1>() else { return };
    let Some((&mac, bytes)) = bytes.split_first_chunk::<4>() else { return };
    let (mac, now) = (Mac::from_bytes(mac), BENCH.now);
    let generation = if what & 0x80 == 0 { Generation::Of2013 } else { Generation::Of2009 };
    let mut esam = authenticated(generation);
    let item = [4, 0, 0x10, what >> 4];
    let is_refused = match what & 0x07 {
        0 => {
            let Some((&cipher, _)) = bytes.split_first_chunk::<16>() else { return };
            esam.open_control(now, &SealedControl { cipher, mac }).is_err()
        }
        1 => esam.check_class1(now, ParameterKind::Class1, item, bytes, mac).is_err(),
        2 => esam.open_class2(now, item, bytes, mac).is_err(),
        3 => {
            let (records, _) = bytes.as_chunks::<36>();
            let records = records.iter().map(|record| KeyRecord::from_bytes(*record)).collect();
            esam.update_keys(now, &KeyMessage::Of2013 { records, mac }).is_err()
        }
        4 => {
            let Some((&info, bytes)) = bytes.split_first_chunk::<4>() else { return };
            let Some((&cipher, _)) = bytes.split_first_chunk::<32>() else { return };
            esam.update_keys(now, &KeyMessage::Of2009 { info, cipher, mac }).is_err()
        }
        5 => {
            let Some((&customer, _)) = bytes.split_first_chunk::<6>() else { return };
            let customer = PurseCustomer::from_bytes(customer);
            let purchase =
                Purchase { kind: PurchaseKind::OpenAccount, amount_fen: 1, count: 1, customer };
            esam.take_purchase(now, &purchase, (mac, mac), None).is_err()
        }
        6 => {
            let (cipher, signature) = bytes.split_at(bytes.len().min(32));
            let client = ConnectProof { cipher: cipher.to_vec(), signature: signature.to_vec() };
            esam.connect(now, &client).is_err()
        }
        _ => {
            let (attached, body) = bytes.split_at(bytes.len().min(2));
            let sid = Sid { identity: [0; 4], attached: attached.to_vec() };
            let command = ProtectedCommand {
                protection: Protection::CipherMac,
                body: body.to_vec(),
                sid,
                mac: Some(mac),
            };
            esam.open_command(now, &command).is_err()
        }
    };
    assert!(is_refused, "nobody without the keys is believed");
});
