#![allow(missing_docs, clippy::unwrap_used, reason="x")]
use std::time::Instant;
use dauys_tests::month::script::Script;
use dauys_tests::month::stage::Stage;
#[test]
fn spike() {
    let t = Instant::now();
    let script = Script::write();
    for l in &script.lines { println!("{} {} {} {:?}", l.day, l.hour, l.case, l.scene); }
    let mut stage = Stage::set();
    println!("{:?}", t.elapsed());
    let played = stage.play(&script);
    println!("{:?} {}", t.elapsed(), played.last);
}
