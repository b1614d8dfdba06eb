//! What a form says about a submit.
//!
//! Asking it is the dearest part of taking one, so an operation is judged before it waits for the writer. There the
//! judgement counts if the form would still be asked the same; else it is asked again.

use forms::{Context, Purpose};
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
    errors: Option<Value>,
}

impl Question {
    /// `None` when the order has no such stage.
    #[must_use]
    pub fn of(
        view: &OrderView,
        stage: StageId,
        author: Option<&PersonRow>,
        now: Instant,
    ) -> Option<Self> {
        let element = view.stage(stage)?.element.clone();
        let worker = author.map(|author| (author.person, author.name.as_str()));
        let context = Context { order: view.facts_for(worker, now), now };
        Some(Self { bundle_hash: view.bundle_hash, element, context })
    }

    /// Asks the form; a stage without one takes all values.
    #[must_use]
    pub fn judge(self, version: &ProcessVersion, values: &Value) -> Judgement {
        let errors = version.form_of(&self.element).and_then(|form| {
            let verdict = form.check(values, &self.context, Purpose::Submit);
            (!verdict.passes()).then(|| json!(verdict.errors))
        });
        Judgement { question: self, errors }
    }
}

impl Judgement {
    /// Whether it answers this question.
    #[must_use]
    pub fn answers(&self, question: &Question) -> bool {
        self.question == *question
    }

    /// What is wrong with the values; `None` when nothing is.
    #[must_use]
    pub fn errors(&self) -> Option<&Value> {
        self.errors.as_ref()
    }
}
