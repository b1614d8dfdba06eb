//! The stand-in is what `docs/security-unit.md` says: each vector of that page, computed anew.

use super::*;
use crate::metering::stand_in::authority::{Terms, UnitKey, Uses};
use crate::metering::stand_in::key_wrap::{NewKey, wrap};
use crate::metering::stand_in::keys::{KeyNumber, MeterRoots};
use crate::metering::stand_in::seal_keys::SealKeys;
use crate::metering::stand_in::session::{SessionKeys, client_proof, server_signature};
use crate::metering::stand_in::sm4::{Label, Sm4Key};

/// Holds octets that we computed against the page's row.
fn check(vector: &str, octets: &[&[u8]]) {
    let row = format!("| {vector} | {} |", hex::encode(octets.concat()));
    let page = include_str!("../../../../../../docs/security-unit.md");
    let (_, vectors) = page.split_once("## Vectors").expect("the page has vectors");
    let told = vectors.lines().find(|line| line.starts_with(&format!("| {vector} |")));
    assert_eq!(Some(row.as_str()), told, "{vector}");
}

fn roots() -> MeterRoots {
    MeterRoots::new(Sm4Key::from_bytes([0x77; 16]))
}

fn work_key(purpose: Purpose) -> Sm4Key {
    roots().work_key(KeySet::Public, purpose, &meter(HERE))
}

fn under_random2(purpose: Purpose) -> SealKeys {
    SealKeys::under(&work_key(purpose), &RANDOM2)
}

fn trip() -> ControlTask {
    let deadline = at("2018-05-12T15:41:24");
    ControlTask::new(ControlOrder::Trip, deadline).expect("this century")
}

const RANDOM1: [u8; 8] = [0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8];
const RANDOM2: [u8; 4] = [0xC1, 0xC2, 0xC3, 0xC4];
const INFRARED_RANDOM2: [u8; 8] = [0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8];
const ESAM: [u8; 8] = [0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8];

#[test]
fn keys() {
    let key = |set| roots().key(set, KeyNumber::CONTROL, &meter(HERE));
    check("key 1, test", &[key(KeySet::Public).bytes()]);
    check("key 1, company's version 3", &[key(private(3)).bytes()]);
    check("work key, control", &[work_key(Purpose::Control).bytes()]);
}

#[test]
fn writes() {
    let sealed = under_random2(Purpose::Control).seal_control(trip().plain());
    check("trip until 2018-05-12 15:41:24", &[&sealed.cipher, sealed.mac.bytes()]);

    let mac = under_random2(Purpose::Class1).class1([4, 0, 0x10, 1], &[0, 0, 0x50, 0]);
    check("class 1, 04001001 = 00005000", &[mac.bytes()]);

    let (cipher, mac) = under_random2(Purpose::Class2).seal_class2([4, 0, 0x10, 3], &[0, 0x10, 0]);
    check("class 2, 04001003 = 001000", &[&cipher, mac.bytes()]);

    let item = ClockItem::DateTime;
    let value = item.value(at("2026-11-30T10:15:30")).expect("this century");
    let (cipher, mac) = under_random2(Purpose::Clock).seal_class2(item.item(), &value);
    check("clock, 0400010C = 2026-11-30 10:15:30", &[&cipher, mac.bytes()]);
}

#[test]
fn money() {
    let customer = PurseCustomer::from_bytes([0x00, 0x03, 0x01, 0x23, 0x45, 0x67]);
    let kind = PurchaseKind::Recharge;
    let purchase = Purchase { kind, amount_fen: 10_000, count: 2, customer };
    let mac1 = under_random2(Purpose::Money).money(&purchase);
    check("recharge 100.00 yuan, count 2: MAC1", &[mac1.bytes()]);
    let mac2 = under_random2(Purpose::Customer).customer(kind, customer);
    check("customer 000301234567: MAC2", &[mac2.bytes()]);
}

