//! A database with a million orders, nine in ten of them finished: the first sync of a worker who has none of them,
//! beside the same with few, and the office's lists (`order_board`).
//!
//! They are written by bulk SQL, as nothing else would come to an end in time: the order's row with its whole view, its
//! stages, the keys that it is found by, and in a worker's feed the row that says that it left his scope. They lie in two
//! hundred stations, one of them the company's own.

use std::path::Path;

use anyhow::Context as _;
use platform::orders::operations::NewOrder;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use vocabulary::OrderId;

use super::documents::COUNT;
use super::field_terminal::{Job, Synced};
use super::figure::{Figure, Unit, Wanted};
use super::first_sync::{Set, load};
use super::part::{Part, Program};
use super::small_company::SmallCompany;
use super::{Scratch, order_board, orders};
use crate::company::{Custody, PROCESS, application_data};

/// # Errors
/// When the orders cannot be written, or a side does not run.
pub async fn measure(scratch: &Scratch, runs: usize) -> anyhow::Result<Vec<Figure>> {
    let few = build(&scratch.folder("few")?, FEW, runs).await?;
    let many = build(&scratch.folder("many")?, MANY, runs).await?;
    let (mut with_few, mut with_many) = (Vec::new(), Vec::new());
    for run in 0..runs {
        with_few.push(sync(&few, run).await?);
        with_many.push(sync(&many, run).await?);
    }
    println!("a million orders: SQLite and SQLCipher, WAL, synchronous=FULL");
    let mut figures = vec![Figure::of(
        "first sync beside 1,000,000 orders",
        Unit::Millis,
        Wanted::AtMost(1.3),
        "the same with 10,000",
        with_many,
        with_few,
    )];
    figures.extend(order_board::measure(&many).await?);
    Ok(figures)
}

/// A company with so many orders, and a thousand open ones of its first worker.
async fn build(folder: &Path, count: i64, runs: usize) -> anyhow::Result<SmallCompany> {
    // Every run enrols a fresh terminal, for which there is one code per worker.
    let company = SmallCompany::found(&folder.join("company"), None, runs).await?;
    let model = model(&company).await?;
    write_orders(&company, model, count).await?;
    load(&company, &Set::make()).await?;
    let bytes = std::fs::metadata(database(&company))?.len();
    println!("  {count} orders make a database of {} MiB", bytes >> 20);
    Ok(company)
}

/// The order whose row is repeated.
async fn model(company: &SmallCompany) -> anyhow::Result<OrderId> {
    let platform = company.open().await?;
    let city = city::City::generate(1, city::Size::small());
    let mut data = application_data(&city.application(1), &Custody::of(1, 1));
    data["area_code"] = company.workers[0].area_code.clone().into();
    let order_no = "1302999900000001".parse()?;
    let new = NewOrder::of_marketing(order_no, PROCESS.to_owned(), data);
    let started = orders::start(&platform, vec![new]).await?;
    platform.close().await;
    started.first().copied().context("one order was started")
}

async fn write_orders(company: &SmallCompany, model: OrderId, count: i64) -> anyhow::Result<()> {
    // Nobody else is there and a failure ends the benchmark, so nothing needs to be safe.
    let options = SqliteConnectOptions::new()
        .filename(database(company))
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", "-1000000")
        .pragma("temp_store", "memory")
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    let (model, worker) = (model.uuid(), company.workers[0].person.uuid());
    for from in (0..count).step_by(AT_ONCE) {
        let to = count.min(from + i64::try_from(AT_ONCE)?);
        let mut tx = connection.begin().await?;
        sqlx::query(NEW_IDS).bind(from).bind(to).execute(&mut *tx).await?;
        for statement in [INSERT_ORDERS, INSERT_STAGES, INSERT_KEYS, INSERT_DROPS] {
            sqlx::query(statement)
                .bind(model.as_bytes().as_slice())
                .bind(worker.as_bytes().as_slice())
                .bind(WORKERS)
                .execute(&mut *tx)
                .await?;
        }
        sqlx::query("DROP TABLE temp.written").execute(&mut *tx).await?;
        tx.commit().await?;
    }
    for statement in [ADVANCE_HEAD, "ANALYZE"] {
        sqlx::query(statement).execute(&mut connection).await?;
    }
    Ok(connection.close().await?)
}

async fn sync(company: &SmallCompany, run: usize) -> anyhow::Result<f64> {
    let platform = company.start().await?;
    let synced = sync_with(company, &platform, run).await?;
    platform.stop().await?;
    Ok(synced.millis)
}

async fn sync_with(
    company: &SmallCompany,
    platform: &Program,
    run: usize,
) -> anyhow::Result<Synced> {
    let mut worker = company.workers[0].clone();
    worker.enrolment_code = company.workers[run].enrolment_code.clone();
    let folder = company.folder.join(format!("terminal-{run}"));
    let job = Job::fresh(folder, platform.url(), &worker);
    let mut terminal = Part::own("field-terminal", &job).await?;
    let synced: Synced = terminal.ask("sync").await?;
    terminal.end().await?;
    let items = synced.items as usize;
    anyhow::ensure!(items >= COUNT, "the first sync brought {items} items");
    Ok(synced)
}

