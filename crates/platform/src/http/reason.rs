//! Why somebody does something that others will ask about.

use serde::Deserialize;
use utoipa::ToSchema;

use super::{Problem, ProblemKind};

/// The reason for a command, for the audit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "终端在现场丢失" }))]
pub struct Reason {
    /// 2 to 500 characters.
    reason: String,
}

impl Reason {
    /// The text.
    ///
    /// # Errors
    /// When it says nothing, or too much.
    pub fn into_text(self) -> Result<String, Problem> {
        let text = self.reason.trim();
        if !(2..=500).contains(&text.chars().count()) {
            return Err(Problem::new(ProblemKind::Invalid, "a reason has 2 to 500 characters"));
        }
        Ok(text.to_owned())
    }
}
