//! By which rules a station's work is dispatched, and who takes more or less than the others.

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::dispatch_rules::{self, DispatchRules};
use platform_store::{Command, Tx, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use vocabulary::{PersonId, StationId};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};

/// Writes the rules of a station, or the limit of a person.
pub struct KeepDispatchRules {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub act: Act,
    pub once: Once,
    pub change: RulesChange,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum RulesChange {
    Station(StationRules),
    Person(PersonLimit),
}

/// By which rules a station's work is dispatched (派工规则).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "station": "019a0000-0000-7000-8000-000000000001", "most_in_hand": 12, "sign_in_minutes": 30,
    "places_itself": false,
}))]
pub struct StationRules {
    pub station: StationId,
    /// Open stages that one person is given by the rules (在手上限), 1 to 1,000; no limit if none.
    #[serde(default)]
    pub most_in_hand: Option<u32>,
    /// What was delivered and is not signed in after so many minutes, 5 to 10,080, goes to somebody else; never if none.
    #[serde(default)]
    pub sign_in_minutes: Option<u32>,
    /// An order with a position and no known area goes to the nearest grid without being asked; else that is proposed.
    #[serde(default)]
    pub places_itself: bool,
}

/// How much one person takes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "person": "019a0000-0000-7000-8000-000000000099", "most_in_hand": 6 }))]
pub struct PersonLimit {
    pub person: PersonId,
    /// 1 to 1,000; as his station says if none.
    #[serde(default)]
    pub most_in_hand: Option<u32>,
}

/// It is written.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct RulesKept {
    /// It differs from what was there before.
    pub changed: bool,
}

#[async_trait]
impl Command for KeepDispatchRules {
    type Answer = RulesKept;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<RulesKept, Problem> {
        let request = ("keep_dispatch_rules", &self.change);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.keep(tx).await).await
    }
}

impl KeepDispatchRules {
    async fn keep(&self, tx: &mut Tx<'_>) -> Result<RulesKept, Problem> {
        // Whoever keeps none is not told whom there is.
        access::reach(&self.caller.actor, Action::KeepDispatchRules)?;
        match self.change {
            RulesChange::Station(rules) => self.keep_rules(tx, rules).await,
            RulesChange::Person(limit) => self.keep_limit(tx, limit).await,
        }
    }

    async fn keep_rules(&self, tx: &mut Tx<'_>, new: StationRules) -> Result<RulesKept, Problem> {
        let org = self.platform.org();
        let is_there = people::region_of_station(tx, org, new.station).await?.is_some();
        if !is_there {
            return Err(Problem::new(ProblemKind::NotFound, "没有这个供电所"));
        }
        let resource = Resource::in_organisation(org).at_station(new.station);
        self.caller.may(Action::KeepDispatchRules, &resource)?;
        check_limit(new.most_in_hand)?;
        if new.sign_in_minutes.is_some_and(|minutes| !(5..=10_080).contains(&minutes)) {
            return Err(Problem::new(ProblemKind::Invalid, "签收时限应为 5 至 10080 分钟"));
        }
        let rules = DispatchRules {
            most_in_hand: new.most_in_hand,
            sign_in_minutes: new.sign_in_minutes,
            places_itself: new.places_itself,
        };
        let before = dispatch_rules::of_station(tx, org, new.station).await?;
        if before == rules {
            return Ok(RulesKept { changed: false });
        }
        dispatch_rules::put(tx, org, new.station, &rules).await?;
        self.act
            .record(tx, org, &Chain::Organisation, "dispatch_rules_written", json!(new))
            .await?;
        Ok(RulesKept { changed: true })
    }

    async fn keep_limit(&self, tx: &mut Tx<'_>, new: PersonLimit) -> Result<RulesKept, Problem> {
        let org = self.platform.org();
        let found = people::person(tx, org, new.person).await?;
        let found = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这个人员"))?;
        let mut resource = Resource::in_organisation(org);
        if let Some(station) = found.station {
            resource = resource.at_station(station);
        }
        self.caller.may(Action::KeepDispatchRules, &resource)?;
        check_limit(new.most_in_hand)?;
        let limits = dispatch_rules::limits(tx, org, found.station).await?;
        let before = limits.into_iter().find(|(person, _)| *person == new.person);
        if before.map(|(_, most)| most) == new.most_in_hand {
            return Ok(RulesKept { changed: false });
        }
        dispatch_rules::put_limit(tx, org, new.person, new.most_in_hand).await?;
        self.act.record(tx, org, &Chain::Organisation, "person_limit_written", json!(new)).await?;
        Ok(RulesKept { changed: true })
    }
}

fn check_limit(most_in_hand: Option<u32>) -> Result<(), Problem> {
    if most_in_hand.is_some_and(|most| !(1..=1_000).contains(&most)) {
        return Err(Problem::new(ProblemKind::Invalid, "在手上限应为 1 至 1000"));
    }
    Ok(())
}
