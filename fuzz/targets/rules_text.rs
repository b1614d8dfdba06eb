//! Expressions (CEL), compiled and evaluated.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let cel = rules::Cel::new();
    let _ = cel.names(text);
    let mut variables = rules::Variables::new();
    variables.insert("form".to_owned(), serde_json::json!({ "n": 3, "text": "表", "list": [1, null] }));
    if let Ok(scope) = cel.scope(variables.iter().map(|(name, value)| (name.as_str(), value))) {
        let _ = scope.evaluate(text);
        let _ = scope.holds(text);
    }
});
