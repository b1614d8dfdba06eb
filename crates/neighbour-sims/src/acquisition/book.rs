//! What the acquisition system knows: a value that follows from the ledger's entries and from nothing else.

use std::collections::{BTreeMap, BTreeSet};

use security_unit::metering::UnitSerial;
use serde::Serialize;
use uuid::Uuid;
use vocabulary::{CommAddress, Instant, MeterCommand, MeterOutcome};

use super::authority::Given;
use super::entry::{Entry, Mood, MoodUntil};
use super::meter::ArchivedMeter;
use super::posts::{Came, MeterRecord, PostBody, Posts};
use super::result::WorkResult;
use super::task::{AnsweredLine, TakenTaskResult, Task, TaskLine};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    meters: BTreeMap<CommAddress, Archived>,
    units: BTreeSet<UnitSerial>,
    given: Vec<Given>,
    ports_opened: u64,
    results: BTreeMap<Uuid, TakenResult>,
    results_refused: u64,
    tasks: BTreeMap<String, Task>,
    task_results_refused: u64,
    refusals: BTreeMap<CommAddress, RefusalSet>,
    mood: Option<MoodUntil>,
    posts: Posts,
}

#[derive(Debug, Clone, PartialEq)]
struct Archived {
    meter: ArchivedMeter,
    /// Counts the changes; the platform keeps the highest.
    revision: u64,
}

/// A result and how often it came.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakenResult {
    #[serde(flatten)]
    pub result: WorkResult,
    pub taken_at: Instant,
    /// The first time included.
    pub copies: u64,
}

/// A business refusal that was switched on for a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusalSet {
    pub code: String,
    pub reason: String,
}

