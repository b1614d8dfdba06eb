//! What each fault of the agent is called on a page.

use security_unit::{CodeRule, TokenFault};
use serde_json::json;
use sync::InquiryFault;
use terminal_store::StoreFault;

use super::problem::{Problem, ProblemKind as P};
use crate::AgentFault;
use webm::WebmFault;

use crate::evidence::{PhotoFault, RecordingFault};
use crate::platform::CallFault;

impl From<AgentFault> for Problem {
    fn from(fault: AgentFault) -> Self {
        use AgentFault as F;
        match fault {
            F::Locked => Self::plain(P::Locked),
            F::NotEnrolled => Self::plain(P::NotEnrolled),
            F::Card(fault) => of_card(&fault),
            F::LeaseNeeded => Self::plain(P::LeaseNeeded),
            F::Revoked => Self::plain(P::Revoked),
            F::Platform(fault) => of_call(&fault),
            F::Store(fault) => of_store(&fault),
            F::UnknownOrder(_) => Self::new(P::NotFound, "本机没有这张工单"),
            F::UnknownStage(_) => Self::new(P::NotFound, "该工单没有这一环节"),
            F::UnknownCustomer(_) => Self::new(P::NotFound, "本机没有这个用户"),
            F::InquiryNeeded => Self::plain(P::InquiryNeeded),
            F::InquiryReason(fault) => Self::new(P::Invalid, of_reason(&fault)),
            F::UnknownAttachment => Self::new(P::NotFound, "本机没有这个文件"),
            F::NotYours => Self::plain(P::NotYours),
            F::ReadOnly => Self::plain(P::ReadOnly),
            F::Step(step) => Self::new(P::StepImpossible, step.to_string()),
            F::LaneParked => Self::plain(P::LaneParked),
            F::BundleMissing => Self::plain(P::BundleMissing),
            F::UnknownField(field) => Self::new(P::UnknownField, field),
            F::NotTyped(field) => Self::new(P::NotTyped, field),
            F::TooLarge => Self::plain(P::TooLarge),
            F::FormIncomplete(verdict) => {
                Self::plain(P::FormIncomplete).with(json!({ "verdict": verdict }))
            }
            F::RecipientInvalid => Self::plain(P::RecipientInvalid),
            F::Photo(fault) => of_photo(&fault),
            F::Recording(fault) => of_recording(&fault),
            F::TooManyRecordings => Self::plain(P::TooManyRecordings),
            F::RecordingOpen => Self::plain(P::RecordingOpen),
            F::PieceElsewhere { bytes } => {
                Self::plain(P::PieceElsewhere).with(json!({ "bytes": bytes }))
            }
            F::RecordingFull { bytes } => {
                Self::plain(P::RecordingFull).with(json!({ "bytes": bytes }))
            }
            F::SignaturePicture => Self::plain(P::SignatureUnusable),
            F::StorageShort { free_bytes } => {
                let left = format!("只剩 {} MB", free_bytes / 1_000_000);
                Self::new(P::StorageShort, left).with(json!({ "free_bytes": free_bytes }))
            }
            F::TooManyPhotos => Self::plain(P::TooManyPhotos),
            F::SamePerson => Self::plain(P::SamePerson),
            F::Practising | F::NoPractice => Self::new(P::Practising, fault.to_string()),
            F::NoMetering(why) => {
                Self::new(P::NoMetering, why.zh.clone()).with(json!({ "why": why }))
            }
            F::OtherCardKind { found, wanted } => {
                let why = found.instead_of(wanted);
                Self::new(P::OtherCardKind, why.zh.clone()).with(json!({ "why": why }))
            }
            F::NoBusinessCard => Self::new(P::NoCard, "业务卡槽里没有卡"),
            F::RunUnderWay => Self::plain(P::Busy),
            F::UnknownLink(link) => Self::new(P::Invalid, format!("本机没有通信方式 {link}")),
            F::UnknownMeter => Self::new(P::NotFound, "本机没有这只表"),
            F::UnknownWork => Self::new(P::NotFound, "本机没有这条作业记录"),
            F::UnknownAuthorisation => Self::new(P::NotFound, "本机没有这项授权；请同步后再试"),
            F::LeaveMissing => Self::plain(P::LeaveMissing),
            F::LeaveForOther(what) => {
                Self::new(P::LeaveForOther, of_leave(what)).with(json!({ "differs": what }))
            }
            F::LeaveOver(state) => Self::plain(P::LeaveOver).with(json!({ "state": state })),
            F::NotPermitted { detail, more } => Self::new(P::NotPermitted, detail).with(more),
            F::TaskEnded => Self::logged(P::Internal, &fault),
        }
    }
}

