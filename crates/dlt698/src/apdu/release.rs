//! How an association ends (RELEASE-Request 03H, RELEASE-Response 83H, RELEASE-Notification 84H).

use crate::axdr::{DateTimeS, codes, sequence};

codes! {
    /// What a server says to a RELEASE; only success is known.
    pub struct ReleaseResult {
        SUCCESS = 0, "success", "成功";
    }
}

sequence! {
    /// A server tells that the association ran out of time (断开应用连接通知).
    pub struct ReleaseNotification {
        pub established: DateTimeS,
        pub now: DateTimeS,
    }
}
