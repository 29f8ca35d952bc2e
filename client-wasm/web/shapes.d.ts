// The shapes that pass between the page and the WASM modules as JSON (client-wasm/src).

type Lang = "kk" | "ru" | "en";
type Localised = Record<Lang, string>;

/** Words that depend on a number: the name of its value, and the words by CLDR's categories. */
type Plural = { by: string } & Partial<Record<"one" | "few" | "other", string>>;

interface Person {
  id: string;
  name: string;
  role: Localised;
}

interface Channel {
  id: string;
  kind: string;
  independent: boolean;
  name: Localised;
  about: Localised;
  confirmed: "itself" | "organisation";
  members: Person[];
}

interface AnswerOption {
  id: string;
  group?: Localised;
  label: Localised;
  alone?: boolean;
  help?: boolean;
}

interface Question {
  id: string;
  kind: "text" | "one" | "many" | "number";
  required?: boolean;
  beside?: boolean;
  title?: Localised;
  label: Localised;
  hint?: Localised;
  why?: Localised;
  options?: AnswerOption[];
  sorted?: boolean;
  least?: number;
  most?: number;
  /** Only whether there are conditions is looked at here: what they say is decided in Rust. */
  when?: object[];
}

interface Questionnaire {
  id: string;
  opt_outs: AnswerOption[];
  questions: Question[];
}

interface AnswerFault {
  question: string;
  fault: "empty" | "long" | "number" | "unknown";
  /** Characters too many. */
  over: number;
}

/** Something in her words that may tell who she is. */
interface Finding {
  kind: "phone" | "email" | "iin" | "name";
  text: string;
}

/** What a verified roster says. */
interface View {
  version: number;
  organisation: Localised;
  exit: Localised;
  expires: string;
  checked: boolean;
  safety_number: string;
  release_hours: number;
  reply_days: number;
  acknowledge_days: number | null;
  answer_days: number | null;
  channels: Channel[];
}

interface Health {
  day: string;
  stamp_bits: number;
  /** The largest blob that the server takes. */
  blob_bytes: number;
}

/** The files that go with one letter. */
interface Files {
  readonly count: number;
  /** What the letter says of them, once they are on the server. */
  readonly refs: BlobRef[];
  /** The id of that letter. */
  readonly letter: string;
  /** Sends them, then goes on; what cannot be sent is shown, and the letter stays here. */
  deliver(job: { trust: WasmTrust }, then: () => void): void;
  free(): void;
}

/** What evidence.js makes for a later letter. */
interface EvidencePart {
  define(name: string, letter: LetterOfFiles): void;
}

/** Whose files they are. */
interface LetterOfFiles {
  author(): Promise<WasmReporter>;
  /** The id of the letter that is going to name them. */
  id(author: WasmReporter): string;
  /** The screen behind theirs. */
  done(): void;
}

/** What a letter says of a file (docs/PROTOCOL.md, section 14). */
interface BlobRef {
  id: string;
  key: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  cleaned: boolean;
}

interface Visit {
  fragment: string;
  /** Null in the offline form. */
  origin: string | null;
  server_day: string;
  device_day: string;
  seen_version: number | null;
}

/** Who may read and who must not, as ids. `to` is null until it was chosen. */
interface Choice {
  to: string[] | null;
  shut_out: string[];
}

type Answers = Record<string, string | string[]>;

interface LetterDraft extends Choice {
  own_copy: boolean;
  name: string;
  /** Those of `to` who are to have it. */
  name_to: string[];
  /** Passages that she was warned of and left as they are. */
  left: string[];
}

interface Draft extends LetterDraft {
  answers: Answers;
  /** Whether nothing but the answers that were chosen is sent, and nobody gets a code. */
  only_counted: boolean;
}

interface MessageDraft extends LetterDraft {
  text: string;
  /** What stood there before she wrote anything. */
  proposed?: string;
  /** Those of `to` who are to be handed on what came before. */
  share_with?: string[];
  /** How it was for her. */
  experience?: Record<string, string>;
}

/** Everyone left, independent channels first, while there are places. */
interface Proposal {
  to: string[];
  independent: boolean;
  too_many: boolean;
}

interface ReplyView {
  /** Null if the roster no longer names them. */
  author: Person | null;
  standing: "chosen" | "before" | "let-in" | "stranger";
  let_in_by: Person[];
  day: string;
  lang: Lang;
  text: string;
  status: string | null;
  due: Record<string, string>;
  /** How many of her letters its author confirms to have. */
  received: number;
  /** Its author says that they do not read any more. */
  steps_back: boolean;
  /** Whom its author lets read beside those whom she chose, and although she shut them out. */
  lets: Person[];
  lets_shut_out: Person[];
  problems: string[];
}

/** Something that is wrong with what came back; `count` is 0 where it is no matter of files. */
interface ThreadProblem {
  key: string;
  count: number;
  people: Person[];
}

