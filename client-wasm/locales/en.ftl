# The page in English. docs/GLOSSARY.md fixes the words; every key stands in all three catalogues.

## Every screen

page-title = Document
language-name = English
choose-language = Choose a language
choice-stays = If these words stay, a part of this page did not arrive, or it arrived altered and your browser did not run it. Open the whole address from the poster again. The links below lose the key that stands in it, and without the key nothing is checked.
language-label = Language
language-failed = The other language could not be fetched. What you wrote is still here.
skip-to-content = Skip to the content
exit = Exit this page
exit-press = { $times ->
    [one] Press Shift { $times } more time to exit this page.
   *[other] Press Shift { $times } more times to exit this page.
}
exit-leaving = Leaving this page.
exit-timed-out = Exit cancelled: Shift was not pressed again in time.
translation-note = No native reader has signed off the Kazakh and Russian texts of this page yet.
loading = Loading…
loading-stays = If these words stay for more than a minute, a part of this page did not arrive, or it arrived altered and your browser did not run it. Nothing can be sent from here then, and nothing has been sent.
loading-again = Open the whole address from the poster again. If it is the same on another network too, somebody may be changing this page on its way. Do not use it then: ask one of the channels in another way.
back = Back
continue = Continue
change = Change
send = Send
try-now = Try now
error-title = There is a problem
error-prefix = Error:
date = { $day } { $month } { $year }
months = January|February|March|April|May|June|July|August|September|October|November|December

## Landing

landing-short = Start
landing-title = Tell what happened at work, without giving your name
landing-lead = You can report harassment here. Your report is sealed on this device, and only the people you choose can open it.
report-door = Report what happened
report-door-hint = It takes about ten minutes. You can stop at any moment.
code-door = I have a code
code-door-hint = Read the answers, or add to a report you sent before.
help-door = Get help now
help-door-hint = Telephone numbers. Nothing is sent.
standing-checking = Checking who runs this page…
standing-slow = Checking who runs this page… This browser works without WebAssembly: everything can be done, only more slowly. You can begin meanwhile.
standing-failed = The server cannot be reached.
standing-wait = Next try in { $seconds } s. You can read on meanwhile.
standing-checked = This page belongs to: { $organisation }. Your address carried its key, and the key fits.
standing-unchecked = This page says that it belongs to: { $organisation }.
unchecked-title = Nothing was checked.
unchecked-compare = The address you opened carried no key, so this page cannot tell whether it is the real one. Compare this safety number with the one on the poster:
unchecked-otherwise = If they differ, leave. It is surer to scan the code on the poster, or to type its whole address.
drawing-text = The way of a report: from your device, in a sealed envelope, over a server that cannot read it, to the people you chose.
drawing-device = You write on your own device.
drawing-sealed = It is sealed there, before it leaves.
drawing-server = The server keeps it and cannot read it.
drawing-readers = The people you chose open it.
who-title = Who will read it
who-choose = You choose the readers yourself, by name. There are several channels, so that no single office sits on your report.
who-shut-out = If one of these people takes part in what happened, you can shut that person out: they cannot read your report and are not told of it.
channel-inside = Inside the organisation.
channel-independent = Independent of the organisation.
channel-itself = Its people are confirmed by the channel itself.
channel-organisation = Its people are named by the organisation only.
channel-also = Also in: { $channels }
after-title = What happens after
after-code = You get a code of 28 digits. There is no account, no telephone number and no e-mail.
after-read = The people you chose read your report and write answers.
after-return = You come back here with the code, read the answers and can write more.
protected-title = How you are protected
protected-sealed = The server cannot open your report, and nor can whoever runs it or seizes it.
protected-nothing-asked = We do not ask for your name and do not need it.
protected-day = The server notes the day on which a report came, not the hour, and keeps no network addresses.
protected-no-trace = This page stores nothing on your device. Only the browser’s own history may hold its address.
unprotected-title = What this page cannot protect you from
unprotected-device = A watched device. A computer or telephone from work can show your screen to your employer.
unprotected-network = Your network. Whoever runs it can see that you opened this page, but not what you write. Tor Browser hides that too.
unprotected-words = Your own words. Details that only you know can show who wrote.
unprotected-readers = Your readers. They can tell others what they read, so choose people you trust.
unprotected-code = A lost code. Nobody can restore it.

## Without JavaScript, without WebAssembly

no-script-title = JavaScript is off, so nothing can be sent
no-script-why = Your report must be sealed on your device before it leaves, and a page can only do that with JavaScript. Without it everything you wrote would reach the server in the open. That is why there is no form here.
no-script-allow = To report, allow JavaScript for this page and open its address again, whole, as it stands on the poster.
tor-title = With Tor Browser
tor-get = Install Tor Browser on your own device, not on one from work.
tor-level = Open “Settings”, “Privacy & Security”, and set the security level to “Standard” or “Safer” for this visit; at “Safest” JavaScript is off.
tor-address = Open the whole address from the poster.
program-title = Report without this page
program-what = You can answer the same questions in a terminal, with the program dauys. It asks for the address of this page itself. The command:
no-wasm-title = This browser cannot seal a report
no-wasm-why = This browser has no WebAssembly or has switched it off, and what stands in for it did not load. Nothing can be sent safely from here, so there is no form.
no-wasm-again = Open the address again: perhaps the network failed.
no-wasm-tor = In Tor Browser, set the security level to “Standard” for this visit and open the address again.
no-wasm-lockdown = On an iPhone in Lockdown Mode, exclude this website from it, or use another device.
no-wasm-other = On any other device, open the address in an up-to-date Chrome, Firefox, Edge or Safari, not inside a messenger.

