//! Works across meters, as lines without their frames, and the terminals whose records do not hold together.
//!
//! A list walks along the index of the narrowest thing that it is asked for, so that whoever looks for the rare among the
//! many reads no others; the rest narrows what the walk meets. Counts walk the same way and end at a number.

use uuid::Uuid;
use vocabulary::{
    AuthorisationId, CommAddress, Instant, MeterCommand, MeterOutcome, MeterWorkId, OrderId,
    OrganisationId, PersonId, StationId, TerminalId,
};

use crate::{ListPlace, Row, StoreFault, Tx, Value, args};

const ADDRESS_LEN: usize = 12;

/// Works that are asked for, along an index: from where, by what it is led, and by what time it is sorted.
macro_rules! walk {
    ($select:literal, $from:literal, $led:literal, $at:literal, $rest:expr) => {
        concat!(
            $select,
            "
      FROM ",
            $from,
            "
     WHERE ",
            $led,
            " AND ",
            $at,
            " >= $2
       AND (",
            $at,
            ", w.work) < ($3, $4)
       AND ($6 IS NULL
            OR EXISTS (SELECT 1
                         FROM meter_work_station own
                        WHERE own.org = $1 AND own.station = $6
                          AND own.started_at = w.started_at AND own.work = w.work))
       AND ($7 IS NULL OR w.person = $7)
       AND ($8 IS NULL OR w.work_order = $8)
       AND ($9 IS NULL OR (w.comm_address >= $9 AND w.comm_address < $10))
       AND ($11 IS NULL OR w.command = $11)
       AND ($12 IS NULL OR w.outcome = $12)
       AND ($13 = 0 OR w.unverified = 1)
       AND ($14 = 0 OR w.odd = 1)
     ",
            $rest
        )
    };
    ($select:literal, order, $rest:expr) => {
        walk!($select, "meter_work w", "w.org = $1 AND w.work_order = $8", "w.started_at", $rest)
    };
    ($select:literal, address, $rest:expr) => {
        walk!($select, "meter_work w", "w.org = $1 AND w.comm_address = $9", "w.started_at", $rest)
    };
    ($select:literal, beginning, $rest:expr) => {
        walk!(
            $select,
            "meter_work w",
            "w.org = $1 AND w.comm_address >= $9 AND w.comm_address < $10",
            // Otherwise SQLite walks along the time, past all the meters whose address begins otherwise.
            "w.started_at + 0",
            $rest
        )
    };
    ($select:literal, unverified, $rest:expr) => {
        walk!($select, "meter_work w", "w.org = $1 AND w.unverified = 1", "w.started_at", $rest)
    };
    ($select:literal, odd, $rest:expr) => {
        walk!($select, "meter_work w", "w.org = $1 AND w.odd = 1", "w.started_at", $rest)
    };
    ($select:literal, person, $rest:expr) => {
        walk!($select, "meter_work w", "w.org = $1 AND w.person = $7", "w.started_at", $rest)
    };
    ($select:literal, station, $rest:expr) => {
        walk!(
            $select,
            "meter_work_station s JOIN meter_work w ON w.org = s.org AND w.work = s.work",
            "s.org = $1 AND s.station = $6",
            "s.started_at",
            $rest
        )
    };
    ($select:literal, outcome, $rest:expr) => {
        walk!($select, "meter_work w", "w.org = $1 AND w.outcome = $12", "w.started_at", $rest)
    };
    ($select:literal, command, $rest:expr) => {
        walk!($select, "meter_work w", "w.org = $1 AND w.command = $11", "w.started_at", $rest)
    };
    ($select:literal, time, $rest:expr) => {
        walk!($select, "meter_work w", "w.org = $1", "w.started_at", $rest)
    };
}

macro_rules! lines {
    (station) => {
        lines!(station, "ORDER BY s.started_at DESC, s.work DESC LIMIT $5")
    };
    (beginning) => {
        lines!(beginning, "ORDER BY w.started_at + 0 DESC, w.work DESC LIMIT $5")
    };
    ($by:tt) => {
        lines!($by, "ORDER BY w.started_at DESC, w.work DESC LIMIT $5")
    };
    ($by:tt, $rest:literal) => {
        walk!(
            "
    SELECT w.work, w.authorisation, w.work_order, w.comm_address, w.command, w.outcome, w.person,
           w.terminal, w.started_at, w.received_at, w.unverified, w.oddities, w.chain",
            $by,
            $rest
        )
    };
}

macro_rules! count {
    ($by:tt) => {
        walk!("SELECT COUNT(*) AS works FROM (SELECT w.work", $by, "LIMIT $5) found")
    };
}

/// A line of a list of works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkLine {
    pub work: MeterWorkId,
    pub authorisation: Option<AuthorisationId>,
    pub order: Option<OrderId>,
    /// Who answered, or was meant; none if nobody did or was.
    pub comm_address: Option<CommAddress>,
    pub command: MeterCommand,
    pub outcome: MeterOutcome,
    pub person: PersonId,
    pub terminal: TerminalId,
    pub started_at: Instant,
    pub received_at: Instant,
    /// Nobody knows what became of it: it ended unknown, and no later look has told.
    pub unverified: bool,
    /// What is odd about it, by its word.
    pub oddities: Vec<String>,
    /// How its record stands among those of its terminal: `whole`, `gap` or `fork`.
    pub chain: String,
}

