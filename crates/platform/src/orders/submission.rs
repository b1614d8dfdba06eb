//! What a submit has to be before it may move an order: its form without faults, its files announced, its recipient
//! able to go on. Taking it, merging it later and filling it in at a desk ask the same.

use std::sync::Arc;

use forms::{Form, Widget};
use platform_store::people::{self, PersonRow};
use platform_store::{Tx, attachments, meter_works};
use serde::Deserialize as _;
use serde_json::{Value, json};
use sync::{
    Attached, MeterWork, NamedFile, Recipient, RefusalReason, StageView, files_named, works_named,
};
use vocabulary::{AttachmentId, Digest, Role, StageId};

use super::dispatch::may_take;
use super::judgement::{Judgement, Question};
use super::order::Order;
use super::versions::ProcessVersion;
use crate::http::{Problem, ProblemKind};

/// A stage's form, filled in.
pub struct Submission<'s> {
    pub stage: StageId,
    /// The process version that it was filled in under.
    pub bundle: Digest,
    pub author: Option<&'s PersonRow>,
    pub values: &'s Value,
    /// The files that come with it.
    pub needs: &'s [Attached],
    pub to: Option<Recipient>,
    /// What the form said about these values before they came here.
    pub judged: Option<&'s Judgement>,
}

/// Why a submit may not move its order.
#[derive(Debug)]
pub enum SubmissionFault {
    /// What the form says against the values.
    Form(Value),
    /// A file that the values name and that nobody announced for this order.
    File(AttachmentId),
    /// A field says something else of a work at a meter than the terminal's own record of it.
    Work(String),
    /// The stage asks for a second person, and nobody confirmed.
    SecondPerson,
    Recipient,
}

impl SubmissionFault {
    #[must_use]
    pub const fn reason(&self) -> RefusalReason {
        match self {
            Self::Form(_) | Self::Work(_) => RefusalReason::FormInvalid,
            Self::File(_) => RefusalReason::FileUnannounced,
            Self::SecondPerson => RefusalReason::SecondPersonInvalid,
            Self::Recipient => RefusalReason::RecipientInvalid,
        }
    }

    /// For whoever fills it in at a desk.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let detail = match self {
            Self::Form(_) => "表单有未填或不符合要求的内容",
            Self::File(_) => "所附文件未随本工单上传",
            Self::Work(_) => "仪表作业的内容与终端上传的作业记录不一致",
            Self::SecondPerson => "缺少监护人（第二人）确认",
            Self::Recipient => "请选择可办理下一环节的人员或岗位",
        };
        Problem::new(ProblemKind::Invalid, detail).with(self.detail())
    }

    /// For the order's story.
    #[must_use]
    pub fn detail(&self) -> Value {
        match self {
            Self::Form(errors) => json!({ "errors": errors }),
            Self::File(attachment) => json!({ "attachment": attachment }),
            Self::Work(field) => {
                json!({ "errors": [{ "field": format!("/{field}"), "code": "work_differs" }] })
            }
            Self::SecondPerson | Self::Recipient => json!({}),
        }
    }
}

