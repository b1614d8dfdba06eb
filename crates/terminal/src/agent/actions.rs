//! What a worker does with a stage before its form: sign in, set out, arrive, begin, or decline.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sync::{Attached, Kind, Operation, Recipient, StageView, reached};
use terminal_store::{Place, Prediction, Recorded};
use vocabulary::{CorrelationId, OperationId, OrderId, StageId, TerminalId};

use super::order_now::{LaneStanding, OrderNow};
use super::taking_photos::PlaceTaken;
use super::{Agent, AgentFault, Desk};

/// A step before the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Action {
    SignIn,
    SetOut,
    Arrive {
        #[serde(default)]
        position: Option<PlaceTaken>,
    },
    Begin,
    Decline {
        reason: String,
    },
}

impl Action {
    const fn kind(&self) -> Kind {
        match self {
            Self::SignIn => Kind::SignIn,
            Self::SetOut => Kind::SetOut,
            Self::Arrive { .. } => Kind::Arrive,
            Self::Begin => Kind::Begin,
            Self::Decline { .. } => Kind::Decline,
        }
    }

    fn body(&self) -> Value {
        match self {
            Self::Arrive { position: Some(position) } => json!({ "position": position }),
            Self::Decline { reason } => json!({ "reason": reason }),
            _ => json!({}),
        }
    }
}

/// What an operation says beside who, where and when.
pub(super) struct Said {
    pub correlation: CorrelationId,
    pub kind: Kind,
    pub form: Option<String>,
    pub to: Option<Recipient>,
    pub body: Value,
    pub needs: Vec<Attached>,
    pub prediction: Option<Foreseen>,
}

/// A stage that opens on this terminal when the operation is recorded.
pub(super) struct Foreseen {
    pub view: StageView,
    pub engine: Value,
}

impl Agent {
    /// Records a step. It is on the disk, and sealed to the company, when this returns; the operation carries the id of
    /// what it was asked by.
    ///
    /// # Errors
    /// When the order, the stage or the step is not the person's to take.
    pub async fn act(
        &self,
        correlation: CorrelationId,
        order: OrderId,
        stage: StageId,
        action: &Action,
    ) -> Result<OperationId, AgentFault> {
        if let Action::Decline { reason } = action
            && reason.chars().count() > REASON_CHARS_MAX
        {
            return Err(AgentFault::TooLarge);
        }
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        if let Some(next) = reached(action.kind()) {
            view.state.advance(next)?;
        }
        // Work on a version that is not here would be started blind.
        self.process_of(&desk, &now).await?;
        if desk.remarks().is_some() {
            let played = (action.kind(), &Value::Null);
            return Ok(self.practise(&desk, &now, &view, played).await?.0);
        }
        let said = Said {
            correlation,
            kind: action.kind(),
            form: None,
            to: None,
            body: action.body(),
            needs: Vec::new(),
            prediction: None,
        };
        self.record(&desk, &now, &view, said).await
    }

    /// The stage, if the person may work on it now.
    pub(super) async fn workable(
        &self,
        desk: &Desk,
        order: OrderId,
        stage: StageId,
    ) -> Result<(OrderNow, StageView), AgentFault> {
        let now = self.now_of(desk, order).await?;
        if now.read_only {
            return Err(AgentFault::ReadOnly);
        }
        let view = now.stage(stage).ok_or(AgentFault::UnknownStage(stage))?.clone();
        if view.assignee != Some(desk.person.person) {
            return Err(AgentFault::NotYours);
        }
        if !view.state.is_open() || now.view.state.is_over() {
            return Err(AgentFault::ReadOnly);
        }
        if now.lane == LaneStanding::Parked {
            return Err(AgentFault::LaneParked);
        }
        Ok((now, view))
    }

    /// Signs an operation in its place in the queue, records it, and seals it to the company.
    pub(super) async fn record(
        &self,
        desk: &Desk,
        now: &OrderNow,
        stage: &StageView,
        said: Said,
    ) -> Result<OperationId, AgentFault> {
        desk.work()?;
        let terminal = self.enrolment().await?.terminal;
        let at = self.times.corrected();
        let operation = desk
            .store
            .record(at, |place| self.recorded(desk, terminal, now, stage, place, said))
            .await?;
        if let Err(fault) = self.seal(desk, &operation).await {
            // It is recorded; sealing is tried again at the next sync and the next unlock.
            tracing::warn!(%fault, op_id = %operation.op_id, "an operation is not sealed yet");
        }
        Ok(operation.op_id)
    }

    fn recorded(
        &self,
        desk: &Desk,
        terminal: TerminalId,
        now: &OrderNow,
        stage: &StageView,
        place: Place,
        said: Said,
    ) -> Result<Recorded, AgentFault> {
        let mut operation = Operation {
            op_id: OperationId::make(self.clock(), self.entropy()),
            outbox: place.outbox,
            n: place.n,
            author: desk.person.person,
            terminal,
            order: now.view.order,
            stage: stage.stage,
            base: now.base(stage),
            bundle_hash: now.view.bundle_hash,
            kind: said.kind,
            form: said.form,
            to: said.to,
            captured: self.times.captured(now.view.fed_at),
            body: said.body,
            needs: said.needs,
            correlation: Some(said.correlation),
            signature: None,
        };
        let message = security_unit::Context::Operation.message(operation.digest()?.bytes());
        operation.signature = Some(hex::encode(desk.work()?.card.sign(&message)?.bytes()));
        let prediction = said.prediction.map(|foreseen| Prediction {
            order: operation.order,
            after: operation.op_id,
            view: foreseen.view,
            engine: foreseen.engine,
        });
        Ok(Recorded { operation, prediction })
    }
}

/// What fits on the dispatcher's screen.
const REASON_CHARS_MAX: usize = 500;
