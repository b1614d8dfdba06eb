//! Process versions, compiled once and kept.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use bpmn::{Definition, ElementKind, End, Refusal, Start, Trigger};
use deadlines::{OverdueReason, Policy};
use forms::{Bundle, BundleFault, Form, Widget};
use platform_store::{Tx, processes};
use rules::Cel;
use serde_json::Value;
use vocabulary::{Digest, OrganisationId, Role};

use super::service::ServiceKind;
use crate::http::Problem;

/// A process version, ready to be stepped and to judge forms.
#[derive(Debug)]
pub struct ProcessVersion {
    pub hash: Digest,
    pub bundle: Bundle,
    pub definition: Definition,
    pub policies: Vec<Policy>,
    /// Why its limits may be missed.
    pub overdue_reasons: Vec<OverdueReason>,
}

/// Why a bundle cannot be a process version.
#[derive(Debug)]
pub enum VersionFault {
    Bundle(Vec<BundleFault>),
    Definition(Vec<Refusal>),
    Policies(String),
    OverdueReasons(String),
    /// A stage names a form or a role that is not there.
    Stage {
        element: String,
        reason: String,
    },
}

impl ProcessVersion {
    /// Checks and compiles the files of a bundle.
    ///
    /// # Errors
    /// Everything that is wrong with one part of it.
    pub fn compile(files: BTreeMap<String, String>, cel: &Cel) -> Result<Self, VersionFault> {
        let bundle = Bundle::open(files).map_err(VersionFault::Bundle)?;
        let definition = Definition::compile(bundle.process_xml().as_bytes(), cel)
            .map_err(VersionFault::Definition)?;
        let policies = match bundle.policies() {
            Some(text) => deadlines::parse_policies(text.as_bytes())
                .map_err(|error| VersionFault::Policies(error.to_string()))?,
            None => Vec::new(),
        };
        let overdue_reasons = match bundle.overdue_reasons() {
            Some(text) => deadlines::parse_reasons(text.as_bytes())
                .map_err(|error| VersionFault::OverdueReasons(error.to_string()))?,
            None => deadlines::shipped_reasons(),
        };
        let version = Self { hash: bundle.hash(), bundle, definition, policies, overdue_reasons };
        version.check_events()?;
        version.check_stages()?;
        Ok(version)
    }

    /// Refuses what the engine can do and the platform has nobody for: such an order would wait for ever.
    fn check_events(&self) -> Result<(), VersionFault> {
        for element in self.definition.elements() {
            let refuse =
                |reason: String| Err(VersionFault::Stage { element: element.id.clone(), reason });
            match &element.kind {
                ElementKind::Catch { trigger: Trigger::Message { message } }
                | ElementKind::Boundary { trigger: Trigger::Message { message }, .. }
                | ElementKind::Start(Start {
                    trigger: Some(Trigger::Message { message }), ..
                })
                | ElementKind::Receive { message } => {
                    let message = message.as_deref().unwrap_or_default();
                    return refuse(format!("no neighbour sends the message {message} to an order"));
                }
                ElementKind::Throw { message: Some(message) }
                | ElementKind::End(End::Message { message: Some(message) }) => {
                    return refuse(format!("no neighbour takes the message {message} of an order"));
                }
                ElementKind::Service(service) if ServiceKind::of(service).is_none() => {
                    let words = ServiceKind::words();
                    return refuse(format!("ronghe:service names none of {words}"));
                }
                _ => {}
            }
        }
        if !self.definition.process().entries().is_empty() {
            return Ok(());
        }
        let reason = "an order is started by being accepted: it wants a start without a trigger";
        let element = self.process().to_owned();
        Err(VersionFault::Stage { element, reason: reason.to_owned() })
    }

    fn check_stages(&self) -> Result<(), VersionFault> {
        for stage in self.definition.stages() {
            let refuse =
                |reason: String| Err(VersionFault::Stage { element: stage.id.clone(), reason });
            match stage.form() {
                Some(form) if self.bundle.form(form).is_none() => {
                    return refuse(format!("the bundle has no form {form}"));
                }
                _ => {}
            }
            let words = words(stage.role.as_deref()).chain(words(next(stage)));
            for word in words {
                if Role::parse(word).is_none() {
                    return refuse(format!("there is no role {word}"));
                }
            }
            if roles(stage.role.as_deref()).is_empty() {
                return refuse("nobody may work on it: it names no role".to_owned());
            }
        }
        Ok(())
    }

