//! What happened to one limit of one order: start, pauses, end, alerts.

use serde::{Deserialize, Serialize};
use vocabulary::{Instant, OrderId};

use crate::{Policy, PolicyKey, Subject};

/// The clock of (order, policy), one for each element where the policy's events have a `*`.
/// Times are event times, so they may come to us late and in the past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineClock {
    order: OrderId,
    subject: Subject,
    policy: PolicyKey,
    started_at: Instant,
    pauses: Vec<Pause>,
    ended_at: Option<Instant>,
    alerts: Vec<Alert>,
}

/// A stretch of time that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// One of the policy's pause reasons.
    pub reason: String,
    /// What proves it: an attachment, a message, an office item.
    pub proof: String,
    pub from: Instant,
    /// None while it lasts.
    pub to: Option<Instant>,
}

/// A warning that somebody was shown; never taken back, whatever we learn later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    pub level: AlertLevel,
    /// The due date as it was known then.
    pub due_at: Instant,
    pub raised_at: Instant,
}

/// How bad it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertLevel {
    /// 预警
    PreAlert,
    /// 超期
    Overdue,
}

/// Why a clock did not take an event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    #[error("the clock belongs to another policy")]
    OtherPolicy,
    #[error("the policy does not pause for {reason:?}")]
    ReasonNotAllowed { reason: String },
    #[error("a pause needs its proof")]
    ProofMissing,
    #[error("the clock is already paused")]
    AlreadyPaused,
    #[error("the clock is not paused")]
    NotPaused,
    #[error("the clock has ended")]
    Ended,
    #[error("the clock has not ended")]
    Running,
    #[error("the event lies before {earliest}, which the clock already knows")]
    OutOfOrder { earliest: Instant },
    #[error("the clock has been paused {PAUSES_MAX} times")]
    TooManyPauses,
}

impl DeadlineClock {
    /// Starts the clock; `policy` stays its policy whatever is deployed later. The subject is what
    /// [`Policy::starts`] said of the event.
    #[must_use]
    pub fn start(order: OrderId, policy: &Policy, subject: Subject, at: Instant) -> Self {
        Self {
            order,
            subject,
            policy: policy.key(),
            started_at: at,
            pauses: Vec::new(),
            ended_at: None,
            alerts: Vec::new(),
        }
    }

    /// The start was at another time than we thought: its event came from a terminal without a
    /// network.
    ///
    /// # Errors
    /// When the clock ended before that.
    pub fn correct_start(&mut self, at: Instant) -> Result<(), ClockError> {
        if let Some(ended_at) = self.ended_at
            && at > ended_at
        {
            return Err(ClockError::Ended);
        }
        self.started_at = at;
        Ok(())
    }

    /// Stops counting (挂起).
    ///
    /// # Errors
    /// When the policy knows no such reason, the proof is missing, or the clock is paused, ended or
    /// further on.
    pub fn pause(
        &mut self,
        policy: &Policy,
        reason: &str,
        proof: &str,
        at: Instant,
    ) -> Result<(), ClockError> {
        if policy.key() != self.policy {
            return Err(ClockError::OtherPolicy);
        }
        if !policy.pause_reasons.contains(reason) {
            return Err(ClockError::ReasonNotAllowed { reason: reason.to_owned() });
        }
        if proof.is_empty() {
            return Err(ClockError::ProofMissing);
        }
        if self.ended_at.is_some() {
            return Err(ClockError::Ended);
        }
        if self.is_paused() {
            return Err(ClockError::AlreadyPaused);
        }
        if self.pauses.len() == PAUSES_MAX {
            return Err(ClockError::TooManyPauses);
        }
        self.not_before(self.last_event(), at)?;
        let (reason, proof) = (reason.to_owned(), proof.to_owned());
        self.pauses.push(Pause { reason, proof, from: at, to: None });
        Ok(())
    }

    /// Counts on (恢复).
    ///
    /// # Errors
    /// When it is not paused, or was paused later than that.
    pub fn resume(&mut self, at: Instant) -> Result<(), ClockError> {
        let pause = self.pauses.last_mut().filter(|pause| pause.to.is_none());
        let pause = pause.ok_or(ClockError::NotPaused)?;
        if at < pause.from {
            return Err(ClockError::OutOfOrder { earliest: pause.from });
        }
        pause.to = Some(at);
        Ok(())
    }

    /// Ends the clock; an open pause ends with it. What a terminal without a network did may reach us
    /// after later events: an end may lie before a pause, and one before the start ends the clock as
    /// it starts.
    ///
    /// # Errors
    /// When it has ended.
    pub fn end(&mut self, at: Instant) -> Result<(), ClockError> {
        if self.ended_at.is_some() {
            return Err(ClockError::Ended);
        }
        self.end_at(at.max(self.started_at));
        Ok(())
    }

    /// It ended at `at` at the latest: proof of that reached us late. Gives whether that is news.
    pub fn ended_by(&mut self, at: Instant) -> bool {
        let is_news = at >= self.started_at && self.ended_at.is_none_or(|ended_at| at < ended_at);
        if is_news {
            self.end_at(at);
        }
        is_news
    }

    fn end_at(&mut self, at: Instant) {
        if let Some(pause) = self.pauses.last_mut() {
            pause.to.get_or_insert(at.max(pause.from));
        }
        self.ended_at = Some(at);
    }

    /// The end did not count: its stage was sent back, and the time in between counts against us.
    ///
    /// # Errors
    /// When it has not ended.
    pub fn reopen(&mut self) -> Result<(), ClockError> {
        self.ended_at.take().map(|_| ()).ok_or(ClockError::Running)
    }

    /// Whether that alert was raised for that due date.
    #[must_use]
    pub fn was_raised(&self, level: AlertLevel, due_at: Instant) -> bool {
        self.alerts.iter().any(|alert| alert.level == level && alert.due_at == due_at)
    }

    /// When it was last told of.
    #[must_use]
    pub fn last_alert(&self) -> Option<Instant> {
        self.alerts.iter().map(|alert| alert.raised_at).max()
    }

    pub(crate) fn remember(&mut self, alert: Alert) {
        self.alerts.push(alert);
    }

    #[must_use]
    pub const fn order(&self) -> OrderId {
        self.order
    }

    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    #[must_use]
    pub const fn policy(&self) -> &PolicyKey {
        &self.policy
    }

    #[must_use]
    pub const fn started_at(&self) -> Instant {
        self.started_at
    }

    #[must_use]
    pub const fn ended_at(&self) -> Option<Instant> {
        self.ended_at
    }

    /// In the order of time, none overlapping another.
    #[must_use]
    pub fn pauses(&self) -> &[Pause] {
        &self.pauses
    }

    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    #[must_use]
    pub fn alerts(&self) -> &[Alert] {
        &self.alerts
    }

    /// The latest moment that something happened at; a corrected start may lie after old pauses.
    fn last_event(&self) -> Instant {
        let pause = self.pauses.last().map(|pause| pause.to.unwrap_or(pause.from));
        pause.map_or(self.started_at, |pause| pause.max(self.started_at))
    }

    fn not_before(&self, earliest: Instant, at: Instant) -> Result<(), ClockError> {
        if at < earliest { Err(ClockError::OutOfOrder { earliest }) } else { Ok(()) }
    }
}

const PAUSES_MAX: usize = 100;
