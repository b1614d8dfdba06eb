//! The migrations of both stores, compiled in.

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

macro_rules! migrations {
    ($folder:literal: $($version:literal $name:literal),* $(,)?) => {
        Migrator::with_migrations(vec![$(
            Migration::new(
                $version,
                $name.into(),
                MigrationType::Simple,
                include_str!(concat!("../migrations/", $folder, "/", $version, "_", $name, ".sql"))
                    .into_sql_str(),
                false,
            ),
        )*])
    };
}

pub(crate) fn person() -> Migrator {
    migrations!("person": 20261122000001 "first_order")
}

pub(crate) fn device() -> Migrator {
    migrations!("device": 20261122000001 "first_order")
}
