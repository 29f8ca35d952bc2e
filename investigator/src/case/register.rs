//! A value that several people may set: the newest counts. If two set it at the same time, neither
//! knowing of the other, one of the two counts for everybody alike, and the other is not lost: it is
//! shown as contrary until somebody who knows both sets the value once more.

use super::graph::Graph;

/// A value, and what stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register<T> {
    /// Each newest setting, by the place of its entry, ascending; none knew of another.
    newest: Vec<(usize, T)>,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self { newest: Vec::new() }
    }
}

impl<T: PartialEq> Register<T> {
    /// Sets it; places must come ascending.
    pub fn set(&mut self, place: usize, value: T, graph: &Graph) {
        self.newest.retain(|(other, _)| !graph.is_before(*other, place));
        self.newest.push((place, value));
    }

    /// The value that counts; `None` if it was never set.
    pub fn value(&self) -> Option<&T> {
        self.newest.last().map(|(_, value)| value)
    }

    /// The place of the entry that set it.
    pub fn place(&self) -> Option<usize> {
        self.newest.last().map(|(place, _)| *place)
    }

    /// The places of entries that set something else at the same time.
    pub fn contrary(&self) -> impl Iterator<Item = usize> {
        let value = self.value();
        let other = move |(_, set): &&(usize, T)| Some(set) != value;
        self.newest.iter().filter(other).map(|(place, _)| *place)
    }
}
