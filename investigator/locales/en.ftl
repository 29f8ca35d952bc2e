### Words of the investigator's program. Every message stands in all three catalogues with the same
### parts; a test holds them to it. A failure says what is so, and what to do next.

## Passphrases and questions

ask-passphrase = Passphrase:
ask-again = Once more:
ask-new-passphrase = Choose a passphrase for your keys. Nobody can give it back to you:
ask-root-passphrase = Passphrase of the organisation's root key:
ask-new-root-passphrase = Choose a passphrase for the organisation's root key. Nobody can give it back to you:
ask-channel-passphrase = Passphrase of the channel's key:
ask-new-channel-passphrase = Choose a passphrase for the channel's key:
passphrases-differ = The two passphrases are not the same. Choose once more.
passphrase-short = The passphrase is too short: take at least { $least } characters, best several words.
wrong-passphrase = This is not the right passphrase. Try again; if you are sure of it, the file of the keys may be damaged: restore it from your backup copy.
flag-missing = There is nobody to ask: give { $flag }.
ask-malformed = This cannot be understood. Once more.
ask-text = Write the text; a line with Ctrl-D alone ends it.
text-empty = There is no text, so nothing was sent.
text-not-utf8 = The text is not in UTF-8. Save it as UTF-8 and try again.
text-too-long = The text is { $over ->
    [one] { $over } byte
   *[other] { $over } bytes
} too long and could not be split. Shorten it.
ask-name = Your name, as colleagues and reporters will read it:
ask-role = Your position ({ $language }):
ask-instance = The installation's fixed name, as the organisation tells it:
ask-reason = Write what colleagues are to read, and the reporter is not; a line with Ctrl-D alone ends it.
stdin-twice = Standard input cannot be two texts. Give one of them as a file.

## The program

no-command = No command was given. `dauys --help` lists them.
start-first = There are no keys in { $folder } yet. Begin with `dauys desk`, whose page opens in your browser, or with `dauys init`, which asks here: each makes them, and a card that you give to your organisation. When the organisation has signed, type the whole address from the poster on the page, or run `dauys sync ADDRESS`.
start-every-day = Every day:
start-sync = fetches new letters, and posts what waits
start-list = shows the cases, the most urgent first
start-show = shows a case; its number is in the list. `dauys reply 3f9a` answers
start-more = All commands: `dauys --help`. More of one of them: `dauys reply --help`.
man-written = Pages written into { $folder }: { $pages }. If that is a folder of manuals, `man dauys` shows the first.
schema-unknown = There is no schema { $command }. `dauys schema` lists all.

## Files

file-missing = { $path } is not there.
file-exists = { $path } exists already, and is not replaced. Move it away if you mean to begin again.
file-too-large = { $path } is too large to be what is expected.
file-not-text = { $path } is not a text in UTF-8.
file-in-use = { $path } is in use by another dauys. Wait until it ends.
file-failed = { $path }: { $reason }
folder-wait = Another dauys is at work in the folder. This goes on as soon as it ends.
disk-full = There is no room left for { $path }. What was kept before is safe. Make room, and run the command again.
output-lost = What was printed could not be written whole: the disk may be full. Make room, and run the command again.

## Keys and vault

init-done = Your keys are made. Give the card below to the organisation; it is also in { $path }. After your first `sync` make a backup with `dauys backup`.
no-keys = There are no keys in { $folder }. Make them with `dauys init`, or name another folder with --home.
keys-malformed = The file of keys opens, but its content is not what it should be. Restore it from your backup copy.
vault-damaged = The vault cannot be read: it was changed or damaged, or belongs to other keys. Nothing was touched. Restore it from your backup copy.
vault-missing = { $path } is not there, and in it is all that this desk knows. Restore it from your backup copy. On a further machine of yours make one with `dauys init --device 2`.
    .page = { $path } is not there, and in it is all that this desk knows. Restore it from your backup copy.
vault-torn = A crash had cut off the end of the vault ({ $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
}); it was set aside beside the vault. Letters come again with `dauys sync`; look whether your last answer is there.
    .page = A crash had cut off the end of the vault ({ $bytes ->
        [one] { $bytes } byte
       *[other] { $bytes } bytes
    }); it was set aside beside the vault. Letters come again when you fetch; look whether your last answer is there.
vault-refused = Nothing was written: what was to be kept could not be read again. This is a fault of the program; what you have is safe. Tell those who maintain it.
vault-set-aside = This program cannot read { $frames ->
    [one] { $frames } entry
   *[other] { $frames } entries
} of the vault. Nobody changed what is there: another version wrote it, or it was written by mistake. It stays where it is and is left out; everything else is here. If you have a newer version, use that.

## Server

not-connected = This program does not know its server yet. Run `dauys sync ADDRESS` with the whole address from the poster.
    .page = This desk does not know its server yet. Give it the whole address from the poster, on the page “Post”.
address-origin = This is not the address of a server: it begins with https://, or with http:// for an onion service or this machine.
address-no-key = The address has no key after #. Take the whole address from the poster: without the key nothing could be verified.
address-fragment = The address is not whole: what comes after # was cut or changed. Take it from the poster once more.
unreachable = The server cannot be reached ({ $reason }). Try again later; nothing is lost.
proxy-malformed = This is not the address of a proxy. It looks like socks5://127.0.0.1:9050.
server-refused = The server refused ({ $code }). If it says so again, ask the operator.
server-quota = The server takes no more replies of yours today. The rest waits for the next `dauys sync`, tomorrow.
    .page = The server takes no more replies of yours today. The rest goes tomorrow, when you fetch and post.
server-clock = The clock of this machine or of the server is wrong by more than five minutes. Set it and try again.
server-unknown = The server does not know your keys: you are not in its roster, or in no channel of it. Ask the organisation whether it has signed the roster and the operator has copied the files.
server-unexpected = The answer is not one of this server. Somebody may stand between you and it. Try another network.
stamp-too-dear = The server asks for too much work before it takes a letter. Ask the operator.
waiting = Not everything is posted. Waiting, safe in the vault: { $things }; a later `dauys sync` posts it.
    .page = Not everything is posted. Waiting, safe in the vault: { $things }. It goes when you fetch and post again.
sync-done = { $opened ->
    [one] { $opened } new letter for you
   *[other] { $opened } new letters for you
}, { $others } for others.
sync-rejected = Refused: { $rejected }. `dauys sync --rejected` tells why. If it was damaged on its way, `dauys sync --again DAY` fetches all letters of that day once more; the server can guess from this that something of that day was for you.
    .page = Refused: { $rejected }. The page “Post” tells why. If it was damaged on its way, all letters of that day can be fetched once more there; the server can guess from this that something of that day was for you.
again-price = All letters of { $day } are fetched once more. No desk does so by itself: the server can guess from it that something of that day was for you. What you have stays as it is.
ask-fetch-again = Fetch them? (yes/no)
fetch-again-not-done = Nothing was fetched.
sync-posted = Posted: { $posted }.
receipt-failed = The receipt for case { $case } could not be written. An answer tells the reporter the same: `dauys reply { $case }`.
    .page = The receipt for case { $case } could not be written. An answer tells the reporter the same.
server-day = The server says that today is { $day }, and this machine says otherwise. Set the clock of this machine; if it is right, tell the operator.
sync-posted-places = Posted: { $places }, of which { $posted } had waited; the others are empty and keep the pace.
queue = Waiting for their places: replies { $replies }, letters { $letters }. With a sync every day they will have gone in { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
    .page = Waiting for their places: replies { $replies }, letters { $letters }. If you fetch and post every day, they will have gone in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
sync-missed = Since your last sync this desk posted nothing for { $days ->
    [one] { $days } day
   *[other] { $days } days
}, and whoever counts can see it. Next time run `dauys away --days N` before you go.
    .page = Since letters were last fetched, this desk posted nothing for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }, and whoever counts can see it. Next time post ahead before you go: page “Post”.
now-warning = Posted outside of the day's plan: whoever watches the letters and replies on the server can see that you had something to send today.
deadline-missed = Case { $case }: an answer was promised by { $day }. Answer now, and say that it is late; `--now` posts it at once, and that shows that you had something to send.
    .page = Case { $case }: an answer was promised by { $day }. Answer now, and say that it is late. “Post at once” on the page “Post” lets it go without waiting its turn, and that shows that you had something to send.
deadline-only-now = Case { $case }: an answer is promised by { $day }. If it waits its turn, it will be late. Only `dauys reply { $case } --now` is in time, and that shows that you had something to send.
    .page = Case { $case }: an answer is promised by { $day }. If it waits its turn, it will be late. Answer, and then press “Post at once” on the page “Post”: that is in time, and shows that you had something to send.
deadline-today = Case { $case }: an answer is promised by { $day }. To be in time, write it today.
deadline-waits = Case { $case }: the answer is written and waits, but was promised by { $day } and will come too late. `dauys sync --now` posts what waits at once, and that shows that you had something to send.
    .page = Case { $case }: the answer is written and waits, but was promised by { $day } and will come too late. “Post at once” on the page “Post” sends what waits, and that shows that you had something to send.
deadline-receipt = Case { $case }: the receipt was promised by { $day }; it waits, and receipts go last. An answer tells them the same and goes before them; or `dauys sync --now` posts what waits at once, and that shows that you had something to send.
    .page = Case { $case }: the receipt was promised by { $day }; it waits, and receipts go last. An answer tells them the same and goes before them; or “Post at once” on the page “Post” sends what waits, and that shows that you had something to send.
not-active = You are in no channel of the roster any more: new letters are not sealed to you, and you cannot answer. If that is a mistake, tell the organisation.
roster-ends = The roster holds until { $day }. After that day reporters see no form: the organisation must sign a new one before. Tell it now.
roster-expired = The roster expired on { $day }. Reporters see no form until the organisation signs a new one. Tell the organisation.
not-in-roster-yet = You are not in the roster yet. Give your card to the organisation, and sync again when it has signed.

## Alarms

alarm-malformed = ALARM: the roster that the server shows cannot be read or contradicts itself. Nothing was fetched. Tell the organisation.
alarm-signature = ALARM: the roster that the server shows is not signed by the organisation's key. Nothing was fetched. Tell the organisation, but not through this server.
alarm-instance = ALARM: the roster belongs to another installation than your keys do. Nothing was fetched. Check the address.
alarm-older = ALARM: the server shows an older roster than before. Nothing was fetched. Tell the organisation.
alarm-two-versions = ALARM: there are two different rosters with the same number. Somebody with the root key signed both. Nothing was fetched. Tell your colleagues.
alarm-questionnaire = ALARM: the questions that the server shows are not the ones that were signed. Nothing was fetched. Tell the organisation.
alarm-gone = ALARM: your entry was taken out of the roster, which is never done. Nothing was fetched. Tell your colleagues.
alarm-other-keys = ALARM: your entry in the roster has keys that are not yours. Letters meant for you are sealed to somebody else. Nothing was fetched. Tell your colleagues and the reporters you can reach.
alarm-channel = ALARM: the entry of your channel is not what your channel signed. Somebody may have been added. Nothing was fetched. Tell your colleagues.
alarm-other-root = ALARM: this address has another organisation's key than the one you began with. Nothing was fetched. Compare the safety number on the poster.
alarm-other-list = The reporter was shown another list of readers than this desk knows under that number. Tell your colleagues.
alarm-unproven = ALARM: the server says that it took a letter, but its proof does not hold. Somebody may stand between you and it. The letter counts as not posted and waits. Try another network, and tell the operator.
alarm-withheld = ALARM: the server took letters of yours ({ $letters }) and does not list them now that their day is over. Your colleagues may not have got them. Tell them in some other way, and tell the operator.
alarm-undelivered = ALARM: the server lists letters ({ $letters }) but has failed to hand them out twice. One of them may be for you. Tell your colleagues in some other way, and tell the operator.
alarm-outsider = { $name } is not one of those to whom the reporter of this case wrote. Do not do what is asked here; tell your colleagues.

## Cases

no-case = There is no case that begins with “{ $prefix }”. `dauys list --all` shows all.
    .page = There is no such case at this desk. Perhaps it was deleted.
several-cases = More than one case begins with { $prefix }. Give more digits.
case-gone = Case { $case } is not here any more: it was deleted, or you stepped out of it, on { $day }.
list-empty = There are no cases.
column-case = CASE
column-status = STATUS
column-step = STEP
column-assigned = WHO
column-unread = NEW
column-waits = WAITS
column-due = DUE
column-labels = LABELS
list-legend = NEW: entries that you have not seen; @: files came with the case. WAITS: for how many days somebody has waited for us. DUE: days left until the next promise, an acknowledgement or an answer; below zero it is late.
list-hidden = Cases that are not shown: { $hidden }. `dauys list --all` shows closed ones too.
list-counted = Only to be counted: { $count }. `dauys counted` shows what they answered.
    .page = Only to be counted: { $count }. What they answered is on the page “Only counted”.
