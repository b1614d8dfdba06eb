//! Who can sign in before anybody was imported.

use platform::Platform;
use platform::audit::Act;
use platform::http::Once;
use platform::identity::operations::{CreateAccount, FirstAdministrator};
use platform::identity::{Password, PasswordHash};
use platform::people::operations::PutOrganisation;
use platform::people::{Organisation, Person};
use vocabulary::{CorrelationId, PersonId, Role};

use crate::advice::{Advise as _, stop};

/// Somebody with an account from the first day.
#[derive(Debug, Clone)]
pub struct FirstPerson {
    pub login: String,
    pub password: String,
    pub name: &'static str,
    staff_no: &'static str,
    role: Role,
}

/// A number that is none: whoever he is, the office puts his own in.
const NO_MOBILE: &str = "10000000000";

impl FirstPerson {
    #[must_use]
    pub const fn administrator(login: String, password: String) -> Self {
        let role = Role::Administrator;
        Self { login, password, name: "系统管理员", staff_no: "00000001", role }
    }

    #[must_use]
    pub const fn security_officer(login: String, password: String) -> Self {
        let role = Role::SecurityOfficer;
        Self { login, password, name: "信息安全员", staff_no: "00000002", role }
    }

    /// # Errors
    /// When name or password break the platform's rules.
    pub fn check(&self) -> anyhow::Result<()> {
        let plain = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
        };
        if !(2..=32).contains(&self.login.len()) || !self.login.bytes().all(plain) {
            let rule = "2 to 32 lower-case letters, digits, dots or hyphens";
            return Err(stop(format!("{:?} is no name to sign in with", self.login), rule));
        }
        let checked = Password::from(self.password.clone()).check(&self.login);
        checked.next_step("choose another password, or leave --password-file out and one is made")
    }

    async fn hash(&self, platform: &Platform) -> anyhow::Result<PasswordHash> {
        let password = Password::from(self.password.clone());
        let memory_kib = platform.limits().password_memory_kib;
        password.hash(platform.entropy(), memory_kib).await.map_err(|problem| said(&problem))
    }
}

/// Gives a founded platform its first people.
///
/// # Errors
/// When there are accounts already, or the store refuses.
pub async fn bring_in(
    platform: &Platform,
    administrator: &FirstPerson,
    officer: Option<&FirstPerson>,
) -> anyhow::Result<()> {
    let person = PersonId::make(platform.clock(), platform.entropy());
    let first = FirstAdministrator {
        org: platform.org(),
        act: act(platform),
        person,
        staff_no: administrator.staff_no.to_owned(),
        name: administrator.name.to_owned(),
        mobile: NO_MOBILE.to_owned(),
        login: administrator.login.clone(),
        password: administrator.hash(platform).await?,
    };
    platform.store().write(first).await.map_err(|problem| said(&problem))?;
    let Some(officer) = officer else { return Ok(()) };
    let part = Organisation {
        people: vec![Person {
            staff_no: officer.staff_no.to_owned(),
            name: officer.name.to_owned(),
            mobile: NO_MOBILE.to_owned(),
            station: None,
            active: true,
            roles: vec![officer.role],
        }],
        ..Organisation::default()
    };
    let put = PutOrganisation {
        platform: platform.clone(),
        act: act(platform),
        once: once(platform, person, "init-officer"),
        part,
    };
    platform.store().write(put).await.map_err(|problem| said(&problem))?;
    let create = CreateAccount {
        platform: platform.clone(),
        act: act(platform),
        once: once(platform, person, "init-officer-account"),
        login: officer.login.clone(),
        staff_no: officer.staff_no.to_owned(),
        password: officer.hash(platform).await?,
    };
    platform.store().write(create).await.map_err(|problem| said(&problem))?;
    Ok(())
}

fn act(platform: &Platform) -> Act {
    let correlation = CorrelationId::make(platform.clock(), platform.entropy());
    Act { at: platform.clock().now(), actor: "platform".to_owned(), correlation }
}

fn once(platform: &Platform, person: PersonId, key: &str) -> Once {
    Once { org: platform.org(), person, key: key.to_owned(), at: platform.clock().now() }
}

/// A problem in the words of a command line.
fn said(problem: &platform::http::Problem) -> anyhow::Error {
    anyhow::anyhow!("{}", problem.detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_passwords_keep_the_platforms_rules() {
        let fault = |login: &str, password: &str| {
            FirstPerson::administrator(login.into(), password.into()).check().is_err()
        };
        assert!(!fault("admin", "correct horse battery"));
        assert!(fault("Admin", "correct horse battery"));
        assert!(fault("", "correct horse battery"));
        assert!(fault("admin", "short"));
        assert!(fault("admin", "aaaaaaaaaaaaaaaa"));
    }
}
