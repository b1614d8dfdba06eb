//! The configuration of `ronghe-platform`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = toml::from_str::<platform::config::Config>(text);
});
