//! What `--help` says behind the flags: what a verb is for, who sees it, examples that can be typed as they
//! stand. The verbs by which the reporter is told something have theirs in `cli/tell.rs`.

/// `dauys desk`.
pub(super) const DESK: &str = "\
It prints an address. Open it in the browser: the first one that opens it is let in, and nobody else \
on this machine. Nothing leaves the machine. The page is locked after ten minutes in which nobody \
touches it, and Ctrl-C ends it. While it is unlocked, other commands say that the folder is in use, \
and end; lock the page first.

Examples:
  dauys desk
  dauys --lang kk desk --port 8080";

/// `dauys watch`.
pub(super) const WATCH: &str = "\
It asks for the passphrase once, syncs at once, and then goes on: from one sync to the next one to three \
hours pass, as chance has it, whatever came. When there is something to look at, or a promised day is \
near, the desktop shows a notice. It says nothing but that, and no second one comes on that day before \
you have looked.

Other commands and `dauys desk` can be used meanwhile; if one of them is at work just then, the next time \
is waited for. What must not be missed, such as an alarm, is said in the terminal too. As long as it \
runs your keys are unlocked in its memory: lock the screen when you leave, and end it with Ctrl-C in \
the evening.

Examples:
  dauys watch
  dauys watch --proxy socks5://127.0.0.1:9050";

/// `dauys list`.
pub(super) const LIST: &str = "\
The most urgent first: reporters who are being punished, then promises that are overdue, then the \
others by the day that was promised. WAITS and DUE are days: since when somebody waits for us, and \
how many are left until the next promise, be it that a person acknowledges a letter or that it is \
answered; `dauys due` tells which. @ beside NEW: files came with it. Closed cases are left out and \
counted. `--json` has every field of every case that is shown.

Examples:
  dauys list
  dauys list --mine --status waiting
  dauys list --status overdue --status retaliation
  dauys list --all --label dormitory";

/// `dauys show`.
pub(super) const SHOW: &str = "\
First how the case stands: its step and what the reporter was told of it, who reads it, tasks, \
findings, what two colleagues decided contrary to each other. Then everything that happened, \
causes before effects. Letters of the reporter have numbers: `dauys finding` takes them as evidence; \
files that came with them have numbers of their own: `dauys get` takes them out. What was shown counts \
as read. Colleagues who read the case see the same.

Examples:
  dauys show 3f9a";

/// `dauys get`.
pub(super) const GET: &str = "\
The file is fetched sealed, opened on this machine, and held against the length and the SHA-256 that \
the letter names. It gets a name of this program, such as `evidence-003.jpg`, whatever the letter calls \
it, and never takes the place of another file. Nothing opens it: whoever does should know that \
anybody can have made it. A file in clear outside of the vault is yours to look after; it is not \
destroyed with the case.

If the connection breaks, give the same command again: it goes on where it broke off. Until it is \
whole only its seal is kept, in your folder. Exit code 4 means that what came is not the file that the \
letter names; then nothing of it stays. The server can see that somebody fetches a file of this size, \
but not who. Colleagues who read the case see that you have opened the case.

Examples:
  dauys get 3f9a 1
  dauys get 3f9a evidence-003.jpg --to /media/stick
  dauys get 3f9a 3 --proxy socks5://127.0.0.1:9050";

/// `dauys log`.
pub(super) const LOG: &str = "\
Every entry of the case with its author, machine, program, hash, and the entries it comes after. \
Each signature is verified again, and it is told what is missing. Exit code 4 means that something \
does not verify or is missing. `--json` has the exact text, key and signature of each entry, so that \
others can verify it without this program (docs/PROTOCOL.md, sections 2.3 and 6.3).

Examples:
  dauys log 3f9a
  dauys log 3f9a --json > log.json";

/// `dauys assign`.
pub(super) const ASSIGN: &str = "\
Says who leads the case, so that nobody thinks that somebody else does. It gives nobody access: it \
takes only who reads the case already; `dauys share` lets somebody in. Everyone who reads the case \
sees it, the reporter does not.

Examples:
  dauys assign 3f9a --me
  dauys assign 3f9a 'Айгүл Сейтқали'
  dauys assign 3f9a --nobody";

/// `dauys label`.
pub(super) const LABEL: &str = "\
Puts labels on a case, so that `dauys list --label` finds it. Without labels it lists those of this \
case and of your others. A label is short and names no person. Everyone who reads the case sees it, \
the reporter does not.

Examples:
  dauys label 3f9a dormitory 'night shift'
  dauys label 3f9a dormitory --off
  dauys label 3f9a";

/// `dauys task`.
pub(super) const TASK: &str = "\
Sets something that is to be done, by whom and until when; without anything it lists the tasks with \
their numbers. Everyone who reads the case sees them, the reporter does not. What you type as TEXT \
stays in your shell's history: to type it unseen, give `--file -`.