fn database(company: &SmallCompany) -> std::path::PathBuf {
    company.folder.join("data").join("platform.db")
}

const FEW: i64 = 10_000;
const MANY: i64 = 1_000_000;
/// Orders in one transaction.
const AT_ONCE: usize = 50_000;
/// Workers whose feeds the orders have left; the one who syncs is one of them.
const WORKERS: i64 = 1_000;

const NEW_IDS: &str = "
    CREATE TEMP TABLE written AS
      WITH RECURSIVE counted(n) AS (SELECT $1 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < $2)
    SELECT n, randomblob(16) AS id FROM counted ORDER BY id";

const INSERT_ORDERS: &str = "
    INSERT INTO work_order
           (org, work_order, order_no, process, bundle_hash, state, rev, station, grid,
            customer_name, address, due_at, created_at, closed_at, evidence_missing, view, urged,
            undispatched, open_elements)
    SELECT o.org, f.id, printf('9%015d', f.n),
           CASE f.n % 7 WHEN 0 THEN 'meter_reading' WHEN 1 THEN 'dunning' ELSE o.process END,
           o.bundle_hash, CASE f.n % 10 WHEN 0 THEN 'open' ELSE 'archived' END, 12,
           CASE f.n / 10 % 200 WHEN 0 THEN o.station
                          ELSE CAST(printf('station-%08d', f.n / 10 % 200) AS BLOB) END,
           o.grid, o.customer_name, o.address,
           CASE f.n % 10 WHEN 0 THEN o.created_at + 3600000000 * (f.n / 10 % 479 - 120) END,
           o.created_at - 60000000 * f.n,
           CASE f.n % 10 WHEN 0 THEN NULL ELSE o.created_at - 60000000 * f.n + 1 END,
           f.n % 10 = 0 AND f.n / 10 % 100 = 0, o.view, f.n % 10 = 0 AND f.n / 10 % 500 = 0,
           f.n % 10 = 0 AND f.n / 10 % 1000 = 0,
           CASE f.n % 10 WHEN 0 THEN '|archive|' ELSE '|' END
      FROM temp.written f, work_order o
     WHERE o.work_order = $1 AND $2 IS NOT NULL AND $3 > 0";

const INSERT_STAGES: &str = "
    INSERT INTO stage
           (org, work_order, stage, element, occurrence, state, stage_rev, generation, assignee,
            opened_at, closed_at)
    SELECT o.org, f.id, randomblob(16), s.element, 1,
           CASE WHEN f.n % 10 = 0 AND s.element = 'archive' THEN 'signed_in' ELSE 'submitted' END,
           6, 1,
           CASE f.n % $3 WHEN 0 THEN $2 ELSE CAST(printf('worker-%09d', f.n % $3) AS BLOB) END,
           o.created_at, o.created_at
      FROM temp.written f, work_order o,
           (SELECT 'acceptance' AS element UNION ALL SELECT 'install_energise'
             UNION ALL SELECT 'archive') s
     WHERE o.work_order = $1";

/// A name, three numbers of the customer's and the meter's, and the order's own.
const INSERT_KEYS: &str = "
    INSERT INTO order_key (org, key, work_order, kind, station)
    SELECT o.org,
           CASE k.kind WHEN 'order_no' THEN printf('9%015d', f.n)
                       WHEN 'customer_name' THEN '客户' || f.n
                       WHEN 'customer_no' THEN printf('03%08d', f.n)
                       WHEN 'mobile' THEN printf('139%08d', f.n)
                       ELSE printf('1330001%015d', f.n) END,
           f.id, k.kind,
           CASE f.n / 10 % 200 WHEN 0 THEN o.station
                          ELSE CAST(printf('station-%08d', f.n / 10 % 200) AS BLOB) END
      FROM temp.written f, work_order o,
           (SELECT 'order_no' AS kind UNION ALL SELECT 'customer_name'
             UNION ALL SELECT 'customer_no' UNION ALL SELECT 'mobile'
             UNION ALL SELECT 'asset_no') k
     WHERE o.work_order = $1 AND $2 IS NOT NULL AND $3 > 0";

const INSERT_DROPS: &str = "
    INSERT INTO feed
           (org, worker, kind, entity, work_order, changed_at, seq, op, rev, before_seq, before_rev,
            patch, body)
    SELECT o.org,
           CASE f.n % $3 WHEN 0 THEN $2 ELSE CAST(printf('worker-%09d', f.n % $3) AS BLOB) END,
           'order', lower(hex(f.id)), f.id, o.created_at, 1000 + f.n / $3, 'drop', 12, 0, 0,
           NULL, NULL
      FROM temp.written f, work_order o
     WHERE o.work_order = $1";

/// What comes next comes after the drops.
const ADVANCE_HEAD: &str = "
    UPDATE feed_head
       SET seq = (SELECT MAX(f.seq) FROM feed f
                   WHERE f.org = feed_head.org AND f.worker = feed_head.worker)";
