//! What a card is for.

use serde::{Deserialize, Serialize};

use crate::Text;

/// What a card is for. It is fixed when the card is made.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// 操作员卡: proves a person. Cards that were made before cards had kinds are all of this one.
    #[default]
    Operator,
    /// 业务卡: stands for the kind of work, beside the operator's card.
    Business,
    /// TF 安全卡: holds the key by which a terminal is known.
    Tf,
}

impl CardKind {
    pub const ALL: [CardKind; 3] = [CardKind::Operator, CardKind::Business, CardKind::Tf];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            CardKind::Operator => "operator",
            CardKind::Business => "business",
            CardKind::Tf => "tf",
        }
    }

    /// The kind with this word in the database, if there is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Cards of before say no kind, and what a card has signed must read as it did.
    #[must_use]
    pub fn is_operator(&self) -> bool {
        *self == CardKind::Operator
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> (&'static str, &'static str) {
        match self {
            CardKind::Operator => ("操作员卡", "operator card"),
            CardKind::Business => ("业务卡", "business card"),
            CardKind::Tf => ("TF 卡", "TF card"),
        }
    }

    /// Says that a card of this kind lies where another belongs.
    #[must_use]
    pub fn instead_of(self, wanted: CardKind) -> Text {
        let ((zh, en), (wanted_zh, wanted_en)) = (self.name(), wanted.name());
        Text::new(
            format!("这是一张{zh}，此处需要{wanted_zh}"),
            format!("this is a card of another kind ({en}): the {wanted_en} belongs here"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_spelt_alike_in_json_and_in_its_row() {
        for kind in CardKind::ALL {
            assert_eq!(serde_json::json!(kind), kind.as_str());
            assert_eq!(CardKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(CardKind::parse("credit"), None);
    }
}
