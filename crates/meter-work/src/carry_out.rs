//! One command, from the first interlock to the record.

use std::sync::Arc;

use meter_link::{Beam, Cancel, Found, ItemSet, Line, Pace, Port, Readout, find_meter, read};
use security_unit::metering::{KeyState, Target};
use sync::{MeterReadings, MeterState, MeterWork, ParameterRead};
use vocabulary::{
    AssetNo, MeterCommand, MeterNo, MeterOutcome, MeterTime, MeterWorkId, Text, Unit,
};

use crate::change::change;
use crate::interlocks::begin;
use crate::leave::Leave;
use crate::recorder::Recorder;
use crate::seen::Seen;
use crate::speech::{Speech, speech_with};
use crate::trouble::Trouble;
use crate::{Doing, Hands, Job, Journal, JournalFault, Refusal, Watcher};

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The record, as the journal keeps it.
    pub work: MeterWork,
    /// What was read.
    pub readout: Option<Readout>,
    /// Why it is not done, in words.
    pub why: Option<Text>,
}

/// Carries out a command at the meter behind `port`.
///
/// # Errors
/// When the journal cannot keep the record; then nothing was sent since the last record that it has. Whatever else goes
/// wrong is what became of the command, and stands in the record.
pub async fn carry_out(
    (port, pace): (Box<dyn Port>, Pace),
    job: &Job,
    hands: &Hands,
    journal: &mut dyn Journal,
    watcher: Arc<dyn Watcher>,
    cancel: Cancel,
) -> Result<Carried, JournalFault> {
    let recorder = Recorder::new(watcher);
    let line = Line::new(port, pace, Box::new(recorder.clone()))
        .with_clock(hands.clock.clone())
        .stopped_by(cancel);
    let work = opened(job, hands);
    let mut course = Course { job, hands, line, recorder, work, journal };
    let leave = match begin(job, hands) {
        Ok(leave) => leave,
        Err(refusal) => return course.refused(refusal).await,
    };
    if let Some(leave) = &leave {
        course.work.authorisation = Some(leave.authorisation.authorisation);
    }
    // From now on a pulled battery leaves the record of a work that changed nothing.
    course.keep().await?;
    let (mut speech, found) = match course.meet(leave.as_ref()).await {
        Ok(met) => met,
        Err(stop) => return course.stopped(stop).await,
    };
    match leave {
        Some(leave) => change(course, &mut *speech, leave).await,
        None => course.look(&mut *speech, &found).await,
    }
}

/// A command on its course.
pub(crate) struct Course<'c> {
    pub(crate) job: &'c Job,
    pub(crate) hands: &'c Hands,
    pub(crate) line: Line,
    pub(crate) recorder: Recorder,
    pub(crate) work: MeterWork,
    journal: &'c mut dyn Journal,
}

/// Why a course ends before the meter may be changed.
pub(crate) enum Stop {
    Refused(Refusal),
    Trouble(Trouble),
}

impl<T: Into<Trouble>> From<T> for Stop {
    fn from(trouble: T) -> Self {
        Self::Trouble(trouble.into())
    }
}

