//! How the promise stands in a roster and in `organisation.toml`. The roster is signed, but by
//! people: whatever is not understood, or is longer than ten years, promises nothing.

use dauys_wire::roster::is_channel_id;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Clock, Clocks, Profile, Profiles, Span, Term};

/// Ten years, in each way of counting: what is longer is no promise.
const DAYS_MAX: u32 = 3_650;
const WORKING_DAYS_MAX: u32 = 2_500;
const MONTHS_MAX: u32 = 120;
/// As many check-ins as anybody would answer.
const CHECK_INS_MAX: usize = 12;

type Object = Map<String, Value>;

impl Clocks {
    /// What a roster promises.
    pub fn of(clocks: &Object) -> Self {
        let check_ins = clocks.get("check_ins").and_then(Value::as_array);
        let check_ins = check_ins.into_iter().flatten().filter_map(|value| small(value, DAYS_MAX));
        let calendar = clocks.get("calendar").and_then(Value::as_str);
        Self {
            profiles: match clocks.get("profiles") {
                Some(profiles) => Profiles::of(profiles),
                None => Profiles { default: two_numbers(clocks), ..Profiles::default() },
            },
            check_ins: check_ins.take(CHECK_INS_MAX).collect(),
            keep_days: number(clocks, "keep_days", DAYS_MAX),
            calendar: calendar.filter(|name| is_channel_id(name)).map(ToOwned::to_owned),
        }
    }

    /// As it is written by people.
    pub fn written(&self) -> Object {
        let mut written = Object::new();
        written.insert("profiles".to_owned(), self.profiles.written().into());
        written.insert("check_ins".to_owned(), self.check_ins.as_slice().into());
        put(&mut written, "keep_days", self.keep_days);
        if let Some(calendar) = &self.calendar {
            written.insert("calendar".to_owned(), calendar.as_str().into());
        }
        written
    }

    /// As the roster carries it: with the two numbers that a reporter's page shows.
    pub fn signed(&self) -> Object {
        let mut signed = self.written();
        put(&mut signed, "acknowledge_days", self.days_at_most(Clock::Acknowledge));
        put(&mut signed, "answer_days", self.days_at_most(Clock::Answer));
        signed
    }
}

/// The first key, with the keys that lead to it, that promises nothing although somebody wrote it.
pub fn not_understood(clocks: &Object) -> Option<String> {
    let mut understood = Clocks::of(clocks).written();
    for key in ["acknowledge_days", "answer_days"] {
        let Some(value) = clocks.get(key) else { continue };
        // Beside profiles they are reckoned anew when it is signed, whatever stands here.
        if clocks.contains_key("profiles") || small(value, DAYS_MAX).is_some() {
            understood.insert(key.to_owned(), value.clone());
        }
    }
    first_lost(clocks, &understood)
}

fn first_lost(given: &Object, understood: &Object) -> Option<String> {
    given.iter().find_map(|(key, value)| match (value, understood.get(key)) {
        (Value::Object(inner), Some(Value::Object(read))) => {
            first_lost(inner, read).map(|lost| format!("{key}.{lost}"))
        }
        (value, Some(read)) if value == read => None,
        _ => Some(key.clone()),
    })
}

/// What was promised before there were profiles: two numbers of days.
fn two_numbers(clocks: &Object) -> Option<Profile> {
    let term = |key| {
        let days = Some(number(clocks, key, DAYS_MAX)?);
        Some(Span { days, ..Span::default() }.without_extension())
    };
    let (acknowledge, answer) = (term("acknowledge_days"), term("answer_days"));
    let said = acknowledge.is_some() || answer.is_some();
    said.then_some(Profile { acknowledge, answer, close: None })
}

impl Profiles {
    fn of(profiles: &Value) -> Self {
        let of = |key| profiles.get(key).and_then(Value::as_object).map(Profile::of);
        Self {
            default: of("default"),
            hr: of("hr"),
            ethics: of("ethics"),
            union: of("union"),
            inspectorate: of("inspectorate"),
            ngo: of("ngo"),
            lawyer: of("lawyer"),
            board: of("board"),
        }
    }

    fn written(&self) -> Object {
        let key = |kind| match serde_json::to_value(kind) {
            Ok(Value::String(kind)) => kind,
            _ => "default".to_owned(),
        };
        let all = self.all().into_iter();
        all.map(|(kind, profile)| (key(kind), profile.written().into())).collect()
    }
}

impl Profile {
    fn of(profile: &Object) -> Self {
        let of = |key| profile.get(key).and_then(Value::as_object).and_then(Term::of);
        Self { acknowledge: of("acknowledge"), answer: of("answer"), close: of("close") }
    }

    fn written(&self) -> Object {
        let terms =
            [("acknowledge", self.acknowledge), ("answer", self.answer), ("close", self.close)];
        let written = |term: Term| Value::Object(term.written());
        terms.into_iter().filter_map(|(key, term)| Some((key.to_owned(), written(term?)))).collect()
    }
}

impl Term {
    fn of(term: &Object) -> Option<Self> {
        let within = Span::of(term)?;
        let extended = term.get("extended").and_then(Value::as_object).and_then(Span::of);
        let notice_days = match term.get("notice_days") {
            None => Some(0),
            Some(days) => small(days, DAYS_MAX),
        };
        // Without a notice that is understood nothing can be extended.
        Some(match extended.zip(notice_days) {
            None => within.without_extension(),
            Some((extended, notice_days)) => Self { within, extended: Some(extended), notice_days },
        })
    }

    fn written(&self) -> Object {
        let mut written = self.within.written();
        if let Some(extended) = self.extended {
            written.insert("extended".to_owned(), extended.written().into());
            put(&mut written, "notice_days", Some(self.notice_days));
        }
        written
    }
}

impl Span {
    /// `None` if it has no length at all.
    fn of(span: &Object) -> Option<Self> {
        let read = Self {
            working_days: number(span, "working_days", WORKING_DAYS_MAX),
            days: number(span, "days", DAYS_MAX),
            months: number(span, "months", MONTHS_MAX),
        };
        (read != Self::default()).then_some(read)
    }

    fn written(&self) -> Object {
        let mut written = Object::new();
        put(&mut written, "working_days", self.working_days);
        put(&mut written, "days", self.days);
        put(&mut written, "months", self.months);
        written
    }
}

impl Serialize for Clocks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Clocks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Object::deserialize(deserializer).map(|clocks| Self::of(&clocks))
    }
}

fn put(object: &mut Object, key: &str, number: Option<u32>) {
    if let Some(number) = number {
        object.insert(key.to_owned(), number.into());
    }
}

fn number(object: &Object, key: &str, most: u32) -> Option<u32> {
    object.get(key).and_then(|value| small(value, most))
}

fn small(value: &Value, most: u32) -> Option<u32> {
    let number = u32::try_from(value.as_u64()?).ok()?;
    (number <= most).then_some(number)
}
