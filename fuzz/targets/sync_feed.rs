//! What the platform sends down.
#![no_main]

libfuzzer_sys::fuzz_target!(|json: &[u8]| {
    let Ok(page) = serde_json::from_slice::<sync::FeedPage>(json) else { return };
    for item in &page.items {
        let mut digest = sync::ScopeDigest::default();
        digest.add(item.kind.clone(), &item.id, item.rev);
        digest.remove(item.kind.clone(), &item.id, item.rev);
        assert_eq!(digest, sync::ScopeDigest::default());
        let Some(body) = &item.body else { continue };
        if let Ok(view) = serde_json::from_str::<sync::OrderView>(body.get()) {
            for stage in view.stages.values() {
                let _ = view.facts_for(stage, None, page.now);
            }
            let _ = view.process_variables("acceptance", &serde_json::json!({}));
        }
    }
});
