//! A transaction on either database, taking the same statements.

use sqlx::query::Query;
use sqlx::{Database, PgConnection, Postgres};

use crate::sqlite::SqliteConnection;
use crate::{Hazard, Row, StoreFault, Value};

/// An open transaction. What it writes is there for others only after the store has committed it.
pub struct Tx<'c> {
    pub(crate) connection: Connection<'c>,
    pub(crate) hazard: Option<&'c dyn Hazard>,
    pub(crate) listener: Option<&'c dyn Listener>,
}

/// Hears every statement before it runs. A benchmark repeats what it has heard, without what lies around it.
pub trait Listener: Send + Sync {
    fn hears(&self, statement: &'static str, arguments: &[Value]);
}

pub(crate) enum Connection<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Tx<'_> {
    /// The same transaction, heard by `listener`.
    pub fn heard_by<'t>(&'t mut self, listener: &'t dyn Listener) -> Tx<'t> {
        let connection = match &mut self.connection {
            Connection::Sqlite(connection) => Connection::Sqlite(connection),
            Connection::Postgres(connection) => Connection::Postgres(connection),
        };
        Tx { connection, hazard: self.hazard, listener: Some(listener) }
    }

    /// Runs a statement and tells how many rows it touched.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn execute(
        &mut self,
        statement: &'static str,
        arguments: &[Value],
    ) -> Result<u64, StoreFault> {
        self.prepare(statement, arguments)?;
        Ok(match &mut self.connection {
            Connection::Sqlite(connection) => connection.execute(statement, arguments)?,
            Connection::Postgres(connection) => bind(sqlx::query(statement), arguments)
                .execute(&mut **connection)
                .await?
                .rows_affected(),
        })
    }

    /// Runs a statement that must touch exactly the row that was read before.
    ///
    /// # Errors
    /// [`StoreFault::LostGuard`] when somebody else changed it first.
    pub async fn execute_guarded(
        &mut self,
        statement: &'static str,
        arguments: &[Value],
    ) -> Result<(), StoreFault> {
        if self.execute(statement, arguments).await? == 0 {
            return Err(StoreFault::LostGuard);
        }
        Ok(())
    }

    /// Runs a query and takes all its rows; every query of ours is limited.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rows(
        &mut self,
        statement: &'static str,
        arguments: &[Value],
    ) -> Result<Vec<Row>, StoreFault> {
        self.prepare(statement, arguments)?;
        Ok(match &mut self.connection {
            Connection::Sqlite(connection) => {
                connection.rows(statement, arguments)?.into_iter().map(Row::Sqlite).collect()
            }
            Connection::Postgres(connection) => bind(sqlx::query(statement), arguments)
                .fetch_all(&mut **connection)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }

    /// Runs a query that has one row or none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn row(
        &mut self,
        statement: &'static str,
        arguments: &[Value],
    ) -> Result<Option<Row>, StoreFault> {
        self.prepare(statement, arguments)?;
        Ok(match &mut self.connection {
            Connection::Sqlite(connection) => {
                connection.rows(statement, arguments)?.into_iter().next().map(Row::Sqlite)
            }
            Connection::Postgres(connection) => bind(sqlx::query(statement), arguments)
                .fetch_optional(&mut **connection)
                .await?
                .map(Row::Postgres),
        })
    }

    /// What comes before every statement.
    fn prepare(&self, statement: &'static str, arguments: &[Value]) -> Result<(), StoreFault> {
        if let Some(listener) = self.listener {
            listener.hears(statement, arguments);
        }
        match self.hazard {
            Some(hazard) if hazard.strikes_statement() => Err(StoreFault::Killed),
            _ => Ok(()),
        }
    }
}

type Bound<'q> = Query<'q, Postgres, <Postgres as Database>::Arguments>;

fn bind<'q>(mut query: Bound<'q>, values: &'q [Value]) -> Bound<'q> {
    for value in values {
        query = match value {
            Value::Int(number) => query.bind(*number),
            Value::Text(text) => query.bind(text.as_deref()),
            Value::Bytes(bytes) => query.bind(bytes.as_deref()),
        };
    }
    query
}