impl From<StoreFault> for Problem {
    fn from(fault: StoreFault) -> Self {
        of_store(&fault)
    }
}

impl From<CodeRule> for Problem {
    fn from(_: CodeRule) -> Self {
        Self::new(P::PinMalformed, "这样的输入不扣次数")
    }
}

fn of_card(fault: &TokenFault) -> Problem {
    match fault {
        TokenFault::PinNeeded => Problem::plain(P::Locked),
        TokenFault::WrongPin { tries_left: 0 } | TokenFault::Locked => {
            Problem::plain(P::CardLocked).with(json!({ "tries_left": 0 }))
        }
        TokenFault::WrongPin { tries_left } => {
            let left = format!("还可以试 {tries_left} 次");
            Problem::new(P::PinWrong, left).with(json!({ "tries_left": tries_left }))
        }
        // No page unlocks a card: the officer's desk does.
        TokenFault::WrongUnlockCode { .. } | TokenFault::UnlockBlocked => {
            Problem::plain(P::CardLocked)
        }
        TokenFault::Removed => Problem::plain(P::NoCard),
        TokenFault::Damaged { .. } | TokenFault::Storage(_) => {
            Problem::logged(P::CardUnusable, fault)
        }
    }
}

fn of_call(fault: &CallFault) -> Problem {
    match fault {
        CallFault::Transport(_) => Problem::plain(P::PlatformUnreachable),
        CallFault::SignInNeeded => Problem::plain(P::Locked),
        CallFault::NoIdentity { why } => {
            Problem::new(P::NoIdentity, why.zh.clone()).with(json!({ "why": why }))
        }
        CallFault::Forbidden { .. } => Problem::plain(P::Revoked),
        CallFault::Busy { .. } => Problem::plain(P::PlatformBusy),
        CallFault::Gone { .. } | CallFault::Refused { .. } | CallFault::BadAnswer => {
            Problem::logged(P::PlatformRefused, fault)
        }
    }
}

fn of_store(fault: &StoreFault) -> Problem {
    match fault {
        StoreFault::DiskFull => Problem::new(P::StorageShort, "没有写入任何内容"),
        StoreFault::NewerDatabase { .. } => Problem::plain(P::NewerStore),
        StoreFault::Closed => Problem::plain(P::Locked),
        StoreFault::WrongKey
        | StoreFault::BadRow { .. }
        | StoreFault::Json(_)
        | StoreFault::Database(_)
        | StoreFault::Migration(_)
        | StoreFault::File(_)
        | StoreFault::Evidence(_)
        | StoreFault::OutOfChain
        | StoreFault::Killed => Problem::logged(P::StoreFailed, fault),
    }
}

const fn of_reason(fault: &InquiryFault) -> &'static str {
    match fault {
        InquiryFault::UnknownReason => "请从清单中选择查询原因",
        InquiryFault::NoteNeeded => "请补充说明查询原因",
        InquiryFault::NoteTooLong => "说明最多 200 字",
    }
}

/// What an authorisation is not for.
fn of_leave(what: &str) -> &'static str {
    match what {
        "command" => "该授权不是给这项操作的",
        "meter" => "该授权不是给这只表的",
        _ => "该授权不是给这张工单的",
    }
}

fn of_photo(fault: &PhotoFault) -> Problem {
    let why = match fault {
        PhotoFault::TooManyBytes { .. } => return Problem::plain(P::TooLarge),
        PhotoFault::Encoding(_) => return Problem::logged(P::Internal, fault),
        PhotoFault::Format => "不是 JPEG 或 PNG",
        PhotoFault::TooLarge { .. } | PhotoFault::Memory => "像素过多",
        PhotoFault::TooSmall { .. } => "像素不足 200 万",
        PhotoFault::Truncated => "文件不完整",
        PhotoFault::Damaged(_) => "文件已损坏",
        PhotoFault::CaptionTooLong { .. } => "照片太矮，放不下水印文字",
    };
    Problem::new(P::PhotoUnusable, why)
}

fn of_recording(fault: &RecordingFault) -> Problem {
    let why = match fault {
        RecordingFault::Webm(WebmFault::Empty) => "没有录到内容",
        RecordingFault::Webm(WebmFault::Codec) => "编码格式不支持",
        RecordingFault::Webm(WebmFault::Format | WebmFault::Malformed { .. }) => {
            "不是录音或录像文件"
        }
        RecordingFault::OtherMedium => "录音与录像弄混了",
        RecordingFault::TooLong { .. } => "录得过长",
        RecordingFault::TooLarge(_) => "画面过大",
    };
    Problem::new(P::RecordingUnusable, why)
}
