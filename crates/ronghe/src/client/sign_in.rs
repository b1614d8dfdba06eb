//! Who gives a command from a shell, and where.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::Console;
use crate::advice::Advise as _;

/// A console account and the platform that knows it.
#[derive(Debug, Args)]
pub struct SignIn {
    /// The platform's address.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8700")]
    platform: String,
    /// The name to sign in with, of somebody who has the right.
    #[arg(long, value_name = "LOGIN")]
    login: String,
    /// A file whose only line is the password.
    #[arg(long, value_name = "FILE")]
    password_file: PathBuf,
}

impl SignIn {
    /// # Errors
    /// When the password cannot be read, nobody answers, or the answer is no.
    pub async fn open(&self) -> anyhow::Result<Console> {
        let file = &self.password_file;
        let password = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read the password in {}", file.display()))
            .next_step("put the password into the file's only line")?;
        Console::sign_in(&self.platform, &self.login, password.trim())
            .await
            .context("cannot sign in")
            .next_step("check --platform, --login and the password, and that the platform runs")
    }
}
