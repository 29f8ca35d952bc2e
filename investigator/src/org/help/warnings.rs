//! What keeps the rules and would still let somebody down who calls.

use dauys_wire::Day;

use super::rules::SHIPPED;
use crate::message;
use crate::org::edited::source::{Found, Source};
use crate::org::edited::words::check_words;

/// Numbers change; after half a year somebody calls again.
pub(super) const CHECKED_DAYS: u32 = 180;

/// Looks at a file that has the right shape.
pub(super) fn check(source: &Source<'_>, today: Day, found: &mut Found) {
    let entries = source.root.items("entries");
    for region in source.root.items("regions") {
        check_words(region, &["name"], found);
    }
    for entry in entries {
        check_words(entry, &["about", "address", "hours"], found);
        let checked = entry.text("checked").and_then(|text| Day::parse(text).ok());
        let days = checked.map_or(0, |checked| today.since(checked));
        if days > CHECKED_DAYS {
            let reason = message!("warning-checked-long-ago", days = days);
            found.warning(entry.at_key(&["checked"]), reason);
        }
        if entry.items("languages").is_empty() {
            let is_shipped = entry.text("phone").is_some_and(|phone| SHIPPED.contains(&phone));
            if !is_shipped {
                found.warning(entry.at_key(&["languages"]), message!("warning-no-languages"));
            }
        }
    }
    for phone in SHIPPED {
        if !entries.iter().any(|entry| entry.text("phone") == Some(phone)) {
            let reason = message!("warning-number-gone", phone = phone);
            found.warning(source.root.at_key(&["entries"]), reason);
        }
    }
}
