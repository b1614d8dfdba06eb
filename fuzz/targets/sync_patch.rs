//! Merge patches: applied to what they were made against, they give what they were made from.
#![no_main]

use serde_json::Value;

libfuzzer_sys::fuzz_target!(|texts: (&str, &str)| {
    let (Ok(old), Ok(new)) = (serde_json::from_str::<Value>(texts.0), serde_json::from_str::<Value>(texts.1))
    else {
        return;
    };
    if let Some(patch) = sync::merge_patch(&old, &new) {
        let mut patched = old;
        sync::apply_patch(&mut patched, &patch);
        assert_eq!(patched, new);
    }
});
