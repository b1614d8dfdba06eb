//! Drawings and other files that travel with an order: whoever has a stage in hand has them, nobody else.

use platform::orders::ProcessVersion;
use sync::{OrderView, files_named};
use vocabulary::{AttachmentId, PersonId};

use super::Story;

impl Story<'_, '_> {
    /// The performer of an open stage fetches what the stages before it sent along; somebody who has none does not.
    pub(super) async fn looks_up(&mut self, view: &OrderView, performer: PersonId) {
        let version = self.version(view).await;
        let holders: Vec<PersonId> = view
            .stages
            .values()
            .filter(|stage| stage.state.is_open())
            .filter_map(|stage| stage.assignee)
            .collect();
        for attachment in travelling(&version, view) {
            let fetched = self.crew.fetches(performer, attachment).await;
            let expected = format!("the file {attachment}");
            assert_eq!(fetched.status, 200, "{}: {}", self.place, fetched.body);
            assert_eq!(fetched.bytes, expected.as_bytes(), "{}", self.place);
            let stranger = self.crew.somebody_but(&holders);
            let refused = self.crew.fetches(stranger, attachment).await;
            assert_eq!(refused.status, 403, "{}", self.place);
        }
    }
}

fn travelling(version: &ProcessVersion, view: &OrderView) -> Vec<AttachmentId> {
    let mut found = Vec::new();
    for stage in view.stages.values() {
        let form = version.form_of(&stage.element);
        let fields = form.into_iter().flat_map(|form| form.travelling());
        let named = fields.filter_map(|field| stage.values.get(field)).flat_map(files_named);
        found.extend(named.map(|file| file.attachment));
    }
    found
}
