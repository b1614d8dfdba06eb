//! The company's key machine (密码机): holds the roots, fits units and meters with keys, and permits.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use vocabulary::{Entropy, MeterNo, MeterTime};
use zeroize::Zeroizing;

use super::authority::{Number, Terms, UnitKey, Uses};
use super::esam::{EsamState, NewEsam, SoftwareEsam};
use super::key_wrap::{NewKey, wrap};
use super::keys::{KeyNumber, KeySet, MeterRoots, Purpose};
use super::sealed_file::{FileFault, SealedFile};
use super::sm4::{Label, Sm4Key};
use super::software_unit::{NewUnit, SoftwareUnit};
use super::unit_core::{covered_clock, covered_customer, covered_money, covered_parameter};
use crate::PinCost;
use crate::metering::{
    Authorised, AuthorisedPurchase, Authority, ClockTask, CommandTask, ControlTask, Generation,
    InfraredAuthorities, KeyDirection, KeyMaterial, KeyUpdateTask, ParameterTask, Purchase,
    TaskFault, UnitSecret, UnitSerial,
};

/// A key machine in software, the stand-in for the one in the company's machine room. Whoever has it rules all meters:
/// it belongs on the side of the master station, never on a terminal.
pub struct SoftwareKeyMachine {
    entropy: Arc<dyn Entropy>,
    meters: MeterRoots,
    units: Sm4Key,
}

/// For whom, where, with which keys, until when and how often something is permitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub unit: UnitSerial,
    pub meter: MeterNo,
    /// The keys that the meter holds now.
    pub keys: KeySet,
    /// The last second at which it serves.
    pub not_after: MeterTime,
    /// 1 to 16. Infrared loses frames, and every new attempt is a use.
    pub uses: u8,
}

