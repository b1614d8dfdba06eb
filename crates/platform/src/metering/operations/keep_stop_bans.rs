//! The office announces that nobody's supply is stopped for a while, or that the time is over.

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::meters::{self, StopBanRow};
use platform_store::{Command, Tx, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use vocabulary::{Instant, StationId, StopBanId};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};

/// Announces a ban, or lifts it.
pub struct KeepStopBans {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub act: Act,
    pub once: Once,
    pub change: StopBanChange,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum StopBanChange {
    Announce(NewStopBan),
    Lift { ban: StopBanId },
}

/// Where, from when until when, and why.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "station": "019a0000-0000-7000-8000-000000000001",
    "from": 1_780_000_000_000_000_i64, "until": 1_780_086_400_000_000_i64, "reason": "台风蓝色预警",
}))]
pub struct NewStopBan {
    /// None for the whole company.
    #[serde(default)]
    pub station: Option<StationId>,
    pub from: Instant,
    pub until: Instant,
    /// 2 to 100 characters.
    pub reason: String,
}

/// Which ban it is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct StopBanKept {
    pub ban: StopBanId,
}

#[async_trait]
impl Command for KeepStopBans {
    type Answer = StopBanKept;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<StopBanKept, Problem> {
        let request = ("keep_stop_bans", &self.change);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.keep(tx).await).await
    }
}

impl KeepStopBans {
    async fn keep(&self, tx: &mut Tx<'_>) -> Result<StopBanKept, Problem> {
        let org = self.platform.org();
        access::reach(&self.caller.actor, Action::AnnounceStopBan)?;
        let (kind, row) = match &self.change {
            StopBanChange::Announce(new) => {
                let row = self.row(new)?;
                self.exists(tx, row.station).await?;
                self.may(row.station)?;
                meters::announce_ban(tx, org, &row).await?;
                ("stop_ban_announced", row)
            }
            StopBanChange::Lift { ban } => {
                let running = meters::bans(tx, org, None, self.act.at).await?;
                let row = running.into_iter().find(|row| row.ban == *ban);
                let row = row.ok_or_else(|| {
                    Problem::new(ProblemKind::NotFound, "没有这个禁停时段，或已结束")
                })?;
                self.may(row.station)?;
                meters::lift_ban(tx, org, *ban, self.act.at).await?;
                ("stop_ban_lifted", row)
            }
        };
        let body = json!({
            "ban": row.ban, "station": row.station, "from": row.from, "until": row.until,
            "reason": row.reason,
        });
        self.act.record(tx, org, &Chain::Organisation, kind, body).await?;
        Ok(StopBanKept { ban: row.ban })
    }

    async fn exists(&self, tx: &mut Tx<'_>, station: Option<StationId>) -> Result<(), Problem> {
        let Some(station) = station else { return Ok(()) };
        let found = people::region_of_station(tx, self.platform.org(), station).await?;
        found.map(|_| ()).ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这个供电所"))
    }

    fn may(&self, station: Option<StationId>) -> Result<(), Problem> {
        let mut place = Resource::in_organisation(self.platform.org());
        if let Some(station) = station {
            place = place.at_station(station);
        }
        self.caller.may(Action::AnnounceStopBan, &place)?;
        Ok(())
    }

    fn row(&self, new: &NewStopBan) -> Result<StopBanRow, Problem> {
        if new.until <= new.from || new.until <= self.act.at {
            return Err(Problem::new(ProblemKind::Invalid, "结束时间应晚于开始时间和现在"));
        }
        let reason = new.reason.trim();
        if !(2..=100).contains(&reason.chars().count()) {
            return Err(Problem::new(ProblemKind::Invalid, "原因为 2 至 100 字"));
        }
        Ok(StopBanRow {
            ban: StopBanId::make(self.platform.clock(), self.platform.entropy()),
            station: new.station,
            from: new.from,
            until: new.until,
            reason: reason.to_owned(),
        })
    }
}
