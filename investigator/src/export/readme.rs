//! How to check an export, in the three languages, for somebody who has never heard of this program.

use super::manifest::Manifest;
use crate::message;
use crate::text::{Language, Text};
use dauys_crypto::roster::signer_number;

/// The text.
pub fn readme(manifest: &Manifest) -> String {
    let number = signer_number(&manifest.by.key);
    let mut readme = String::new();
    for language in Language::ALL {
        let text = Text::new(language);
        for message in [
            message!("readme-what", case = manifest.case.to_string()),
            message!("readme-files"),
            message!("readme-check", program = manifest.program.as_str()),
            message!("readme-key", name = manifest.by.name.as_str(), number = number.as_str()),
            message!("readme-own", instance = manifest.instance.as_str()),
        ] {
            readme.push_str(&text.say(&message));
            readme.push_str("\r\n\r\n");
        }
        readme.push_str("---\r\n\r\n");
    }
    readme
}