impl Course<'_> {
    /// Finds the meter, and holds it against whom the order means.
    async fn meet(&mut self, leave: Option<&Leave>) -> Result<(Box<dyn Speech>, Found), Stop> {
        self.recorder.doing(Doing::Finding);
        let meant = leave.map(|leave| &leave.authorisation.meter.comm_address);
        let meant = meant.or(self.job.meant.as_ref()).cloned();
        self.work.meant.clone_from(&meant);
        let found = match (self.job.beam, self.job.protocol, &meant) {
            // On a wire others would answer, too, whoever is asked.
            (None, Some(protocol), Some(address)) => Found { protocol, address: address.clone() },
            (beam, protocol, _) => {
                find_meter(&mut self.line, protocol, beam.unwrap_or(Beam::Focused)).await?
            }
        };
        if let Some(meant) = meant.filter(|meant| *meant != found.address) {
            self.work.meter = Some(found.address.clone());
            return Err(Stop::Refused(Refusal::WrongMeter {
                meant: meant.to_string(),
                found: found.address.to_string(),
            }));
        }
        let mut speech = speech_with(&found)?;
        let meter_no = speech.meter_no(&mut self.line).await?;
        self.work.meter = Some(found.address.clone());
        if let Some(leave) = leave {
            same_number(&leave.authorisation.meter.meter_no, meter_no.as_ref())?;
        }
        self.open(&mut *speech, meter_no, leave).await?;
        Ok((speech, found))
    }

    /// Passes the gate of an infrared port, if there is what opens it.
    async fn open(
        &mut self,
        speech: &mut dyn Speech,
        meter_no: Option<MeterNo>,
        leave: Option<&Leave>,
    ) -> Result<(), Stop> {
        let of_leave =
            leave.and_then(|leave| Some((leave.material.keys, leave.material.infrared?)));
        let of_job = self.job.infrared.as_ref().map(|material| (material.keys, material.infrared));
        let (Some(_), Some((keys, authorities))) = (self.job.beam, of_leave.or(of_job)) else {
            return Ok(());
        };
        let Some(meter) = meter_no else { return Ok(()) };
        let Some(target) = self.target(meter, keys.state()) else { return Ok(()) };
        self.recorder.doing(Doing::Opening);
        let opened =
            speech.open_port(&mut self.line, &self.hands.unit, &target, &authorities).await;
        // Whoever only reads gets what a closed port tells.
        if leave.is_some() { Ok(opened?) } else { Ok(()) }
    }

    /// The meter for the unit, at this moment.
    pub(crate) fn target(&self, meter: MeterNo, key_state: KeyState) -> Option<Target> {
        let now = MeterTime::right_at(self.hands.clock.now())?;
        Some(Target { meter, key_state, now })
    }

    /// How the meter stands.
    pub(crate) async fn seen(&mut self, speech: &mut dyn Speech) -> Result<Seen, Trouble> {
        speech.look(&mut self.line, &*self.hands.clock).await
    }

    /// Reads, and changes nothing.
    async fn look(
        mut self,
        speech: &mut dyn Speech,
        found: &Found,
    ) -> Result<Carried, JournalFault> {
        self.recorder.doing(Doing::Looking);
        let seen = match self.seen(speech).await {
            Ok(seen) => seen,
            Err(trouble) => return self.stopped(trouble.into()).await,
        };
        self.recorder.doing(Doing::Reading);
        let mut readout: Option<Readout> = None;
        for set in sets(self.job) {
            match read(&mut self.line, found, set).await {
                Ok(more) => readout = Some(joined(readout, more)),
                Err(fault) => return self.stopped(fault.into()).await,
            }
        }
        if let Some(identifier) = self.job.parameter {
            let present = match speech.raw(&mut self.line, identifier).await {
                Ok(present) => present,
                Err(trouble) => return self.stopped(trouble.into()).await,
            };
            let identifier = format!("{identifier:08X}");
            self.work.parameter_read =
                Some(ParameterRead { identifier, value: present.map(hex::encode) });
        }
        self.work.after = seen.state;
        self.work.after.asset_no = readout.as_ref().and_then(asset_no);
        self.work.readings = readout.as_ref().and_then(readings);
        self.work.outcome = MeterOutcome::Done;
        self.work.reason = None;
        self.end(readout, None).await
    }

    /// The record as of now, on the disk.
    pub(crate) async fn keep(&mut self) -> Result<(), JournalFault> {
        self.work.ended_at = self.hands.clock.now();
        self.work.frames = self.recorder.frames();
        self.work.line_quality = Some(self.recorder.quality());
        self.journal.keep(&self.work).await
    }

    /// Keeps the last record.
    pub(crate) async fn end(
        mut self,
        readout: Option<Readout>,
        why: Option<Text>,
    ) -> Result<Carried, JournalFault> {
        self.keep().await?;
        Ok(Carried { work: self.work, readout, why })
    }

    /// Nothing was changed.
    pub(crate) async fn refused(mut self, refusal: Refusal) -> Result<Carried, JournalFault> {
        self.work.outcome = MeterOutcome::Refused;
        self.work.reason = Some(refusal.code().to_owned());
        self.end(None, Some(refusal.text())).await
    }

    pub(crate) async fn stopped(self, stop: Stop) -> Result<Carried, JournalFault> {
        match stop {
            Stop::Refused(refusal) => self.refused(refusal).await,
            Stop::Trouble(trouble) => self.refused(trouble.refusal()).await,
        }
    }
}