Examples:
  dauys task 3f9a --file - --for Marat --until 2026-07-01
  dauys task 3f9a
  dauys task 3f9a --done 2";

/// `dauys link`.
pub(super) const LINK: &str = "\
Ties a case to another one of this desk: the same place, the same people, or a report of the same \
event. The note of it stands in CASE alone. Who reads CASE and not the other one sees its id and \
nothing else, and learns that it exists; this asks before, and refuses if the reporter of the other \
case shut one of them out. Who is let into CASE later sees it too. The reporters do not.

Examples:
  dauys link 3f9a 07c1
  dauys link 3f9a 07c1 --off";

/// `dauys declare`.
pub(super) const DECLARE: &str = "\
Everyone who reads a case should say once whether something stands between them and a fair look at \
it: kinship, friendship, a quarrel, a superior, having been there. Colleagues who read the case see \
it, the reporter does not. A conflict that is declared changes nothing by itself: the next step is \
`dauys recuse CASE`.

Examples:
  dauys declare 3f9a none
  dauys declare 3f9a conflict --file -";

/// `dauys keep`.
pub(super) const KEEP: &str = "\
Sets the day until which the case is kept on the desks that read it, beyond what the organisation \
says of closed cases: a court that is still to decide, a check that is still to come. It does not \
change how long the server keeps letters. Colleagues who read the case see it, the reporter does not.

Alone you can only lengthen the time for which a closed case is kept. A sooner day, or any where the \
organisation says none, counts when a second reader sets one too: then the later of the two.

Examples:
  dauys keep 3f9a --until 2027-07-01 --file reason.txt";

/// `dauys accused`.
pub(super) const ACCUSED: &str = "\
Writes down that the accused was asked for their side, or what they said. It goes to those who read \
the case, and to nobody else: NOTHING GOES TO THE ACCUSED FROM HERE, and the reporter does not see \
it. Before you ask them, think what they can learn from the question: a place, a day or a phrase may \
tell who reported. Ask the reporter before if you are not sure.

Examples:
  dauys accused 3f9a asked --file -
  dauys accused 3f9a answered --file their-side.txt";

/// `dauys finding`.
pub(super) const FINDING: &str = "\
A finding is one thing that is alleged, the evidence, and what was found. Without anything it lists \
them with their numbers. Evidence are letters of the reporter, by the numbers they have in \
`dauys show`. A change replaces what it names and leaves the rest. Everyone who reads the case sees \
them, the reporter does not. What you type as TEXT stays in your shell's history: to type it unseen, \
give `--file -`.

Examples:
  dauys finding 3f9a --file - --evidence 1,3
  dauys finding 3f9a --number 2 --found confirmed
  dauys finding 3f9a";

/// `dauys check`.
pub(super) const CHECK: &str = "\
Some time after a case is closed somebody looks again: is the reporter left in peace? On which days, \
the organisation says: mostly 30, 90 and 180 days after closing. Here you write down what you saw or heard; to ask the \
reporter, use `dauys reply`. Everyone who reads the case sees it, the reporter does not. Without TEXT and `--file` the text is asked for. If the reporter is \
being punished, take the case up again.

Examples:
  dauys check 3f9a 30
  dauys check 3f9a 90 --file seen.txt";

/// Below the overview.
pub(super) const OVERVIEW: &str = "\
`dauys COMMAND --help` tells more of each, with examples. `dauys man DIR` writes the manual.

Exit codes:
  0  done
  1  failed on this machine
  2  wrong usage, or something was not given
  3  the server cannot be reached, or refuses
  4  something does not verify: stop and read
  5  wrong passphrase";

/// `dauys init`.
pub(super) const INIT: &str = "\
Examples:
  dauys init                      # asks for everything
  dauys init --home /media/stick  # keys and vault in a folder of your choice";

/// `dauys sync`.
pub(super) const SYNC: &str = "\
Examples:
  dauys sync 'https://dauys.example/#k=…'   # the first time, with the address on the poster
  dauys sync                                # later, once on every day
  dauys sync --rejected                     # also what was refused, and why
  dauys sync --proxy socks5://127.0.0.1:9050";

/// `dauys due`.
pub(super) const COUNTED: &str = "\
On the page, people can answer the closed questions and nothing else: no text, no name, no code. They \
are no cases, and nobody can answer them. All numbers are told in steps of five. Do not publish the \
table: where nearly everything is small, little is left to guess.

Examples:
  dauys counted
  dauys --json counted";

/// `dauys due`.
pub(super) const DUE: &str = "\
Examples:
  dauys due
  dauys due --days 60";

