//! Whom a stage falls to: the person or role that was chosen, else grid A, then B, then whoever has least to do. On days
//! that are not worked those on duty come before A and B, and of whoever has least to do they come first always. Who is
//! away, has as much in hand as he may, or lacks a certificate is passed over, and the story says so.

use platform_store::audit::Entry;
use platform_store::people::{self, GridRow, PersonRow};
use platform_store::{StoreFault, Tx, certificates, dispatch_rules, duties};
use serde_json::json;
use sync::{Recipient, StageView};
use vocabulary::{Instant, OrganisationId, PersonId, Role, StageId, StageState, Text, local_date};

use super::choice::{Candidate, Obstacle, first_free, least_loaded};
use super::operations::NEAREST;
use super::order::Order;
use crate::http::Problem;

/// Whom a stage is for.
struct Wanted {
    stage: StageId,
    roles: Vec<Role>,
    /// Kinds of which he has to have one that is valid.
    certificates: Vec<String>,
    except: Option<PersonId>,
    /// Who of the order's station is on duty now.
    on_duty: Vec<PersonId>,
}

impl Wanted {
    fn takes(&self, person: &PersonRow) -> bool {
        Some(person.person) != self.except && may_take(person, &self.roles)
    }
}

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
            if let Some(nearest) = &self.proposed {
                let mut detail = nearest.named();
                detail["stage"] = json!(stage);
                self.ask_office("undispatched", NEAREST, None, detail);
                continue;
            }
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
        let (chosen, comes_back) = match to {
            Some(Recipient::Person(person)) => (Some(person), Some(person) == last),
            _ => (last, true),
        };
        let mut wanted = self.wanted(tx, &view, None).await?;
        if let Some(person) = chosen {
            let found = people::person(tx, org, person).await?;
            let mine = |person: &PersonRow| wanted.takes(person) && self.is_within_reach(person);
            if let Some(person) = found.filter(mine) {
                let mut candidate = self.candidate(tx, person, &wanted).await?;
                // What comes back to somebody is no more than he had.
                candidate.obstacle = candidate
                    .obstacle
                    .filter(|obstacle| !(comes_back && matches!(obstacle, Obstacle::Full { .. })));
                match candidate.obstacle {
                    None => return Ok(Some(candidate.person)),
                    Some(_) => self.pass_over(&candidate),
                }
            }
        }
        if let Some(Recipient::Role(role)) = to
            && wanted.roles.contains(&role)
        {
            wanted.roles = vec![role];
        }
        Ok(self.by_roles(tx, &wanted).await?)
    }

    /// Whom a stage would fall to if whoever has it were not there.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn somebody_else(
        &mut self,
        tx: &mut Tx<'_>,
        stage: &StageView,
        holder: Option<PersonId>,
    ) -> Result<Option<PersonRow>, StoreFault> {
        let wanted = self.wanted(tx, stage, holder).await?;
        self.by_roles(tx, &wanted).await
    }

    /// People of the order's station who have one of these roles, with the end of their absence if they are away now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn takers(
        &self,
        tx: &mut Tx<'_>,
        roles: &[Role],
    ) -> Result<Vec<(PersonRow, Option<Instant>)>, StoreFault> {
        let (org, at) = (self.platform.org(), self.cause.received_at);
        let staff = people::people(tx, org, self.record.station, "", STAFF_MAX).await?;
        let mut takers = Vec::new();
        for person in staff.into_iter().filter(|person| may_take(person, roles)) {
            let standing = dispatch_rules::standing(tx, org, person.person, at).await?;
            takers.push((person, standing.away_until));
        }
        Ok(takers)
    }

    /// The B of the order's grid, if it is A who has the stage and B can take it.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn stand_in(
        &mut self,
        tx: &mut Tx<'_>,
        stage: &StageView,
        holder: PersonId,
    ) -> Result<Option<PersonRow>, StoreFault> {
        let org = self.platform.org();
        let grid = self.grid(tx, org).await?.filter(|grid| grid.primary == Some(holder));
        let Some(backup) = grid.and_then(|grid| grid.backup) else { return Ok(None) };
        let wanted = self.wanted(tx, stage, Some(holder)).await?;
        let found = people::person(tx, org, backup).await?;
        let mine = |person: &PersonRow| wanted.takes(person) && self.is_within_reach(person);
        let Some(person) = found.filter(mine) else { return Ok(None) };
        let candidate = self.candidate(tx, person, &wanted).await?;
        if candidate.obstacle.is_some() {
            self.pass_over(&candidate);
            return Ok(None);
        }
        Ok(Some(candidate.person))
    }

    async fn wanted(
        &self,
        tx: &mut Tx<'_>,
        stage: &StageView,
        except: Option<PersonId>,
    ) -> Result<Wanted, StoreFault> {
        let (org, at) = (self.platform.org(), self.cause.received_at);
        let on_duty = match self.record.station {
            Some(station) => duties::on_duty(tx, org, station, at).await?,
            None => Vec::new(),
        };
        Ok(Wanted {
            stage: stage.stage,
            roles: stage.roles.clone(),
            certificates: self.certificates_for(stage),
            except,
            on_duty,
        })
    }

    /// Nobody but those on duty works today.
    fn is_day_off(&self) -> bool {
        let today = local_date(self.cause.received_at);
        today.is_some_and(|today| !self.platform.calendar().days().is_working_day(today))
    }

    /// Kinds of certificate that the worker of a stage has to have.
    pub(super) fn certificates_for(&self, stage: &StageView) -> Vec<String> {
        let drawn = self.version.definition.stage(&stage.element);
        drawn.map_or_else(Vec::new, |drawn| drawn.certificates().map(str::to_owned).collect())
    }

    /// Somebody who has the role, and what speaks against him.
    async fn candidate(
        &self,
        tx: &mut Tx<'_>,
        person: PersonRow,
        wanted: &Wanted,
    ) -> Result<Candidate, StoreFault> {
        let (org, at) = (self.platform.org(), self.cause.received_at);
        let standing = dispatch_rules::standing(tx, org, person.person, at).await?;
        let lacking = self.lacking(tx, person.person, &wanted.certificates).await?;
        // Whoever hands a stage on to himself is there, and has asked for it.
        let himself = self.cause.actor == format!("person:{}", person.person);
        let in_hand = dispatch_rules::in_hand(tx, org, person.person).await?;
        let obstacle = match (lacking, standing.away_until, standing.full(in_hand)) {
            (Some(kind), ..) => Some(Obstacle::Uncertified { kind }),
            _ if himself => None,
            (None, Some(until), _) => Some(Obstacle::Away { until }),
            (None, None, Some(most_in_hand)) => Some(Obstacle::Full { in_hand, most_in_hand }),
            (None, None, None) => None,
        };
        let is_on_duty = wanted.on_duty.contains(&person.person);
        Ok(Candidate { person, in_hand, is_on_duty, obstacle })
    }

    /// The first kind of which somebody has no certificate that is valid now.
    pub(super) async fn lacking(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        kinds: &[String],
    ) -> Result<Option<String>, StoreFault> {
        if kinds.is_empty() {
            return Ok(None);
        }
        let (org, at) = (self.platform.org(), self.cause.received_at);
        let valid = certificates::valid_kinds(tx, org, person, at).await?;
        Ok(kinds.iter().find(|kind| !valid.contains(kind)).cloned())
    }

    fn pass_over(&mut self, candidate: &Candidate) {
        let Some(obstacle) = &candidate.obstacle else { return };
        let mut body = obstacle.told();
        body["person"] = json!(candidate.person.person);
        // Whoever is asked twice, as the one who did it before and as the grid's A, is told of once.
        let is_told = |entry: &Entry| entry.kind == "passed_over" && entry.body == body;
        if !self.entries.iter().any(is_told) {
            self.note("passed_over", body);
        }
    }

    async fn by_roles(
        &mut self,
        tx: &mut Tx<'_>,
        wanted: &Wanted,
    ) -> Result<Option<PersonRow>, StoreFault> {
        let org = self.platform.org();
        if self.is_day_off()
            && let Some(person) = self.by_duty(tx, wanted).await?
        {
            return Ok(Some(person));
        }
        if wanted.roles.contains(&Role::AreaManager)
            && let Some(grid) = self.grid(tx, org).await?
        {
            let mut pair = Vec::new();
            for person in [grid.primary, grid.backup].into_iter().flatten() {
                let found = people::person(tx, org, person).await?;
                let mine =
                    |person: &PersonRow| wanted.takes(person) && self.is_within_reach(person);
                let Some(person) = found.filter(mine) else { continue };
                let candidate = self.candidate(tx, person, wanted).await?;
                let is_free = candidate.obstacle.is_none();
                pair.push(candidate);
                if is_free {
                    break;
                }
            }
            let (chosen, passed_over) = first_free(pair);
            passed_over.iter().for_each(|candidate| self.pass_over(candidate));
            if let Some(chosen) = chosen {
                return Ok(Some(chosen.person));
            }
        }
        let staff = people::people(tx, org, self.record.station, "", STAFF_MAX).await?;
        let mut candidates = Vec::new();
        for person in staff.into_iter().filter(|person| wanted.takes(person)) {
            candidates.push(self.candidate(tx, person, wanted).await?);
        }
        if let Some(chosen) = least_loaded(&candidates) {
            return Ok(Some(chosen.person.clone()));
        }
        if !candidates.is_empty() {
            self.note_nobody(wanted.stage, &candidates);
        }
        Ok(None)
    }

    /// Whoever of those on duty can take it and has least to do.
    async fn by_duty(
        &mut self,
        tx: &mut Tx<'_>,
        wanted: &Wanted,
    ) -> Result<Option<PersonRow>, StoreFault> {
        let org = self.platform.org();
        let mut candidates = Vec::new();
        for person in &wanted.on_duty {
            let found = people::person(tx, org, *person).await?;
            let mine = |person: &PersonRow| wanted.takes(person) && self.is_within_reach(person);
            let Some(person) = found.filter(mine) else { continue };
            candidates.push(self.candidate(tx, person, wanted).await?);
        }
        let Some(chosen) = least_loaded(&candidates).map(|chosen| chosen.person.clone()) else {
            return Ok(None);
        };
        self.note("on_duty", json!({ "stage": wanted.stage, "person": chosen.person }));
        Ok(Some(chosen))
    }

    /// Says how many could not take a stage that nobody could, and why.
    fn note_nobody(&mut self, stage: StageId, candidates: &[Candidate]) {
        let count = |is_so: fn(&Obstacle) -> bool| {
            let obstacles = candidates.iter().filter_map(|candidate| candidate.obstacle.as_ref());
            obstacles.filter(|obstacle| is_so(obstacle)).count()
        };
        let body = json!({
            "stage": stage,
            "away": count(|obstacle| matches!(obstacle, Obstacle::Away { .. })),
            "full": count(|obstacle| matches!(obstacle, Obstacle::Full { .. })),
            "uncertified": count(|obstacle| matches!(obstacle, Obstacle::Uncertified { .. })),
        });
        self.note("nobody_free", body);
    }

    async fn grid(
        &self,
        tx: &mut Tx<'_>,
        org: OrganisationId,
    ) -> Result<Option<GridRow>, StoreFault> {
        match self.record.grid {
            Some(grid) => people::grid(tx, org, grid).await,
            None => Ok(None),
        }
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
