//! How full the battery is, as Linux tells it.

use std::fs;
use std::path::{Path, PathBuf};

use terminal::agent::PowerProbe;

/// A file that holds a number from 0 to 100; by itself the first battery that the machine tells of.
pub struct Battery {
    file: Option<PathBuf>,
}

impl Battery {
    pub fn new(told: Option<PathBuf>) -> Self {
        Self { file: told.or_else(|| first_of(Path::new(SUPPLIES))) }
    }
}

impl PowerProbe for Battery {
    fn battery_percent(&self) -> Option<u8> {
        let text = fs::read_to_string(self.file.as_ref()?).ok()?;
        text.trim().parse().ok().filter(|percent| *percent <= 100)
    }
}

/// The battery that comes first by name; a charger has no capacity.
fn first_of(supplies: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(supplies).ok()?;
    let files = entries.filter_map(|entry| Some(entry.ok()?.path().join("capacity")));
    files.filter(|file| file.is_file()).min()
}

const SUPPLIES: &str = "/sys/class/power_supply";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_battery_tells_and_a_charger_does_not() {
        let supplies = tempfile::tempdir().expect("a folder");
        for (name, capacity) in [("AC", None), ("BAT1", Some("20\n")), ("BAT0", Some("83\n"))] {
            let folder = supplies.path().join(name);
            fs::create_dir(&folder).expect("made");
            if let Some(capacity) = capacity {
                fs::write(folder.join("capacity"), capacity).expect("written");
            }
        }
        let battery = Battery { file: first_of(supplies.path()) };
        assert_eq!(battery.battery_percent(), Some(83));
        fs::write(supplies.path().join("BAT0/capacity"), "full").expect("written");
        assert_eq!(battery.battery_percent(), None, "nobody can tell");
        assert_eq!(Battery { file: None }.battery_percent(), None);
    }
}
