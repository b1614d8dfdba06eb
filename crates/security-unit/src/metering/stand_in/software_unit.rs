//! The software unit: a [`MeterSecurity`] whose key lies in a sealed file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use vocabulary::{Entropy, SecurityPart};
use zeroize::Zeroizing;

use super::authority::UnitKey;
use super::ledger::Ledger;
use super::sealed_file::{FileFault, FileKey, SealedFile};
use super::sm4::Sm4Key;
use super::unit_core::UnitCore;
use crate::PinCost;
use crate::metering::{
    Authorised, AuthorisedPurchase, Authority, ClockTask, CommandTask, ConnectProof, ControlTask,
    EsamSerial, IdentityProof, InfraredAuthorities, InfraredChallenge, KeyMessage, KeyState,
    KeyUpdateTask, MeterSecurity, ParameterTask, ProtectedCommand, ProtectedReply, Random1,
    Random2, RandomCipher, ReadBack, ReadRandom, SealedControl, SealedParameter, SealedPurchase,
    ServerProof, Target, TimeTag, UnitFault, UnitIdentity, UnitSecret, UnitSerial,
};

/// A security unit in a file, with SM4 in place of SM1: a stand-in for pilots and simulations. It opens no meter of a
/// grid company, and a copy of its file brings spent authorities back.
pub struct SoftwareUnit {
    file: SealedFile<UnitHead>,
    path: PathBuf,
    entropy: Arc<dyn Entropy>,
    opened: Mutex<Option<Opened>>,
}

/// What a new unit is made from.
#[derive(Debug, Clone)]
pub struct NewUnit<'a> {
    pub serial: UnitSerial,
    /// What the terminal around it is fitted with.
    pub fitted: BTreeSet<SecurityPart>,
    pub secret: &'a UnitSecret,
    pub cost: PinCost,
}

/// What stands in the file in the open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitHead {
    serial: UnitSerial,
    key_state: KeyState,
    fitted: BTreeSet<SecurityPart>,
}

struct Opened {
    core: UnitCore,
    file_key: FileKey,
}

impl SoftwareUnit {
    /// Puts a unit's file (mode 0600) at `path`; its folder must exist.
    pub(super) fn issue(
        entropy: Arc<dyn Entropy>,
        path: &Path,
        key: &UnitKey,
        order: NewUnit<'_>,
    ) -> Result<Self, FileFault> {
        let unit = Self::at(entropy, path)?;
        let file_key = SealedFile::<UnitHead>::new_key(&*unit.entropy, order.secret, order.cost)?;
        let NewUnit { serial, fitted, .. } = order;
        let head = UnitHead { serial, key_state: KeyState::Private, fitted };
        let _lock = unit.file.lock()?;
        let contents = contents(key, &Ledger::default());
        unit.file.write(&*unit.entropy, &file_key, head, &contents)?;
        Ok(unit)
    }

    /// The unit in `path`; it is still to be opened. Whether there is one shows when it is asked.
    ///
    /// # Errors
    /// When `path` names no file.
    pub fn new(entropy: Arc<dyn Entropy>, path: &Path) -> Result<Self, UnitFault> {
        Self::at(entropy, path).map_err(of_file)
    }

