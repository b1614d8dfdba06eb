//! Security (F10x, Annex E.12) and ports (F2xx, Annex E.13), class 21 and 22.
//!
//! F100's methods 4 to 10 are from two programs, the order of what 11 answers from one; attributes 17 to 21 belong to a
//! later edition of the State Grid and are left out.

use vocabulary::Unit;

use super::shape::{
    AttributeDefinition, Length, Member, ObjectDefinition, Shape, attribute, member, method,
    number, object, tag,
};

const fn array(of: &'static Shape) -> Shape {
    Shape::Array { of, length: Length::Varies }
}

const OCTETS: Shape = Shape::Of(tag::OCTET_STRING);
const MINUTES: Shape = number(tag::DOUBLE_LONG_UNSIGNED, 0, Unit::Minute);
const COUNTER: Shape = Shape::Of(tag::DOUBLE_LONG_UNSIGNED);

const ESAM: &[AttributeDefinition] = &[
    attribute(2, "serial number", "ESAM序列号", OCTETS),
    attribute(3, "version", "ESAM版本号", OCTETS),
    attribute(4, "symmetric key version", "对称密钥版本", OCTETS),
    attribute(5, "session limit", "会话时效门限", MINUTES),
    attribute(6, "session time left", "会话时效剩余时间", MINUTES),
    attribute(
        7,
        "counters",
        "当前计数器",
        Shape::Structure(&[
            member("negotiations", "单地址应用协商计数器", COUNTER),
            member("reports", "主动上报计数器", COUNTER),
            member("broadcasts", "应用广播通信序列号", COUNTER),
        ]),
    ),
    attribute(
        8,
        "certificate versions",
        "证书版本",
        Shape::Structure(&[
            member("terminal", "终端证书版本", OCTETS),
            member("master", "主站证书版本", OCTETS),
        ]),
    ),
    attribute(9, "terminal certificate number", "终端证书序列号", OCTETS),
    attribute(10, "terminal certificate", "终端证书", OCTETS),
    attribute(11, "master certificate number", "主站证书序列号", OCTETS),
    attribute(12, "master certificate", "主站证书", OCTETS),
    attribute(13, "objects in the ESAM", "ESAM安全存储对象列表", array(&Shape::Of(tag::OAD))),
    attribute(14, "infrared limit", "红外认证时效门限", MINUTES),
    attribute(15, "infrared time left", "红外认证剩余时间", MINUTES),
];

const DATA_AND_SID_MAC: &[Member] =
    &[member("data", "数据", OCTETS), member("verification", "SID_MAC", Shape::Of(tag::SID_MAC))];

const DATA_AND_SID: &[Member] =
    &[member("data", "数据", OCTETS), member("identity", "SID", Shape::Of(tag::SID))];

const WALLET: &[Member] = &[
    member("operation", "钱包操作", Shape::Of(tag::INTEGER)),
    member("amount", "购电金额", Shape::Of(tag::DOUBLE_LONG_UNSIGNED)),
    member("purchases", "购电次数", Shape::Of(tag::DOUBLE_LONG_UNSIGNED)),
    member("customer number", "户号", Shape::Digits),
    member("verification", "SID_MAC", Shape::Of(tag::SID_MAC)),
    member("meter number", "表号", Shape::Digits),
];

const WALLET_START: &[Member] = &[
    member("amount", "预置金额", Shape::Of(tag::DOUBLE_LONG_UNSIGNED)),
    member("verification", "SID_MAC", Shape::Of(tag::SID_MAC)),
];

const SECURITY_MODE: &[AttributeDefinition] = &[
    attribute(2, "mode", "安全模式选择", Shape::Of(tag::ENUM)),
    attribute(
        3,
        "explicit modes",
        "显式安全模式参数",
        array(&Shape::Structure(&[
            member("object", "对象标识", Shape::Of(tag::OI)),
            member("mode", "安全模式", Shape::Of(tag::LONG_UNSIGNED)),
        ])),
    ),
    attribute(4, "SAL link option", "SAL安全应用数据链路层参数", Shape::Of(tag::ENUM)),
];

const PORT: &[AttributeDefinition] = &[attribute(
    2,
    "ports",
    "设备对象列表",
    array(&Shape::Structure(&[
        member("descriptor", "端口描述符", Shape::Of(tag::VISIBLE_STRING)),
        member("settings", "端口参数", Shape::Of(tag::COMDCB)),
        member("function", "端口功能", Shape::Of(tag::ENUM)),
    ])),
)];

const OUTPUT: &[AttributeDefinition] = &[attribute(2, "devices", "设备对象列表", Shape::Any)];

pub(super) const PORTS: &[ObjectDefinition] = &[
    object(0xF000, 18, "file transfer in pieces", "文件分帧传输管理", &[]),
    object(0xF001, 18, "file transfer in blocks", "文件分块传输管理", &[]).with_methods(&[
        method(7, "start", "启动传输", Shape::Any),
        method(8, "write a block", "写文件", Shape::Any),
        method(9, "read a block", "读文件", Shape::Any),
    ]),
    object(0xF002, 18, "file transfer, extended", "文件扩展传输管理", &[]),
    object(0xF100, 21, "ESAM", "ESAM接口", ESAM).with_methods(&[
        method(3, "read data back", "ESAM数据回抄", Shape::Of(tag::SID)),
        method(4, "update data", "ESAM数据更新", Shape::Structure(DATA_AND_SID_MAC)),
        method(5, "end the session", "协商失效", Shape::Of(tag::NULL)),
        method(6, "wallet", "钱包操作", Shape::Structure(WALLET)),
        method(7, "update keys", "密钥更新", Shape::Structure(DATA_AND_SID_MAC)),
        method(8, "update certificates", "证书更新", Shape::Structure(DATA_AND_SID)),
        method(9, "set the session limit", "设置协商时效", Shape::Structure(DATA_AND_SID)),
        method(10, "start the wallet", "钱包初始化", Shape::Structure(WALLET_START)),
        method(11, "ask for infrared authentication", "红外认证请求", Shape::Of(tag::RN)),
        method(12, "infrared authentication", "红外认证指令", OCTETS),
    ]),
    object(0xF101, 8, "security mode", "安全模式参数", SECURITY_MODE),
    object(0xF200, 22, "RS-232", "RS-232", PORT),
    object(0xF201, 22, "RS-485", "RS-485", PORT),
    object(0xF202, 22, "infrared", "红外", PORT),
    object(0xF203, 22, "switch inputs", "开关量输入", OUTPUT),
    object(0xF205, 22, "relay output", "继电器输出", OUTPUT),
    object(0xF206, 22, "alarm output", "告警输出", OUTPUT),
    object(0xF207, 22, "multi-function terminal", "多功能端子", OUTPUT),
    object(0xF209, 22, "carrier or radio module", "载波/微功率无线接口", PORT),
];
