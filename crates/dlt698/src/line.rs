//! How a serial line is set (COMDCB, tag 95).

use crate::axdr::{codes, sequence};

sequence! {
    /// Settings of a serial port (端口控制块, COMDCB): 5 bytes.
    #[derive(Copy, Hash)]
    pub struct Comdcb {
        pub baud: Baud,
        pub parity: Parity,
        /// 5 to 8.
        pub data_bits: u8,
        /// 1 or 2.
        pub stop_bits: u8,
        pub flow: FlowControl,
    }
}

codes! {
    /// Bits per second.
    pub struct Baud {
        B300 = 0, "300 bps", "300 bps";
        B600 = 1, "600 bps", "600 bps";
        B1200 = 2, "1200 bps", "1200 bps";
        B2400 = 3, "2400 bps", "2400 bps";
        B4800 = 4, "4800 bps", "4800 bps";
        B7200 = 5, "7200 bps", "7200 bps";
        B9600 = 6, "9600 bps", "9600 bps";
        B19200 = 7, "19200 bps", "19200 bps";
        B38400 = 8, "38400 bps", "38400 bps";
        B57600 = 9, "57600 bps", "57600 bps";
        B115200 = 10, "115200 bps", "115200 bps";
        ADAPTIVE = 255, "adaptive", "自适应";
    }

    /// The parity bit.
    pub struct Parity {
        NONE = 0, "none", "无校验";
        ODD = 1, "odd", "奇校验";
        EVEN = 2, "even", "偶校验";
    }

    /// Who stops whom.
    pub struct FlowControl {
        NONE = 0, "none", "无";
        HARDWARE = 1, "hardware", "硬件";
        SOFTWARE = 2, "software", "软件";
    }
}
