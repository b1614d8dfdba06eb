//! The company's key machine, and a security unit for every terminal.

use std::path::Path;

use anyhow::Context as _;
use security_unit::metering::{SoftwareKeyMachine, UnitSecret, UnitSerial};
use vocabulary::Entropy;

use super::folders::Folders;
use super::record::Unit;
use super::secrets::key;
use crate::keys::{create_machine, issue_unit};
use crate::private_file;

/// Makes the key machine and the file with its passphrase.
///
/// # Errors
/// When they cannot be written.
pub fn make_machine(
    folders: &Folders,
    entropy: &dyn Entropy,
) -> anyhow::Result<SoftwareKeyMachine> {
    let file = folders.key_machine();
    make_folder_of(&file)?;
    let secret = write_passphrase(&folders.key_machine_passphrase(), entropy)?;
    create_machine(&file, &secret)
}

/// Issues a terminal's unit; its file and its passphrase lie beside the terminal's configuration.
///
/// # Errors
/// When they cannot be written.
pub fn make_unit(
    folders: &Folders,
    machine: &SoftwareKeyMachine,
    entropy: &dyn Entropy,
    terminal: &str,
) -> anyhow::Result<Unit> {
    let (file, passphrase_file) = (folders.unit(terminal), folders.unit_passphrase(terminal));
    make_folder_of(&file)?;
    let [serial @ .., _, _, _, _, _, _, _, _] = entropy.sixteen();
    let serial = UnitSerial::from_bytes(serial);
    let secret = write_passphrase(&passphrase_file, entropy)?;
    issue_unit(machine, &file, serial, &secret)?;
    Ok(Unit { serial, file, passphrase_file })
}

fn write_passphrase(file: &Path, entropy: &dyn Entropy) -> anyhow::Result<UnitSecret> {
    let passphrase = key(entropy);
    private_file::write_new(file, &passphrase)
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(UnitSecret::from_passphrase(&passphrase)?)
}

fn make_folder_of(file: &Path) -> anyhow::Result<()> {
    let folder = file.parent().context("the file has a folder")?;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use security_unit::metering::{MeterSecurity as _, SoftwareUnit};
    use vocabulary::SystemEntropy;

    use super::*;
    use crate::keys::{MachineFile, passphrase};

    #[test]
    fn a_unit_opens_with_its_own_passphrase_and_the_machine_with_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let folders = Folders::new(folder.path().to_owned());
        let machine = make_machine(&folders, &SystemEntropy).expect("made");
        let unit = make_unit(&folders, &machine, &SystemEntropy, "T-01").expect("made");
        let opened = SoftwareUnit::new(Arc::new(SystemEntropy), &unit.file).expect("a file");
        let secret = passphrase(&unit.passphrase_file).expect("a passphrase");
        opened.open(&secret).expect("its own");
        assert_eq!(opened.identify().expect("it answers").serial, unit.serial);
        let theirs = passphrase(&folders.key_machine_passphrase()).expect("a passphrase");
        assert!(opened.open(&theirs).is_err());
        let again = MachineFile::new(folders.key_machine(), folders.key_machine_passphrase());
        again.open(Arc::new(SystemEntropy)).map(drop).expect("its own");
        assert!(make_machine(&folders, &SystemEntropy).is_err(), "nothing is written over");
    }
}
