//! How a server keeps its line to a client (LINK-Request 01H, LINK-Response 81H): login, heartbeat, logout.

use serde::{Deserialize, Serialize};

use crate::apdu::piid::{Piid, PiidAcd};
use crate::axdr::{DateTime, Fault, Reader, Remark, Trace, Wire, codes, sequence};

sequence! {
    /// A server logs in, says that it lives, or logs out (预连接请求).
    pub struct LinkRequest {
        pub piid: PiidAcd,
        pub kind: LinkKind,
        /// From one heartbeat to the next, in seconds.
        pub heartbeat_s: u16,
        pub sent: DateTime,
    }

    /// The client's answer (预连接响应). With its three times a server learns the delay and the client's clock.
    pub struct LinkResponse {
        pub piid: Piid,
        pub result: LinkResult,
        /// As in the request.
        pub sent: DateTime,
        pub received: DateTime,
        pub answered: DateTime,
    }
}

codes! {
    /// What a server wants of its line.
    pub struct LinkKind {
        LOGIN = 0, "login", "登录";
        HEARTBEAT = 1, "heartbeat", "心跳";
        LOGOUT = 2, "logout", "退出登录";
    }
}

/// What the client says to it: 1 byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkResult {
    /// Bit 7: the client's clock is right.
    pub is_clock_trusted: bool,
    /// Bits 2 to 0: 0 success, 1 address repeated, 2 illegal device, 3 capacity insufficient; others are kept.
    pub result: u8,
}

impl Wire for LinkResult {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let at = r.at();
        let found = r.octet()?;
        if found & 0x78 != 0 {
            r.remark(Remark::ReservedBits { at, found });
        }
        Ok(Self { is_clock_trusted: found & 0x80 != 0, result: found & 0x07 })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_clock_trusted) << 7 | self.result & 0x07);
    }

    fn told(&self) -> Option<String> {
        let words = match self.result {
            0 => "success 成功",
            1 => "address repeated 地址重复",
            2 => "illegal device 非法设备",
            3 => "capacity insufficient 容量不足",
            _ => "unknown",
        };
        let clock = if self.is_clock_trusted { ", clock trusted 时钟可信" } else { "" };
        Some(format!("{} {words}{clock}", self.result))
    }
}