/// Why the key machine made nothing.
#[derive(Debug, thiserror::Error)]
pub enum KeyMachineFault {
    #[error("an authority may be used 1 to {max} times, not {found}", max = Uses::MAX)]
    Uses { found: u8 },
    #[error("the task cannot be carried to the meter")]
    Task(#[from] TaskFault),
    #[error("the authority for this is made in another way")]
    Purpose,
    #[error("the file of the key machine or of the unit cannot be used")]
    File(#[from] FileFault),
}

impl SoftwareKeyMachine {
    /// A machine with new roots that are nowhere but in memory.
    #[must_use]
    pub fn in_memory(entropy: Arc<dyn Entropy>) -> Self {
        let meters = MeterRoots::new(Sm4Key::draw(&*entropy));
        let units = Sm4Key::draw(&*entropy);
        Self { entropy, meters, units }
    }

    /// Makes a machine with new roots and puts its file (mode 0600) at `path`; its folder must exist.
    ///
    /// # Errors
    /// When the cost is out of bounds or the file cannot be written.
    pub fn create(
        entropy: Arc<dyn Entropy>,
        path: &Path,
        secret: &UnitSecret,
        cost: PinCost,
    ) -> Result<Self, FileFault> {
        let machine = Self::in_memory(entropy);
        let file = SealedFile::<MachineHead>::at(path, FORMAT)?;
        let key = SealedFile::<MachineHead>::new_key(&*machine.entropy, secret, cost)?;
        let mut contents = Zeroizing::new([0; 32]);
        contents[..16].copy_from_slice(machine.meters.private().bytes());
        contents[16..].copy_from_slice(machine.units.bytes());
        file.write(&*machine.entropy, &key, MachineHead {}, &*contents)?;
        Ok(machine)
    }

    /// Opens the machine in `path`.
    ///
    /// # Errors
    /// When there is none, or the secret is not its own.
    pub fn open(
        entropy: Arc<dyn Entropy>,
        path: &Path,
        secret: &UnitSecret,
    ) -> Result<Self, FileFault> {
        let file = SealedFile::<MachineHead>::at(path, FORMAT)?;
        let (_, contents) = file.open(&file.key(secret)?)?;
        let ([private, units], []) = contents.as_chunks::<16>() else {
            return Err(FileFault::Damaged { reason: "its contents have another length".into() });
        };
        let meters = MeterRoots::new(Sm4Key::from_bytes(*private));
        Ok(Self { entropy, meters, units: Sm4Key::from_bytes(*units) })
    }

    /// Makes a software unit and puts its file at `path`.
    ///
    /// # Errors
    /// When the cost is out of bounds or the file cannot be written.
    pub fn issue_unit(&self, path: &Path, order: NewUnit<'_>) -> Result<SoftwareUnit, FileFault> {
        SoftwareUnit::issue(self.entropy.clone(), path, &self.unit_key(order.serial), order)
    }

    /// Makes the ESAM of a meter, with the test keys or with the company's.
    #[must_use]
    pub fn fit_esam(&self, order: NewEsam) -> SoftwareEsam {
        self.fit_esam_drawing(self.entropy.clone(), order)
    }

    /// The same, with a source of random numbers of the ESAM's own: of many simulated meters each then draws the same,
    /// in whatever order they are spoken to.
    #[must_use]
    pub fn fit_esam_drawing(&self, entropy: Arc<dyn Entropy>, order: NewEsam) -> SoftwareEsam {
        SoftwareEsam::new(entropy, &self.meters, order)
    }

    /// Makes the ESAM of a meter again as it was when it told its state. Nothing when the state is that of another
    /// generation.
    #[must_use]
    pub fn resume_esam(&self, order: NewEsam, state: &EsamState) -> Option<SoftwareEsam> {
        SoftwareEsam::resume(self.entropy.clone(), &self.meters, order, state)
    }

    /// The two authorities of an infrared authentication.
    ///
    /// # Errors
    /// When the grant cannot be carried.
    pub fn permit_infrared(&self, grant: &Grant) -> Result<InfraredAuthorities, KeyMachineFault> {
        Ok(InfraredAuthorities {
            check: self.authority(grant, Purpose::InfraredCheck)?,
            answer: self.authority(grant, Purpose::InfraredAnswer)?,
        })
    }

    /// An authority for work that has no task: identity authentication, read-back, a session of DL/T 698.45.
    ///
    /// # Errors
    /// [`KeyMachineFault::Purpose`] for any other work.
    pub fn permit(&self, grant: &Grant, purpose: Purpose) -> Result<Authority, KeyMachineFault> {
        match purpose {
            Purpose::Identity | Purpose::ReadBack | Purpose::Connect => {
                self.authority(grant, purpose)
            }
            _ => Err(KeyMachineFault::Purpose),
        }
    }

    /// Permits one control command.
    ///
    /// # Errors
    /// When the grant cannot be carried. So do all that follow.
    pub fn permit_control(
        &self,
        grant: &Grant,
        task: ControlTask,
    ) -> Result<Authorised<ControlTask>, KeyMachineFault> {
        self.permit_task(grant, Purpose::Control, task, |task| task.plain().to_vec())
    }

    /// Permits one parameter write.
    ///
    /// # Errors
    /// When the grant cannot be carried.
    pub fn permit_parameter(
        &self,
        grant: &Grant,
        task: ParameterTask,
    ) -> Result<Authorised<ParameterTask>, KeyMachineFault> {
        self.permit_task(grant, Purpose::of_parameter(task.kind()), task, covered_parameter)
    }

    /// Permits the clock to be set.
    ///
    /// # Errors
    /// When the grant cannot be carried.
    pub fn permit_clock(
        &self,
        grant: &Grant,
        task: ClockTask,
    ) -> Result<Authorised<ClockTask>, KeyMachineFault> {
        self.permit_task(grant, Purpose::Clock, task, |task| covered_clock(task.item).to_vec())
    }

    /// Permits one command of DL/T 698.45.
    ///
    /// # Errors
    /// When the grant cannot be carried.
    pub fn permit_command(
        &self,
        grant: &Grant,
        task: CommandTask,
    ) -> Result<Authorised<CommandTask>, KeyMachineFault> {
        self.permit_task(grant, Purpose::Command, task, CommandTask::covered)
    }

    /// Permits one purchase.
    ///
    /// # Errors
    /// When the grant cannot be carried.
    pub fn permit_purchase(
        &self,
        grant: &Grant,
        purchase: Purchase,
    ) -> Result<AuthorisedPurchase, KeyMachineFault> {
        let money = self.permit_task(grant, Purpose::Money, purchase, covered_money)?;
        let customer = self.permit_task(grant, Purpose::Customer, purchase, covered_customer)?;
        Ok(AuthorisedPurchase {
            purchase,
            money_authority: money.authority,
            money_mac: money.mac,
            customer_authority: customer.authority,
            customer_mac: customer.mac,
        })
    }

    /// Makes the meter's new keys and permits to give them to it. `grant.keys` are the present ones, which open the new.
    ///
    /// # Errors
    /// When the grant cannot be carried.
    pub fn permit_key_update(
        &self,
        grant: &Grant,
        generation: Generation,
        to: KeySet,
    ) -> Result<KeyUpdateTask, KeyMachineFault> {
        let direction = match to {
            KeySet::Public => KeyDirection::Restore,
            KeySet::Private { .. } => KeyDirection::Load,
        };
        let authority = self.authority(grant, Purpose::KeyUpdate)?;
        let material = self.material(grant, generation, to);
        Ok(KeyUpdateTask { direction, material, authority })
    }

    fn material(&self, grant: &Grant, generation: Generation, to: KeySet) -> KeyMaterial {
        let Grant { unit, meter, keys, .. } = grant;
        let work_key = self.meters.work_key(*keys, Purpose::KeyWrap, meter);
        let mut body = Vec::with_capacity(generation.material_len());
        for number in sending_order(generation) {
            let new = NewKey { number, set: to, key: self.meters.key(to, number, meter) };
            let (head, cipher) = wrap(&work_key, generation, meter, &new);
            body.extend_from_slice(&head);
            body.extend_from_slice(&cipher);
            if generation == Generation::Of2009 {
                body.extend_from_slice(&[0; 12]);
            }
        }
        let tag = self.unit_key(*unit).material_tag(meter, &body);
        body.extend_from_slice(&tag);
        KeyMaterial::new(generation, body)
            .expect("48 bytes for each of 4 keys or 36 for each of 20")
    }

    fn permit_task<T>(
        &self,
        grant: &Grant,
        purpose: Purpose,
        task: T,
        covered: impl FnOnce(&T) -> Vec<u8>,
    ) -> Result<Authorised<T>, KeyMachineFault> {
        let authority = self.authority(grant, purpose)?;
        let unit = self.unit_key(grant.unit);
        let mac = unit.task_mac(&grant.meter, &authority, &covered(&task));
        Ok(Authorised { task, authority, mac })
    }

    fn authority(&self, grant: &Grant, purpose: Purpose) -> Result<Authority, KeyMachineFault> {
        let Grant { unit, meter, keys, not_after, uses } = grant;
        let uses = Uses::new(*uses).ok_or(KeyMachineFault::Uses { found: *uses })?;
        let terms = Terms::new(purpose, *keys, *not_after, uses)?;
        let mut number = Number::default();
        self.entropy.fill(&mut number);
        let work_key = self.meters.work_key(*keys, purpose, meter);
        Ok(self.unit_key(*unit).issue(meter, &terms, number, &work_key))
    }

    pub(super) fn unit_key(&self, unit: UnitSerial) -> UnitKey {
        UnitKey::new(self.units.derive(Label::UnitKey, &[unit.bytes()]))
    }
}

/// The main control key comes last: it opens the others, and until it is there a broken update can be taken up again.
fn sending_order(generation: Generation) -> impl Iterator<Item = KeyNumber> {
    (1..generation.keys()).filter_map(KeyNumber::new).chain([KeyNumber::MAIN])
}

/// Nothing stands in the open.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MachineHead {}

const FORMAT: &str = "ronghe-software-key-machine/1";
