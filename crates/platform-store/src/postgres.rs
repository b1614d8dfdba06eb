//! PostgreSQL and what speaks its protocol: one transaction per command, run again after a lost guard or a deadlock.
//!
//! No LISTEN/NOTIFY, no advisory locks, no sequences as cursors: distributed dialects lack or bend them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::migrations;
use crate::store::SnapshotConnection;
use crate::transaction::{Connection, Tx};
use crate::{Command, CommandFault, Hazard, Options, Snapshot, StoreFault};

/// Attempts of one command before its caller is told to come back. Of the commands that meet at a row one always wins,
/// so that no more are needed than there are connections to meet on.
const ATTEMPTS_MAX: u32 = CONNECTIONS_MAX;
const CONNECTIONS_MAX: u32 = 32;
/// The longest pause before another attempt.
const PAUSE_MILLIS_MAX: u64 = 64;

#[derive(Clone)]
pub(crate) struct PostgresStore {
    pool: PgPool,
    /// Counts pauses, so that no two are alike.
    pauses: Arc<AtomicU64>,
    hazard: Option<Arc<dyn Hazard>>,
}

impl PostgresStore {
    pub(crate) async fn open(url: &str, options: Options) -> Result<Self, StoreFault> {
        let connect = url
            .parse::<PgConnectOptions>()?
            .statement_cache_capacity(512)
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(connect)
            .await?;
        migrations::refuse_newer_postgres(&pool).await?;
        migrations::migrate_postgres(&mut *pool.acquire().await?).await?;
        Ok(Self { pool, pauses: Arc::default(), hazard: options.hazard })
    }

    pub(crate) async fn write<C: Command>(&self, command: C) -> Result<C::Answer, C::Fault> {
        for attempt in 0..ATTEMPTS_MAX {
            match self.attempt(&command).await {
                Err(fault) if matches!(fault.store_fault(), Some(StoreFault::LostGuard)) => {
                    tokio::time::sleep(self.pause(attempt)).await;
                }
                settled => return settled,
            }
        }
        Err(StoreFault::Busy.into())
    }

    /// Uneven pauses that grow, so that commands that met do not meet again.
    fn pause(&self, attempt: u32) -> Duration {
        // Multiples of the golden ratio lie far from each other, whatever their number.
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        let place = self.pauses.fetch_add(1, Ordering::Relaxed).wrapping_mul(GOLDEN) >> 32;
        let range_micros = (4_000 << attempt.min(8)).min(PAUSE_MILLIS_MAX * 1_000);
        Duration::from_micros((place * range_micros) >> 32)
    }

    async fn attempt<C: Command>(&self, command: &C) -> Result<C::Answer, C::Fault> {
        let mut connection = self.pool.begin().await.map_err(StoreFault::from)?;
        let mut tx = Tx {
            connection: Connection::Postgres(&mut connection),
            hazard: self.hazard.as_deref(),
            listener: None,
        };
        let answer = command.run(&mut tx).await?;
        connection.commit().await.map_err(StoreFault::from)?;
        if self.hazard.as_ref().is_some_and(|hazard| hazard.strikes_answer()) {
            return Err(StoreFault::Killed.into());
        }
        Ok(answer)
    }

    pub(crate) async fn read(&self) -> Result<Snapshot, StoreFault> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let connection = self.pool.begin_with(begin).await?;
        Ok(Snapshot::new(SnapshotConnection::Postgres(connection)))
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}
