//! A desk: an investigator's program on one machine. Whoever works on two has one pair of keys and
//! two desks, which count what they write apart: neither can know the other's last number
//! (docs/PROTOCOL.md, section 6.3).

use std::fmt;

use dauys_wire::Id;
use serde::{Deserialize, Serialize};

/// The highest number of a device. Nobody has sixteen machines, and a reader keeps a row for each.
pub const DEVICE_MAX: u8 = 15;

/// Whose desk, and which: `<id>` is the first, `<id>/1` the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeskId {
    /// The investigator.
    pub investigator: Id,
    /// The number of the machine, 0 to [`DEVICE_MAX`].
    pub device: u8,
}

impl From<Id> for DeskId {
    /// An investigator's first desk, which most have alone.
    fn from(investigator: Id) -> Self {
        Self { investigator, device: 0 }
    }
}

impl TryFrom<String> for DeskId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        const WRONG: &str = "not a desk";
        let (id, device) = match text.split_once('/') {
            None => (text.as_str(), 0),
            // One spelling: no sign, no leading zero, and the first has none at all.
            Some((id, number)) => {
                let device: u8 = number.parse().map_err(|_| WRONG)?;
                if device == 0 || device.to_string() != number {
                    return Err(WRONG);
                }
                (id, device)
            }
        };
        let investigator = Id::parse(id).map_err(|_| WRONG)?;
        if device > DEVICE_MAX { Err(WRONG) } else { Ok(Self { investigator, device }) }
    }
}

impl From<DeskId> for String {
    fn from(desk: DeskId) -> Self {
        desk.to_string()
    }
}

impl fmt::Display for DeskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.device {
            0 => write!(f, "{}", self.investigator),
            device => write!(f, "{}/{device}", self.investigator),
        }
    }
}

/// For `skip_serializing_if`: the first desk names no number.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
pub(crate) const fn is_first(device: &u8) -> bool {
    *device == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_has_one_spelling() {
        let id = Id::from_bytes([7; 16]);
        for device in [0, 1, DEVICE_MAX] {
            let desk = DeskId { investigator: id, device };
            assert_eq!(DeskId::try_from(desk.to_string()), Ok(desk));
        }
        for wrong in ["", "7", &format!("{id}/"), &format!("{id}/0"), &format!("{id}/01")] {
            assert!(DeskId::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
        assert!(DeskId::try_from(format!("{id}/{}", DEVICE_MAX + 1)).is_err());
        assert!(DeskId::try_from(format!("{id}/+1")).is_err());
    }
}
