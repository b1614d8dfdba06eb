//! Somebody is on duty for a while, or is not after all; a week is arranged as another one was.

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::absences::AbsenceRow;
use platform_store::duties::{self, DutyRow};
use platform_store::{Command, Tx, absences, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use vocabulary::{DutyId, Instant, PersonId, StationId};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};

/// Arranges duties.
pub struct KeepDuties {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub act: Act,
    pub once: Once,
    pub change: DutyChange,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum DutyChange {
    Add(NewDuty),
    Cancel { duty: DutyId },
    Copy(DutyCopy),
}

/// Who is on duty, from when until when.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "019a0000-0000-7000-8000-000000000001", "kind": "night",
    "from": 1_780_000_000_000_000_i64, "until": 1_780_043_200_000_000_i64, "note": "",
}))]
pub struct NewDuty {
    pub person: PersonId,
    pub kind: DutyKind,
    pub from: Instant,
    /// He goes home then; at most three days later.
    pub until: Instant,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// 日班
    Day,
    /// 夜班
    Night,
    /// 备班: is called when the others are not enough.
    Standby,
    /// 带班
    Lead,
}

impl DutyKind {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
            Self::Standby => "standby",
            Self::Lead => "lead",
        }
    }
}

/// The duties of a station that begin in a time, once more so many days later.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "station": "019a0000-0000-7000-8000-000000000002",
    "from": 1_780_000_000_000_000_i64, "until": 1_780_604_800_000_000_i64, "days": 7,
}))]
pub struct DutyCopy {
    pub station: StationId,
    pub from: Instant,
    /// At most 31 days later.
    pub until: Instant,
    /// 1 to 366.
    pub days: u32,
}

/// Which duties were written or taken back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DutiesKept {
    pub duties: Vec<DutyId>,
}

#[async_trait]
impl Command for KeepDuties {
    type Answer = DutiesKept;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<DutiesKept, Problem> {
        let request = ("keep_duties", &self.change);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.keep(tx).await).await
    }
}

impl KeepDuties {
    async fn keep(&self, tx: &mut Tx<'_>) -> Result<DutiesKept, Problem> {
        // Whoever arranges none is not told whom there is.
        access::reach(&self.caller.actor, Action::KeepDuties)?;
        match &self.change {
            DutyChange::Add(new) => self.add(tx, new).await,
            DutyChange::Cancel { duty } => self.cancel(tx, *duty).await,
            DutyChange::Copy(copy) => self.copy(tx, copy).await,
        }
    }

    async fn add(&self, tx: &mut Tx<'_>, new: &NewDuty) -> Result<DutiesKept, Problem> {
        let org = self.platform.org();
        let length = new.until.since(new.from);
        if length <= 0 || length > DUTY_MICROS_MAX {
            return Err(Problem::new(ProblemKind::Invalid, "一次值班须在三天以内，且结束晚于开始"));
        }
        if new.note.chars().count() > NOTE_LEN_MAX {
            return Err(Problem::new(ProblemKind::Invalid, "说明最多 200 字"));
        }
        let person = people::person(tx, org, new.person).await?.filter(|person| person.active);
        let person = person.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这个人员"))?;
        let station = person
            .station
            .ok_or_else(|| Problem::new(ProblemKind::Invalid, "该人员不属于任何供电所"))?;
        self.may(station)?;
        let row = DutyRow {
            duty: DutyId::make(self.platform.clock(), self.platform.entropy()),
            station,
            person: new.person,
            kind: new.kind.as_str().to_owned(),
            from: new.from,
            until: new.until,
            note: new.note.trim().to_owned(),
        };
        let away = self.away(tx, station, (row.from, row.until)).await?;
        if away.iter().any(|absence| absence.touches(&row)) {
            let detail = "该人员此时段请假或外出，不能值班";
            return Err(Problem::new(ProblemKind::Conflict, detail));
        }
        let span = (row.from, row.until);
        let there = duties::list(tx, org, Some(station), span, DUTIES_MAX).await?;
        if there.iter().any(|other| other.person == row.person && other.kind == row.kind) {
            let detail = "该人员此时段已有同类值班";
            return Err(Problem::new(ProblemKind::Conflict, detail));
        }
        self.write(tx, vec![row], "duty_added").await
    }

    async fn cancel(&self, tx: &mut Tx<'_>, duty: DutyId) -> Result<DutiesKept, Problem> {
        let org = self.platform.org();
        let row = duties::find(tx, org, duty).await?;
        let row = row.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这条值班记录"))?;
        self.may(row.station)?;
        duties::delete(tx, org, duty).await?;
        self.tell(tx, &row, "duty_cancelled").await?;
        Ok(DutiesKept { duties: vec![duty] })
    }

