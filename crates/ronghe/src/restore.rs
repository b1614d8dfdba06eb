//! `ronghe restore`: puts a backup in the place of a platform's data, under a new epoch.
//!
//! The new data are made ready beside the old ones and change places with them at the very end; the old ones are kept.
//! The new epoch tells every terminal that a copy was restored: it offers what it still holds, and the platform asks
//! for what it lacks.

use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use async_trait::async_trait;
use clap::Args;
use platform::audit::{Act, Chain};
use platform::config::Config;
use platform_store::attachments::{self, AttachmentState};
use platform_store::{
    Command, Location, Options, Snapshot, Store, StoreFault, Tx, housekeeping, people,
};
use serde_json::json;
use time::format_description::FormatItem;
use time::macros::format_description;
use vocabulary::{
    Clock as _, CorrelationId, Epoch, Instant, OrganisationId, SystemClock, SystemEntropy,
};

use crate::advice::{Advise as _, stop};
use crate::backup::{
    DATABASE_DUMP, DATABASE_FILE, FILES, KEYS, Manifest, copy_durably, copy_tree, dump_postgres,
    restore_postgres, verify,
};
use crate::opened::read_config;

/// Restores a backup. The platform must not run; the data that are replaced are kept aside.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Restore {
    /// The folder of a backup.
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// The platform's configuration; says where the data go.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

const EXAMPLE: &str = "Example:
  systemctl stop ronghe-platform
  ronghe restore --from /backup/ronghe-2026-11-22 --config /srv/ronghe/platform.toml
  systemctl start ronghe-platform

What terminals still hold comes back by itself when they sync. Exit status 3 says that the backup is not whole.";

/// What a restore has done.
#[derive(Debug)]
pub struct Restored {
    pub manifest: Manifest,
    pub epoch: Epoch,
    /// Where the data that were replaced lie now.
    pub aside: Vec<PathBuf>,
}

impl Restore {
    /// # Errors
    /// When the backup is not whole, the platform runs, or the data cannot be replaced.
    pub async fn run(self) -> anyhow::Result<()> {
        let restored = restore(&self.from, &self.config).await?;
        println!("restored {}", restored.manifest.summary());
        println!("new epoch {}", restored.epoch);
        for path in &restored.aside {
            println!("the data that were replaced lie in {}", path.display());
        }
        println!("next step: ronghe-platform --config {}", self.config.display());
        Ok(())
    }
}

/// Puts a backup in the place of the data that `config_file` names.
///
/// # Errors
/// When the backup is not whole, the platform runs, or the data cannot be replaced; they are left as they were then.
pub async fn restore(from: &Path, config_file: &Path) -> anyhow::Result<Restored> {
    let manifest = verify(from)?;
    let config = read_config(config_file)?;
    refuse_if_running(config.server.listen)?;
    let location = config.data.location();
    let fits = match &location {
        Location::Sqlite(_) => DATABASE_FILE,
        Location::Postgres(_) => DATABASE_DUMP,
    };
    if !from.join(fits).is_file() {
        let cause = "the backup is of another kind of database than the configuration names";
        return Err(stop(cause, "restore it with the configuration that it was made with"));
    }

    let now = SystemClock::new().now();
    let places = Places::of(&config, now)?;
    places.prepare(from, &config)?;
    let epoch = match &location {
        Location::Sqlite(_) => {
            let draft = Location::Sqlite(places.draft.join(DATABASE_FILE));
            begin_epoch(&draft, &places.draft_files(&config), now).await
        }
        Location::Postgres(url) => {
            // It goes aside together with the folder.
            let dump = places.data.join("replaced.pgdump");
            let replaced = replace_database(url, &dump, &from.join(DATABASE_DUMP)).await;
            replaced.inspect_err(|_| places.give_up())?;
            begin_epoch(&location, &places.draft_files(&config), now).await
        }
    };
    let epoch = epoch.inspect_err(|_| places.give_up())?;
    let aside = places.change_over()?;
    Ok(Restored { manifest, epoch, aside })
}

/// The data's folder, what takes its place, and where it goes.
struct Places {
    data: PathBuf,
    draft: PathBuf,
    aside: PathBuf,
}

impl Places {
    fn of(config: &Config, now: Instant) -> anyhow::Result<Self> {
        let data = config.data.folder.clone();
        let inside = [config.data.files_folder(), config.data.keys_file()]
            .iter()
            .all(|path| path.starts_with(&data));
        if !inside {
            return Err(stop(
                "data.files or data.keys lie outside of data.folder",
                "copy files and keys out of the backup yourself, then restore with a configuration without these two lines",
            ));
        }
        let name = data.file_name().context("data.folder has no name")?.to_string_lossy();
        let beside = |ending: &str| data.with_file_name(format!("{name}.{ending}"));
        let draft = beside("restoring");
        if draft.exists() {
            let next_step = format!("remove {} and try again", draft.display());
            return Err(stop("a restore was broken off before", next_step));
        }
        Ok(Self { draft, aside: beside(&format!("replaced-{}", stamp(now))), data })
    }

