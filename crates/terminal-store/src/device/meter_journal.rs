//! The journal of works at meters (仪表作业): append-only, each record bound to the one before it.
//!
//! It belongs to the terminal and not to a person. Whoever comes to a meter next must know that nobody knows what became of
//! the command before; works of somebody who has gone home still have to go up; and a card that is lost must not take the
//! record of a stop along. What is kept is on the disk before anything more is sent to the meter.
//!
//! The record of a work takes the place of the one before of the same work for as long as the work goes on. What a killed
//! agent leaves open is true as it stands, and nothing is added to it any more.

use rusqlite::{Row, params};
use serde_json::Value;
use sync::MeterWork;
use vocabulary::{
    CommAddress, Digest, Epoch, Instant, MeterCommand, MeterOutcome, MeterWorkId, PersonId, Text,
};

use super::DeviceStore;
use super::meter_history::command;
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::Columns as _;

/// A work as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalledWork {
    pub work: MeterWork,
    pub person: PersonId,
    /// What was read, for the screen.
    pub readout: Option<Value>,
    /// Why it is not done, in words.
    pub why: Option<Text>,
    /// The generation of the platform's data that holds it.
    pub kept_epoch: Option<Epoch>,
}

/// Which works of a person are wanted, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorksAsked {
    pub meter: Option<CommAddress>,
    /// Begun before then.
    pub before: Option<Instant>,
    /// Begun then or later.
    pub since: Option<Instant>,
    pub limit: u32,
}

impl DeviceStore {
    /// Keeps the record of a work, in place of the one that was kept for the same work before.
    ///
    /// # Errors
    /// [`StoreFault::OutOfChain`] when the work is closed, or names another record than the journal's last one.
    pub async fn keep_meter_work(
        &self,
        person: PersonId,
        work: &MeterWork,
    ) -> Result<(), StoreFault> {
        let (body, digest) = (serde_json::to_string(work)?, work.digest()?.to_string());
        let meter = work.meter.as_ref().or(work.meant.as_ref()).map(ToString::to_string);
        let id = work.work.to_string();
        let tx = self.database.begin().await?;
        let before = tx.row(SELECT_PREVIOUS, [&id], |row| row.parsed("digest"))?;
        if work.previous != before {
            return Err(StoreFault::OutOfChain);
        }
        let is_commanded = work.outcome != MeterOutcome::Refused;
        let kept = params![
            id,
            person.to_string(),
            meter,
            work.command.as_str(),
            work.outcome.as_str(),
            work.authorisation.map(|authorisation| authorisation.to_string()),
            work.started_at.micros(),
            work.ended_at.micros(),
            is_commanded,
            body,
            digest
        ];
        tx.execute(CLOSE_OTHERS, [&id])?;
        if tx.execute(UPSERT, kept)? == 0 {
            return Err(StoreFault::OutOfChain);
        }
        if work.outcome == MeterOutcome::Done && !work.command.changes_meter() {
            verify(&tx, work)?;
        }
        tx.commit()
    }

