//! Whom a stage falls to: the person or role that was chosen, else grid A, then B, then whoever has least to do. Who is
//! away is passed over, and the story says so.

use platform_store::people::{self, GridRow, PersonRow};
use platform_store::{StoreFault, Tx, absences, orders};
use serde_json::json;
use sync::Recipient;
use vocabulary::{OrganisationId, PersonId, Role, StageId, StageState, Text};

use super::order::Order;
use crate::http::Problem;

impl Order {
    /// Gives every stage that this change opened to somebody, or puts it on the office's list.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn assign_opened(
        &mut self,
        tx: &mut Tx<'_>,
        to: Option<Recipient>,
    ) -> Result<(), Problem> {
        for stage in std::mem::take(&mut self.opened) {
            match self.whom(tx, stage, to).await? {
                Some(person) => self.assign(stage, &person, "dispatched", None),
                None => {
                    let detail = json!({ "stage": stage });
                    self.ask_office("undispatched", "nobody_found", None, detail);
                }
            }
        }
        Ok(())
    }

    async fn whom(
        &mut self,
        tx: &mut Tx<'_>,
        stage: StageId,
        to: Option<Recipient>,
    ) -> Result<Option<PersonRow>, Problem> {
        let org = self.platform.org();
        let Some(view) = self.view().stage(stage).cloned() else { return Ok(None) };
        // Who did it before does it again when it comes back.
        let before =
            self.view().stages.values().filter(|other| {
                other.element == view.element && other.occurrence < view.occurrence
            });
        let last = before.max_by_key(|other| other.occurrence).and_then(|other| other.assignee);
        let chosen = match to {
            Some(Recipient::Person(person)) => Some(person),
            _ => last,
        };
        if let Some(person) = chosen {
            let found = people::person(tx, org, person).await?;
            if let Some(person) = found.filter(|person| may_take(person, &view.roles))
                && !self.is_away(tx, &person).await?
            {
                return Ok(Some(person));
            }
        }
        let roles = match to {
            Some(Recipient::Role(role)) if view.roles.contains(&role) => vec![role],
            _ => view.roles.clone(),
        };
        Ok(self.by_roles(tx, org, &roles, None).await?)
    }

    /// Whom a stage would fall to if whoever has it were not there.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn somebody_else(
        &mut self,
        tx: &mut Tx<'_>,
        roles: &[Role],
        holder: Option<PersonId>,
    ) -> Result<Option<PersonRow>, StoreFault> {
        self.by_roles(tx, self.platform.org(), roles, holder).await
    }

    /// Whether he is away now; if so, the story says who was passed over.
    async fn is_away(&mut self, tx: &mut Tx<'_>, person: &PersonRow) -> Result<bool, StoreFault> {
        // Whoever hands a stage on to himself is there.
        if self.cause.actor == format!("person:{}", person.person) {
            return Ok(false);
        }
        let (org, at) = (self.platform.org(), self.cause.received_at);
        let Some(until) = absences::away_until(tx, org, person.person, at).await? else {
            return Ok(false);
        };
        self.note("passed_over", json!({ "person": person.person, "away_until": until }));
        Ok(true)
    }

    async fn by_roles(
        &mut self,
        tx: &mut Tx<'_>,
        org: OrganisationId,
        roles: &[Role],
        except: Option<PersonId>,
    ) -> Result<Option<PersonRow>, StoreFault> {
        let is_meant =
            |person: &PersonRow| Some(person.person) != except && may_take(person, roles);
        if roles.contains(&Role::AreaManager)
            && let Some(grid) = self.grid(tx, org).await?
        {
            for person in [grid.primary, grid.backup].into_iter().flatten() {
                let found = people::person(tx, org, person).await?;
                if let Some(person) = found.filter(is_meant)
                    && !self.is_away(tx, &person).await?
                {
                    return Ok(Some(person));
                }
            }
        }
        let staff = people::people(tx, org, self.record.station, "", STAFF_MAX).await?;
        let mut least: Option<(u64, PersonRow)> = None;
        for person in staff.into_iter().filter(is_meant) {
            let at = self.cause.received_at;
            if absences::away_until(tx, org, person.person, at).await?.is_some() {
                continue;
            }
            let load = orders::load_of(tx, org, person.person).await?;
            if least.as_ref().is_none_or(|(least, _)| load < *least) {
                least = Some((load, person));
            }
        }
        Ok(least.map(|(_, person)| person))
    }

    async fn grid(
        &self,
        tx: &mut Tx<'_>,
        org: OrganisationId,
    ) -> Result<Option<GridRow>, StoreFault> {
        let Some(grid) = self.record.grid else { return Ok(None) };
        let grids = people::grids(tx, org, self.record.station).await?;
        Ok(grids.into_iter().find(|row| row.grid == grid))
    }

    /// Gives a stage to a person: a new generation, whoever had it before is told.
    pub fn assign(&mut self, stage: StageId, person: &PersonRow, kind: &str, why: Option<&str>) {
        let former = self.give(stage, person, kind, why);
        let name = self.view().stage(stage).map(|view| view.name.clone()).unwrap_or_default();
        if let Some(former) = former {
            self.notify(former, "reassigned", given_away(&name, &person.name, why));
        }
    }

    /// As [`Order::assign`], but leaves it to the caller to tell whoever had it before.
    pub(super) fn give(
        &mut self,
        stage: StageId,
        person: &PersonRow,
        kind: &str,
        why: Option<&str>,
    ) -> Option<PersonId> {
        let former = self.view().stage(stage)?.assignee.filter(|former| *former != person.person);
        if former.is_some() {
            self.leave_limits(stage);
        }
        let view = self.record.view.stages.get_mut(&stage)?;
        view.assignee = Some(person.person);
        view.assignee_name = Some(person.name.clone());
        view.generation += 1;
        view.stage_rev += 1;
        view.state = StageState::Dispatched;
        let generation = view.generation;
        let mut entry = json!({ "stage": stage, "to": person.person, "generation": generation });
        if let Some(why) = why {
            entry["reason"] = why.into();
        }
        self.note(kind, entry);
        former
    }

    /// He works where the order belongs, or for all stations; nobody else's terminal is to hold its customer's data.
    #[must_use]
    pub fn is_within_reach(&self, person: &PersonRow) -> bool {
        let of_order = self.record.station;
        of_order.is_none() || person.station.is_none() || person.station == of_order
    }

    /// Takes a stage away from whoever has it.
    pub fn unassign(&mut self, stage: StageId) {
        self.leave_limits(stage);
        let Some(view) = self.record.view.stages.get_mut(&stage) else { return };
        view.assignee = None;
        view.assignee_name = None;
        view.generation += 1;
        view.stage_rev += 1;
        view.state = StageState::Created;
    }
}

/// What whoever had the stage is told.
fn given_away(stage: &str, to: &str, why: Option<&str>) -> Text {
    let (zh, en) =
        why.map_or_else(Default::default, |why| (format!("：{why}"), format!(" ({why})")));
    Text::new(
        format!("“{stage}”环节已转派给{to}{zh}。您已记录的内容会作为补充证据保留"),
        format!("the stage was given to {to}{en}; what you recorded is kept as evidence"),
    )
}

/// Works here and has one of the roles.
pub fn may_take(person: &PersonRow, roles: &[Role]) -> bool {
    person.active && person.roles.iter().any(|role| roles.contains(role))
}

/// People of one station who are looked at.
const STAFF_MAX: u32 = 500;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_had_the_stage_is_told_why() {
        let told = given_away("业务受理", "李敏", Some("去了另一个村"));
        assert_eq!(
            told.zh,
            "“业务受理”环节已转派给李敏：去了另一个村。您已记录的内容会作为补充证据保留"
        );
        assert!(told.en.contains("given to 李敏 (去了另一个村);"), "{}", told.en);
        assert!(given_away("业务受理", "李敏", None).zh.contains("给李敏。"));
    }
}
