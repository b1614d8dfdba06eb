//! Problems: the one shape in which the local API says no (RFC 9457), each with what the worker can do next.

use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::Value;
use vocabulary::CorrelationId;

/// What kind of no it is; the code is stable, so that pages can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProblemKind {
    ForeignHost,
    ForeignOrigin,
    EntryNeeded,
    EntryRefused,
    TokenNeeded,
    Malformed,
    NotJson,
    Invalid,
    TooLarge,
    NotFound,
    MethodNotAllowed,
    Locked,
    NotEnrolled,
    NoCard,
    PinWrong,
    PinMalformed,
    CardLocked,
    CardUnusable,
    OtherCardKind,
    NoIdentity,
    LeaseNeeded,
    Revoked,
    PlatformUnreachable,
    PlatformBusy,
    PlatformRefused,
    NotYours,
    InquiryNeeded,
    ReadOnly,
    StepImpossible,
    LaneParked,
    BundleMissing,
    UnknownField,
    NotTyped,
    FormIncomplete,
    RecipientInvalid,
    PhotoUnusable,
    SignatureUnusable,
    RecordingUnusable,
    RecordingFull,
    PieceElsewhere,
    StorageShort,
    TooManyPhotos,
    TooManyRecordings,
    RecordingOpen,
    SamePerson,
    NotParked,
    Practising,
    NoMetering,
    NotForThisApp,
    Busy,
    LeaveMissing,
    LeaveForOther,
    LeaveOver,
    NotPermitted,
    NewerStore,
    StoreFailed,
    Internal,
}

