//! How the store itself behaves: many commands at once, snapshots, closing, copies.

use async_trait::async_trait;
use platform_store::{
    Command, CommandFault, Location, Options, Store, StoreFault, Tx, housekeeping,
};

use crate::ground::{Ground, read, write};

stories![
    a_failing_command_takes_back_only_its_own_writes,
    a_command_sees_the_ones_before_it,
    a_panic_takes_down_only_its_own_caller,
    a_snapshot_does_not_change,
    a_snapshot_cannot_write,
    forgotten_snapshots_do_not_linger,
    what_was_answered_outlives_a_close,
    a_closed_store_takes_nothing_more,
    a_copy_is_whole_while_others_write,
];

const COMMANDS: u32 = 200;

/// Counts one up and notes its name; the thirteenth of a hundred then thinks better of it.
struct Counting {
    n: u32,
}

#[derive(Debug)]
enum CountingFault {
    Unlucky,
    Store(StoreFault),
}

impl From<StoreFault> for CountingFault {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

impl CommandFault for CountingFault {
    fn store_fault(&self) -> Option<&StoreFault> {
        match self {
            Self::Unlucky => None,
            Self::Store(fault) => Some(fault),
        }
    }
}

impl Counting {
    fn is_unlucky(&self) -> bool {
        self.n % 100 == 13
    }
}

#[async_trait]
impl Command for Counting {
    type Answer = u32;
    type Fault = CountingFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u32, CountingFault> {
        housekeeping::set_state(tx, &format!("before {}", self.n), "").await?;
        if self.is_unlucky() {
            return Err(CountingFault::Unlucky);
        }
        housekeeping::set_state(tx, &format!("after {}", self.n), "").await?;
        Ok(self.n)
    }
}

async fn is_set(store: &Store, name: String) -> bool {
    read(store, name, |name, tx| Box::pin(housekeeping::state(tx, name))).await.is_some()
}

async fn set(store: &Store, name: &str, value: &str) -> Result<(), StoreFault> {
    write(store, (name.to_owned(), value.to_owned()), |(name, value), tx| {
        Box::pin(housekeeping::set_state(tx, name, value))
    })
    .await
}

async fn a_failing_command_takes_back_only_its_own_writes(ground: Ground) {
    let commands: Vec<_> = (0..COMMANDS)
        .map(|n| {
            let store = ground.store.clone();
            tokio::spawn(async move { store.write(Counting { n }).await })
        })
        .collect();
    for (n, command) in (0..COMMANDS).zip(commands) {
        let unlucky = Counting { n }.is_unlucky();
        match command.await.unwrap() {
            Ok(answer) => assert!(!unlucky && answer == n),
            Err(CountingFault::Unlucky) => assert!(unlucky),
            Err(CountingFault::Store(fault)) => panic!("command {n}: {fault}"),
        }
        assert_eq!(is_set(&ground.store, format!("before {n}")).await, !unlucky);
        assert_eq!(is_set(&ground.store, format!("after {n}")).await, !unlucky);
    }
}

/// Whether they share a transaction or not.
async fn a_command_sees_the_ones_before_it(ground: Ground) {
    for n in 0..10 {
        let before = write(&ground.store, n, |n, tx| {
            Box::pin(async move {
                let before = housekeeping::state(tx, "count").await?;
                housekeeping::set_state(tx, "count", &n.to_string()).await?;
                Ok(before)
            })
        });
        let expected = (n > 0).then(|| (n - 1).to_string());
        assert_eq!(before.await.unwrap(), expected);
    }
}

struct Panicking;

#[async_trait]
impl Command for Panicking {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        housekeeping::set_state(tx, "poison", "").await?;
        panic!("a command with a fault of its own");
    }
}