impl WorkLine {
    /// Its place in a list.
    #[must_use]
    pub const fn place(&self) -> ListPlace {
        ListPlace::new(self.started_at, self.work.uuid())
    }
}

/// What a list of works is asked for.
#[derive(Debug, Clone, Default)]
pub struct WorkFilter {
    /// Whose order it was for, or whose worker did it.
    pub station: Option<StationId>,
    pub person: Option<PersonId>,
    pub order: Option<OrderId>,
    /// How the meter's address begins: digits.
    pub meter: Option<String>,
    pub command: Option<MeterCommand>,
    pub outcome: Option<MeterOutcome>,
    pub unverified: bool,
    pub odd: bool,
    /// Begun from then on.
    pub from: Option<Instant>,
    /// And before.
    pub before: Option<Instant>,
    /// Behind this one: the next page.
    pub after: Option<ListPlace>,
}

/// A page of works, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    filter: &WorkFilter,
    limit: u32,
) -> Result<Vec<WorkLine>, StoreFault> {
    let rows = tx.rows(Walk::of(filter).lines(), &arguments(org, filter, limit)).await?;
    rows.iter().map(read).collect()
}

/// How many works there are, counted up to `most`.
///
/// # Errors
/// When the database refuses.
pub async fn count(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    filter: &WorkFilter,
    most: u32,
) -> Result<u32, StoreFault> {
    let row = tx.row(Walk::of(filter).count(), &arguments(org, filter, most)).await?;
    row.map_or(Ok(0), |row| row.get("works"))
}

/// One work, as a line.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    work: MeterWorkId,
) -> Result<Option<WorkLine>, StoreFault> {
    let row = tx.row(FIND, &args![org, work]).await?;
    row.as_ref().map(read).transpose()
}

/// A terminal whose records do not hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenChain {
    pub terminal: TerminalId,
    /// Records of which the one before has not come.
    pub gaps: u32,
    /// Records that follow on the same one as another.
    pub forks: u32,
    /// When the first such record came, and which it is.
    pub since: Instant,
    pub broken: MeterWorkId,
    /// The last record that came of the terminal, and when.
    pub last: MeterWorkId,
    pub last_received_at: Instant,
}

/// Terminals whose records have a fork, or a gap that came before `gaps_before`; the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn broken_chains(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    gaps_before: Instant,
    limit: u32,
) -> Result<Vec<BrokenChain>, StoreFault> {
    let mut chains = Vec::new();
    for row in tx.rows(BROKEN, &args![org, gaps_before, limit]).await? {
        let terminal: TerminalId = row.get("terminal")?;
        let first = tx.row(FIRST_BROKEN, &args![org, gaps_before, terminal]).await?;
        let last = tx.row(LAST, &args![org, terminal]).await?;
        let (Some(first), Some(last)) = (first, last) else { continue };
        chains.push(BrokenChain {
            terminal,
            gaps: row.get("gaps")?,
            forks: row.get("forks")?,
            since: row.get("since")?,
            broken: first.get("work")?,
            last: last.get("work")?,
            last_received_at: last.get("received_at")?,
        });
    }
    Ok(chains)
}

/// Along what a list goes: the narrowest of what it is asked for.
#[derive(Debug, Clone, Copy)]
enum Walk {
    Order,
    /// Of one meter, by its whole address.
    Address,
    /// Of all meters whose address begins so: read whole, and sorted.
    Beginning,
    Unverified,
    Odd,
    Person,
    Station,
    Outcome,
    Command,
    Time,
}

impl Walk {
    fn of(filter: &WorkFilter) -> Self {
        if filter.order.is_some() {
            Self::Order
        } else if let Some(digits) = &filter.meter {
            if digits.len() == ADDRESS_LEN { Self::Address } else { Self::Beginning }
        } else if filter.unverified {
            Self::Unverified
        } else if filter.odd {
            Self::Odd
        } else if filter.person.is_some() {
            Self::Person
        } else if filter.station.is_some() {
            Self::Station
        } else if filter.outcome.is_some() {
            Self::Outcome
        } else if filter.command.is_some() {
            Self::Command
        } else {
            Self::Time
        }
    }

