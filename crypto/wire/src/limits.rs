//! Every size of the protocol, in bytes unless said otherwise, each with its reason.

/// A letter on the wire. Eight hybrid stanzas take 12.5 kB; the rest is what a person can write in
/// one sitting. One size for reports, follow-ups, notes and cover, so that none stands out.
pub const LETTER_BYTES: usize = 32_768;

/// A reply on the wire: one stanza and some 6,000 bytes of text. Small, because everyone who holds
/// a code fetches a whole bucket of them.
pub const REPLY_BYTES: usize = 8_192;

/// The JSON of an investigator's letter: what is left of [`LETTER_BYTES`] with the longest grease.
pub const LETTER_JSON_MAX: usize = 19_900;

/// The JSON of a reporter's letter, shorter so that it fits, quoted verbatim, into a `share`.
pub const REPORTER_JSON_MAX: usize = 18_000;

/// The answers of a report, as JSON: what is left of [`REPORTER_JSON_MAX`] beside keys, state and
/// seven readers.
pub const ANSWERS_JSON_MAX: usize = 14_200;

/// The JSON of a reply: what is left of [`REPLY_BYTES`] with the longest grease.
pub const REPLY_JSON_MAX: usize = 6_200;

/// Hybrid stanzas in every letter: addressees first, throwaway keys for the free places.
pub const LETTER_STANZAS: usize = 8;

/// Investigators that one letter can be sealed to; the eighth stanza is the reporter's own, if she
/// wants to read her letters again.
pub const ADDRESSEES_MAX: usize = 7;

/// A reply in a bucket's body: its 16-byte id, then the file.
pub const REPLY_RECORD_BYTES: usize = 16 + REPLY_BYTES;

/// Replies in a bucket that a page reads at most, 34 MB: sixty times what the roster's number of
/// buckets aims at. A hostile server must not be able to fill a telephone.
pub const BUCKET_REPLIES_MAX: usize = 4_096;

/// Attachments of one letter: what each of them takes in the letter, some 280 bytes, is taken from
/// what can be written. Whoever has more sends them with another letter.
pub const LETTER_BLOBS_MAX: usize = 16;

/// `roster.json`: about 2.3 kB an investigator; room for a hundred of them.
pub const ROSTER_MAX: usize = 262_144;

/// `roster.json.minisig`: two lines of signature and two comments.
pub const MINISIG_MAX: usize = 1_024;

/// `questionnaire.json`, in three languages.
pub const QUESTIONNAIRE_MAX: usize = 131_072;

/// `help.json`, in three languages.
pub const HELP_MAX: usize = 262_144;

/// `site.json`: some 200 bytes a file; room for several hundred of them.
pub const SITE_JSON_MAX: usize = 131_072;

/// A file with sealed letters: two of [`LETTER_BYTES`] in base64, 87,388 bytes, and what stands around.
pub const SEALED_FILE_MAX: usize = 98_304;

/// A small JSON answer of the server: health, acceptance, problem.
pub const ANSWER_MAX: usize = 4_096;

/// Ids asked for in one `POST /inbox/fetch`: 2 MiB of letters, a bounded answer.
pub const FETCH_MAX: usize = 64;

/// A roster is valid for at most so many days: an old one shown by a hostile server dies by itself.
pub const ROSTER_DAYS_MAX: u32 = 120;

/// So many days before a roster's last one everyone who can do something about it is told: whoever signs
/// may be away for weeks.
pub const ROSTER_ENDS_SOON_DAYS: u32 = 28;

/// How far ahead, in days, a desk may upload letters for the days it will be away.
pub const AHEAD_DAYS_MAX: u32 = 14;

/// Difference, in seconds, between a signed request's `created` and the server's clock.
pub const REQUEST_SKEW_SECONDS: u64 = 300;

/// The number of nonces in a stamp: many small puzzles vary less than one large one.
pub const STAMP_NONCES: usize = 16;

/// The dearest stamp a client will pay. A hostile server must not be able to freeze a telephone.
pub const STAMP_BITS_MAX: u8 = 22;

/// Nesting of any JSON of ours.
pub const JSON_DEPTH_MAX: usize = 16;

/// Nesting of a reporter's letter: what is left of [`JSON_DEPTH_MAX`] where it stands, verbatim, in the
/// list of a letter that hands it on.
pub const REPORTER_DEPTH_MAX: usize = JSON_DEPTH_MAX - 3;

/// The largest integer in any JSON of ours plus one: what a JavaScript number holds exactly.
pub const JSON_INTEGER_END: u64 = 1 << 53;
