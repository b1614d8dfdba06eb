//! The local API: what the pages on the terminal ask the agent for, over HTTP on loopback.
//!
//! Every page has an origin of its own: a port on both loopback addresses. The same paths answer on each
//! (docs/api-design.md, "The agent's local API"); [`guard`] turns away whoever is not that origin's own page.
//! To add a path: a handler in `endpoints`, its line in `router`, and its words in docs/api-design.md.

mod baseline;
mod card_watch;
mod changes;
mod correlation;
mod endpoints;
mod entry_file;
mod extract;
mod faults;
mod guard;
mod loopback;
mod metering_watch;
mod network;
mod problem;
mod router;
mod serving;
mod sessions;
mod sync_loop;

use std::path::PathBuf;
use std::sync::Arc;

use security_unit::CardSlot;
use tokio::sync::Notify;
use vocabulary::Text;

pub use loopback::{Loopback, PortTaken};
pub use sync_loop::Pace;

use crate::{Agent, AgentFault};
use changes::Changes;
use network::NetworkSeen;
use sessions::{PageNo, Sessions};

/// The pages' way to the agent.
#[derive(Clone)]
pub struct LocalApi(Arc<Shared>);

/// What the local API is made of.
pub struct Parts {
    pub agent: Arc<Agent>,
    pub slots: Slots,
    pub launcher: Page,
    pub apps: Vec<App>,
    /// The launcher's address with the code for the first visit is kept here, for its owner's eyes only.
    pub entry_file: PathBuf,
}

/// The two card slots.
pub struct Slots {
    /// The worker's card.
    pub operator: Arc<dyn CardSlot>,
    /// The second person's.
    pub second: Arc<dyn CardSlot>,
}

/// One origin's pages.
#[derive(Debug, Clone)]
pub struct Page {
    pub port: u16,
    /// Folder with `index.html`.
    pub folder: PathBuf,
}

/// An app on the launcher.
#[derive(Debug, Clone)]
pub struct App {
    pub name: String,
    pub title: Text,
    pub page: Page,
}

struct Shared {
    agent: Arc<Agent>,
    slots: Slots,
    launcher: Page,
    apps: Vec<App>,
    entry_file: PathBuf,
    sessions: Sessions,
    changes: Changes,
    network: NetworkSeen,
    /// Wakes the sync.
    wake: Notify,
}

impl LocalApi {
    /// # Errors
    /// When the terminal's store refuses.
    pub async fn open(parts: Parts) -> Result<Self, AgentFault> {
        let Parts { agent, slots, launcher, apps, entry_file } = parts;
        let sessions = Sessions::open(Arc::clone(&agent)).await?;
        Ok(Self(Arc::new(Shared {
            agent,
            slots,
            launcher,
            apps,
            entry_file,
            sessions,
            changes: Changes::new(),
            network: NetworkSeen::default(),
            wake: Notify::new(),
        })))
    }
}

/// The API as one origin's requests meet it.
#[derive(Clone)]
struct At {
    shared: Arc<Shared>,
    page: PageNo,
}

impl At {
    fn agent(&self) -> &Agent {
        &self.shared.agent
    }

    fn sessions(&self) -> &Sessions {
        &self.shared.sessions
    }

    fn port(&self) -> u16 {
        self.shared.page(self.page).port
    }

    /// Something was recorded: it is sent, and every page hears of it.
    fn recorded(&self) {
        self.shared.wake.notify_one();
        self.shared.changes.tell_all();
    }
}

impl Shared {
    fn page(&self, page: PageNo) -> &Page {
        match page.checked_sub(1).and_then(|app| self.apps.get(app)) {
            Some(app) => &app.page,
            None => &self.launcher,
        }
    }
}
