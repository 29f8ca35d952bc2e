//! A document, as somebody reads it who types what it prints.

/// The frames of a document, with what is to be typed, or with what is seen then.
pub struct Manual(Vec<&'static str>);

impl Manual {
    /// Those of a whole document that open with this mark of Markdown, such as `sh`.
    pub fn read(document: &'static str, mark: &str) -> Self {
        let open = format!("```{mark}\n");
        let frames = document.split(open.as_str()).skip(1);
        Self(frames.map(|frame| frame.split("```").next().expect("a frame")).collect())
    }

    /// The lines of the frame that begins so.
    pub fn after(&self, beginning: &str) -> &'static str {
        let found: Vec<_> = self.0.iter().filter(|lines| lines.starts_with(beginning)).collect();
        let [lines] = found.as_slice() else { panic!("{beginning}: {} frames", found.len()) };
        lines
    }
}
