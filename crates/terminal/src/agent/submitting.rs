//! Submitting a form, and going on to the next stage in the same visit.

use std::collections::BTreeMap;

use bpmn::{Command, Effect};
use forms::Judged;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sync::{Attached, Kind, OPERATION_BYTES_MAX, Recipient, Round, StageView, files_named};
use terminal_store::AttachmentState;
use vocabulary::{CorrelationId, OperationId, OrderId, Role, StageId, StageState};

use super::actions::{Foreseen, Said};
use super::filling::form_of;
use super::order_now::OrderNow;
use super::processes::Process;
use super::reading::candidates;
use super::{Agent, AgentFault, Desk};

/// What a submit brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    pub op_id: OperationId,
    /// The stage that the same person can go on with at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<StageId>,
}

/// Whom a stage may be handed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    pub roles: Vec<Role>,
    /// The same person may go on at once.
    pub continuable: bool,
}

impl Agent {
    /// Whom the person's open stages of an order may be handed to; nothing where the process version is not here.
    pub(super) async fn hand_over(
        &self,
        desk: &Desk,
        now: &OrderNow,
    ) -> Result<BTreeMap<StageId, HandOver>, AgentFault> {
        let process = match self.process_of(desk, now).await {
            Err(AgentFault::BundleMissing) => return Ok(BTreeMap::new()),
            process => process?,
        };
        let own =
            now.view.stages.values().filter(|stage| {
                stage.assignee == Some(desk.person.person) && stage.state.is_open()
            });
        let drawn = own.filter_map(|stage| {
            let drawn = process.definition.stage(&stage.element)?;
            let roles = roles(drawn.extension.get(NEXT).map(String::as_str));
            Some((stage.stage, HandOver { roles, continuable: drawn.is_continuable() }))
        });
        Ok(drawn.collect())
    }

    /// Submits the stage's form to whom the worker chose. Operation, end of the draft and the next stage of a visit are
    /// one transaction, on the disk when this returns.
    ///
    /// # Errors
    /// [`AgentFault::FormIncomplete`] with everything that is missing, [`AgentFault::RecordingOpen`] while nobody has said
    /// what becomes of a recording, or when the stage is not the person's.
    pub async fn submit(
        &self,
        correlation: CorrelationId,
        order: OrderId,
        stage: StageId,
        to: Option<Recipient>,
    ) -> Result<Submitted, AgentFault> {
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let process = self.process_of(&desk, &now).await?;
        let form = form_of(&process, &view)?;
        let values = now.values(&view);
        let context = self.context(&desk, &now, &view);
        let Judged { verdict, values: body, .. } = form.submit(&values, &context);
        if !verdict.passes() {
            Self::remark_refusal(&desk, order, stage, &verdict);
            return Err(AgentFault::FormIncomplete(Box::new(verdict)));
        }
        if body.to_string().len() > OPERATION_BYTES_MAX {
            return Err(AgentFault::TooLarge);
        }
        if to.is_none() && wants_recipient(&process, &now, &view, &body) {
            return Err(AgentFault::RecipientInvalid);
        }
        check_recipient(&desk, &process, &view, to).await?;
        if desk.store.records(stage).await? {
            return Err(AgentFault::RecordingOpen);
        }
        let needs = needs(&desk, &now, &body).await?;
        if desk.remarks().is_some() {
            Self::remark_warnings(&desk, order, stage, &verdict);
            let played = (Kind::Submit, &body);
            let (op_id, continues) = self.practise(&desk, &now, &view, played).await?;
            return Ok(Submitted { op_id, continues });
        }
        // Where the process names nobody to choose from, what is done on one visit stays with whoever is there.
        let drawn = process.definition.stage(&view.element);
        let names_nobody = drawn.is_some_and(|drawn| !drawn.extension.contains_key(NEXT));
        let himself = names_nobody.then_some(Recipient::Person(desk.person.person));
        let prediction = self.foresee(&desk, &process, &now, &view, &body, to.or(himself));
        let to = to.or(himself.filter(|_| prediction.is_some()));
        let continues = prediction.as_ref().map(|foreseen| foreseen.view.stage);
        let form = Some(form.name().to_owned());
        let kind = Kind::Submit;
        let said = Said { correlation, kind, form, to, body, needs, prediction };
        let op_id = self.record(&desk, &now, &view, said).await?;
        Ok(Submitted { op_id, continues })
    }

