//! Practice: a desk of its own whose store, files and key are made for it and wiped when it is left.
//!
//! What is done at it never becomes an operation, and the desk has neither card nor session: there is nothing that could
//! be sent, and nothing that could send it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use forms::{Finding, Verdict, Widget};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sync::{Confirmation, Kind, Notice, StageView};
use terminal_store::{EvidenceFolder, PersonStore, StoreKey};
use vocabulary::{CardId, OperationId, OrderId, PersonId, StageId, Text};

use super::desk::Duty;
use super::filling::form_of;
use super::order_now::OrderNow;
use super::{Agent, AgentFault, Desk};
use crate::syncing::SuppliesDue;
use crate::training;

/// What was noticed while an order was practised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeRemark {
    /// Of which stage.
    pub stage: StageId,
    pub text: Text,
    /// The platform would not have taken it.
    pub refused: bool,
}

/// How the practice of one order stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeReport {
    /// It came to its end.
    pub finished: bool,
    pub remarks: Vec<PracticeRemark>,
}

/// What was noticed, by order; gone with the practice.
#[derive(Default)]
pub(crate) struct Remarks(Mutex<BTreeMap<OrderId, Vec<PracticeRemark>>>);

impl Remarks {
    fn note(&self, order: OrderId, remark: PracticeRemark) {
        let mut remarks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_order = remarks.entry(order).or_default();
        if !of_order.contains(&remark) && of_order.len() < REMARKS_MAX {
            of_order.push(remark);
        }
    }

    fn of(&self, order: OrderId) -> Vec<PracticeRemark> {
        let remarks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        remarks.get(&order).cloned().unwrap_or_default()
    }
}

