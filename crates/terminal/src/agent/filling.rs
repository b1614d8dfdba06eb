//! Filling in a form: each field is on the disk before the page hears of it.

use std::sync::Arc;

use forms::{Context, Form, Purpose, Verdict, Widget};
use serde_json::{Map, Value};
use sync::StageView;
use terminal_store::Draft;
use vocabulary::{Digest, OrderId, StageId};

use super::order_now::OrderNow;
use super::processes::Process;
use super::{Agent, AgentFault, Desk};

impl Agent {
    /// Keeps what was typed into a field; null clears it. Files, signatures and confirmations are made by the agent:
    /// of these a page may only clear the last two, or say that the customer refuses to sign.
    ///
    /// # Errors
    /// When the stage is not the person's, or the field is not typed.
    pub async fn save_field(
        &self,
        order: OrderId,
        stage: StageId,
        field: &str,
        value: Value,
    ) -> Result<(), AgentFault> {
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let process = self.process_of(&desk, &now).await?;
        let widget = widget(form_of(&process, &view)?, field)?;
        let typed = match widget {
            Some(Widget::Photo | Widget::Voice | Widget::Video | Widget::MeterWork) => false,
            Some(Widget::Signature) => value.is_null() || value["refused"] == Value::Bool(true),
            Some(Widget::SecondPerson) => value.is_null(),
            _ => true,
        };
        if !typed {
            return Err(AgentFault::NotTyped(field.to_owned()));
        }
        if value.to_string().len() > FIELD_BYTES_MAX {
            return Err(AgentFault::TooLarge);
        }
        let mut draft = self.draft_of(order, stage, field, value);
        // A signature, a confirmation and a position say something of this terminal.
        draft.travels =
            !matches!(widget, Some(Widget::Signature | Widget::SecondPerson | Widget::Gps));
        desk.store.save_field(&draft).await?;
        Ok(())
    }

    /// What the form says to the values as they are.
    ///
    /// # Errors
    /// When the stage or its form is not here.
    pub async fn check(&self, order: OrderId, stage: StageId) -> Result<Verdict, AgentFault> {
        let desk = self.desk().await?;
        let now = self.now_of(&desk, order).await?;
        let view = now.stage(stage).ok_or(AgentFault::UnknownStage(stage))?.clone();
        let process = self.process_of(&desk, &now).await?;
        let form = form_of(&process, &view)?;
        let values = now.values(&view);
        Ok(form.check(&values, &self.context(&desk, &now, &view), Purpose::Submit))
    }

    /// A process version, opened.
    pub(crate) async fn open_process(
        &self,
        desk: &Desk,
        hash: Digest,
    ) -> Result<Arc<Process>, AgentFault> {
        self.processes.open(desk, hash).await
    }

    pub(super) async fn process_of(
        &self,
        desk: &Desk,
        now: &OrderNow,
    ) -> Result<Arc<Process>, AgentFault> {
        self.processes.open(desk, now.view.bundle_hash).await
    }

    /// What the form sees beside its own values; the platform builds the same.
    pub(super) fn context(&self, desk: &Desk, now: &OrderNow, stage: &StageView) -> Context {
        let at = self.times.corrected();
        let worker = (desk.person.person, desk.person.name.as_str());
        Context { order: now.view.facts_for(stage, Some(worker), at), now: at }
    }

    /// A field as it is kept on this terminal.
    pub(super) fn draft_of(
        &self,
        order: OrderId,
        stage: StageId,
        field: &str,
        value: Value,
    ) -> Draft {
        let saved_at = self.times.corrected();
        Draft { order, stage, field: field.to_owned(), value, saved_at, travels: false }
    }
}

pub(super) fn form_of<'p>(process: &'p Process, stage: &StageView) -> Result<&'p Form, AgentFault> {
    let form = stage.form.as_deref().and_then(|name| process.bundle.form(name));
    form.ok_or_else(|| AgentFault::UnknownField(String::new()))
}

/// The widget of a field; none for the reasons that override rules.
fn widget(form: &Form, field: &str) -> Result<Option<Widget>, AgentFault> {
    if let Some(found) = form.ui().fields.get(field) {
        return Ok(Some(found.widget));
    }
    let none = Map::new();
    let properties = form.schema()["properties"].as_object().unwrap_or(&none);
    if field == OVERRIDES && properties.contains_key(field) {
        return Ok(None);
    }
    Err(AgentFault::UnknownField(field.to_owned()))
}

/// The member of the values that holds reasons for overridden rules.
const OVERRIDES: &str = "overrides";
const FIELD_BYTES_MAX: usize = 64 * 1024;
