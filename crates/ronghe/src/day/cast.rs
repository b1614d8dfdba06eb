//! Who plays: people of one station, and the terminals that they carry.

use city::{GridCell, Person, Station};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use vocabulary::Role;

/// Who plays, by staff number: all of one station.
#[derive(Debug, Clone)]
pub struct Cast {
    pub station: String,
    /// In charge of the grid that the orders are in (A角), and on T-01.
    pub manager: String,
    /// Stands in (B角), and on T-02.
    pub deputy: String,
    /// Second persons on T-01, T-02 and T-04.
    pub seconds: [String; 3],
    /// Takes receipts and archives, on T-03 and at the console.
    pub clerk: String,
    /// Installs where an order asks for an installer, on T-04.
    pub installer: String,
    /// Inspects what customers have built, on T-05, and on T-07 when that one breaks.
    pub inspector: String,
    /// At the counter, on T-06.
    pub counter: String,
    pub head: String,
    /// Transformer areas of the grid.
    pub areas: Vec<String>,
}

pub const MANAGERS_TERMINAL: &str = "T-01";
pub const DEPUTYS_TERMINAL: &str = "T-02";
pub const CLERKS_TERMINAL: &str = "T-03";
pub const INSTALLERS_TERMINAL: &str = "T-04";
pub const INSPECTORS_TERMINAL: &str = "T-05";
pub const COUNTERS_TERMINAL: &str = "T-06";
/// Lies in the station's cupboard.
pub const SPARE_TERMINAL: &str = "T-07";

impl Cast {
    /// Chooses a grid of the station and who has it; the others are the first of their roles.
    #[must_use]
    pub fn choose(rng: &mut ChaCha8Rng, station: &Station) -> Self {
        let grid: &GridCell = &station.grids[rng.random_range(0..station.grids.len())];
        let staff_no = |person: &Person| person.staff_no.to_string();
        let mut installers: Vec<_> =
            station.staff_with(Role::MeterInstaller).map(staff_no).collect();
        if rng.random_bool(0.5) {
            installers.reverse();
        }
        let nth = |role: Role, n: usize| {
            station.staff_with(role).map(staff_no).nth(n).unwrap_or_default()
        };
        Self {
            station: station.code.to_string(),
            manager: grid.primary.to_string(),
            deputy: grid.backup.to_string(),
            seconds: [
                installers[0].clone(),
                nth(Role::UsageInspector, 1),
                nth(Role::AcqMaintainer, 0),
            ],
            clerk: nth(Role::BackOfficeClerk, 0),
            installer: installers[installers.len() - 1].clone(),
            inspector: nth(Role::UsageInspector, 0),
            counter: nth(Role::CounterClerk, 0),
            head: nth(Role::StationHead, 0),
            areas: grid.areas.iter().map(|area| area.code.to_string()).collect(),
        }
    }
}
