//! The bench: the one work that runs, or the last one, and who may stop it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use meter_link::Cancel;
use meter_work::{Doing, Progress, Watcher};
use serde::Serialize;
use sync::FrameWay;
use tokio::sync::watch;
use vocabulary::{CommAddress, Instant, MeterCommand, MeterOutcome, MeterWorkId, PersonId, Text};

use super::fittings::MeteringFittings;
use super::works::WorkShown;

/// A work at a meter as the page sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// Its record, once there is one.
    pub work: Option<MeterWorkId>,
    pub command: MeterCommand,
    pub link: String,
    pub comm_address: Option<CommAddress>,
    pub state: RunState,
    pub doing: Option<Doing>,
    pub frames_sent: u32,
    pub frames_heard: u32,
    /// How often the present request was sent.
    pub tries: u32,
    pub part: Option<RunPart>,
    pub began_at: Instant,
    pub outcome: Option<MeterOutcome>,
    pub why: Option<Text>,
    pub result: Option<WorkShown>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    Running,
    Ended,
}

/// Exchange `done` of `of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RunPart {
    pub done: usize,
    pub of: usize,
}

impl Run {
    pub(super) const fn begun(
        command: MeterCommand,
        link: String,
        comm_address: Option<CommAddress>,
        began_at: Instant,
    ) -> Self {
        Self {
            work: None,
            command,
            link,
            comm_address,
            state: RunState::Running,
            doing: None,
            frames_sent: 0,
            frames_heard: 0,
            tries: 1,
            part: None,
            began_at,
            outcome: None,
            why: None,
            result: None,
        }
    }

    fn see(&mut self, progress: Progress) {
        match progress {
            Progress::Doing(doing) => {
                self.doing = Some(doing);
                self.part = None;
                self.tries = 1;
            }
            Progress::Frame { way: FrameWay::Sent, .. } => self.frames_sent += 1,
            Progress::Frame { way: FrameWay::Heard, .. } => {
                self.frames_heard += 1;
                self.tries = 1;
            }
            Progress::Again { tries } => self.tries = tries,
            Progress::Part { done, of } => self.part = Some(RunPart { done, of }),
        }
    }
}

/// What the agent has of metering.
pub(in crate::agent) struct Metering {
    pub(super) fittings: Option<MeteringFittings>,
    bench: Mutex<Option<OnBench>>,
    /// Held while leave is asked for.
    pub(super) asking: tokio::sync::Mutex<()>,
    /// Counts what pages may want to see anew.
    changes: watch::Sender<u64>,
}

struct OnBench {
    person: PersonId,
    run: Run,
    cancel: Cancel,
}

impl Metering {
    pub fn new(fittings: Option<MeteringFittings>) -> Self {
        Self {
            fittings,
            bench: Mutex::new(None),
            asking: tokio::sync::Mutex::new(()),
            changes: watch::Sender::new(0),
        }
    }

    /// The run of a person: the one that goes on, or his last one.
    pub(super) fn run(&self, person: PersonId) -> Option<Run> {
        let bench = self.bench();
        bench.as_ref().filter(|on| on.person == person).map(|on| on.run.clone())
    }

    pub fn is_running(&self) -> bool {
        self.bench().as_ref().is_some_and(|on| on.run.state == RunState::Running)
    }

    /// Lets whoever holds the line stop between two frames.
    pub fn stop(&self) {
        if let Some(on) = &*self.bench() {
            on.cancel.ask();
        }
    }

    /// Whoever sat here has gone: what he ran is shown to nobody, and his business card needs its PIN again.
    pub fn leave(&self) {
        self.stop();
        if let Some(card) = self.fittings.as_ref().and_then(|fittings| fittings.business.card()) {
            card.withdraw();
        }
        let mut bench = self.bench();
        if bench.as_ref().is_some_and(|on| on.run.state == RunState::Ended) {
            *bench = None;
        }
        drop(bench);
        self.tell();
    }

    pub fn tell(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn bench(&self) -> MutexGuard<'_, Option<OnBench>> {
        self.bench.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bench, taken for one run; given back when this is dropped, however the run ends.
pub(super) struct Seat {
    metering: Arc<Metering>,
    before: Option<Run>,
    is_begun: bool,
    pub cancel: Cancel,
    person: PersonId,
}

impl Seat {
    /// Takes the bench; nothing while a work runs.
    pub fn take(metering: &Arc<Metering>, person: PersonId, run: Run) -> Option<Self> {
        let cancel = Cancel::default();
        let mut bench = metering.bench();
        let before = match bench.take() {
            Some(on) if on.run.state == RunState::Running => {
                *bench = Some(on);
                return None;
            }
            before => before.filter(|on| on.person == person).map(|on| on.run),
        };
        *bench = Some(OnBench { person, run, cancel: cancel.clone() });
        drop(bench);
        metering.tell();
        let metering = Arc::clone(metering);
        Some(Self { metering, before, is_begun: false, cancel, person })
    }

    /// From now on the run is one that pages have seen.
    pub fn begin(&mut self) {
        self.is_begun = true;
    }

    pub fn change(&self, change: impl FnOnce(&mut Run)) {
        if let Some(on) = &mut *self.metering.bench() {
            change(&mut on.run);
        }
        self.metering.tell();
    }

    pub fn watcher(&self) -> Arc<dyn Watcher> {
        Arc::new(OnLooker(Arc::clone(&self.metering)))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut bench = self.metering.bench();
        if self.is_begun {
            if let Some(on) = &mut *bench {
                on.run.state = RunState::Ended;
                on.run.doing = None;
            }
        } else {
            // Nothing was sent and nothing recorded: what was shown before is shown again.
            let (person, cancel) = (self.person, Cancel::default());
            *bench = self.before.take().map(|run| OnBench { person, run, cancel });
        }
        drop(bench);
        self.metering.tell();
    }
}

/// Shows the page where the work is.
struct OnLooker(Arc<Metering>);

impl Watcher for OnLooker {
    fn see(&self, progress: Progress) {
        if let Some(on) = &mut *self.0.bench() {
            on.run.see(progress);
        }
        self.0.tell();
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::{ManualClock, SeededEntropy};

    use super::*;

    fn run(command: MeterCommand) -> Run {
        Run::begun(command, "head".into(), None, Instant::from_micros(1))
    }

    #[test]
    fn there_is_one_seat_and_it_is_given_back() {
        let metering = Arc::new(Metering::new(None));
        let person =
            PersonId::make(&ManualClock::at(Instant::from_micros(1)), &SeededEntropy::new(1));
        let mut seat = Seat::take(&metering, person, run(MeterCommand::Read)).expect("free");
        assert!(Seat::take(&metering, person, run(MeterCommand::Read)).is_none());
        seat.begin();
        drop(seat);
        assert_eq!(metering.run(person).map(|run| run.state), Some(RunState::Ended));

        let refused = Seat::take(&metering, person, run(MeterCommand::Trip)).expect("free again");
        assert!(metering.is_running());
        drop(refused);
        let shown = metering.run(person).map(|run| run.command);
        assert_eq!(shown, Some(MeterCommand::Read), "what never began leaves no trace");
    }

    #[test]
    fn who_stops_it_stops_what_runs() {
        let metering = Arc::new(Metering::new(None));
        let person =
            PersonId::make(&ManualClock::at(Instant::from_micros(1)), &SeededEntropy::new(1));
        let mut seat = Seat::take(&metering, person, run(MeterCommand::Read)).expect("free");
        seat.begin();
        metering.leave();
        assert!(seat.cancel.is_asked() && metering.is_running());
    }
}
