//! The events between which a clock runs.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::policy::is_name;

/// An event's name, `stage.install_energise.submitted`, or a pattern in which one `*` stands for
/// any one word, `stage.*.signed_in`: then every stage has a clock of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventPattern(String);

/// What a clock watches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The order as a whole.
    Order,
    /// What the `*` of the start event stood for: an element of the process.
    Element(String),
}

/// A text that is no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event is words of a-z, 0-9 and _ with dots between them, one of which may be *")]
pub struct NoEvent;

impl EventPattern {
    /// # Errors
    /// When the text is no event.
    pub fn parse(text: &str) -> Result<Self, NoEvent> {
        let stars = text.split('.').filter(|word| *word == STAR).count();
        let words = text.split('.').all(|word| word == STAR || is_name(word));
        if stars > 1 || !words || text.len() > EVENT_LEN_MAX {
            return Err(NoEvent);
        }
        Ok(Self(text.to_owned()))
    }

    /// Whom `event` is about, if it is one of these.
    #[must_use]
    pub fn subject_of(&self, event: &str) -> Option<Subject> {
        let mut subject = Subject::Order;
        let mut words = event.split('.');
        for expected in self.0.split('.') {
            let word = words.next()?;
            match expected {
                STAR if word.is_empty() => return None,
                STAR => subject = Subject::Element(word.to_owned()),
                _ if word != expected => return None,
                _ => {}
            }
        }
        words.next().is_none().then_some(subject)
    }

    #[must_use]
    pub fn has_star(&self) -> bool {
        self.0.split('.').any(|word| word == STAR)
    }
}

impl fmt::Display for EventPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for EventPattern {
    type Error = NoEvent;

    fn try_from(text: String) -> Result<Self, NoEvent> {
        Self::parse(&text)
    }
}

impl From<EventPattern> for String {
    fn from(pattern: EventPattern) -> String {
        pattern.0
    }
}

const STAR: &str = "*";
const EVENT_LEN_MAX: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_exactly_one_word() {
        let check = |pattern: &str, event: &str, expect: Option<Subject>| {
            let pattern = EventPattern::parse(pattern).expect("a pattern");
            assert_eq!(pattern.subject_of(event), expect, "{pattern} {event}");
        };
        let element = |id: &str| Some(Subject::Element(id.into()));
        check("order.accepted", "order.accepted", Some(Subject::Order));
        check("order.accepted", "order.accepted.twice", None);
        check("order.accepted", "order", None);
        check("stage.*.signed_in", "stage.archive.signed_in", element("archive"));
        check("stage.*.signed_in", "stage.archive.submitted", None);
        check("stage.*.signed_in", "stage..signed_in", None);
        check("stage.*.signed_in", "stage.a.b.signed_in", None);
    }

    #[test]
    fn refuses_what_is_no_event() {
        for text in ["", ".", "a..b", "Order.accepted", "a.*.*", "a.b*", "a b", &"a".repeat(300)] {
            assert_eq!(EventPattern::parse(text), Err(NoEvent), "{text}");
        }
    }
}
