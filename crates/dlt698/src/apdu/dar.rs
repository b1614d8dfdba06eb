//! What became of an access (数据访问结果, DAR).

use crate::axdr::codes;

codes! {
    /// Data access result (数据访问结果, DAR): 1 byte. 33 to 35 are of a later edition than 2017, 36 has a single source;
    /// unknown numbers are kept.
    pub struct Dar {
        SUCCESS = 0, "success", "成功";
        HARDWARE_FAILURE = 1, "hardware failure", "硬件失效";
        TEMPORARILY_UNAVAILABLE = 2, "temporarily unavailable", "暂时失效";
        REFUSED = 3, "read or write refused", "拒绝读写";
        UNDEFINED = 4, "object undefined", "对象未定义";
        CLASS_MISMATCH = 5, "interface class mismatch", "对象接口类不符合";
        ABSENT = 6, "object does not exist", "对象不存在";
        TYPE_MISMATCH = 7, "type mismatch", "类型不匹配";
        OUT_OF_RANGE = 8, "out of range", "越界";
        BLOCK_UNAVAILABLE = 9, "data block unavailable", "数据块不可用";
        SPLIT_CANCELLED = 10, "split transfer cancelled", "分帧传输已取消";
        NOT_SPLIT = 11, "not in split transfer", "不处于分帧传输状态";
        BLOCK_WRITE_CANCELLED = 12, "block write cancelled", "块写取消";
        NO_BLOCK_WRITE = 13, "no block write state", "不存在块写状态";
        BLOCK_NUMBER_INVALID = 14, "block number invalid", "数据块序号无效";
        NOT_AUTHORISED = 15, "wrong password or not authorised", "密码错/未授权";
        BAUD_FIXED = 16, "baud rate cannot change", "通信速率不能更改";
        TOO_MANY_ZONES = 17, "too many zones in the year", "年时区数超";
        TOO_MANY_PERIODS = 18, "too many periods in the day", "日时段数超";
        TOO_MANY_TARIFFS = 19, "too many tariffs", "费率数超";
        SECURITY_MISMATCH = 20, "security authentication does not match", "安全认证不匹配";
        REPEATED_RECHARGE = 21, "repeated recharge", "重复充值";
        ESAM_VERIFICATION = 22, "ESAM verification failed", "ESAM验证失败";
        SECURITY_FAILED = 23, "security authentication failed", "安全认证失败";
        CUSTOMER_MISMATCH = 24, "customer number does not match", "客户编号不匹配";
        RECHARGE_COUNT = 25, "wrong recharge count", "充值次数错误";
        HOARDING = 26, "purchase beyond the hoarding limit", "购电超囤积";
        ADDRESS_ABNORMAL = 27, "address abnormal", "地址异常";
        SYMMETRIC_DECRYPTION = 28, "symmetric decryption error", "对称解密错误";
        ASYMMETRIC_DECRYPTION = 29, "asymmetric decryption error", "非对称解密错误";
        SIGNATURE = 30, "signature error", "签名错误";
        SUSPENDED = 31, "meter suspended", "电能表挂起";
        TIME_TAG_INVALID = 32, "time tag invalid", "时间标签无效";
        TIMED_OUT = 33, "request timed out", "请求超时";
        ESAM_P1P2 = 34, "wrong P1P2 for the ESAM", "ESAM的P1P2不正确";
        ESAM_LC = 35, "wrong LC for the ESAM", "ESAM的LC错误";
        COMPARISON = 36, "comparison failed", "比对失败";
        OTHER = 255, "other", "其它";
    }
}

impl Dar {
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 == Self::SUCCESS.0
    }
}