## Safety

safety-short = Before you begin
safety-title = Before you begin
safety-device = Use your own telephone or computer, not one from work.
safety-network = Use mobile data, not the Wi-Fi of your employer.
safety-window = A private or incognito window leaves no address in the browser’s history.
safety-screen = See that nobody can look at your screen.
safety-exit = The button at the top clears what you wrote and opens another site at once. Pressing Shift three times does the same.
safety-kept = Nothing is kept until you send. If you close this page, what you wrote is gone.
safety-danger = If you are in danger now, get help first.
safety-wait = One moment: the page is still being checked.

## Questions

step = Step { $n } of { $total }
step-optional = Step { $n } of { $total }. You can leave it out.
step-short = Step { $n }
why = Why we ask: { $why }
answer-empty = Write what happened. A few words are enough.
text-too-long = { $count ->
    [one] The text is too long by about { $count } character. Shorten it here; you can write the rest after sending.
   *[other] The text is too long by about { $count } characters. Shorten it here; you can write the rest after sending.
}

## Readers

shut-out-title = Does any of these people take part in what happened?
shut-out-again = This page stores nothing, and until an answer has come it cannot know whom you shut out before. Please tick them again.
shut-out-what = Tick everyone who does, or who must not know for another reason. They will not be able to read it and are not told of it. They do see how many sealed letters came on a day, from whomever.
shut-out-nobody = If it is none of them, tick nobody and continue.
readers-short = Who may read
readers-title = Who may read it?
readers-what = Everyone ticked here can read it. Two readers who do not depend on the organisation protect you better than one.
readers-choose = There are more than seven people here, and one report can go to seven at most.
readers-out = They will not be able to read it
readers-count = Ticked: { $count }. Independent of the organisation: { $independent }.
readers-dependent = All the people ticked belong to the organisation itself.
readers-none = Choose at least one person who may read it.
reader-gone = One of the people you chose can no longer be written to. Go back and choose again.
readers-too-many = Choose no more than seven people.

## Check and send

check-short = Check
check-title = Check your answers
check-none = No answer
check-sending = When you send
check-readers = These people can read it:
check-out = These people will not be able to read it and are not told of it:
check-nobody-else = Nobody else will be able to read it: not the server, and not whoever runs it.
own-copy = Let me read my own words again with my code
own-copy-price = Whoever finds the code will then read them too.
sending-short = Sending
sending-title = Sending
sending-stay = Keep this page open. What you wrote is not lost.
sending-seal = Sealing it on this device…
sending-slow = Sealing it on this device… In this browser it takes a little longer.
sending-stamp = Making the stamp that keeps junk away…
sending-send = Sending…
sending-proof = Checking the server’s proof…
sending-offline = No connection. Next try in { $seconds } s, with the same sealed letter.
sending-busy = The server is busy. Next try in { $seconds } s, with the same sealed letter.
sending-false = The answer did not come from the real server: something on the network may stand in between. Next try in { $seconds } s. Another network may help.
send-refused = The server did not take it. What you wrote is still here. Try again in a few minutes.
send-expired = The list of people ran out while this page was open. Copy what you wrote, then open the whole address again.
send-dear = The server is asking this device for too much computing. What you wrote is still here. Try again later.
send-failed = It could not be sealed on this device. What you wrote is still here. Try once more, or use another browser.

## Code

code-short = Your code
code-title = This is your code
code-arrived = Your report has arrived: the server proved it.
code-write-down = Write it down now. Only with it can you read the answers. Nobody can restore it, and we cannot either.
code-copy = Copy
code-print = Print
code-download = Save as a file
code-copied = Copied. Paste it where you keep it, then copy something else: keyboards remember what was copied.
code-not-copied = Copying did not work here. Write it down, or mark the digits and copy them.
code-file = note.txt
code-where = Where to keep it
code-where-paper = On paper, in a place that is only yours.
code-where-not = Not on a device, in an account or in a messenger from work, and not where the person you report could look.
code-where-apart = Apart from the address of this page: whoever has both reads the answers.
code-kept = I have kept it
confirm-short = Compare the code
confirm-title = Type the last four digits of your code
confirm-hint = So that you can be sure it is written down right.
confirm-show = Show the code again
confirm-wrong = These are not the last four digits. Look at what you wrote down, or show the code again.
done-short = Done
done-title = Done. Your report has arrived
done-next = What happens now
done-readable = The people you chose can open it from: { $day }.
done-readable-now = The people you chose can open it now.
done-look = Look here for a first answer from: { $day }. It can take longer: people read it, not machines.
done-kept = { $days ->
    [one] Come back at least once in { $days } day: an answer is deleted after that time.
   *[other] Come back at least once in { $days } days: an answer is deleted after that time.
}
done-more = If something else happens, or you are punished for reporting, come back with the code and write about it.
done-destroy = When all is over, destroy the code.
done-leave = You can close this page now. Close the browser too if others use this device.

## Code and answers

