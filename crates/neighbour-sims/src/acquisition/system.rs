//! The acquisition system: decides, writes the decision into its ledger, and only then knows it.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::time::Duration;

use security_unit::metering::{
    Generation, KeySet, PortMaterial, SoftwareKeyMachine, UnitSerial, WorkMaterial,
};
use vocabulary::{CommAddress, Instant};

use super::authority::{AuthorityRequest, Given, NoAuthority, PortRequest, make, make_port};
use super::book::Book;
use super::entry::{Entry, Mood, MoodUntil};
use super::meter::{ArchivedMeter, Protocol};
use super::posts::{Came, OutgoingPost};
use super::result::{ResultAnswer, WorkResult};
use super::task::{NewTask, TaskLine, TaskLineKind, TaskResult};
use crate::delivery::Delivery;
use crate::ledger::Ledger;
use crate::outbox::{Outbox, Retry};

pub struct AcquisitionSystem<L> {
    ledger: L,
    machine: SoftwareKeyMachine,
    book: Book,
    outbox: Outbox,
}

/// Why the acquisition system does not do what it was told.
#[derive(Debug, thiserror::Error)]
pub enum CommandFault {
    #[error("{field}: {reason}")]
    Invalid { field: &'static str, reason: String },
    #[error("meter {0} is not in the archive")]
    UnknownMeter(CommAddress),
    #[error("there is no task {0}")]
    UnknownTask(String),
    #[error("there is a task {0} already")]
    TaskExists(String),
    #[error("the ledger did not keep it")]
    NotKept(#[from] io::Error),
}

impl<L: Ledger<Entry>> AcquisitionSystem<L> {
    /// Goes on where the `entries` of the ledger end, with the company's key machine. Unsettled posts may go at once.
    #[must_use]
    pub fn open(
        ledger: L,
        entries: &[Entry],
        machine: SoftwareKeyMachine,
        retry: Retry,
        now: Instant,
    ) -> Self {
        let mut book = Book::default();
        entries.iter().for_each(|entry| book.apply(entry));
        let mut outbox = Outbox::new(retry);
        book.posts().waiting_from(0).for_each(|n| outbox.put(now, POSTS, n));
        Self { ledger, machine, book, outbox }
    }

    /// Puts meters into the archive, or in the place of what it knew of them, and tells the platform.
    ///
    /// # Errors
    /// When there are none or too many, one stands there twice or cannot be, or the ledger did not keep it.
    pub fn archive(
        &mut self,
        now: Instant,
        meters: Vec<ArchivedMeter>,
    ) -> Result<(), CommandFault> {
        let invalid = |reason| Err(CommandFault::Invalid { field: "meters", reason });
        if !(1..=METERS_MAX).contains(&meters.len()) {
            return invalid(format!("1 to {METERS_MAX} at once"));
        }
        let mut seen = BTreeSet::new();
        for meter in &meters {
            let address = &meter.comm_address;
            if !seen.insert(address) {
                return invalid(format!("{address} stands there twice"));
            }
            if meter.protocol == Protocol::Dlt698 && meter.generation != Generation::Of2013 {
                return invalid(format!(
                    "{address}: meters of DL/T 698.45 are of the generation 2013"
                ));
            }
        }
        self.commit(now, Entry::Archived { meters })
    }

    /// Remembers that a security unit was issued: for others nothing is made.
    ///
    /// # Errors
    /// When the ledger did not keep it.
    pub fn register_unit(&mut self, now: Instant, unit: UnitSerial) -> Result<(), CommandFault> {
        if self.book.knows_unit(unit) {
            return Ok(());
        }
        self.commit(now, Entry::UnitIssued { unit })
    }

    /// Makes what one command at one meter needs. Asked again, it makes it anew: the answer may have been lost.
    ///
    /// # Errors
    /// Outside: the ledger did not keep that it was given. Inside: why nothing is.
    pub fn permit(
        &mut self,
        now: Instant,
        request: AuthorityRequest,
    ) -> Result<Result<WorkMaterial, NoAuthority>, CommandFault> {
        let (material, to) = match self.make(now, &request) {
            Ok(made) => made,
            Err(why) => return Ok(Err(why)),
        };
        let given = Given { request, keys: material.keys, to, at: now };
        self.commit(now, Entry::Gave { given })?;
        Ok(Ok(material))
    }

    /// Makes what opens a meter's infrared port for reading.
    ///
    /// # Errors
    /// As [`Self::permit`].
    pub fn open_port(
        &mut self,
        now: Instant,
        request: PortRequest,
    ) -> Result<Result<PortMaterial, NoAuthority>, CommandFault> {
        let made = self.meter_for(&request.comm_address, request.unit).and_then(|meter| {
            if request.not_after <= now {
                return Err(NoAuthority::TimePassed);
            }
            make_port(&self.machine, meter, &request)
        });
        if made.is_ok() {
            self.commit(now, Entry::PortOpened { request, at: now })?;
        }
        Ok(made)
    }

    /// Takes what became of a work, once.
    ///
    /// # Errors
    /// When the ledger did not keep it; nothing was taken then, as far as anybody may be told.
    pub fn take_result(
        &mut self,
        now: Instant,
        result: WorkResult,
    ) -> Result<ResultAnswer, CommandFault> {
        let work = result.work;
        if let Some(taken) = self.book.result(work) {
            if taken.result != result {
                let code = "work_reused".to_owned();
                self.commit(now, Entry::ResultRefused { work, code, at: now })?;
                return Ok(ResultAnswer::Reused);
            }
            self.commit(now, Entry::ResultRepeated { work, at: now })?;
            return Ok(ResultAnswer::Accepted);
        }
        if let Some((code, reason)) = self.no_to(&result) {
            self.commit(now, Entry::ResultRefused { work, code: code.clone(), at: now })?;
            return Ok(ResultAnswer::Refused { code, reason });
        }
        self.commit(now, Entry::ResultTaken { result, at: now })?;
        Ok(ResultAnswer::Accepted)
    }

    /// Hands tasks over to the platform, in one batch.
    ///
    /// # Errors
    /// When there are none or too many, a number is no number or is taken, a meter is not in the archive, or the ledger
    /// did not keep it.
    pub fn hand_over_tasks(
        &mut self,
        now: Instant,
        tasks: Vec<NewTask>,
    ) -> Result<(), CommandFault> {
        if !(1..=TASKS_MAX).contains(&tasks.len()) {
            let reason = format!("1 to {TASKS_MAX} at once");
            return Err(CommandFault::Invalid { field: "tasks", reason });
        }
        let mut seen = BTreeSet::new();
        for task in &tasks {
            let number = &task.task_no;
            let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if !(1..=TASK_NO_LEN_MAX).contains(&number.len()) || !plain {
                let reason = format!("1 to {TASK_NO_LEN_MAX} letters, digits, hyphens");
                return Err(CommandFault::Invalid { field: "task_no", reason });
            }
            if self.book.task(number).is_some() || !seen.insert(number) {
                return Err(CommandFault::TaskExists(number.clone()));
            }
            self.known(&task.comm_address)?;
        }
        let lines = tasks.into_iter().map(|task| TaskLine::of_new(now, task)).collect();
        self.commit(now, Entry::TasksTold { lines })
    }

    /// Calls a task off. Whether it is still open is the platform's to say.
    ///
    /// # Errors
    /// When there is none of that number, or the ledger did not keep it.
    pub fn cancel_task(
        &mut self,
        now: Instant,
        task_no: &str,
        remark: Option<String>,
    ) -> Result<(), CommandFault> {
        let unknown = || CommandFault::UnknownTask(task_no.to_owned());
        let version = self.book.task(task_no).ok_or_else(unknown)?.lines.len() as u64 + 1;
        let what = TaskLineKind::Cancel;
        let line = TaskLine { task_no: task_no.to_owned(), version, what, at: now, remark };
        self.commit(now, Entry::TasksTold { lines: vec![line] })
    }

    /// Takes what became of a task, once.
    ///
    /// # Errors
    /// As [`Self::take_result`].
    pub fn take_task_result(
        &mut self,
        now: Instant,
        result: TaskResult,
    ) -> Result<ResultAnswer, CommandFault> {
        let task_no = result.task_no.clone();
        let task = self.book.task(&task_no);
        if let Some(taken) = task.and_then(|task| task.result.as_ref()) {
            if taken.result != result {
                let code = "task_reused".to_owned();
                self.commit(now, Entry::TaskResultRefused { task_no, code, at: now })?;
                return Ok(ResultAnswer::Reused);
            }
            self.commit(now, Entry::TaskResultRepeated { task_no, at: now })?;
            return Ok(ResultAnswer::Accepted);
        }
        let no = match task {
            None => {
                let fault = CommandFault::UnknownTask(task_no.clone());
                Some(("task_unknown".to_owned(), fault.to_string()))
            }
            Some(task) => task.comm_address().and_then(|address| {
                let refusal = self.book.refusal(address)?;
                Some((refusal.code.clone(), refusal.reason.clone()))
            }),
        };
        if let Some((code, reason)) = no {
            let entry = Entry::TaskResultRefused { task_no, code: code.clone(), at: now };
            self.commit(now, entry)?;
            return Ok(ResultAnswer::Refused { code, reason });
        }
        self.commit(now, Entry::TaskResultTaken { result, at: now })?;
        Ok(ResultAnswer::Accepted)
    }

    /// Answers otherwise than it should for `lasting`, or until told.
    ///
    /// # Errors
    /// When the ledger did not keep it.
    pub fn change_mood(
        &mut self,
        now: Instant,
        mood: Mood,
        lasting: Option<Duration>,
    ) -> Result<(), CommandFault> {
        let until = lasting.map(|lasting| now.plus(lasting));
        self.commit(now, Entry::MoodChanged { mood: Some(MoodUntil { mood, until }) })
    }

    /// Answers as it should again.
    ///
    /// # Errors
    /// When the ledger did not keep it.
    pub fn be_well(&mut self, now: Instant) -> Result<(), CommandFault> {
        self.commit(now, Entry::MoodChanged { mood: None })
    }

    /// Refuses results of a meter and of its tasks from now on. What was taken stays taken.
    ///
    /// # Errors
    /// When the meter is not in the archive, or the ledger did not keep it.
    pub fn set_refusal(
        &mut self,
        now: Instant,
        comm_address: CommAddress,
        (code, reason): (String, String),
    ) -> Result<(), CommandFault> {
        self.known(&comm_address)?;
        self.commit(now, Entry::RefusalSet { comm_address, code, reason })
    }

    /// # Errors
    /// When the meter is not in the archive, or the ledger did not keep it.
    pub fn lift_refusal(
        &mut self,
        now: Instant,
        comm_address: CommAddress,
    ) -> Result<(), CommandFault> {
        self.known(&comm_address)?;
        self.commit(now, Entry::RefusalLifted { comm_address })
    }

    /// The next post that may go. It is under way until [`Self::answered`]; later ones wait for it.
    pub fn next_to_send(&mut self, now: Instant) -> Option<OutgoingPost> {
        let n = self.outbox.take(now)?;
        self.book.posts().outgoing(n)
    }

    /// What came of an attempt from [`Self::next_to_send`].
    ///
    /// # Errors
    /// When the ledger did not keep the answer; the post goes again then.
    pub fn answered(
        &mut self,
        now: Instant,
        n: u64,
        delivery: &Delivery,
    ) -> Result<(), CommandFault> {
        let came = match delivery.clone() {
            Delivery::Taken { outcome, answers, .. } => Came::Taken { outcome, answers, at: now },
            Delivery::Refused { status, reason } => Came::Refused { status, reason, at: now },
            Delivery::ComeAgain { why } => {
                self.outbox.failed(now, n, why);
                return Ok(());
            }
        };
        if let Err(fault) = self.commit(now, Entry::PostSettled { n, came }) {
            self.outbox.failed(now, n, fault.to_string());
            return Err(fault);
        }
        self.outbox.settled(now, POSTS, n);
        Ok(())
    }

    /// When [`Self::next_to_send`] may have something.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.outbox.due()
    }

    /// How it answers now, if not as it should.
    #[must_use]
    pub fn mood(&self, now: Instant) -> Option<Mood> {
        self.book.mood(now)
    }

    #[must_use]
    pub const fn book(&self) -> &Book {
        &self.book
    }

    #[must_use]
    pub const fn ledger(&self) -> &L {
        &self.ledger
    }

    fn make(
        &self,
        now: Instant,
        request: &AuthorityRequest,
    ) -> Result<(WorkMaterial, Option<KeySet>), NoAuthority> {
        let meter = self.meter_for(&request.comm_address, request.unit)?;
        if request.executor == request.approver {
            return Err(NoAuthority::OnePerson);
        }
        if request.not_after <= now {
            return Err(NoAuthority::TimePassed);
        }
        let about = |request: &AuthorityRequest| {
            (request.comm_address.clone(), request.command, request.parameter.clone())
        };
        let before = self.book.given().iter().map(|given| &given.request);
        let mut before = before.filter(|before| before.authorisation == request.authorisation);
        if before.any(|before| about(before) != about(request)) {
            return Err(NoAuthority::Reused);
        }
        make(&self.machine, meter, request)
    }

    /// The meter, for a unit that was issued here.
    fn meter_for(
        &self,
        address: &CommAddress,
        unit: UnitSerial,
    ) -> Result<&ArchivedMeter, NoAuthority> {
        let meter = self.book.meter(address);
        let meter = meter.ok_or_else(|| NoAuthority::UnknownMeter(address.clone()))?;
        if self.book.knows_unit(unit) { Ok(meter) } else { Err(NoAuthority::UnknownUnit(unit)) }
    }

    /// Why a result is not taken, if it is not.
    fn no_to(&self, result: &WorkResult) -> Option<(String, String)> {
        let address = &result.comm_address;
        if let Err(fault) = self.known(address) {
            return Some(("meter_unknown".to_owned(), fault.to_string()));
        }
        let refusal = self.book.refusal(address)?;
        Some((refusal.code.clone(), refusal.reason.clone()))
    }

    fn known(&self, comm_address: &CommAddress) -> Result<(), CommandFault> {
        match self.book.meter(comm_address) {
            Some(_) => Ok(()),
            None => Err(CommandFault::UnknownMeter(comm_address.clone())),
        }
    }

    /// Keeps an entry; what it puts into the outbox may go.
    fn commit(&mut self, now: Instant, entry: Entry) -> Result<(), CommandFault> {
        self.ledger.append(&entry)?;
        let first = self.book.posts().next_number();
        self.book.apply(&entry);
        self.book.posts().waiting_from(first).for_each(|n| self.outbox.put(now, POSTS, n));
        Ok(())
    }
}

impl<L> fmt::Debug for AcquisitionSystem<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AcquisitionSystem").field("book", &self.book).finish_non_exhaustive()
    }
}

/// Batches go one after the other: a task comes after its meter, and is called off after it was handed over.
const POSTS: &str = "posts";
/// As many as the platform takes at once.
const METERS_MAX: usize = 500;
const TASKS_MAX: usize = 200;
const TASK_NO_LEN_MAX: usize = 32;
