//! Moves a running order to another version of its process.

use std::sync::Arc;

use bpmn::{MigrationFault, MigrationPlan};
use forms::Form;
use platform_store::drafts::{self, DraftRow};
use platform_store::{StoreFault, Tx, people};
use serde_json::{Value, json};
use sync::{Carried, StageDraft, StageView};
use vocabulary::{PersonId, StageId, Text};

use super::completion::CompletionFault;
use super::order::Order;
use super::versions::ProcessVersion;

impl Order {
    /// What would move, or why it cannot; the order stays as it is.
    ///
    /// # Errors
    /// Everything that has no place in the new version.
    pub fn try_migrate(
        &self,
        to: &ProcessVersion,
        plan: &MigrationPlan,
    ) -> Result<bpmn::Step, Vec<MigrationFault>> {
        let (from, at) = (&self.version.definition, self.cause.at.micros());
        let cel = self.platform.versions().cel();
        bpmn::migrate(from, &to.definition, &self.engine, plan, at, cel)
    }

    /// Takes the moved engine over. Open stages stay with whoever has them; clocks keep the policy they began under.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn migrate(
        &mut self,
        tx: &mut Tx<'_>,
        to: Arc<ProcessVersion>,
        plan: &MigrationPlan,
        step: bpmn::Step,
    ) -> Result<(), CompletionFault> {
        let moved = self.stages_that_become_others(&to, plan);
        let from = std::mem::replace(&mut self.record.view.bundle_hash, to.hash);
        self.record.view.former_bundles.push(from);
        self.version = to;
        self.take_step(step);
        self.describe_open_stages();
        self.note(
            "migrated",
            json!({ "from": from, "to": self.record.view.bundle_hash, "plan": plan }),
        );
        for BecomesAnother { was, is, carried } in moved {
            let Some(stage) = self.record.view.stages.get_mut(&is) else { continue };
            stage.values = only(&was.values, &carried.fields);
            stage.sent_back = was.sent_back;
            stage.carried = Some(carried.clone());
            let Some(holder) = was.assignee else { continue };
            if let Some(person) = people::person(tx, self.platform.org(), holder).await? {
                self.assign(is, &person, "dispatched", None);
                self.remark(is, was.remark.as_deref());
                self.opened.retain(|opened| *opened != is);
                self.carry_draft(tx, (was.stage, is), holder, &carried).await?;
            }
        }
        let text = Text::new(
            "流程已升级，工单按新版本继续办理，已记录的内容保留",
            "the process was upgraded: the order goes on under the new version, what you recorded is kept",
        );
        self.tell_workers("changed", &text);
        self.assign_opened(tx, None).await?;
        self.serve(tx).await
    }

    /// Open stages that the plan makes others, with what goes with them.
    fn stages_that_become_others(
        &self,
        to: &ProcessVersion,
        plan: &MigrationPlan,
    ) -> Vec<BecomesAnother> {
        let order = self.view().order;
        let open = self.view().stages.values().filter(|stage| stage.state.is_open());
        let moved = open.filter_map(|stage| {
            let element =
                plan.0.get(&stage.element).filter(|element| **element != stage.element)?;
            let (old, new) = (self.version.form_of(&stage.element), to.form_of(element));
            let fields = old.zip(new).map(|(old, new)| fields_of_both(old, new));
            let fields = fields.unwrap_or_default();
            Some(BecomesAnother {
                was: stage.clone(),
                is: StageId::derive(order, element, stage.occurrence),
                carried: Carried { element: stage.element.clone(), fields },
            })
        });
        moved.collect()
    }

    /// What was typed at the old stage and lies here goes to the new one, for whatever terminal its worker takes up next.
    async fn carry_draft(
        &mut self,
        tx: &mut Tx<'_>,
        (was, is): (StageId, StageId),
        holder: PersonId,
        carried: &Carried,
    ) -> Result<(), StoreFault> {
        let org = self.platform.org();
        let Some(row) = drafts::find(tx, org, holder, was).await? else { return Ok(()) };
        let bad = |_| StoreFault::BadRow { table: "draft", column: "body" };
        let mut draft: StageDraft = serde_json::from_value(row.body).map_err(bad)?;
        draft.stage = is;
        draft.fields.retain(|name, _| carried.fields.contains(name));
        if draft.fields.is_empty() || drafts::find(tx, org, holder, is).await?.is_some() {
            return Ok(());
        }
        let row = DraftRow { stage: is, rev: 1, body: json!(draft), ..row };
        drafts::put(tx, org, &row).await?;
        self.drafts.push(row);
        Ok(())
    }

    /// Roles, forms and names of open stages are those of the new version.
    fn describe_open_stages(&mut self) {
        let version = Arc::clone(&self.version);
        let open = self.record.view.stages.values_mut().filter(|stage| stage.state.is_open());
        for stage in open {
            let Some(drawn) = version.definition.stage(&stage.element) else { continue };
            stage.roles = version.roles_of(&stage.element);
            stage.form = drawn.form().map(str::to_owned);
            stage.name = drawn.name.clone().unwrap_or_else(|| stage.element.clone());
        }
    }
}

/// A stage that is another one under the new version.
struct BecomesAnother {
    was: StageView,
    is: StageId,
    carried: Carried,
}

/// What is filled in alike under one name in both.
fn fields_of_both(old: &Form, new: &Form) -> Vec<String> {
    let both = old.ui().fields.iter().filter(|(name, field)| {
        new.ui().fields.get(name.as_str()).is_some_and(|other| other.widget == field.widget)
    });
    both.map(|(name, _)| name.clone()).collect()
}

fn only(values: &Value, fields: &[String]) -> Value {
    let Some(values) = values.as_object() else { return Value::Null };
    let kept = values.iter().filter(|(name, _)| fields.contains(name));
    Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}