    const fn lines(self) -> &'static str {
        match self {
            Self::Order => lines!(order),
            Self::Address => lines!(address),
            Self::Beginning => lines!(beginning),
            Self::Unverified => lines!(unverified),
            Self::Odd => lines!(odd),
            Self::Person => lines!(person),
            Self::Station => lines!(station),
            Self::Outcome => lines!(outcome),
            Self::Command => lines!(command),
            Self::Time => lines!(time),
        }
    }

    const fn count(self) -> &'static str {
        match self {
            Self::Order => count!(order),
            Self::Address => count!(address),
            Self::Beginning => count!(beginning),
            Self::Unverified => count!(unverified),
            Self::Odd => count!(odd),
            Self::Person => count!(person),
            Self::Station => count!(station),
            Self::Outcome => count!(outcome),
            Self::Command => count!(command),
            Self::Time => count!(time),
        }
    }
}

fn arguments(org: OrganisationId, filter: &WorkFilter, limit: u32) -> [Value; 14] {
    let after = filter.after.unwrap_or(ListPlace::NEWEST);
    // Nothing that began at that instant comes behind it.
    let before = filter.before.map_or(after, |at| after.min(ListPlace::new(at, Uuid::nil())));
    // Behind every address that begins so: a colon comes after the digits.
    let beyond = filter.meter.as_ref().map(|digits| format!("{digits}:"));
    args![
        org,
        filter.from.unwrap_or(ListPlace::OLDEST.at),
        before.at,
        before.id,
        limit,
        filter.station,
        filter.person,
        filter.order,
        filter.meter.clone(),
        beyond,
        filter.command,
        filter.outcome,
        i64::from(filter.unverified),
        i64::from(filter.odd),
    ]
}

fn read(row: &Row) -> Result<WorkLine, StoreFault> {
    let bad = |_| StoreFault::BadRow { table: "meter_work", column: "comm_address" };
    let comm_address: Option<String> = row.get("comm_address")?;
    let oddities: String = row.get("oddities")?;
    Ok(WorkLine {
        work: row.get("work")?,
        authorisation: row.get("authorisation")?,
        order: row.get("work_order")?,
        comm_address: comm_address.map(|address| address.parse()).transpose().map_err(bad)?,
        command: row.get("command")?,
        outcome: row.get("outcome")?,
        person: row.get("person")?,
        terminal: row.get("terminal")?,
        started_at: row.get("started_at")?,
        received_at: row.get("received_at")?,
        unverified: row.get("unverified")?,
        oddities: oddities.split_whitespace().map(str::to_owned).collect(),
        chain: row.get("chain")?,
    })
}

const FIND: &str = "
    SELECT work, authorisation, work_order, comm_address, command, outcome, person, terminal,
           started_at, received_at, unverified, oddities, chain
      FROM meter_work
     WHERE org = $1 AND work = $2";

/// Two programs may have kept a record and the one before it at the same moment, neither seeing the other's: what is no gap
/// is looked up again.
macro_rules! broken {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            "
      FROM (SELECT work, terminal, chain, received_at
              FROM meter_work
             WHERE org = $1 AND chain = 'fork'
             UNION ALL
            SELECT gap.work, gap.terminal, gap.chain, gap.received_at
              FROM meter_work gap
             WHERE gap.org = $1 AND gap.chain = 'gap' AND gap.received_at < $2
               AND NOT EXISTS (SELECT 1
                                 FROM meter_work earlier
                                WHERE earlier.org = $1 AND earlier.terminal = gap.terminal
                                  AND earlier.digest = gap.previous)) w
     ",
            $rest
        )
    };
}

const BROKEN: &str = broken!(
    "
    SELECT w.terminal, COUNT(CASE WHEN w.chain = 'gap' THEN 1 END) AS gaps,
           COUNT(CASE WHEN w.chain = 'fork' THEN 1 END) AS forks, MIN(w.received_at) AS since",
    "GROUP BY w.terminal
     ORDER BY MIN(w.received_at), w.terminal
     LIMIT $3"
);

const FIRST_BROKEN: &str = broken!(
    "
    SELECT w.work",
    "WHERE w.terminal = $3
     ORDER BY w.received_at, w.work
     LIMIT 1"
);

const LAST: &str = "
    SELECT work, received_at
      FROM meter_work
     WHERE org = $1 AND terminal = $2
     ORDER BY received_at DESC, work DESC
     LIMIT 1";
