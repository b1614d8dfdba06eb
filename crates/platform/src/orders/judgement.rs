//! What a form says about a submit.
//!
//! Asking it is the dearest part of taking one, so an operation is judged before it waits for the writer. There the
//! judgement counts if the form would still be asked the same; else it is asked again.

use forms::{Context, EvidenceKind, Judged, Widget};
use platform_store::people::PersonRow;
use serde_json::{Value, json};
use sync::OrderView;
use vocabulary::{Digest, Instant, StageId};

use super::versions::ProcessVersion;

/// The form that a stage's values stand under, and what it sees beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    bundle_hash: Digest,
    element: String,
    context: Context,
}

/// The answer to a question over the values of one submit.
#[derive(Debug, Clone)]
pub struct Judgement {
    question: Question,
    /// What is wrong with the values; `None` when nothing is.
    pub errors: Option<Value>,
    /// What of the values is kept: nothing that the form does not ask for.
    pub values: Value,
    /// Whether a second person confirmed, where these values ask for one.
    pub confirmed: bool,
}

impl Question {
    /// The form of the process version that the values were filled in under. `None` when the order has no such stage.
    #[must_use]
    pub fn of(
        view: &OrderView,
        bundle_hash: Digest,
        stage: StageId,
        author: Option<&PersonRow>,
        now: Instant,
    ) -> Option<Self> {
        let stage = view.stage(stage)?;
        let worker = author.map(|author| (author.person, author.name.as_str()));
        let context = Context { order: view.facts_for(stage, worker, now), now };
        Some(Self { bundle_hash, element: stage.element.clone(), context })
    }

    /// Asks the form; a stage without one takes all values.
    #[must_use]
    pub fn judge(self, version: &ProcessVersion, values: &Value) -> Judgement {
        let drawn = version.definition.stage(&self.element);
        let needs_second = drawn.is_some_and(bpmn::Stage::needs_second_person);
        let Some(form) = version.form_of(&self.element) else {
            let (errors, values, confirmed) = (None, values.clone(), !needs_second);
            return Judgement { question: self, errors, values, confirmed };
        };
        let Judged { verdict, values, evidence } = form.submit(values, &self.context);
        // A form may ask for the second person only where something is switched on: then its other ways need none.
        let asks = form.ui().fields.values().any(|field| field.widget == Widget::SecondPerson);
        let mut shown = evidence.iter().filter(|need| need.kind == EvidenceKind::SecondPerson);
        let confirmed = !needs_second || (asks && shown.all(|need| need.present > 0));
        let errors = (!verdict.passes()).then(|| json!(verdict.errors));
        Judgement { question: self, errors, values, confirmed }
    }
}

impl Judgement {
    /// Whether it answers this question.
    #[must_use]
    pub fn answers(&self, question: &Question) -> bool {
        self.question == *question
    }
}
