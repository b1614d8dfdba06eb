//! A security unit in memory that records what was asked of it and fails where it is told to, for tests.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vocabulary::{Entropy, MeterNo, SecurityPart};

use super::key_machine::SoftwareKeyMachine;
use super::ledger::Ledger;
use super::unit_core::UnitCore;
use crate::metering::{
    Authorised, AuthorisedPurchase, Authority, ClockTask, CommandTask, ConnectProof, ControlTask,
    EsamSerial, IdentityProof, InfraredAuthorities, InfraredChallenge, KeyDirection, KeyMessage,
    KeyState, KeyUpdateTask, MeterSecurity, ParameterTask, ProtectedCommand, ProtectedReply,
    Purchase, Random1, Random2, RandomCipher, ReadBack, ReadRandom, SealedControl, SealedParameter,
    SealedPurchase, ServerProof, Target, TimeTag, UnitFault, UnitIdentity, UnitSecret, UnitSerial,
};

/// A unit that computes as a [`super::SoftwareUnit`] does, opens for any secret, and keeps nothing.
pub struct FakeMeterSecurity {
    entropy: Arc<dyn Entropy>,
    serial: UnitSerial,
    state: Mutex<State>,
}

/// One thing that was asked of a [`FakeMeterSecurity`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOfUnit {
    pub step: UnitStep,
    /// Where the step is about one.
    pub meter: Option<MeterNo>,
    /// Where the step has one.
    pub task: Option<AskedTask>,
}

/// What a step was to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskedTask {
    Control(ControlTask),
    Parameter(ParameterTask),
    Clock(ClockTask),
    Keys(KeyDirection),
    Purchase(Purchase),
    Command(CommandTask),
}

/// The steps of a unit, one for each function of [`MeterSecurity`] that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitStep {
    Identify,
    Open,
    DrawRandom,
    AnswerInfrared,
    ProveIdentity,
    SealControl,
    SealParameter,
    SealClock,
    SealKeyUpdate,
    SealPurchase,
    VerifyReadBack,
    BeginConnect,
    ConfirmConnect,
    ProtectRead,
    ProtectCommand,
    ProtectClock,
    Unprotect,
}

impl UnitStep {
    pub const ALL: [UnitStep; 17] = [
        UnitStep::Identify,
        UnitStep::Open,
        UnitStep::DrawRandom,
        UnitStep::AnswerInfrared,
        UnitStep::ProveIdentity,
        UnitStep::SealControl,
        UnitStep::SealParameter,
        UnitStep::SealClock,
        UnitStep::SealKeyUpdate,
        UnitStep::SealPurchase,
        UnitStep::VerifyReadBack,
        UnitStep::BeginConnect,
        UnitStep::ConfirmConnect,
        UnitStep::ProtectRead,
        UnitStep::ProtectCommand,
        UnitStep::ProtectClock,
        UnitStep::Unprotect,
    ];
}

struct State {
    core: UnitCore,
    is_open: bool,
    fitted: BTreeSet<SecurityPart>,
    asked: Vec<AskedOfUnit>,
    faults: Vec<(UnitStep, UnitFault)>,
}

impl FakeMeterSecurity {
    /// The unit that `machine` would issue under `serial`, closed, in a terminal with all parts.
    #[must_use]
    pub fn new(
        entropy: Arc<dyn Entropy>,
        machine: &SoftwareKeyMachine,
        serial: UnitSerial,
    ) -> Self {
        let state = State {
            core: UnitCore::new(machine.unit_key(serial), Ledger::default()),
            is_open: false,
            fitted: SecurityPart::ALL.into(),
            asked: Vec::new(),
            faults: Vec::new(),
        };
        Self { entropy, serial, state: Mutex::new(state) }
    }

    /// Makes the next `step` fail with `fault`, once and before anything else; several wait in turn.
    pub fn fail_next(&self, step: UnitStep, fault: UnitFault) {
        self.state().faults.push((step, fault));
    }

    /// What the terminal around it is fitted with from now on.
    pub fn fit(&self, fitted: BTreeSet<SecurityPart>) {
        self.state().fitted = fitted;
    }

    /// Everything that was asked so far, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<AskedOfUnit> {
        self.state().asked.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records what was asked, and fails if it is told to.
    fn ask(
        &self,
        step: UnitStep,
        meter: Option<&MeterNo>,
        task: Option<AskedTask>,
    ) -> Result<MutexGuard<'_, State>, UnitFault> {
        let mut state = self.state();
        state.asked.push(AskedOfUnit { step, meter: meter.cloned(), task });
        match state.faults.iter().position(|(failing, _)| *failing == step) {
            Some(place) => Err(state.faults.remove(place).1),
            None => Ok(state),
        }
    }

    /// As [`FakeMeterSecurity::ask`], for what needs an open unit; then lets it compute.
    fn compute<T>(
        &self,
        step: UnitStep,
        meter: Option<&MeterNo>,
        task: Option<AskedTask>,
        act: impl FnOnce(&mut UnitCore, &dyn Entropy) -> Result<T, UnitFault>,
    ) -> Result<T, UnitFault> {
        let mut state = self.ask(step, meter, task)?;
        if !state.is_open {
            return Err(UnitFault::Closed);
        }
        act(&mut state.core, &*self.entropy)
    }
}

