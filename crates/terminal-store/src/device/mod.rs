//! What belongs to the terminal and to no person.

mod card_stores;
mod enrolment;
mod meter_history;
mod meter_journal;
mod meter_receipts;
mod port_openings;
mod sealed;
mod settings;

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use vocabulary::Entropy;
use zeroize::Zeroizing;

use crate::database::Database;
use crate::folder::make_folder;
use crate::{Options, StoreFault, StoreKey, migrations};

pub use card_stores::{CardStore, Lease};
pub use enrolment::{Enrolment, TerminalKey};
pub use meter_history::MeterHistory;
pub use meter_journal::{JournalledWork, WorksAsked};
pub use meter_receipts::WorksToSend;
pub use sealed::{SealedFileRow, SealedLeft, SealedOperation, SealedProgress};

/// The terminal's own store, opened with a key that lies beside it in a file that only the agent may read.
pub struct DeviceStore {
    database: Database,
}

impl DeviceStore {
    /// Opens the store in `folder`, or makes it with a new key.
    ///
    /// # Errors
    /// When the key's file is damaged, or as [`crate::PersonStore::open`].
    pub async fn open(
        entropy: &dyn Entropy,
        folder: &Path,
        options: Options,
    ) -> Result<Self, StoreFault> {
        make_folder(folder, &options)?;
        let key = device_key(entropy, folder)?;
        let path = folder.join("agent.db");
        let database = Database::open(&path, &key, &migrations::device(), options).await?;
        let store = Self { database };
        store.close_meter_works().await?;
        Ok(store)
    }

    /// Waits for what is under way and lets go of the file.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

/// Reads the key's file (mode 0600), or makes it.
fn device_key(entropy: &dyn Entropy, folder: &Path) -> Result<StoreKey, StoreFault> {
    let path = folder.join("device.key");
    match File::open(&path) {
        Ok(mut file) => {
            let mut bytes = Zeroizing::new([0; 32]);
            file.read_exact(&mut *bytes)?;
            return Ok(StoreKey::from_bytes(*bytes));
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        Err(_) => {}
    }
    let key = Zeroizing::new(entropy.key());
    // Written aside and renamed: a cut never leaves half a key.
    let part = folder.join("device.key.part");
    let _ = fs::remove_file(&part);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    file.write_all(&*key)?;
    file.sync_all()?;
    fs::rename(&part, &path)?;
    File::open(folder)?.sync_all()?;
    Ok(StoreKey::from_bytes(*key))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use vocabulary::SeededEntropy;

    use super::*;

    pub(crate) async fn opened(folder: &Path) -> DeviceStore {
        let options = Options { forgetful: true, hazard: None };
        DeviceStore::open(&SeededEntropy::new(5), folder, options).await.expect("a store")
    }

    #[tokio::test]
    async fn the_key_is_for_the_agent_alone_and_stays_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        opened(folder.path()).await.close().await;
        let key = folder.path().join("device.key");
        let mode = fs::metadata(&key).expect("the key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let before = fs::read(&key).expect("the key");
        opened(folder.path()).await.close().await;
        assert_eq!(fs::read(&key).expect("the key"), before);
    }
}