    /// Where the unit's file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn at(entropy: Arc<dyn Entropy>, path: &Path) -> Result<Self, FileFault> {
        let file = SealedFile::at(path, FORMAT)?;
        Ok(Self { file, path: path.to_owned(), entropy, opened: Mutex::new(None) })
    }

    /// Lets the opened unit compute something that touches no authority.
    fn with_core<T>(
        &self,
        act: impl FnOnce(&mut UnitCore, &dyn Entropy) -> Result<T, UnitFault>,
    ) -> Result<T, UnitFault> {
        let mut opened = self.opened();
        let Opened { core, .. } = opened.as_mut().ok_or(UnitFault::Closed)?;
        // A file that was taken away takes its key along.
        if let Err(fault) = self.file.head() {
            *opened = None;
            return Err(of_file(fault));
        }
        act(core, &*self.entropy)
    }

    /// Lets the opened unit compute something that spends authorities. Nothing that it made leaves this function before
    /// the spending is on the disk; what it refuses is spent too.
    fn with_ledger<T>(
        &self,
        act: impl FnOnce(&mut UnitCore, &dyn Entropy) -> Result<T, UnitFault>,
    ) -> Result<T, UnitFault> {
        let mut opened = self.opened();
        let Opened { core, file_key } = opened.as_mut().ok_or(UnitFault::Closed)?;
        let _lock = self.file.lock().map_err(of_file)?;
        let (head, sealed) = match self.file.open(file_key) {
            Ok(read) => read,
            Err(fault) => {
                *opened = None;
                return Err(of_file(fault));
            }
        };
        // The file's ledger counts: another program may have used the unit in between.
        (_, core.ledger) = parse(&sealed)?;
        let made = act(core, &*self.entropy);
        let contents = contents(core.key(), &core.ledger);
        self.file.write(&*self.entropy, file_key, head, &contents).map_err(of_file)?;
        made
    }

    fn opened(&self) -> MutexGuard<'_, Option<Opened>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MeterSecurity for SoftwareUnit {
    fn identify(&self) -> Result<UnitIdentity, UnitFault> {
        let UnitHead { serial, key_state, fitted } = self.file.head().map_err(of_file)?;
        Ok(UnitIdentity { serial, version: VERSION.into(), key_state, fitted })
    }

    fn open(&self, secret: &UnitSecret) -> Result<(), UnitFault> {
        let mut opened = self.opened();
        *opened = None;
        let file_key = self.file.key(secret).map_err(of_file)?;
        let (_, sealed) = self.file.open(&file_key).map_err(of_file)?;
        let (key, ledger) = parse(&sealed)?;
        *opened = Some(Opened { core: UnitCore::new(key, ledger), file_key });
        Ok(())
    }

    fn close(&self) {
        *self.opened() = None;
    }

    fn draw_random(&self) -> Result<Random1, UnitFault> {
        self.with_core(|core, entropy| Ok(core.draw_random(entropy)))
    }

    fn answer_infrared(
        &self,
        target: &Target,
        authorities: &InfraredAuthorities,
        challenge: &InfraredChallenge,
    ) -> Result<RandomCipher, UnitFault> {
        self.with_ledger(|core, _| core.answer_infrared(target, authorities, challenge))
    }

    fn prove_identity(
        &self,
        target: &Target,
        authority: &Authority,
    ) -> Result<IdentityProof, UnitFault> {
        self.with_ledger(|core, entropy| core.prove_identity(entropy, target, authority))
    }

    fn seal_control(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ControlTask>,
    ) -> Result<SealedControl, UnitFault> {
        self.with_ledger(|core, _| core.seal_control(target, random2, task))
    }

    fn seal_parameter(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ParameterTask>,
    ) -> Result<SealedParameter, UnitFault> {
        self.with_ledger(|core, _| core.seal_parameter(target, random2, task))
    }

    fn seal_clock(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ClockTask>,
    ) -> Result<SealedParameter, UnitFault> {
        self.with_ledger(|core, _| core.seal_clock(target, random2, task))
    }

    fn seal_key_update(
        &self,
        target: &Target,
        random2: Random2,
        task: &KeyUpdateTask,
    ) -> Result<Vec<KeyMessage>, UnitFault> {
        self.with_ledger(|core, _| core.seal_key_update(target, random2, task))
    }

    fn seal_purchase(
        &self,
        target: &Target,
        random2: Random2,
        purchase: &AuthorisedPurchase,
    ) -> Result<SealedPurchase, UnitFault> {
        self.with_ledger(|core, _| core.seal_purchase(target, random2, purchase))
    }

    fn verify_read_back(
        &self,
        target: &Target,
        authority: &Authority,
        random1: Random1,
        read: &ReadBack<'_>,
    ) -> Result<(), UnitFault> {
        self.with_ledger(|core, _| core.verify_read_back(target, authority, random1, read))
    }

    fn begin_connect(
        &self,
        target: &Target,
        authority: &Authority,
        esam: EsamSerial,
        counter: u32,
    ) -> Result<ConnectProof, UnitFault> {
        self.with_ledger(|core, entropy| {
            core.begin_connect(entropy, target, authority, esam, counter)
        })
    }

    fn confirm_connect(&self, server: &ServerProof) -> Result<(), UnitFault> {
        self.with_core(|core, _| core.confirm_connect(server))
    }

    fn protect_read(&self) -> Result<ReadRandom, UnitFault> {
        self.with_core(|core, entropy| core.protect_read(entropy))
    }

    fn protect_command(
        &self,
        target: &Target,
        task: &Authorised<CommandTask>,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault> {
        self.with_ledger(|core, _| core.protect_command(target, task, piid, tag))
    }

    fn protect_clock(
        &self,
        target: &Target,
        task: &Authorised<ClockTask>,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault> {
        self.with_ledger(|core, _| core.protect_clock(target, task, piid, tag))
    }

    fn unprotect(&self, reply: &ProtectedReply) -> Result<Vec<u8>, UnitFault> {
        self.with_core(|core, _| core.unprotect(reply))
    }
}

/// The sealed contents: the unit's key, 16 bytes, and its ledger as JSON.
fn contents(key: &UnitKey, ledger: &Ledger) -> Zeroizing<Vec<u8>> {
    let ledger = serde_json::to_vec(ledger).expect("strings and numbers become JSON");
    let mut contents = Zeroizing::new(Vec::with_capacity(16 + ledger.len()));
    contents.extend_from_slice(key.bytes());
    contents.extend_from_slice(&ledger);
    contents
}

fn parse(contents: &[u8]) -> Result<(UnitKey, Ledger), UnitFault> {
    let damaged = |reason: String| UnitFault::Damaged { reason };
    let (key, ledger) = contents
        .split_first_chunk::<16>()
        .ok_or_else(|| damaged("its contents are too short".into()))?;
    let ledger = serde_json::from_slice(ledger).map_err(|fault| damaged(fault.to_string()))?;
    Ok((UnitKey::new(Sm4Key::from_bytes(*key)), ledger))
}

fn of_file(fault: FileFault) -> UnitFault {
    match fault {
        FileFault::WrongSecret => UnitFault::WrongSecret,
        FileFault::Io(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            UnitFault::Silent(Some(fault))
        }
        FileFault::Io(fault) => UnitFault::Storage(fault),
        FileFault::Damaged { reason } => UnitFault::Damaged { reason },
        FileFault::Cost(_) => UnitFault::Damaged { reason: fault.to_string() },
    }
}

const FORMAT: &str = "ronghe-software-unit/1";

/// What the unit tells as its version; the first word is there to be seen by people.
const VERSION: &str = "stand-in SM4/1";
