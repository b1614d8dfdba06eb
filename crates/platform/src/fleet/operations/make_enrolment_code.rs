//! Makes a one-time code for a terminal that is to be enrolled.

use std::time::Duration;

use async_trait::async_trait;
use platform_store::people;
use platform_store::terminals::EnrolmentRow;
use platform_store::{Command, Tx, terminals};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{Digest, Entropy, Instant, StationId, hours};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, ProblemKind, answer_once};

/// How long a code waits for its terminal.
const GOOD_FOR: Duration = hours(72);

/// Letters that nobody confuses when he reads them aloud (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Five bits each.
const LETTERS_IN_CODE: usize = 12;

/// Makes a code for a terminal of that name at that station.
pub struct MakeEnrolmentCode {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub name: String,
    pub station: Option<StationId>,
}

/// The code, sealed: the platform keeps only its digest and, for a repeated request, this.
#[derive(Serialize, Deserialize)]
pub struct EnrolmentCode {
    #[serde(with = "hex::serde")]
    sealed: Vec<u8>,
    pub expires_at: Instant,
}

impl EnrolmentCode {
    /// The code as it is read aloud: `7K2M-9PQX-04TD`.
    ///
    /// # Errors
    /// When the platform's keys are not those that sealed it.
    pub fn open(&self, platform: &Platform) -> Result<String, Problem> {
        let code = platform.keys().open(PURPOSE, &self.sealed);
        let code = code.map_err(|error| Problem::internal(&error))?;
        String::from_utf8(code).map_err(|error| Problem::internal(&error))
    }
}

/// What is kept of a code: neither hyphens nor small letters matter.
#[must_use]
pub fn digest_of_code(code: &str) -> Digest {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
    Digest::of(plain.as_bytes())
}

#[async_trait]
impl Command for MakeEnrolmentCode {
    type Answer = EnrolmentCode;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<EnrolmentCode, Problem> {
        let request = ("make_enrolment_code", &self.name, self.station);
        answer_once(tx, &self.once, &request, async |tx| self.make(tx).await).await
    }
}

impl MakeEnrolmentCode {
    async fn make(&self, tx: &mut Tx<'_>) -> Result<EnrolmentCode, Problem> {
        let (org, entropy) = (self.platform.org(), self.platform.entropy());
        if let Some(station) = self.station {
            let stations = people::stations(tx, org).await?;
            if !stations.iter().any(|known| known.station == station) {
                return Err(Problem::new(ProblemKind::Invalid, "there is no such station"));
            }
        }
        let code = make_code(entropy);
        let expires_at = self.act.at.plus(GOOD_FOR);
        let enrolment = EnrolmentRow {
            code_hash: digest_of_code(&code),
            name: self.name.clone(),
            station: self.station,
            made_by: self.once.person,
            expires_at,
            terminal: None,
        };
        terminals::insert_enrolment(tx, org, &enrolment).await?;
        let body = json!({ "name": self.name, "station": self.station, "expires_at": expires_at });
        let chain = Chain::Organisation;
        self.act.record(tx, org, &chain, "enrolment_code_made", body).await?;
        let sealed = self.platform.keys().seal(entropy, PURPOSE, code.as_bytes());
        Ok(EnrolmentCode { sealed, expires_at })
    }
}

fn make_code(entropy: &dyn Entropy) -> String {
    let letters = entropy.sixteen().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    let letters = &letters[..LETTERS_IN_CODE];
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

const PURPOSE: &str = "enrolment-code";

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::SeededEntropy;

    #[test]
    fn a_code_is_read_aloud_in_three_groups() {
        let code = make_code(&SeededEntropy::new(1));
        assert_eq!(code.len(), 14);
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
        assert_ne!(code, make_code(&SeededEntropy::new(2)));
    }

    #[test]
    fn hyphens_and_small_letters_do_not_matter() {
        assert_eq!(digest_of_code("7K2M-9PQX-04TD"), digest_of_code(" 7k2m9pqx04td\n"));
        assert_ne!(digest_of_code("7K2M-9PQX-04TD"), digest_of_code("7K2M-9PQX-04TE"));
    }
}
