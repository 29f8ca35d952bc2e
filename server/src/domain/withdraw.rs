//! The withdraw token: whoever shows it may take the letter back.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_wire::Digest;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// The text is not a token: base64url of 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a token")]
pub struct NotAToken;

/// The right to withdraw one letter. Only its hash goes on; the token itself is not kept.
#[derive(Clone, Copy)]
pub struct WithdrawRight(Digest);

impl WithdrawRight {
    /// From the value of `Dauys-Token`.
    pub fn parse(text: &str) -> Result<Self, NotAToken> {
        let mut token = Zeroizing::new([0; 32]);
        match URL_SAFE_NO_PAD.decode_slice(text, token.as_mut_slice()) {
            Ok(32) => Ok(Self(Digest::of(token.as_slice()))),
            _ => Err(NotAToken),
        }
    }

    /// Whether this is the right to withdraw a letter that was sent with this `Dauys-Withdraw`;
    /// compared in constant time.
    pub fn holds_for(&self, withdraw: &Digest) -> bool {
        self.0.as_bytes().ct_eq(withdraw.as_bytes()).into()
    }
}

impl fmt::Debug for WithdrawRight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WithdrawRight(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_fits_its_hash_and_no_other() {
        let token = [7; 32];
        let right = WithdrawRight::parse(&URL_SAFE_NO_PAD.encode(token)).unwrap();
        assert!(right.holds_for(&Digest::of(&token)));
        assert!(!right.holds_for(&Digest::of(b"other")));
        for wrong in ["", "AAAA", &format!("{}=", URL_SAFE_NO_PAD.encode(token))] {
            assert!(WithdrawRight::parse(wrong).is_err(), "{wrong}");
        }
    }
}
