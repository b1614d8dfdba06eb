//! Doing (ACTION-Request 07H, ACTION-Response 87H).

use crate::apdu::dar::Dar;
use crate::apdu::get::ResultNormal;
use crate::axdr::{Data, choice, sequence};
use crate::identifiers::{Oad, Omd};

choice! {
    /// What is to be done.
    pub enum ActionRequest: "kind of ACTION-Request (1 to 3)" {
        1 Normal(item: ActionItem),
        2 NormalList(items: Vec<ActionItem>),
        /// Done, then read.
        3 ThenGetList(items: Vec<ActionThenGetItem>),
    }

    /// What came of it, in the order of the request.
    pub enum ActionResponse: "kind of ACTION-Response (1 to 3)" {
        1 Normal(result: ActionItemResult),
        2 NormalList(results: Vec<ActionItemResult>),
        3 ThenGetList(results: Vec<ActionThenGetItemResult>),
    }
}

sequence! {
    /// A method and its parameter, `Data::Null` for none.
    pub struct ActionItem {
        pub omd: Omd,
        pub parameter: Data,
    }

    /// A method, what came of it, and what it returned.
    pub struct ActionItemResult {
        pub omd: Omd,
        pub dar: Dar,
        pub data: Option<Data>,
    }

    /// A method and its parameter, then what is read after a while.
    pub struct ActionThenGetItem {
        pub omd: Omd,
        pub parameter: Data,
        pub get: Oad,
        /// 0 leaves it to the server.
        pub delay_s: u8,
    }

    /// What came of a method, and what was read then.
    pub struct ActionThenGetItemResult {
        pub omd: Omd,
        pub dar: Dar,
        pub data: Option<Data>,
        pub read: ResultNormal,
    }
}
