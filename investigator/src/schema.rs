//! The shapes of what programs read, for JSON Schema (2020-12): how the words of the protocol are
//! spelt, and how a schema is made of a view.
//!
//! A view of a command derives `JsonSchema`; where it holds a day, an id or a key, it names the
//! spelling: `#[schemars(with = "shape::Day")]`. Which command prints which view, `commands/schema.rs`
//! says.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

pub mod shape;

/// The schema of what a command prints, under a title.
pub fn schema_of<View: JsonSchema>(title: &str) -> Schema {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<View>();
    RecursiveTransform(without_width).transform(&mut schema);
    schema.insert("title".to_owned(), title.into());
    schema
}

/// In how many bits this program keeps a number is none of a reader's.
fn without_width(schema: &mut Schema) {
    let width = schema.get("format").and_then(Value::as_str);
    if width.is_some_and(|width| width.starts_with("uint")) {
        schema.remove("format");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize, JsonSchema)]
    struct View {
        #[schemars(with = "Option<shape::Day>")]
        day: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        letters: Option<u32>,
    }

    #[test]
    fn what_may_be_missing_is_told_from_what_may_be_nothing() {
        let schema = schema_of::<View>("dauys x").to_value();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["required"], serde_json::json!(["day"]), "{schema}");
        assert_eq!(schema["properties"]["letters"]["minimum"], 0, "{schema}");
        assert!(schema["properties"]["letters"].get("format").is_none(), "{schema}");
        assert!(schema["$defs"]["day"]["pattern"].is_string(), "{schema}");
        let _ = View { day: None, letters: None };
    }
}
