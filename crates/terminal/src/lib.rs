//! The agent on the handheld: what a worker records is kept here first, and reaches the platform exactly once.

pub mod evidence;
