//! What is wrong with a meter on purpose: faults by name, always, at a given frame, or now and then by seed.

use std::fmt;
use std::str::FromStr;

use vocabulary::CommAddress;

use crate::chance::Chance;

/// A list of faults, as a person writes it: `late=800~10%,cut-after@7`.
///
/// ```
/// use virtual_meter::Faults;
///
/// let faults: Faults = "late=800~10%,cut-after=30@7".parse()?;
/// assert_eq!(faults.to_string(), "late=800~10%,cut-after=30@7");
/// let error = "lat".parse::<Faults>().unwrap_err();
/// assert!(error.to_string().starts_with("there is no fault lat; there are deaf, silent, late"));
/// # Ok::<(), virtual_meter::FaultsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(Vec<Fault>);

/// One fault and when it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    pub when: When,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// It does not hear the frame: nothing is done, nothing answered.
    Deaf,
    /// It does what was asked and does not answer.
    Silent,
    /// It answers so many milliseconds later than its delay.
    Late { ms: u32 },
    /// It answers twice, one frame behind the other.
    Twice,
    /// It answers under another address: this one, or its own with the last digit changed.
    OtherAddress(Option<CommAddress>),
    /// It says that it did what was asked and did not.
    Hollow,
    /// Its relay takes commands and does not move.
    StuckRelay,
    /// It refuses (error bit 0, DAR 255) without looking.
    Refuse,
    /// Its answer ends after so many bytes, or in the middle.
    Truncate { bytes: Option<u16> },
    /// One bit of its answer is wrong: the checksum tells.
    Flip,
    /// One byte of its answer is missing: the checksum tells.
    Drop,
    /// A value in its answer is another and the checksum is right: nothing tells.
    WrongValue,
    /// The power goes for so many seconds before the frame is carried out.
    CutBefore { seconds: u32 },
    /// The power goes for so many seconds after the frame was carried out and before it is answered.
    CutAfter { seconds: u32 },
}

/// When a fault shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Always,
    /// At the n-th frame for this meter, counted from 1.
    Frame(u32),
    /// By seed, at so many of a million frames.
    Chance {
        millionths: u32,
    },
}

/// Why a text names no faults.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultsError {
    #[error("there is no fault {name}; there are {}", NAMES.join(", "))]
    Name { name: String },
    #[error("{name} takes {expected}, not {found}")]
    Argument { name: &'static str, expected: &'static str, found: String },
    #[error(
        "{found} does not say when: @ and the number of a frame from 1, or ~ and a share such as 2.5%"
    )]
    When { found: String },
}

impl Faults {
    /// What shows at a frame.
    pub(crate) fn at(&self, frame: u32, chance: Chance) -> Vec<&FaultKind> {
        let shows = |(place, fault): &(usize, &Fault)| match fault.when {
            When::Always => true,
            When::Frame(number) => number == frame,
            When::Chance { millionths } => {
                chance.part(*place as u64).happens(u64::from(frame), millionths)
            }
        };
        self.0.iter().enumerate().filter(shows).map(|(_, fault)| &fault.kind).collect()
    }
}

impl From<Vec<Fault>> for Faults {
    fn from(faults: Vec<Fault>) -> Self {
        Self(faults)
    }
}

impl FromStr for Faults {
    type Err = FaultsError;

    /// Commas between faults; nothing for none.
    fn from_str(text: &str) -> Result<Self, FaultsError> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::parse).collect::<Result<Vec<Fault>, _>>().map(Self)
    }
}

impl FromStr for Fault {
    type Err = FaultsError;

    fn from_str(text: &str) -> Result<Self, FaultsError> {
        let split = text.find(['@', '~']).unwrap_or(text.len());
        let (what, when) = text.split_at(split);
        let (name, argument) = match what.split_once('=') {
            Some((name, argument)) => (name, Some(argument)),
            None => (what, None),
        };
        Ok(Self { kind: FaultKind::named(name, argument)?, when: When::parse(when)? })
    }
}