impl Submission<'_> {
    /// What of its values is kept, or the first thing that is wrong with it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn accept(
        &self,
        tx: &mut Tx<'_>,
        order: &Order,
    ) -> Result<Result<Value, SubmissionFault>, Problem> {
        let (view, at) = (order.view(), order.cause.at);
        let Some(question) = Question::of(view, self.bundle, self.stage, self.author, at) else {
            return Err(Problem::new(ProblemKind::NotFound, "no such stage"));
        };
        let judgement = match self.judged {
            Some(judged) if judged.answers(&question) => judged.clone(),
            _ => {
                let version = self.version(tx, order).await?;
                question.judge(&version, self.values)
            }
        };
        if let Some(errors) = judgement.errors {
            return Ok(Err(SubmissionFault::Form(errors)));
        }
        let values = judgement.values;
        if let Some(file) = self.file_unannounced(tx, order, &values).await? {
            return Ok(Err(SubmissionFault::File(file)));
        }
        if let Some(field) = self.work_told_otherwise(tx, order, &values).await? {
            return Ok(Err(SubmissionFault::Work(field)));
        }
        if !judgement.confirmed {
            return Ok(Err(SubmissionFault::SecondPerson));
        }
        if !self.recipient_is_valid(tx, order, &values).await? {
            return Ok(Err(SubmissionFault::Recipient));
        }
        Ok(Ok(values))
    }

    /// What was filled in before the order was moved to another version is judged by the one it knew.
    async fn version(
        &self,
        tx: &mut Tx<'_>,
        order: &Order,
    ) -> Result<Arc<ProcessVersion>, Problem> {
        if self.bundle == order.version.hash {
            return Ok(Arc::clone(&order.version));
        }
        let found = order.platform.versions().find(tx, order.platform.org(), self.bundle).await?;
        found.ok_or_else(|| Problem::new(ProblemKind::Internal, "the process version is gone"))
    }

    /// A file that comes neither with this submit nor came with an earlier one of this order.
    async fn file_unannounced(
        &self,
        tx: &mut Tx<'_>,
        order: &Order,
        values: &Value,
    ) -> Result<Option<AttachmentId>, Problem> {
        for NamedFile { attachment, sha256, mime } in files_named(values) {
            let fits = |known: Digest, known_mime: &str| {
                sha256.is_none_or(|sha256| sha256 == known)
                    && mime.as_ref().is_none_or(|mime| mime == known_mime)
            };
            let own = self.needs.iter().find(|need| need.attachment == attachment);
            let announced = match own {
                Some(need) => fits(need.sha256, &need.mime),
                None => attachments::find(tx, order.platform.org(), attachment).await?.is_some_and(
                    |file| {
                        file.order == order.view().order
                            && file.op_id.is_some()
                            && fits(file.sha256, &file.mime)
                    },
                ),
            };
            if !announced {
                return Ok(Some(attachment));
            }
        }
        Ok(None)
    }

    /// A field that says of a work what its record does not. A work that is not here yet is held against it when it comes
    /// (`KeepMeterWorks`).
    async fn work_told_otherwise(
        &self,
        tx: &mut Tx<'_>,
        order: &Order,
        values: &Value,
    ) -> Result<Option<String>, Problem> {
        for named in works_named(values) {
            let found = meter_works::find(tx, order.platform.org(), named.work).await?;
            let Some(row) = found else { continue };
            let work = MeterWork::deserialize(&row.body);
            let work = work.map_err(|error| Problem::internal(&error))?;
            if work.order != Some(order.view().order) || !work.is_as_told(named.told) {
                return Ok(Some(named.field.to_owned()));
            }
        }
        Ok(None)
    }

    async fn recipient_is_valid(
        &self,
        tx: &mut Tx<'_>,
        order: &Order,
        values: &Value,
    ) -> Result<bool, Problem> {
        let Some(stage) = order.view().stage(self.stage) else { return Ok(false) };
        let next = order.version().next_roles_of(&stage.element);
        Ok(match self.to {
            _ if next.is_empty() => true,
            // A way that ends the order, or that leads to others, needs nobody.
            None => order.roles_to_choose(stage, values).is_empty(),
            Some(Recipient::Role(role)) => next.contains(&role),
            Some(Recipient::Person(person)) => {
                let person = people::person(tx, order.platform.org(), person).await?;
                person.is_some_and(|person| {
                    may_take(&person, &next) && order.is_within_reach(&person)
                })
            }
        })
    }
}

impl Order {
    /// Roles that the worker of a stage may give the next one to if it is submitted with these values; none where the way
    /// ends the order or leads to others.
    #[must_use]
    pub fn roles_to_choose(&self, stage: &StageView, values: &Value) -> Vec<Role> {
        let mut roles = self.version().next_roles_of(&stage.element);
        // What cannot step says so itself when it is tried.
        let opening = self.opening_after(stage, values).map(|next| next.stages).unwrap_or_default();
        roles.retain(|role| {
            opening.iter().any(|next| self.version().roles_of(&next.element).contains(role))
        });
        roles
    }
}

/// A field that is filled in although only a terminal can: it takes photos, recordings, signatures, positions and
/// confirmations, works at meters, and proves where they come from.
#[must_use]
pub fn taken_elsewhere<'f>(form: &'f Form, values: &Value) -> Option<&'f str> {
    let taken = [
        Widget::Photo,
        Widget::Voice,
        Widget::Video,
        Widget::Signature,
        Widget::Gps,
        Widget::SecondPerson,
        Widget::MeterWork,
    ];
    let filled = |name: &str| match &values[name] {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    let mut fields = form.ui().fields.iter();
    let (name, _) = fields.find(|(name, field)| taken.contains(&field.widget) && filled(name))?;
    Some(name)
}