impl Agent {
    /// Begins to practise, whoever sat here before; without a network, without a card, also on a terminal that is not
    /// enrolled. What was practised before is gone.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn begin_practice(&self) -> Result<(), AgentFault> {
        let _seat = self.seating.lock().await;
        self.clear_desk(None).await;
        self.wipe_practice()?;
        let folder = self.practice_folder();
        // Nobody else ever has it: what a killed agent leaves behind opens to nobody.
        let key = StoreKey::from_bytes(self.entropy().key());
        let options = self.settings.store.clone();
        let evidence = EvidenceFolder::open(
            Arc::clone(&self.tools.entropy),
            folder.join("evidence"),
            key.clone(),
            options.clone(),
        )?;
        let path = folder.join("store.db");
        let store = PersonStore::open(self.clock(), self.entropy(), &path, &key, options).await?;
        let desk = Desk {
            person: training::trainee(self.clock(), self.entropy()),
            store,
            evidence,
            duty: Duty::Practice(Remarks::default()),
            acting: tokio::sync::Mutex::new(()),
            supplies_due: tokio::sync::Mutex::new(SuppliesDue::of_none()),
        };
        self.lay_out(&desk).await?;
        self.set_desk(Some(Arc::new(desk))).await;
        Ok(())
    }

    /// Ends practice and wipes it. Nothing else is touched.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn end_practice(&self) -> Result<(), AgentFault> {
        let _seat = self.seating.lock().await;
        if self.practises().await {
            self.clear_desk(None).await;
        }
        Ok(())
    }

    /// Whether somebody practises.
    pub async fn practises(&self) -> bool {
        self.desk().await.is_ok_and(|desk| desk.remarks().is_some())
    }

    /// Stands for the second person's card and PIN, which nobody has at hand who practises alone.
    ///
    /// # Errors
    /// When nobody practises, or the field asks for no second person.
    pub async fn practise_confirmation(
        &self,
        order: OrderId,
        stage: StageId,
        field: &str,
    ) -> Result<Value, AgentFault> {
        let desk = self.desk().await?;
        let remarks = desk.remarks().ok_or(AgentFault::NoPractice)?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let process = self.process_of(&desk, &now).await?;
        let asked = form_of(&process, &view)?.ui().fields.get(field);
        if asked.is_none_or(|asked| asked.widget != Widget::SecondPerson) {
            return Err(AgentFault::UnknownField(field.to_owned()));
        }
        let value = json!(Confirmation {
            person_id: PersonId::make(self.clock(), self.entropy()),
            name: "练习监护人".to_owned(),
            card_id: CardId::make(self.clock(), self.entropy()),
            confirmed_at: self.times.corrected(),
            signature: STANDARD.encode("practice: nobody signed"),
        });
        desk.store.save_field(&self.draft_of(order, stage, field, value.clone())).await?;
        let text = Text::new(
            "监护人没有插卡：练习时代为确认，正式办理会被退回",
            "No second card was put in: practice confirms by itself, the platform would refuse it",
        );
        remarks.note(order, PracticeRemark { stage, text, refused: true });
        Ok(value)
    }

    /// Does with the order what the platform would, and forgets the draft: nothing is recorded that could be sent. The
    /// id names nothing.
    pub(super) async fn practise(
        &self,
        desk: &Desk,
        now: &OrderNow,
        stage: &StageView,
        (kind, values): (Kind, &Value),
    ) -> Result<(OperationId, Option<StageId>), AgentFault> {
        let process = self.process_of(desk, now).await?;
        let mut view = now.view.clone();
        let played = training::Played { stage: stage.stage, kind, values };
        let at = self.times.corrected();
        let opened = training::play(&mut view, &process, &desk.person, &played, at);
        let opened = opened.map_err(|fault| match fault {
            training::PlayFault::Step(step) => AgentFault::Step(step),
            fault => {
                tracing::error!(%fault, "a practice order did not go on");
                AgentFault::BundleMissing
            }
        })?;
        let done = (kind == Kind::Submit).then_some(stage.stage);
        desk.store.put_practice(&view, done).await?;
        Ok((OperationId::make(self.clock(), self.entropy()), opened))
    }

    /// How the practice of an order stands; nothing where nobody practises.
    pub(super) fn practice_report(desk: &Desk, now: &OrderNow) -> Option<PracticeReport> {
        let remarks = desk.remarks()?;
        Some(PracticeReport {
            finished: now.view.state.is_over(),
            remarks: remarks.of(now.view.order),
        })
    }

    /// What is noticed of a submit that would have been refused.
    pub(super) fn remark_refusal(desk: &Desk, order: OrderId, stage: StageId, verdict: &Verdict) {
        remark(desk, order, stage, &verdict.errors, true);
    }

    /// What is noticed of a submit that goes on all the same.
    pub(super) fn remark_warnings(desk: &Desk, order: OrderId, stage: StageId, verdict: &Verdict) {
        remark(desk, order, stage, &verdict.warnings, false);
    }

    /// Takes away what was practised, also by an agent that was killed.
    pub(super) fn wipe_practice(&self) -> Result<(), AgentFault> {
        match std::fs::remove_dir_all(self.practice_folder()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(terminal_store::StoreFault::File(error).into())
            }
            _ => Ok(()),
        }
    }

    /// The orders that are practised with, and a word about what to type.
    async fn lay_out(&self, desk: &Desk) -> Result<(), AgentFault> {
        let (at, bundle) = (self.times.corrected(), training::bundle());
        let opened = forms::Bundle::open(bundle.files.clone());
        let hash = opened.map_err(|_| AgentFault::BundleMissing)?.hash();
        desk.store.keep_bundle(hash, &bundle, at).await?;
        let process = self.processes.open(desk, hash).await?;
        for order in training::orders() {
            let id = OrderId::make(self.clock(), self.entropy());
            let view = training::start(&process, hash, (id, &order), &desk.person, at);
            let view = view.map_err(|fault| {
                tracing::error!(%fault, "there is no practice order");
                AgentFault::BundleMissing
            })?;
            desk.store.put_practice(&view, None).await?;
        }
        let (meter, seal) = training::FACTS;
        let notice = Notice {
            at,
            order: None,
            order_no: None,
            about: "practice".to_owned(),
            text: Text::new(
                format!(
                    "这里的一切都是练习，不会上传，退出即清除。装表时资产编号填 {meter}，封印号填 {seal} 等。"
                ),
                format!(
                    "Everything here is practice: nothing is uploaded, and leaving wipes it. The meter to type is {meter}, a \
                     seal is {seal}."
                ),
            ),
        };
        desk.store.add_notice("practice", &notice).await?;
        Ok(())
    }

    fn practice_folder(&self) -> PathBuf {
        self.settings.folder.join("practice")
    }
}

fn remark(desk: &Desk, order: OrderId, stage: StageId, findings: &[Finding], refused: bool) {
    let Some(remarks) = desk.remarks() else { return };
    for finding in findings {
        remarks.note(order, PracticeRemark { stage, text: finding.message.clone(), refused });
    }
}

/// More than this nobody reads.
const REMARKS_MAX: usize = 40;