impl Book {
    /// Takes over one entry. Entries that fit nothing known change nothing: a ledger is written by decisions that
    /// looked first.
    pub(super) fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::Archived { meters } => self.archive(meters),
            Entry::UnitIssued { unit } => {
                self.units.insert(*unit);
            }
            Entry::Gave { given } => self.given.push(given.clone()),
            Entry::PortOpened { .. } => self.ports_opened += 1,
            Entry::ResultTaken { result, at } => self.take(result, *at),
            Entry::ResultRepeated { work, .. } => {
                if let Some(taken) = self.results.get_mut(work) {
                    taken.copies += 1;
                }
            }
            Entry::ResultRefused { .. } => self.results_refused += 1,
            Entry::TasksTold { lines } => self.tell_tasks(lines),
            Entry::TaskResultTaken { result, at } => {
                if let Some(task) = self.tasks.get_mut(&result.task_no) {
                    let (result, taken_at) = (result.clone(), *at);
                    task.result = Some(TakenTaskResult { result, taken_at, copies: 1 });
                }
            }
            Entry::TaskResultRepeated { task_no, .. } => {
                let task = self.tasks.get_mut(task_no);
                if let Some(taken) = task.and_then(|task| task.result.as_mut()) {
                    taken.copies += 1;
                }
            }
            Entry::TaskResultRefused { .. } => self.task_results_refused += 1,
            Entry::RefusalSet { comm_address, code, reason } => {
                let set = RefusalSet { code: code.clone(), reason: reason.clone() };
                self.refusals.insert(comm_address.clone(), set);
            }
            Entry::RefusalLifted { comm_address } => {
                self.refusals.remove(comm_address);
            }
            Entry::MoodChanged { mood } => self.mood = *mood,
            Entry::PostSettled { n, came } => self.settle(*n, came),
        }
    }

    #[must_use]
    pub fn meter(&self, comm_address: &CommAddress) -> Option<&ArchivedMeter> {
        self.meters.get(comm_address).map(|archived| &archived.meter)
    }

    #[must_use]
    pub fn revision(&self, comm_address: &CommAddress) -> Option<u64> {
        self.meters.get(comm_address).map(|archived| archived.revision)
    }

    #[must_use]
    pub fn knows_unit(&self, unit: UnitSerial) -> bool {
        self.units.contains(&unit)
    }

    /// The authority's log, oldest first.
    #[must_use]
    pub fn given(&self) -> &[Given] {
        &self.given
    }

    #[must_use]
    pub const fn ports_opened(&self) -> u64 {
        self.ports_opened
    }

    #[must_use]
    pub fn result(&self, work: Uuid) -> Option<&TakenResult> {
        self.results.get(&work)
    }

    pub fn results(&self) -> impl Iterator<Item = &TakenResult> {
        self.results.values()
    }

    #[must_use]
    pub const fn results_refused(&self) -> u64 {
        self.results_refused
    }

    #[must_use]
    pub fn task(&self, task_no: &str) -> Option<&Task> {
        self.tasks.get(task_no)
    }

    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.values()
    }

    #[must_use]
    pub const fn task_results_refused(&self) -> u64 {
        self.task_results_refused
    }

    #[must_use]
    pub fn refusal(&self, comm_address: &CommAddress) -> Option<&RefusalSet> {
        self.refusals.get(comm_address)
    }

    /// How it answers at `now`, if not as it should.
    #[must_use]
    pub fn mood(&self, now: Instant) -> Option<Mood> {
        let lasts = |mood: &MoodUntil| mood.until.is_none_or(|until| now < until);
        self.mood.filter(lasts).map(|mood| mood.mood)
    }

    #[must_use]
    pub const fn posts(&self) -> &Posts {
        &self.posts
    }

    pub(super) fn meters_and_units(&self) -> (usize, usize) {
        (self.meters.len(), self.units.len())
    }

    fn archive(&mut self, meters: &[ArchivedMeter]) {
        let mut records = Vec::new();
        for meter in meters {
            let revision = self.revision(&meter.comm_address).unwrap_or(0) + 1;
            records.push(MeterRecord::of(meter, revision));
            let archived = Archived { meter: meter.clone(), revision };
            self.meters.insert(meter.comm_address.clone(), archived);
        }
        self.posts.write(PostBody::Meters { meters: records });
    }

    fn tell_tasks(&mut self, lines: &[TaskLine]) {
        for line in lines {
            match self.tasks.get_mut(&line.task_no) {
                Some(task) => {
                    task.lines.push(AnsweredLine { line: line.clone(), answer: None });
                }
                None => {
                    self.tasks.insert(line.task_no.clone(), Task::of(line));
                }
            }
        }
        self.posts.write(PostBody::Tasks { tasks: lines.to_vec() });
    }

    /// Keeps what the platform said to a post, and to each line of a batch of tasks.
    fn settle(&mut self, n: u64, came: &Came) {
        self.posts.settle(n, came);
        let body = self.posts.get(n).map(|post| &post.body);
        let (Some(PostBody::Tasks { tasks }), Came::Taken { answers, .. }) = (body, came) else {
            return;
        };
        for (told, answer) in tasks.iter().zip(answers) {
            let lines = self.tasks.get_mut(&told.task_no).map(|task| &mut task.lines);
            let line = lines.into_iter().flatten().find(|kept| kept.line == *told);
            if let Some(line) = line {
                line.answer = Some(answer.clone());
            }
        }
    }

    fn take(&mut self, result: &WorkResult, at: Instant) {
        let taken = TakenResult { result: result.clone(), taken_at: at, copies: 1 };
        self.results.insert(result.work, taken);
        if result.command != MeterCommand::UpdateKeys || result.outcome != MeterOutcome::Done {
            return;
        }
        let given = self.given.iter().rev().find(|given| {
            result.authorisation == Some(given.request.authorisation)
                && result.comm_address == given.request.comm_address
        });
        let Some(keys) = given.and_then(|given| given.to) else { return };
        let Some(meter) = self.meter(&result.comm_address).cloned() else { return };
        self.archive(&[ArchivedMeter { keys, ..meter }]);
    }
}
