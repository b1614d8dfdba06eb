//! Where records of works are kept.

use async_trait::async_trait;
use sync::MeterWork;

/// Keeps the record of a work. What it has kept survives a pulled battery.
#[async_trait]
pub trait Journal: Send {
    /// Keeps the record, in place of the one that it kept for the same work before. When this returns, the record is on
    /// the disk.
    ///
    /// # Errors
    /// When it is not; then nothing more is sent to the meter.
    async fn keep(&mut self, work: &MeterWork) -> Result<(), JournalFault>;
}

/// A record that could not be kept.
#[derive(Debug, thiserror::Error)]
#[error("the record of the work cannot be kept")]
pub struct JournalFault(#[source] pub Box<dyn std::error::Error + Send + Sync>);
