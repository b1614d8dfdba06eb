//! What the acquisition system knows: a value that follows from the ledger's entries and from nothing else.

use std::collections::{BTreeMap, BTreeSet};

use security_unit::metering::UnitSerial;
use serde::Serialize;
use uuid::Uuid;
use vocabulary::{CommAddress, Instant, MeterCommand, MeterOutcome};

use super::authority::Given;
use super::entry::{Entry, Mood, MoodUntil};
use super::meter::ArchivedMeter;
use super::posts::{MeterRecord, PostBody, Posts};
use super::result::WorkResult;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    meters: BTreeMap<CommAddress, Archived>,
    units: BTreeSet<UnitSerial>,
    given: Vec<Given>,
    results: BTreeMap<Uuid, TakenResult>,
    results_refused: u64,
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
            Entry::ResultTaken { result, at } => self.take(result, *at),
            Entry::ResultRepeated { work, .. } => {
                if let Some(taken) = self.results.get_mut(work) {
                    taken.copies += 1;
                }
            }
            Entry::ResultRefused { .. } => self.results_refused += 1,
            Entry::RefusalSet { comm_address, code, reason } => {
                let set = RefusalSet { code: code.clone(), reason: reason.clone() };
                self.refusals.insert(comm_address.clone(), set);
            }
            Entry::RefusalLifted { comm_address } => {
                self.refusals.remove(comm_address);
            }
            Entry::MoodChanged { mood } => self.mood = *mood,
            Entry::PostSettled { n, came } => self.posts.settle(*n, came),
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
