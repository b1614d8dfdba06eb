//! Passwords: the rule for new ones, and their hashes (argon2id).

use std::fmt;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::Deserialize;
use tokio::sync::Semaphore;
use utoipa::ToSchema;
use vocabulary::Entropy;
use zeroize::Zeroizing;

use crate::http::Problem;

/// A password as it was typed; never printed, wiped when dropped.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(from = "String")]
#[schema(value_type = String, format = Password, example = "correct horse battery")]
pub struct Password(Zeroizing<String>);

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    #[error("a password has {LEN_MIN} to {LEN_MAX} characters")]
    Length,
    #[error("a password is not the name that it belongs to")]
    IsLogin,
    #[error("a password has at least {DISTINCT_MIN} different characters")]
    Monotonous,
}

/// A PHC string of argon2id.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

const LEN_MIN: usize = 10;
/// Nobody shall keep the platform busy with a megabyte.
const LEN_MAX: usize = 128;
const DISTINCT_MIN: usize = 4;
/// Passes over the memory (OWASP's second choice for argon2id: 19 MiB, two passes).
const PASSES: u32 = 2;

/// Hashes under way: each takes its memory and a core.
static HASHERS: Semaphore = Semaphore::const_new(4);

impl Password {
    /// The rule for a new password: long rather than intricate.
    ///
    /// # Errors
    /// Says which part of the rule it breaks.
    pub fn check(&self, login: &str) -> Result<(), BadPassword> {
        let letters: Vec<char> = self.0.chars().collect();
        if !(LEN_MIN..=LEN_MAX).contains(&letters.len()) {
            return Err(BadPassword::Length);
        }
        if self.0.eq_ignore_ascii_case(login) {
            return Err(BadPassword::IsLogin);
        }
        let distinct: std::collections::BTreeSet<_> = letters.into_iter().collect();
        if distinct.len() < DISTINCT_MIN {
            return Err(BadPassword::Monotonous);
        }
        Ok(())
    }

    /// Hashes it with a salt of its own, on a thread for such work.
    ///
    /// # Errors
    /// When the cost is out of argon2's bounds.
    pub async fn hash(
        &self,
        entropy: &dyn Entropy,
        memory_kib: u32,
    ) -> Result<PasswordHash, Problem> {
        let (password, salt) = (self.clone(), entropy.sixteen());
        work(move || {
            let hash: phc::PasswordHash = hasher(memory_kib)?
                .hash_password_with_salt(password.bytes(), &salt)
                .map_err(|error| Problem::internal(&error))?;
            Ok(PasswordHash(hash.to_string()))
        })
        .await
    }

    /// Whether it is the password behind `hash`. Without a hash it takes as long and is not.
    ///
    /// # Errors
    /// When the cost is out of argon2's bounds.
    pub async fn opens(
        &self,
        hash: Option<PasswordHash>,
        memory_kib: u32,
    ) -> Result<bool, Problem> {
        let password = self.clone();
        work(move || {
            let hasher = hasher(memory_kib)?;
            let Some(hash) = hash else {
                let wasted: Result<phc::PasswordHash, _> =
                    hasher.hash_password_with_salt(password.bytes(), &[0; 16]);
                std::hint::black_box(wasted).ok();
                return Ok(false);
            };
            Ok(hasher.verify_password(password.bytes(), hash.as_str()).is_ok())
        })
        .await
    }

    /// What is hashed: no more than the longest password, whatever was sent.
    fn bytes(&self) -> &[u8] {
        let bytes = self.0.as_bytes();
        &bytes[..bytes.len().min(4 * LEN_MAX)]
    }
}

impl PasswordHash {
    pub(super) fn kept(text: &str) -> Self {
        Self(text.to_owned())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn hasher(memory_kib: u32) -> Result<Argon2<'static>, Problem> {
    let params =
        Params::new(memory_kib, PASSES, 1, None).map_err(|error| Problem::internal(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn work<T: Send + 'static>(
    job: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    // The semaphore is never closed; without a permit the work would be done all the same.
    let _permit = HASHERS.acquire().await;
    tokio::task::spawn_blocking(job).await.map_err(|error| Problem::internal(&error))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::SeededEntropy;

    const MEMORY_KIB: u32 = 64;

    #[test]
    fn the_rule_asks_for_length() {
        let check = |text: &str| Password::from(text.to_owned()).check("wangjianguo");
        assert_eq!(check("correct horse"), Ok(()));
        assert_eq!(check("一二三四五六七八九十"), Ok(()));
        assert_eq!(check("short"), Err(BadPassword::Length));
        assert_eq!(check(&"abcd".repeat(40)), Err(BadPassword::Length));
        assert_eq!(check("WangJianguo"), Err(BadPassword::IsLogin));
        assert_eq!(check("1111111111"), Err(BadPassword::Monotonous));
    }

    #[test]
    fn is_never_printed() {
        assert_eq!(format!("{:?}", Password::from("secret words".to_owned())), "Password");
    }

    #[tokio::test]
    async fn opens_its_own_hash_only() {
        let entropy = SeededEntropy::new(1);
        let password = Password::from("correct horse".to_owned());
        let hash = password.hash(&entropy, MEMORY_KIB).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$"));
        assert!(password.opens(Some(hash.clone()), MEMORY_KIB).await.unwrap());
        // A cost that was raised since does not lock anybody out.
        assert!(password.opens(Some(hash.clone()), 2 * MEMORY_KIB).await.unwrap());
        let other = Password::from("battery staple".to_owned());
        assert!(!other.opens(Some(hash), MEMORY_KIB).await.unwrap());
        assert!(!other.opens(None, MEMORY_KIB).await.unwrap());
        let damaged = PasswordHash::kept("no PHC string");
        assert!(!other.opens(Some(damaged), MEMORY_KIB).await.unwrap());
    }
}