#[test]
fn proofs() {
    let here = diversifier(&meter(HERE));
    let proof = |purpose, label, parts: &[&[u8]]| work_key(purpose).proof(label, parts);
    let cipher1 = proof(Purpose::Identity, Label::Identity, &[&RANDOM1, &here]);
    check("ciphertext 1 of 070000FF", &[cipher1.bytes()]);
    let parts = [&RANDOM1[..], &here, &ESAM, &INFRARED_RANDOM2];
    let of_meter = proof(Purpose::InfraredCheck, Label::InfraredMeter, &parts);
    check("random-1 ciphertext of 078003FF", &[of_meter.bytes()]);
    let parts = [&INFRARED_RANDOM2[..], &here, &ESAM];
    let of_unit = proof(Purpose::InfraredAnswer, Label::InfraredUnit, &parts);
    check("random-2 ciphertext of 070003FF", &[of_unit.bytes()]);

    let place = EsamPlace { directory: 0xDF01, file: 5, start: 0, len: 4 };
    let mac = SealKeys::under(&work_key(Purpose::ReadBack), &RANDOM1).read_back(place, b"data");
    check("read-back DF01 0005 0000 0004 \"data\"", &[mac.bytes()]);
}

#[test]
fn new_keys() {
    let wrapped = |generation| {
        let (number, set) = (KeyNumber::CONTROL, private(3));
        let key = roots().key(set, number, &meter(HERE));
        let new = NewKey { number, set, key };
        wrap(&work_key(Purpose::KeyWrap), generation, &meter(HERE), &new)
    };
    let (head, cipher) = wrapped(Generation::Of2013);
    check("record, key 1 to version 3", &[&head, &cipher]);
    let record = [&head[..], &cipher].concat().try_into().expect("4 and 32 bytes");
    let mac = under_random2(Purpose::KeyUpdate).key_message_2013(&[KeyRecord::from_bytes(record)]);
    check("MAC of a message with that record", &[mac.bytes()]);

    let (info, cipher) = wrapped(Generation::Of2009);
    let mac = under_random2(Purpose::KeyUpdate).key_message_2009(info, &cipher);
    check("message of 2009, key 1 to version 3", &[&info, &cipher, mac.bytes()]);
}

#[test]
fn authorities() {
    let units = Sm4Key::from_bytes([0x55; 16]);
    let unit = UnitKey::new(units.derive(Label::UnitKey, &[unit_serial().bytes()]));
    check("key of the unit", &[unit.bytes()]);

    let uses = Uses::new(3).expect("within bounds");
    let terms = Terms::new(Purpose::Control, KeySet::Public, at(EVENING), uses);
    let number = [0xA1, 0xA2, 0xA3, 0xA4, 0xA5];
    let terms = terms.expect("this century");
    let authority = unit.issue(&meter(HERE), &terms, number, &work_key(Purpose::Control));
    check(
        "authority: control, until 2026-11-30 18:00:00, 3 uses, number A1…A5",
        &[authority.bytes()],
    );
    let mac = unit.task_mac(&meter(HERE), &authority, &trip().plain());
    check("MAC1 of the trip under it", &[mac.bytes()]);
}

#[test]
fn sessions() {
    let (client, server) = ([0x01; 16], [0x02; 16]);
    let work_key = work_key(Purpose::Connect);
    let (cipher, signature) = client_proof(&work_key, EsamSerial::from_bytes(ESAM), client, 9);
    check("CONNECT with counter 9: ciphertext 1, signature", &[&cipher, signature.bytes()]);
    check("server signature", &[server_signature(&work_key, client, server).bytes()]);

    let keys = SessionKeys::new(&work_key, client, server);
    let action = CommandTask::new(Protection::CipherMac, [7, 1], vec![0x80, 0, 0x81, 0, 0]);
    let apdu = action.expect("an action").apdu(0x15, &TimeTag::parse(&[0]).expect("no time tag"));
    let command = keys.protect(Protection::CipherMac, 1, apdu);
    let mac = command.mac.expect("cipher+MAC has one");
    check("command 1, 07 01 15 8000 81 00 00 00, cipher+MAC", &[&command.body, mac.bytes()]);
    let reply_apdu = vec![0x87, 1, 0x15, 0x80, 0, 0x81, 0, 0, 0, 0];
    let reply = keys.protect_reply(Protection::CipherMac, 1, reply_apdu.clone());
    let ProtectedReply::Cipher { cipher, mac: Some(mac) } = reply else { panic!("{reply:?}") };
    check("its reply, 87 01 15 8000 81 00 00 00 00", &[&cipher, mac.bytes()]);
    let mac = keys.read_mac(&RANDOM1, &reply_apdu);
    check("plain read of the same APDU with RN B1…B8", &[mac.bytes()]);
}
