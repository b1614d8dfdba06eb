pub(super) mod newest_root;
pub(super) mod read_chain;