enter-short = Your code
enter-title = Enter your code
enter-hint = 28 digits. Spaces and hyphens do not matter. You can paste it.
enter-lost = A lost code cannot be restored. You can send a new report and say in it that it is not your first.
enter-fetching = Fetching answers… The code stays on this device.
enter-part = { $percent } % has come. The code stays on this device.
enter-trying = Trying what has arrived with your code: { $done } of { $all }…
enter-offline = No connection. Next try in { $seconds } s.
enter-failed = The answers could not be fetched. Try again.
code-length = A code has exactly 28 digits. Nothing was sent.
code-digit = There is something other than digits in it. Nothing was sent.
code-check = One of the digits is wrong, or two are swapped. Compare with what you kept. Nothing was sent.
thread-short = Answers
thread-title = Answers
thread-none = There is no answer yet.
thread-none-when = { $hours ->
    [one] What you sent can be opened in { $hours } hour at the latest. An answer, once written, can take two days or more to appear. Please look again tomorrow.
   *[other] What you sent can be opened in { $hours } hours at the latest. An answer, once written, can take two days or more to appear. Please look again tomorrow.
}
thread-none-now = Please look again tomorrow.
thread-none-long = If nothing comes for weeks, you can write once more and choose other readers.
thread-others = Written by someone you did not choose
thread-others-what = You did not name these people as readers. Somebody you chose has shown them your report. Be careful with what you answer.
thread-readers = Who reads now
thread-write = Write more
thread-again = Look for new answers
thread-keep = Close this page when you have finished. The answers stay readable with your code.
thread-taken = It has arrived: the server proved it. It can be opened from: { $day }.
reply-nobody = Somebody who is no longer on the list
reply-received = { $count ->
    [one] They confirm that they have received { $count } letter from you, counting the report.
   *[other] They confirm that they have received { $count } letters from you, counting the report.
}
reply-status = Where it stands: { $status }
missing-withheld = An answer of this person before this one is missing. It may have been withheld.
missing-expired = Earlier answers of this person are no longer kept.
status-received = received
status-assessing = being assessed
status-investigating = being investigated
status-decision = decision is being taken
status-measures = measures are being taken
status-follow-up = being checked afterwards
status-closed-confirmed = closed: confirmed
status-closed-not-confirmed = closed: not confirmed
status-closed-insufficient = closed: too little to go by
status-closed-out-of-scope = closed: not a matter for this channel
status-closed-transferred = closed: handed on
status-closed-withdrawn = closed: withdrawn
due-acknowledge = To be confirmed by: { $day }
due-answer = Answer due by: { $day }
due-close = To be closed by: { $day }
due-other = Due ({ $what }): { $day }
message-short = Write more
message-title = What do you want to add?
message-empty = Write something, or go back.
message-change = Change who may read

## Answers that are missing or wrong

bucket-withheld = The server did not hand over all answers. That does not mean that there are none. Look again in a few minutes. If nothing changes, try another network, or turn to one of the channels in another way.
bucket-cut = The answers arrived cut off: the end is missing. There may be more than is shown here. Look again. If that does not help, try another network.
bucket-too-large = The server sent far more than answers can be, so the page stopped reading. There may be answers that are not shown here.
bucket-empty = The place where answers lie is empty. Even without an answer for you something is put there regularly, so that nobody can tell answers apart. Either this channel is very new, or the server holds answers back. Look again tomorrow. If nothing changes, turn to one of the channels in another way.
thread-roster-older = The server shows an older list of people than the one you saw when you wrote. Somebody may have been put back on it. Nothing can be written from here until the current list is shown.
refused-reply-shut-out = Something came from people you shut out: { $people }. So they know about your report. What they wrote is not shown. Think about whom you can tell; the numbers under “Get help now” can help too.
refused-reply-signature = { $count ->
    [one] { $count } letter with a false signature was set aside. Somebody wrote in another person’s name, or it was changed on the way.
   *[other] { $count } letters with a false signature were set aside. Somebody wrote in another person’s name, or they were changed on the way.
}
refused-reply-author = { $count ->
    [one] { $count } letter was set aside because its author is not on the list of people.
   *[other] { $count } letters were set aside because their authors are not on the list of people.
}
refused-reply-replayed = { $count ->
    [one] { $count } letter was set aside because it is a copy of another answer. Something old was passed off as new.
   *[other] { $count } letters were set aside because they are copies of other answers. Something old was passed off as new.
}
refused-reply-thread = { $count ->
    [one] { $count } letter was set aside because it was written for another report. One of the readers has mixed something up, or means to mislead.
   *[other] { $count } letters were set aside because they were written for another report. One of the readers has mixed something up, or means to mislead.
}
refused-reply-damaged = { $count ->
    [one] { $count } letter was set aside because it is damaged and cannot be read. It was meant for you, and was broken or changed on the way.
   *[other] { $count } letters were set aside because they are damaged and cannot be read. They were meant for you, and were broken or changed on the way.
}
reply-state-old = This person has your newer message and yet shows your earlier choice of readers. The newer choice counts here. Be careful with what you answer.
reply-state-forged = With this answer came a choice of readers that is not yours. It does not count here. Be careful with what you answer.
reply-two-versions = This person sent two different answers under the same number. Both are shown.

## Taking back

