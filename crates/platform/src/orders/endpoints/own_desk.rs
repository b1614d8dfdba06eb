//! What whoever works on a stage at the console reads in full: as much of an order as the stage's form asks for, and not
//! more. On a terminal he has it anyhow, and a form that is filled in with masked data would keep the mask.

use serde_json::Value;
use sync::{OrderView, StageView, fact_pointer};
use vocabulary::StageId;

use crate::http::ConsoleCaller;
use crate::orders::versions::ProcessVersion;

/// What stands in an order before it is masked, and again in what the caller works with.
pub struct OwnDesk {
    /// By JSON pointer into the facts.
    facts: Vec<(String, Value)>,
    values: Vec<(StageId, Value)>,
}

impl OwnDesk {
    /// The open stages that the caller has, or may take.
    pub fn of(caller: &ConsoleCaller, view: &OrderView, version: &ProcessVersion) -> Self {
        let own = view.stages.values().filter(|stage| is_his(caller, stage));
        let (mut facts, mut values) = (Vec::new(), Vec::new());
        for stage in own {
            values.push((stage.stage, stage.values.clone()));
            let Some(form) = version.form_of(&stage.element) else { continue };
            let paths = form.ui().fields.values().filter_map(|field| field.prefill.as_deref());
            for pointer in paths.filter_map(fact_pointer) {
                if let Some(fact) = view.facts.pointer(&pointer) {
                    facts.push((pointer, fact.clone()));
                }
            }
        }
        Self { facts, values }
    }

    /// Lets him read it.
    pub fn put_back(self, view: &mut OrderView) {
        for (pointer, fact) in self.facts {
            if let Some(masked) = view.facts.pointer_mut(&pointer) {
                *masked = fact;
            }
        }
        for (stage, values) in self.values {
            if let Some(masked) = view.stages.get_mut(&stage) {
                masked.values = values;
            }
        }
    }
}

fn is_his(caller: &ConsoleCaller, stage: &StageView) -> bool {
    let may_take = || stage.roles.iter().any(|role| caller.roles.contains(role));
    stage.state.is_open() && stage.assignee.map_or_else(may_take, |person| person == caller.person)
}
