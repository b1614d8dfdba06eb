//! What the acquisition system remembers, line by line.

use security_unit::metering::UnitSerial;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::{CommAddress, Instant};

use super::authority::{Given, PortRequest};
use super::meter::ArchivedMeter;
use super::posts::Came;
use super::result::WorkResult;
use super::task::{TaskLine, TaskResult};
use crate::ledger::LedgerEntry;

/// One line of the ledger. All that is known follows from these lines in their order; no key and no authority is in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// Meters came into the archive, or stand there otherwise than before. They go to the platform.
    Archived {
        meters: Vec<ArchivedMeter>,
    },
    /// A security unit was issued.
    UnitIssued {
        unit: UnitSerial,
    },
    /// Material was made.
    Gave {
        given: Given,
    },
    /// A port was opened for reading.
    PortOpened {
        request: PortRequest,
        at: Instant,
    },
    /// A result was taken; at most once for each work. After a key update that is done the archive holds the new keys.
    ResultTaken {
        result: WorkResult,
        at: Instant,
    },
    /// A taken result came again.
    ResultRepeated {
        work: Uuid,
        at: Instant,
    },
    /// A result was answered with no.
    ResultRefused {
        work: Uuid,
        code: String,
        at: Instant,
    },
    /// Tasks are handed over or called off. The lines go to the platform.
    TasksTold {
        lines: Vec<TaskLine>,
    },
    /// The result of a task was taken; at most once for each.
    TaskResultTaken {
        result: TaskResult,
        at: Instant,
    },
    /// A taken result of a task came again.
    TaskResultRepeated {
        task_no: String,
        at: Instant,
    },
    /// A result of a task was answered with no.
    TaskResultRefused {
        task_no: String,
        code: String,
        at: Instant,
    },
    /// From now on results of the meter and of its tasks are refused.
    RefusalSet {
        comm_address: CommAddress,
        code: String,
        reason: String,
    },
    RefusalLifted {
        comm_address: CommAddress,
    },
    MoodChanged {
        mood: Option<MoodUntil>,
    },
    /// The platform has a post, or will not have it; at most once for each.
    PostSettled {
        n: u64,
        #[serde(flatten)]
        came: Came,
    },
}

impl LedgerEntry for Entry {
    const LEDGER: &'static str = "neighbour-sims/acquisition";
}

/// A time in which it does not answer as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoodUntil {
    pub mood: Mood,
    /// `None`: until told.
    pub until: Option<Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// Answers 503 and takes nothing.
    #[default]
    Failing,
    /// Closes the connection without an answer and takes nothing.
    Silent,
    /// Takes what comes, and closes the connection before it answers: a kill at the worst moment.
    AnswerLost,
}
