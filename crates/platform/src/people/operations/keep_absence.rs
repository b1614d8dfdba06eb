//! Somebody is away for a while: what would fall to him falls to whoever stands in.

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::absences::{self, AbsenceRow};
use platform_store::{Command, Tx, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use vocabulary::{AbsenceId, Instant, PersonId};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};

/// Writes an absence down, or takes it back.
pub struct KeepAbsence {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub act: Act,
    pub once: Once,
    pub change: AbsenceChange,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum AbsenceChange {
    Add(NewAbsence),
    /// He comes back earlier, or never went.
    Cancel {
        absence: AbsenceId,
    },
}

/// Who is away, from when until when.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "019a0000-0000-7000-8000-000000000001", "kind": "leave",
    "from": 1_780_000_000_000_000_i64, "until": 1_780_086_400_000_000_i64, "note": "年休",
}))]
pub struct NewAbsence {
    pub person: PersonId,
    pub kind: AbsenceKind,
    pub from: Instant,
    /// He is back from then on.
    pub until: Instant,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceKind {
    /// 请假.
    Leave,
    /// 病假.
    Sick,
    /// 培训.
    Training,
    /// 外出.
    Elsewhere,
}

impl AbsenceKind {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Sick => "sick",
            Self::Training => "training",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// Which absence it is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct AbsenceKept {
    pub absence: AbsenceId,
}

#[async_trait]
impl Command for KeepAbsence {
    type Answer = AbsenceKept;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<AbsenceKept, Problem> {
        let request = ("keep_absence", &self.change);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.keep(tx).await).await
    }
}

impl KeepAbsence {
    async fn keep(&self, tx: &mut Tx<'_>) -> Result<AbsenceKept, Problem> {
        let org = self.platform.org();
        // Whoever keeps none is not told whom there is.
        access::reach(&self.caller.actor, Action::KeepAbsences)?;
        let row = match &self.change {
            AbsenceChange::Add(new) => {
                let row = self.row(new)?;
                self.check(tx, row.person).await?;
                absences::insert(tx, org, &row).await?;
                row
            }
            AbsenceChange::Cancel { absence } => {
                let found = absences::find(tx, org, *absence).await?;
                let row = found
                    .ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这条请假或外出记录"))?;
                self.check(tx, row.person).await?;
                absences::delete(tx, org, *absence).await?;
                row
            }
        };
        let kind = match self.change {
            AbsenceChange::Add(_) => "absence_added",
            AbsenceChange::Cancel { .. } => "absence_cancelled",
        };
        let body = json!({
            "absence": row.absence, "person": row.person, "kind": row.kind,
            "from": row.from, "until": row.until,
        });
        self.act.record(tx, org, &Chain::Organisation, kind, body).await?;
        Ok(AbsenceKept { absence: row.absence })
    }

    fn row(&self, new: &NewAbsence) -> Result<AbsenceRow, Problem> {
        if new.until <= new.from {
            return Err(Problem::new(ProblemKind::Invalid, "结束时间应晚于开始时间"));
        }
        if new.note.chars().count() > NOTE_LEN_MAX {
            return Err(Problem::new(ProblemKind::Invalid, "说明最多 200 字"));
        }
        Ok(AbsenceRow {
            absence: AbsenceId::make(self.platform.clock(), self.platform.entropy()),
            person: new.person,
            kind: new.kind.as_str().to_owned(),
            from: new.from,
            until: new.until,
            note: new.note.trim().to_owned(),
        })
    }

    /// Whoever keeps absences keeps those of his own station's people.
    async fn check(&self, tx: &mut Tx<'_>, person: PersonId) -> Result<(), Problem> {
        let org = self.platform.org();
        let found = people::person(tx, org, person).await?;
        let found = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这个人员"))?;
        let mut resource = Resource::in_organisation(org);
        if let Some(station) = found.station {
            resource = resource.at_station(station);
        }
        self.caller.may(Action::KeepAbsences, &resource)?;
        Ok(())
    }
}

const NOTE_LEN_MAX: usize = 200;
