//! What the server knows of the protocol, as types that cannot be wrong: parsed once at the edge,
//! never checked again. Nothing here knows of HTTP or SQL.

pub mod blob;
pub mod expiry;
pub mod letter;
pub mod price;
pub mod quota;
pub mod range;
pub mod release;
pub mod reply;
pub mod withdraw;
