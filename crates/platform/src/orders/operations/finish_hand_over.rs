//! What is left to do when somebody's stages have gone to others: telling each of them once, and remembering the answer.

use std::collections::BTreeMap;

use async_trait::async_trait;
use platform_store::feed::{self, Change, Touch};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sync::{EntityKind, Notice};
use vocabulary::{OfficeItemId, OrderNo, PersonId, Text};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, answer_once};

/// Whose stages go to whom, and why.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "from": "0198c0de-0000-7000-8000-000000000001",
    "to": "0198c0de-0000-7000-8000-000000000002",
    "reason": "中午起病假",
}))]
pub struct HandOverRequest {
    pub from: PersonId,
    /// Whoever each stage would fall to without him, if nobody is named: the grid's A or B, else whoever has least.
    #[serde(default)]
    pub to: Option<PersonId>,
    pub reason: String,
}

/// What went and what stayed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HandOverReport {
    /// Stages that were handed over.
    pub moved: u64,
    /// To whom, and how many.
    #[schema(value_type = BTreeMap<String, u64>)]
    pub to: BTreeMap<PersonId, u64>,
    pub stays: Vec<StagesThatStay>,
    /// Some were not reached, for there are more than one command takes or the platform was busy: give the command again.
    pub more: bool,
}

/// Stages that could not be handed over for the same reason.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StagesThatStay {
    pub reason: String,
    pub count: u64,
    /// The order of one of them.
    pub example: OrderNo,
}

impl HandOverReport {
    /// Counts a stage that went to somebody.
    pub fn moves(&mut self, to: PersonId) {
        self.moved += 1;
        *self.to.entry(to).or_default() += 1;
    }

    /// Counts a stage that stays where it is.
    pub fn stays(&mut self, reason: String, order_no: &OrderNo) {
        match self.stays.iter_mut().find(|known| known.reason == reason) {
            Some(known) => known.count += 1,
            None => self.stays.push(StagesThatStay { reason, count: 1, example: order_no.clone() }),
        }
    }
}

/// Tells those whom it concerns and remembers what the command is answered with.
pub struct FinishHandOver {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub request: HandOverRequest,
    pub report: HandOverReport,
}

#[async_trait]
impl Command for FinishHandOver {
    type Answer = HandOverReport;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<HandOverReport, Problem> {
        answer_once(tx, &self.once, &self.request, async |tx: &mut Tx<'_>| {
            if self.report.moved > 0 {
                let body = json!({ "command": self.request, "report": self.report });
                let org = self.platform.org();
                self.act.record(tx, org, &Chain::Organisation, "handed_over", body).await?;
                feed::touch(tx, org, self.act.at, self.notices()).await?;
            }
            Ok(self.report.clone())
        })
        .await
    }
}

impl FinishHandOver {
    fn notices(&self) -> Vec<Touch> {
        let HandOverRequest { from, reason, .. } = &self.request;
        let told = [(*from, given_away(self.report.moved, reason))].into_iter();
        let told =
            told.chain(self.report.to.iter().map(|(to, count)| (*to, given(*count, reason))));
        let touch = |(worker, text)| {
            let notice = Notice {
                at: self.act.at,
                order: None,
                order_no: None,
                about: "reassigned".to_owned(),
                text,
            };
            Touch {
                worker,
                kind: EntityKind::Notice,
                entity: OfficeItemId::make(self.platform.clock(), self.platform.entropy())
                    .to_string(),
                change: Change::Put { rev: 1, body: json!(notice) },
            }
        };
        told.map(touch).collect()
    }
}

fn given_away(count: u64, reason: &str) -> Text {
    Text::new(
        format!("您名下的 {count} 个环节已转交他人：{reason}。您已记录的内容会作为补充证据保留"),
        format!(
            "{count} of your stages were handed over ({reason}); what you recorded is kept as evidence"
        ),
    )
}

fn given(count: u64, reason: &str) -> Text {
    Text::new(
        format!("有 {count} 个环节转交给您：{reason}"),
        format!("{count} stages were handed over to you ({reason})"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_that_stay_are_counted_by_their_reason() {
        let mut report = HandOverReport::default();
        let no = |n: u32| format!("130200010000000{n}").parse().unwrap();
        report.stays("无人".into(), &no(1));
        report.stays("不可转派".into(), &no(2));
        report.stays("无人".into(), &no(3));
        let counts: Vec<_> = report.stays.iter().map(|stays| stays.count).collect();
        assert_eq!((counts, &report.stays[0].example), (vec![2, 1], &no(1)));
    }
}
