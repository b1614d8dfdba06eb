//! Control (控制, 8xxx, class 8 and 13): who has a supply and who is reminded that he may lose it.
//!
//! The parameters of methods 129, 130 and 131 of 8000 have two sources each; [`crate::control`] builds them. Attribute 2
//! of 8000 and the units of its times have a single source, attribute 3 none.

use super::shape::{
    AttributeDefinition, Length, Member, ObjectDefinition, Shape, attribute, member, method,
    object, tag,
};

const fn array(of: &'static Shape) -> Shape {
    Shape::Array { of, length: Length::Varies }
}

const REMOTE: &[AttributeDefinition] = &[
    attribute(
        2,
        "settings",
        "配置参数",
        Shape::Structure(&[
            member(
                "trip current limit",
                "继电器拉闸电流门限值",
                Shape::Of(tag::DOUBLE_LONG_UNSIGNED),
            ),
            member("trip delay", "超拉闸电流门限保护延时时间", Shape::Of(tag::LONG_UNSIGNED)),
        ]),
    ),
    attribute(3, "relay output state", "继电器输出状态", Shape::Of(tag::BIT_STRING)),
    attribute(4, "alarm state", "告警状态", Shape::Of(tag::BIT_STRING)),
    attribute(5, "command state", "命令状态", Shape::Of(tag::BIT_STRING)),
];

const TRIP: &[Member] = &[
    member("relay", "继电器", Shape::Of(tag::OAD)),
    member("alarm delay", "告警延时", Shape::Of(tag::UNSIGNED)),
    member("limited time", "限电时间", Shape::Of(tag::LONG_UNSIGNED)),
    member("closes by itself", "自动合闸", Shape::Of(tag::BOOL)),
];

const CLOSE: &[Member] = &[
    member("relay", "继电器", Shape::Of(tag::OAD)),
    member("command", "命令", Shape::Of(tag::ENUM)),
];

const PLAIN_CLOSE: &[Member] = &[
    member("relay", "继电器", Shape::Of(tag::OAD)),
    member("command", "命令", Shape::Of(tag::ENUM)),
    member("password", "密码", Shape::Of(tag::VISIBLE_STRING)),
];

const NOTHING: Shape = Shape::Of(tag::NULL);

pub(super) const CONTROLS: &[ObjectDefinition] = &[
    object(0x8000, 8, "remote control", "遥控", REMOTE).with_methods(&[
        method(127, "raise the alarm", "触发告警", NOTHING),
        method(128, "end the alarm", "解除报警", NOTHING),
        method(129, "trip", "跳闸", array(&Shape::Structure(TRIP))),
        method(130, "close", "合闸", array(&Shape::Structure(CLOSE))),
        method(131, "close in plain text", "明文合闸", array(&Shape::Structure(PLAIN_CLOSE))),
    ]),
    object(
        0x8001,
        8,
        "protected supply",
        "保电",
        &[attribute(2, "state", "保电状态", Shape::Of(tag::ENUM))],
    )
    .with_methods(&[
        method(127, "protect the supply", "投入保电", NOTHING),
        method(128, "end the protection", "解除保电", NOTHING),
        method(129, "protect by itself", "投入自动保电", NOTHING),
    ]),
    object(0x8002, 8, "payment reminder", "催费告警", &[]).with_methods(&[
        method(127, "remind", "催费告警投入", Shape::Any),
        method(128, "end the reminder", "取消催费告警", Shape::Any),
    ]),
    object(0x8003, 8, "general messages in Chinese", "一般中文信息", &[]),
    object(0x8004, 8, "important messages in Chinese", "重要中文信息", &[]),
];