fn same_number(meant: &MeterNo, found: Option<&MeterNo>) -> Result<(), Stop> {
    match found {
        Some(found) if found == meant => Ok(()),
        found => Err(Stop::Refused(Refusal::WrongNumber {
            meant: meant.to_string(),
            found: found.map_or_else(|| "-".to_owned(), ToString::to_string),
        })),
    }
}

/// A record that is true until more is known: nothing was sent, and nothing more came of it.
fn opened(job: &Job, hands: &Hands) -> MeterWork {
    let now = hands.clock.now();
    MeterWork {
        work: MeterWorkId::make(&*hands.clock, &*hands.entropy),
        order: job.order,
        order_no: job.order_no.clone(),
        stage: job.stage,
        authorisation: None,
        card: hands.card,
        business_card: hands.business_card.filter(|_| job.command.changes_meter()),
        command: job.command,
        meant: job.meant.clone(),
        meter: None,
        outcome: MeterOutcome::Refused,
        reason: Some(CUT_OFF.to_owned()),
        started_at: now,
        ended_at: now,
        position: job.position,
        line: job.line,
        line_quality: None,
        before: MeterState::default(),
        after: MeterState::default(),
        readings: None,
        parameter: None,
        parameter_read: None,
        frames: Vec::new(),
        previous: hands.history.last_record,
        app_version: hands.app_version.clone(),
    }
}

fn sets(job: &Job) -> Vec<ItemSet> {
    match job.command {
        MeterCommand::Read => vec![job.items],
        MeterCommand::Snapshot => vec![ItemSet::Snapshot, ItemSet::Events],
        _ => vec![ItemSet::Identity],
    }
}

fn joined(readout: Option<Readout>, more: Readout) -> Readout {
    let Some(mut readout) = readout else { return more };
    readout.items.extend(more.items);
    readout.exchanges += more.exchanges;
    readout.bytes += more.bytes;
    readout.is_noisy |= more.is_noisy;
    readout
}

/// The asset code (资产管理编码) of a readout, where it is an asset number.
fn asset_no(readout: &Readout) -> Option<AssetNo> {
    let mut codes = readout.items.iter().filter(|item| ASSET_CODES.contains(&&*item.identifier));
    codes.find_map(|item| item.value.as_deref()?.trim().parse().ok())
}

/// The registers of forward active energy that a readout holds, total first.
fn readings(readout: &Readout) -> Option<MeterReadings> {
    let is_forward = |identifier: &str| {
        identifier.starts_with("0010-02-")
            || (identifier.starts_with("0001")
                && identifier.ends_with("00")
                && identifier.len() == 8)
    };
    let registers = readout.items.iter().filter(|item| is_forward(&item.identifier));
    let mut registers = registers.filter_map(|item| {
        let energy = item.quantity.filter(|quantity| quantity.unit() == Unit::KilowattHour)?;
        energy.in_steps(4)
    });
    Some(MeterReadings { total_kwh_e4: registers.next()?, tariffs_kwh_e4: registers.collect() })
}

/// DL/T 645-2007 table A.6; DL/T 698.45 object 4103.
const ASSET_CODES: [&str; 2] = ["04000403", "4103-02-00"];
/// The word of a record that was never finished.
pub(crate) const CUT_OFF: &str = "cut_off";