thread-withdrawn = You have taken this report back and told your readers so.
thread-mine = What you sent
thread-own = Show what I sent
thread-withdraw = Take the report back
withdraw-short = Take back
withdraw-title = Taking the report back
withdraw-what = Nobody should press you to do this, and you owe nobody a reason. There are two steps. Each can be taken without the other.
withdraw-tell-title = 1. Tell the readers
withdraw-tell-price = They learn that you take the report back, and are asked to stop and to delete their copies. What they have read they know, and nobody can make them delete it. For the server it is one more sealed letter.
withdraw-tell = Write that I take it back
withdraw-told = You have told them.
withdraw-erase-title = 2. Erase my letters from the server
withdraw-erase-price = The server learns that the author is here again, and which letters belong together; until now it could not tell. Whoever has opened a letter keeps their copy.
withdraw-erase = Go on to erasing
withdraw-letter-title = I take the report back
withdraw-letter-words = A word to your readers, if you like. You need not say why.
erase-short = Erase
erase-title = Erase my letters from the server
erase-count = { $count ->
    [one] This page knows of { $count } letter of yours. One that no answer confirms yet may be missing.
   *[other] This page knows of { $count } letters of yours. One that no answer confirms yet may be missing.
}
erase-kept = The letter by which you took the report back stays: your readers must be able to get it.
erase-sure = Erase them. I know that the server will see that the author is here again
erase-now = Erase
erase-done = This is what the server answered:
erased = erased
erased-before = had been erased before
erased-absent = the server does not have it
erased-refused = the server refuses to erase it
erased-failed = could not be erased, try again
consent-missing = Tick that you want this, or go back.
consent-asking = Asking the server…
letter-first = Your report
letter-later = Letter { $n }

## What she sent

own-short = What I sent
own-title = Show what I sent
own-price = The server learns that the author is here again, and which letters belong together.
own-what = Only a letter that you sent with the tick “Let me read my own words again with my code” can be read.
own-sure = Show them. I know that the server will see that the author is here again
own-now = Show
own-fetched = This is what the server shows:
own-no-copy = This letter cannot be read with the code: no copy was kept for you when it was sent.
own-withdrawn = This letter was erased from the server.
own-absent = The server does not have this letter.
own-other-id = In the place of this letter the server shows another one of yours. It is set aside.
own-other-author = In the place of this letter the server shows one that you did not write. It is set aside.
own-damaged = This letter is damaged and cannot be read.
own-roster-older = When you wrote this, you saw a newer list of people than the server shows now. Do not write from here until the current list is shown.
own-failed = This letter could not be fetched. Try again.

## Help

help-short = Help
help-title = Get help now
help-what = You can call without sending anything here.
help-trace = A call stays in the telephone’s list of calls.
help-anonymous = You need not give your name.
help-languages = Languages: { $languages }
help-checked = Last checked: { $day }
danger-door = I am in danger now
danger-title = Call now
danger-away = If you can, go where it is safe or where other people are. You can report later.
danger-help = Other help
help-region = Region
help-region-all = All regions
help-language = Language spoken there
help-language-all = Any language
help-found = Found: { $count }.
help-not-anonymous = They ask for your name.
help-in-kk = Kazakh
help-in-ru = Russian
help-in-en = English
help-kind-emergency = In danger
help-kind-line = Talk on the telephone
help-kind-crisis = Crisis centres
help-kind-psychologist = Psychologists
help-kind-legal = Legal help
help-kind-labour = Labour inspection
help-kind-ombudsperson = Ombudsperson
help-kind-union = Trade unions
help-kind-ngo = Other organisations

## Refusals

refused-short = Closed
refused-title = Nothing can be sent from this page now
refused-safe = So that nothing of yours gets into the wrong hands, the form stays closed. Nothing you wrote has been sent.
refused-what-now = Look at the poster once more and open its whole address, or ask one of the channels in another way.
refused-malformed = The list of people who may read could not be understood. It may be damaged.
refused-contradiction = The list of people who may read contradicts itself, so it cannot be trusted.
refused-signature = The list of people who may read is not signed with the organisation’s key. Somebody may have changed it, or this may be a false page.
refused-origin = This page is at an address that the organisation has not named. It may be a copy.
refused-channel = The channel on your poster does not confirm the people named here. Somebody may have put others in their place.
refused-expired = The list of people who may read is out of date, and the organisation has not signed a new one.
refused-older = The server shows an older list of people than a moment ago.
refused-questionnaire = The questions are not the ones the organisation signed.
refused-fragment = The key in the address is incomplete. Perhaps a part of it was lost when it was copied.
refused-altered = A part of this page arrived altered, so your browser did not run it. It may be damaged, or somebody may have changed it.
refused-unknown = This page could not be checked.
clocks-short = Date
clocks-title = What date is it today?
clocks-days = This device says: { $device }. The server says: { $server }.
clocks-why = One of the two is wrong. The page must know the date to see whether the list of readers is still in force.
clocks-today = Today’s date
clocks-empty = Choose today’s date.
clocks-still = The server’s date is more than a day away from this one, so the page cannot go on. If this date is wrong, choose again.

## Questions and answers

skip-ahead = Skip the other questions and choose who may read it
select-none = No answer
length = { $count ->
    [one] There is room for { $count } character.
   *[other] There is room for { $count } characters.
}
length-left = { $count ->
    [one] { $count } character left.
   *[other] { $count } characters left.
}
length-over = { $count ->
    [one] { $count } character too many.
   *[other] { $count } characters too many.
}
answer-long = { $count ->
    [one] The text is { $count } character too long. Shorten it; you can write the rest after sending.
   *[other] The text is { $count } characters too long. Shorten it; you can write the rest after sending.
}
answer-number = Write a whole number from { $least } to { $most }, in digits.
answer-unknown = This answer does not fit the question. Please answer it again.
help-forward = This is hard to carry alone. You can talk to someone now, without sending anything:
help-more = More help
in-app = This page is open inside another app. That app may see what you do here. It is safer to open the address in a browser.
safety-before = Have you already reported this? Then you can add to that report:

