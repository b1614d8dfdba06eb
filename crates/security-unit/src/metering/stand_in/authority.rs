//! The stand-in's 48 bytes of authority: who may do what until when, with the work key for it inside.
//!
//! | bytes | what |
//! |---|---|
//! | 0 | scheme, 01 |
//! | 1 | purpose |
//! | 2, 3 | key state and key version of the meter |
//! | 4..10 | serves until, `YY MM DD hh mm ss` BCD |
//! | 10 | how often it may be used, 1 to 16: a frame may be lost, so once is too few |
//! | 11..16 | number, drawn at random |
//! | 16..32 | the work key, enciphered under a key of unit, meter and bytes 0..16 |
//! | 32..48 | CMAC over bytes 0..32 and the meter, under the unit's key |

use vocabulary::{MeterNo, MeterTime};

use super::keys::{KeySet, Purpose};
use super::sm4::{Label, Sm4Key};
use crate::metering::task::ShortTime;
use crate::metering::{Authority, AuthorityRefusal, KeyState, TaskFault, TaskMac, diversifier};

/// What an authority says in the open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms {
    pub purpose: Purpose,
    pub keys: KeySet,
    not_after: ShortTime,
    uses: Uses,
}

/// How often an authority may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Uses(u8);

impl Uses {
    pub(super) const MAX: u8 = 16;

    pub(super) fn new(uses: u8) -> Option<Self> {
        (1..=Self::MAX).contains(&uses).then_some(Self(uses))
    }

    pub(super) const fn count(self) -> u8 {
        self.0
    }
}

/// What tells one authority of a unit from all others.
pub(super) type Number = [u8; 5];

impl Terms {
    /// # Errors
    /// [`TaskFault::Century`].
    pub(super) fn new(
        purpose: Purpose,
        keys: KeySet,
        not_after: MeterTime,
        uses: Uses,
    ) -> Result<Self, TaskFault> {
        Ok(Self { purpose, keys, not_after: ShortTime::new(not_after)?, uses })
    }

    pub(super) const fn not_after(&self) -> MeterTime {
        self.not_after.time()
    }

    pub(super) const fn uses(&self) -> Uses {
        self.uses
    }

    fn head(&self, number: Number) -> [u8; 16] {
        let mut head = [0; 16];
        head[0] = SCHEME;
        head[1] = self.purpose.code();
        head[2] = self.keys.state().code();
        head[3] = self.keys.version();
        head[4..10].copy_from_slice(&self.not_after.bcd());
        head[10] = self.uses.0;
        head[11..].copy_from_slice(&number);
        head
    }

    fn from_head(head: [u8; 16]) -> Option<(Self, Number)> {
        let [SCHEME, purpose, state, version, a, b, c, d, e, f, uses, number @ ..] = head else {
            return None;
        };
        let terms = Self {
            purpose: Purpose::ALL.into_iter().find(|known| known.code() == purpose)?,
            keys: KeySet::from_codes(state, version)?,
            not_after: ShortTime::from_bcd([a, b, c, d, e, f])?,
            uses: Uses::new(uses)?,
        };
        Some((terms, number))
    }
}

/// A unit's side of the bond with the key machine: its key, and what is made from it.
pub(super) struct UnitKey(Sm4Key);

impl UnitKey {
    pub(super) fn new(key: Sm4Key) -> Self {
        Self(key)
    }

    pub(super) fn bytes(&self) -> &[u8; 16] {
        self.0.bytes()
    }

    /// Makes an authority for `meter` that carries `work_key`.
    pub(super) fn issue(
        &self,
        meter: &MeterNo,
        terms: &Terms,
        number: Number,
        work_key: &Sm4Key,
    ) -> Authority {
        let head = terms.head(number);
        let wrapped = self.wrap_key(&head, meter).wrap(work_key);
        let tag = self.0.tag(Label::AuthorityTag, &[&head, &wrapped, &diversifier(meter)]);
        let mut bytes = [0; 48];
        bytes[..16].copy_from_slice(&head);
        bytes[16..32].copy_from_slice(&wrapped);
        bytes[32..].copy_from_slice(&tag);
        Authority::from_bytes(bytes)
    }

    /// Opens an authority for this unit and `meter`.
    pub(super) fn open(
        &self,
        meter: &MeterNo,
        authority: &Authority,
    ) -> Result<OpenAuthority, AuthorityRefusal> {
        let Parts { head, wrapped, tag } = Parts::of(authority);
        if !self.0.holds(Label::AuthorityTag, &[&head, &wrapped, &diversifier(meter)], &tag) {
            return Err(AuthorityRefusal::Foreign);
        }
        let (terms, number) = Terms::from_head(head).ok_or(AuthorityRefusal::Foreign)?;
        let work_key = self.wrap_key(&head, meter).unwrap(wrapped);
        Ok(OpenAuthority { terms, number, work_key })
    }

    /// MAC1 over a task, for one authority alone.
    pub(super) fn task_mac(
        &self,
        meter: &MeterNo,
        authority: &Authority,
        covered: &[u8],
    ) -> TaskMac {
        let Parts { head, .. } = Parts::of(authority);
        let mac = self.0.mac(Label::TaskMac, &[&head, &diversifier(meter), covered]);
        TaskMac::from_bytes(*mac.bytes())
    }

    pub(super) fn permits(
        &self,
        meter: &MeterNo,
        authority: &Authority,
        covered: &[u8],
        mac: TaskMac,
    ) -> bool {
        let Parts { head, .. } = Parts::of(authority);
        let parts = [&head[..], &diversifier(meter), covered];
        self.0.holds(Label::TaskMac, &parts, mac.bytes())
    }

