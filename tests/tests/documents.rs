//! What the documents name exists: tests by their names, files by their paths. A promise whose test
//! was renamed or deleted must not go on looking kept.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A name of so many words is a test's; nothing else is called so here.
const WORDS_MIN: usize = 4;
const RUST: &str = ".rs";
const MARKDOWN: &str = ".md";
/// What a path ends with, if it is one of ours.
const ENDINGS: [&str; 8] = [RUST, MARKDOWN, ".mjs", ".js", ".json", ".ftl", ".vp", "/"];
/// Where nothing of ours lies.
const NOT_OURS: [&str; 6] = [".git", "target", "node_modules", "dist", "corpus", "artifacts"];

#[test]
fn every_test_the_documents_name_exists() {
    let tests = Tests::of(&tree());
    let wrong = complaints(|document| {
        let unknown = document.names().filter(|name| !tests.0.iter().any(|(_, it)| it == name));
        unknown.map(|name| format!("no test {name}")).collect()
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_test_that_is_named_with_its_file_is_in_that_file() {
    let tests = Tests::of(&tree());
    let wrong = complaints(|document| {
        let places = document.names_with_files().into_iter();
        let elsewhere = places.filter(|(name, file)| !tests.is_in(name, file));
        elsewhere.map(|(name, file)| format!("{name} is not in {file}")).collect()
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_path_the_documents_name_exists() {
    let tree = tree();
    let wrong = complaints(|document| {
        let missing = document.paths().filter(|path| !is_there(path, &tree));
        missing.map(|path| format!("no {path}")).collect()
    });
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn names_places_and_paths_are_told_from_other_code() {
    let text = "| x | `a_b_c_d`, `e_f_g_h` (`tests/x.rs`); `a_b_c`, `A_b_c_d`, `i_j_k_l` |\n\
        ```text\n`m_n_o_p`\n```\n`docs/`, `web/`, `PUT /a/b.json`, `docs/*.json`, `web/y.js`";
    let document = Document::parse(text);
    assert_eq!(document.names().collect::<Vec<_>>(), ["a_b_c_d", "e_f_g_h", "i_j_k_l"]);
    assert_eq!(document.names_with_files(), [("e_f_g_h", "tests/x.rs")]);
    assert_eq!(document.paths().collect::<Vec<_>>(), ["tests/x.rs", "docs/", "web/y.js"]);
    let tree = BTreeSet::from(["docs/".to_owned(), "client-wasm/web/y.js".to_owned()]);
    assert!(is_there("docs/", &tree) && is_there("web/y.js", &tree));
    assert!(!is_there("tests/x.rs", &tree) && !is_there("y/y.js", &tree));
}

/// What is wrong in each document, with its name before it.
fn complaints(find: impl Fn(&Document<'_>) -> Vec<String>) -> Vec<String> {
    let documents: Vec<PathBuf> = documents();
    assert!(documents.len() > 10, "the documents are not where they were");
    let of_one = |path: &PathBuf| {
        let text = fs::read_to_string(root().join(path)).unwrap();
        let found = find(&Document::parse(&text)).into_iter();
        found.map(|it| format!("{}: {it}", path.display())).collect::<Vec<_>>()
    };
    documents.iter().flat_map(of_one).collect()
}

fn documents() -> Vec<PathBuf> {
    let all = tree();
    let ours = |path: &&String| path.starts_with("docs/") && path.ends_with(MARKDOWN);
    all.iter().filter(ours).chain([&"SECURITY.md".to_owned()]).map(PathBuf::from).collect()
}

/// The code in backticks of a document, each piece with the text before it.
struct Document<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Document<'a> {
    fn parse(text: &'a str) -> Self {
        let mut pieces = Vec::new();
        // What stands between fences is an example.
        for prose in text.split("```").step_by(2) {
            for line in prose.lines() {
                let parts: Vec<&str> = line.split('`').collect();
                let (pairs, _) = parts.as_chunks::<2>();
                pieces.extend(pairs.iter().map(|[before, code]| (*before, *code)));
            }
        }
        Self(pieces)
    }

    fn names(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(|(_, code)| *code).filter(|code| is_name(code))
    }

    /// `name` (`file`). Of several names in a row only the last is surely meant to be in the file.
    fn names_with_files(&self) -> Vec<(&'a str, &'a str)> {
        let pairs = self.0.windows(2).filter_map(|pair| match pair {
            [(_, name), (" (", file)] if is_name(name) && file.ends_with(RUST) => {
                Some((*name, *file))
            }
            _ => None,
        });
        pairs.collect()
    }

    fn paths(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(|(_, code)| *code).filter(|code| is_path(code))
    }
}

fn is_name(code: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    code.split('_').count() >= WORDS_MIN && code.split('_').all(word)
}

/// A path of this project: a file of one of our kinds, or a folder below the top.
fn is_path(code: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/._-".contains(&b);
    let file = code.contains('/') && !code.ends_with('/');
    let top = code.split('/').next().is_some_and(|first| root().join(first).is_dir());
    code.bytes().all(plain)
        && !code.starts_with('/')
        && ENDINGS.iter().any(|ending| code.ends_with(ending))
        && (file || (top && code.contains('/')))
}

/// From the top, or, for a file, as the end of a path: a table may say once where all of it lies.
fn is_there(path: &str, tree: &BTreeSet<String>) -> bool {
    tree.contains(path) || tree.iter().any(|it| it.ends_with(&format!("/{path}")))
}

/// Every test of the project, and of its examples: file and name.
struct Tests(Vec<(String, String)>);

impl Tests {
    fn of(tree: &BTreeSet<String>) -> Self {
        let mut tests = Vec::new();
        for path in tree.iter().filter(|path| path.ends_with(RUST)) {
            let source = fs::read_to_string(root().join(path)).unwrap();
            for line in source.lines() {
                let name = line.trim_start().trim_start_matches("async ").strip_prefix("fn ");
                let name = name.and_then(|rest| rest.split(['(', '<']).next());
                tests.extend(name.map(|name| (path.clone(), name.to_owned())));
            }
        }
        assert!(tests.iter().any(|(_, name)| name == "every_test_the_documents_name_exists"));
        Self(tests)
    }

    fn is_in(&self, name: &str, file: &str) -> bool {
        self.0.iter().any(|(path, it)| it == name && path.ends_with(file))
    }
}

/// Every file, and every folder with a `/` behind it, from the top of the project.
fn tree() -> BTreeSet<String> {
    let mut tree = BTreeSet::new();
    let mut folders = vec![root().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let relative = entry.path().strip_prefix(root()).unwrap().display().to_string();
            if !entry.file_type().unwrap().is_dir() {
                tree.insert(relative);
            } else if !NOT_OURS.iter().any(|name| entry.file_name() == *name) {
                tree.insert(relative + "/");
                folders.push(entry.path());
            }
        }
    }
    tree
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
