// The modules that wasm-bindgen makes out of client-wasm/src, as far as the page uses them, and
// the constants that the bundler fills in.

declare const STYLE_INTEGRITY: string;
declare const REPORT_INTEGRITY: string;
declare const THREAD_INTEGRITY: string;
declare const EVIDENCE_INTEGRITY: string;
declare const BLACKOUT_INTEGRITY: string;

interface WasmTrust {
  view(): string;
  asked(answers: string): string;
  faults(answers: string): string;
  help_is(help: Uint8Array): boolean;
  server(): string[];
  free(): void;
}

interface WasmReporter {
  code(): string;
  first_letter(): string;
  attachment(letter: string, place: number): string[];
  free(): void;
}

/** Who has a code in hand that was made here. */
type WasmHolder = WasmReporter & { last_group_is(text: string): boolean };

interface WasmDerivation<Reporter> {
  step(): boolean;
  /** Only once; frees the derivation. */
  reporter(): Reporter;
  free(): void;
}

interface WasmSealing {
  step(): boolean;
  /** Only once; frees the sealing. */
  sealed(): WasmSealed;
  free(): void;
}

interface WasmStampSearch {
  step(tries: number): string | undefined;
  solved(): number;
  free(): void;
}

interface WasmSealed {
  path(): string;
  bytes(): Uint8Array<ArrayBuffer>;
  withdraw(): string;
  stamp(day: string, bits: number): WasmStampSearch;
  accepted(trust: WasmTrust, answer: string): string;
  proof(trust: WasmTrust): string | undefined;
  free(): void;
}

declare module "dauys_report" {
  export default function init(from: { module_or_path: unknown }): Promise<unknown>;
  export function trust(
    roster: Uint8Array,
    signature: string,
    questionnaire: Uint8Array,
    visit: string,
  ): WasmTrust;
  export const Reporter: { make(trust: WasmTrust): WasmDerivation<WasmHolder> };
  export function revealing(text: string, name: string): string;
  export function propose(trust: WasmTrust, shutOut: string): string;
  export function write_report(trust: WasmTrust, reporter: WasmReporter, draft: string): WasmSealing;
  export function write_name(
    trust: WasmTrust,
    reporter: WasmReporter,
    draft: string,
  ): WasmSealing | undefined;
}

declare module "dauys_report_plain" {
  export default function make(imports: object): object;
}

declare module "dauys_thread" {
  export default function init(from: { module_or_path: unknown }): Promise<unknown>;
  export function trust(
    roster: Uint8Array,
    signature: string,
    questionnaire: Uint8Array,
    visit: string,
  ): WasmTrust;
  export const Reporter: {
    enter(trust: WasmTrust, text: string): WasmDerivation<WasmReporter>;
  };
  export function brought(trust: WasmTrust, file: Uint8Array): WasmSealed[];
  export function next_letter(): string;
  export function buckets(trust: WasmTrust, reporter: WasmReporter, day: string): Uint32Array;
  export function bucket_bytes_max(): number;
  export class Conversation {
    begin(): void;
    take(trust: WasmTrust, status: number, body: Uint8Array): void;
    untried(): number;
    step(trust: WasmTrust, reporter: WasmReporter): number;
    collect(trust: WasmTrust): void;
    view(trust: WasmTrust): string;
    sent(): void;
    free(): void;
  }
  export function diary_bounds(): string;
  export class Diary {
    is_locked(): boolean;
    seal(trust: WasmTrust, content: string, passphrase?: string): WasmDiarySealing;
    static open(file: Uint8Array, passphrase: string): WasmDiaryOpening;
    free(): void;
  }
  interface WasmDiaryWork {
    step(): boolean;
    percent(): number;
    free(): void;
  }
  interface WasmDiarySealing extends WasmDiaryWork {
    /** Only once; frees the sealing. */
    file(diary: Diary): Uint8Array<ArrayBuffer>;
  }
  interface WasmDiaryOpening extends WasmDiaryWork {
    /** Only once; frees the opening. */
    content(trust: WasmTrust, diary: Diary): string;
  }
  export function letters(reporter: WasmReporter, conversation: Conversation): string;
  export function erase_token(reporter: WasmReporter, id: string): string;
  export function erased(status: number): string;
  export function read_own(
    trust: WasmTrust,
    reporter: WasmReporter,
    id: string,
    status: number,
    body: Uint8Array,
  ): string;
  export function write_message(
    trust: WasmTrust,
    reporter: WasmReporter,
    conversation: Conversation,
    draft: string,
  ): WasmSealing;
}

declare module "dauys_evidence" {
  export default function init(from: { module_or_path: unknown }): Promise<unknown>;
  export function recognise(head: Uint8Array): string;
  export class CleanedFile {
    static of(file: Uint8Array): CleanedFile;
    findings(): string;
    /** Only once. */
    file(): Uint8Array<ArrayBuffer>;
    free(): void;
  }
  export class BlobPlace {
    static of(names: string[], server: string[], bytes: number): BlobPlace;
    id(): string;
    path(): string;
    withdraw(): string;
    token(): string;
    body(): string;
    stamp(day: string, bits: number): WasmStampSearch;
    /** Throws if the answer proves nothing. */
    accepted(sha256: string, answer: string): void;
    free(): void;
  }
  export class FileSealing {
    static begin(bytes: number): FileSealing;
    size(): number;
    write(bytes: Uint8Array): void;
    pad(): boolean;
    /** Whether there was enough for a whole one. */
    chunk(into: Uint8Array): boolean;
    /** Only once; frees the sealing. */
    finish(): WasmFileSealed;
    free(): void;
  }
  interface WasmFileSealed {
    last(): Uint8Array<ArrayBuffer>;
    blob_sha256(): string;
    sha256(): string;
    key(): string;
    free(): void;
  }
}

declare module "dauys_blackout" {
  export default function init(from: { module_or_path: unknown }): Promise<unknown>;
  export function blackout(file: Uint8Array, areas: string): Uint8Array<ArrayBuffer>;
}
