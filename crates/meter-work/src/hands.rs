//! Who is at the meter, with what.

use std::sync::Arc;

use security_unit::PublicKey;
use security_unit::metering::MeterSecurity;
use vocabulary::{CardId, Clock, Entropy, Instant, MeterCommand, MeterWorkId, PersonId};

/// The worker's terminal and cards, and what its journal remembers of this meter.
#[derive(Clone)]
pub struct Hands {
    pub person: PersonId,
    /// The operator card in its slot.
    pub card: CardId,
    pub business_card: Option<CardId>,
    pub unit: Arc<dyn MeterSecurity>,
    /// Time as the platform has it.
    pub clock: Arc<dyn Clock>,
    /// Whether that clock was compared with the platform's in this boot.
    pub is_clock_compared: bool,
    pub entropy: Arc<dyn Entropy>,
    /// Whose signature a leave has to bear.
    pub platform_key: PublicKey,
    /// Nothing where nobody can tell.
    pub battery_percent: Option<u8>,
    pub app_version: String,
    pub history: History,
}

/// What the journal says of the meter that is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// A command of which nobody knows what became of it.
    pub unverified: Option<(MeterWorkId, MeterCommand)>,
    /// The leave was used already.
    pub is_leave_used: bool,
    /// The last time that a switching command failed or was refused by the meter.
    pub switch_failed_at: Option<Instant>,
    /// When its clock was set, in the last 31 days.
    pub clock_set_at: Vec<Instant>,
    /// The last record of this journal, which the next one names.
    pub last_record: Option<vocabulary::Digest>,
}
