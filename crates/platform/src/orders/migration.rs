//! Moves a running order to another version of its process.

use std::sync::Arc;

use bpmn::{MigrationFault, MigrationPlan};
use platform_store::{Tx, people};
use serde_json::json;
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
        let holders = self.holders_by_new_id(plan);
        let from = std::mem::replace(&mut self.record.view.bundle_hash, to.hash);
        self.record.view.former_bundles.push(from);
        self.version = to;
        self.take_step(step);
        self.describe_open_stages();
        self.note(
            "migrated",
            json!({ "from": from, "to": self.record.view.bundle_hash, "plan": plan }),
        );
        for stage in self.opened.clone() {
            let held = holders.iter().find(|(new, _)| *new == stage).map(|(_, person)| *person);
            let Some(person) = held else { continue };
            if let Some(person) = people::person(tx, self.platform.org(), person).await? {
                self.assign(stage, &person, "dispatched", None);
                self.opened.retain(|opened| *opened != stage);
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

    /// Whoever has a stage that becomes another one, by the id that it will have.
    fn holders_by_new_id(&self, plan: &MigrationPlan) -> Vec<(StageId, PersonId)> {
        let order = self.view().order;
        let open = self.view().stages.values().filter(|stage| stage.state.is_open());
        let moved = open.filter_map(|stage| {
            let element = plan.0.get(&stage.element)?;
            Some((StageId::derive(order, element, stage.occurrence), stage.assignee?))
        });
        moved.collect()
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