    /// The process that this is a version of.
    #[must_use]
    pub fn process(&self) -> &str {
        &self.definition.process().id
    }

    /// The form of a stage.
    #[must_use]
    pub fn form_of(&self, element: &str) -> Option<&Form> {
        self.bundle.form(self.definition.stage(element)?.form()?)
    }

    /// What a stage that opens again is prefilled with: all but signatures and confirmations, which stood for the
    /// stage as it was, and works at meters, which may be another's by now.
    #[must_use]
    pub fn prefill(&self, element: &str, mut values: Value) -> Value {
        if let (Some(form), Some(values)) = (self.form_of(element), values.as_object_mut()) {
            let signed = [Widget::Signature, Widget::SecondPerson, Widget::MeterWork];
            let fields =
                form.ui().fields.iter().filter(|(_, field)| signed.contains(&field.widget));
            fields.for_each(|(name, _)| {
                values.remove(name);
            });
        }
        values
    }

    /// What a service task asks for.
    #[must_use]
    pub fn service(&self, element: &str) -> Option<ServiceKind> {
        match &self.definition.element(element)?.kind {
            ElementKind::Service(service) => ServiceKind::of(service),
            _ => None,
        }
    }

    /// The kinds of certificate that stages ask for, with the element of each stage.
    #[must_use]
    pub fn certificates(&self) -> Vec<(String, String)> {
        let stages = self.definition.stages();
        let asked = stages
            .flat_map(|stage| stage.certificates().map(|kind| (stage.id.clone(), kind.to_owned())));
        asked.collect()
    }

    /// Who may work on a stage.
    #[must_use]
    pub fn roles_of(&self, element: &str) -> Vec<Role> {
        roles(self.definition.stage(element).and_then(|stage| stage.role.as_deref()))
    }

    /// Who the worker of a stage may hand the next one to; empty when he does not choose.
    #[must_use]
    pub fn next_roles_of(&self, element: &str) -> Vec<Role> {
        roles(self.definition.stage(element).and_then(next))
    }
}

/// `ronghe:next`: roles that the worker may choose for the next stage.
fn next(stage: &bpmn::Stage) -> Option<&str> {
    stage.extension.get("next").map(String::as_str)
}

fn roles(list: Option<&str>) -> Vec<Role> {
    words(list).filter_map(Role::parse).collect()
}

fn words(list: Option<&str>) -> impl Iterator<Item = &str> {
    list.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// The versions that running orders use.
pub struct ProcessVersions {
    cel: Arc<Cel>,
    known: Mutex<HashMap<Digest, Arc<ProcessVersion>>>,
}

impl ProcessVersions {
    #[must_use]
    pub fn new(cel: Arc<Cel>) -> Self {
        Self { cel, known: Mutex::default() }
    }

    #[must_use]
    pub fn cel(&self) -> &Cel {
        &self.cel
    }

    /// The version of a hash, compiled from its row at its first use.
    ///
    /// # Errors
    /// When the database refuses; `None` for a hash that was never deployed.
    pub async fn find(
        &self,
        tx: &mut Tx<'_>,
        org: OrganisationId,
        hash: Digest,
    ) -> Result<Option<Arc<ProcessVersion>>, Problem> {
        if let Some(version) = self.known().get(&hash) {
            return Ok(Some(Arc::clone(version)));
        }
        let Some(row) = processes::find(tx, org, hash).await? else { return Ok(None) };
        let files = serde_json::from_value(row.files).map_err(|error| Problem::internal(&error))?;
        let version = ProcessVersion::compile(files, &self.cel).map_err(|fault| {
            tracing::error!(?fault, %hash, "a deployed process version no longer compiles");
            Problem::new(crate::http::ProblemKind::Internal, "the process version is unusable")
        })?;
        let version = Arc::new(version);
        self.known().insert(hash, Arc::clone(&version));
        Ok(Some(version))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<Digest, Arc<ProcessVersion>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
