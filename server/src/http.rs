//! From a request to an answer: extract, parse, one call to the store, respond. One file for each
//! thing that is asked for; what they share is in the others.

pub mod blobs;
pub mod body;
pub mod coding;
pub mod files;
pub mod head;
pub mod inbox;
pub mod letters;
pub mod listing;
pub mod path;
pub mod plain;
pub mod posted;
pub mod refusal;
pub mod replies;
pub mod signed;
pub mod site;
