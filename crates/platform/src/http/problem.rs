//! Problems: the one shape in which the API says no (RFC 9457).

use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use platform_store::{CommandFault, StoreFault};
use serde::Serialize;
use vocabulary::CorrelationId;

/// What kind of no it is; stable, so that programs can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The request cannot be understood.
    Malformed,
    /// The body is no JSON by its own word.
    NotJson,
    /// The bytes are of another media type than this place takes.
    MediaType,
    /// Nobody is signed in, or not any more.
    SignInNeeded,
    /// The name, password, code, PIN or signature is wrong.
    CredentialsWrong,
    /// The account, card or terminal is locked.
    Locked,
    /// The role does not allow it.
    NotAllowed,
    NotFound,
    /// It contradicts what is there.
    Conflict,
    /// A card of one kind lies where another belongs.
    OtherCardKind,
    /// It has changed since it was read; read it again.
    Changed,
    /// It is over and frozen.
    Gone,
    /// The cursor is too old or from another epoch.
    CursorGone,
    TooLarge,
    /// Bytes are not what their checksum says; tus has a status of its own for it.
    ChecksumMismatch,
    /// A version of tus that this platform does not speak.
    TusVersion,
    IdempotencyKeyMissing,
    IdempotencyKeyReused,
    /// It was understood and is wrong; the detail says where.
    Invalid,
    TooMany,
    /// Come back in a moment.
    Busy,
    /// Another system of the company is needed and says nothing.
    NeighbourSilent,
    DiskFull,
    Internal,
}

impl ProblemKind {
    /// Every kind, for the reference.
    pub const ALL: [ProblemKind; 24] = [
        Self::Malformed,
        Self::NotJson,
        Self::MediaType,
        Self::SignInNeeded,
        Self::CredentialsWrong,
        Self::Locked,
        Self::NotAllowed,
        Self::NotFound,
        Self::Conflict,
        Self::OtherCardKind,
        Self::Changed,
        Self::Gone,
        Self::CursorGone,
        Self::TooLarge,
        Self::ChecksumMismatch,
        Self::TusVersion,
        Self::IdempotencyKeyMissing,
        Self::IdempotencyKeyReused,
        Self::Invalid,
        Self::TooMany,
        Self::Busy,
        Self::NeighbourSilent,
        Self::DiskFull,
        Self::Internal,
    ];

    /// Code, status, title, and what the caller can do next.
    #[must_use]
    pub fn words(self) -> (&'static str, StatusCode, &'static str, &'static str) {
        use ProblemKind as P;
        match self {
            P::Malformed => ("malformed", StatusCode::BAD_REQUEST, "请求无法识别", "检查请求内容"),
            P::NotJson => (
                "not-json",
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "请求不是 JSON",
                "以 application/json 发送",
            ),
            P::MediaType => (
                "media-type",
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "上传内容类型不符",
                "以 application/offset+octet-stream 发送",
            ),
            P::SignInNeeded => ("sign-in-needed", StatusCode::UNAUTHORIZED, "需要登录", "重新登录"),
            P::CredentialsWrong => {
                ("credentials-wrong", StatusCode::UNAUTHORIZED, "身份验证失败", "核对后重试")
            }
            P::Locked => ("locked", StatusCode::FORBIDDEN, "已锁定", "联系信息安全员解锁"),
            P::NotAllowed => ("not-allowed", StatusCode::FORBIDDEN, "没有权限", "联系所长或管理员"),
            P::NotFound => ("not-found", StatusCode::NOT_FOUND, "找不到", "返回列表重新选择"),
            P::Conflict => ("conflict", StatusCode::CONFLICT, "与现状冲突", "刷新后再试"),
            P::OtherCardKind => {
                ("other-card-kind", StatusCode::CONFLICT, "卡种不符", "换上对应的卡")
            }
            P::Changed => ("changed", StatusCode::CONFLICT, "内容已变化", "刷新后再试"),
            P::Gone => ("gone", StatusCode::GONE, "已结束", "查看归档内容"),
            P::CursorGone => ("cursor-gone", StatusCode::GONE, "同步位置已失效", "从头同步"),
            P::TooLarge => ("too-large", StatusCode::PAYLOAD_TOO_LARGE, "内容过大", "减小后重试"),
            P::ChecksumMismatch => {
                ("checksum-mismatch", checksum_mismatch(), "内容在途中损坏", "重新发送这一段")
            }
            P::TusVersion => (
                "tus-version",
                StatusCode::PRECONDITION_FAILED,
                "上传协议版本不符",
                "使用 tus 1.0.0",
            ),
            P::IdempotencyKeyMissing => (
                "idempotency-key-missing",
                StatusCode::BAD_REQUEST,
                "缺少幂等键",
                "带上 Idempotency-Key",
            ),
            P::IdempotencyKeyReused => (
                "idempotency-key-reused",
                StatusCode::UNPROCESSABLE_ENTITY,
                "幂等键已用于其他请求",
                "换一个键",
            ),
            P::Invalid => ("invalid", StatusCode::UNPROCESSABLE_ENTITY, "内容有误", "按提示修改"),
            P::TooMany => ("too-many", StatusCode::TOO_MANY_REQUESTS, "请求过多", "稍后再试"),
            P::Busy => ("busy", StatusCode::SERVICE_UNAVAILABLE, "系统繁忙", "稍后自动重试"),
            P::NeighbourSilent => (
                "neighbour-silent",
                StatusCode::SERVICE_UNAVAILABLE,
                "对方系统没有应答",
                "稍后重试，仍不成功时联系其值班人员",
            ),
            P::DiskFull => {
                ("disk-full", StatusCode::INSUFFICIENT_STORAGE, "服务器存储已满", "联系运维人员")
            }
            P::Internal => (
                "internal",
                StatusCode::INTERNAL_SERVER_ERROR,
                "系统内部错误",
                "把编号告诉运维人员",
            ),
        }
    }
}

