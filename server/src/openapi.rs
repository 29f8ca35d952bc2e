//! The API as a document of `OpenAPI` 3.1, for those who check it or write another client: `docs/openapi.json`.
//! What each call takes, gives and refuses stands in [`calls`], the forms of all of it in [`shapes`].
//! docs/PROTOCOL.md, section 9, says what it means.

mod calls;
mod shapes;

use std::collections::BTreeMap;

use dauys_wire::api::{self, BASE};
use dauys_wire::problem::{self, ProblemCode};
use serde_json::{Map, Value, json};

use calls::{CALLS, Call, Gives, Takes};

/// The document.
pub fn document() -> Value {
    let mut paths = BTreeMap::<String, Map<String, Value>>::new();
    for call in CALLS {
        let path = paths.entry(format!("{BASE}{}", call.path)).or_default();
        path.insert(call.method.to_owned(), operation(call));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Dauys",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
            "description": "What a blind server takes and gives. docs/PROTOCOL.md, section 9, says what \
                each part means and how stamps and signatures are made. HEAD is answered wherever GET is.",
        },
        "paths": paths,
        "components": {"schemas": shapes::schemas(), "parameters": shapes::parameters()},
    })
}

/// Every path with the methods that it takes, as `Allow` tells them.
pub fn allowed() -> BTreeMap<&'static str, String> {
    let mut methods = BTreeMap::<&str, Vec<String>>::new();
    for call in CALLS {
        let of_path = methods.entry(call.path).or_default();
        of_path.push(call.method.to_uppercase());
        if call.method == "get" {
            of_path.push("HEAD".into());
        }
    }
    methods.into_iter().map(|(path, methods)| (path, in_order(&methods).join(", "))).collect()
}

/// As routes name them.
fn in_order(methods: &[String]) -> Vec<&'static str> {
    let order = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
    order.into_iter().filter(|method| methods.iter().any(|one| one == method)).collect()
}

fn operation(call: &Call) -> Value {
    let mut operation = Map::new();
    operation.insert("operationId".into(), call.id.into());
    operation.insert("summary".into(), call.summary.into());
    operation.insert("parameters".into(), parameters(call).into());
    if let Some(body) = body(call.takes) {
        operation.insert("requestBody".into(), json!({"required": true, "content": body}));
    }
    operation.insert("responses".into(), responses(call).into());
    operation.into()
}

/// Those of the path, of the call, and of every signed one.
fn parameters(call: &Call) -> Vec<Value> {
    let of_path = call
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')));
    let signature: &[&str] = if call.signed { &shapes::SIGNATURE } else { &[] };
    let names = of_path.chain(call.headers.iter().copied()).chain(signature.iter().copied());
    names.map(|name| json!({"$ref": format!("#/components/parameters/{name}")})).collect()
}

fn body(takes: Takes) -> Option<Value> {
    match takes {
        Takes::Nothing => None,
        Takes::Bytes(length) => {
            let schema = json!({
                "type": "string", "format": "binary", "description": format!("Exactly {length} bytes."),
            });
            Some(json!({api::OCTETS: {"schema": schema}}))
        }
        Takes::Chunk => {
            Some(json!({api::OCTETS: {"schema": {"type": "string", "format": "binary"}}}))
        }
        Takes::Json(shape) => Some(json!({"application/json": {"schema": reference(shape)}})),
    }
}

fn responses(call: &Call) -> Map<String, Value> {
    let mut responses = Map::new();
    for (status, gives) in call.gives {
        let response = match content(*gives) {
            None => json!({"description": "Done."}),
            Some(content) => json!({"description": "Done.", "content": content}),
        };
        responses.insert(status.to_string(), response);
    }
    let mut codes = BTreeMap::<u16, Vec<ProblemCode>>::new();
    for code in call.problems {
        codes.entry(code.status()).or_default().push(*code);
    }
    for (status, codes) in codes {
        let titles: Vec<_> = codes.iter().map(|code| code.title()).collect();
        let schema = json!({"allOf": [
            reference("Problem"),
            {"properties": {"status": {"const": status}, "code": {"enum": codes}}},
        ]});
        let response = json!({
            "description": titles.join(" "),
            "content": {problem::CONTENT_TYPE: {"schema": schema}},
        });
        responses.insert(status.to_string(), response);
    }
    responses
}

fn content(gives: Gives) -> Option<Value> {
    match gives {
        Gives::Nothing => None,
        Gives::Bytes => {
            Some(json!({api::OCTETS: {"schema": {"type": "string", "format": "binary"}}}))
        }
        Gives::Text => Some(json!({"text/plain": {"schema": {"type": "string"}}})),
        Gives::Signed => Some(json!({"application/json": {"schema": {"type": "object"}}})),
        Gives::Json(shape) => Some(json!({"application/json": {"schema": reference(shape)}})),
    }
}

fn reference(shape: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{shape}")})
}
