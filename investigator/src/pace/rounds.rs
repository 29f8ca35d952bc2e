//! When a desk that syncs by itself does so: at times that chance alone draws. Nothing that a round brought,
//! and nobody at the desk, moves the next one (docs/decisions/watch.md).

use std::time::Duration;

use rand::Rng;

/// From one round to the next at least: the shortest closed period (docs/PROTOCOL.md, section 7). More often
/// there is nothing new, and the server would learn more exactly when the machine runs.
const LEAST: Duration = Duration::from_hours(1);
/// And at most: on every day on which the machine runs for three hours its desk posts what belongs to the day.
const MOST: Duration = Duration::from_hours(3);

/// The time from one round to the next. All times between the two bounds are as likely.
pub fn until_next(rng: &mut impl Rng) -> Duration {
    rng.gen_range(LEAST..=MOST)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::*;

    const DRAWN: u32 = 12_000;

    #[test]
    fn rounds_are_one_to_three_hours_apart_and_no_time_between_is_more_likely() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut by_ten_minutes = [0_u32; 12];
        for _ in 0..DRAWN {
            let apart = until_next(&mut rng);
            assert!((LEAST..=MOST).contains(&apart), "{apart:?}");
            let place = apart.saturating_sub(LEAST).as_secs() / 600;
            by_ten_minutes[usize::try_from(place).unwrap().min(11)] += 1;
        }
        // A thousand each; the deviation of each is about thirty.
        assert!(
            by_ten_minutes.iter().all(|count| (850..=1_150).contains(count)),
            "{by_ten_minutes:?}"
        );
    }

    #[test]
    fn nobody_can_reckon_the_next_round_from_the_last_ones() {
        let mut rng = StdRng::seed_from_u64(2);
        let apart: Vec<f64> = (0..DRAWN).map(|_| until_next(&mut rng).as_secs_f64()).collect();
        let mean = apart.iter().sum::<f64>() / f64::from(DRAWN);
        let off = |one: &f64| one - mean;
        let spread: f64 = apart.iter().map(|one| off(one) * off(one)).sum();
        let together: f64 = apart.windows(2).map(|two| off(&two[0]) * off(&two[1])).sum();
        assert!((together / spread).abs() < 0.05, "{}", together / spread);
    }
}
