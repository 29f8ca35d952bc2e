//! A figure beside its bound.

/// `figure unit, of bound at most`, and whether it holds.
pub(crate) fn at_most(what: &str, figure: f64, ceiling: f64, unit: &str) -> bool {
    tell(what, figure, unit, &format!("{ceiling:>8.1} at most"), figure <= ceiling)
}

/// `figure unit, of bound at least`, and whether it holds.
pub(crate) fn at_least(what: &str, figure: f64, floor: f64, unit: &str) -> bool {
    tell(what, figure, unit, &format!("{floor:>8.1} at least"), figure >= floor)
}

/// A figure without a bound: for scale.
pub(crate) fn note(what: &str, figure: f64, unit: &str) {
    println!("{what:<60}{figure:>9.1} {unit}");
}

fn tell(what: &str, figure: f64, unit: &str, bound: &str, holds: bool) -> bool {
    let verdict = if holds { "holds" } else { "BROKEN" };
    println!("{what:<60}{figure:>9.1} {unit:<5}{bound}: {verdict}");
    holds
}

/// The value below which this share of the figures is; they are sorted for it.
pub(crate) fn quantile(figures: &mut [f64], share: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    let last = figures.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list of some thousands"
    )]
    let place = (last as f64 * share).round() as usize;
    figures.get(place).copied().unwrap_or(f64::INFINITY)
}

/// As a figure.
pub(crate) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
