//! Files on their way up: signatures first, then what is small, then photos; each resumed where the platform has it.

mod files;
mod sealed_files;
mod tus;

pub(crate) use files::upload_files;
pub(crate) use sealed_files::upload_sealed;
