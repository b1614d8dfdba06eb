//! What the journal remembers of a meter: the interlocks ask it before the next command.

use rusqlite::{Row, params};
use vocabulary::{AuthorisationId, CommAddress, Digest, Instant, MeterCommand, MeterWorkId};

use super::DeviceStore;
use super::meter_journal::last_record;
use crate::StoreFault;
use crate::row::Columns as _;

/// A meter's past on this terminal, whoever worked at it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeterHistory {
    /// The last command of which nobody knows what became of it.
    pub unverified: Option<(MeterWorkId, MeterCommand)>,
    /// A command was begun under the authorisation that was asked about.
    pub is_leave_used: bool,
    /// The last time that a switching command failed or was refused by the meter.
    pub switch_failed_at: Option<Instant>,
    /// When its clock was set, or may have been.
    pub clock_set_at: Vec<Instant>,
    /// The digest of the journal's last record.
    pub last_record: Option<Digest>,
}

impl DeviceStore {
    /// What is remembered of a meter and of an authorisation as of one moment; clock settings since `since`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn meter_history(
        &self,
        meter: Option<&CommAddress>,
        authorisation: Option<AuthorisationId>,
        since: Instant,
    ) -> Result<MeterHistory, StoreFault> {
        let snapshot = self.database.read().await?;
        let last_record = last_record(&snapshot)?;
        let is_leave_used = match authorisation {
            Some(id) => snapshot.row(SELECT_USED, [id.to_string()], |_| Ok(()))?.is_some(),
            None => false,
        };
        let Some(meter) = meter.map(ToString::to_string) else {
            return Ok(MeterHistory { is_leave_used, last_record, ..MeterHistory::default() });
        };
        let failed: Vec<_> = snapshot
            .rows(SELECT_FAILED, [&meter], |row| Ok((command(row)?, row.instant("ended_at")?)))?;
        let mut switches = failed.into_iter().filter(|(command, _)| command.switches());
        Ok(MeterHistory {
            unverified: snapshot
                .row(SELECT_UNVERIFIED, [&meter], |row| Ok((row.parsed("work")?, command(row)?)))?,
            is_leave_used,
            switch_failed_at: switches.next().map(|(_, at)| at),
            clock_set_at: snapshot.rows(SELECT_CLOCK, params![meter, since.micros()], |row| {
                row.instant("ended_at")
            })?,
            last_record,
        })
    }
}

pub(super) fn command(row: &Row<'_>) -> Result<MeterCommand, StoreFault> {
    MeterCommand::parse(&row.text("command")?).ok_or(StoreFault::BadRow { column: "command" })
}

const SELECT_USED: &str = "
    SELECT 1 FROM meter_work WHERE authorisation = ?1 AND is_commanded = 1 LIMIT 1";

const SELECT_UNVERIFIED: &str = "
    SELECT work, command
      FROM meter_work
     WHERE meter = ?1 AND outcome = 'unknown' AND is_verified = 0
     ORDER BY n DESC
     LIMIT 1";

/// The meter was told, and did not do it.
const SELECT_FAILED: &str = "
    SELECT command, ended_at
      FROM meter_work
     WHERE meter = ?1 AND is_commanded = 1 AND outcome IN ('failed', 'refused')
     ORDER BY n DESC";

/// A setting that nobody knew of does not count once somebody has looked: he sets the clock only if it was in vain.
const SELECT_CLOCK: &str = "
    SELECT ended_at
      FROM meter_work
     WHERE meter = ?1 AND command = 'set_clock' AND is_commanded = 1 AND outcome <> 'refused'
       AND NOT (outcome = 'unknown' AND is_verified = 1) AND ended_at >= ?2
     ORDER BY n";

#[cfg(test)]
mod tests {
    use super::super::meter_journal::tests::{Hand, NOON, meter};
    use super::*;
    use crate::device::tests::opened;

    const METER: &str = "000000000001";

