//! PostgreSQL and what speaks its protocol: one transaction per command, run again after a lost guard or a deadlock.
//!
//! No LISTEN/NOTIFY, no advisory locks, no sequences as cursors: distributed dialects lack or bend them.

use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::Executor as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::migrations;
use crate::store::SnapshotConnection;
use crate::transaction::{Connection, Tx};
use crate::{Command, CommandFault, Hazard, Options, Snapshot, StoreFault};

/// Attempts of one command before its caller is told to come back.
const ATTEMPTS_MAX: u32 = 12;
const CONNECTIONS_MAX: u32 = 32;

#[derive(Clone)]
pub(crate) struct PostgresStore {
    pool: PgPool,
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
        let mut connection = pool.acquire().await?;
        migrations::postgres().run(&mut *connection).await.map_err(StoreFault::Migration)?;
        drop(connection);
        Ok(Self { pool, hazard: options.hazard })
    }

    pub(crate) async fn write<C: Command>(&self, command: C) -> Result<C::Answer, C::Fault> {
        for attempt in 0..ATTEMPTS_MAX {
            match self.attempt(&command).await {
                Err(fault) if matches!(fault.store_fault(), Some(StoreFault::LostGuard)) => {
                    // Uneven pauses, so that two commands that met do not meet again.
                    let pause = (u64::from(attempt) * 7 + 3) % 40;
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                }
                settled => return settled,
            }
        }
        Err(StoreFault::Busy.into())
    }

    async fn attempt<C: Command>(&self, command: &C) -> Result<C::Answer, C::Fault> {
        let mut connection = self.pool.begin().await.map_err(StoreFault::from)?;
        let mut tx = Tx {
            connection: Connection::Postgres(&mut connection),
            hazard: self.hazard.as_deref(),
        };
        let answer = command.run(&mut tx).await?;
        connection.commit().await.map_err(StoreFault::from)?;
        if self.hazard.as_ref().is_some_and(|hazard| hazard.strikes_answer()) {
            return Err(StoreFault::Killed.into());
        }
        Ok(answer)
    }

    pub(crate) async fn read(&self) -> Result<Snapshot, StoreFault> {
        let mut connection = self.pool.acquire().await?;
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        Ok(Snapshot::new(SnapshotConnection::Postgres(connection)))
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}
