//! The configuration of `ronghe-terminal`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = toml::from_str::<terminal::config::Config>(text);
});