/// `dauys search`.
pub(super) const SEARCH: &str = "\
All words must be found in one case, in any form and order:

  премия начальник       finds «начальник обещал премию»
  бастық                 finds «бастығымның», and after it «бастыгымнын»
  бастык                 finds «бастық»: a keyboard without Kazakh letters will do
  \"знай своё место\"      these words in these forms, one after the other
  премия -увольнение     not the cases in which увольнение would be found

Reports, messages, names, notes, answers, labels and reasons are searched; what was ticked, in all \
three languages. Nothing is written down, and nothing counts as read. Behind the command, -- must \
stand before words with a minus, and quotation marks need others around them: your shell takes them \
away.

Examples:
  dauys search                         # asks for the words; they stay in no history
  dauys search --all -- премия -увольнение";

/// `dauys note`.
pub(super) const NOTE: &str = "\
Examples:
  dauys note 3f9a                   # type, and end with Ctrl-D on a line of its own
  dauys note 3f9a --file note.txt";

/// `dauys templates`.
pub(super) const TEMPLATES: &str = "\
Examples:
  dauys templates
  dauys templates received-thanks   # one of them, in Kazakh, Russian and English";

/// `dauys reopen`.
pub(super) const REOPEN: &str = "\
Examples:
  dauys reopen 3f9a            # the reporter is told that somebody goes on with it
  dauys reopen 3f9a --file -   # with words of yours";

/// `dauys resume`.
pub(super) const RESUME: &str = "\
Examples:
  dauys resume 3f9a";

/// `dauys away`.
pub(super) const AWAY: &str = "\
The inbox does not show then that you are gone. Letters alone can be sent ahead. Replies cannot: the server takes them for today only, so on the \
days you are away fewer of them go out. A `dauys sync` on one of those days posts its replies and \
no letters again.

Examples:
  dauys away --days 2  # on Friday, after the day's sync: for Saturday and Sunday";

/// `dauys backup`.
pub(super) const BACKUP: &str = "\
One file, sealed to a passphrase of its own, which is made here, shown once and typed back: write it \
down, and keep it apart from the file. It has everything that this desk has today, also cases that are \
deleted later: destroy older backups. Make one after a `sync`, and again each week. Nothing of it is \
in clear anywhere; `age -d` opens it too.

Examples:
  dauys backup /media/stick/2026-07-01.backup
  dauys backup /media/stick/2026-07-01.backup --choose";

/// `dauys restore`.
pub(super) const RESTORE: &str = "\
Into a folder in which there is nothing; everything is checked before it is put there. You choose a \
new passphrase for the keys. The desk goes on under a machine number of its own, so that nothing it \
writes can be taken for a second version of what the lost machine wrote after the backup. Then \
`dauys sync` fetches what came since; what the server has no longer, a colleague hands on with \
`dauys share`. Do not work on with the old machine: if you find it again, empty its folder.

Examples:
  dauys restore /media/stick/2026-07-01.backup
  dauys restore 2026-07-01.backup --home /media/encrypted/dauys";

/// `dauys shares`.
pub(super) const SHARES: &str = "\
For the case that you cannot give your passphrase any more: any K of N people who trust each other put \
their sheets together, and one of them restores your keys and cases. One sheet alone, or any fewer than \
K, tells nothing. The sheets are printed once; every later backup can be sealed for them.

Examples:
  dauys shares make /dev/shm/sheets --need 3 --of 5
  dauys backup /media/stick/2026-07-01.backup --for-sheets
  dauys shares join /media/stick/2026-07-01.backup";

/// `dauys passphrase`.
pub(super) const PASSPHRASE: &str = "\
Asks for the present passphrase, and twice for the new one. Keys and vault stay what they are: only \
the file of keys is sealed anew, in one step. If the machine fails meanwhile, one of the two \
passphrases opens it. Copies of the file that were made before open with the old one.

Examples:
  dauys passphrase";

/// `dauys org`.
pub(super) const ORG: &str = "\
The organisation does this on a machine that is never online, the first time in this order.

Examples:
  dauys org init
  dauys org channel union
  dauys org add card.txt --channel union
  dauys org sign
  dauys org check
  dauys org poster";

/// `dauys completions`.
pub(super) const COMPLETIONS: &str = "\
Examples:
  dauys completions bash > ~/.local/share/bash-completion/completions/dauys
  dauys completions zsh > ~/.zfunc/_dauys
  dauys completions fish > ~/.config/fish/completions/dauys.fish

For zsh, `~/.zshrc` has `fpath+=~/.zfunc` before `autoload -Uz compinit && compinit`.";

/// `dauys man`.
pub(super) const MAN: &str = "\
Examples:
  dauys man ~/.local/share/man/man1  # then: man dauys, man dauys-reply
  dauys man | man -l -               # the main page, written nowhere";

/// `dauys schema`.
pub(super) const SCHEMA: &str = "\
Examples:
  dauys schema           # the commands that have one
  dauys schema list
  dauys schema org-check
  dauys schema failure   # what every command prints if it fails";
