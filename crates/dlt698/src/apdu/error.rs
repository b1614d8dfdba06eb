//! What a side says that could not make anything of an APDU (ERROR-Response, 6EH and EEH).

use crate::axdr::codes;

codes! {
    /// Why there is no answer (异常响应).
    pub struct ErrorKind {
        UNPARSABLE = 1, "APDU cannot be parsed", "APDU无法解析";
        UNSUPPORTED = 2, "service not supported", "服务不支持";
        OTHER = 255, "other", "其它";
    }
}
