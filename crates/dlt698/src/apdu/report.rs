//! What a server tells unasked (REPORT-Notification 88H), and that a client has it (REPORT-Response 08H).
//!
//! A client answers when it holds the report durably. One that is not answered comes again with the same PIID: it is
//! answered again and taken once.

use crate::apdu::get::{ResultNormal, ResultRecord};
use crate::axdr::{Octets, choice, sequence};
use crate::identifiers::Oad;

choice! {
    /// What a server reports (主动上报).
    pub enum Report: "kind of REPORT-Notification (1 list, 2 record list, 3 transparent data)" {
        1 List(results: Vec<ResultNormal>),
        2 RecordList(results: Vec<ResultRecord>),
        3 TransData(data: TransData),
    }

    /// What of it a client has.
    pub enum ReportResponse: "kind of REPORT-Response (1 list, 2 record list, 3 transparent data)" {
        1 List(oads: Vec<Oad>),
        2 RecordList(oads: Vec<Oad>),
        3 TransData,
    }
}

sequence! {
    /// What came through a port of the server (透明数据).
    pub struct TransData {
        pub port: Oad,
        pub data: Vec<Octets>,
    }
}

impl Report {
    /// The answer that says that all of it is held.
    #[must_use]
    pub fn answer(&self) -> ReportResponse {
        match self {
            Self::List(results) => {
                ReportResponse::List(results.iter().map(|result| result.oad).collect())
            }
            Self::RecordList(results) => {
                ReportResponse::RecordList(results.iter().map(|result| result.oad).collect())
            }
            Self::TransData(_) => ReportResponse::TransData,
        }
    }
}