impl ProblemKind {
    /// Code, status, title, and what the worker can do next.
    pub const fn words(self) -> (&'static str, StatusCode, &'static str, &'static str) {
        use ProblemKind as P;
        use StatusCode as S;
        match self {
            P::ForeignHost => {
                ("foreign-host", S::MISDIRECTED_REQUEST, "地址不对", "从桌面打开本页面")
            }
            P::ForeignOrigin => {
                ("foreign-origin", S::FORBIDDEN, "请求来自其他页面", "从桌面打开本页面")
            }
            P::EntryNeeded => {
                ("entry-needed", S::UNAUTHORIZED, "页面未经启动", "从桌面重新打开本页面")
            }
            P::EntryRefused => {
                ("entry-refused", S::UNAUTHORIZED, "启动码已用过或已过期", "从桌面重新打开本页面")
            }
            P::TokenNeeded => ("token-needed", S::UNAUTHORIZED, "页面需要重新解锁", "输入口令解锁"),
            P::Malformed => ("malformed", S::BAD_REQUEST, "请求无法识别", "刷新页面后再试"),
            P::NotJson => {
                ("not-json", S::UNSUPPORTED_MEDIA_TYPE, "请求不是 JSON", "刷新页面后再试")
            }
            P::Invalid => ("invalid", S::UNPROCESSABLE_ENTITY, "内容有误", "按提示修改"),
            P::TooLarge => ("too-large", S::PAYLOAD_TOO_LARGE, "内容过大", "减小后重试"),
            P::NotFound => {
                ("not-found", S::NOT_FOUND, "本机没有这项内容", "同步后返回列表重新选择")
            }
            P::MethodNotAllowed => {
                ("method-not-allowed", S::METHOD_NOT_ALLOWED, "不能这样请求", "刷新页面后再试")
            }
            P::Locked => ("locked", S::CONFLICT, "终端已锁定", "插入操作员卡并输入口令"),
            P::NotEnrolled => {
                ("not-enrolled", S::CONFLICT, "终端尚未登记", "联系信息安全员登记本终端")
            }
            P::NoCard => ("no-card", S::CONFLICT, "卡槽里没有卡", "插入卡后再试"),
            P::PinWrong => ("pin-wrong", S::UNPROCESSABLE_ENTITY, "口令错误", "核对后重新输入"),
            P::PinMalformed => {
                ("pin-malformed", S::UNPROCESSABLE_ENTITY, "口令应为 6 至 12 位数字", "重新输入")
            }
            P::CardLocked => ("card-locked", S::FORBIDDEN, "卡已锁定", "联系信息安全员解锁"),
            P::CardUnusable => {
                ("card-unusable", S::CONFLICT, "卡无法使用", "拔出后重新插入；仍不行请换卡")
            }
            P::OtherCardKind => ("other-card-kind", S::CONFLICT, "卡种不符", "换上对应的卡"),
            P::NoIdentity => (
                "no-identity",
                S::CONFLICT,
                "终端身份不可用",
                "插回本终端的 TF 卡；仍不行请联系信息安全员",
            ),
            P::LeaseNeeded => {
                ("lease-needed", S::CONFLICT, "离线使用期已过", "到有网络的地方再解锁一次")
            }
            P::Revoked => ("revoked", S::FORBIDDEN, "权限已被收回", "联系所长或信息安全员"),
            P::PlatformUnreachable => {
                ("platform-unreachable", S::SERVICE_UNAVAILABLE, "连不上平台", "检查网络，稍后再试")
            }
            P::PlatformBusy => {
                ("platform-busy", S::SERVICE_UNAVAILABLE, "平台繁忙", "稍后自动重试")
            }
            P::PlatformRefused => (
                "platform-refused",
                S::BAD_GATEWAY,
                "平台没有给出可用的答复",
                "稍后再试；仍不行请联系运维人员",
            ),
            P::NotYours => ("not-yours", S::FORBIDDEN, "这一环节不归您处理", "返回列表"),
            P::InquiryNeeded => {
                ("inquiry-needed", S::FORBIDDEN, "没有该用户的在办工单", "填写查询原因后查看")
            }
            P::ReadOnly => ("read-only", S::CONFLICT, "该工单只能查看", "返回列表"),
            P::StepImpossible => {
                ("step-impossible", S::CONFLICT, "现在不能做这一步", "刷新后按当前状态操作")
            }
            P::LaneParked => {
                ("lane-parked", S::CONFLICT, "该工单有记录被退回", "先到待发箱处理被退回的记录")
            }
            P::BundleMissing => {
                ("bundle-missing", S::CONFLICT, "本机还没有该工单的流程", "联网同步一次")
            }
            P::UnknownField => {
                ("unknown-field", S::UNPROCESSABLE_ENTITY, "表单没有这一项", "刷新页面后再试")
            }
            P::NotTyped => (
                "not-typed",
                S::UNPROCESSABLE_ENTITY,
                "这一项不能直接填写",
                "用拍照、签字或监护确认填写",
            ),
            P::FormIncomplete => {
                ("form-incomplete", S::UNPROCESSABLE_ENTITY, "表单还没有填完", "按提示补齐后再提交")
            }
            P::RecipientInvalid => (
                "recipient-invalid",
                S::UNPROCESSABLE_ENTITY,
                "下一环节不能交给所选的人",
                "另选接收人",
            ),
            P::PhotoUnusable => {
                ("photo-unusable", S::UNPROCESSABLE_ENTITY, "照片不能作为证据", "重新拍照")
            }
            P::SignatureUnusable => (
                "signature-unusable",
                S::UNPROCESSABLE_ENTITY,
                "签字图像无法使用",
                "请客户重新签字",
            ),
            P::RecordingUnusable => {
                ("recording-unusable", S::UNPROCESSABLE_ENTITY, "录音录像不能作为证据", "重新录制")
            }
            P::RecordingFull => {
                ("recording-full", S::PAYLOAD_TOO_LARGE, "已录满", "停止录制；已录的内容可以保留")
            }
            P::PieceElsewhere => {
                ("piece-elsewhere", S::CONFLICT, "录制内容缺了一段", "停止录制；已录的内容可以保留")
            }
            P::StorageShort => (
                "storage-short",
                S::INSUFFICIENT_STORAGE,
                "存储空间不足",
                "联网发送待发内容，腾出空间",
            ),
            P::TooManyPhotos => ("too-many-photos", S::CONFLICT, "照片已达上限", "先删除一张再拍"),
            P::TooManyRecordings => {
                ("too-many-recordings", S::CONFLICT, "录音录像已达上限", "先删除一段再录")
            }
            P::RecordingOpen => (
                "recording-open",
                S::CONFLICT,
                "有一段录音或录像没有录完",
                "到该项中保留或丢弃这一段，再提交",
            ),
            P::SamePerson => ("same-person", S::CONFLICT, "监护人不能是本人", "请另一人插卡确认"),
            P::NotParked => ("not-parked", S::CONFLICT, "这条记录没有被退回", "刷新待发箱"),
            P::Practising => ("practising", S::CONFLICT, "练习时不能这样做", "结束或重新开始练习"),
            P::NoMetering => {
                ("no-metering", S::CONFLICT, "本终端不能进行计量作业", "改用配齐计量部件的终端")
            }
            P::NotForThisApp => {
                ("not-for-this-app", S::FORBIDDEN, "该应用不能进行计量作业", "从计量应用办理")
            }
            P::Busy => ("busy", S::CONFLICT, "正在对一只表作业", "等本次作业结束，或先取消"),
            P::LeaveMissing => {
                ("authorisation-missing", S::UNPROCESSABLE_ENTITY, "该操作需要授权", "先申请授权")
            }
            P::LeaveForOther => (
                "authorisation-for-other",
                S::CONFLICT,
                "授权与本次操作不符",
                "选择对应的授权，或重新申请",
            ),
            P::LeaveOver => ("authorisation-over", S::CONFLICT, "该授权已不能使用", "重新申请授权"),
            P::NotPermitted => {
                ("not-permitted", S::CONFLICT, "平台不允许这项操作", "按提示处理后再试")
            }
            P::NewerStore => (
                "newer-store",
                S::CONFLICT,
                "数据来自更新的版本",
                "升级终端程序后再打开；数据没有改动",
            ),
            P::StoreFailed => (
                "store-failed",
                S::INTERNAL_SERVER_ERROR,
                "存储读写失败",
                "重试；仍不行请联系运维人员，不要清除数据",
            ),
            P::Internal => {
                ("internal", S::INTERNAL_SERVER_ERROR, "终端内部错误", "重试；仍不行请联系运维人员")
            }
        }
    }
}