    /// Nothing more is added to the record of a work; what the screen shows beside it is kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_meter_work(
        &self,
        work: MeterWorkId,
        readout: Option<&Value>,
        why: Option<&Text>,
    ) -> Result<(), StoreFault> {
        let readout = readout.map(serde_json::to_string).transpose()?;
        let why = why.map(serde_json::to_string).transpose()?;
        let tx = self.database.begin().await?;
        tx.execute(END, params![work.to_string(), readout, why])?;
        tx.commit()
    }

    /// What was left open when the terminal died is closed as it is.
    pub(super) async fn close_meter_works(&self) -> Result<(), StoreFault> {
        let open = self.database.read().await?.row(SELECT_OPEN, (), |_| Ok(()))?;
        if open.is_none() {
            return Ok(());
        }
        let tx = self.database.begin().await?;
        tx.execute(CLOSE_OTHERS, [""])?;
        tx.commit()
    }

    /// One work of a person.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn meter_work(
        &self,
        person: PersonId,
        work: MeterWorkId,
    ) -> Result<Option<JournalledWork>, StoreFault> {
        let key = [person.to_string(), work.to_string()];
        self.database.read().await?.row(SELECT_ONE, key, of)
    }

    /// Works of a person, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn meter_works(
        &self,
        person: PersonId,
        asked: &WorksAsked,
    ) -> Result<Vec<JournalledWork>, StoreFault> {
        let meter = asked.meter.as_ref().map(ToString::to_string);
        let (before, since) = (asked.before.map(Instant::micros), asked.since.map(Instant::micros));
        let snapshot = self.database.read().await?;
        let key = params![person.to_string(), meter, before, since, asked.limit];
        snapshot.rows(SELECT_NEWEST, key, of)
    }

    /// The digest of the last record, which the next one names.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn last_meter_record(&self) -> Result<Option<Digest>, StoreFault> {
        last_record(&*self.database.read().await?)
    }

    /// The first record that is not what its digest says, or does not name the one before it. The oldest one names what was
    /// forgotten after its time.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn broken_meter_record(&self) -> Result<Option<MeterWorkId>, StoreFault> {
        let of =
            |row: &Row<'_>| Ok((row.json::<MeterWork>("body")?, row.parsed::<Digest>("digest")?));
        let records: Vec<_> = self.database.read().await?.rows(SELECT_CHAIN, (), of)?;
        let mut before: Option<Digest> = None;
        for (work, digest) in records {
            let follows = before.is_none_or(|before| work.previous == Some(before));
            if work.digest()? != digest || !follows {
                return Ok(Some(work.work));
            }
            before = Some(digest);
        }
        Ok(None)
    }
}

/// Whoever looks at a meter knows what became of the commands before whose effect he has read.
fn verify(tx: &Connection, look: &MeterWork) -> Result<(), StoreFault> {
    let (id, meter) = (look.work.to_string(), look.meter.as_ref().map(ToString::to_string));
    let unknown: Vec<(String, MeterCommand)> =
        tx.rows(SELECT_UNKNOWN, params![meter, id], |row| Ok((row.text("work")?, command(row)?)))?;
    for (work, _) in unknown.iter().filter(|(_, command)| look.after.tells_of(*command)) {
        tx.execute(VERIFY, [work])?;
    }
    Ok(())
}

pub(super) fn last_record(connection: &Connection) -> Result<Option<Digest>, StoreFault> {
    connection.row(SELECT_PREVIOUS, [""], |row| row.parsed("digest"))
}

pub(super) fn of(row: &Row<'_>) -> Result<JournalledWork, StoreFault> {
    Ok(JournalledWork {
        work: row.json("body")?,
        person: row.parsed("person")?,
        readout: row.maybe_json("readout")?,
        why: row.maybe_json("why")?,
        kept_epoch: row.maybe_parsed("kept_epoch")?,
    })
}

/// The record before that of a work; the last one for a work that is not there.
const SELECT_PREVIOUS: &str = "
    SELECT digest
      FROM meter_work
     WHERE work <> ?1
       AND n < COALESCE((SELECT n FROM meter_work WHERE work = ?1), 9223372036854775807)
     ORDER BY n DESC
     LIMIT 1";

/// Touches nothing where the record is closed.
const UPSERT: &str = "
    INSERT INTO meter_work
           (n, work, person, meter, command, outcome, authorisation, started_at, ended_at,
            is_open, is_commanded, body, digest)
    VALUES ((SELECT COALESCE(MAX(n), 0) + 1 FROM meter_work),
            ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?11)
    ON CONFLICT (work) DO UPDATE
       SET meter = EXCLUDED.meter, outcome = EXCLUDED.outcome,
           authorisation = EXCLUDED.authorisation, ended_at = EXCLUDED.ended_at,
           is_commanded = MAX(is_commanded, EXCLUDED.is_commanded),
           body = EXCLUDED.body, digest = EXCLUDED.digest
     WHERE is_open = 1 AND person = EXCLUDED.person";

const CLOSE_OTHERS: &str = "UPDATE meter_work SET is_open = 0 WHERE is_open = 1 AND work <> ?1";