/// 460, which tus 1.0 gives a name and HTTP does not.
fn checksum_mismatch() -> StatusCode {
    StatusCode::from_u16(460).unwrap_or(StatusCode::CONFLICT)
}

/// A no, with its reason.
#[derive(Debug)]
pub struct Problem {
    pub kind: ProblemKind,
    /// What was wrong with this request, in words.
    pub detail: String,
    /// More for programs: faults of a file, the present revision.
    pub more: serde_json::Value,
}

/// The body of a problem.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ProblemBody {
    /// `/problems/<code>`
    pub r#type: String,
    pub title: &'static str,
    pub status: u16,
    pub detail: String,
    pub code: &'static str,
    pub next_step: &'static str,
    /// What the caller quotes to whoever looks for it in the logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub correlation: Option<CorrelationId>,
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    pub more: serde_json::Value,
}

/// The body of a problem on its way out: whoever knows the request's id writes it in.
#[derive(Debug, Clone)]
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
        Self { kind, detail: detail.into(), more: serde_json::Value::Null }
    }

    #[must_use]
    pub fn with(mut self, more: serde_json::Value) -> Self {
        self.more = more;
        self
    }

    /// What was wrong, in words.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// Whether what was asked for cannot be, so that asking again would not help.
    #[must_use]
    pub fn is_for_good(&self) -> bool {
        use ProblemKind as P;
        matches!(
            self.kind,
            P::NotAllowed
                | P::NotFound
                | P::Conflict
                | P::OtherCardKind
                | P::Gone
                | P::Invalid
                | P::Locked
        )
    }

    /// An error that is ours: logged here, once, and not sent.
    pub fn internal(error: &dyn std::error::Error) -> Self {
        let mut causes = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            causes.push_str(": ");
            causes.push_str(&cause.to_string());
            source = cause.source();
        }
        tracing::error!(%causes, "a request failed");
        Self::new(ProblemKind::Internal, "the cause has been logged")
    }
}

impl From<StoreFault> for Problem {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::LostGuard => Self::new(ProblemKind::Changed, "somebody else was faster"),
            StoreFault::Busy | StoreFault::Killed => {
                Self::new(ProblemKind::Busy, "nothing was changed")
            }
            StoreFault::DiskFull => Self::new(ProblemKind::DiskFull, "nothing was changed"),
            other => Self::internal(&other),
        }
    }
}

impl CommandFault for Problem {
    fn store_fault(&self) -> Option<&StoreFault> {
        // A guard lost inside a command is worth another run; what else went wrong is the caller's answer.
        match self.kind {
            ProblemKind::Changed => Some(&StoreFault::LostGuard),
            ProblemKind::Busy => Some(&StoreFault::Busy),
            _ => None,
        }
    }
}

impl From<access::Denial> for Problem {
    fn from(denial: access::Denial) -> Self {
        Self::new(ProblemKind::NotAllowed, denial.reason().zh)
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
        let retry_after = match self.kind {
            ProblemKind::Busy | ProblemKind::TooMany => Some("1"),
            ProblemKind::NeighbourSilent => Some("10"),
            _ => None,
        };
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }
}