/// A no, with its reason.
#[derive(Debug)]
pub(super) struct Problem {
    pub kind: ProblemKind,
    detail: String,
    /// More for the page: tries left, the form's verdict.
    more: Value,
}

#[derive(Clone, Serialize)]
struct ProblemBody {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: String,
    code: &'static str,
    next_step: &'static str,
    /// What the worker reads out to whoever looks for it in the logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<CorrelationId>,
    #[serde(skip_serializing_if = "Value::is_null")]
    more: Value,
}

/// The body of a problem on its way out: whoever knows the request's id writes it in.
#[derive(Clone)]
pub(super) struct Refusal(ProblemBody);

impl Refusal {
    /// The problem as it leaves under that id.
    pub fn under(self, correlation: CorrelationId, response: Response) -> Response {
        let body = ProblemBody { correlation: Some(correlation), ..self.0 };
        let (mut parts, without) = response.into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        let written = serde_json::to_vec(&body).map_or(without, Body::from);
        Response::from_parts(parts, written)
    }
}

impl Problem {
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), more: Value::Null }
    }

    /// A kind whose title says it all.
    pub fn plain(kind: ProblemKind) -> Self {
        Self::new(kind, kind.words().2)
    }

    pub fn with(mut self, more: Value) -> Self {
        self.more = more;
        self
    }

    /// A fault that the worker cannot act on: logged here, once, with its causes, and not shown.
    pub fn logged(kind: ProblemKind, fault: &dyn std::error::Error) -> Self {
        let mut causes = fault.to_string();
        let mut source = fault.source();
        while let Some(cause) = source {
            causes.push_str(": ");
            causes.push_str(&cause.to_string());
            source = cause.source();
        }
        tracing::error!(%causes, "a request failed");
        Self::new(kind, "原因已记入日志")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (code, status, title, next_step) = self.kind.words();
        let body = ProblemBody {
            r#type: format!("/problems/{code}"),
            title,
            status: status.as_u16(),
            detail: self.detail,
            code,
            next_step,
            correlation: None,
            more: self.more,
        };
        let mut response = (status, Json(&body)).into_response();
        response.extensions_mut().insert(Refusal(body));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
