//! Ports on loopback that nobody else uses, kept from one start to the next.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::Context as _;

/// As many different free ports as asked for.
///
/// # Errors
/// When the machine has none left.
pub fn free(count: usize) -> anyhow::Result<Vec<u16>> {
    // All are held until the last one is found, so that none is given twice.
    let held: Vec<_> = (0..count)
        .map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
        .collect::<Result<_, _>>()
        .context("no free port on loopback")?;
    held.iter().map(|listener| Ok(listener.local_addr()?.port())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_port_is_given_twice() {
        let mut ports = free(20).expect("free ports");
        ports.sort_unstable();
        ports.dedup();
        assert_eq!(ports.len(), 20);
    }
}
