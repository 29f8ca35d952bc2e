//! Stable codes of everything that can go wrong in the page's module.

#[cfg(feature = "evidence")]
use dauys_crypto::blob::BlobError;
#[cfg(any(feature = "report", feature = "thread"))]
use dauys_crypto::code::CodeError;
#[cfg(feature = "thread")]
use dauys_crypto::diary;
#[cfg(any(feature = "report", feature = "thread"))]
use dauys_crypto::draft::DraftError;
#[cfg(any(feature = "report", feature = "thread"))]
use dauys_crypto::roster::Refusal;
#[cfg(any(feature = "report", feature = "thread"))]
use dauys_crypto::seal::SealError;
#[cfg(any(feature = "report", feature = "thread", feature = "evidence"))]
use dauys_crypto::wire::stamp::TooDear;
#[cfg(any(feature = "evidence", feature = "blackout"))]
use dauys_evidence::Refused;
use wasm_bindgen::JsValue;

/// An `Error` with a code as its message.
pub(crate) fn thrown(code: &str) -> JsValue {
    js_sys::Error::new(code).into()
}

/// The page and this module do not fit together; it cannot happen with files of one build.
pub(crate) fn misuse<E>(_: E) -> JsValue {
    thrown("internal")
}

#[cfg(any(feature = "report", feature = "thread"))]
/// There is no form.
pub(crate) fn refusal(refusal: Refusal) -> JsValue {
    thrown(match refusal {
        Refusal::Malformed => "roster-malformed",
        Refusal::Signature => "roster-signature",
        Refusal::Contradiction => "roster-contradiction",
        Refusal::Origin => "roster-origin",
        Refusal::Expired => "roster-expired",
        Refusal::Clocks => "clocks-differ",
        Refusal::Older => "roster-older",
        Refusal::Questionnaire => "questionnaire-changed",
        Refusal::Channel => "channel-unconfirmed",
    })
}

#[cfg(any(feature = "report", feature = "thread"))]
/// What was typed is not a code.
#[cfg_attr(not(feature = "thread"), expect(dead_code, reason = "codes are entered in the thread"))]
pub(crate) fn code(error: CodeError) -> JsValue {
    thrown(match error {
        CodeError::Length => "code-length",
        CodeError::NotADigit => "code-digit",
        CodeError::CheckDigits => "code-check",
    })
}

#[cfg(any(feature = "report", feature = "thread"))]
/// What was filled in is not a letter yet.
pub(crate) fn draft(error: DraftError) -> JsValue {
    thrown(match error {
        DraftError::NobodyReads => "nobody-reads",
        DraftError::TooManyReaders => "too-many-readers",
        DraftError::Reader => "reader-gone",
        DraftError::RosterExpired => "roster-expired",
        DraftError::Answers => "answers-incomplete",
        DraftError::Empty => "text-empty",
        DraftError::Name => "name-too-long",
        DraftError::Blobs => "too-many-files",
        DraftError::State => "internal",
    })
}

#[cfg(any(feature = "report", feature = "thread"))]
/// The letter cannot be sealed; of one that is too long, `over` says by how many bytes.
pub(crate) fn seal(error: SealError) -> JsValue {
    match error {
        SealError::TooLong { over } => {
            let error = thrown("text-too-long");
            let over = u32::try_from(over).unwrap_or(u32::MAX);
            // Setting a property of a fresh Error cannot fail.
            let _ = js_sys::Reflect::set(&error, &"over".into(), &over.into());
            error
        }
        SealError::Addressees | SealError::Recipient => thrown("roster-contradiction"),
        SealError::Unreadable | SealError::Container => thrown("internal"),
    }
}

/// The file cannot be sealed.
#[cfg(feature = "evidence")]
pub(crate) fn blob(error: BlobError) -> JsValue {
    thrown(match error {
        BlobError::TooLarge => "file-too-large",
        BlobError::Changed => "file-changed",
        BlobError::Container => "internal",
    })
}

/// There is no cleaned copy.
#[cfg(any(feature = "evidence", feature = "blackout"))]
pub(crate) fn refused(refused: Refused) -> JsValue {
    thrown(match refused {
        Refused::TooLarge | Refused::TooManyPixels => "too-large",
        Refused::Damaged => "damaged",
        Refused::Strange => "strange",
    })
}

/// There is no file of her diary.
#[cfg(feature = "thread")]
pub(crate) fn diary_seal(error: diary::SealError) -> JsValue {
    thrown(match error {
        diary::SealError::Full => "diary-full",
        diary::SealError::Memory => "diary-memory",
        diary::SealError::Container => "internal",
    })
}

/// The file that she chose does not open.
#[cfg(feature = "thread")]
pub(crate) fn diary_open(error: diary::OpenError) -> JsValue {
    use diary::OpenError;
    thrown(match error {
        OpenError::TooBig => "diary-too-big",
        OpenError::Strange => "diary-strange",
        OpenError::NotADiary => "diary-not",
        OpenError::Work => "diary-work",
        OpenError::Memory => "diary-memory",
        OpenError::Passphrase => "diary-passphrase",
        OpenError::Damaged => "diary-damaged",
    })
}

/// The server asks for more than any page pays.
#[cfg(any(feature = "report", feature = "thread", feature = "evidence"))]
pub(crate) fn stamp(_: TooDear) -> JsValue {
    thrown("stamp-too-dear")
}