## What counts

counts-link = What can be reported?
counts-title = What can be reported?
counts-lead = People often have no name for what happens to them. All of this can be reported here.
counts-words-title = Words
counts-words = In the canteen somebody’s body is discussed aloud, and everyone laughs.
counts-wordless-title = Without words
counts-wordless = At every meeting somebody stares at you and winks.
counts-touch-title = Touch and force
counts-touch = Somebody puts a hand on your waist as if by chance, or holds you and tries to kiss you.
counts-favour-title = A favour for a favour
counts-favour = Somebody promises to renew your contract if you come to dinner, just the two of you.
counts-gender-title = Because of gender
counts-gender = Somebody hears “a woman cannot lead”, or “that is no work for a man”.
counts-pressure-title = Pressure, threats, stalking
counts-pressure = Somebody says that you will lose your job if you tell, or waits for you at the exit every evening.
counts-messages-title = Messages and pictures
counts-messages = At night somebody writes to you about your looks, or sends pictures that you did not ask for.
counts-refusal-title = After a “no”
counts-refusal = After your “no” you are always given the hardest shifts.
counts-facts-title = Good to know
counts-fact-once = You can report a single event.
counts-fact-threat = You can report a threat too, even if nothing came after it.
counts-fact-place = You can report what happened outside the premises too: on a business trip, in staff housing, at a party, in messages, on the way.
counts-fact-who = You can report it whoever does it: a manager, a colleague or a customer. And whoever it happens to: also men, interns, people without a contract, visitors, applicants.
counts-fact-sure = You need not be sure, and it is not your task to prove it.

## What may tell who wrote

revealing-short = Look again
revealing-title = This may tell who you are
revealing-what = The page itself found this in your text, on this device. It does not find everything. Nothing has been sent.
revealing-yours = If it is about somebody else, or you want it to be read, you can leave it as it is.
revealing-leave = Leave it as it is
revealing-phone = This looks like a telephone number
revealing-email = This looks like an e-mail address or a nickname
revealing-iin = This looks like an IIN
revealing-name = This looks like a name. Is it yours?

## Her name

name-short = Your name
name-title = Do you want to give your name?
name-what = You do not have to. You can also do it later, with your code.
name-price = Those you tick learn who you are, and that cannot be undone. It is sealed like the rest.
name-label = Your name
name-readers = Who may know your name?
name-give = Give my name
name-change = Change or remove my name
name-empty = Write your name, or go back.
name-nobody = Tick who may know your name, or remove it.
name-too-long = The name is too long. Shorten it.
check-name = Your name: { $name }. Only these people can read it:
check-nameless = No name is given here.
check-left = { $count ->
    [one] { $count } question you left out
   *[other] { $count } questions you left out
}
check-change-readers = Change who may read it
shut-out-all = Nobody is left who could read it. Leave at least one person. These channels do not depend on the organisation: { $channels }.
shut-out-all-inside = Nobody is left who could read it. Leave at least one person, or turn to the numbers under “Get help now”.
readers-one-independent = Only one of those ticked does not depend on the organisation. Two protect you better.
code-unnamed = Your report has arrived. The letter with your name may not have. You can give your name later, with the code.
done-acknowledge = The organisation promises that its receipt is confirmed by: { $day }.
done-answer = The organisation promises an answer by: { $day }.
answer-missing = Answer this question. You may say that you are not sure.
refused-written = What you wrote is only on this screen. You can copy it from here:
more-short = More

## Who has stepped back, who was let in

thread-before = Written by people you chose before
thread-before-what = You chose these people earlier. They are not among your readers now, and what you write from now on does not go to them.
thread-let-in = Written by people your readers let read
thread-let-in-what = You did not choose these people; one of your readers says that they read too. What you write does not go to them unless you tick them yourself: “Write more”, then “Change who may read”.
reply-let-in = { $reader }, whom { $by }, lets read
reader-lets = { $author }, lets one more person read: { $reader }.
reader-left = { $author }, has stepped back and does not read any more.
reader-left-unticked = So this does not go to them. If you want it to all the same, tick them again under “Change who may read”.
reader-shut-out = This person says that somebody whom you shut out reads your report: { $people }. Think about whom you can tell; the numbers under “Get help now” can help too.

## What she can do beside writing more

