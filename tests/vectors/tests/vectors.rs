//! docs/vectors, natively.

#[test]
fn every_vector_agrees() {
    let lines = dauys_vectors::check_all().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(lines.lines().count(), 7, "{lines}");
}
