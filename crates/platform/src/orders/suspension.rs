//! An order that stands still for a while (挂起), goes on (恢复), or is called off by whoever handed it over (撤销).

use bpmn::StepError;
use platform_store::Tx;
use serde_json::json;
use vocabulary::{OrderState, Text};

use super::completion::CompletionFault;
use super::order::Order;

impl Order {
    /// Stops the order, and the clocks whose policy knows the reason.
    ///
    /// # Errors
    /// When it is suspended already or over.
    pub fn suspend(&mut self, reason: &str, proof: &str) -> Result<(), StepError> {
        let at = self.cause.at;
        self.step(&bpmn::Command::Suspend { at: at.micros() })?;
        self.record.view.state = OrderState::Suspended;
        let paused = self.clocks.pause(reason, proof, at);
        self.note("suspended", json!({ "reason": reason, "proof": proof, "paused": paused }));
        // A code of the policies is for clocks; what somebody wrote is for people.
        let is_code = reason.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let (zh, en) = if is_code {
            (String::new(), String::new())
        } else {
            (format!("：{reason}"), format!(" ({reason})"))
        };
        let text = Text::new(
            format!("工单已挂起{zh}。您已记录的内容会保留，恢复后再办理"),
            format!("the order is suspended{en}; what you recorded is kept until it goes on"),
        );
        self.tell_workers("suspended", &text);
        Ok(())
    }

    /// Lets it go on. What came due or arrived meanwhile counts now.
    ///
    /// # Errors
    /// When it is not suspended; when what waited for evidence cannot go on.
    pub async fn resume(&mut self, tx: &mut Tx<'_>) -> Result<(), CompletionFault> {
        let at = self.cause.at;
        let resume = bpmn::Command::Resume { at: at.micros() };
        self.step(&resume).map_err(CompletionFault::Stuck)?;
        self.record.view.state = OrderState::Open;
        self.clocks.resume(at);
        self.rearm_timers();
        self.note("resumed", json!({}));
        let text = Text::new("工单已恢复，请继续办理", "the order goes on: please see to it");
        self.tell_workers("resumed", &text);
        if self.record.evidence_missing == 0 {
            self.evidence_arrived(tx).await?;
        }
        Ok(())
    }

    /// The system that handed it over wants it no more.
    ///
    /// # Errors
    /// When it is over.
    pub fn call_off(&mut self, by: &Text, reason: Option<&str>) -> Result<(), StepError> {
        self.note("cancelled", json!({ "reason": reason }));
        let text = Text::new(
            format!("工单已被{}撤销，您已记录的内容仍会保留", by.zh),
            format!("{} has cancelled the order; what you recorded is kept", by.en),
        );
        self.tell_workers("cancelled", &text);
        let at = self.cause.at.micros();
        self.step(&bpmn::Command::Terminate { at })
    }

    /// Tells everybody who has an open stage.
    pub fn tell_workers(&mut self, about: &str, text: &Text) {
        for worker in Order::workers(&self.record) {
            self.notify(worker, about, text.clone());
        }
    }
}