assigned-me = me
short-retaliation = RETALIATION
short-new = new
short-waiting-for-us = for us
short-waiting-for-reporter = answered
short-closed = closed
short-received = received
short-assessing = assessment
short-investigating = inquiry
short-decision = decision
short-measures = measures
short-follow-up = follow-up
days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
status-retaliation = RETALIATION
status-new = new
status-waiting-for-us = waiting for us
status-waiting-for-reporter = waiting for the reporter
status-closed = closed
fault-missing = Letter { $n } of { $name } is missing. If it does not come with the next sync, ask them.
fault-two-versions = There are two versions of letter { $n } of { $name }. Ask them, face to face.
fault-broken = Letter { $n } of { $name } does not continue the one before it. Ask them.
show-head = Case { $case }: { $status }
show-readers = Read by: { $names }
show-shut-out = Shut out by the reporter: { $names }. Do not let them know that this case exists.
reporter = Reporter
kind-report = report
kind-message = message
kind-retaliation = is being punished for reporting
kind-withdraw = takes the report back
kind-count = wants only to be counted
kind-note = note to colleagues
kind-answer = answer to the reporter
kind-status = step: { $step }
kind-assign = assigned to { $name }
kind-label = label
kind-recuse = stepped out of the case
kind-share = let { $name } in
kind-close = closed: { $outcome }
kind-consent = agreed
kind-delete = asks everyone to delete
kind-unknown = something that a newer version of dauys knows
kind-answer-feedback = answer to the reporter: what came of the report
kind-status-internal = step, not told to the reporter: { $step }
kind-reopen = took it up again
kind-assign-nobody = assigned to nobody
kind-label-off = label taken off
kind-task = task
kind-task-done = task, done
kind-link = tied to case { $case }
kind-link-off = not tied to case { $case } any more
kind-declare-none = declares: no conflict of interest
kind-declare-conflict = declares a conflict of interest
kind-consent-delete = agrees that it be deleted
kind-retain = to be kept until { $day }
kind-pause = stopped the clocks
kind-pause-until = stopped the clocks until { $day }
kind-resume = started the clocks again
kind-extend = moved what is promised ({ $clock }) to { $day }
kind-accused-asked = the accused was asked for their side
kind-accused-answered = the side of the accused
kind-finding = finding: { $found }
kind-checkin = check after closing, day { $days }
kind-opened = saw the case for the first time
kind-exported = exported the case to a file
kind-filed = wrote the report down for somebody else
kind-answer-again = answer to the reporter, once more: it was not fetched in time
show-her-name = The name that was given:
show-waits = (waits to be posted)
case-withdrawn = Case { $case }: the reporter takes the report back. Ask them nothing more. `dauys delete { $case }` removes it here.
    .page = Case { $case }: the reporter takes the report back. Ask them nothing more. “Delete” removes it here.
case-delete-asked = Case { $case }: { $name } asks that it be deleted. If you agree: `dauys delete { $case }`; then it goes everywhere.
    .page = Case { $case }: { $name } asks that it be deleted. If you agree, choose “Delete”; then it goes everywhere.
case-delete-asked-own = Case { $case }: you asked that it be deleted. It stays until another of its readers agrees.
rejected-malformed = not of the form of a letter, or with a day that is still to come
rejected-signature = the signature does not hold
rejected-unknown-author = the author is not in the roster, or was not valid in it any more
rejected-id-mismatch = an old letter under a new number
rejected-not-addressed = it does not name you among its readers
rejected-thread = it claims to belong to another case
rejected-state = the list of readers in it is not the author's

## What is done in a case

step-received = received
step-assessing = being assessed
step-investigating = being investigated
step-decision = decision is being taken
step-measures = measures are being taken
step-follow-up = being checked afterwards
step-closed = closed ({ $outcome })
outcome-confirmed = confirmed
outcome-not-confirmed = not confirmed
outcome-insufficient = too little to go by
outcome-out-of-scope = not a matter for this channel
outcome-transferred = handed on
outcome-withdrawn = withdrawn
found-open = open
measure-reprimand = reprimand
measure-remark = remark
measure-dismissal = dismissal
measure-transfer = transfer of the one who did it
measure-reinstatement = reinstatement
measure-back-pay = lost pay was paid
measure-apology = apology
measure-training = training
measure-labour-inspection = referred to the labour inspection
measure-police = referred to the police
measure-prosecutor = referred to the prosecutor
measure-ombudsperson = referred to the ombudsperson
machine-of = { $name }, machine { $n }
event-for = For: { $name }.
event-until = Until: { $day }.
event-measures = What was done: { $measures }.
event-evidence = Evidence, letters of the reporter: { $numbers }.
taken-by-confirmed = Taken down by { $name }, who confirms it.
taken-by-claimed = It says that { $name } took it down. They have not confirmed that: anybody could have written it.
show-step = Step: { $step }. The reporter was told so.
show-step-told = Step: { $step }. The reporter was told: { $told }.
show-step-untold = Step: { $step }. The reporter was told nothing of it.
show-assigned = Assigned to: { $name }
show-assigned-nobody = Assigned to: nobody
show-labels = Labels: { $labels }
show-links = Tied to: { $cases }
show-closing = Closed on { $day } by { $name }: { $outcome }
show-closing-before = Was closed on { $day } by { $name } ({ $outcome }), and taken up again
show-let-in = { $name } (let in by { $by }, { $day })
show-without-place = Let in when seven read already, and without a place: { $names }
show-stepped-out = Stepped out: { $names }
show-filed = Written down for somebody else by: { $names }
show-deletion = Ask that it be deleted: { $names }
show-declared-none = Say that they have no conflict of interest: { $names }
show-declared-conflict = { $name } declared a conflict of interest on { $day }.
show-tasks = Open tasks:
show-findings = Findings:
show-promise = Promised by { $day }: { $clock }
show-promise-late = Late. Promised by { $day }: { $clock }
show-promise-paused = Stopped: { $clock }
show-pause = The clocks stood still from { $from } to { $to }
show-paused = The clocks have stood still since { $from }
show-kept = To be kept until: { $day }
show-letter = { $what }, letter { $number }
contrary = Two did contrary things without knowing of each other. { $name }: { $did }. { $other }: { $otherdid }. The first counts, until somebody sets it once more.
hint-declare = You have not declared yet whether you have a conflict of interest: `dauys declare { $case } none`, or `conflict`.
    .page = You have not declared yet whether you have a conflict of interest: choose “Conflict of interest”.
hint-recuse = You declared a conflict of interest and still read this case. `dauys recuse { $case }` is the next step.
    .page = You declared a conflict of interest and still read this case. “Step out” is the next step.
hint-check = Day { $days } after closing has come: is the reporter left in peace? `dauys check { $case } { $days }` writes down what you saw.
    .page = Day { $days } after closing has come: is the reporter left in peace? Write down what you saw: “Check after closing”.
already-so = It is so already; nothing was written.
day-over = { $day } is over. Give today, or a day that is still to come.
who-does-not-read = { $who } does not read case { $case }. Those who read it: { $names }. `dauys share` lets somebody in.
    .page = { $who } does not read case { $case }. Those who read it: { $names }. “Let somebody in” adds another one.
who-is-several = { $who } may be more than one: { $names }. Give the whole name, or more digits of the id.
assign-done = Case { $case } is assigned to { $name }.
assign-done-nobody = Case { $case } is assigned to nobody.
label-now = Labels of case { $case }: { $labels }
label-none = Case { $case } has no labels.
label-elsewhere = Labels of your other cases: { $labels }
label-malformed = This cannot be a label: a label is one line of at most { $most } characters, and all of them can be seen.
label-not-on = Case { $case } has no label "{ $label }". Its labels: { $labels }
task-none = Case { $case } has no tasks. `dauys task { $case } --file -` sets one.
task-set = Case { $case }: task { $number } is set.
task-finished = Case { $case }: task { $number } is done. It was: { $text }
task-is-done = Done.
task-no-number = Case { $case } has no task { $number }. `dauys task { $case }` lists them with their numbers.
link-itself = A case cannot be tied to itself.
link-shut-out = Nothing was tied. { $names } would read in case { $case } that case { $other } exists, and its reporter has shut them out.
link-warning = Not all who read case { $case } read case { $other }. These would learn that it exists, its id, and that you read it: { $names }. It may be about one of them. What they have read cannot be taken back.
ask-link = Tie them all the same? (yes/no)
link-not-done = Nothing was tied.
link-done = Case { $case } is tied to case { $other }. Anyone who does not read the other one sees only its id.
link-done-all = Case { $case } is tied to case { $other }. All who read the first know the other one too.
link-done-off = Case { $case } is not tied to case { $other } any more.
link-not-on = Case { $case } is tied to no case that begins with { $other }.
declare-done-none = Case { $case }: you declared that you have no conflict of interest.
declare-done-conflict = Case { $case }: you declared a conflict of interest. You still read the case; the next step is `dauys recuse { $case }`.
    .page = Case { $case }: you declared a conflict of interest. You still read the case; the next step is “Step out”.
keep-done = Case { $case } is to be kept until { $day }.
keep-noted = Written down: case { $case } until { $day }. One person alone can only lengthen the time for which a closed case is kept. A sooner end counts when a second reader sets one too, and an open case has none.
accused-warning = Nothing goes to the accused from here: this is a note for those who read the case. Whoever is asked for their side may guess from the question who reported. Think about which place, day or phrase would give it away. If you are not sure, ask the reporter first.
accused-done-asked = Case { $case }: it is written down that the accused was asked.
accused-done-answered = Case { $case }: the side of the accused is written down.
finding-none = Case { $case } has no findings. `dauys finding { $case } --file -` writes one down.
finding-set = Case { $case }: finding { $number } is written down.
finding-changed = Case { $case }: finding { $number } is changed.
finding-no-number = Case { $case } has no finding { $number }. `dauys finding { $case }` lists them with their numbers.
finding-no-change = What is to be changed in finding { $number }? Give a text, --evidence or --found.
finding-no-letter = The reporter has no letter { $number } in this case; the last one is { $last }. `dauys show` has their numbers.
    .page = The reporter has no letter { $number } in this case; the last one is { $last }.
finding-evidence-many = A finding names at most this many letters: { $most }.
checkin-open = Case { $case } is not closed, so there is nothing to check afterwards. Use `dauys note` for what you saw.
    .page = Case { $case } is not closed, so there is nothing to check afterwards. What you saw you can write to colleagues.
checkin-no-day = The organisation checks on these days after closing: { $days }. Give one of them.
checkin-done = Case { $case }: the check of day { $days } is written down.
log-head = Log of case { $case }. Entries: { $entries }
log-after = after { $numbers }
log-missing = { $name } knew of an entry that is not here ({ $hash }). Run `dauys sync`; if it does not come, ask them.
    .page = { $name } knew of an entry that is not here ({ $hash }). Fetch; if it does not come, ask them.
log-fault-signature = Entry { $number }: the signature does not hold.
log-fault-author = Entry { $number }: the author is not in the roster.
log-fault-thread = Entry { $number }: it was signed with keys of another case.
log-fault-not-kept = Entry { $number }: what was signed is not here any more as it was.
log-whole = Everything verifies, and nothing is missing. Entries: { $entries }
log-broken = The log is not whole. Entries that do not verify: { $broken }; entries that are missing: { $missing }; faults of the letters that bring them: { $faults }. Do not rely on it before it is explained.

## Writing

no-reporter = There is no letter of the reporter in this case, so there is nobody to write to.
not-chosen = The reporter does not write to you any more; their page would not show what you write. Leave it to a colleague.
sealing-failed = Sealing failed; nothing was sent. Try again.
reply-sent-now = The answer is posted. The reporter can read it now.
reply-sent-later = The answer is posted. The reporter can read it when the closed period of { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} is over.
reply-split = It was long and became { $parts } replies.
note-sent = The note is posted to those who read this case: { $readers }.
reply-waits = The answer is sealed and waits for its place. It goes with the first sync of one of the next days; nobody can tell it from an empty one then.
note-waits = The note is sealed and waits for its place; it is for those who read this case: { $readers }.
letters-readdressed = Case { $case }: since you wrote, the reporter has shut somebody out. What waited goes to those who still read this case, and to nobody else.
letters-dropped = Letters to your colleagues that waited and will not be posted: { $letters }. A reporter has shut out one of the people they were for, and they could not be sealed anew. Tell your colleagues in some other way what was in them.
ask-delete = Delete case { $case } here for good? What is gone cannot be brought back. (yes/no)
delete-answer-waits = An answer to the reporter of case { $case } is written and not posted yet. Deleting now would take it back, while your colleagues read that they have it. Let it go first, with the sync of one of the next days; or at once with `dauys sync --now`, which shows that you had something to send. Then delete.
    .page = An answer to the reporter of case { $case } is written and not posted yet. Deleting now would take it back, while your colleagues read that they have it. Let it go first, on one of the next days; or at once with “Post at once” on the page “Post”, which shows that you had something to send. Then delete.
delete-not-done = Nothing was deleted.
away-needless = This organisation posts nothing empty, so your absence does not show. There is nothing to do.
away-done = The letters of the next { $days ->
    [one] { $days } day
   *[other] { $days } days
} are posted ahead: { $places }. A sync on one of those days posts no letters again.
    .page = The letters of the next { $days ->
        [one] { $days } day
       *[other] { $days } days
    } are posted ahead: { $places }. Fetching on one of those days posts no letters again.
away-replies = Replies cannot be posted ahead: while you are away fewer of them go out. If you can, sync from time to time.
    .page = Replies cannot be posted ahead: while you are away fewer of them go out. If you can, fetch and post from time to time.
letters-kept-back = Case { $case }: since you wrote, the reporter has shut somebody out, and what waited could not be sealed anew to those who read this case now. It is kept here, and your colleagues do not have it. Tell them by another way.

## Organisation

