//! The office says why limits were missed.

use access::Action;
use async_trait::async_trait;
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use vocabulary::OrderId;

use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::clocks::Explanation;
use crate::orders::order::{Cause, Order};

/// Writes down why limits of an order were missed, once; also when the order is over.
pub struct ExplainOverdue {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub once: Once,
    pub request: ExplainRequest,
}

/// Which limits, and why.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplainRequest {
    pub order: OrderId,
    /// Names of limits of the order that ask for a reason.
    pub limits: Vec<String>,
    /// One of the process's overdue reasons.
    pub code: String,
    /// What the code does not say; some codes ask for it.
    #[serde(default)]
    pub note: String,
}

/// What is explained now.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Explained {
    pub order: OrderId,
    pub limits: Vec<String>,
}

#[async_trait]
impl Command for ExplainOverdue {
    type Answer = Explained;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Explained, Problem> {
        let request = ("explain_overdue", &self.request);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.explain(tx).await).await
    }
}

impl ExplainOverdue {
    async fn explain(&self, tx: &mut Tx<'_>) -> Result<Explained, Problem> {
        let ExplainRequest { order: id, limits, code, note } = &self.request;
        let mut order = Order::load(&self.platform, tx, self.cause.clone(), *id)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such order"))?;
        self.caller.may(Action::ExplainOverdue, &order.resource())?;
        let invalid = |detail: &str| Problem::new(ProblemKind::Invalid, detail);
        let (at, note) = (self.cause.received_at, note.trim());
        let known = order.version().overdue_reasons.iter().find(|reason| reason.code == *code);
        let reason = known
            .filter(|reason| reason.is_in_force(at))
            .ok_or_else(|| invalid("超期原因不在当前可选范围内"))?
            .clone();
        if reason.note_required && note.is_empty() {
            return Err(invalid("该超期原因须填写说明"));
        }
        if note.chars().count() > NOTE_LEN_MAX {
            return Err(invalid("说明最多 200 字"));
        }
        if limits.is_empty() {
            return Err(invalid("请选择要说明的时限"));
        }
        let (code, note, by) = (code.clone(), note.to_owned(), self.caller.person);
        let explanation = Explanation { code, note, by, at };
        for limit in limits {
            if !order.explain_limit(limit, &explanation, &reason.name) {
                let detail = "时限未超期、不需说明，或已说明过";
                return Err(Problem::new(ProblemKind::Conflict, detail));
            }
        }
        order.save_beside(tx).await?;
        Ok(Explained { order: *id, limits: limits.clone() })
    }
}

const NOTE_LEN_MAX: usize = 200;
