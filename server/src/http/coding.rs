//! Which compressed form a client takes: `Accept-Encoding`, RFC 9110, section 12.5.3. Between those
//! that it takes we choose, whatever weights it gives.

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT_ENCODING;

/// What a request says it takes.
pub struct Accepted(String);

impl Accepted {
    /// Of all its `Accept-Encoding` headers.
    pub fn of(request: &HttpRequest) -> Self {
        let mut accepted = String::new();
        for value in request.headers().get_all(ACCEPT_ENCODING) {
            accepted.push_str(value.to_str().unwrap_or_default());
            accepted.push(',');
        }
        Self(accepted)
    }

    /// Whether it takes this coding.
    pub fn takes(&self, coding: &str) -> bool {
        accepts(&self.0, coding)
    }
}

fn accepts(header: &str, coding: &str) -> bool {
    let weight = |wanted: &str| {
        header.split(',').find_map(|item| {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            name.trim().eq_ignore_ascii_case(wanted).then(|| !is_zero(parameters))
        })
    };
    weight(coding).or_else(|| weight("*")).unwrap_or(false)
}

/// `q=0`, `q=0.0` …
fn is_zero(parameters: &str) -> bool {
    let weight = parameters.trim().strip_prefix(['q', 'Q']).map(str::trim_start);
    let weight = weight.and_then(|rest| rest.strip_prefix('=')).map(str::trim);
    weight.and_then(|text| text.parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_taken_if_it_is_named_and_not_at_zero() {
        for yes in ["br", "gzip, deflate, BR", "br;q=0.1", "*", "gzip;q=0, *;q=1"] {
            assert!(accepts(yes, "br"), "{yes}");
        }
        for no in ["", "gzip", "br;q=0", "br; Q = 0.000", "*;q=0", "br;q=0, *", "brotli"] {
            assert!(!accepts(no, "br"), "{no}");
        }
    }
}
