//! docs/OPERATING.md, as somebody reads it who types what it prints.

const MANUAL: &str = include_str!("../../../docs/OPERATING.md");

pub(crate) struct Manual(Vec<&'static str>);

impl Manual {
    pub(crate) fn read() -> Self {
        let frames = MANUAL.split("```sh\n").skip(1);
        Self(frames.map(|frame| frame.split("```").next().unwrap()).collect())
    }

    /// The lines of the frame that begins so.
    pub(crate) fn after(&self, beginning: &str) -> &'static str {
        let found: Vec<_> = self.0.iter().filter(|lines| lines.starts_with(beginning)).collect();
        let [lines] = found.as_slice() else { panic!("{beginning}: {} frames", found.len()) };
        lines
    }
}
