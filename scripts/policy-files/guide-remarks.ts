/** What the administrator's guide says of a key beyond the schema's own words: its form in words, its reasons, its links. */
export type GuideRemark = {
  /** In the place of what the schema says of its form. */
  readonly form?: string;
  /** In the place of the default. */
  readonly usual?: string;
  /** After the schema's words. */
  readonly more?: string;
  /** One to think about. */
  readonly isWeighty?: true;
};

/** By the path in a document; `servers.url` is that of each server. */
export const guideRemarks: Readonly<Record<string, GuideRemark>> = {
  account: { form: "object" },
  servers: { form: "list, at least one", more: "One server alone is legal; nothing stands by then" },
  failover: { more: "[Below](#every-number-of-failover)" },
  media: { more: "Below" },
  dialing: { more: "Below" },
  history: { more: "Below" },
  recording: { more: "Below" },
  incidents: { more: "Below" },
  log: { more: "Below" },
  directory: { more: "Below" },
  updates: { more: "Below; [how it is rolled out](#newer-versions)" },
  wrapUp: { more: "Below; without it there is none" },
  window: { more: "Below" },
  featureCodes: { more: "Below" },
  localApi: { more: "Below" },
  colleagues: {
    form: 'up to 100 of `{ "extension": "1002", "name": "Tanaka Yuki" }`',
    more: "On every server; its own line a seat leaves out. Each is a subscription on each server. An operator may add 20 more",
  },
  voicemail: {
    form: '`{ "number"?: "*97" }`',
    more: "Present: every server is asked; `number` is dialled on the server that holds the messages",
  },
  queues: {
    form: 'up to 20 of `{ "id": "500", "name": "Sales", "codes"?: … }`',
    more: "`id` as the server knows it. `codes`: any of the queue's codes of `featureCodes`, where they are this queue's own. [What the server needs](#queues)",
  },
  queueHeader: {
    form: "1 to 64 letters, digits, -",
    more: "Such as `X-Queue`, with the queue's `id` or a name as its value. Shown with the call; only calls that have it are a queue's for `wrapUp`. [What the server needs](#whose-queue-is-calling)",
  },
  pauseReasons: {
    form: 'up to 16 of `{ "id": "1", "name": "Lunch" }`',
    more: "`id` (letters and digits) stands for `{reason}` in the code that pauses",
  },
  parkingSlots: {
    form: "up to 20 of 1 to 8 digits, `*`, `#`",
    more: 'Such as `"701"`. [What the server needs](#parking)',
  },
  provisioning: {
    form: '`{ "refreshHours": 1 to 168, "link": https address }`',
    usual: "`12`, none",
    more: "Only in a document that came by a [link](#a-link-instead-of-typing): how often, and where, a newer one is looked for",
  },
  "provisioning.hosts": {
    form: "up to 16 of `host` or `host:port`",
    usual: "any",
    more: "As it stands in the link: a name does not stand for its address. Any other is refused before a byte is sent, and nobody types an account",
  },
  "provisioning.signedBy": {
    form: "44 characters of base64",
    more: "[How to sign](#signed-documents). Nobody types an account then",
  },
  "provisioning.signIn": {
    form: "https address without a token",
    more: "[Shared computers](#shared-computers). There is no wizard then",
  },
  "provisioning.signInLasts": {
    more: "`untilQuit`: each start asks anew, also after a crash, and erases first what `wipe` says",
  },
  "provisioning.wipe": {
    more: "`everything`: calls, notes, contacts, incidents and settings too; recordings stay where the rules put them. `secrets`: the account, where calls are sent on to, and the own colleagues",
  },
  "provisioning.proxy": {
    form: "`system`, `none` or `http://host:port`",
    more: "Asked by CONNECT, without a password",
  },
  fleet: { form: '`{ "url": text, "site": text }`', more: "Checked; without effect in this version" },
  locked: {
    form: "list of sections (`media`) and of keys in them (`media.codecs`)",
    more: "[What that means](#policies-of-the-computer)",
  },
  "updates.url": { more: "Such as `https://updates.example.com/tandem/`; the ring `all` is `…/tandem/all/`" },
  "updates.percentage": { more: "The smaller of this and the manifest's `stagingPercentage` counts" },
  "updates.shifts": { more: "By the computer's clock; `22:00-06:00` ends on the next day" },
  "updates.publicKey": { isWeighty: true, more: "Without it, TLS and the hash in the manifest are all there is" },
  "updates.publishers": { more: "Only for NSIS on Windows, through PowerShell" },
  "account.user": { form: "1 to 64 of letters, digits and `_ . ! ~ * ' ( ) + -`" },
  "account.displayName": { form: "up to 128 characters" },
  "account.password": { form: "1 to 256 characters", more: "Exactly one of `password` and `ha1`" },
  "account.ha1": { form: "32 hexadecimal digits", more: "Needs `realm`" },
  "account.realm": {
    usual: "see right",
    more: "Without one: the server's `domain`, and `asterisk`. A challenge of any other realm is never answered",
  },
  "servers.id": { form: "1 to 32 letters, digits, `-`, `_`; each different" },
  "servers.name": { more: "Keep it short" },
  "servers.role": { more: "Exactly one is `primary`" },
  "servers.url": {
    form: "`wss://host[:port]/path`",
    more: "`ws://` is taken to this computer alone (`localhost`, `127.…`, `[::1]`). Port 443 if none is given",
  },
  "servers.domain": { form: "host name or address, a port allowed", more: "`sip:1001@domain`" },
  "servers.pinnedSpki": { form: "list of 44 characters of base64", more: "[Pins](#certificates-and-pins)" },
  "servers.user": { form: "as in `account`", usual: "the account's" },
  "servers.displayName": { form: "as in `account`", usual: "the account's" },
  "servers.password": { form: "as in `account`", usual: "the account's", more: "`password` or `ha1`, not both" },
  "servers.ha1": {
    form: "as in `account`",
    usual: "the account's",
    more: "An account's `ha1` does not hold for another user or realm: give the server its own",
  },
  "servers.realm": { form: "as in `account`", usual: "the account's" },
  "servers.callerId": { more: "From stays the account. Not tried with a real server" },
  "servers.dialing": { form: '`{ "emergency": …, "forbidden": … }`' },
  "servers.voicemail": { form: '`{ "number"?: … }`', usual: "the document's" },
  "servers.featureCodes": { form: "as the document's", usual: "the document's" },
  "featureCodes.login": { form: "`{queue}` `{extension}`", more: "Without it every seat counts as a member" },
  "featureCodes.logout": { form: "`{queue}` `{extension}`" },
  "featureCodes.pause": { form: "`{queue}` `{extension}` `{reason}`" },
  "featureCodes.unpause": { form: "`{queue}` `{extension}`" },
  "featureCodes.memberHint": {
    form: "`{queue}` `{extension}`",
    more: "Watched, not dialled. Without it the window shows what was last done there, and no change from elsewhere is seen",
  },
  "featureCodes.pauseHint": { form: "`{queue}` `{extension}`", more: "The same" },
  "featureCodes.pickUp": {
    form: "`{extension}`: a colleague's",
    more: "Dialled as an ordinary call on the server that told it, and no other. Begin it with `*` or `#`, so that it is never dialled again by itself",
  },
  "featureCodes.listen": { form: "`{extension}`: a colleague's", more: "The same" },
  "featureCodes.whisper": { form: "`{extension}`: a colleague's", more: "The same" },
  "featureCodes.takeOver": {
    form: "`{extension}`: the one taken over",
    more: "Offered in the ⋯ menu. What it means is your dialplan's: [lines that do it](#another-desks-extension)",
  },
  "featureCodes.releaseDesk": { form: "`{extension}`: the one taken over" },
  "featureCodes.deskHint": { form: "`{extension}`: the own", more: "Watched, not dialled" },
  "featureCodes.dndOn": {
    form: "`{extension}`: the own",
    more: "Dialled with do not disturb, on every server; the phone itself turns calls away with or without it. [Lines that do it](#do-not-disturb-at-the-server)",
  },
  "featureCodes.dndOff": { form: "`{extension}`: the own" },
  "featureCodes.dndHint": {
    form: "`{extension}`: the own",
    more: "Watched, not dialled. Without it a change from elsewhere is not seen",
  },
  "featureCodes.park": { form: "a number", more: "By a blind transfer" },
  "featureCodes.retrieve": {
    form: "`{slot}`",
    more: "Dialled as an ordinary call, on the server where the call waits and no other",
  },
  "featureCodes.parkHint": { form: "`{slot}`", more: "Watched, not dialled" },
  "media.echoCancellation": { usual: "on" },
  "media.noiseSuppression": { usual: "on" },
  "media.autoGain": { usual: "on" },
  "media.codecs": {
    form: 'list of `"opus"` `"g722"` `"pcmu"` `"pcma"`, each once, `"pcmu"` or `"pcma"` among them',
    usual: "all four, in this order",
    more: "What is not named is not offered. Counts from the next call on",
  },
  "media.headsetButtons": { usual: "on", more: "[Linux needs a rule](#headsets-on-linux)" },
  "media.ringVolume": { usual: "80" },
  "media.ringsOnSpeaker": { usual: "off" },
  "media.iceServers": {
    form: 'up to 8 of `{ "urls": text or list, "username"?, "credential"? }`',
    more: "Leave it empty where seats and servers reach each other directly. An entry the browser cannot read is left out, and the log says so",
  },
  "window.appearance": { usual: "`system`" },
  "window.language": { form: "`system`, or two letters", usual: "`system`" },
  "window.notifications": { usual: "on" },
  "window.chords": {
    form: 'such as `{ "hangUp": "Mod+Shift+F9", "mute": null }`',
    usual: "the usual keys",
    more: "An action that is not named has its usual keys; `{}` is all of them as they are. Mod is Ctrl, and Cmd on a Mac",
  },
  "window.globalChords": { form: "the same", usual: "the usual keys" },
  "dialing.emergency": {
    form: "up to 32 of 2 to 32 digits, `*`, `#`, `+`",
    more: "Compared with the whole cleaned number (`03-1234` is `031234`). They pass drains and overload too, ask until the callee's side answers, and wait 15 s for the first server when none can be reached",
  },
  "dialing.forbidden": {
    form: "up to 64 regular expressions of 1 to 128 characters",
    more: "JavaScript's, tried anywhere in the number: write `^00`, not `00`",
  },
  "dialing.testNumber": {
    form: "2 to 32 of `0-9 * # +`",
    more: "Dialled through each server by [`--diagnostics`](#looking-at-a-phone) alone; never an emergency number",
  },
  "dialing.outsidePrefix": {
    form: "at most 4 of `0-9 * #`",
    more: "A caller with it and without is the same. It changes nothing that is dialled",
  },
  "dialing.country": {
    form: '`{ "code": "81", "trunkPrefix"?: "0" }`',
    more: '`""` where nothing stands before it. With it the history knows `03-1234-5678` and `+81312345678` for one number, when it searches and when it erases. It changes nothing that is dialled',
  },
  "directory.urls": {
    form: "1 to 4 of `ldap://…`, `ldaps://…`",
    more: "With a `password` only `ldaps://`, or this computer. A certificate goes by the system's store",
  },
  "directory.base": { form: "a DN" },
  "directory.filter": {
    form: "RFC 4515, with `{text}`",
    usual: "name, organization, numbers",
    more: "Escaped, every word",
  },
  "directory.numberFilter": {
    form: "RFC 4515, with `{number}` or `{digits}`",
    usual: "`telephoneNumber`, `mobile`, `homePhone`",
    more: "`{number}`: any spelling of it, which a directory after RFC 4517 finds whatever spaces and hyphens stand in it. Active Directory compares texts: write `(\\|(telephoneNumber=*{digits})(mobile=*{digits}))`, the last eight digits with anything between them",
  },
  "directory.attributes": {
    form: "`name` `company` `work` `mobile` `home`, each a list",
    usual: "`displayName` `cn` · `o` `ou` · `telephoneNumber` · `mobile` · `homePhone`",
    more: "The first that is there is taken for a name",
  },
  "directory.password": {
    more: "Sealed like the account's. Where it is refused, nobody asks for 15 minutes, so that the account is not locked; the log says so",
  },
  "directory.cacheDays": { more: "In `people.db`" },
  "history.eraseNumbers": {
    form: "up to 1,000 numbers",
    more: "At every seat that reads this. Both spellings of `dialing.country` count, from 7 digits on. [What becomes of the other files](#what-is-erased-beside-calls)",
  },
  "incidents.keepDays": { more: "One that goes on stays. 200 are the most in any case" },
  "log.keepDays": { more: "25 MB are the most in any case" },
  "recording.mode": {
    more: "`ask`: the operator starts and stops; `always`: from its answer to its end. A document that forbids it ends recordings at once",
  },
  "recording.mayPause": { more: "A card's number, say. It is silent in the file" },
  "recording.consentTone": {
    more: "Of 1,400 Hz, after a pause too, and with `repeat` every `toneEveryS`. Whether a beep is enough, or nothing is needed, is your law's to say",
  },
  "recording.format": {
    more: "Some 360 kB a minute, or 16 kHz and 3.8 MB. The operator is on the left, the others on the right",
  },
  "recording.encryptTo": { form: "60 characters" },
  "recording.folder": {
    form: "a whole path",
    usual: "`recordings` in the user's folder",
    more: "A share is fine. Each seat makes a folder of its own there, `<account>-<computer>`. Recordings in a folder that is named no more are left alone: move them along",
  },
  "wrapUp.reasons": {
    form: 'up to 40 of `{ "id": "sold", "name": "Sold" }`',
    more: "Kept with it as it was named then, shown and found in the history, and in its files (`wrapUp`)",
  },
  "wrapUp.after": {
    more: "`queueCalls`: those that `queueHeader` says a queue sent; without it those that came in and were taken while the seat was logged in to a queue, a colleague's too",
  },
  "wrapUp.timeS": { more: "On every server; by the operator's `Done` less" },
  "wrapUp.isReasonNeeded": {
    more: "Also in the next call and after it, one call after the other, of ten at most. It never keeps a call away, so a reason may be missing",
  },
  "wrapUp.pauseReason": {
    form: "letters and digits",
    more: "If it is one of `pauseReasons` the window names the pause by it",
  },
  "localApi.origins": {
    form: "up to 16 of `https://host[:port]` or `http://…`, no path",
    more: "Besides programs that send no Origin",
  },
  "localApi.dialsPerMinute": { more: "Emergency numbers are never slowed down" },
  "failover.probeActiveMs": { isWeighty: true, more: "[5,000 above 1,000 seats](#probes-and-load-by-number-of-seats)" },
  "failover.probeStandbyMs": { isWeighty: true },
  "failover.probeTimeoutMs": { more: "Three more within a second, all unanswered, make it lost" },
  "failover.failbackAfterMs": {
    isWeighty: true,
    more: "Steady is ready, and not answering 503. Live calls never move. From 10,000 on this happens by itself once an hour at most, so that a server that comes and goes does not take the calls with it each time; a person may prefer it at any moment",
  },
  "failover.rescue": {
    isWeighty: true,
    more: "By itself only while line and voice are both gone and another server is in reach; the side that dialled within 1.5 s, the side that was called after 8 to 9.5 s, and neither while another call is spoken on; never a feature code, a withheld number or what the dial rules of the other server forbid. Emergency numbers are offered under `off` too",
  },
  "failover.callWaiting": {
    isWeighty: true,
    more: "`off`: while the seat has a call other callers get 486, on every server",
  },
  "failover.forwarding": {
    more: "All, while busy, or unanswered. The seat answers 302 with the number as its Contact, on the server that offers the call; that server dials it, so its dial plan and its bill are concerned. In PJSIP this is `redirect_method = user`, the default; `Queue()` and `Dial()` with the option `i` ignore it. Emergency numbers, feature codes, the own number and what `dialing` forbids are never the target. `off`: the setting is held and nothing is sent on",
  },
  "failover.autoAnswer": {
    more: "By its INVITE (`Call-Info: <…>;answer-after=0`, `Alert-Info: <…>;info=alert-autoanswer;delay=0`, `Alert-Info: Auto Answer`), 2 s after a beep and words on the card at the earliest, and only while the seat has no other call. Strip these headers from calls that come from outside: who can set them can listen in",
  },
  "failover.tryingTimeoutMs": { more: "`null`: four times the measured round trip, at least 300, at most 1,000" },
  "failover.registerExpiresS": { more: "Refreshed after 50 to 75 %" },
  "failover.registerTimeoutMs": { more: "A booting Asterisk accepts the connection and drops SIP" },
  "failover.subscribeExpiresS": {
    more: "Refreshed after 50 to 75 %. A lost connection ends it sooner, so it may be long",
  },
  "failover.subscribeSpreadMs": {
    more: "The others follow one at a time, each after twenty times as long as the server took for the one before it, 0.2 s at least",
  },
  "failover.bindingCheckMs": {
    more: "By a REGISTER without Contact, challenged like any other, and before each refresh: [a second sign-in](decisions/0012-one-account-at-two-places.md) is seen that late. 60,000 above 1,000 seats. A server that answers it with anything but 2xx is not asked again",
  },
  "failover.sharedSuspicionSpreadMs": { more: "The other server died, say" },
  "failover.mergeGapMs": { isWeighty: true },
  "failover.mergeTotalMs": { isWeighty: true },
  "failover.declineCode": {
    isWeighty: true,
    more: "6xx would end every branch of a fork, so it cannot be chosen",
  },
  "failover.strongKeyHeaders": {
    isWeighty: true,
    form: "up to 8 header names (letters, digits, `-`, up to 64)",
    more: "Your edge puts it there",
  },
};