thread-do = What you can do
stage-received = Received
stage-assessing = Assessment
stage-investigating = Investigation
stage-decision = Decision and measures
stage-closed = Closing
promises-title = What was promised by when
promise-acknowledge = A person confirms that your letter has come
promise-answer = An answer on what became of it
promise-close = It is brought to an end
promise-open = Until { $day }
promise-paused = Stands still since { $on }. The answer of that day says why.
promise-kept = Done on { $on }, in time (until { $day })
promise-late = Done on { $on }, later than promised (until { $day })
promise-passed = { $day } has passed, and no answer is here
promise-unseen = { $day } has passed. Not all answers came through, so this page cannot tell whether it was kept.
promise-moved = Moved on { $said }: { $author }. Before that: until { $from }
passed-what = A promised day has passed without an answer. This is not your fault. The answer may still be on its way, or somebody may be keeping it back: this page cannot see which.
passed-next = You can look again tomorrow, write and ask, ask that another channel reads it too, or turn to a channel in another way. The numbers under “Get help now” can help too.
promised-acknowledge = { $days ->
    [one] The organisation promises that its receipt is confirmed within { $days } day after your report has arrived.
   *[other] The organisation promises that its receipt is confirmed within { $days } days after your report has arrived.
}
promised-answer = { $days ->
    [one] The organisation promises an answer within { $days } day after your report has arrived.
   *[other] The organisation promises an answer within { $days } days after your report has arrived.
}
punished = I am being punished for reporting
punished-what = Nobody should have to suffer for reporting. You can send this as it is, without a word: your readers see at once that you are being punished. If you like, write what has changed, since when, and who does it.
punished-words = What is happening, if you like
shut-open = Whom I shut out
shut-title = Who must not read, and who reads
shut-out = Shut out
shut-nobody = You shut out nobody.
shut-unknown = This device keeps nothing, and no answer has come yet that would bring your choice back. Choose anew. Nobody is ticked beforehand: whoever took part in what happened has to be ticked again.
shut-price = Whomever you shut out gets nothing from then on. What they have read already stays with them. Your choice travels in a letter to those who may read.
shut-change = Choose anew
anew-title = Tell those who may read
anew-what = Your choice travels in this letter. You can send the sentence as it stands, or write another. Whoever is shut out does not get it.
anew-words = What those who may read will see
anew-text = I have chosen anew who may read what I write.
another-title = Ask that another channel reads it too
another-what = Tick who is to read too. From now on what you write goes to them as well. Those who read now are asked to show them what you wrote before. This page cannot do that, and nobody can be made to.
another-price = Those who read now see whom you add. Nobody whom you shut out is offered here.
another-words = A sentence to all of them
another-text = I ask that the people I have added read this too. Please show them what I wrote before.
another-nobody = Tick at least one person, or go back.
experience-short = Questions
experience-title = How was this for you?
experience-what = Three questions. Each of them may stay open. Your readers see the answers together with your report.
experience-taken-seriously = Were you taken seriously?
experience-kept-informed = Were you told clearly and in time what was happening?
experience-report-again = Would you report such a thing again?
experience-yes = Yes
experience-partly = Partly
experience-no = No
experience-prefer-not = Prefer not to say
experience-words = In your own words, if you like
experience-empty = Answer at least one question, or go back.
reminder-short = Reminder
reminder-title = Remind me of the next date
reminder-what = A small file for a calendar. It is made on this device, and nothing is sent.
reminder-day = A day and one word stand in it, “Reminder”: { $day }
reminder-price = What it gives away all the same: whoever looks into your calendar sees that day. Calendars are often copied to an account, and the browser lists the file among its downloads. Do not use a calendar that your employer or somebody at home can see.
reminder-file = reminder.ics
reminder-name = Reminder
proof-short = File
proof-title = Proof of submission
proof-what = A small file: the server’s signature that it took a sealed letter, and the day. Neither a word of yours nor your code is in it. Anybody who has it can check it, also later. You can take it only in this visit: this page keeps nothing.
proof-price = Whoever finds this file knows that you have reported. Those who may read your report, and whoever else gets hold of it, can tell by the file that it is yours. Keep it where nobody else looks, or do not take it.
proof-sure = I know this, and want the file
proof-file = data.json
file-save = Save the file
kept-on-device = The browser has the file now. Delete it when you no longer need it.
only-count-short = Only be counted
only-count-title = Only be counted, without telling your story
only-count-what = You choose answers from lists. You write nothing in your own words, and you give no name.
only-count-for = It shows how often this happens, and where. Only the people you choose can read your answers.
only-count-careful = A small workplace, a region and an age together can tell who you are. You can leave out any question.
only-count-no-code = You get no code. Nobody can answer you or ask you anything, and you cannot change your answers or take them back.
only-count-words = Your own words and your name are not sent this way, and afterwards this page no longer has them. If you want to keep them:
only-count-later = Do you want somebody to act on it? You can tell what happened at any time, today as well:
only-count-empty = Answer at least one question, so that there is something to count.
counted-title = Done. You have been counted
counted-no-code = Your answers have arrived. There is no code, so there is nothing you need to keep, and nobody can answer you.
counted-report = If you want somebody to act on it, now or later:

## Diary: written down and not sent

