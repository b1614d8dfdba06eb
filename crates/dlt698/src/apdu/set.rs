//! Writing (SET-Request 06H, SET-Response 86H).

use crate::apdu::dar::Dar;
use crate::apdu::get::ResultNormal;
use crate::axdr::{Data, choice, sequence};
use crate::identifiers::Oad;

choice! {
    /// What is written.
    pub enum SetRequest: "kind of SET-Request (1 to 3)" {
        1 Normal(item: SetItem),
        2 NormalList(items: Vec<SetItem>),
        /// Written, then read.
        3 ThenGetList(items: Vec<SetThenGetItem>),
    }

    /// What came of it, in the order of the request.
    pub enum SetResponse: "kind of SET-Response (1 to 3)" {
        1 Normal(result: SetItemResult),
        2 NormalList(results: Vec<SetItemResult>),
        3 ThenGetList(results: Vec<SetThenGetItemResult>),
    }
}

sequence! {
    /// An attribute and its new value.
    pub struct SetItem {
        pub oad: Oad,
        pub data: Data,
    }

    /// An attribute and what came of writing it.
    pub struct SetItemResult {
        pub oad: Oad,
        pub dar: Dar,
    }

    /// An attribute and its new value, then what is read after a while.
    pub struct SetThenGetItem {
        pub set: Oad,
        pub data: Data,
        pub get: Oad,
        /// 0 leaves it to the server.
        pub delay_s: u8,
    }

    /// What came of writing an attribute, and what was read then.
    pub struct SetThenGetItemResult {
        pub set: Oad,
        pub dar: Dar,
        pub read: ResultNormal,
    }
}
