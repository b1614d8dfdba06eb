//! What changed in an order between two revisions.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::OrderView;
use crate::patch::merge_patch;

impl OrderView {
    /// The merge patch that turns `before` into this, as [`merge_patch`] makes it of their JSON, without writing down
    /// what both have alike: mostly the facts and all stages but one.
    #[must_use]
    pub fn patch_from(&self, before: &Self) -> Option<Value> {
        let mut pair = Pair::default();
        let Self {
            order,
            order_no,
            process,
            bundle_hash,
            former_bundles,
            state,
            title,
            due_at,
            urged,
            created_at,
            facts,
            stages,
            engine,
            waiting_for_evidence,
            fed_at,
        } = self;
        pair.put("order", &before.order, order);
        pair.put("order_no", &before.order_no, order_no);
        pair.put("process", &before.process, process);
        pair.put("bundle_hash", &before.bundle_hash, bundle_hash);
        let some = |list| Some(list).filter(|list: &&Vec<_>| !list.is_empty());
        pair.put_present("former_bundles", some(&before.former_bundles), some(former_bundles));
        pair.put("state", &before.state, state);
        pair.put("title", &before.title, title);
        pair.put_present("due_at", before.due_at.as_ref(), due_at.as_ref());
        pair.put("urged", &before.urged, urged);
        pair.put("created_at", &before.created_at, created_at);
        pair.put("facts", &before.facts, facts);
        let mut of_stages = Pair::default();
        for id in before.stages.keys().chain(stages.keys()) {
            of_stages.put_present(&id.to_string(), before.stages.get(id), stages.get(id));
        }
        pair.put_pair("stages", of_stages);
        pair.put("engine", &before.engine, engine);
        let waiting = |list| Some(list).filter(|list: &&Vec<_>| !list.is_empty());
        let (waited, waits) =
            (waiting(&before.waiting_for_evidence), waiting(waiting_for_evidence));
        pair.put_present("waiting_for_evidence", waited, waits);
        pair.put("fed_at", &before.fed_at, fed_at);
        merge_patch(&Value::Object(pair.old), &Value::Object(pair.new))
    }
}

/// The members in which two revisions differ.
#[derive(Default)]
struct Pair {
    old: Map<String, Value>,
    new: Map<String, Value>,
}

impl Pair {
    fn put<T: Serialize + PartialEq>(&mut self, name: &str, old: &T, new: &T) {
        self.put_present(name, Some(old), Some(new));
    }

    /// A member that may be missing.
    fn put_present<T: Serialize + PartialEq>(
        &mut self,
        name: &str,
        old: Option<&T>,
        new: Option<&T>,
    ) {
        if old == new {
            return;
        }
        self.old.extend(old.map(|old| (name.to_owned(), json!(old))));
        self.new.extend(new.map(|new| (name.to_owned(), json!(new))));
    }

    fn put_pair(&mut self, name: &str, pair: Self) {
        self.old.insert(name.to_owned(), Value::Object(pair.old));
        self.new.insert(name.to_owned(), Value::Object(pair.new));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn view(facts: &Value, stages: &Map<String, Value>, extra: &Value) -> OrderView {
        let mut view = json!({
            "order": "018f3c5e-0000-7000-8000-000000000001",
            "order_no": "130200000000",
            "process": "low_voltage_residential_new",
            "bundle_hash": "00".repeat(32),
            "state": "open",
            "title": { "zh": "低压居民新装", "en": "new connection" },
            "created_at": 1_772_413_200_000_000_i64,
            "facts": facts,
            "stages": stages,
            "engine": { "seq": 1 },
            "fed_at": 1_772_413_200_000_000_i64,
        });
        let (view_members, extra) = (view.as_object_mut(), extra.as_object());
        view_members
            .into_iter()
            .for_each(|members| members.extend(extra.cloned().into_iter().flatten()));
        serde_json::from_value(view).expect("a view")
    }

    fn stage(n: u8, rev: u64, values: &Value) -> (String, Value) {
        let id = format!("018f3c5e-0000-7000-8000-{n:012}");
        let stage = json!({
            "stage": id, "place": n, "element": "acceptance", "occurrence": 1, "name": "业务受理",
            "state": "created", "stage_rev": rev, "generation": 0, "values": values,
            "opened_at": 1_772_413_200_000_000_i64,
        });
        (id, stage)
    }

    fn some_json() -> impl Strategy<Value = Value> {
        let names = prop::sample::select(vec!["a", "b", "c"]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..3_u8).prop_map(Value::from)
        ];
        let members = prop::collection::btree_map(names, leaf, 0..3);
        members.prop_map(|members| json!(members))
    }

    fn some_view() -> impl Strategy<Value = OrderView> {
        let stages = prop::collection::btree_map(0..3_u8, (0..2_u64, some_json()), 0..3);
        let extra = prop::sample::select(vec![
            json!({}),
            json!({ "due_at": 1_772_586_000_000_000_i64, "urged": 1 }),
            json!({ "due_at": 1_772_672_400_000_000_i64, "engine": { "seq": 2 } }),
            json!({ "state": "archived", "waiting_for_evidence": [{
                "stage": "018f3c5e-0000-7000-8000-000000000009",
                "author": "018f3c5e-0000-7000-8000-00000000000a",
                "at": 1_772_413_200_000_000_i64,
            }] }),
        ]);
        (some_json(), stages, extra).prop_map(|(facts, stages, extra)| {
            let stages = stages.into_iter().map(|(n, (rev, values))| stage(n, rev, &values));
            view(&facts, &stages.collect(), &extra)
        })
    }

    proptest! {
        #[test]
        fn is_the_merge_patch_of_both_as_json(before in some_view(), after in some_view()) {
            let patch = after.patch_from(&before);
            prop_assert_eq!(patch, merge_patch(&json!(before), &json!(after)));
        }
    }
}