    /// Who has left meanwhile, or is away then, is left out; a duty that is there already is not written twice.
    async fn copy(&self, tx: &mut Tx<'_>, copy: &DutyCopy) -> Result<DutiesKept, Problem> {
        let org = self.platform.org();
        let length = copy.until.since(copy.from);
        if length <= 0 || length > COPY_MICROS_MAX || !(1..=366).contains(&copy.days) {
            let detail = "复制的时段须在 31 天以内，推后 1 至 366 天";
            return Err(Problem::new(ProblemKind::Invalid, detail));
        }
        let is_there = people::region_of_station(tx, org, copy.station).await?.is_some();
        if !is_there {
            return Err(Problem::new(ProblemKind::NotFound, "没有这个供电所"));
        }
        self.may(copy.station)?;
        let station = Some(copy.station);
        let by = i64::from(copy.days) * DAY_MICROS;
        let span = (copy.from, copy.until);
        let before = duties::list(tx, org, station, span, DUTIES_MAX).await?;
        let target = (copy.from.shifted(by), copy.until.shifted(by));
        let there = duties::list(tx, org, station, target, DUTIES_MAX).await?;
        // The last of them may go on after the time in which it begins.
        let until = copy.until.shifted(by + DUTY_MICROS_MAX);
        let away = self.away(tx, copy.station, (target.0, until)).await?;
        let mut rows = Vec::new();
        for old in before.into_iter().filter(|row| row.from >= copy.from) {
            let (from, until) = (old.from.shifted(by), old.until.shifted(by));
            let is_there = there
                .iter()
                .any(|row| row.person == old.person && row.kind == old.kind && row.from == from);
            let person = people::person(tx, org, old.person).await?;
            let is_here = person.is_some_and(|person| person.active && person.station == station);
            if !is_there && is_here {
                let duty = DutyId::make(self.platform.clock(), self.platform.entropy());
                rows.push(DutyRow { duty, from, until, ..old });
            }
        }
        rows.retain(|row| !away.iter().any(|absence| absence.touches(row)));
        self.write(tx, rows, "duty_added").await
    }

    /// Who of a station is away at some time within a span.
    async fn away(
        &self,
        tx: &mut Tx<'_>,
        station: StationId,
        (from, until): (Instant, Instant),
    ) -> Result<Vec<Away>, Problem> {
        let org = self.platform.org();
        let rows = absences::list(tx, org, Some(station), from, until, ABSENCES_MAX).await?;
        Ok(rows.into_iter().map(Away).collect())
    }

    async fn write(
        &self,
        tx: &mut Tx<'_>,
        rows: Vec<DutyRow>,
        kind: &str,
    ) -> Result<DutiesKept, Problem> {
        for row in &rows {
            duties::insert(tx, self.platform.org(), row).await?;
            self.tell(tx, row, kind).await?;
        }
        Ok(DutiesKept { duties: rows.into_iter().map(|row| row.duty).collect() })
    }

    async fn tell(&self, tx: &mut Tx<'_>, row: &DutyRow, kind: &str) -> Result<(), Problem> {
        let body = json!({
            "duty": row.duty, "person": row.person, "kind": row.kind,
            "from": row.from, "until": row.until,
        });
        self.act.record(tx, self.platform.org(), &Chain::Organisation, kind, body).await?;
        Ok(())
    }

    fn may(&self, station: StationId) -> Result<(), Problem> {
        let place = Resource::in_organisation(self.platform.org()).at_station(station);
        self.caller.may(Action::KeepDuties, &place)?;
        Ok(())
    }
}

/// A time in which nobody can be on duty.
struct Away(AbsenceRow);

impl Away {
    fn touches(&self, duty: &DutyRow) -> bool {
        let Self(absence) = self;
        absence.person == duty.person && absence.from < duty.until && duty.from < absence.until
    }
}

const DAY_MICROS: i64 = 86_400_000_000;
const DUTY_MICROS_MAX: i64 = 3 * DAY_MICROS;
const COPY_MICROS_MAX: i64 = 31 * DAY_MICROS;
/// More than a station arranges in a month.
const DUTIES_MAX: u32 = 1_000;
/// More than a station enters for a month.
const ABSENCES_MAX: u32 = 2_000;
const NOTE_LEN_MAX: usize = 200;
