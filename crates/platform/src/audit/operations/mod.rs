//! What the audit does by itself.

mod sign_root;

pub use sign_root::sign_root;
