//! What came of one attempt to deliver a message to the platform.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// What came of one attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum Delivery {
    /// The platform has it: `applied`, `duplicate`, `superseded`, `order_over`, or a word that is new to us.
    Taken {
        outcome: String,
        order: Option<Json>,
        /// What each line came to, of a batch whose lines are answered by themselves.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<Json>,
    },
    /// No answer, or one that says nothing about the message yet.
    ComeAgain { why: String },
    /// The platform will not have it, however often it comes.
    Refused { status: u16, reason: String },
}

impl Delivery {
    /// Reads the platform's answer.
    #[must_use]
    pub fn of_answer(status: u16, body: &[u8]) -> Self {
        match status {
            200 => taken(body),
            // 409: the order is not known yet. The others ask for patience in HTTP's own words.
            408 | 409 | 425 | 429 => Self::come_again(status, body),
            400..=499 => Self::Refused { status, reason: shortened(body) },
            _ => Self::come_again(status, body),
        }
    }

    /// The word that it is counted under.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Taken { outcome, .. } => outcome,
            Self::ComeAgain { .. } => "come_again",
            Self::Refused { .. } => "refused",
        }
    }

    fn come_again(status: u16, body: &[u8]) -> Self {
        Self::ComeAgain { why: format!("{status}: {}", shortened(body)) }
    }
}

fn taken(body: &[u8]) -> Delivery {
    #[derive(Deserialize)]
    struct Answer {
        outcome: String,
        #[serde(default)]
        order: Option<Json>,
        #[serde(default)]
        answers: Vec<Json>,
    }
    match serde_json::from_slice::<Answer>(body) {
        Ok(Answer { outcome, order, answers })
            if !outcome.is_empty() && outcome.len() <= OUTCOME_LEN_MAX =>
        {
            Delivery::Taken { outcome, order, answers }
        }
        // A proxy's friendly page is no acknowledgement.
        _ => Delivery::ComeAgain { why: format!("200 without an outcome: {}", shortened(body)) },
    }
}

fn shortened(body: &[u8]) -> String {
    String::from_utf8_lossy(body).chars().take(REASON_LEN_MAX).collect()
}

const OUTCOME_LEN_MAX: usize = 64;
const REASON_LEN_MAX: usize = 500;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_an_outcome_acknowledges() {
        check(200, r#"{"outcome":"applied","order":"7"}"#, "applied");
        check(200, r#"{"outcome":"order_over"}"#, "order_over");
        check(200, r#"{"outcome":""}"#, "come_again");
        check(200, "<html>welcome</html>", "come_again");
        check(204, "", "come_again");
        check(302, "", "come_again");
        check(409, r#"{"code":"order-unknown"}"#, "come_again");
        check(429, "", "come_again");
        check(401, r#"{"code":"key-unknown"}"#, "refused");
        check(422, "", "refused");
        check(503, "", "come_again");
    }

    fn check(status: u16, body: &str, expect: &str) {
        assert_eq!(Delivery::of_answer(status, body.as_bytes()).word(), expect, "{status} {body}");
    }

    proptest! {
        #[test]
        fn any_answer_is_read(status in any::<u16>(), body in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            match Delivery::of_answer(status, &body) {
                Delivery::Taken { .. } => prop_assert_eq!(status, 200),
                Delivery::Refused { status: kept, reason } => {
                    prop_assert!((400..500).contains(&status));
                    prop_assert_eq!(kept, status);
                    prop_assert!(reason.chars().count() <= REASON_LEN_MAX);
                }
                Delivery::ComeAgain { .. } => prop_assert!(status != 401 && status != 422),
            }
        }
    }
}
