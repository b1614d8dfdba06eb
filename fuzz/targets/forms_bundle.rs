//! A file of a bundle that is not what it should be: the input's first line names the file, the rest is its text.
#![no_main]

use std::collections::BTreeMap;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Some((path, text)) = text.split_once('\n') else { return };
    let mut files: BTreeMap<String, String> = FILES
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    files.insert(path.to_owned(), text.to_owned());
    let Ok(bundle) = forms::Bundle::open(files) else { return };
    let now = vocabulary::Instant::from_micros(1_780_000_000_000_000);
    let context = forms::Context { order: serde_json::json!({}), now };
    for form in bundle.forms() {
        let _ = form.check(&serde_json::json!({ "phone": "1", "n": 2 }), &context, forms::Purpose::Submit);
    }
});

const FILES: [(&str, &str); 4] = [
    ("process.bpmn", "<definitions/>"),
    ("rules.cel", "## r\nlevel: error\nform.n > 1\n"),
    ("forms/a.schema.json", r#"{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"phone":{"type":"string"},"n":{"type":"integer"}}}"#),
    ("forms/a.ui.json", r#"{"groups":[{"label":{"zh":"一","en":"One"},"fields":["phone","n"]}],"fields":{}}"#),
];