    /// The stage that opens on this terminal at once: the process allows it, and it falls to the same person.
    fn foresee(
        &self,
        desk: &Desk,
        process: &Process,
        now: &OrderNow,
        stage: &StageView,
        values: &Value,
        to: Option<Recipient>,
    ) -> Option<Foreseen> {
        let drawn = process.definition.stage(&stage.element)?;
        if !drawn.is_continuable() || to != Some(Recipient::Person(desk.person.person)) {
            return None;
        }
        let state: bpmn::State = serde_json::from_value(now.view.engine.clone()).ok()?;
        let at = self.times.corrected();
        let command = Command::Complete {
            element: stage.element.clone(),
            occurrence: stage.occurrence,
            variables: now.view.process_variables(&stage.element, values),
            at: at.micros(),
        };
        // Where the process gives no answer here, the platform decides.
        let step = bpmn::step(&process.definition, &state, &command, &process.expressions).ok()?;
        let (element, occurrence) = step.effects.iter().find_map(|effect| match effect {
            Effect::StageOpened { element, occurrence, .. } => Some((element, *occurrence)),
            _ => None,
        })?;
        let next = process.definition.stage(element)?;
        let roles = roles(next.role.as_deref());
        if !next.opens_without_evidence() || !roles.iter().any(|r| desk.person.roles.contains(r)) {
            return None;
        }
        let view = StageView {
            stage: StageId::derive(now.view.order, element, occurrence),
            place: now.view.stages.values().map(|stage| stage.place + 1).max().unwrap_or(1),
            element: element.clone(),
            occurrence,
            name: next.name.clone().unwrap_or_else(|| element.clone()),
            state: StageState::Dispatched,
            stage_rev: 0,
            generation: 0,
            roles,
            assignee: Some(desk.person.person),
            assignee_name: Some(desk.person.name.clone()),
            form: next.form().map(str::to_owned),
            values: Value::Null,
            opened_at: at,
            closed_at: None,
            remark: None,
            sent_back: None,
            carried: None,
            round: step
                .state
                .round_of(element, occurrence)
                .map(|round| Round { of: round.of, sees: round.sees.clone() }),
        };
        Some(Foreseen { view, engine: serde_json::to_value(&step.state).ok()? })
    }
}

/// Whether the process goes on from here to a stage of those whom the worker chooses from.
fn wants_recipient(process: &Process, now: &OrderNow, stage: &StageView, values: &Value) -> bool {
    let definition = &process.definition;
    let drawn = definition.stage(&stage.element);
    let next = roles(drawn.and_then(|drawn| drawn.extension.get(NEXT)).map(String::as_str));
    let Ok(state) = serde_json::from_value(now.view.engine.clone()) else { return false };
    let variables = now.view.process_variables(&stage.element, values);
    let (element, occurrence) = (&stage.element, stage.occurrence);
    let opening = bpmn::next_stages(
        definition,
        &state,
        element,
        occurrence,
        &variables,
        &process.expressions,
    );
    // Where the process gives no answer here, the platform decides.
    opening.is_ok_and(|opening| {
        let stages = opening.stages.iter().filter_map(|stage| definition.stage(&stage.element));
        stages.flat_map(|stage| roles(stage.role.as_deref())).any(|role| next.contains(&role))
    })
}

/// Whom the stage may be handed to, as its `ronghe:next` says; a stage without it goes where the process says.
async fn check_recipient(
    desk: &Desk,
    process: &Process,
    stage: &StageView,
    to: Option<Recipient>,
) -> Result<(), AgentFault> {
    let drawn = process.definition.stage(&stage.element);
    let next = roles(drawn.and_then(|drawn| drawn.extension.get(NEXT)).map(String::as_str));
    let Some(to) = to.filter(|_| !next.is_empty()) else { return Ok(()) };
    let valid = match to {
        Recipient::Role(role) => next.contains(&role),
        Recipient::Person(person) if person == desk.person.person => {
            desk.person.roles.iter().any(|role| next.contains(role))
        }
        Recipient::Person(person) => candidates(desk).await?.iter().any(|candidate| {
            candidate.person == person && candidate.roles.iter().any(|role| next.contains(role))
        }),
    };
    if valid { Ok(()) } else { Err(AgentFault::RecipientInvalid) }
}

fn roles(words: Option<&str>) -> Vec<Role> {
    words.unwrap_or_default().split(',').filter_map(|word| Role::parse(word.trim())).collect()
}

/// The files that come with the submit. What the values name besides was sent before: an earlier stage's or opening's,
/// from this terminal or another.
async fn needs(desk: &Desk, now: &OrderNow, values: &Value) -> Result<Vec<Attached>, AgentFault> {
    let held = now.files_held();
    let mut needs = BTreeMap::new();
    for named in files_named(values) {
        let id = named.attachment;
        let Some(file) = desk.store.attachment(id).await? else {
            if held.get(&id).is_some_and(|held| named.sha256.is_none_or(|sha256| sha256 == *held)) {
                continue;
            }
            return Err(AgentFault::UnknownAttachment);
        };
        if file.order != now.view.order {
            return Err(AgentFault::UnknownAttachment);
        }
        if file.state == AttachmentState::Captured {
            let (sha256, size, mime) = (file.sha256, file.size, file.mime);
            needs.insert(id, Attached { attachment: id, sha256, size, mime });
        }
    }
    Ok(needs.into_values().collect())
}

/// The drawing's word for who may be chosen.
const NEXT: &str = "next";
