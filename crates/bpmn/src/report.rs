//! What a check of a file says.

use rules::Expressions;
use serde::Serialize;

use crate::compile::{self, Readiness};
use crate::definition::Definition;
use crate::reader::XmlElement;
use crate::refusal::Refusal;

/// Everything that a check found.
#[derive(Debug, Clone)]
pub struct Report {
    /// None if it is refused.
    pub definition: Option<Definition>,
    /// In the order of the file.
    pub refusals: Vec<Refusal>,
    /// What would keep it from being deployed and may still be open while it is drawn.
    pub warnings: Vec<Refusal>,
    /// Every element of the first file that has an id: also data, resources and artifacts, which are kept and carry
    /// nothing to execute, and what is refused.
    pub contents: Vec<Content>,
}

/// An element of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Content {
    /// Its name in the schema, such as `userTask` or `dataObject`.
    pub construct: String,
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The id of the nearest element around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    pub line: u32,
}

impl Report {
    /// Checks the structure of what is still drawn; what is only missing is a warning. Calls find their process in the
    /// first file or in the others.
    pub fn of_draft(files: &[&[u8]], expressions: &dyn Expressions) -> Self {
        compile::compile(files, Readiness::Draft, expressions)
    }

    /// Checks whether it can be deployed: executable, in CEL, and every stage with its role, every user task with its
    /// form.
    pub fn of_deployment(files: &[&[u8]], expressions: &dyn Expressions) -> Self {
        compile::compile(files, Readiness::Deployable, expressions)
    }

    pub(crate) fn into_result(self) -> Result<Definition, Vec<Refusal>> {
        self.definition.ok_or(self.refusals)
    }
}

impl Content {
    pub(crate) fn of_file(root: &XmlElement) -> Vec<Self> {
        let mut contents = Vec::new();
        collect(root, None, &mut contents);
        contents
    }
}

fn collect(xml: &XmlElement, within: Option<&str>, contents: &mut Vec<Content>) {
    if let Some(id) = xml.id() {
        contents.push(Content {
            construct: xml.name.clone(),
            id: id.to_owned(),
            name: xml.label().map(str::to_owned),
            within: within.map(str::to_owned),
            line: xml.place.line,
        });
    }
    let within = xml.id().or(within);
    for child in &xml.children {
        collect(child, within, contents);
    }
}
