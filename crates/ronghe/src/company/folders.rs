//! Where the parts of a generated company lie.

use std::path::{Path, PathBuf};

/// One folder with everything in it.
#[derive(Debug, Clone)]
pub struct Folders {
    root: PathBuf,
}

impl Folders {
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What an outside client needs to know.
    #[must_use]
    pub fn record(&self) -> PathBuf {
        self.root.join("demo.json")
    }

    #[must_use]
    pub fn platform(&self) -> PathBuf {
        self.root.join("platform")
    }

    #[must_use]
    pub fn platform_config(&self) -> PathBuf {
        self.platform().join(crate::init::CONFIG_FILE)
    }

    #[must_use]
    pub fn marketing_config(&self) -> PathBuf {
        self.root.join("marketing").join("neighbours.toml")
    }

    /// The company's key machine, which the acquisition system opens.
    #[must_use]
    pub fn key_machine(&self) -> PathBuf {
        self.root.join("acquisition").join("key-machine.json")
    }

    #[must_use]
    pub fn key_machine_passphrase(&self) -> PathBuf {
        self.root.join("acquisition").join("key-machine.passphrase")
    }

    /// Cards that are in no terminal.
    #[must_use]
    pub fn drawer(&self) -> PathBuf {
        self.root.join("cards")
    }

    #[must_use]
    pub fn terminal(&self, name: &str) -> PathBuf {
        self.root.join("terminals").join(name)
    }

    #[must_use]
    pub fn terminal_config(&self, name: &str) -> PathBuf {
        self.terminal(name).join("terminal.toml")
    }

    /// The terminal's security unit.
    #[must_use]
    pub fn unit(&self, name: &str) -> PathBuf {
        self.terminal(name).join("unit.json")
    }

    #[must_use]
    pub fn unit_passphrase(&self, name: &str) -> PathBuf {
        self.terminal(name).join("unit.passphrase")
    }

    /// Slot of the worker's card.
    #[must_use]
    pub fn operator_slot(&self, name: &str) -> PathBuf {
        self.terminal(name).join("operator-slot")
    }

    /// Slot of the second person's card.
    #[must_use]
    pub fn second_slot(&self, name: &str) -> PathBuf {
        self.terminal(name).join("second-slot")
    }

    /// Slot of the business card.
    #[must_use]
    pub fn business_slot(&self, name: &str) -> PathBuf {
        self.terminal(name).join("business-slot")
    }

    /// Slot of the TF card.
    #[must_use]
    pub fn tf_slot(&self, name: &str) -> PathBuf {
        self.terminal(name).join("tf-slot")
    }

    /// The TF card's file.
    #[must_use]
    pub fn tf_file(&self, name: &str) -> PathBuf {
        self.terminal(name).join("tf.secret")
    }

    #[must_use]
    pub fn log(&self, name: &str) -> PathBuf {
        self.root.join("logs").join(format!("{name}.log"))
    }
}
