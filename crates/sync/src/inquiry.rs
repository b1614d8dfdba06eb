//! Public inquiry (公共查询): looking at a customer without having an order of his, for a reason that is written down.

use serde::{Deserialize, Serialize};
use vocabulary::{CustomerNo, Epoch, InquiryId, Instant, Text, local_date};

/// Inquiries in one request, at most.
pub const INQUIRIES_MAX: usize = 200;

/// An inquiry as the terminal recorded it before it showed anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Inquiry {
    pub inquiry: InquiryId,
    pub customer_no: CustomerNo,
    /// Code of an [`InquiryReason`]; a platform keeps one that it does not know.
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// By the terminal's corrected clock.
    pub at: Instant,
}

/// `POST /sync/v1/inquiries`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InquiryBatch {
    pub inquiries: Vec<Inquiry>,
}

/// The receipts: inquiries that this generation of the platform's data holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InquiriesKept {
    pub epoch: Epoch,
    pub kept: Vec<InquiryId>,
}

/// Why somebody looks at a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryReason {
    pub code: String,
    #[serde(flatten)]
    pub text: Text,
    /// The first day on which it may be given, as `2026-01-01`.
    pub from: String,
    /// The last one, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// It says nothing by itself.
    #[serde(default)]
    pub note_needed: bool,
}

/// What an inquiry cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InquiryFault {
    #[error("the reason is none of the list")]
    UnknownReason,
    #[error("this reason needs a note")]
    NoteNeeded,
    #[error("a note has at most {NOTE_MAX} characters")]
    NoteTooLong,
}

impl InquiryReason {
    /// The reasons that may be given on the day of `now`.
    #[must_use]
    pub fn in_force(now: Instant) -> Vec<Self> {
        let today = local_date(now).map(|date| date.to_string()).unwrap_or_default();
        let mut reasons = Self::shipped();
        reasons.retain(|reason| {
            reason.from <= today && reason.until.as_ref().is_none_or(|until| today <= *until)
        });
        reasons
    }

    /// Checks a reason and its note, and gives the note without what says nothing.
    ///
    /// # Errors
    /// When the reason is not in force, or the note missing or too long.
    pub fn check(
        now: Instant,
        code: &str,
        note: Option<&str>,
    ) -> Result<Option<String>, InquiryFault> {
        let reasons = Self::in_force(now);
        let reason = reasons.iter().find(|reason| reason.code == code);
        let reason = reason.ok_or(InquiryFault::UnknownReason)?;
        let note = note.map(str::trim).filter(|note| !note.is_empty());
        match note {
            None if reason.note_needed => Err(InquiryFault::NoteNeeded),
            Some(note) if note.chars().count() > NOTE_MAX => Err(InquiryFault::NoteTooLong),
            note => Ok(note.map(str::to_owned)),
        }
    }

    /// The list that comes with the program; that it can be read is tested.
    fn shipped() -> Vec<Self> {
        serde_json::from_str(include_str!("inquiry_reasons.json")).unwrap_or_default()
    }
}

/// Characters.
const NOTE_MAX: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::from_micros(1_790_000_000_000_000);

    #[test]
    fn the_shipped_list_is_read_and_dated() {
        let codes = |at| InquiryReason::in_force(at).into_iter().map(|one| one.code);
        assert_eq!(codes(NOW).count(), 9);
        assert_eq!(codes(Instant::from_micros(1_500_000_000_000_000)).count(), 0);
    }

    #[test]
    fn a_reason_that_says_nothing_needs_a_note_of_a_sensible_length() {
        let check = |code, note: &str| InquiryReason::check(NOW, code, Some(note));
        assert_eq!(check("bill", "  "), Ok(None));
        assert_eq!(check("other", " 村委会询问 "), Ok(Some("村委会询问".into())));
        assert_eq!(check("other", " "), Err(InquiryFault::NoteNeeded));
        assert_eq!(check("curiosity", "x"), Err(InquiryFault::UnknownReason));
        assert_eq!(check("bill", &"问".repeat(201)), Err(InquiryFault::NoteTooLong));
    }
}
