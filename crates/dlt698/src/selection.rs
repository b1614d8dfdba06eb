//! Which records, and of which meters (DL/T 698.45-2017, clause 6: RSD, MS, Region).

use crate::axdr::{Data, DateTimeS, Ti, choice, codes, sequence};
use crate::identifiers::Oad;
use crate::tsa::Tsa;

choice! {
    /// Record selection (记录行选择描述符, RSD).
    pub enum Rsd: "record selection (0 to 10)" {
        /// No record.
        0 None,
        /// Those in which an attribute has a value.
        1 Equal(selector: Selector1),
        /// Those in which an attribute lies in a range.
        2 Range(selector: Selector2),
        /// Those that lie in all of several ranges.
        3 Ranges(selectors: Vec<Selector2>),
        /// By the time at which acquisition started (采集启动时间).
        4 StartedAt(selector: AtTime),
        /// By the time under which it was stored (采集存储时间).
        5 StoredAt(selector: AtTime),
        /// By a range of times at which acquisition started.
        6 StartedIn(selector: InTime),
        /// By a range of times under which it was stored.
        7 StoredIn(selector: InTime),
        /// By a range of times at which acquisition succeeded (采集成功时间).
        8 SucceededIn(selector: InTime),
        /// The n-th last record.
        9 NthLast(n: u8),
        /// The last n records.
        10 Last(selector: LastN),
    }

    /// A set of meters (电能表集合, MS).
    pub enum Ms: "meter set (0 to 7)" {
        0 None,
        1 All,
        /// By kinds of user.
        2 UserKinds(kinds: Vec<u8>),
        3 Addresses(addresses: Vec<Tsa>),
        /// By the numbers of their entries in the archive (配置序号).
        4 Numbers(numbers: Vec<u16>),
        5 UserKindRegions(regions: Vec<Region>),
        6 AddressRegions(regions: Vec<Region>),
        7 NumberRegions(regions: Vec<Region>),
    }
}

sequence! {
    /// Selector1: an attribute equals a value.
    pub struct Selector1 {
        pub oad: Oad,
        pub value: Data,
    }

    /// Selector2: an attribute lies between two values, in steps of an interval or of nothing.
    pub struct Selector2 {
        pub oad: Oad,
        pub from: Data,
        pub to: Data,
        /// `Data::Null`, or a [`Ti`].
        pub interval: Data,
    }

    /// Selector4 and Selector5: a time and a set of meters.
    pub struct AtTime {
        pub at: DateTimeS,
        pub meters: Ms,
    }

    /// Selector6 to Selector8: a range of times, in steps, and a set of meters.
    pub struct InTime {
        pub from: DateTimeS,
        pub to: DateTimeS,
        pub interval: Ti,
        pub meters: Ms,
    }

    /// Selector10: how many of the last records, and of which meters.
    pub struct LastN {
        pub n: u8,
        pub meters: Ms,
    }

    /// A range of values (区间, Region).
    pub struct Region {
        pub kind: RegionKind,
        pub from: Data,
        pub to: Data,
    }
}

codes! {
    /// Which ends belong to a [`Region`].
    pub struct RegionKind {
        FROM_ONLY = 0, "[from, to)", "前闭后开";
        TO_ONLY = 1, "(from, to]", "前开后闭";
        BOTH = 2, "[from, to]", "前闭后闭";
        NEITHER = 3, "(from, to)", "前开后开";
    }
}