    /// Fills the folder that shall take the data's place.
    fn prepare(&self, from: &Path, config: &Config) -> anyhow::Result<()> {
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&self.draft)
            .with_context(|| format!("cannot make the folder {}", self.draft.display()))?;
        let filled = self.fill(from, config);
        filled.inspect_err(|_| self.give_up())
    }

    fn fill(&self, from: &Path, config: &Config) -> anyhow::Result<()> {
        // Neighbours' keys and what else the company has put there stay as they are.
        for entry in std::fs::read_dir(&self.data).into_iter().flatten() {
            let path = entry?.path();
            let is_ours = path.to_string_lossy().ends_with(".key");
            if is_ours && let Some(name) = path.file_name() {
                copy_durably(&path, &self.draft.join(name))?;
            }
        }
        if from.join(DATABASE_FILE).is_file() {
            copy_durably(&from.join(DATABASE_FILE), &self.draft.join(DATABASE_FILE))
                .context("the database cannot be copied")?;
        }
        copy_durably(&from.join(KEYS), &self.draft_of(&config.data.keys_file()))
            .context("the keys cannot be copied")?;
        let files = from.join(FILES);
        if files.is_dir() {
            copy_tree(&files, &self.draft_files(config))?;
        }
        Ok(())
    }

    fn draft_files(&self, config: &Config) -> PathBuf {
        self.draft_of(&config.data.files_folder())
    }

    /// Where something of the data's folder lies in the draft.
    fn draft_of(&self, path: &Path) -> PathBuf {
        self.draft.join(path.strip_prefix(&self.data).unwrap_or(path))
    }

    /// Lets draft and data change places.
    fn change_over(&self) -> anyhow::Result<Vec<PathBuf>> {
        let mut aside = Vec::new();
        if self.data.exists() {
            std::fs::rename(&self.data, &self.aside).context("the data cannot be moved aside")?;
            aside.push(self.aside.clone());
        }
        std::fs::rename(&self.draft, &self.data)
            .context("the restored data cannot be put into their place")
            .next_step(format!("rename {} by hand", self.draft.display()))?;
        crate::private_file::sync_folder_of(&self.data)?;
        Ok(aside)
    }

    /// Takes the draft away again; what cannot be removed is named by the next try.
    fn give_up(&self) {
        let _ = std::fs::remove_dir_all(&self.draft);
    }
}

/// A platform that answers where it is configured to listen still works on its data.
fn refuse_if_running(listen: SocketAddr) -> anyhow::Result<()> {
    if listen.port() != 0 && TcpStream::connect_timeout(&listen, KNOCK).is_ok() {
        return Err(stop(
            format!("something answers at {listen}: the platform still runs"),
            "stop it, for example with `systemctl stop ronghe-platform`, and try again",
        ));
    }
    Ok(())
}

/// Keeps what a server's database holds in a dump, and puts another one in its place.
async fn replace_database(url: &str, kept: &Path, from: &Path) -> anyhow::Result<()> {
    dump_postgres(url, kept).await.context("the present data cannot be kept aside")?;
    restore_postgres(url, from).await
}

/// Writes the new epoch, and makes files fit the rows of the copy.
async fn begin_epoch(location: &Location, files: &Path, now: Instant) -> anyhow::Result<Epoch> {
    let store = Store::open(location, Options::default())
        .await
        .context("the restored database cannot be opened")?;
    let begun = begin_in(&store, files, now).await;
    store.close().await;
    begun
}

async fn begin_in(store: &Store, files: &Path, now: Instant) -> anyhow::Result<Epoch> {
    let mut snapshot = store.read().await?;
    let organisations = people::organisations(&mut snapshot.tx()).await?;
    let (org, _) = organisations.first().context("the backup holds no organisation")?.clone();
    reopen_files(&mut snapshot, org, files).await?;
    snapshot.finish().await?;
    let (clock, entropy) = (SystemClock::new(), SystemEntropy);
    let epoch = Epoch::make(&clock, &entropy);
    let correlation = CorrelationId::make(&clock, &entropy);
    let act = Act { at: now, actor: "platform".to_owned(), correlation };
    store.write(BeginEpoch { org, epoch, act }).await.context("no new epoch can be written")?;
    Ok(epoch)
}

/// A file that was finished while the backup was being made is unfinished by its row: its terminal goes on where the
/// row says.
async fn reopen_files(
    snapshot: &mut Snapshot,
    org: OrganisationId,
    files: &Path,
) -> anyhow::Result<()> {
    let unfinished = attachments::unfinished(&mut snapshot.tx(), org, u32::MAX).await?;
    for row in unfinished.iter().filter(|row| row.state == AttachmentState::Partial) {
        let name = row.attachment.to_string();
        let whole = files.join(&name[name.len() - 2..]).join(&name);
        let partial = whole.with_extension("part");
        if whole.is_file() && !partial.exists() {
            // The backup may share the file by a hard link, so its bytes must not change.
            copy_durably(&whole, &partial)?;
            std::fs::remove_file(&whole)?;
        }
    }
    Ok(())
}

struct BeginEpoch {
    org: OrganisationId,
    epoch: Epoch,
    act: Act,
}

#[async_trait]
impl Command for BeginEpoch {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        housekeeping::set_state(tx, "epoch", &self.epoch.to_string()).await?;
        let body = json!({ "epoch": self.epoch });
        self.act.record(tx, self.org, &Chain::Organisation, "restored", body).await
    }
}

/// `20261122T080000Z`
fn stamp(now: Instant) -> String {
    let moment = time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(now.micros()) * 1_000);
    let text = moment.ok().and_then(|moment| moment.format(STAMP).ok());
    text.unwrap_or_else(|| now.micros().to_string())
}

const STAMP: &[FormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");
const KNOCK: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_sorts_by_time_and_is_a_name() {
        assert_eq!(stamp(Instant::from_micros(1_795_330_800_000_000)), "20261122T070000Z");
    }

    #[test]
    fn a_port_that_answers_is_a_platform_that_runs() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound");
        assert!(refuse_if_running(address).is_err());
        drop(listener);
        assert!(refuse_if_running(address).is_ok());
    }
}