later-link = Write it down now, decide later
save-link = Save, don’t send yet
later-fetching = Fetching what is needed for this. Nothing is sent.
later-failed = This could not be fetched. Go back and try again; what you wrote is still here.
part-altered = What is needed for this arrived altered, so your browser did not run it. Somebody may be changing this page on its way. What you entered here has not been sent. Do not go on here: open the whole address again on another network, or ask one of the channels in another way.
diary-short = Notes
diary-what = You can write down what happened, today and on later days, and decide in peace whether you report it. Nothing is sent to anybody.
diary-kept = This page keeps nothing. What you have not saved in your file is lost when you close the page.
diary-lock = The file is locked with a passphrase. Nobody can recover it, and we cannot either: without it the file stays closed.
diary-seen = Whoever uses this device can see that there is a file. Its name says nothing, and it does not open without the passphrase.
diary-where = Keep it on a device of your own or on a memory card, not on the employer’s device and not in an account that somebody else can look into.
diary-begin = Write something down
diary-go-on = Go on
diary-open = Open a file I saved
diary-open-what = The file is opened on this device. Nothing of it is sent.
diary-file = Your file
diary-chosen = Chosen: { $name }
diary-passphrase = Passphrase
diary-show = Show the passphrase
diary-open-now = Open
diary-opening = Opening the file: { $percent } %. In some browsers this takes a minute. The page can be left at any moment.
diary-no-file = Choose the file.
diary-no-passphrase = Enter the passphrase.
diary-wrong = This passphrase does not open the file. Check the keyboard’s language, capital letters and spaces, and try again.
diary-too-big = This file is larger than any that this page saves. Choose another.
diary-strange = This is not a file that this page has saved, or it was not copied whole. Choose another.
diary-not = The passphrase is right, but there are no notes of this page in the file. Choose another.
diary-work = This file was locked in a way that this page cannot open. The program “age” opens it with the same passphrase.
diary-damaged = The passphrase is right, but the file is damaged or was not copied to its end. If you have an older file, open that.
diary-memory = This device has too little memory free at the moment. Close other windows and try again.
diary-unreadable = The browser could not read the file. Choose it again.
diary-title = What I have written down
diary-unsaved = Not everything is in your file yet. What is new is lost if you leave this page without saving.
diary-all-saved = All of this is in your file.
diary-none = Nothing is written down yet.
diary-write = Write an entry
diary-save = Save to a file
diary-decided = If you have decided
diary-report-what = Your entries are taken into the report, each under its day. You can change everything there, and nothing is sent before you say so.
diary-report = Go on to the report
diary-left = Some of what you have written down is not in this report or not in your file. Once the report is sent, this page no longer has it.
diary-carried = Stands in the report.
diary-remove = Remove
diary-entry = What happened?
diary-entry-hint = Whatever you remember is enough. Later it helps to have the day and the hour, the place, the exact words, and who was there.
diary-empty = Write something, or go back.
diary-long = { $count ->
    [one] This is { $count } character too long. Write the rest in an entry of its own.
   *[other] This is { $count } characters too long. Write the rest in an entry of its own.
}
diary-remove-title = Remove this entry?
diary-remove-older = It stays in files that you saved before, until you delete them.
diary-remove-carried = What was taken into the report stays there. You can change it there.
diary-remove-not = No, keep it
diary-save-what = Your entries and everything you have answered for the report so far go into one file. Nothing is sent.
diary-same = The new file has the passphrase that you have used before.
diary-anew = Take another passphrase
diary-passphrase-hint = At least 12 characters. Best are four or more words that have nothing to do with each other or with you. Whoever finds the file can try as often as they like.
diary-again = The same passphrase again
diary-short-passphrase = { $count ->
    [one] The passphrase needs at least { $count } character.
   *[other] The passphrase needs at least { $count } characters.
}
diary-differs = The two are not the same. Enter the same passphrase again.
diary-sealing = Locking the file: { $percent } %. In some browsers this takes a minute. The page can be left at any moment.
diary-full = This is more than fits into one file. Shorten or remove some of it, or save part of it as a file of its own.
diary-unsaved-error = The file could not be made. Try again.
diary-file-name = notes.age
diary-saved = The file is made
diary-name = Look whether the browser has put it among its downloads: { $name }
diary-saved-older = Every time you save, a new file is made. You can delete the older one then.
diary-saved-list = The browser lists it among its downloads, with the address of this page. If somebody else uses this device, move the file and take it off that list.
diary-saved-close = Close this page when you have finished.
diary-save-again = It is not there: save once more