ask-org-name = The organisation's name ({ $language }):
ask-org-instance = A fixed name for this installation (a-z, 0-9, . and -). It can never be changed:
ask-org-origin = Where the page will live, such as https://dauys.example:
ask-org-server-key = The server's key, as `dauys-server key` prints it:
ask-org-accused-inside = Could somebody who investigates here one day be the one a report is about? If so, they must not even be able to see that there is a report, and that has a price. (yes/no)
org-price = Then answers wait until the next day, and every desk posts about { $letters } letters and exactly { $replies } replies a day, real or empty: about { $kilobytes } kB a day for each investigator, who must sync every day, or run `dauys away` before days off. What is written goes with the next day's sync, and what does not fit waits: `dauys org check` tells how many cases that allows.
org-price-none = Then everything is shown at once and nothing empty is posted. Whoever can list the letters on the server sees when one comes; change this before a report comes about one of your own team.
org-init-done = The folder { $folder } is made. Keep it offline. Next: `dauys org channel`, `dauys org add CARD`, `dauys org sign`.
org-no-folder = There is no organisation in { $folder }. Make it with `dauys org init`, or name its folder with --folder.
ask-channel-kind = What the channel is: hr, ethics, union, inspectorate, ngo, lawyer or board:
ask-channel-name = The channel's name ({ $language }):
ask-channel-about = One sentence on who they are and whom they answer to ({ $language }):
org-channel-done = Channel { $channel } is in the folder. It counts from the next `dauys org sign`.
org-add-done = { $name } ({ $id }) is in channel { $channel }. It counts from the next `dauys org sign`.
org-remove-done = { $id } is in no channel any more. It counts from the next `dauys org sign`; the entry stays, so that old letters verify.
org-sign-done = Version { $version } is signed, valid until { $day }. Copy the four files in { $folder } to the server's data directory.
channel-card-done = The statement is in { $path }: give it to the organisation. On your own posters the address also has { $fragment } after #, joined with &.
org-folder-malformed = organisation.toml is not of its form. Compare it with your last copy.
org-clocks = Under [clocks] in organisation.toml { $key } is not understood and would promise nothing. Correct it, or take it away.
org-not-a-card = { $path } is not a card, or was changed. Ask for it again.
org-other-instance = This is for the installation { $instance }, not for this one.
org-no-channel = There is no channel { $channel }. Make it first with `dauys org channel`.
org-channel-full = The channel has seven members: a letter can be sealed to no more.
org-other-keys = This investigator is in the roster with other keys. With new keys they need a new card from `dauys init` in an empty folder.
org-same-keys = These keys are in the roster under another id. Everyone needs keys of their own.
org-no-investigator = There is no investigator { $who }.
org-several-investigators = More than one investigator is called { $who }. Give the first digits of the id.
org-not-a-statement = This is not the statement of this channel, or was changed. Ask the channel for it again.
org-statement-differs = The statement of channel { $channel } and its entry do not name the same members and keys. Ask the channel for a new statement.
org-origin = { $origin } is no place for the page: https://host, http://….onion, or this machine; lower case, without a path.
org-days = A roster is valid for 1 to 120 days.
org-questionnaire = { $path }, { $place }: { $reason } See everything that is to be corrected with `dauys org questionnaire check { $path }`.
org-help-directory = { $path }, { $place }: { $reason } See everything that is to be corrected with `dauys org help check { $path }`.
org-rule = The roster would break a rule: { $rule }. Correct organisation.toml.
org-key-malformed = root.key or root.pub is not a minisign key, or the channel's key is not one.
org-not-signed = Nothing has been signed yet. Run `dauys org sign`.
verify-malformed = A reporter's page would refuse this roster: it cannot be read or contradicts itself. Sign again.
verify-signature = A reporter's page would refuse this roster: it is not signed by the key in root.pub.
verify-origin = A reporter's page would refuse this roster: an origin is missing. Sign again.
verify-expired = A reporter's page refuses this roster: it has expired. Sign again.
verify-questionnaire = A reporter's page would refuse this roster: questionnaire.json is not the one that was signed. Sign again.
verify-channel = A reporter's page would refuse this roster: a channel's statement does not fit its entry. Ask the channel for a new statement.
verify-help = help.json is not the one that was signed. Sign again.
check-roster = Version { $version } verifies as a reporter's page verifies it. Valid until { $day }.
check-channel = Channel { $channel }: readers: { $readers }.
check-channel-independent = Channel { $channel }, independent, named by the organisation only: readers: { $readers }.
check-channel-itself = Channel { $channel }, independent, confirmed by itself: readers: { $readers }.
check-clocks = What is promised, counted from the day on which the server takes a letter. It is the organisation's own word, and no law:
check-clocks-nothing = Nothing is promised: under [clocks] in organisation.toml there is no profile.
promise-line = { $whose }: { $clock } within { $within }.
promise-line-extended = { $whose }: { $clock } within { $within }; if it is extended, { $extended } at most, said at least { $notice } ahead.
promise-all = Every channel
promise-default = Every other channel
promise-hr = Personnel department
promise-ethics = Ethics committee
promise-union = Trade union
promise-inspectorate = Labour inspection
promise-ngo = Non-governmental organisation
promise-lawyer = Lawyer
promise-board = Board of directors
clock-acknowledge = acknowledgement by a person
clock-answer = answer
clock-close = closing of the case
span-working-days = { $days ->
    [one] { $days } working day
   *[other] { $days } working days
}
span-days = { $days ->
    [one] { $days } day of the calendar
   *[other] { $days } days of the calendar
}
span-months = { $months ->
    [one] { $months } month
   *[other] { $months } months
}
span-earlier = { $first } or { $second }, whichever ends first
check-check-ins = After closing the reporter is asked again, in days: { $days }.
check-kept = Days for which a closed case is kept: { $days }.
check-bound = The page tells reporters: { $clock }, within { $days } at most.
check-calendar = Working days are counted by the calendar { $calendar }, last checked on { $day }.
check-calendar-unchecked = Working days are counted by the calendar { $calendar }, last checked on { $day }; no lawyer has checked it.
check-doubtful = Doubtful days until { $day }. What is counted across them is told as not certain:
days-from-to = { $from } to { $to }
check-safety-number = Safety number: { $number }
check-addresses = Addresses for the poster, whole, with what comes after #:
check-addresses-all = The same with the keys of channels that confirm themselves:
check-no-problems = No problems found.
check-no-pace = Replies go at once: there is no pace that could hold them up.
check-capacity-reckoned = Capacity, at { $replies } replies for each case, with a sync every day:
check-capacity =   Channel { $channel }: { $replies } replies a month for each reader, about { $cases } new cases a month together.
check-load =     { $cases } cases a month fit. If all came on one day, the last answer would go after { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
check-load-grows =     { $cases } cases a month are too many: each month answers would wait { $days ->
    [one] { $days } day
   *[other] { $days } days
} longer. Raise replies_per_day, or put more people into the channel.
problem-expires = Problem: the roster expires in { $days ->
    [one] { $days } day
   *[other] { $days } days
}. Sign a new one.
problem-not-signed = Problem: the folder was changed after the last signing. Sign again.
problem-shown-early = Problem: release_hours is { $hours }, so letters are shown before their day is over. Desks post all of a day at once, and a letter that comes at another hour is seen to be a reporter's: the cover hides little. Write release_hours = 24, or take the cover away.
problem-calendar = Problem: this program has no calendar { $calendar }. Working days are counted from Monday to Friday, and none is certain.
problem-channel-empty = Problem: nobody reads channel { $channel }.
problem-no-statement = Problem: the independent channel { $channel } has not signed its own entry. Whoever holds the root key could swap its readers.
problem-few-independent = Problem: too few independent readers: { $readers }. With two or more a report cannot end with one person.
problem-reader-ends = Problem: { $name } may be written to only until { $day }, before the roster ends.

## The poster

poster-title = Poster: { $organisation }
poster-slips-title = Slips to tear off: { $organisation }
poster-headline = Tell what happened at work, without giving your name
poster-lead = You can report harassment here. Your report is sealed on your own device, and only the people you choose can open it.
poster-code = QR code of the address { $address }, with the organisation’s key
poster-step-device = Use your own telephone or computer, not one from work.
poster-step-network = Use mobile data, not the Wi-Fi of your employer.
poster-step-scan = Scan the code. The page must say that it belongs to: { $organisation }.
poster-step-type = If you type the address without a key, the page shows a safety number. It must be the same as here. If it differs, leave the page.
poster-safety-number = Safety number
poster-address = Address
poster-whole-address = The whole address, with the organisation’s key. Capital and small letters differ:
poster-readers = Who can read it
poster-independent = { $channel } (independent of the organisation)
poster-more-readers = and others: the page names all of them
poster-choice = You choose the readers yourself. If one of them takes part in what happened, you can shut that person out: they cannot read your report and are not told of it.
poster-tor = Address for Tor Browser:
poster-form = SHA-256 of the file with the offline form:
poster-check-page = Whoever has the program dauys can check the page with this command:
poster-slip = Your own telephone, mobile data.
poster-done = Written. Before you hang it up, scan the code with a telephone: the page must say whose it is.
poster-no-card = Channel { $channel } has no statement of its own, so it has no key of its own either. First `dauys org channel { $channel } --card FILE`, then sign.
poster-letter = The poster’s fonts have no “{ $letter }” ({ $code }), which stands in a name. Write the name without it.
poster-address-long = The address is too long for a QR code that can be scanned from a slip.
poster-full = There is more to say than fits on one page: shorten the names of the channels.
poster-failed = The PDF file cannot be made: { $reason }

## The questions

place-line = line { $line }
place-column = line { $line }, character { $column }
place-question = line { $line }, question "{ $question }"
place-option = line { $line }, question "{ $question }", option "{ $option }"
place-opt-out = line { $line }, opt-out "{ $option }"
questionnaire-warning = Warning, { $place }: { $reason }
questionnaire-more-later = The other rules can be checked only when this is corrected. Run the command again then.
questionnaire-good = { $id } can be signed. Questions: { $questions }, warnings: { $warnings }.
questionnaire-mistakes = { $path } cannot be signed. Mistakes: { $mistakes }.
mistake-json = Something is wrong here, or just before it: this is not JSON.
mistake-json-open-text = This text has no closing quotation mark, or goes on in the next line. A text stands on one line between two quotation marks; a quotation mark inside it is written \".
mistake-json-end = The file ends too early: a bracket was opened and is not closed.
mistake-json-control = There is a tab, or another character that is not seen, inside this text. Put a space in its place.
mistake-json-colon = A colon is missing before this, between a field and its value.
mistake-json-comma-missing = A comma is missing before this, or a bracket is not closed.
mistake-json-comma-needless = There is one comma too many before this closing bracket. Remove it.
mistake-json-key = The name of a field must stand here, in quotation marks, such as "id".
mistake-json-value = A value must stand here: a text in quotation marks, or a number, true or false without them.
mistake-json-escape = After a backslash in a text only some letters are allowed. The backslash itself is written \\.
mistake-json-after-end = The file goes on after its last closing bracket.
mistake-number = This is not a whole number. Write it in digits, without a point, and without a zero in front.
mistake-too-deep = There are too many brackets within brackets.
mistake-twice = "{ $key }" stands here for the second time. The first is in line { $first }; keep one of them.
mistake-missing = "{ $key }" is missing.
mistake-no-language = "{ $key }" has no text "{ $lang }". All three languages are needed: "kk", "ru", "en".
mistake-not-text = "{ $key }" must be a text in quotation marks.
mistake-not-flag = "{ $key }" must be true or false, without quotation marks.
mistake-not-whole = "{ $key }" must be a whole number, not below zero, in digits without quotation marks.
mistake-not-words = "{ $key }" must be a text in three languages, in curly brackets: "kk": "…", "ru": "…", "en": "…".
mistake-not-list = "{ $key }" must be a list in square brackets.
mistake-not-object = What stands in "{ $key }" must be fields in curly brackets.
mistake-no-questionnaire = These are not questions. The file is one pair of curly brackets and begins with "format": "{ $format }".
mistake-too-large = A page takes { $most } bytes of questions; these are { $over } too many. Shorten texts, or take out questions.
mistake-other = Something here breaks a rule that this program cannot name. Compare it with the questions that `dauys org init` writes into a new folder.
mistake-format = "format" must be "{ $format }".
mistake-questionnaire-id = "id" of the whole must be a name and a number, such as "harassment-kz/2". The name has 1 to 40 characters of a-z, 0-9 and -; the number is 1 or more.
mistake-id = "id" must have 1 to 40 characters of a-z, 0-9 and -.
mistake-same-id = "{ $id }" is an id in line { $first } already. Every question has its own, and so has every option of a question; opt-outs count as options of each.
mistake-same-label = The text "{ $lang }" is that of the option in line { $first } again. Nobody could tell the two apart.
mistake-text-empty = "{ $key }" is empty in "{ $lang }".
mistake-text-lines = "{ $key }" has a line break in "{ $lang }", written \n. Make it one paragraph.
mistake-text-long = "{ $key }" has { $long } characters in "{ $lang }". At most 600 are read on a telephone.
mistake-questions-count = The number of questions is { $count }. It must be 1 to 60.
mistake-options-count = The number of options is { $count }. A question of "kind" "one" or "many" has 2 to 60 of its own.
mistake-options-open = A question of "kind" "text" or "number" has no "options".
mistake-opt-outs-missing = "opt_outs" is missing or empty. Every question with options must also offer not to answer it, such as "not sure".
mistake-opt-out-plain = An opt-out has "id" and "label" and nothing else: no "group", no "alone", no "help".
mistake-beside-first = Nothing stands before the first question that it could be beside. Remove "beside".
mistake-title-missing = This question begins a screen of several, so it needs a "title": what the screen is about.
mistake-title-needless = "title" belongs to the first question of a screen of several, and to no other. Remove it, or give the next question "beside": true.
mistake-bounds-text = A question of "kind" "text" has "most", the greatest number of characters, 1 or more; and no "least".
mistake-bounds-number = A question of "kind" "number" has "least" and "most", the smallest and the greatest number, and "least" is below "most".
mistake-bounds-closed = A question with options has neither "least" nor "most".
mistake-when-lists = A condition in "when" has either "any" or "none", with at least one option, and not both.
mistake-when-unknown = "when" must name a closed question of an earlier screen. No question has the id "{ $id }".
mistake-when-open = "when" must name a closed question of an earlier screen. Question "{ $id }" has no options.
mistake-when-later = "when" must name a closed question of an earlier screen. Question "{ $id }" stands on the same screen or later.
mistake-when-option = "when" names the option "{ $id }", which question "{ $question }" does not have. Its options: { $known }.
mistake-required = One question of "kind" "text", without "when", must have "required": true. What happened is always asked.
mistake-room = The longest answers would not fit into a letter. Lower "most" of the questions of "kind" "text", or ask fewer.
warning-unknown-key = "{ $key }" is not known here and does nothing. Is it misspelt? Known are: { $known }.
warning-long-label = This option has { $long } characters in "{ $lang }". More than { $most } are hard to read on a telephone.
warning-many-options = The number of options is { $count }. More than { $most } are hardly read to the end.
warning-same-text = "{ $key }" is the same in "{ $first }" and in "{ $lang }". Was it translated?
warning-not-cyrillic = "{ $key }" has no Cyrillic letter in "{ $lang }". Is it another language?
warning-mixed-letters = The word "{ $word }" has Latin and Cyrillic letters, which look alike and are read out wrongly. Type it once more.
warning-invisible = "{ $key }" has a character in "{ $lang }" that is not seen, perhaps copied along. Type it once more.
warning-help-without-why = An answer to this question brings the help numbers forward, so it is a hard one. Say in "why" why it is asked.
warning-same-id = Other questions are published under the id "{ $id }" already. If a question or an option means something else now, raise the number behind the slash: what was answered before is read with the new words.
org-help-good = { $path } can be signed. Entries: { $entries }, warnings: { $warnings }.
place-entry = line { $line }, entry "{ $entry }"
mistake-choice = "{ $key }" must be one of: { $known }.
mistake-no-help = This is not a help directory. The file is one pair of curly brackets and begins with "format": "{ $format }".
mistake-help-too-large = A help directory takes { $most } bytes; these are { $over } too many. Shorten texts, or take out entries.
mistake-count = The number in "{ $key }" is { $count }. It must be { $least } to { $most }.
mistake-same-entry = "{ $id }" is an id in line { $first } already. Each has its own.
mistake-no-reach = There is no telephone and no place. "phone" or "address" is needed.
mistake-phone = This number cannot be dialled. "phone" has digits, at least two, and beside them only a + in front, spaces, brackets and hyphens.
mistake-no-source = "source" says on one line, with at most { $most } characters, from where this is known.
mistake-no-checked = "checked" is missing: write as YYYY-MM-DD on which day somebody last made sure that this is right.
mistake-checked-future = The day in "checked" has not come yet.
mistake-checked-day = "checked" must be a day, written YYYY-MM-DD.
mistake-region = There is no region "{ $id }" in the "regions" of the file. There are: { $known }.
mistake-region-twice = The region "{ $id }" stands in this entry for the second time.
warning-checked-long-ago = This was checked { $days } days ago. Call once more, and set "checked" to that day.
warning-no-languages = "languages" is empty: nobody will know which language is spoken there.
warning-number-gone = { $phone }, which comes with the program, is not there. Was it taken out on purpose?
preview-head = { $id }. Screens: { $screens }, questions: { $questions }. In < > are the ids.
preview-text = (in their own words, characters at most: { $most })
preview-number = (a whole number, { $least } to { $most })
preview-one = (one answer)
preview-one-of-list = (one answer, from a drop-down list)
preview-many = (any number of answers)
preview-required = (of the texts on this screen one must be written)
preview-sorted = (shown in the order of the alphabet)
preview-alone = (clears the others)
preview-help = (brings the help numbers forward)
preview-why = Why we ask: { $why }
preview-any = Asked only if «{ $question }» was answered with: { $options }.
preview-none = Not asked if «{ $question }» was answered with: { $options }.
preview-no-question = There is no question "{ $question }". `dauys org questionnaire preview` shows all of them with their ids.
preview-no-such-answer = Question "{ $question }" cannot be answered so. Its options: { $options }; one that clears the others is chosen alone.
preview-answer-refused = Question "{ $question }" cannot be answered so. See what it takes with `dauys org questionnaire preview`.
preview-answered-twice = Question "{ $question }" takes one answer.
preview-not-asked = Question "{ $question }" is not asked after these answers. Give the answers that lead to it too.

## Templates

template-any = at any step
template-legend = With `dauys templates` and the word in the second column you see a text in three languages. “!” asks for something that may show who the reporter is.
template-complete = What stands in square brackets you write yourself; what stands in curly ones the program fills in. While anything of it is left, nothing is sent.
template-asks = It asks for something that may show who the reporter is. Ask only if you cannot go on without it, and only for that. Leave the warning where it stands.
template-unknown = There is no template “{ $id }”. `dauys templates` lists them.
template-unfilled = The template has the placeholder “{ $placeholder }”, and it is not known what to write there. Nothing was sent.
template-left-over = Something is still to be completed: { $passage }. Write what belongs there, or take it out with its brackets. Nothing was sent. Square and curly brackets cannot stand in an answer.

## Telling the reporter, letting in, stepping out

preview-reply = This is what the reporter will see:
ask-gap = What stands here: { $passage }
ask-send = Send it? (yes/no)
tell-not-done = Nothing was sent, and nothing has changed.
no-code = { $code } is not possible here. Choose one of these: { $codes }.
status-done = Noted for your colleagues. The reporter is not told.
status-close-instead = `{ $code }` is no step but an end. To end the case use `dauys close { $case } OUTCOME`.
status-told = The case is at a new step: { $step }.
close-done = The case is closed: { $outcome }.
reopen-done = The case is open again.
pause-done = The clocks of the case stand still.
pause-done-until = The clocks of the case stand still until { $day }.
resume-done = The clocks of the case run on.
extend-done = The answer is promised by { $day } now.
not-closed = Case { $case } is not closed.
day-past = That day has come already, or is over. Give a day after today.
extend-not-allowed = The organisation has not said that this answer may come later, so it cannot be extended. If it will be late, tell the reporter so, and when it will come.
extend-too-late = It is too late to extend: the answer is due by { $day }, and more time has to be announced some days before. Answer now what you can.
extend-too-far = This goes further than the organisation promised. The answer is due by { $day }; `dauys org check` tells how far it may be moved.
    .page = This goes further than the organisation promised. The answer is due by { $day }.
extend-not-later = The answer is due by { $day } already. Give a later day.
ask-share = Let { $name } in? They get all that you have of the case, and what comes later. (yes/no)
share-done = { $name } is let in. The reporter is told with the next answer.
share-shut-out = The reporter shut this person out. They must not read it, nor learn that it exists.
share-has-all = This person reads the case already and has all of it.
share-stepped-out = This person has stepped out of the case. Let somebody else in.
share-not-active = This person is in no channel of the roster today, so nothing can be sealed to them.
share-full = The case has seven readers, and a letter has no place for more. One of them can step out first.
share-named = The reporter gave their name only to the readers they ticked. Ask the reporter first whether the new reader may learn it; then give --name-too.
    .page = The reporter gave their name only to the readers they ticked. Ask the reporter first whether the new reader may learn it; then tick that they may.
nobody-named = Nobody in the organisation's list is called { $who }. Those in its channels today: { $names }.
ask-recuse = Step out of case { $case }? What is here of it is destroyed, and you get no more of it. (yes/no)
recuse-done = You have stepped out. What was here of case { $case } is destroyed.
last-reader = Nobody else reads this case: the reporter would be left with nobody. Let somebody in first with `dauys share`.
    .page = Nobody else reads this case: the reporter would be left with nobody. Let somebody in first.
delete-alone = You are the only reader, and a case that is kept needs two to delete it. It can go when its day is over, or when its reporter takes it back. If you must not read it, let somebody in and step out.
ask-delete-ask = Ask the other readers of case { $case } to delete it? It goes when one of them agrees. (yes/no)
delete-asked = Your colleagues are asked. Case { $case } stays until one of them agrees with `dauys delete { $case }`; then it goes everywhere.
    .page = Your colleagues are asked. Case { $case } stays until one of them agrees; then it goes everywhere.
delete-done = Case { $case } is deleted here for good. Its other readers learn of it; nobody can be made to delete.
case-deleted = Case { $case } is deleted here: two of its readers asked for it.
init-device-done = This is your machine number { $device }. Run `dauys sync ADDRESS`; what you wrote on the other one comes with it.
recuse-elsewhere = You stepped out of case { $case }, on another machine of yours, or here just before the program stopped. What was here of it is destroyed now.
unseen-failed = Case { $case }, which you stepped out of: what the reporter wrote to you since could not be handed on. It is kept here unread; the next `dauys sync` tries again.
    .page = Case { $case }, which you stepped out of: what the reporter wrote to you since could not be handed on. It is kept here unread, and is tried again when you fetch.
unseen-left = Case { $case }, which you stepped out of: { $letters ->
    [one] { $letters } letter that the reporter wrote to you since is
   *[other] { $letters } letters that the reporter wrote to you since are
} read by nobody and cannot be handed on: her name is in it, or nobody is left to read who she has not shut out. It is kept here unread, and she is told of it.
unread-letter = When what you wrote on { $days } reached me, I had already stepped back from your report. Nobody has read it. It could not be handed on: your name is in it, or nobody is left to read it whom you have not shut out. If it is important to you, write it again to those you choose: “Write more”, then “Change who may read”.
## Taking down a report for somebody. What begins with "aloud" is read out, and what begins with
## "slip" stands on a slip: both in the language of the person who tells.

filing-begin = Somebody tells you, and you write it down for them. Lines after » are read out. What you type is kept nowhere until the person has the code; if you stop before, nothing is left.
filing-ask-language = Which language does the person read? (1 Kazakh, 2 Russian, 3 English)
filing-ask-consent = Does the person agree? (yes/no)
filing-help = Enter: pass over, or leave as it is. ?: explain. <: one question back. -: take the answer back. >: no more questions, on to who may read it. Ctrl-C: stop, nothing is kept.
filing-enter-passes = Enter: pass over
filing-enter-leaves = Enter: leave it so
filing-ask-text = In their words, characters at most: { $most }; a line with a full stop alone ends it ({ $enter }, ?: help):
filing-ask-number = A whole number, { $least } to { $most } ({ $enter }, ?: help):
filing-ask-one = One number ({ $enter }, ?: help):
filing-ask-many = One number or several, such as 2 5 ({ $enter }, ?: help):
filing-help-text = Write as many lines as you need and press Enter now and then: a terminal takes no line of more than some two thousand characters. A line with nothing but a full stop ends the text.
filing-help-number = Write the number in digits.
filing-help-options = Write the numbers that stand before the answers, with spaces between them. The last two say that the person is not sure, or does not want to say.
filing-so-far = Answered so far:
filing-not-text = There is something in this line that is no text: the arrow keys do not work here. Type the line again.
filing-options = Type numbers from 1 to { $most }.
filing-one = This question takes one answer.
filing-alone = One of these stands alone. Give it by itself, or the others without it.
filing-number = Write a whole number from { $least } to { $most }, in digits.
filing-text-long = There is no room for this line. Characters too many: { $over }. Type a shorter one, or a full stop; the person can write the rest with the code.
filing-first = This is the first question.
filing-needed = This question must be answered. The person may say that they are not sure.
filing-needed-text = What happened must be written here, or in the question after it. A few words are enough.
filing-ask-shut-out = Numbers of those who must not read it (Enter: as marked, -: nobody):
filing-ask-readers = Who may read it? (Enter: as marked, or the numbers of all who may):
filing-readers = Choose those who may read it: { $least } to { $most }, and nobody who must not.
filing-list-changed = The list of people is another one now, and somebody you had marked is not on it any more. Read out once more who can read the report.
filing-ask-name = The name (Enter: none, or leave it so; -: take it back):
filing-name-long = The name is too long. Shorten it.
filing-ask-send = Is it to be sent so? (yes: seal it; a number: change that; no: stop, nothing is kept)
filing-too-long = Together it is too long for one letter, in bytes: { $over }. Shorten a text; the person can write the rest with the code.
filing-slip = This is the slip. Have it copied by hand, or print it from the screen; on the telephone read it out, twice. It is in no file, and this machine cannot show it again later.
filing-ask-last-group = Now type the last four digits from what the person wrote down (Enter: show the slip again; no: stop, nothing is kept):
filing-last-group-wrong = These are not the last four digits. Look at what was written down, or press Enter to see the slip again.
filing-not-done = Nothing was kept and nothing was sent.
filing-not-out = The code could not be printed ({ $reason }), so nothing was kept and nothing was sent.
filing-ask-clear = Clear the screen, with all that can be scrolled back? What a terminal records elsewhere stays. (yes/no)
filing-sent-now = The report is posted, and those who were chosen can open it now. Tell the person: the page opens with the code at once; an answer can be there from { $day }.
filing-sent-later = The report is posted. Those who were chosen can open it when the closed period of { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} is over. Tell the person: until there is an answer the page says that there is none yet; one can be there from { $day }.
filing-waits = The report is sealed and waits for its place among the letters; it goes with the first sync of one of the next days, so that nobody sees that somebody came to you. Tell the person: until there is an answer the page says that there is none yet; one can be there from about { $day }.
filing-destroy = Destroy { $path } now: it holds in clear what was told.
answers-not-json = The file with the answers is not what it should be. `dauys file --help` shows its form.
answers-not-json-at = The file with the answers is not what it should be in line { $line }, character { $column }. `dauys file --help` shows its form.
answers-no-question = There is no question "{ $question }".
answers-not-asked = Question "{ $question }" is not asked after these answers, so its answer would be lost. Give the answers that lead to it too.
answers-missing = Question "{ $question }" must be answered.
answers-long = The answer to question "{ $question }" is too long. Characters too many: { $over }.
answers-number = The answer to question "{ $question }" must be a whole number from { $least } to { $most }, in digits and quotation marks.
answers-option = Question "{ $question }" cannot be answered so. Its options: { $options }; one that clears the others is chosen alone.
answers-reader = { $id } cannot be among these readers: not in the roster, in no channel today, or shut out.
aloud-consent = I write down what you tell me. Then it is sealed on this computer. Only the people whom you choose yourself can open it; you choose them from: { $channels }. I will know what you told me; nobody asks for your name. You get a code with which you read the answers. I see the code while I hand it over, and do not keep it. Do you agree that what you tell me is written down and sent in this way?
aloud-shut-out = Does any of these people take part in what happened?
aloud-shut-out-what = Name everyone who does, or who must not know for another reason. They will not be able to read it and are not told of it.
aloud-nobody-left = Nobody is left who could read it. Leave at least one person.
aloud-readers = Who may read it? Everyone marked here can. Two readers who do not depend on the organisation protect you better than one.
aloud-readers-choose = The most people that one report can go to: { $most }.
aloud-readers-dependent = All of those marked belong to the organisation itself.
aloud-readers-one-independent = Only one of those marked does not depend on the organisation. Two protect you better.
aloud-taker-reads = I am among those who can open it later.
aloud-taker-knows = I will not be able to open it later, but I know what you told me now.
aloud-channel-independent = Does not depend on the organisation.
aloud-channel-inside = A channel of the organisation itself.
aloud-name = Do you want to give your name? You do not have to. You can also do it later, with your code, and then to some of them only.
aloud-name-price = Everyone who may read it learns your name then, and that cannot be undone.
aloud-check = This is what will be sent:
aloud-none = no answer
aloud-check-readers = Can read it: { $names }
aloud-check-out = Cannot read it and are not told of it: { $names }
aloud-check-name = Your name: { $name }
aloud-check-nameless = No name is given here.
aloud-revealing = This may tell who you are. If it is about somebody else, or you want it to be read, it can stay so. Not everything is found.
aloud-revealing-phone = looks like a telephone number
aloud-revealing-email = looks like an e-mail address or a nickname
aloud-revealing-iin = looks like an IIN
aloud-revealing-name = looks like a name; is it yours?
slip-open = Open this address, whole, and choose “I have a code”.
slip-look = Look there from { $day }, and then again and again: what is there is kept for { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
slip-cut = Cut here and keep the two parts apart: whoever has both can read what is there.
slip-destroy = When all is over, destroy it.

## Search

ask-search = What to look for? Nothing of it is kept:
search-file = Name of an attachment:
search-nothing = Nothing was found. Take fewer words, or look for another that means the same.
search-more-places =   Other places in this case: { $places }.
search-more-cases = Other cases: { $cases }. Add a word, or see all of them with --all.
    .page = Other cases: { $cases }. Add a word to find fewer.
search-history = Words that are typed after the command stay in your shell's history. `dauys search` alone asks for them.
search-empty = There is no word to look for.
search-only-excluded = These are only words that must not be there. Give also a word to look for.
search-too-long = This is too long to look for. Characters at most: { $most }.
search-too-many-words = These are too many words. At most: { $most }.

## What has a day

due-none = Nothing is due within { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
due-overdue = OVERDUE. { $what }
due-acknowledge = { $day }  case { $case }: confirm that a person has read the letter, with `dauys reply { $case }`
    .page = { $day }  case { $case }: confirm that a person has read the letter; an answer does it
due-answer = { $day }  case { $case }: tell the reporter what came of the report, with `dauys reply { $case } --feedback`, or a step from `decision` on
    .page = { $day }  case { $case }: tell the reporter what came of the report, by the answer that was promised or by a step
due-close = { $day }  case { $case }: close it
due-check-in = { $day }  case { $case }: ask the reporter whether they are being punished; { $days } days after closing. Then `dauys check { $case } { $days }`
    .page = { $day }  case { $case }: ask the reporter whether they are being punished; { $days } days after closing. Then write down what you saw: “Check after closing”
due-task = { $day }  case { $case }, task:
due-keep = { $day }  case { $case } need not be kept any longer after this day: `dauys delete { $case }`, or `dauys keep` with a reason
    .page = { $day }  case { $case } need not be kept any longer after this day: delete it, or say with a reason until when it is kept
due-doubtful =     Not certain: { $from } to { $to }, { $name }. Nobody could verify whether these are working days.
hint-share = The reporter asks that { $name } also gets what came before: `dauys share { $case } "{ $name }"`.
    .page = The reporter asks that { $name } also gets what came before: “Let somebody in”.
share-asked = She asks that { $name } is also given what she wrote before.
experience-told = This is how it was for her:
experience-taken-seriously = Did she feel taken seriously?
experience-kept-informed = Was she told clearly and in time what happens?
experience-report-again = Would she report again?
experience-yes = yes
experience-partly = partly
experience-no = no
experience-prefer-not = prefers not to say

## At a reporter's terminal. Where the page has words for it, its own are said

visit-no-json = This command talks with a person and prints nothing for programs. Leave out --json.
visit-no-screen = What this command prints is for your eyes alone: run it at a terminal, not into a file or another program. Nothing was sent.
visit-ask-address = The whole address from the poster or the page, with all that stands behind # (it is not kept):
visit-address-history = The address that you typed with the command stays in your shell's history, and other programs of this machine could read it. Take it out of there; next time type `dauys report` or `dauys thread` alone, and you are asked for it.
visit-onion = An onion address can be reached through Tor only. Start Tor and add: --proxy socks5h://127.0.0.1:9050. Nothing was sent, and nobody was asked for the way.
visit-proxy = Everything goes through the proxy that you named, and the name of the server is looked up there, not on this machine.
visit-no-proxy = Whoever runs your network can see that this machine connects to this server, but not what you write. With Tor running they do not see that either: add --proxy socks5h://127.0.0.1:9050.
visit-ask-day = Today's date, such as 2026-07-01:
visit-refused = Nothing can be sent to this address now, and nothing was.
visit-own-machine = Use your own computer, not one from work. If you are logged in on it from elsewhere (SSH), whoever runs it can read along.
visit-kept = This program writes no file. If you close it before you send, what you wrote is gone.
visit-recorded = What stands on the screen stays there until it is cleared, which you are asked about at the end. Programs that record a terminal (script, tmux, screen) keep it longer.
visit-ask-begin = Enter: go on. 1: help numbers. q: stop:
visit-ask-text = In your own words, characters at most: { $most }; a line with a full stop alone ends it ({ $enter }, -: take it back):
visit-help-options = Write the numbers that stand before the answers, with spaces between them. The last two are for when you are not sure, or do not want to say.
visit-text-long = There is no room for this line. Characters too many: { $over }. Type a shorter one, or a full stop; you can write the rest after sending.
visit-ask-name-readers = Numbers of those who may know it (Enter: as marked):
visit-ask-revealing = Enter: leave it as it is. A number: change the text it is in:
visit-ask-send = Is it to be sent so? (yes: send it; a number: change that; no: stop, nothing is sent)
visit-ask-send-more = Is it to be sent so? (yes: send it; 1: change what you wrote; 2: who may read; 3: the tick for your own copy; 4: files; no: back, nothing is sent)
visit-sending = Keep this window open: what you wrote is in it and nowhere else. Ctrl-C stops and throws it away.
visit-code-not-out = The report has arrived, but its code could not be printed ({ $reason }). Nobody has that code: report once more.
visit-ask-last-group = The last four digits, from what you wrote down (Enter: show the code again):
visit-come-back = To read the answers, type `dauys thread`, or open the address in a browser and choose “I have a code”.
visit-ask-code = The code (nothing is shown while you type; Enter alone: let me see it):
visit-ask-code-shown = The code (it is shown):
visit-ask-another = Numbers of those who are to read too (Enter: nobody, back):
visit-ask-change-readers = Do you want to change it? (yes/no)
visit-ask-experience = A number (Enter: pass over):
visit-ask-way = A number (Enter or q: finish):
visit-ask-sure = Do you want that? (yes/no)
visit-punished = I am being punished for reporting
visit-punished-what = Write what happened since you reported. A few words are enough; your readers see at once what it is about.
visit-file-input = The text cannot come from where you type. Name a file, or leave --file out.
visit-state = Your message could not be signed ({ $reason }). Nothing was sent.

## Only being counted.
counted-all = People who wanted only to be counted: { $count }.
counted-others = In no table, for the questions or the answers were others: { $count }.
counted-few = Their answers are shown as a table once there are at least { $least } of them.
counted-unanswered = no answer
counted-legend = All numbers are told in steps of { $step }, so that nobody stands out. Do not publish the table: where nearly everything is small, little is left to guess.

## Attachments

sort-picture = { $format } picture
sort-sound = { $format } recording of sound
sort-film = { $format } film
sort-document = { $format } document
sort-text = text
sort-archive = { $format } archive
sort-unknown = file of an unknown kind
size-bytes = { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
}
size-kilobytes = { $whole }.{ $tenth } kB
size-megabytes = { $whole }.{ $tenth } MB
size-gigabytes = { $whole }.{ $tenth } GB
transfer = { $come } of { $all }, { $percent } %
show-file = File { $number }: { $file } ({ $kind }, { $size }, not cleaned: it may tell who made it, when, where and with what).
show-file-cleaned = File { $number }: { $file } ({ $kind }, { $size }, the cleaned copy).
show-file-called = The letter calls it:
get-done = Here it is, whole and as the letter names it: { $path } ({ $size })
get-careful = Anybody can have made this file. Open it only with a program that is up to date, best on a machine without a network. It lies in clear now: destroy it when it is not needed any more.
get-no-file = There is no file { $file } in this case. Files in it: { $most }. `dauys show` names them.
get-exists = { $path } exists already, and is not replaced. Name another place with --to.
get-gone = This file is not on the server any more: the reporter erased it, or its time there is over. Ask the reporter for it, if it is needed.
get-again = Nothing comes. Next try in { $seconds } s.
get-broken-off = The connection breaks off ({ $reason }). What has come is kept, sealed: the same command goes on there.
get-other-size = What the server offers cannot be this file: its size is another. Nothing of it was kept. If it is so again on another network, tell the operator.
get-damaged = This file is cut off or was changed on its way or at the server: it does not open with the key in the letter. Nothing of it was kept. Try once more; if it is so again, tell the operator, and ask the reporter to send it again.
get-another-file = This is not the file that the letter names: it opens, and its length or its SHA-256 is another. Nothing of it was kept. Ask the reporter about it.
filing-files = A report that is taken down has no files.
visit-ask-files = Do you want to add files? (1: yes; Enter: no)
visit-ask-file = Where a file is: type its path, or drop it here from a window (Enter: no more; - and a number: take that one out):
visit-ask-file-cleaned = What is to be sent? (Enter: the cleaned copy; 1: the file as it is, with all that it says; -: leave it out)
visit-ask-file-original = Is it to be sent as it is? (yes: send it; no: leave it out)
visit-files-erased = { $count ->
    [one] { $count } file of this letter is erased.
   *[other] { $count } files of this letter are erased.
}
visit-files-not-erased = Whether files of this letter are still there could not be found out. Try again later.

# Whether a server shows what was published.
org-not-a-list = { $path } is not the list of a page’s files: it is called site.json, and the build of the page writes it.
org-site-list = The list of the page of Dauys { $version } with { $files } files. Its SHA-256, which whoever built it reads to you from their own screen: { $sha256 }
org-site-done = Signed. This goes to the server, beside the roster: { $file }
answers-come = { $come } of { $all } answers
verify-site-own-build = The list of files is that of your own build.
verify-site-publisher = The publisher signed the list of files.
verify-site-organisation = The organisation signed the list of files.
verify-site-holds = Everything is as it was published: { $files } files, { $answers } answers compared. This holds for what was shown to this check, now.
verify-site-altered = ALARM: this server does not show what was published. Report nothing on this page. Tell those whom you trust in the organisation, by another way than this server, and show them this.
verify-site-shown-to = shown to: { $clients }
found-no-list = { $path }: the list of the page’s files is missing, or is not one.
found-list-differs = { $path }: the server’s list is not that of your build.
found-unvouched = Nobody whom you named says that the list of files is right: give the list of your own build (--list) or the publisher’s key (--publisher), or ask the organisation to sign it (dauys org site).
found-publisher-signature = { $path }: the publisher has not signed this list.
found-organisation-signature = { $path }: the organisation has not signed this list.
found-unanswered = { $path }: no answer.
found-redirect = { $path }: it leads elsewhere.
found-status = { $path }: another status than it has to be.
found-content = { $path }: other content than it has to be.
found-coding = { $path }: packed in a way that was not asked for, or not to be unpacked.
found-header-missing = { $path }: the header { $header } is missing.
found-header-other = { $path }: the header { $header } has another value, or stands there twice.
found-header-added = { $path }: a header that does not belong there: { $header }
found-roster-malformed = The roster cannot be read, or contradicts itself.
found-roster-signature = The roster is not signed by the key of this address.
found-roster-origin = The roster does not say that the page lives here.
found-roster-expired = The roster’s last day is over.
found-clock = The server’s day and that of this machine differ.
found-questionnaire = The questions are not those that were signed.
found-help = The help directory is not the one that was signed.
found-channel = A channel’s entry is not what the channel itself signed.
found-own-entry = Your own entry in the roster is missing, or has other keys than yours.

# The ceremony, step by step.
ceremony-nobody = The ceremony talks with people: it needs a terminal. For a script each step is a command of its own, see `dauys org --help`.
ceremony-begin = The key of your organisation
ceremony-who = Reporters trust whoever this key names. So it is made on a machine that is never online again, by two people who do not investigate. The first types. The second reads along, compares, and alone knows the passphrase: neither of them can then sign alone.
ceremony-ready = Have ready: two USB sticks, one for what goes out and one for the copy of the key; on the first one the cards of all who investigate; their telephone numbers, from somewhere else than the cards; paper, a pen, an envelope. The first time takes an hour.
ceremony-go-on = Press Enter to go on. Ctrl-C stops; what was done stays, and the same command goes on from there.
ceremony-step-machine = 1 of 7: the machine
ceremony-step-key = 2 of 7: the key
ceremony-step-channels = 3 of 7: the channels, and who reads in them
ceremony-step-sign = 4 of 7: the signature
ceremony-step-paper = 5 of 7: the paper
ceremony-step-copy = 6 of 7: the copy
ceremony-step-out = 7 of 7: what goes out
ceremony-online = This machine is connected to a network: { $networks }. A key that is made here could leave by it. Pull out the cable, switch off the Wi-Fi.
ceremony-cut-off = Press Enter when it is cut off.
ceremony-blind = This program cannot see here whether the machine is connected. Look yourself: no cable, Wi-Fi switched off or taken out. Press Enter when it is so.
ceremony-offline = There is no network. Leave it so, from now on and for good.
ceremony-clock = This machine says that today is { $day } (UTC). Is that right? yes or no:
ceremony-clock-wrong = Nothing was signed. Set the clock as root, for example: date -u -s '2026-07-01 09:30'. Then begin the ceremony again.
ceremony-there = The folder and its key are there already; version { $version } was signed last. The key stays as it is.
ceremony-passphrase = You will be asked for names, for what the operator told you, and at the end for a passphrase. For that the second person takes the keyboard: six words or more that have nothing to do with each other, written on the paper first. Nothing shows while they type.
ceremony-several = Human resources alone is not enough: reporters need somebody whom no manager pays. Have a second channel, such as the trade union, a lawyer or an NGO.
ceremony-channel = { $channel }: readers: { $readers }
ceremony-ask-channel = The short name of a channel, such as hr or union (a-z, 0-9, -). Enter alone if there is none to come:
ceremony-ask-card = The file with the card of somebody in { $channel }, such as /media/carry/dana.txt. Enter alone if that was the last one:
ceremony-ask-statement = The file in which { $channel } itself says who its people are, signed with its own key, such as /media/carry/union-card.txt. Enter alone if it has no key of its own:
ceremony-compare = This is the card of { $name }: { $sha256 }. Telephone them at a number that you know. They type `sha256sum ~/.local/share/dauys/card.txt` and read out the first twenty characters. Are they the same? yes or no:
ceremony-not-theirs = Then it is not their card, and somebody else would read in their place. It was not taken. Ask for the card again, by another way.
ceremony-no-readers = Nobody can read yet. Begin again when you have the cards.
ceremony-one-channel = There is one channel only. Whoever has to report somebody in it has nobody to turn to.
ceremony-paper = One reads aloud, the other writes on the paper: version { $version }, the last day { $day }, and what follows.
ceremony-read-back = Whoever wrote types the safety number from the paper, without looking at the screen:
ceremony-other-number = On the screen stands another number. Compare the paper with the screen.
ceremony-same-number = The same. Compare the address too, letter by letter.
ceremony-ask-safe = Put in the stick for the copy, and type its folder, such as /media/safe:
ceremony-ask-carry = Take it out. Put in the other stick, for what goes out, and type its folder, such as /media/carry:
ceremony-ask-form = Where the page is blocked, people can get it as one file. Shall it be made too? Its hash then stands on the posters, and both are to be made anew after each signature. yes or no:
ceremony-copied = Copied, read back and compared: { $files } files in { $folder }
ceremony-end = Done.
ceremony-put-away = Take out the stick and switch the machine off. Lock away, each in another place: the machine; the stick with the copy; the envelope with the passphrase, with the second person. Give the operator the other stick, and read the key in the address to them by telephone, from the paper. When the server has the files, open the address on a telephone: the page must say whose it is. Only then hang up the posters. Sign again four weeks before the last day.

## Offline form

org-no-form = This program was built without the page, and so without its form. Take the program from its package.
org-form-done = Signed. SHA-256 { $sha256 }. It can be used until { $day }; make a new one after each “dauys org sign”. Print its hash: dauys org poster --offline-form { $file }
bring-not-sealed = This is not a sealed file of the offline form, or it was not copied whole.
bring-for-others = This file is for another organisation. The address that you need stands on its form.
bring-refused = The server did not take it. The file is as it was: try again in a few minutes.

## The page of the desk

desk-open = The desk is open. Open this address in the browser of this machine:
desk-once = It lets in the browser that opens it first. Ctrl-C ends it.
desk-failed = The desk cannot be opened: { $reason }
desk-skip = Skip to the content
desk-title = Cases
desk-search = Search
desk-search-words = Words in all cases
desk-found = Found: { $words }
desk-sync = Fetch and post
desk-lock = Lock
desk-locked = The desk is locked
desk-locked-what = It is locked by itself after ten minutes in which nobody touches it.
desk-ends = What was begun here is still being done. The desk opens when that is over: try again in a moment.
desk-passphrase = Passphrase
desk-unlock = Unlock
desk-which = Which cases
desk-queue-open = Open
desk-queue-new = New
desk-queue-waiting = Waiting for us
desk-queue-reporter = Waiting for the reporter
desk-queue-overdue = Overdue
desk-queue-closed = Closed
desk-sort = First:
desk-sort-risk = what cannot wait
desk-sort-date = what came last
desk-column-case = Case
desk-column-status = Status
desk-column-came = Came
desk-column-unread = New
desk-column-waits = Waits
desk-column-due = Promised
desk-column-lead = Led by
desk-column-labels = Labels
desk-contrary = Contrary decisions
desk-files = Files: { $count }
desk-days = { $count } d.
desk-late = { $count } d. late
desk-nothing = There is no such case.
desk-case = Case { $case }
desk-declare = Before you read it
desk-declare-why = Whoever is close to somebody in this case, or depends on them, should not handle it. Colleagues see what you say here.
desk-declare-none = Nothing stands between me and a fair look at this case
desk-declare-conflict = There is a conflict of interest
desk-declare-text = In words, if you like
desk-declare-do = Go on
desk-declare-first = Open the case first, and say whether you have a conflict of interest.
desk-stands = How it stands
desk-happened = What happened
desk-unread = new
desk-reply = Answer the reporter
desk-reply-text = What the reporter reads
desk-reply-preview = See it as the reporter will
desk-reply-do = Send it so
desk-reply-change = Change it
desk-preview = As the reporter will see it
desk-note = Write to colleagues
desk-note-text = Only those who read this case see it
desk-note-do = Keep and post
desk-back = Back
desk-refused = Not here
desk-refused-name = This is not the address of the desk.
desk-refused-stranger = Another browser was let in, or this one was not yet. The address works once: end the program with Ctrl-C and begin again. If you did not open it yourself, somebody else on this machine did.
desk-acts = More to do
desk-act-do = Do it
desk-choose = Choose
desk-nobody-chosen = Nobody
desk-form-wrong = Something is missing, or is not of its form. Fill it in once more.
desk-act-status = The step
desk-act-status-what = The reporter is told at which step the case is, unless only colleagues should know.
desk-act-close = Close
desk-act-close-what = The reporter is told how it ended. Measures are seen by colleagues only.
desk-act-reopen = Open again
desk-act-reopen-what = A closed case goes on. The reporter is told.
desk-act-pause = Pause
desk-act-pause-what = The promised days move as long as it lasts. The reporter is told why.
desk-act-resume = Go on
desk-act-resume-what = The clocks of the case run on. The reporter is told.
desk-act-extend = Promise a later day
desk-act-extend-what = Only where the organisation allows it, and in time. The reporter is told why.
desk-act-assign = Who leads
desk-act-assign-what = It gives nobody access. Colleagues see it.
desk-act-label = Label
desk-act-label-what = Colleagues see labels too.
desk-act-task = New task
desk-act-task-what = What is to be done, by whom and until when. Colleagues see it.
desk-act-done = Task done
desk-act-done-what = Colleagues see that it is done.
desk-act-accused = The side of the accused
desk-act-accused-what = That they were asked, or what they said. Colleagues see it, the reporter does not.
desk-act-keep = Keep until
desk-act-keep-what = Until when a closed case is kept. Colleagues see it.
desk-act-share = Let somebody in
desk-act-share-what = They get everything of the case, and what comes later too. The reporter is told with the next answer who reads it now.
desk-act-recuse = Step out
desk-act-recuse-what = Colleagues and the reporter are told that you read no more. What this machine has of the case is destroyed. It cannot be undone here.
desk-act-delete = Delete
desk-act-delete-what = A case is deleted when two of its readers ask for it, when its time is over, or when the reporter took it back. It cannot be undone.
desk-field-step = Step
desk-field-internal = Tell colleagues alone
desk-field-text = In your words, to the reporter
desk-field-reason = To colleagues
desk-field-outcome = How it ends
desk-field-measure = What was done
desk-field-until = Until
desk-field-to = By this day
desk-field-who = Who leads
desk-field-label = Label
desk-field-off = Take it off
desk-field-what = What is to be done
desk-field-whom = By whom
desk-field-number = Which task
desk-field-side = What happened
desk-field-side-text = What was asked or answered
desk-field-reader = Who
desk-field-name-too = The reporter gave a name, and agreed that they learn it
desk-beside = To be known
desk-reply-feedback = This is the answer that was promised: what became of the report
desk-begin-with = Texts to begin with
desk-begin-with-what = In the language of the reporter. What stands in [ ] is left to you: nothing goes as long as it stands there.
desk-asks = asks for something that may show who it is
desk-pages = Pages
desk-due = Days ahead
desk-counted = Only counted
desk-filing = Take a report down
desk-filing-what = Somebody telephones or comes to you, and you write it down for them. The desk keeps nothing of what you fill in until the person has the code; if you stop before, nothing is left.
desk-filing-language = Which language does the person read?
desk-filing-aloud = Read out what is written in the language of the person, and write down what they say in their words.
desk-filing-agrees = The person agrees
desk-filing-stop = Stop: nothing is kept
desk-filing-on = Go on
desk-filing-faults = Something is still to be mended. All that you filled in is here.
desk-filing-opened = The answers have opened other questions. They are marked; what you filled in is here.
desk-filing-new = A new question
desk-filing-long = The text is too long. Characters too many: { $over }. Shorten it; the person can write the rest with the code.
desk-filing-check = Before it is sealed
desk-filing-send = The person agrees: seal it
desk-filing-change = Change something
desk-filing-slip = Address and code
desk-filing-hand = Have it copied by hand, or print this page; on the telephone read it out, twice. It is in no file, and it cannot be shown any more when the report is kept.
desk-filing-last = The last four digits, from what the person wrote down
desk-filing-wrong = These are not the last four digits. Look at what was written down; the slip is still here.
desk-filing-waits = A report that was taken down is not kept yet: the end of its code was not typed back.
desk-filing-keep = Keep the report and send it
desk-filing-drop = Not done: drop it
desk-filing-lost = The report was not kept: the desk was locked before the end of its code was typed back. The code on the slip is of no use. Tell the person: it has to be taken down again.
desk-filing-replaces = This slip took the place of an earlier one, whose code is of no use. See to it that the person has this one.
desk-filing-kept = The report that was taken down is kept.
desk-log = Log of the case
desk-organisation = Organisation and keys
desk-organisation-what = So the organisation signed it, and so this desk verified it when it fetched last. If something else is published, the desk raises an alarm then. Compare the number with the poster.
desk-address = Address
desk-safety-number = Safety number
desk-version = Version of the list
desk-expires = Last day of the list
desk-independent = Independent of the organisation.
desk-inside = Inside the organisation.
desk-itself = Its people are confirmed by the channel itself.
desk-named = Its people are named by the organisation only.
desk-column-until = Until
desk-column-key = Key
desk-you = you
desk-ended = ended
desk-numbers = Numbers
desk-numbers-all = Reports: { $count }
desk-numbers-what = All numbers are told in steps of five, so that nobody is recognised in them. Do not publish them: that needs more care.
desk-numbers-few = There are too few reports to tell what they are about.
desk-numbers-status = How cases stand
desk-numbers-month = By month
desk-numbers-promise = Promised: { $clock }
desk-numbers-kept = in time
desk-numbers-late = late
desk-numbers-overdue = not done, and late
desk-numbers-running = not yet

desk-busy = One moment, the desk is at work
desk-busy-begins = It begins.
desk-busy-come = { $done } of { $all }.
desk-busy-what = This page looks again by itself every two seconds. The first time takes longest.
desk-kept = What you wrote is still here
desk-kept-do = Go on with it
desk-kept-what = Nothing of what you filled in was lost, and nothing of it was sent.
desk-locked-kept = The desk was locked while you were writing. What you wrote is still here: unlock it to go on.
desk-settings = Settings
desk-settings-do = Keep these settings
desk-settings-language = Language of this page
desk-settings-shortcuts = Letters on the keyboard lead to places of the page
desk-shortcut-due = what has a day
desk-shortcut-lock = lock the desk
desk-shortcut-note = in a case: write to colleagues
desk-shortcut-queue = the cases
desk-shortcut-reply = in a case: answer the reporter
desk-shortcut-search = search
desk-shortcut-sync = fetch and send
desk-shortcuts = Letters
desk-shortcuts-what = Hold Alt and press the letter; in Firefox Alt and Shift, on a Mac Control and Option.
## A file of a case, on the desk's page
desk-look = Look at { $file }
look-title = File { $file }
look-case = Back to the case
look-waits = It is being fetched and read
look-begins = Nothing has come yet.
look-reads = It is here, and is being read.
look-first = This file is large: { $size }. To look at it or save it, fetch it first; that may take a while. What has come stays here sealed, and it goes on there.
look-fetch = Fetch it
look-again = Once more
look-broke-down = The file could not be read: this program has broken down over it. Nothing is lost. Tell those who make it.
look-seen = What is seen
look-seen-what = The file itself was not opened here. A process that reaches no file and no network has read it; you see pixels and letters, or hear sound, not the file. A reader that was deceived can show something else: what matters, check in the file.
look-unconfined = The file itself was not opened here: a process of its own has read it, and you see pixels and letters, or hear sound. On this system that process could reach more than on Linux: other files, and the network. For a file that you do not trust, use a machine with Linux.
look-heard = What is heard
look-length = Length: { $minutes } min { $seconds } s
look-shape = How loud the recording is from its beginning to its end. { $length }
look-play = Recording { $file }
look-part = Part { $part } of { $parts }, from minute { $minutes } on
look-film = This is a film. Only its sound can be heard here.
look-heard-cut = Only the beginning can be heard here, { $minutes } min at most. Save the file to hear all of it.
look-heard-broken = Something in this recording could not be read, and is missing here. Save the file to hear all that is in it.
look-heard-plain = The sound was made anew, in one channel and plainer than in the file.
look-pages = Pages shown: { $shown } of { $all }. Save the file to see the others.
look-moves = This picture moves. Only its first image is shown.
look-page = Page { $page }
look-picture = Picture { $file }
look-guessed = The file does not say how its letters are written. They were read as { $encoding }; if they make no sense, that was wrong.
look-cut = Only the beginning is shown. Save the file to read all of it.
look-unseen-unknown = No preview: files of this kind are not read here. Save it, and open it on a machine that has nothing else and no network.
look-unseen-unplayable = Recordings and films of this kind cannot be played here: AMR, as old telephones record, and a few others. That does not mean that anything is wrong with the file. Save it, and open it on a machine that has nothing else and no network.
look-unseen-damaged = No preview: the file is cut off, or is not what it begins as. It is as the reporter sent it.
look-unseen-much = No preview: the picture claims more pixels than any camera takes. It may be meant to fill the memory of whoever opens it.
look-unseen-locked = No preview: the file is locked with a password. Ask the reporter for it.
look-unseen-unconfined = No preview: this system does not let a process give up files and network, and without that nothing is read here.
look-unseen-stopped = No preview: who read the file was stopped. It is damaged, takes too much memory or time, or is meant to break programs. Open it nowhere without need.
look-unseen-long = No preview: reading it took too long, and was ended. It may be meant to.
look-unseen-not-started = No preview: this machine could not start the process that reads files. Close other programs, and try once more.
look-unseen-large = No preview: only files up to { $size } are read here.
look-save = Save the file itself
look-save-what = Anybody can have made it. Open it only with a program that is up to date, best on a machine that has nothing else and no network. It will lie in clear among the downloads: destroy it when it is not needed any more. The browser keeps its name in a list.
look-save-do = Save { $file } ({ $size })
look-claimed = What the letter says of it
look-called = It is called there:
get-given-up = Nobody waits for this file any more.
## An exported case: `dauys export`, `dauys mask`, `dauys verify-export`

kind-mask = passage that is covered in what is taken out
kind-mask-off = passage that is not covered any more
event-exported = What was taken out: { $variant }
variant-full = everything
variant-redacted = with masks, without internal notes
variant-authority = for an authority
mask-none = Case { $case } has no masks.
mask-found = Stands in the case so many times: { $count }
mask-done = Case { $case }: covered in what is taken out from now on. Places found: { $count }.
mask-not-found = Case { $case }: noted, but it stands nowhere in what was written so far. Is it spelt as in the case? An ending behind a name does not matter if you give the stem.
mask-off = Case { $case }: not covered any more.
mask-not-on = Case { $case } has no such mask. `dauys mask { $case }` lists them.
    .page = Case { $case } has no such mask.
mask-malformed = This cannot be a mask: it is one line with at least 2 letters or digits and at most { $most } characters, and all of them can be seen.
export-declare = Before you take case { $case } out, say whether you have a conflict of interest: `dauys declare { $case } none`.
    .page = Before you take case { $case } out, say whether you have a conflict of interest.
export-conflict = You declared a conflict of interest in case { $case }. Somebody else has to take it out.
export-exists = { $path } exists already, and is not replaced. Name another file.
export-no-key = This is neither an age key (age1…) nor the card of an investigator.
export-not-written = The file could not be written.
export-missing = Files that could not be had: { $count }. The list in the export says which and why. Once they can be had, take the case out again.
export-left-out = Files of the reporter that were left out: { $count }. Masks do not reach into files: look at each, and name with --with N what may go along.
    .page = Files of the reporter that were left out: { $count }. Masks do not reach into files: look at each, and tick what may go along.
export-compare = The number of your key, which whoever gets the file compares with you: { $number }
export-done = Case { $case } is taken out ({ $variant }): { $path }. It can be checked with `dauys verify-export`. Colleagues see that you took it out.
export-sent = Case { $case } is taken out ({ $variant }). It can be checked with `dauys verify-export`. Colleagues see that you took it out.
export-title = Case { $case }
export-for-full = This is the full variant: nothing in it is covered. It is for whoever may know everything.
export-for-redacted = Names and passages are covered in this variant, and what colleagues wrote to each other is left out.
export-for-authority = This variant was made for an authority. Names and passages may be covered, and what colleagues wrote to each other is left out.
export-covered = { $block } stands for a passage that is covered, however long it is.
export-by = Taken out by { $name } on { $day }
export-organisation = Organisation: { $name }
export-case = Number of the case: { $case }
export-since = Received on: { $day }
export-step = Step: { $step }
export-withdrawn = The reporter took the report back.
export-readers = Who reads the case: { $names }
export-shut-out = Shut out by the reporter: { $names }
export-masks = Covered in the other variants:
export-happened = What happened
export-internal = between colleagues; left out here
export-unverified = The signature of this entry does not hold.
export-files = Files
export-file = File { $number }: { $name } ({ $size })
export-no-file = File { $number } is not here: { $why }
missing-left-out = left out
missing-gone = it is not on the server any more
missing-unreachable = the server could not be reached
missing-damaged = it is damaged, or another file
export-custody = Who had the case in hand
export-exported = took it out: { $variant }
readme-what = ENGLISH. This is case { $case } of a Dauys channel, taken out by an investigator.
readme-files = report.pdf and report.html are to be read, case.json is for programs. In evidence/ are files that came with the report: anybody can have made them, so open them with care. manifest.json lists everything with its SHA-256 and says who had the case in hand.
readme-check = To check it, keep the ZIP as it is and run: dauys verify-export FILE. It finds every changed bit, without a network. The program is free; this file was made by { $program }.
readme-key = { $name } signed it. No file can prove whose key that is. Ask, best by telephone, for the number of the key, and compare: { $number }
readme-own = Without the program: manifest.json.sig is an Ed25519 signature, base64url, over dauys/1/export, a zero byte, { $instance }, a zero byte, and the bytes of manifest.json. The key is in it at by.key. Then compare each SHA-256.
verify-export-head = Case { $case }, taken out on { $day }: { $variant }
verify-export-by = Signed by: { $name } ({ $id }), at { $instance }
verify-export-number = Number of the key: { $number }
verify-export-key = Key: { $key }
verify-export-file = whole: { $name } ({ $size })
verify-export-file-changed = CHANGED: { $name } ({ $size })
verify-export-missing = Files of the reporter that are not here, as the list says: { $count }
verify-export-whole = Every byte is as it was signed. Whose key signed, no file can tell: ask for the number of the key by another way, and compare.
verify-export-whole-key = Every byte is as it was signed, with the key that you named.
verify-export-changed = This file was changed after it was signed. Things that are not as they were: { $count }. Do not rely on it.
verify-export-another-key = This file is whole, but somebody else signed it, and not the key that you named. Do not rely on it.
verify-export-no-key = This is neither a signing key nor the card of an investigator.
verify-export-sealed = This file is sealed by age. Open it first: `age -d -i KEYFILE FILE > case.zip`
    .page = This file is still sealed, with the program “age”. Whoever has the key must open it with that program first; then check what comes out.
verify-export-other = This is not an exported case, or its beginning was changed.
verify-export-signature = The list in this file was changed, or is not signed with the key in it. Do not rely on it.
change-file = { $name } was changed.
change-cut = The file ends before { $name } does.
change-container = What holds the files together was changed, from byte { $at } on: something was changed there, added, or packed anew.
change-more = Behind its end there is more: { $bytes } bytes.
desk-export = Take the case out as a file
desk-export-what = One signed file with the case as a PDF and as a page, and the files that came with it. It lies in clear outside of the vault: look after it, or seal it to a key. Colleagues see that you took it out.
desk-export-variant = For whom
desk-export-full = Everything, for whoever may know everything
desk-export-redacted = With masks, without what colleagues wrote to each other
desk-export-authority = The same, for an authority: with what was found and the measures
desk-export-files = Files that go along
desk-export-files-what = Everything takes all of them along. Otherwise only those that you choose: masks do not reach into files, so look at each first.
desk-export-name-too = The reporter gave a name, and agreed that whoever gets the file learns it
desk-export-to = Seal it to this age key (age1…); leave it empty for a file in clear
desk-export-do = Take it out
desk-mask = What is covered
desk-mask-what = Names and passages that are covered in the variants with masks, however they are typed. Nicknames and misspellings need masks of their own. Colleagues see the masks.
desk-mask-text = A name or a passage, one a line
desk-mask-do = Cover
desk-mask-off = Do not cover any more
export-file-not-cleaned = File { $number }: { $name } ({ $size }), not cleaned: it may tell who made it, when, where and with what
export-not-cleaned = Files that go along and are not cleaned: { $count }. They may tell who made them, when, where and with what.

## Keeping keys and vault: passphrase, backup, sheets.
ask-present-passphrase = Present passphrase:
passphrase-same = This is the passphrase that you have. Nothing was changed.
passphrase-done = From now on your keys open with the new passphrase. Copies of the file keys.age that were made before still open with the old one: destroy them.
ask-new-backup-passphrase = Choose a passphrase for the backup, another one than that of your keys. Nobody can give it back to you:
ask-backup-passphrase = Passphrase of the backup:
backup-passphrase = This is the passphrase of the backup. Write it down now: it is in no file, and cannot be shown again. Keep it apart from the backup.
backup-ask-last-group = Now type the last four characters from what you wrote down (Enter: show it again; no: stop, no backup is made):
backup-last-group-wrong = These are not the last four characters. Look at what you wrote down, or press Enter to see the passphrase again.
backup-not-made = No backup was made.
backup-done = The backup is in { $path }, sealed. Whoever has it and its passphrase has your keys and all your cases: keep the two apart, and neither beside this machine. Cases that you delete from now on are still in it: destroy older backups.
backup-waiting = { $count ->
    [one] One thing waits here to be posted, and is in the backup as well. If
   *[other] { $count } things wait here to be posted, and are in the backup as well. If
} you can, run `dauys sync` until nothing waits, and make the backup then.
    .page = { $count ->
        [one] One thing waits here to be posted, and would be in the backup as well.
       *[other] { $count } things wait here to be posted, and would be in the backup as well.
    } If you can, fetch and post first until nothing waits.
backup-malformed = This is not a backup that this program can read: another file, or one of a newer version. Nothing was written.
backup-wrong-passphrase = This is not the passphrase of this backup. Nothing was written.
backup-damaged = The backup is damaged: it was cut off or changed. Nothing was written. Take another copy of it.
backup-beside = { $path } would be in the folder of your keys, and lost with it. Name a file on another disk.
restore-found = The backup is whole, and of { $day }. The keys get a passphrase anew.
restore-not-empty = There is something in { $folder }, and nothing is ever replaced. Name another folder with --home, or look at what is there.
    .page = There is something in { $folder } already, and nothing is ever replaced. Ask whoever looks after this machine.
restore-mounted = { $folder } cannot be put in place in one step: it is a disk of its own. Name a folder on it, such as --home { $folder }/dauys.
    .page = Nothing can be put back into { $folder }: it is a disk of its own. Ask whoever looks after this machine for another folder.
restore-no-number = This machine needs a number that none of your machines has had, from 2 to 16, and this one was used, or all are. Ask the organisation for new keys.
    .page = All numbers for machines of yours are used up. Ask the organisation for new keys.
restore-done = Your keys and cases are back, as of { $day }. This counts as your machine number { $device }, and writes under that number, so that nothing can be taken for a second version of what the old one wrote. Next: `dauys sync`; what came since comes with it. What is no longer on the server, a colleague hands on with `dauys share`. Never use the old machine again: if you find it, empty its folder. If others may have it, tell the organisation: you need new keys.
    .page = Your keys and cases are back, as they were on { $day }. This is now your machine number { $device }: what you write here bears that number, so that nobody confuses it with what you wrote on the old one. Next, press “Fetch and post”: it brings what came since. What is no longer on the server a colleague can hand on to you from their desk, with “Let somebody in”. Never open the desk on the old machine again: if you find the machine, empty the desk’s folder on it. If others may have it, tell the organisation: you need new keys.
restore-deleted = What was deleted after { $day } is here again. `dauys sync` deletes once more those cases that colleagues agreed to delete, that the reporter took back, whose time is over, or that you stepped out of, as long as the server still has the letters that say so. If something that you had deleted is still here then, delete it again.
    .page = What was deleted after { $day } is here again. When you fetch, these cases are deleted once more: those that colleagues agreed to delete, that the reporter took back, whose time is over, or that you stepped out of, as long as the server still has the letters that say so. If something that you had deleted is still here then, delete it again.
restore-waiting = { $count ->
    [one] One thing that waited to be posted goes
   *[other] { $count } things that waited to be posted go
} as it was. If the old machine has posted today already, run `dauys sync` tomorrow: today more would be posted than on other days.
    .page = { $count ->
        [one] One thing that waited to be posted will be posted as it was.
       *[other] { $count } things that waited to be posted will be posted as they were.
    } If the old machine has posted today already, press “Fetch and post” only tomorrow: otherwise more would be posted today than on other days.
backup-no-sheets = No sheets were made at this desk. Make them with `dauys shares make`, or make a backup with a passphrase.
backup-done-sheets = The backup is in { $path }, sealed. Any { $need } of the { $of } sheets of set { $set } open it, and nothing else does: keep it apart from them. Cases that you delete from now on are still in it: destroy older backups.
restore-for-sheets = No passphrase opens this backup: it was sealed for sheets of paper. Use `dauys shares join`.
shares-numbers = So many sheets cannot be made. There can be 2 to 16. To open a backup at least 2 must be needed, and not more than there are. There cannot be more holders than sheets.
shares-made = These are the sheets of set { $set }: any { $need } of { $of } give the key. Print them, hand each to its holder, and destroy the files: each has a part of the key in clear, and { $need } of them are the key. Then make the backup that they open, `dauys backup FILE --for-sheets`, and say to the holders where it is kept. Try it once before you rely on it. Older sheets open older backups only: destroy them.
    .page = The sheets of set { $set } are on paper: any { $need } of { $of } give the key. Hand each to its holder in person. Then save the backup that they open, below on this page, and tell the holders where it is kept. Before you rely on it, try once to put it back on another machine, and empty the desk’s folder there afterwards; go on working here. Older sheets open older backups only: when the new backup has been tried, destroy the older sheets and the older backups.
shares-has-passphrase = This backup is opened by its passphrase, and not by sheets. Use `dauys restore`.
shares-other-backup = These sheets give a key, and it is not that of this backup: it was made for another set.
    .page = These sheets give a key, and it is not that of this backup: it was made for another set. Type the sheets again from the first, or begin again with another file.
shares-ask = Type the sheets one after another, in any order: line by line, or all lines of one as a scanner reads its code.
shares-ask-line = Sheet { $sheet } here, line { $line } of { $lines }:
shares-more = { $more ->
    [one] This sheet is right. One more is needed.
   *[other] This sheet is right. { $more } more are needed.
}
shares-length = Line { $line } is too short or too long: a line has 13 letters and digits. Type it again.
shares-line = Line { $line } is mistyped. Compare it with the sheet, and type it again.
shares-sheet = Something in this sheet is mistyped, in a line that looks right all the same. Type all of its lines again.
shares-file-length = { $path }: line { $line } is too short or too long. A sheet has 6 lines of 13 letters and digits.
shares-file-line = { $path }: line { $line } is mistyped. Compare it with the sheet.
shares-file-sheet = { $path }: something in this sheet is mistyped, in a line that looks right all the same. Compare all of it.
shares-version = This sheet was made by a newer version of this program. Use that one.
shares-other-set = Sheet { $place } is of another set: it says { $found }, and the first one { $first }. Only sheets of one set give a key.
shares-twice = Sheet { $place } is here already. Take another one.
shares-too-few = Too few sheets: { $need } are needed, and here are numbers { $have }.
shares-forged = Each of these sheets is whole, and together they do not give the key of their set: one of them is not genuine. Try with other ones, and find out which it is.
    .page = Each of these sheets is whole, and together they do not give the key of their set: one of them is not genuine. Try with other ones, and find out which it is. Type the sheets again from the first.
key-sheet-title = Sheet { $place } of { $of }
key-sheet-what = A part of a key. Any { $need } of these { $of } sheets together give the key; fewer tell nothing of it.
key-sheet-set = Set { $set }, made on { $day }
key-sheet-code = The same text as the lines beside it, as a code
key-sheet-typed = To be typed, line by line
key-sheet-keep = Keep it where nobody else finds it, and never together with another sheet of this set.
key-sheet-copy = Do not photograph it, scan it or type it, except when the key is put together.
key-sheet-hand = Hand it over in person, and only to whoever gave it to you, or to whoever takes their place.
key-sheet-lost = If it is lost or others have seen it, say so at once: then new sheets are made.
key-sheet-holder = Kept by: { $name }

## The desk's page: findings, and a conflict of interest that came up later
desk-act-declare = Conflict of interest
desk-act-declare-what = If something has changed since you said it. Colleagues see it. Whoever has a conflict steps out next.
desk-act-finding = New finding
desk-act-finding-what = What is alleged, the letters that speak of it, and what was found. Colleagues see it, the reporter does not.
desk-act-found = Decide a finding
desk-act-found-what = What was found about one thing that is alleged. Colleagues see it, the reporter does not.
desk-field-alleged = What is alleged
desk-field-evidence = Letters that speak of it
desk-field-found = What was found
desk-field-finding = Which finding
desk-field-interest = What is so now
desk-field-interest-text = In words, if you like

## A desk that syncs by itself
watch-begun = Watching. New letters are fetched at once, and then again every one to three hours, as chance has it. Other commands and `dauys desk` can be used meanwhile. Your keys stay unlocked in memory: lock the screen when you leave. Ctrl-C ends it.
watch-no-notices = There is no desktop here that shows notices. What there is to see is said here, in this terminal.
watch-notice = There is something to look at.
watch-look = There is something to look at: `dauys desk` or `dauys list` shows it.
watch-in-use = Another dauys is at work in the folder. The next time is waited for.
watch-again = It is tried again at the next time.
watch-mended = It goes on as before.
watch-ends = What has begun is finished first. Ctrl-C once more ends at once; nothing is lost.
watch-ended = The watch has ended.
watch-other-keys = The file of keys was changed while the watch was running, so it has ended. Start `dauys watch` again.
watch-broken = The watch cannot begin: { $reason }

## The desk's page: ties between cases, and checks after closing
desk-act-link = Tie to another case
desk-act-link-what = The same place, the same people, or a report of the same event. The note of it stands in this case alone. If somebody would learn by it that the other case exists, you are asked before. Reporters do not see it.
desk-act-unlink = Untie
desk-act-unlink-what = The note is taken off. Who has read it knows it.
desk-act-check = Check after closing
desk-act-check-what = Ask the reporter first, with an answer: are they left in peace, or punished? Then write down here what you saw or heard. Colleagues see it, the reporter does not. If they are being punished, open the case again.
desk-act-all-the-same = Tie them all the same
desk-field-other = The other case
desk-field-tied = Which case
desk-field-after = Which check
desk-field-noticed = What you saw or heard

## The desk: post, backup, passphrase.
desk-post = Post
desk-post-waiting = What waits
desk-post-nothing = Nothing waits to be posted.
desk-post-now = Post at once
desk-post-now-what = What waits usually goes with the letters of the next days, so that nobody who counts letters learns when you had something to send. If a promised day would be missed, it can go at once; whoever watches the server can see it then.
desk-days-off = Before days off
desk-days-off-what = The letters of the days ahead are posted today, so that nobody who counts letters sees that this desk is empty.
desk-days-off-days = For how many days, beginning tomorrow (at most { $most })
desk-days-off-do = Post ahead
desk-post-refused = Letters that were refused
desk-post-refused-what = A letter that is not as it was sealed is not taken in. Whoever wants to know why can have the reasons listed.
desk-post-refused-do = Fetch, and say what was refused
desk-post-again = Fetch all letters of this day once more
desk-post-again-price = I know that the server can guess from it that something of that day was for me
desk-post-again-do = Fetch that day again
desk-begin = To begin
desk-begin-what = This desk does not know its server yet. It needs the address from your organisation's poster, whole, with everything after the #: by that it knows whom to believe. It is typed once.
desk-begin-address = Address from the poster
desk-keeping = Backup and passphrase
desk-backup = Backup
desk-backup-what = If this machine is lost or breaks, your keys and all cases are lost with it. A backup is one file, sealed, with all of it. Its passphrase is made for you, and you write it down.
desk-backup-begin = Make a passphrase for a backup
desk-backup-sheets = Sheets of paper were made at this desk (set { $set }): any { $need } of the { $of } open a backup that is sealed for them.
desk-backup-sheets-do = Save a backup for the sheets
desk-backup-restore = To put it back on a new machine, open the desk there and choose “Put keys and cases back from a backup”.
desk-backup-write = This is the passphrase of the backup. Write it down now: it is in no file, and is gone when the desk is locked.
desk-backup-apart = Whoever has the backup and this passphrase has your keys and all your cases: keep the two apart, and neither beside this machine. Cases that you delete from now on are still in the backup: destroy older ones.
desk-backup-last = The last four characters, from what you wrote down
desk-backup-last-wrong = These are not the last four characters. Look at what you wrote down.
desk-backup-save = Save the backup
desk-passphrase-another = Another passphrase
desk-passphrase-what = It opens your keys on this machine. Nobody can give it back to you.
desk-passphrase-present = Present passphrase
desk-passphrase-new = New passphrase, best several words
desk-passphrase-again = The new one once more
desk-passphrase-do = Change the passphrase
desk-search-all = Show everything that was found
desk-more = More
desk-export-save = Save { $file }
desk-start = Keys for this desk
desk-start-what = There are no keys in the folder { $folder } yet. Here you make your own: they stay on this machine, sealed with your passphrase. Your organisation gets only a card, and nothing in it is secret.
desk-start-other = If you have a backup, or your keys are on another machine, make no new keys here. To use those keys here, ask whoever looks after this machine.
desk-start-name = Your name, as colleagues and reporters will read it
desk-start-role = Your position ({ $language })
desk-start-installation = Name of the installation, as your organisation tells it
desk-start-installation-wrong = This is not the name of an installation. It looks like dauys.example: ask your organisation.
desk-start-missing = This is not filled in, or is longer than a hundred characters.
desk-start-passphrase = A passphrase of your own, best several words
desk-start-again = The same once more
desk-start-do = Make my keys
desk-card = Your card
desk-card-what = Give this card to your organisation, as a file or as text. Nothing in it is secret. When they have put you on their list and signed it, type the address from the poster here; after you have fetched for the first time, make a backup.
desk-card-number = By telephone or in person they ask you for the first characters of this number, so that nobody puts a card of theirs in the place of yours.
desk-card-save = Save the card as a file

## The desk's page: keys and cases put back, sheets of paper, and a case that somebody exported
desk-restore = Put keys and cases back from a backup
desk-restore-what = A backup brings your keys and your cases back to this machine, as they were on the day it was made. Have the file at hand, and what opens it: the passphrase that was made for it, or as many of the sheets of paper as are needed.
desk-restore-file = The backup, a file whose name ends in .backup
desk-restore-bring = Open this file
desk-restore-none = I have no backup: make new keys
desk-restore-passphrase-what = The file is here. Type the passphrase of the backup as you wrote it down, and choose a new one for the keys: it opens them on this machine from now on.
desk-restore-passphrase = Passphrase of the backup, from what you wrote down
desk-restore-keys-what = The sheets give the key. Choose a passphrase for the keys: it opens them on this machine from now on.
desk-restore-new = A new passphrase for the keys, best several words
desk-restore-do = Put keys and cases back
desk-restore-sheets = The file is here, and sheets of paper open it. Type them one after another, in any order.
desk-restore-have = Sheets typed so far: { $have }. Needed in all: { $need }.
desk-restore-sheet = Lines of the sheet that you type now, whatever its number (sheets typed, with this one: { $sheet })
desk-restore-sheet-what = Six lines of 13 letters and digits, or what a scanner reads from the code. You may leave out hyphens, and type small letters.
desk-restore-add = Add this sheet
desk-restore-other = Begin again with another file
desk-restore-wait = The backup is being checked, and keys and cases are put back. Please wait: this page renews itself every two seconds.
desk-upload-cut = The file did not arrive complete. Choose it again.
desk-machine = Another machine of yours
desk-machine-what = The folder { $folder } has your keys, but no cases. If you have brought the keys here from another machine of yours, choose a number for this one: no two may ever have the same. If your cases were here and are gone, do not begin here: they come back from a backup, into an empty folder. Ask whoever looks after this machine for one.
desk-machine-number = Number of this machine, from 2 to 16, that none of your machines has had
desk-machine-do = Begin on this machine
desk-sheets = Sheets of paper that open a backup
desk-sheets-what = If one day you cannot give your passphrase any more, others should still reach the cases, but only several of them together. Here a key is made in parts, each on a sheet of paper. As many of them as you say open the backups that are made for them; fewer tell nothing.
desk-sheets-printer = You need a printer now. Best is one that is connected by a cable and belongs to nobody else: printers, and the print queue of this machine, can keep what they print. Empty the queue afterwards. The desk keeps the parts of the key in no file, and forgets them when it is locked.
desk-sheets-present = There is a set already ({ $set }). Once the new sheets are on paper, backups are made for them; the older sheets open older backups only.
desk-sheets-of = How many sheets
desk-sheets-need = How many of them are needed to open a backup
desk-sheets-holders = Who keeps them
desk-sheets-holders-what = One name on each line. You may leave it empty: then the sheet has a line for the name.
desk-sheets-make = Make the sheets
desk-sheets-print = Print this page now, on one side of the paper only: then each sheet is on paper of its own. Do not save it as a file. Then type the last five characters of the last sheet, from the paper.
desk-sheets-last = The last five characters of line 6 on sheet { $sheet }, after the last hyphen
desk-sheets-last-wrong = These are not the last characters of the last sheet. Look at the paper.
desk-sheets-keep = All sheets are on paper: use them
desk-sheets-drop = Discard these sheets
desk-verify = Check an exported case
desk-verify-what = Somebody gave you an exported case. Here every byte of it is compared with the list in it, and the list with its signature. The desk does not keep the file, and sends it nowhere.
desk-verify-found = Result of the check
desk-verify-key = Whose signature it must have: their signing key, or the text of their card
desk-verify-key-what = You may leave it empty: then ask whoever signed for the number of the key, best by telephone, and compare.
desk-verify-file = The file, up to { $most } MB
desk-verify-large = This file is larger than { $most } MB. Such files are checked at a terminal, with dauys verify-export: ask whoever looks after this machine.
desk-verify-do = Check this file
desk-restore-idle = Nobody did anything here for a while, so the file and what was typed are gone. Choose the file again.
desk-restore-other-sheets = Type other sheets
desk-sheets-lost = The desk was locked before the end of the last sheet was typed. If you printed sheets, they open nothing: destroy them, and make new ones.
