//! What an acquisition terminal does with its meters for a client (PROXY-Request 09H, PROXY-Response 89H, 代理).

use crate::apdu::action::{
    ActionItem, ActionItemResult, ActionThenGetItem, ActionThenGetItemResult,
};
use crate::apdu::dar::Dar;
use crate::apdu::get::{RecordQuery, ResultNormal, ResultRecord};
use crate::apdu::set::{SetItem, SetItemResult, SetThenGetItem, SetThenGetItemResult};
use crate::axdr::{Octets, choice, sequence};
use crate::identifiers::Oad;
use crate::line::Comdcb;
use crate::tsa::Tsa;

choice! {
    /// What is to be done with which meters.
    pub enum ProxyRequest: "kind of PROXY-Request (1 to 7)" {
        1 GetList(list: ProxyGetList),
        2 GetRecord(record: ProxyRecord),
        3 SetList(list: ProxySetList),
        4 SetThenGetList(list: ProxySetThenGetList),
        5 ActionList(list: ProxyActionList),
        6 ActionThenGetList(list: ProxyActionThenGetList),
        /// Bytes for whatever hangs on a port: a DL/T 645 frame for an old meter.
        7 TransCommand(command: TransCommand),
    }

    /// What came of it.
    pub enum ProxyResponse: "kind of PROXY-Response (1 to 7)" {
        1 GetList(targets: Vec<ProxyGetTargetResult>),
        2 GetRecord(record: ProxyRecordResult),
        3 SetList(targets: Vec<ProxySetTargetResult>),
        4 SetThenGetList(targets: Vec<ProxySetThenGetTargetResult>),
        5 ActionList(targets: Vec<ProxyActionTargetResult>),
        6 ActionThenGetList(targets: Vec<ProxyActionThenGetTargetResult>),
        7 TransCommand(result: TransCommandResult),
    }

    /// What came back through a port, or why nothing.
    pub enum TransResult: "result of a transparent command (0 DAR, 1 data)" {
        0 Failed(dar: Dar),
        1 Answered(answer: Octets),
    }
}

/// A request names a time for everything, then for each meter its address, its time and its items; the answer has the
/// addresses and the results.
macro_rules! lists {
    ($($what:literal: $list:ident, $target:ident, $item:ty => $target_result:ident, $result:ty;)*) => {$(
        sequence! {
            #[doc = concat!("Several meters: ", $what, ".")]
            pub struct $list {
                /// For all meters together; 0 leaves it to the server.
                pub timeout_s: u16,
                pub targets: Vec<$target>,
            }

            #[doc = concat!("One meter: ", $what, ".")]
            pub struct $target {
                pub meter: Tsa,
                pub timeout_s: u16,
                pub items: Vec<$item>,
            }

            #[doc = concat!("What came of one meter: ", $what, ".")]
            pub struct $target_result {
                pub meter: Tsa,
                pub results: Vec<$result>,
            }
        }
    )*};
}

lists! {
    "read attributes": ProxyGetList, ProxyGetTarget, Oad => ProxyGetTargetResult, ResultNormal;
    "write attributes": ProxySetList, ProxySetTarget, SetItem => ProxySetTargetResult, SetItemResult;
    "write attributes, then read": ProxySetThenGetList, ProxySetThenGetTarget, SetThenGetItem
        => ProxySetThenGetTargetResult, SetThenGetItemResult;
    "carry out methods": ProxyActionList, ProxyActionTarget, ActionItem
        => ProxyActionTargetResult, ActionItemResult;
    "carry out methods, then read": ProxyActionThenGetList, ProxyActionThenGetTarget, ActionThenGetItem
        => ProxyActionThenGetTargetResult, ActionThenGetItemResult;
}

sequence! {
    /// Records of one meter.
    pub struct ProxyRecord {
        pub timeout_s: u16,
        pub meter: Tsa,
        pub query: RecordQuery,
    }

    /// What came of the records of one meter.
    pub struct ProxyRecordResult {
        pub meter: Tsa,
        pub result: ResultRecord,
    }

    /// Bytes to be sent through a port as they are.
    pub struct TransCommand {
        pub port: Oad,
        pub line: Comdcb,
        /// How long to wait for an answer.
        pub wait_s: u16,
        /// How long a pause ends the answer.
        pub pause_ms: u16,
        pub command: Octets,
    }

    /// What came back through a port.
    pub struct TransCommandResult {
        pub port: Oad,
        pub result: TransResult,
    }
}
