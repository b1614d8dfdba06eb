//! What a terminal needs to be believed by a meter: the security unit's trait, its software form and the meter's side.
//!
//! Four parties. The company's *key machine* holds the roots of all keys and permits work: for each it makes an
//! [`Authority`] of 48 bytes, for one unit, one meter, one kind of work and a time, and a MAC over the task itself
//! ([`Authorised`]). Both come to the terminal with the order. The terminal's *security unit* ([`MeterSecurity`]) takes
//! them and what the meter said, and makes what the meter takes. The *terminal* between them carries octets and can make
//! none of them. The meter's *ESAM* ([`SoftwareEsam`] in a virtual meter) checks.
//!
//! **[`SoftwareUnit`], [`SoftwareEsam`] and [`SoftwareKeyMachine`] are stand-ins.** The algorithm inside real ESAMs, SM1,
//! is secret and exists in hardware only; these use SM4 in a scheme of our own, described octet by octet in
//! `docs/security-unit.md`. They open no real meter and no real meter's messages. A vendor's unit comes behind the same
//! trait: its field lengths are the ones that State Grid's unit takes and gives.
//!
//! # A meter is switched off
//! The order of calls is the reference's 9.7; between them the terminal sends frames.
//! ```
//! # use std::sync::Arc;
//! # use security_unit::PinCost;
//! # use security_unit::metering::*;
//! # use vocabulary::{Entropy, MeterNo, MeterTime, SecurityPart, SeededEntropy};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(1));
//! let meter: MeterNo = "000000000001".parse()?;
//! let (now, evening): (MeterTime, MeterTime) =
//!     ("2026-11-30T10:00:00".parse()?, "2026-11-30T18:00:00".parse()?);
//!
//! // Long before: the company has its key machine, the terminal its unit, the meter its ESAM.
//! let machine = SoftwareKeyMachine::in_memory(entropy);
//! let (unit_serial, secret) =
//!     (UnitSerial::from_bytes([1; 8]), UnitSecret::from_passphrase("a long passphrase")?);
//! let fitted = SecurityPart::ALL.into();
//! let order = NewUnit { serial: unit_serial, fitted, secret: &secret, cost: PinCost::SIMULATION };
//! let unit = machine.issue_unit(&folder.path().join("unit.json"), order)?;
//! let generation = Generation::Of2013;
//! let mut esam = machine.fit_esam(NewEsam {
//!     meter: meter.clone(),
//!     serial: EsamSerial::from_bytes([2; 8]),
//!     generation,
//!     keys: KeySet::Public,
//!     limits: EsamLimits::of(generation),
//! });
//!
//! // In the office, when the stop is approved.
//! let grant = Grant {
//!     unit: unit_serial,
//!     meter: meter.clone(),
//!     keys: KeySet::Public,
//!     not_after: evening,
//!     uses: 3,
//! };
//! let identity = machine.permit(&grant, Purpose::Identity)?;
//! let trip = machine.permit_control(&grant, ControlTask::new(ControlOrder::Trip, evening)?)?;
//!
//! // At the meter.
//! unit.open(&secret)?;
//! let target = Target { meter: meter.clone(), key_state: KeyState::Public, now };
//! let proof = unit.prove_identity(&target, &identity)?;
//! let reply = esam.authenticate(now, proof, diversifier(&meter))?;
//! let sealed = unit.seal_control(&target, reply.random2, &trip)?;
//! assert_eq!(esam.open_control(now, &sealed)?.order(), ControlOrder::Trip);
//!
//! // What the company did not permit, the unit does not seal.
//! let close = ControlTask::new(ControlOrder::CloseDirectly, evening)?;
//! let swapped = Authorised { task: close, ..trip };
//! assert!(unit.seal_control(&target, reply.random2, &swapped).is_err());
//! # Ok(())
//! # }
//! ```

mod apdu;
mod control;
mod key_update;
mod material;
mod parameter;
mod purchase;
mod read_back;
mod security;
mod stand_in;
mod target;
mod task;
mod work_material;

pub use apdu::{
    CommandTask, ConnectProof, ProtectedCommand, ProtectedReply, Protection, ReadRandom,
    ServerProof, Sid, TimeTag,
};
pub use control::{ControlOrder, ControlTask, SealedControl};
pub use key_update::{
    Generation, KeyDirection, KeyMaterial, KeyMessage, KeyRecord, KeyUpdateTask, MaterialLength,
};
pub use material::{
    Authority, EsamSerial, InfraredRandom2, Mac, PurseCustomer, Random1, Random2, RandomCipher,
    TaskMac, TooLongForPurse,
};
pub use parameter::{ClockItem, ClockTask, ParameterKind, ParameterTask, SealedParameter};
pub use purchase::{AuthorisedPurchase, Purchase, PurchaseKind, SealedPurchase};
pub use read_back::EsamPlace;
pub use security::{
    AuthorityRefusal, IdentityProof, InfraredAuthorities, InfraredChallenge, MeterSecurity,
    ReadBack, ShortPassphrase, UnitFault, UnitIdentity, UnitSecret,
};
#[cfg(any(test, feature = "fake"))]
pub use stand_in::{AskedOfUnit, AskedTask, FakeMeterSecurity, UnitStep};
pub use stand_in::{
    EsamLimits, EsamRefusal, EsamState, FileFault, Grant, IdentityReply, KeyMachineFault, KeySet,
    NewEsam, NewUnit, Purpose, Purse, SoftwareEsam, SoftwareKeyMachine, SoftwareUnit,
};
pub use target::{KeyState, Target, diversifier};
pub use task::{Authorised, TaskFault};
pub use vocabulary::UnitSerial;
pub use work_material::{Permit, PortMaterial, WorkMaterial};
