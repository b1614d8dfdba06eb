//! Where a story takes place: a fresh database of its own, gone afterwards.

use std::future::Future;
use std::time::Duration;

use async_trait::async_trait;
use futures::future::BoxFuture;
use platform_store::{Command, Location, Options, Store, StoreFault, Tx};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};
use vocabulary::{Entropy as _, SystemEntropy};

/// A fresh database, opened once.
pub struct Ground {
    pub store: Store,
    pub location: Location,
}

impl Ground {
    /// Opens the same database once more, as another program would.
    pub async fn open(&self, options: Options) -> Store {
        Store::open(&self.location, options).await.unwrap()
    }
}

pub fn on_sqlite<S: Future<Output = ()> + Send + 'static>(story: fn(Ground) -> S) {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("platform.db"));
    runtime().block_on(async {
        if let Err(panic) = tell(story, location).await {
            std::panic::resume_unwind(panic);
        }
    });
}

pub fn on_postgres<S: Future<Output = ()> + Send + 'static>(story: fn(Ground) -> S) {
    runtime().block_on(async {
        let database = PostgresDatabase::make().await;
        let told = tell(story, database.location()).await;
        database.remove().await;
        if let Err(panic) = told {
            std::panic::resume_unwind(panic);
        }
    });
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(4).enable_all().build().unwrap()
}

async fn tell<S: Future<Output = ()> + Send + 'static>(
    story: fn(Ground) -> S,
    location: Location,
) -> std::thread::Result<()> {
    let store = Store::open(&location, Options::default()).await.unwrap();
    let ground = Ground { store: store.clone(), location };
    let told = tokio::spawn(story(ground)).await;
    store.close().await;
    told.map_err(tokio::task::JoinError::into_panic)
}

/// A database of one's own on the test server.
pub struct PostgresDatabase {
    server: PgConnectOptions,
    name: String,
}

impl PostgresDatabase {
    pub async fn make() -> Self {
        let server = std::env::var("RONGHE_TEST_POSTGRES").expect(
            "these tests need PostgreSQL: \
             tools/test-postgres run -- cargo nextest run -p platform-store",
        );
        let name = format!("story_{:032x}", u128::from_be_bytes(SystemEntropy.sixteen()));
        let database = Self { server: server.parse().unwrap(), name };
        // Sorting by a language is what a server in the field may well be set to.
        database
            .tell_server(format!(
                "CREATE DATABASE {} ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'zh' \
                 TEMPLATE template0",
                database.name
            ))
            .await;
        database
    }

    pub fn location(&self) -> Location {
        let database = self.server.clone().database(&self.name);
        Location::Postgres(database.to_url_lossy().to_string())
    }

    pub async fn connect(&self) -> PgConnection {
        self.server.clone().database(&self.name).connect().await.unwrap()
    }

    pub async fn remove(&self) {
        self.tell_server(format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
    }

    async fn tell_server(&self, statement: String) {
        let mut connection = self.server.clone().connect().await.unwrap();
        connection.execute(AssertSqlSafe(statement)).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// What a story does in a transaction, with what it knows.
pub type Act<T, A> = for<'t, 'c> fn(&'t T, &'t mut Tx<'c>) -> BoxFuture<'t, Result<A, StoreFault>>;

struct Acting<T, A> {
    with: T,
    act: Act<T, A>,
}

#[async_trait]
impl<T: Send + Sync + 'static, A: Send + 'static> Command for Acting<T, A> {
    type Answer = A;
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<A, StoreFault> {
        (self.act)(&self.with, tx).await
    }
}

/// Does something in one writing transaction.
pub fn write<T, A>(store: &Store, with: T, act: Act<T, A>) -> BoxFuture<'_, Result<A, StoreFault>>
where
    T: Send + Sync + 'static,
    A: Send + 'static,
{
    Box::pin(store.write(Acting { with, act }))
}

/// Reads something in one snapshot.
pub fn read<T, A>(store: &Store, with: T, act: Act<T, A>) -> BoxFuture<'_, A>
where
    T: Send + Sync + 'static,
    A: Send + 'static,
{
    Box::pin(async move {
        let mut snapshot = store.read().await.unwrap();
        let answer = act(&with, &mut snapshot.tx()).await.unwrap();
        snapshot.finish().await.unwrap();
        answer
    })
}

/// Lets commands in other transactions get in between.
pub async fn linger(micros: u64) {
    tokio::time::sleep(Duration::from_micros(micros)).await;
}