const SELECT_UNKNOWN: &str = "
    SELECT work, command
      FROM meter_work
     WHERE meter = ?1 AND outcome = 'unknown' AND is_verified = 0
       AND n < (SELECT n FROM meter_work WHERE work = ?2)";

const VERIFY: &str = "UPDATE meter_work SET is_verified = 1 WHERE work = ?1";

const END: &str = "
    UPDATE meter_work
       SET is_open = 0, readout = ?2, why = ?3
     WHERE work = ?1 AND is_open = 1";

const SELECT_OPEN: &str = "SELECT 1 FROM meter_work WHERE is_open = 1";

const SELECT_ONE: &str = "SELECT * FROM meter_work WHERE person = ?1 AND work = ?2";

const SELECT_NEWEST: &str = "
    SELECT *
      FROM meter_work
     WHERE person = ?1
       AND (?2 IS NULL OR meter = ?2)
       AND (?3 IS NULL OR started_at < ?3)
       AND (?4 IS NULL OR started_at >= ?4)
     ORDER BY n DESC
     LIMIT ?5";

const SELECT_CHAIN: &str = "SELECT body, digest FROM meter_work ORDER BY n";

#[cfg(test)]
pub(super) mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use proptest::prelude::*;
    use serde_json::json;
    use sync::MeterState;
    use vocabulary::{ManualClock, MeterTime, RelayState, SeededEntropy, hours};

    use super::*;
    use crate::device::tests::opened;
    use crate::{Hazard, Options, Step};

    pub(in crate::device) const NOON: Instant = Instant::from_micros(1_790_000_000_000_000);

    /// Somebody at meters, hour by hour.
    pub(in crate::device) struct Hand {
        clock: ManualClock,
        entropy: SeededEntropy,
        pub person: PersonId,
    }

    impl Hand {
        pub fn new() -> Self {
            let (clock, entropy) = (ManualClock::at(NOON), SeededEntropy::new(7));
            let person = PersonId::make(&clock, &entropy);
            Self { clock, entropy, person }
        }

        /// A work that was just begun.
        pub async fn begins(
            &self,
            store: &DeviceStore,
            command: MeterCommand,
            meter: &str,
        ) -> MeterWork {
            self.clock.advance(hours(1));
            let now = vocabulary::Clock::now(&self.clock);
            let card = vocabulary::CardId::make(&self.clock, &self.entropy);
            let work = json!({
                "work": MeterWorkId::make(&self.clock, &self.entropy), "card": card,
                "command": command, "meant": meter, "outcome": "refused", "reason": "cut_off",
                "started_at": now, "ended_at": now, "frames": [], "app_version": "1.0.0",
                "previous": store.last_meter_record().await.expect("read"),
            });
            let work = serde_json::from_value(work).expect("a work");
            store.keep_meter_work(self.person, &work).await.expect("kept");
            work
        }

        /// What became of it; the meter told all that meters tell.
        pub async fn ends(
            &self,
            store: &DeviceStore,
            work: MeterWork,
            outcome: &str,
            reason: &str,
        ) {
            let after = MeterState {
                relay: Some(RelayState::Closed),
                clock: MeterTime::right_at(NOON),
                keys: Some("private".to_owned()),
                balance_fen: Some(0),
                ..MeterState::default()
            };
            self.ends_with(store, MeterWork { after, ..work }, outcome, reason).await;
        }

        pub async fn ends_with(
            &self,
            store: &DeviceStore,
            mut work: MeterWork,
            outcome: &str,
            reason: &str,
        ) {
            if work.command.changes_meter() && !(outcome == "refused" && reason != "meter_refused")
            {
                work.outcome = MeterOutcome::Unknown;
                store.keep_meter_work(self.person, &work).await.expect("kept");
            }
            work.meter.clone_from(&work.meant);
            work.outcome = MeterOutcome::parse(outcome).expect("an outcome");
            work.reason = Some(reason.to_owned());
            store.keep_meter_work(self.person, &work).await.expect("kept");
            store.end_meter_work(work.work, None, None).await.expect("ended");
        }
    }

    pub(in crate::device) fn meter(text: &str) -> CommAddress {
        text.parse().expect("an address")
    }

    #[tokio::test]
    async fn the_next_record_of_a_work_takes_the_place_of_the_one_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let mut work = hand.begins(&store, MeterCommand::Acquire, "000000000001").await;
        work.outcome = MeterOutcome::Done;
        store.keep_meter_work(hand.person, &work).await.expect("kept");
        let (readout, why) = (json!({ "items": [] }), Text::new("因", "why"));
        store.end_meter_work(work.work, Some(&readout), Some(&why)).await.expect("ended");
        let all = WorksAsked { limit: 9, ..WorksAsked::default() };
        let works = store.meter_works(hand.person, &all).await.expect("read");
        assert_eq!(works.len(), 1);
        assert_eq!((&works[0].work, &works[0].readout), (&work, &Some(readout)));
        assert_eq!(works[0].why, Some(why));

        let closed = store.keep_meter_work(hand.person, &work).await;
        assert!(matches!(closed, Err(StoreFault::OutOfChain)), "{closed:?}");
        let mut stranger = hand.begins(&store, MeterCommand::Read, "000000000002").await;
        stranger.work = MeterWorkId::make(&hand.clock, &hand.entropy);
        let beside = store.keep_meter_work(hand.person, &stranger).await;
        assert!(matches!(beside, Err(StoreFault::OutOfChain)), "it names no last record");
    }

    #[tokio::test]
    async fn what_a_killed_agent_left_is_true_and_closed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let mut work = hand.begins(&store, MeterCommand::Trip, "000000000001").await;
        work.outcome = MeterOutcome::Unknown;
        store.keep_meter_work(hand.person, &work).await.expect("kept");
        drop(store);

        let store = opened(folder.path()).await;
        let found = store.meter_work(hand.person, work.work).await.expect("read").expect("there");
        assert_eq!(found.work, work);
        work.outcome = MeterOutcome::Done;
        assert!(store.keep_meter_work(hand.person, &work).await.is_err(), "nobody adds to it");
        hand.begins(&store, MeterCommand::Acquire, "000000000001").await;
        assert_eq!(store.broken_meter_record().await.expect("read"), None);
    }

    #[tokio::test]
    async fn a_record_that_somebody_changed_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, hand) = (opened(folder.path()).await, Hand::new());
        let mut works = Vec::new();
        for _ in 0..3 {
            let work = hand.begins(&store, MeterCommand::Trip, "000000000001").await;
            works.push(work.work);
            hand.ends(&store, work, "failed", "no_effect").await;
        }
        assert_eq!(store.broken_meter_record().await.expect("read"), None);
        let tx = store.database.begin().await.expect("begun");
        let forged =
            "UPDATE meter_work SET body = REPLACE(body, 'no_effect', 'read_back') WHERE n = 2";
        tx.execute(forged, ()).expect("writable");
        tx.commit().expect("committed");
        assert_eq!(store.broken_meter_record().await.expect("read"), Some(works[1]));
        let tx = store.database.begin().await.expect("begun");
        tx.execute("DELETE FROM meter_work WHERE n = 2", ()).expect("writable");
        tx.commit().expect("committed");
        assert_eq!(store.broken_meter_record().await.expect("read"), Some(works[2]));
    }

    /// Dies at its n-th step.
    struct Battery(AtomicI64);

    impl Hazard for Battery {
        fn strikes(&self, _step: Step) -> bool {
            self.0.fetch_sub(1, Ordering::SeqCst) <= 1
        }
    }

    async fn with_battery(folder: &Path, steps: i64) -> Result<DeviceStore, StoreFault> {
        let hazard = Some(Arc::new(Battery(AtomicI64::new(steps))) as Arc<dyn Hazard>);
        let options = Options { forgetful: true, hazard };
        DeviceStore::open(&SeededEntropy::new(5), folder, options).await
    }

    #[tokio::test]
    async fn at_whatever_step_it_dies_what_was_kept_is_there() {
        for steps in 1..12 {
            let folder = tempfile::tempdir().expect("a folder");
            let hand = Hand::new();
            let store = opened(folder.path()).await;
            let mut work = hand.begins(&store, MeterCommand::Trip, "000000000001").await;
            store.end_meter_work(work.work, None, None).await.expect("ended");
            work.previous = store.last_meter_record().await.expect("read");
            store.close().await;

            work.work = MeterWorkId::make(&hand.clock, &hand.entropy);
            let course = [MeterOutcome::Refused, MeterOutcome::Unknown, MeterOutcome::Failed];
            let mut acknowledged = None;
            if let Ok(store) = with_battery(folder.path(), steps).await {
                for (step, outcome) in course.into_iter().enumerate() {
                    work.outcome = outcome;
                    if store.keep_meter_work(hand.person, &work).await.is_err() {
                        break;
                    }
                    acknowledged = Some(step);
                }
            }
            let store = opened(folder.path()).await;
            let found = store.meter_work(hand.person, work.work).await.expect("read");
            let found =
                found.and_then(|found| course.iter().position(|one| *one == found.work.outcome));
            // What was committed and not acknowledged may be there: it is one step on.
            let next = acknowledged.map_or(0, |step| step + 1);
            assert!(found == acknowledged || found == Some(next), "{steps}: {found:?}");
            assert_eq!(store.broken_meter_record().await.expect("read"), None, "{steps}");
        }
    }

    #[derive(Debug, Clone)]
    enum Move {
        Begin { command: usize, meter: u8 },
        End { outcome: usize },
        Restart,
    }

    fn moves() -> impl Strategy<Value = Vec<Move>> {
        let one = prop_oneof![
            3 => (0..MeterCommand::ALL.len(), 1..3u8)
                .prop_map(|(command, meter)| Move::Begin { command, meter }),
            4 => (0..4usize).prop_map(|outcome| Move::End { outcome }),
            1 => Just(Move::Restart),
        ];
        prop::collection::vec(one, 1..25)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Against a list: the same works in the same order, a chain without a gap, and the same commands of which
        /// nobody knows what became of them.
        #[test]
        fn the_journal_is_a_list_and_a_chain(moves in moves()) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            runtime.block_on(async {
                let folder = tempfile::tempdir().expect("a folder");
                let (mut store, hand) = (opened(folder.path()).await, Hand::new());
                let mut list: Vec<(MeterWorkId, MeterCommand, u8, MeterOutcome)> = Vec::new();
                let mut open: Option<(MeterWork, u8)> = None;
                for one in moves {
                    match one {
                        Move::Begin { command, meter } => {
                            let command = MeterCommand::ALL[command];
                            let text = format!("00000000000{meter}");
                            let work = hand.begins(&store, command, &text).await;
                            list.push((work.work, command, meter, MeterOutcome::Refused));
                            open = Some((work, meter));
                        }
                        Move::End { outcome } => {
                            let Some((work, _)) = open.take() else { continue };
                            let outcome = MeterOutcome::ALL[outcome];
                            if let Some(last) = list.last_mut() {
                                last.3 = outcome;
                            }
                            hand.ends(&store, work, outcome.as_str(), "x").await;
                        }
                        Move::Restart => {
                            store.close().await;
                            store = opened(folder.path()).await;
                            open = None;
                        }
                    }
                    assert_eq!(store.broken_meter_record().await.expect("read"), None);
                }
                let all = WorksAsked { limit: 99, ..WorksAsked::default() };
                let works = store.meter_works(hand.person, &all).await.expect("read");
                let found: Vec<_> = works.iter().rev().map(|one| (one.work.work, one.work.outcome)).collect();
                let expected: Vec<_> = list.iter().map(|one| (one.0, one.3)).collect();
                assert_eq!(found, expected);
                for number in 1..3 {
                    let address = meter(&format!("00000000000{number}"));
                    let history = store.meter_history(Some(&address), None, NOON).await.expect("read");
                    let of_meter = list.iter().filter(|one| one.2 == number);
                    let unverified = of_meter.fold(None, |unverified, one| match (one.1, one.3) {
                        (command, MeterOutcome::Done) if !command.changes_meter() => None,
                        (command, MeterOutcome::Unknown) => Some((one.0, command)),
                        _ => unverified,
                    });
                    assert_eq!(history.unverified, unverified);
                }
            });
        }
    }
}