    #[tokio::test]
    async fn an_unknown_command_stays_until_somebody_has_seen_the_meter() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let trip = hand.begins(&store, MeterCommand::Trip, METER).await;
        let id = trip.work;
        hand.ends(&store, trip, "unknown", "cut_off").await;
        let unverified = async || {
            let history = store.meter_history(Some(&meter(METER)), None, NOON).await.expect("read");
            history.unverified
        };
        assert_eq!(unverified().await, Some((id, MeterCommand::Trip)));
        // Another meter, a look that nobody answered, and another command say nothing about it.
        for (command, address, outcome) in [
            (MeterCommand::Acquire, "000000000002", "done"),
            (MeterCommand::Acquire, METER, "refused"),
            (MeterCommand::AlarmOn, METER, "done"),
        ] {
            let work = hand.begins(&store, command, address).await;
            hand.ends(&store, work, outcome, "x").await;
            assert_eq!(unverified().await, Some((id, MeterCommand::Trip)));
        }
        // A look that did not hear how the relay stands says nothing either.
        let look = hand.begins(&store, MeterCommand::Acquire, METER).await;
        hand.ends_with(&store, look, "done", "").await;
        assert_eq!(unverified().await, Some((id, MeterCommand::Trip)));
        let look = hand.begins(&store, MeterCommand::Snapshot, METER).await;
        hand.ends(&store, look, "done", "").await;
        assert_eq!(unverified().await, None);
    }

    #[tokio::test]
    async fn a_leave_is_used_once_the_command_may_have_been_sent() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let leave: AuthorisationId = "019a0000-0000-7000-8000-000000000002".parse().expect("an id");
        let is_used = async || {
            let history = store.meter_history(None, Some(leave), NOON).await.expect("read");
            history.is_leave_used
        };
        for (reason, used) in [("no_answer", false), ("meter_refused", true)] {
            let mut trip = hand.begins(&store, MeterCommand::Trip, METER).await;
            trip.authorisation = Some(leave);
            hand.ends(&store, trip, "refused", reason).await;
            assert_eq!(is_used().await, used, "{reason}");
        }
    }

    #[tokio::test]
    async fn failed_attempts_and_clock_settings_are_remembered() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let history = async |since| {
            store.meter_history(Some(&meter(METER)), None, since).await.expect("read")
        };
        let refused = hand.begins(&store, MeterCommand::Trip, METER).await;
        hand.ends(&store, refused, "refused", "no_business_card").await;
        assert_eq!(history(NOON).await.switch_failed_at, None, "the meter was told nothing");
        let failed = hand.begins(&store, MeterCommand::Trip, METER).await;
        let at = failed.ended_at;
        hand.ends(&store, failed, "failed", "no_effect").await;
        let set = hand.begins(&store, MeterCommand::SetClock, METER).await;
        let set_at = set.ended_at;
        hand.ends(&store, set, "done", "").await;
        let refused = hand.begins(&store, MeterCommand::SetClock, METER).await;
        hand.ends(&store, refused, "refused", "meter_refused").await;
        let told = history(NOON).await;
        assert_eq!((told.switch_failed_at, told.clock_set_at), (Some(at), vec![set_at]));
        assert_eq!(history(set_at.shifted(1)).await.clock_set_at, []);
    }

    #[tokio::test]
    async fn a_clock_of_which_nobody_knows_counts_until_somebody_has_looked() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let set = hand.begins(&store, MeterCommand::SetClock, METER).await;
        let at = set.ended_at;
        hand.ends(&store, set, "unknown", "cut_off").await;
        let set_at = async || {
            let history = store.meter_history(Some(&meter(METER)), None, NOON).await.expect("read");
            history.clock_set_at
        };
        assert_eq!(set_at().await, [at]);
        let look = hand.begins(&store, MeterCommand::Acquire, METER).await;
        hand.ends(&store, look, "done", "").await;
        assert_eq!(set_at().await, []);
    }
}
