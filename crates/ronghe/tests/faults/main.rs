//! Faults and bad input against the real programs: killed, without room, without a power supply, restored, older or
//! newer than each other, and spoken to by programs that we did not write.

mod bodies;
mod disk_full;
mod fsync;
mod kills;
mod restored;
mod support;
mod tus_peers;