/** Something promised by a day, by its name in a reply's `due`. */
interface PromiseView {
  clock: string;
  until: string;
  /** The day before it was moved, and when that was said. */
  from: string | null;
  said: string | null;
  by: Person | null;
  standing: "open" | "paused" | "kept" | "late" | "passed" | "unseen";
  /** When it was done, or paused. */
  on: string | null;
}

interface ConversationView {
  replies: ReplyView[];
  /** Whether nothing is missing of what was asked for. */
  complete: boolean;
  problems: ThreadProblem[];
  /** Null while nothing tells whom she chose. */
  readers: string[] | null;
  shut_out: string[] | null;
  /** Those of `readers` who do not read any more. */
  left: Person[];
  /** Whom her readers let read although she did not choose them. */
  let_in: { person: Person; by: Person }[];
  withdrawn: boolean;
  promises: PromiseView[];
  /** When the next promise can be seen to be kept or not. */
  next: string | null;
  status: string | null;
  /** Whether she has been told what became of her report. */
  has_outcome: boolean;
  may_write: boolean;
}

/** What she wrote down on a day, before she sends anything. */
interface DiaryEntry {
  day: string;
  text: string;
  /** Whether it stands in the report's text already. */
  carried?: boolean;
}

/** What stands in the file that she keeps. */
interface DiaryContent {
  entries: DiaryEntry[];
  draft: Draft;
}

interface DiaryBounds {
  file_bytes: number;
  entry_chars: number;
  passphrase_chars: number;
}

/** What thread.js holds about a visit with a code. */
interface Thread {
  trust: WasmTrust;
  reporter: WasmReporter;
  conversation: import("dauys_thread").Conversation;
  readonly view: ConversationView;
  taken: string;
  told: boolean;
  own: OwnLetter[];
  erased: Erased[];
  collect(tell?: Tell): Promise<void>;
}

/** How far fetching has come: bytes of the bucket that is on its way, files that were tried. */
interface Tell {
  comes(come: number, whole: number): void;
  tries(done: number, all: number): void;
}

/** A letter of hers on the server. */
interface LetterPlace {
  id: string;
  path: string;
  withdraws: boolean;
}

interface WrittenLetter {
  kind: string;
  day: string;
  lang: Lang;
  text: string;
  answers: Answers;
  questionnaire: string;
  name: string;
  to: string[];
  files: { name: string; bytes: number; cleaned: boolean }[];
}

interface OwnLetter {
  outcome: string;
  letter: WrittenLetter | null;
}

interface Erased {
  /** Among her letters, from 0. */
  place: number;
  outcome: string;
  /** How many of its files were erased. */
  files: number;
}

/** `help.json`, as it was signed. */
interface HelpDirectory {
  regions?: HelpRegion[];
  entries: HelpEntry[];
}

interface HelpRegion {
  id: string;
  name: Localised;
}

interface HelpEntry {
  id: string;
  kind: string;
  phone?: string | null;
  name: Localised;
  about: Localised;
  address?: Localised | null;
  hours?: Localised | null;
  regions?: string[];
  languages?: string[];
  anonymous?: boolean | null;
  source?: string | null;
  checked?: string | null;
}

/** A screen's place in the trail: its name and what it needs to be drawn again. */
interface Place {
  name: string;
  /** The first question of a screen. */
  question?: string;
  /** She came from *change* and goes back to the check. */
  change?: boolean;
  /** What was asked when she came. */
  before?: string[];
  /** Where a screen leads to that only fetches what the next one needs, and what that is. */
  to?: string;
  part?: "diary" | "evidence" | "bring";
  /** Which file of those that she adds. */
  file?: number;
  /** Which entry of the diary; none for a new one. */
  entry?: number;
  /** An error to show at once, by the id of its field. */
  problem?: Problem;
}

interface Problem {
  field: string;
  text: string;
  /** What programs know it by. */
  key?: string;
}

/** What a file is, and what could be found in it. */
interface Inspected {
  kind: string;
  /** Its media type. */
  type: string;
  ending: string;
  /** Of the copy, if these are others. */
  cleanedEnding?: string;
  cleanedType?: string;
  /** `cleaned`, or why there is no cleaned copy. */
  cleaner: string;
  findings: FileFinding[];
}

interface Recognised {
  kind: string;
  type: string;
  ending: string;
  /** The largest of this kind that can be cleaned; 0 if none can. */
  most_bytes: number;
}

interface FileFinding {
  what: string;
  value: string;
}

/** What the offline form has inside itself. */
interface Inside {
  /** Where answers are, to be shown. */
  address(): string;
  /** Where letters go. */
  origin(): string;
  /** The one that was asked does not answer. */
  otherOrigin(): void;
  /** A file that the organisation signed; `health` is none. */
  file(name: string): Uint8Array<ArrayBuffer> | undefined;
  /** By its path on the page. */
  page(path: string): Document;
  module(): Uint8Array<ArrayBuffer>;
  /** The module in JavaScript. */
  make(imports: object): object;
  /** Instead of the page's own way. */
  deliver?(job: import("./send.js").Job): Promise<{ day: string; others: Promise<boolean> }>;
}
