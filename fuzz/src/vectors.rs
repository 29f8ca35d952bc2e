//! The vectors of docs/vectors: real letters, replies, rosters, keys, codes.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

macro_rules! vectors {
    ($($name:ident),+) => {
        $(#[doc = concat!("docs/vectors/", stringify!($name), ".json")]
        pub fn $name() -> &'static [Value] {
            static READ: LazyLock<Vec<Value>> = LazyLock::new(|| {
                let text = include_str!(concat!("../../docs/vectors/", stringify!($name), ".json"));
                serde_json::from_str(text).expect("a file of docs/vectors")
            });
            &READ
        })+
    };
}

vectors!(code, files, keys, refused, requests, signatures, stamp);

/// A text of the whole story in docs/vectors/files.json.
pub fn story(field: &str) -> String {
    text(files().first().expect("the story"), field)
}

/// A file of that story, which is kept in base64.
pub fn story_file(field: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(story(field)).expect("base64")
}

/// A text of a vector.
pub fn text(vector: &Value, field: &str) -> String {
    vector.get(field).and_then(Value::as_str).expect(field).to_owned()
}

/// The texts that docs/vectors/refused.json has for this kind of thing.
pub fn refused_as(kind: &str) -> impl Iterator<Item = String> {
    let all = refused().iter().filter(move |it| text(it, "kind") == kind);
    all.map(|it| text(it, "text"))
}
