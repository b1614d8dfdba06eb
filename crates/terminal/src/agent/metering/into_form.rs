//! A work's record, put into the forms of its stage.

use serde_json::Value;
use sync::MeterWork;
use terminal_store::WorksAsked;
use vocabulary::MeterOutcome;

use crate::agent::filling::form_of;
use crate::agent::{Agent, AgentFault, Desk};

impl Agent {
    /// Puts a record into the fields of its stage that ask for such a work, once for every state that it has been kept in:
    /// a form that is opened after the battery was pulled in the middle says that nobody knows.
    ///
    /// # Errors
    /// When the order's form cannot be read, or nothing is kept.
    pub(super) async fn put_into_form(
        &self,
        desk: &Desk,
        work: &MeterWork,
    ) -> Result<(), AgentFault> {
        let (Some(order), Some(stage)) = (work.order, work.stage) else { return Ok(()) };
        let Some(value) = work.in_form() else { return Ok(()) };
        let _acting = desk.acting.lock().await;
        let Ok((now, view)) = self.workable(desk, order, stage).await else {
            // It was given to somebody else, or is over: the record stands in the journal.
            return Ok(());
        };
        let process = self.process_of(desk, &now).await?;
        let drafts = now.drafts.get(&stage);
        for (name, field) in &form_of(&process, &view)?.ui().fields {
            let Some(spec) = &field.meter_work else { continue };
            let before = drafts.and_then(|fields| fields.get(name));
            let is_news = before != Some(&value);
            if spec.commands.contains(&work.command) && is_news && says_more(&value, before) {
                let draft = self.draft_of(order, stage, name, value.clone());
                desk.store.save_field(&draft).await?;
            }
        }
        Ok(())
    }

    /// The same for the person's last record, if the battery was pulled when it was kept and not yet in the form. Nobody is
    /// kept from his desk by it.
    pub(in crate::agent) async fn put_last_into_form(&self, desk: &Desk) {
        let last = WorksAsked { limit: 1, ..WorksAsked::default() };
        let put = async {
            for found in self.device.meter_works(desk.person.person, &last).await? {
                self.put_into_form(desk, &found.work).await?;
            }
            Ok::<(), AgentFault>(())
        };
        if let Err(fault) = put.await {
            tracing::warn!(%fault, "the last record of a work may not stand in its form");
        }
    }
}

/// Whether a record may stand where another one stands: a relay that was moved is not forgotten because a second try was
/// refused.
fn says_more(value: &Value, before: Option<&Value>) -> bool {
    let Some(before) = before.filter(|before| before["work"] != value["work"]) else { return true };
    certainty(value) >= certainty(before)
}

/// How much an outcome says of the meter: nothing was sent, it took nothing, nobody knows, it is so.
fn certainty(value: &Value) -> u8 {
    match serde_json::from_value(value["outcome"].clone()) {
        Ok(MeterOutcome::Done) => 3,
        Ok(MeterOutcome::Unknown) => 2,
        Ok(MeterOutcome::Failed) => 1,
        Ok(MeterOutcome::Refused) | Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refused_second_try_does_not_hide_a_relay_that_moved() {
        let work = |work: &str, outcome: &str| json!({ "work": work, "outcome": outcome });
        let first = |outcome| Some(work("1", outcome));
        for (before, after, replaces) in [
            ("done", "refused", false),
            ("done", "failed", false),
            ("unknown", "refused", false),
            ("unknown", "failed", false),
            ("unknown", "done", true),
            ("failed", "refused", false),
            ("failed", "failed", true),
            ("refused", "unknown", true),
            ("done", "done", true),
        ] {
            let says = says_more(&work("2", after), first(before).as_ref());
            assert_eq!(says, replaces, "{after} after {before}");
        }
        assert!(says_more(&work("1", "failed"), first("unknown").as_ref()), "of the same work");
        assert!(says_more(&work("1", "refused"), None));
    }
}
