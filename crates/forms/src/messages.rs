//! Says in the worker's words what a schema found wrong.

use crate::ui::UiSchema;
use crate::verdict::{Finding, FindingCode};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use vocabulary::Text;

/// The findings that one schema error stands for; several, when it names several unknown fields.
pub(crate) fn findings(ui: &UiSchema, error: &ValidationError<'_>) -> Vec<Finding> {
    let place = error.instance_path().as_str();
    let below = |name: &str| format!("{place}/{}", escape(name));
    match error.kind() {
        Kind::Required { property } => {
            let pointer = below(property.as_str().unwrap_or_default());
            vec![finding(ui, pointer, FindingCode::Required, "必填", "is required")]
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            let unknown = |name: &String| {
                finding(
                    ui,
                    below(name),
                    FindingCode::Unknown,
                    "不是本表单的字段",
                    "is not a field of this form",
                )
            };
            unexpected.iter().map(unknown).collect()
        }
        kind => {
            let (code, zh, en) = describe(kind);
            vec![finding(ui, place.to_owned(), code, &zh, &en)]
        }
    }
}

/// Says whether the fault is only that something has not been entered yet.
pub(crate) fn is_not_yet(error: &ValidationError<'_>) -> bool {
    matches!(
        error.kind(),
        Kind::Required { .. }
            | Kind::MinItems { .. }
            | Kind::MinLength { .. }
            | Kind::MinProperties { .. }
            | Kind::Contains
    )
}

pub(crate) fn evidence_missing(label: &Text, pointer: String, min: u32, present: u32) -> Finding {
    Finding {
        field: pointer,
        code: FindingCode::EvidenceMissing,
        message: Text::new(
            format!("{}：需要 {min} 项，现有 {present} 项", label.zh),
            format!("{}: {min} needed, {present} present", label.en),
        ),
        rule: None,
    }
}

fn describe(kind: &Kind) -> (FindingCode, String, String) {
    let text = |code, zh: &str, en: &str| (code, zh.to_owned(), en.to_owned());
    match kind {
        Kind::Type { .. } => text(FindingCode::WrongType, "数据类型不正确", "has the wrong type"),
        Kind::Format { format } => malformed_number(format),
        Kind::Pattern { .. } => text(FindingCode::Malformed, "格式不正确", "has the wrong form"),
        Kind::MinLength { limit } => (
            FindingCode::Malformed,
            format!("至少 {limit} 个字"),
            format!("needs at least {limit} characters"),
        ),
        Kind::MaxLength { limit } => (
            FindingCode::Malformed,
            format!("最多 {limit} 个字"),
            format!("takes at most {limit} characters"),
        ),
        Kind::Minimum { limit } => (
            FindingCode::OutOfRange,
            format!("不能小于 {limit}"),
            format!("must be at least {limit}"),
        ),
        Kind::Maximum { limit } => (
            FindingCode::OutOfRange,
            format!("不能大于 {limit}"),
            format!("must be at most {limit}"),
        ),
        Kind::ExclusiveMinimum { limit } => (
            FindingCode::OutOfRange,
            format!("必须大于 {limit}"),
            format!("must be more than {limit}"),
        ),
        Kind::ExclusiveMaximum { limit } => (
            FindingCode::OutOfRange,
            format!("必须小于 {limit}"),
            format!("must be less than {limit}"),
        ),
        Kind::MinItems { limit } => {
            (FindingCode::OutOfRange, format!("至少 {limit} 项"), format!("needs at least {limit}"))
        }
        Kind::MaxItems { limit } => {
            (FindingCode::OutOfRange, format!("最多 {limit} 项"), format!("takes at most {limit}"))
        }
        Kind::Enum { .. } | Kind::Constant { .. } => {
            text(FindingCode::NotAChoice, "不在可选范围内", "is not one of the choices")
        }
        Kind::UniqueItems => text(FindingCode::Repeated, "有重复项", "holds the same twice"),
        _ => text(FindingCode::Malformed, "内容不完整或不正确", "is incomplete or wrong"),
    }
}

fn malformed_number(format: &str) -> (FindingCode, String, String) {
    let (zh, en) = match format {
        "id-no" => (
            "身份证号有误（18 位，校验码不符）",
            "is no identity number (18 characters with check)",
        ),
        "uscc" => (
            "统一社会信用代码有误（18 位，校验码不符）",
            "is no social credit code (18 characters with check)",
        ),
        "customer-no" => ("户号应为 10 位或 13 位数字", "must have 10 or 13 digits"),
        "mobile" => ("手机号应为 1 开头的 11 位数字", "must have 11 digits and begin with 1"),
        "asset-no" => (
            "资产编号应为 22 位数字，校验位不符时请重新扫描",
            "must have 22 digits with check digit; scan it again",
        ),
        "comm-address" => ("通信地址应为 12 位数字", "must have 12 digits"),
        "order-no" => ("工单编号格式不正确", "is no order number"),
        "person-name" => (
            "姓名前后和中间不要留空格",
            "has a blank at an end, two in a row, or one beside a Chinese character",
        ),
        "date" => ("日期不正确", "is no date"),
        _ => ("格式不正确", "has the wrong form"),
    };
    (FindingCode::Malformed, zh.to_owned(), en.to_owned())
}

fn finding(ui: &UiSchema, pointer: String, code: FindingCode, zh: &str, en: &str) -> Finding {
    let (zh_name, en_name) = name(ui, &pointer);
    let message = Text::new(format!("{zh_name}：{zh}"), format!("{en_name}: {en}"));
    Finding { field: pointer, code, message, rule: None }
}

/// The field's label, with the place in its list where it has one.
fn name(ui: &UiSchema, pointer: &str) -> (String, String) {
    let Some(label) = ui.label(pointer) else {
        let last = pointer.rsplit('/').next().filter(|last| !last.is_empty());
        return (last.unwrap_or("表单").to_owned(), last.unwrap_or("form").to_owned());
    };
    let item = pointer.split('/').nth(2).and_then(|item| item.parse::<usize>().ok());
    match item {
        Some(item) => {
            (format!("{}第 {} 项", label.zh, item + 1), format!("{} no. {}", label.en, item + 1))
        }
        None => (label.zh.clone(), label.en.clone()),
    }
}

/// Escapes a member name for a JSON pointer (RFC 6901, section 3).
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
