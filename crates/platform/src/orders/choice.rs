//! Who of several people takes a stage, and who is passed over and why: decided without the data.

use platform_store::people::PersonRow;
use serde_json::{Value, json};
use vocabulary::Instant;

/// Why somebody is not given a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// He has no certificate of this kind that is valid now.
    Uncertified { kind: String },
    /// He is away.
    Away { until: Instant },
    /// He has as many open stages as he may.
    Full { in_hand: u64, most_in_hand: u32 },
}

impl Obstacle {
    /// As the story tells it, but for whom.
    #[must_use]
    pub fn told(&self) -> Value {
        match self {
            Self::Uncertified { kind } => json!({ "without": kind }),
            Self::Away { until } => json!({ "away_until": until }),
            Self::Full { in_hand, most_in_hand } => {
                json!({ "in_hand": in_hand, "most_in_hand": most_in_hand })
            }
        }
    }
}

/// Somebody who has the role.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub person: PersonRow,
    /// Open stages that he has.
    pub in_hand: u64,
    /// He is on duty now.
    pub is_on_duty: bool,
    pub obstacle: Option<Obstacle>,
}

/// The first of those who come one after the other, and those before him who cannot.
#[must_use]
pub fn first_free(candidates: Vec<Candidate>) -> (Option<Candidate>, Vec<Candidate>) {
    let mut passed_over = Vec::new();
    for candidate in candidates {
        if candidate.obstacle.is_none() {
            return (Some(candidate), passed_over);
        }
        passed_over.push(candidate);
    }
    (None, passed_over)
}

/// Whoever has least of those who can, those on duty before the others; of several, the one who was named first.
#[must_use]
pub fn least_loaded(candidates: &[Candidate]) -> Option<&Candidate> {
    let free = candidates.iter().filter(|candidate| candidate.obstacle.is_none());
    free.min_by_key(|candidate| (!candidate.is_on_duty, candidate.in_hand))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;
    use vocabulary::{PersonId, Role};

    use super::*;

    fn obstacle() -> impl Strategy<Value = Option<Obstacle>> {
        prop_oneof![
            3 => Just(None),
            1 => Just(Some(Obstacle::Uncertified { kind: "low_voltage".into() })),
            1 => (0_i64..9).prop_map(|at| Some(Obstacle::Away { until: Instant::from_micros(at) })),
            1 => (1_u64..9).prop_map(|in_hand| Some(Obstacle::Full { in_hand, most_in_hand: 1 })),
        ]
    }

    fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
        let one = (0_u64..5, any::<bool>(), obstacle());
        prop::collection::vec(one, 0..8).prop_map(|people| {
            let candidate =
                |(n, (in_hand, is_on_duty, obstacle)): (u128, (u64, bool, Option<Obstacle>))| {
                    Candidate {
                        person: PersonRow {
                            person: PersonId::from_uuid(Uuid::from_u128(n)),
                            staff_no: n.to_string(),
                            name: "王建国".into(),
                            mobile: "15400000007".into(),
                            station: None,
                            active: true,
                            roles: vec![Role::AreaManager],
                        },
                        in_hand,
                        is_on_duty,
                        obstacle,
                    }
                };
            (0..).zip(people).map(candidate).collect()
        })
    }

    fn ids<'c>(candidates: impl IntoIterator<Item = &'c Candidate>) -> Vec<PersonId> {
        candidates.into_iter().map(|candidate| candidate.person.person).collect()
    }

    proptest! {
        #[test]
        fn whoever_is_chosen_can_and_everybody_before_him_cannot(people in candidates()) {
            let (chosen, passed_over) = first_free(people.clone());
            prop_assert!(passed_over.iter().all(|one| one.obstacle.is_some()));
            let before = ids(&people[..passed_over.len()]);
            prop_assert_eq!(ids(&passed_over), before, "each is named, in order");
            match chosen {
                Some(chosen) => {
                    prop_assert_eq!(&chosen.obstacle, &None);
                    prop_assert_eq!(chosen.person.person, people[passed_over.len()].person.person);
                }
                None => prop_assert_eq!(passed_over.len(), people.len(), "only if nobody can"),
            }
        }

        #[test]
        fn nobody_who_can_has_less_than_whoever_is_chosen(people in candidates()) {
            let free: Vec<_> = people.iter().filter(|one| one.obstacle.is_none()).collect();
            match least_loaded(&people) {
                Some(chosen) => {
                    prop_assert_eq!(&chosen.obstacle, &None);
                    prop_assert!(chosen.is_on_duty || free.iter().all(|one| !one.is_on_duty));
                    let alike: Vec<_> =
                        free.iter().filter(|one| one.is_on_duty == chosen.is_on_duty).collect();
                    prop_assert!(alike.iter().all(|one| one.in_hand >= chosen.in_hand));
                    let first = alike.iter().find(|one| one.in_hand == chosen.in_hand).unwrap();
                    prop_assert_eq!(first.person.person, chosen.person.person);
                }
                None => prop_assert!(free.is_empty()),
            }
        }
    }
}
