//! That nothing was complained of says something only where complaints are heard.

use dauys_tests::device::{Browser, Device};
use dauys_tests::node;
use serde_json::json;

#[test]
fn each_browser_tells_of_errors_violations_broken_and_foreign_requests() {
    for browser in [Browser::Chromium, Browser::Firefox] {
        let device = Device::new(browser);
        let seen = node::run("watched.mjs", &json!({ "device": device.settings() }));
        let complaints = seen["complaints"].as_array().unwrap();
        let complaints: Vec<&str> = complaints.iter().map(|it| it.as_str().unwrap()).collect();
        for planted in ["planted: said", "planted: thrown", "/forbidden.png", "/broken"] {
            let heard = complaints.iter().any(|complaint| complaint.contains(planted));
            assert!(heard, "{browser:?} does not tell of {planted}: {complaints:#?}");
        }
        assert!(seen["foreign"].as_str().unwrap().contains("elsewhere.example"), "{seen}");
    }
}