    /// The proof at the end of key material, 16 bytes.
    pub(super) fn material_tag(&self, meter: &MeterNo, body: &[u8]) -> [u8; 16] {
        self.0.tag(Label::KeyMaterial, &[&diversifier(meter), body])
    }

    pub(super) fn holds_material(&self, meter: &MeterNo, body: &[u8], tag: &[u8; 16]) -> bool {
        self.0.holds(Label::KeyMaterial, &[&diversifier(meter), body], tag)
    }

    fn wrap_key(&self, head: &[u8; 16], meter: &MeterNo) -> Sm4Key {
        self.0.derive(Label::AuthorityWrap, &[head, &diversifier(meter)])
    }
}

/// An authority that is ours, opened; whether it serves now is still to be asked.
pub(super) struct OpenAuthority {
    pub terms: Terms,
    pub number: Number,
    pub work_key: Sm4Key,
}

impl OpenAuthority {
    /// Whether it serves for this work on these keys until now; the count of its uses is the unit's.
    pub(super) fn serves(
        &self,
        purpose: Purpose,
        state: KeyState,
        now: MeterTime,
    ) -> Result<(), AuthorityRefusal> {
        if self.terms.purpose != purpose {
            return Err(AuthorityRefusal::OtherWork);
        }
        if self.terms.keys.state() != state {
            return Err(AuthorityRefusal::OtherKeys);
        }
        if now > self.terms.not_after() {
            return Err(AuthorityRefusal::Expired);
        }
        Ok(())
    }
}

struct Parts {
    head: [u8; 16],
    wrapped: [u8; 16],
    tag: [u8; 16],
}

impl Parts {
    fn of(authority: &Authority) -> Self {
        let mut parts = Self { head: [0; 16], wrapped: [0; 16], tag: [0; 16] };
        let (head, rest) = authority.bytes().split_at(16);
        let (wrapped, tag) = rest.split_at(16);
        parts.head.copy_from_slice(head);
        parts.wrapped.copy_from_slice(wrapped);
        parts.tag.copy_from_slice(tag);
        parts
    }
}

const SCHEME: u8 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    fn meter(text: &str) -> MeterNo {
        text.parse().expect("twelve digits")
    }

    fn terms(purpose: Purpose) -> Terms {
        let not_after = "2026-11-30T18:00:00".parse().expect("a time");
        let uses = Uses::new(3).expect("within bounds");
        Terms::new(purpose, KeySet::Public, not_after, uses).expect("this century")
    }

    #[test]
    fn opens_for_its_unit_and_its_meter_only() {
        let (unit, other) = (UnitKey::new(key(1)), UnitKey::new(key(2)));
        let (one, two) = (meter("000000000001"), meter("000000000002"));
        let authority = unit.issue(&one, &terms(Purpose::Control), [9; 5], &key(3));
        let opened = unit.open(&one, &authority).unwrap_or_else(|refusal| panic!("{refusal}"));
        assert_eq!(opened.terms, terms(Purpose::Control));
        assert_eq!((opened.number, opened.work_key.bytes()), ([9; 5], &[3; 16]));
        assert_eq!(unit.open(&two, &authority).err(), Some(AuthorityRefusal::Foreign));
        assert_eq!(other.open(&one, &authority).err(), Some(AuthorityRefusal::Foreign));
    }

    #[test]
    fn no_changed_octet_opens() {
        let (unit, meter) = (UnitKey::new(key(1)), meter("000000000001"));
        let authority = unit.issue(&meter, &terms(Purpose::Control), [9; 5], &key(3));
        for place in 0..48 {
            let mut bytes = *authority.bytes();
            bytes[place] ^= 0x01;
            let changed = Authority::from_bytes(bytes);
            assert_eq!(unit.open(&meter, &changed).err(), Some(AuthorityRefusal::Foreign));
        }
    }

    #[test]
    fn serves_its_purpose_and_keys_until_its_last_second() {
        let (unit, meter) = (UnitKey::new(key(1)), meter("000000000001"));
        let authority = unit.issue(&meter, &terms(Purpose::Control), [9; 5], &key(3));
        let opened = unit.open(&meter, &authority).unwrap_or_else(|refusal| panic!("{refusal}"));
        let check = |purpose, state, now: &str, expect| {
            assert_eq!(opened.serves(purpose, state, now.parse().expect("a time")), expect);
        };
        let (last, next) = ("2026-11-30T18:00:00", "2026-11-30T18:00:01");
        check(Purpose::Control, KeyState::Public, last, Ok(()));
        check(Purpose::Control, KeyState::Public, next, Err(AuthorityRefusal::Expired));
        check(Purpose::Clock, KeyState::Public, last, Err(AuthorityRefusal::OtherWork));
        check(Purpose::Control, KeyState::Private, last, Err(AuthorityRefusal::OtherKeys));
    }

    #[test]
    fn a_task_mac_holds_for_its_task_meter_and_authority_only() {
        let (unit, one, two) = (UnitKey::new(key(1)), meter("000000000001"), meter("000000000002"));
        let authority = unit.issue(&one, &terms(Purpose::Control), [9; 5], &key(3));
        let other = unit.issue(&one, &terms(Purpose::Control), [8; 5], &key(3));
        let mac = unit.task_mac(&one, &authority, b"trip");
        assert!(unit.permits(&one, &authority, b"trip", mac));
        assert!(!unit.permits(&one, &authority, b"close", mac));
        assert!(!unit.permits(&two, &authority, b"trip", mac));
        assert!(!unit.permits(&one, &other, b"trip", mac));
    }

    fn key(octet: u8) -> Sm4Key {
        Sm4Key::from_bytes([octet; 16])
    }
}
