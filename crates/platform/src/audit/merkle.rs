//! A Merkle tree over the ends of chains, built leaf by leaf: memory grows with its height only.

use vocabulary::Digest;

/// The tree so far: complete subtrees, the largest first, each with its height.
#[derive(Debug, Default)]
pub(super) struct Merkle {
    peaks: Vec<(u32, Digest)>,
    leaves: u64,
}

impl Merkle {
    /// Adds the end of a chain. Chains come in the order of their names.
    pub(super) fn push(&mut self, chain: &str, end: Digest) {
        let mut node = leaf(chain, end);
        let mut height = 0;
        while let Some((_, left)) = self.peaks.pop_if(|(peak, _)| *peak == height) {
            node = parent(left, node);
            height += 1;
        }
        self.peaks.push((height, node));
        self.leaves += 1;
    }

    pub(super) const fn leaves(&self) -> u64 {
        self.leaves
    }

    /// The root: the peaks joined from the smallest up; zero for a tree without leaves.
    pub(super) fn root(self) -> Digest {
        let peaks = self.peaks.into_iter().map(|(_, peak)| peak);
        peaks.rev().reduce(|right, left| parent(left, right)).unwrap_or(Digest::from_bytes([0; 32]))
    }
}

/// A leaf begins with another octet than a parent, so that neither can pass for the other.
fn leaf(chain: &str, end: Digest) -> Digest {
    Digest::of(&[&[0], chain.as_bytes(), &[0], end.bytes().as_slice()].concat())
}

fn parent(left: Digest, right: Digest) -> Digest {
    Digest::of(&[&[1], left.bytes().as_slice(), right.bytes().as_slice()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn root(ends: &[(String, Digest)]) -> Digest {
        let mut tree = Merkle::default();
        for (chain, end) in ends {
            tree.push(chain, *end);
        }
        assert_eq!(tree.leaves(), ends.len() as u64);
        tree.root()
    }

    /// The same tree built the slow way, level by level; an odd last node moves up as it is.
    fn root_by_levels(ends: &[(String, Digest)]) -> Digest {
        let mut level: Vec<_> = ends.iter().map(|(chain, end)| leaf(chain, *end)).collect();
        while level.len() > 1 {
            level = level
                .chunks(2)
                .map(|pair| if let [left, right] = pair { parent(*left, *right) } else { pair[0] })
                .collect();
        }
        level.first().copied().unwrap_or(Digest::from_bytes([0; 32]))
    }

    proptest! {
        #[test]
        fn built_leaf_by_leaf_as_level_by_level(count in 0_usize..70) {
            let ends: Vec<_> =
                (0..count).map(|n| (format!("order:{n}"), Digest::of(&[n as u8]))).collect();
            prop_assert_eq!(root(&ends), root_by_levels(&ends));
        }

        #[test]
        fn any_change_of_an_end_changes_the_root(count in 1_usize..40, at in any::<prop::sample::Index>()) {
            let mut ends: Vec<_> =
                (0..count).map(|n| (format!("order:{n}"), Digest::of(&[n as u8]))).collect();
            let before = root(&ends);
            ends[at.index(count)].1 = Digest::of(b"something else");
            prop_assert_ne!(root(&ends), before);
        }
    }
}