impl FaultKind {
    const fn name(&self) -> &'static str {
        match self {
            Self::Deaf => "deaf",
            Self::Silent => "silent",
            Self::Late { .. } => "late",
            Self::Twice => "twice",
            Self::OtherAddress(_) => "other-address",
            Self::Hollow => "hollow",
            Self::StuckRelay => "stuck-relay",
            Self::Refuse => "refuse",
            Self::Truncate { .. } => "truncate",
            Self::Flip => "flip",
            Self::Drop => "drop",
            Self::WrongValue => "wrong-value",
            Self::CutBefore { .. } => "cut-before",
            Self::CutAfter { .. } => "cut-after",
        }
    }

    fn named(name: &str, argument: Option<&str>) -> Result<Self, FaultsError> {
        let kind = match name {
            "deaf" => Self::Deaf,
            "silent" => Self::Silent,
            "late" => Self::Late { ms: 800 },
            "twice" => Self::Twice,
            "other-address" => Self::OtherAddress(None),
            "hollow" => Self::Hollow,
            "stuck-relay" => Self::StuckRelay,
            "refuse" => Self::Refuse,
            "truncate" => Self::Truncate { bytes: None },
            "flip" => Self::Flip,
            "drop" => Self::Drop,
            "wrong-value" => Self::WrongValue,
            "cut-before" => Self::CutBefore { seconds: 5 },
            "cut-after" => Self::CutAfter { seconds: 5 },
            _ => return Err(FaultsError::Name { name: name.to_owned() }),
        };
        match argument {
            Some(argument) => kind.with(argument),
            None => Ok(kind),
        }
    }

    fn with(self, argument: &str) -> Result<Self, FaultsError> {
        let fault = |expected| FaultsError::Argument {
            name: self.name(),
            expected,
            found: argument.to_owned(),
        };
        Ok(match &self {
            Self::Late { .. } => {
                Self::Late { ms: argument.parse().map_err(|_| fault("milliseconds"))? }
            }
            Self::Truncate { .. } => {
                let bytes = argument.parse().map_err(|_| fault("a number of bytes"))?;
                Self::Truncate { bytes: Some(bytes) }
            }
            Self::OtherAddress(_) => {
                let address = argument.parse().map_err(|_| fault("an address of twelve digits"))?;
                Self::OtherAddress(Some(address))
            }
            Self::CutBefore { .. } => {
                Self::CutBefore { seconds: argument.parse().map_err(|_| fault("seconds"))? }
            }
            Self::CutAfter { .. } => {
                Self::CutAfter { seconds: argument.parse().map_err(|_| fault("seconds"))? }
            }
            _ => return Err(fault("nothing")),
        })
    }
}

impl When {
    fn parse(text: &str) -> Result<Self, FaultsError> {
        let fault = || FaultsError::When { found: text.to_owned() };
        match text.split_at_checked(1) {
            None => Ok(Self::Always),
            Some(("@", number)) => {
                let number = number.parse().ok().filter(|number| *number > 0);
                number.map(Self::Frame).ok_or_else(fault)
            }
            Some((_, share)) => {
                let share = share.strip_suffix('%').ok_or_else(fault)?;
                let millionths = ten_thousandths(share).filter(|share| *share <= 1_000_000);
                millionths.map(|millionths| Self::Chance { millionths }).ok_or_else(fault)
            }
        }
    }
}

/// A decimal number with at most four places, in ten-thousandths.
fn ten_thousandths(text: &str) -> Option<u32> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || places.len() > 4 || !is_number(whole) || !is_number(places) {
        return None;
    }
    let places: u32 = format!("{places:0<4}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(10_000)?.checked_add(places)
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma}{fault}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        match &self.kind {
            FaultKind::Late { ms } => write!(f, "={ms}")?,
            FaultKind::Truncate { bytes: Some(bytes) } => write!(f, "={bytes}")?,
            FaultKind::OtherAddress(Some(address)) => write!(f, "={address}")?,
            FaultKind::CutBefore { seconds } | FaultKind::CutAfter { seconds } => {
                write!(f, "={seconds}")?;
            }
            _ => {}
        }
        match self.when {
            When::Always => Ok(()),
            When::Frame(number) => write!(f, "@{number}"),
            When::Chance { millionths } => {
                let (whole, places) = (millionths / 10_000, millionths % 10_000);
                let places = format!("{places:04}");
                let places = places.trim_end_matches('0');
                let point = if places.is_empty() { "" } else { "." };
                write!(f, "~{whole}{point}{places}%")
            }
        }
    }
}

const NAMES: [&str; 14] = [
    "deaf",
    "silent",
    "late",
    "twice",
    "other-address",
    "hollow",
    "stuck-relay",
    "refuse",
    "truncate",
    "flip",
    "drop",
    "wrong-value",
    "cut-before",
    "cut-after",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for name in NAMES {
            let faults: Faults = name.parse().expect(name);
            let again: Faults = faults.to_string().parse().expect("what was written");
            assert_eq!(again, faults);
            assert!(faults.to_string().starts_with(name));
        }
        let text = "other-address=000000000009@3,truncate=7,flip~0.25%,late=1200~100%";
        assert_eq!(text.parse::<Faults>().map(|faults| faults.to_string()).as_deref(), Ok(text));
        assert_eq!("".parse::<Faults>(), Ok(Faults::default()));
    }

    #[test]
    fn a_slip_is_named() {
        let told = |text: &str| text.parse::<Faults>().expect_err(text).to_string();
        assert_eq!(told("late=soon"), "late takes milliseconds, not soon");
        assert_eq!(told("twice=2"), "twice takes nothing, not 2");
        assert!(told("flip@0").starts_with("@0 does not say when"));
        assert!(told("flip~5").starts_with("~5 does not say when"));
        assert!(told("flip~101%").starts_with("~101% does not say when"));
        assert!(told("flip,flop").starts_with("there is no fault flop"));
    }

    #[test]
    fn a_fault_shows_when_it_should() {
        let faults: Faults = "silent@3,flip~50%".parse().expect("faults");
        let chance = Chance::new(1);
        assert!(faults.at(3, chance).contains(&&FaultKind::Silent));
        assert!(!faults.at(4, chance).contains(&&FaultKind::Silent));
        let flips =
            (1..=1_000).filter(|frame| faults.at(*frame, chance).contains(&&FaultKind::Flip));
        let flips = flips.count();
        assert!((400..600).contains(&flips), "{flips}");
    }
}