# Files
files-short = Files
files-title = Photographs, recordings, documents
files-what = If you have photographs, screenshots, chats, recordings or documents that show what happened, you can add them. They are sealed on this device like your words. You do not have to.
files-later = You can also add files later, with your code.
files-add = Add files
files-change = See or change files
files-without = Continue
files-none = No files.
files-count = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
files-names = Names of files are not sent: yours become evidence-001, evidence-002 and so on.
files-cleaned = Photographs often say where and when they were taken and with which device. This is found on your device, and a copy without it is made before anything is sent.
files-keep = Keep your own files if you safely can: an original may be worth more later.
files-choose = Choose files
files-most = At most { $count } with one letter. They can be large: films and long recordings too.
files-over = Not added: { $count }. One letter can have { $most } files; send the others with another letter.
files-sending = Sending files
files-offline = No connection. Next try in { $seconds } s; what has arrived is not sent again.
files-busy = The server is busy. Next try in { $seconds } s; what has arrived is not sent again.
files-announcing = Asking the server for room…
files-part = { $percent } % have arrived.
files-stop = Stop and go back
files-stopped = You stopped. Nothing of your report was sent, and the files that were on their way are being erased.
files-failed = The files could not be sent. Nothing of your report was sent; what you wrote is still here.
files-no-room = The server has no room for a file of this size today. Send without it, or try tomorrow.
file-reading = Looking at what it reveals…
file-wait = This file is still being looked at. Wait a moment.
file-unreadable = This file cannot be read. Remove it or choose it again.
file-reveals = Beside what it shows, it says:
file-reveals-nothing = Nothing was found in it beside what it shows.
file-uncleanable = Files of this kind cannot be cleaned here yet. It may say who made it, when, where and with what.
file-too-large-to-clean = This picture is too large to be cleaned here. It may say who took it, when, where and with what.
file-damaged = This picture could not be read, so it cannot be cleaned. It may say who took it, when, where and with what.
file-recorded = Recorded on this page. Whoever knows your voice will know it again, and sounds around you may tell where you were.
file-send-cleaned = Send the cleaned copy
file-send-original = Send it as it is, with all that it says
file-send-as-it-is = Send it as it is
file-undecided = Decide about this file: tick that it may be sent as it is, or remove it.
file-remove = Remove
file-leave-out = Leave it out
file-left-out = Left out.
file-there = Has arrived.
file-part = { $come } of { $whole }
file-changed = This file was changed or taken away after you chose it. Remove it or choose it again.
file-too-large = The server takes files of up to { $size } MB. Remove this one, or send a shorter recording.
reveals-place = Place
reveals-device = Device
reveals-author = Author
reveals-date = Date and time
reveals-software = Program
reveals-thumbnail = A small picture inside
reveals-comment = Comment
reveals-trailer = More data behind the picture
reveals-other = Other data
kind-picture = picture
kind-film = film
kind-sound = recording
kind-document = document
kind-other = file
too-many-files = One letter can have 16 files. Remove some, and send them with another letter.
diary-no-files = Files that you have added are not in it. Keep them yourself.
own-files = Files: { $names }
erased-files = { $count ->
    [one] { $count } file of it was erased too.
   *[other] { $count } files of it were erased too.
}
record-title = Tell it aloud
record-what = You can record what happened in your own voice. It is recorded on this device, and nothing is sent before you send your report.
record-voice = Whoever knows your voice will know it again, and sounds around you may tell where you are. In writing you are harder to recognise.
record-place = Record only where nobody hears you.
record-begin = Start recording
record-stop = Stop
record-going = Recording…
record-done = Recorded.
record-listen = Listen to it before you keep it.
record-keep = Add this recording
record-again = Record again
record-denied = The microphone cannot be used. The browser asks whether this page may use it; you can also write instead.
blackout-link = Black out parts
blackout-title = Black out parts of the picture
blackout-what = Names, faces, numbers of people who have nothing to do with it: what you cover is destroyed in the copy that is sent, and nobody can bring it back.
blackout-how = Draw over the picture from corner to corner, or add an area and move its edges.
blackout-add = Add a black area
blackout-none = Add at least one black area, or go back.
blackout-area = Area { $n }
blackout-left = Left edge
blackout-right = Right edge
blackout-top = Upper edge
blackout-bottom = Lower edge
blackout-make = Make the copy
blackout-working = Making the copy…
blackout-failed = The copy could not be made: the picture is too large for this device, or damaged.
blackout-offline = What is needed for this could not be fetched. Try again; the picture is still here.
blackout-made = Areas blacked out in the copy: { $count }.

## The offline form: a file, opened without the page

form-what = This is a file, not a website. Nothing is asked of the network until you send, and everything is sealed on this device first.
form-genuine = No file can prove of itself that it is the real one. The poster says how to compare it.
form-code = If you have a code, open this address: { $address }. There you read answers, and can add pictures, documents and anything else later.
form-compare = Compare this safety number with the one on the poster:
form-otherwise = If they differ, do not use this file. What the number cannot show is whether the form itself was changed: the poster says how to compare that.
leaving-title = Sealed. Now it can leave
leaving-what = What you wrote is locked on this device, and only the people you chose can open it. Choose how it reaches them.
leaving-send-title = From here
leaving-send-what = This device connects to { $address }. Whoever runs its network can see that, but not what you wrote.
leaving-send = Send now
leaving-save-title = As a file
leaving-save-what = You or somebody you trust opens the page on another device and brings the file in. Whoever has it can see that it is a sealed report. Nobody can read it but the people you chose.
leaving-file = document.json
leaving-is-saved = The browser has the file now. Look whether it is there before you go on.
leaving-go-on = I have the file
leaving-unreachable = The server did not answer. It may have what you sent, or not: sending once more or saving the file does no harm, it is the same letter.
saved-code = Your report is in the file. It arrives when somebody brings the file in.
saved-title = Done. Your report is in the file
saved-bring = Open { $address } on any device, choose “Bring in a sealed file”, and choose the file.
saved-who = Anyone can do that for you. They learn nothing of what is in it.
saved-look = When it has been brought in, your code opens the answers at { $address }. Until then the page finds nothing.
saved-delete = When it has arrived, delete the file, and this form too if nobody should find it.
saved-counted-title = Done. Your answers are in the file
saved-counted-no-code = There is no code, so there is nothing else you need to keep, and nobody can answer you.

## Bringing in a sealed file

bring-link = Bring in a sealed file
bring-file = The sealed file
bring-short = Sealed file
bring-what = If somebody gave you a sealed file from the form without a network, it can be sent from here. Nobody can read it here, and you cannot either.
bring-seen = Who runs this network can see that you opened this page, and nothing of the file.
bring-now = Send it
bring-not = This is not a sealed file, or it was not copied whole. Choose another.
bring-others = This file is for another organisation. Open the address that stands on its form.
bring-failed = The server did not take all of it. The file is as it was: try again in a few minutes.
brought-title = It has arrived
brought-what = The server proved that it took all of the file. The people for whom it was sealed can open it.
brought-delete = Whoever gave you the file may want to know. Then delete it from this device.
