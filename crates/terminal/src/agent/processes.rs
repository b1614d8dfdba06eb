//! Process versions, opened once and kept in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rules::Cel;
use vocabulary::Digest;

use super::{AgentFault, Desk};

/// A process version: its forms and its drawing.
pub(crate) struct Process {
    pub bundle: forms::Bundle,
    pub definition: bpmn::Definition,
    pub expressions: Cel,
}

#[derive(Default)]
pub(super) struct Processes {
    opened: Mutex<HashMap<Digest, Arc<Process>>>,
}

impl Processes {
    pub async fn open(&self, desk: &Desk, hash: Digest) -> Result<Arc<Process>, AgentFault> {
        if let Some(process) = self.opened().get(&hash) {
            return Ok(Arc::clone(process));
        }
        let stored = desk.store.bundle(hash).await?.ok_or(AgentFault::BundleMissing)?;
        let opened = tokio::task::spawn_blocking(move || {
            let bundle = forms::Bundle::open(stored.files).ok()?;
            let expressions = Cel::new();
            let xml = bundle.process_xml().as_bytes();
            let definition = bpmn::Definition::compile(xml, &expressions).ok()?;
            Some(Arc::new(Process { bundle, definition, expressions }))
        });
        // A bundle that this release cannot read: nothing of it can be started, but all can still be sent.
        let process = opened.await.map_err(|_| AgentFault::TaskEnded)?;
        let process = process.ok_or(AgentFault::BundleMissing)?;
        let mut opened = self.opened();
        if opened.len() >= KEPT_MAX {
            opened.clear();
        }
        opened.insert(hash, Arc::clone(&process));
        Ok(process)
    }

    fn opened(&self) -> std::sync::MutexGuard<'_, HashMap<Digest, Arc<Process>>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A station works with a handful of processes, each in one or two versions.
const KEPT_MAX: usize = 16;
