//! A program's section of `docs/configuration.md`, printed from the types that the program reads its file into.
//!
//! Only tests use this crate. A program derives `JsonSchema` for its configuration and holds the page to it:
//!
//! ```no_run
//! # use schemars::JsonSchema;
//! /// Where it listens.
//! #[derive(serde::Deserialize, JsonSchema)]
//! # struct Server { port: u16 }
//! #[derive(serde::Deserialize, JsonSchema)]
//! struct Config {
//!     server: Server,
//! }
//! config_reference::check::<Config>("ronghe-clock", "`ronghe-clock --config FILE`.\n");
//! ```
//!
//! The doc comment of a section's type stands under its heading, the one of a field in its row.

mod page;
mod section;

use schemars::{JsonSchema, schema_for};

/// Compares the program's section of the page with what its types say; writes it instead when `UPDATE` is set.
///
/// # Panics
/// When they differ, or the page cannot be read or written: this is a test's last line.
pub fn check<C: JsonSchema>(program: &str, introduction: &str) {
    page::check(program, &section_of::<C>(program, introduction));
}

fn section_of<C: JsonSchema>(program: &str, introduction: &str) -> String {
    let tables = section::tables(&schema_for!(C).to_value());
    format!("## {program}\n\n{introduction}{tables}")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// Nothing in here is read: the section is what its types say.
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    struct Config {
        server: Server,
        #[serde(default)]
        apps: Vec<App>,
    }

    /// Where it listens.
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    struct Server {
        /// The port; 0 takes
        /// any free one.
        port: u16,
        #[serde(default)]
        limits: Option<Limits>,
    }

    /// Bounds.
    #[derive(Deserialize, JsonSchema)]
    #[serde(default)]
    struct Limits {
        bytes_max: u64,
        folder: Option<std::path::PathBuf>,
    }

    impl Default for Limits {
        fn default() -> Self {
            Self { bytes_max: 7, folder: None }
        }
    }

    /// One more app; any number of them.
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    struct App {
        /// Its name.
        name: String,
    }

    #[test]
    fn a_section_has_a_table_for_each_of_its_types() {
        let section = section_of::<Config>("ronghe-clock", "`ronghe-clock --config FILE`.\n");
        let expected = "## ronghe-clock\n\n`ronghe-clock --config FILE`.\n\
            \n### `[[apps]]`\n\nOne more app; any number of them.\n\n\
            | key | type | default | |\n|---|---|---|---|\n\
            | `name` | string | must be there | Its name. |\n\
            \n### `[server]`\n\nWhere it listens.\n\n\
            | key | type | default | |\n|---|---|---|---|\n\
            | `port` | integer | must be there | The port; 0 takes any free one. |\n\
            \n### `[server.limits]`\n\nBounds.\n\n\
            | key | type | default | |\n|---|---|---|---|\n\
            | `bytes_max` | integer | `7` |  |\n\
            | `folder` | string |  |  |\n";
        assert_eq!(section, expected);
    }
}