impl MeterSecurity for FakeMeterSecurity {
    fn identify(&self) -> Result<UnitIdentity, UnitFault> {
        let state = self.ask(UnitStep::Identify, None, None)?;
        Ok(UnitIdentity {
            serial: self.serial,
            version: "fake/1".into(),
            key_state: KeyState::Private,
            fitted: state.fitted.clone(),
        })
    }

    fn open(&self, _: &UnitSecret) -> Result<(), UnitFault> {
        self.ask(UnitStep::Open, None, None)?.is_open = true;
        Ok(())
    }

    fn close(&self) {
        let mut state = self.state();
        state.is_open = false;
        state.core.forget();
    }

    fn draw_random(&self) -> Result<Random1, UnitFault> {
        self.compute(
            UnitStep::DrawRandom,
            None,
            None,
            |core, entropy| Ok(core.draw_random(entropy)),
        )
    }

    fn answer_infrared(
        &self,
        target: &Target,
        authorities: &InfraredAuthorities,
        challenge: &InfraredChallenge,
    ) -> Result<RandomCipher, UnitFault> {
        self.compute(UnitStep::AnswerInfrared, Some(&target.meter), None, |core, _| {
            core.answer_infrared(target, authorities, challenge)
        })
    }

    fn prove_identity(
        &self,
        target: &Target,
        authority: &Authority,
    ) -> Result<IdentityProof, UnitFault> {
        self.compute(UnitStep::ProveIdentity, Some(&target.meter), None, |core, entropy| {
            core.prove_identity(entropy, target, authority)
        })
    }

    fn seal_control(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ControlTask>,
    ) -> Result<SealedControl, UnitFault> {
        let asked = Some(AskedTask::Control(task.task));
        self.compute(UnitStep::SealControl, Some(&target.meter), asked, |core, _| {
            core.seal_control(target, random2, task)
        })
    }

    fn seal_parameter(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ParameterTask>,
    ) -> Result<SealedParameter, UnitFault> {
        let asked = Some(AskedTask::Parameter(task.task.clone()));
        self.compute(UnitStep::SealParameter, Some(&target.meter), asked, |core, _| {
            core.seal_parameter(target, random2, task)
        })
    }

    fn seal_clock(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ClockTask>,
    ) -> Result<SealedParameter, UnitFault> {
        let asked = Some(AskedTask::Clock(task.task));
        self.compute(UnitStep::SealClock, Some(&target.meter), asked, |core, _| {
            core.seal_clock(target, random2, task)
        })
    }

    fn seal_key_update(
        &self,
        target: &Target,
        random2: Random2,
        task: &KeyUpdateTask,
    ) -> Result<Vec<KeyMessage>, UnitFault> {
        let asked = Some(AskedTask::Keys(task.direction));
        self.compute(UnitStep::SealKeyUpdate, Some(&target.meter), asked, |core, _| {
            core.seal_key_update(target, random2, task)
        })
    }

    fn seal_purchase(
        &self,
        target: &Target,
        random2: Random2,
        purchase: &AuthorisedPurchase,
    ) -> Result<SealedPurchase, UnitFault> {
        let asked = Some(AskedTask::Purchase(purchase.purchase));
        self.compute(UnitStep::SealPurchase, Some(&target.meter), asked, |core, _| {
            core.seal_purchase(target, random2, purchase)
        })
    }

    fn verify_read_back(
        &self,
        target: &Target,
        authority: &Authority,
        random1: Random1,
        read: &ReadBack<'_>,
    ) -> Result<(), UnitFault> {
        self.compute(UnitStep::VerifyReadBack, Some(&target.meter), None, |core, _| {
            core.verify_read_back(target, authority, random1, read)
        })
    }

    fn begin_connect(
        &self,
        target: &Target,
        authority: &Authority,
        esam: EsamSerial,
        counter: u32,
    ) -> Result<ConnectProof, UnitFault> {
        self.compute(UnitStep::BeginConnect, Some(&target.meter), None, |core, entropy| {
            core.begin_connect(entropy, target, authority, esam, counter)
        })
    }

    fn confirm_connect(&self, server: &ServerProof) -> Result<(), UnitFault> {
        self.compute(UnitStep::ConfirmConnect, None, None, |core, _| core.confirm_connect(server))
    }

    fn protect_read(&self) -> Result<ReadRandom, UnitFault> {
        self.compute(UnitStep::ProtectRead, None, None, |core, entropy| core.protect_read(entropy))
    }

    fn protect_command(
        &self,
        target: &Target,
        task: &Authorised<CommandTask>,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault> {
        let asked = Some(AskedTask::Command(task.task.clone()));
        self.compute(UnitStep::ProtectCommand, Some(&target.meter), asked, |core, _| {
            core.protect_command(target, task, piid, tag)
        })
    }

    fn protect_clock(
        &self,
        target: &Target,
        task: &Authorised<ClockTask>,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault> {
        let asked = Some(AskedTask::Clock(task.task));
        self.compute(UnitStep::ProtectClock, Some(&target.meter), asked, |core, _| {
            core.protect_clock(target, task, piid, tag)
        })
    }

    fn unprotect(&self, reply: &ProtectedReply) -> Result<Vec<u8>, UnitFault> {
        self.compute(UnitStep::Unprotect, None, None, |core, _| core.unprotect(reply))
    }
}
