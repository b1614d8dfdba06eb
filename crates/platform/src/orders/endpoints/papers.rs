//! Files that show somebody's papers or signature: only who has just unmasked the order sees them.

use std::collections::BTreeSet;
use std::time::Duration;

use forms::{Field, Form, Mask, Widget};
use platform_store::audit::ChainedEntry;
use platform_store::operations::StoredOperation;
use serde_json::Value;
use sync::OrderView;
use vocabulary::{AttachmentId, Instant, minutes};

use crate::http::ConsoleCaller;
use crate::orders::versions::ProcessVersion;
use sync::files_named;

/// The story's entry about somebody who saw the personal data in full.
pub const UNMASKED: &str = "unmasked";
/// How long it opens the papers.
const OPEN_FOR: Duration = minutes(15);

/// The files of an order, in its stages or in what workers sent, that show papers or a signature.
pub fn papers(
    version: &ProcessVersion,
    view: &OrderView,
    operations: &[StoredOperation],
) -> BTreeSet<AttachmentId> {
    let stages = view.stages.values().map(|stage| (version.form_of(&stage.element), &stage.values));
    let sent = operations.iter().map(|stored| {
        let form = stored.operation.form.as_deref();
        (form.and_then(|form| version.bundle.form(form)), &stored.operation.body)
    });
    stages.chain(sent).flat_map(|(form, values)| of_form(form, values)).collect()
}

fn of_form(form: Option<&Form>, values: &Value) -> Vec<AttachmentId> {
    let fields = form.into_iter().flat_map(|form| &form.ui().fields);
    let shows = |field: &Field| {
        // Whoever has somebody's signature can sign.
        field.mask == Some(Mask::Papers) || field.widget == Widget::Signature
    };
    let masked = fields.filter(|(_, field)| shows(field));
    let named = masked.filter_map(|(name, _)| values.get(name)).flat_map(files_named);
    named.map(|file| file.attachment).collect()
}

/// Whether the caller has unmasked the order a short while ago.
pub fn open_to(caller: &ConsoleCaller, story: &[ChainedEntry], now: Instant) -> bool {
    let name = caller.audit_name();
    let mut unmasked = story.iter().filter(|entry| entry.kind == UNMASKED && entry.actor == name);
    unmasked.any(|entry| now < entry.received_at.plus(OPEN_FOR))
}
