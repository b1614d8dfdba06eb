//! A throw-away PostgreSQL server (`tools/test-postgres`) and the benchmark's databases on it.

use anyhow::Context as _;
use sqlx::{Connection as _, Executor as _, PgConnection, Row as _};

use crate::advice::stop;

/// The server; its databases are ours to drop.
pub struct PostgresServer {
    /// Of its own first database.
    admin_url: String,
}

impl PostgresServer {
    /// The server that `RONGHE_TEST_POSTGRES` names.
    ///
    /// # Errors
    /// When it names none.
    pub fn find() -> anyhow::Result<Self> {
        let named = std::env::var("RONGHE_TEST_POSTGRES");
        let admin_url = named.map_err(|_| {
            stop("there is no PostgreSQL", "run it as `tools/test-postgres run -- ronghe bench`")
        })?;
        Ok(Self { admin_url })
    }

    /// How safe its commits are, as it says itself.
    ///
    /// # Errors
    /// When it is not reached.
    pub async fn durability(&self) -> anyhow::Result<String> {
        let mut admin = self.admin().await?;
        let query = "SELECT current_setting('fsync') AS fsync,
                            current_setting('synchronous_commit') AS synchronous_commit";
        let row = admin.fetch_one(query).await?;
        let (fsync, commit): (String, String) =
            (row.try_get("fsync")?, row.try_get("synchronous_commit")?);
        Ok(format!("fsync={fsync}, synchronous_commit={commit} on both sides"))
    }

    /// Where the benchmark's database is.
    #[must_use]
    pub fn url(&self) -> String {
        let server = self.admin_url.rsplit_once('/').map_or(&*self.admin_url, |(server, _)| server);
        format!("{server}/ronghe_bench")
    }

    /// An empty database.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn empty(&self) -> anyhow::Result<String> {
        let mut admin = self.admin().await?;
        admin.execute("DROP DATABASE IF EXISTS ronghe_bench WITH (FORCE)").await?;
        admin.execute("DROP DATABASE IF EXISTS ronghe_bench_kept WITH (FORCE)").await?;
        admin.execute("CREATE DATABASE ronghe_bench").await?;
        Ok(self.url())
    }

    /// Keeps the database as it is now; nobody may be connected to it.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn keep(&self) -> anyhow::Result<()> {
        let mut own = PgConnection::connect(&self.url()).await?;
        own.execute("ANALYZE").await?;
        own.close().await?;
        let mut admin = self.admin().await?;
        admin.execute("CREATE DATABASE ronghe_bench_kept TEMPLATE ronghe_bench").await?;
        Ok(())
    }

    /// Puts the database back to what was kept.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn fresh(&self) -> anyhow::Result<()> {
        let mut admin = self.admin().await?;
        admin.execute("DROP DATABASE IF EXISTS ronghe_bench WITH (FORCE)").await?;
        admin.execute("CREATE DATABASE ronghe_bench TEMPLATE ronghe_bench_kept").await?;
        admin.execute("CHECKPOINT").await?;
        Ok(())
    }

    async fn admin(&self) -> anyhow::Result<PgConnection> {
        let connected = PgConnection::connect(&self.admin_url).await;
        connected.context("the PostgreSQL of RONGHE_TEST_POSTGRES is not reached")
    }
}
