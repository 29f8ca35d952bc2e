//! The QR code of the address.

use qrcodegen::{QrCode, QrCodeEcc};

use super::PosterError;

/// White on each side, in modules: ISO/IEC 18004 asks for four.
pub(super) const QUIET: u16 = 4;

/// A QR code that knows how large it is.
pub(super) struct Code {
    modules: QrCode,
}

impl Code {
    /// Of this text, with error correction M at least: a sixth of it may be torn or dirty. Where
    /// there is room in the same size, more.
    pub(super) fn of(text: &str) -> Result<Self, PosterError> {
        let modules = QrCode::encode_text(text, QrCodeEcc::Medium);
        Ok(Self { modules: modules.map_err(|_| PosterError::Address)? })
    }

    /// Modules along one side, the quiet zone included.
    pub(super) fn side(&self) -> u16 {
        u16::try_from(self.modules.size()).unwrap_or_default() + 2 * QUIET
    }

    /// Dark stretches of each row: column, row and length in modules, from the outer corner.
    ///
    /// A stretch is one rectangle, because between two that touch many printers and viewers show a
    /// fine white line.
    pub(super) fn stretches(&self) -> Vec<[u16; 3]> {
        let mut stretches: Vec<[u16; 3]> = Vec::new();
        let size = self.modules.size();
        for (row, y) in (QUIET..).zip(0..size) {
            for (column, x) in (QUIET..).zip(0..size) {
                if !self.modules.get_module(x, y) {
                    continue;
                }
                match stretches.last_mut() {
                    Some([start, at, length]) if *at == row && *start + *length == column => {
                        *length += 1;
                    }
                    _ => stretches.push([column, row, 1]),
                }
            }
        }
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_all_of_its_dark_modules() {
        let code = Code::of("https://dauys.example/#k=abc").unwrap();
        let size = code.modules.size();
        let dark = (0..size * size).filter(|i| code.modules.get_module(i % size, i / size));
        let stretches = code.stretches();
        let drawn: u16 = stretches.iter().map(|[_, _, length]| length).sum();
        assert_eq!(usize::from(drawn), dark.count());
        for [column, row, length] in stretches {
            let inside = QUIET..code.side() - QUIET;
            assert!(inside.contains(&column) && inside.contains(&row));
            assert!(column + length <= code.side() - QUIET);
        }
        assert!(matches!(Code::of(&"x".repeat(4_000)), Err(PosterError::Address)));
    }
}