async fn a_panic_takes_down_only_its_own_caller(ground: Ground) {
    let store = ground.store.clone();
    let panicked = tokio::spawn(async move { store.write(Panicking).await });
    assert!(panicked.await.unwrap_err().is_panic());
    set(&ground.store, "after", "").await.unwrap();
    assert!(is_set(&ground.store, "after".into()).await);
    assert!(!is_set(&ground.store, "poison".into()).await);
}

async fn a_snapshot_does_not_change(ground: Ground) {
    set(&ground.store, "name", "old").await.unwrap();
    let mut snapshot = ground.store.read().await.unwrap();
    let value = housekeeping::state(&mut snapshot.tx(), "name").await.unwrap();
    set(&ground.store, "name", "new").await.unwrap();
    assert_eq!(housekeeping::state(&mut snapshot.tx(), "name").await.unwrap(), value);
    assert_eq!(value.as_deref(), Some("old"));
    snapshot.finish().await.unwrap();
    let value = read(&ground.store, (), |(), tx| Box::pin(housekeeping::state(tx, "name"))).await;
    assert_eq!(value.as_deref(), Some("new"));
}

async fn a_snapshot_cannot_write(ground: Ground) {
    let mut snapshot = ground.store.read().await.unwrap();
    let refused = housekeeping::set_state(&mut snapshot.tx(), "name", "value").await;
    assert!(matches!(refused, Err(StoreFault::Database(_))), "{refused:?}");
    drop(snapshot);
    assert!(!is_set(&ground.store, "name".into()).await);
}

/// A reader that gives up half-way drops its snapshot without finishing it.
async fn forgotten_snapshots_do_not_linger(ground: Ground) {
    for n in 0..100 {
        set(&ground.store, "count", &n.to_string()).await.unwrap();
        let mut snapshot = ground.store.read().await.unwrap();
        let seen = housekeeping::state(&mut snapshot.tx(), "count").await.unwrap();
        assert_eq!(seen, Some(n.to_string()));
    }
}

async fn what_was_answered_outlives_a_close(ground: Ground) {
    let store = ground.open(Options::default()).await;
    let commands: Vec<_> = (0..COMMANDS)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move { set(&store, &format!("name {n}"), "").await })
        })
        .collect();
    set(&store, "first", "").await.unwrap();
    store.close().await;
    let mut answered = 0;
    for (n, command) in commands.into_iter().enumerate() {
        let answer = command.await.unwrap();
        assert_eq!(is_set(&ground.store, format!("name {n}")).await, answer.is_ok(), "{n}");
        answered += u32::from(answer.is_ok());
    }
    assert!(answered > 0);
}

async fn a_closed_store_takes_nothing_more(ground: Ground) {
    let store = ground.open(Options::default()).await;
    let clone = store.clone();
    store.close().await;
    store.close().await;
    assert!(set(&clone, "name", "").await.is_err());
    assert!(clone.read().await.is_err());
    assert!(!is_set(&ground.store, "name".into()).await);
}

async fn a_copy_is_whole_while_others_write(ground: Ground) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("copy.db");
    if matches!(ground.location, Location::Postgres(_)) {
        assert!(ground.store.copy_to(&target).await.is_err());
        assert!(!target.exists());
        return;
    }
    for n in 0..50 {
        set(&ground.store, &format!("name {n}"), "").await.unwrap();
    }
    let store = ground.store.clone();
    let writing = tokio::spawn(async move {
        for n in 50..100 {
            set(&store, &format!("name {n}"), "").await.unwrap();
        }
    });
    ground.store.copy_to(&target).await.unwrap();
    writing.await.unwrap();
    let copy = Store::open(&Location::Sqlite(target), Options::default()).await.unwrap();
    let mut there = Vec::new();
    for n in 0..100 {
        there.push(is_set(&copy, format!("name {n}")).await);
    }
    copy.close().await;
    assert!(there[..50].iter().all(|there| *there));
    assert!(there.is_sorted_by_key(|there| !there), "the copy has a hole: {there:?}");
}
