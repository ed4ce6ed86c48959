/** The pictures that are kept and compared: which fixture, in which language, how large and in which look. */
import type { Language } from "../../shared/i18n/catalogues.ts";
import { nameChord } from "../../shared/actions/name-chord.ts";
import { toCardSize } from "./card-size.ts";
import { createTranslator } from "../../renderer/ui/i18n/translator.ts";
import type { fixtures } from "./fixtures.ts";

export const sizes = {
  usual: { width: 380, height: 680 },
  small: { width: 320, height: 480 },
  /** The usual window at 200 %. */
  enlarged: { width: 190, height: 340 },
  wide: { width: 1100, height: 700 },
  card: toCardSize(1),
  "two-cards": toCardSize(2),
} as const;

/** What the system says of itself; `forced-colors` is Windows' contrast theme, white on black. */
export const pictureLooks = {
  light: { colorScheme: "light", contrast: "no-preference", forcedColors: "none" },
  dark: { colorScheme: "dark", contrast: "no-preference", forcedColors: "none" },
  "more-contrast": { colorScheme: "light", contrast: "more", forcedColors: "none" },
  "forced-colors": { colorScheme: "dark", contrast: "more", forcedColors: "active" },
} as const;

type FixtureName = keyof typeof fixtures | "nothingYet";

export type Picture = {
  readonly name: string;
  readonly fixture: FixtureName;
  readonly language: Language;
  readonly size: keyof typeof sizes;
  readonly look: keyof typeof pictureLooks;
  /** The name of a button, or words of a line that opens, to press first. */
  readonly press?: string;
  /** The title of the group that is scrolled to. */
  readonly from?: string;
};

type Way = Pick<Picture, "language" | "size" | "look">;

const plain: Way = { language: "en", size: "usual", look: "light" };

export const pictureList: readonly Picture[] = [
  ...draw(plain, [
    "nothingYet",
    "missingConfiguration",
    "notSetUp",
    "signIn",
    "setUpByLink",
    "missedCalls",
    "mainLost",
    "none",
    "refused",
    "doubtful",
    "draining",
    "dnd",
    "staleConfiguration",
    "certificatesEnd",
    "nothingIsKept",
    "dialling",
    "carriedOver",
    "ringingInTwice",
    "active",
    "poorSound",
    "mutedSpeaking",
    "microphoneDenied",
    "activeAndRinging",
    "twoCalls",
    "transferFailed",
    "consulting",
    "conference",
    "recording",
    "recordingPaused",
    "recordingFailed",
    "stranded",
    "strandedAlone",
    "callingBack",
    "returning",
    "endedLost",
    "longNames",
    "manyScripts",
    "found",
    "foundOne",
    "foundNone",
    "foundRecorded",
    "historyLost",
    "people",
    "peopleNone",
    "knownCaller",
    "colleagues",
    "colleaguesWithCodes",
    "colleaguesNone",
    "colleaguesMainLost",
    "queuesReady",
    "queuesPaused",
    "queuesDisagree",
    "wrapUp",
    "wrapUpMissing",
    "parkedInCall",
    "settings",
    "forwarded",
    "bar",
    "incidents",
    "incidentsNone",
  ]),
  lookAtHeld(plain, "headset"),
  lookAtHeld({ ...plain, look: "dark" }, "look"),
  lookAtHeld({ language: "ru", size: "small", look: "dark" }, "headset"),
  press("active", "Keypad"),
  press("goodSound", "The sound is very good"),
  press("poorSound", "The sound is poor"),
  press("active", "Transfer"),
  press("parkedInCall", "Transfer"),
  press("setUpByLink", "Show what it brings"),
  press("setUpByBadLink", "Show what it brings"),
  press("bothReady", "More"),
  press("queuesPutRight", "The servers disagree"),
  press("queuesMainLost", "Ready in"),
  press("deskFree", "More"),
  press("deskTaken", "More"),
  press("found", "Main did not answer"),
  press("people", "New contact"),
  press("people", "Import…"),
  ...draw({ ...plain, look: "forced-colors" }, ["colleagues"]),
  ...draw({ language: "ru", size: "small", look: "dark" }, ["colleaguesLongNames"]),
  ...draw({ language: "de", size: "enlarged", look: "light" }, ["colleagues", "queuesPaused"]),
  ...draw({ language: "ru", size: "small", look: "dark" }, ["queuesLongNames", "wrapUpMany"]),
  ...draw({ language: "ja", size: "usual", look: "dark" }, ["wrapUpChosen"]),
  press("mainLost", "Main is lost"),
  openStory(plain),
  openStory({ language: "en", size: "wide", look: "dark" }),
  openStory({ language: "en", size: "small", look: "more-contrast" }),
  openStory({ language: "ru", size: "usual", look: "dark" }),
  sendOn(plain),
  sendOn({ language: "de", size: "small", look: "dark" }),
  chooseKeys(plain),
  chooseKeys({ language: "de", size: "small", look: "dark" }),
  ...draw({ ...plain, language: "ru" }, ["missedCalls", "activeAndRinging", "stranded", "settings"]),
  ...draw({ ...plain, look: "dark" }, ["missedCalls", "activeAndRinging", "none", "settingsChosen"]),
  ...draw({ ...plain, look: "more-contrast" }, ["missedCalls", "activeAndRinging"]),
  ...draw({ ...plain, look: "forced-colors" }, ["activeAndRinging", "settings", "bar", "people"]),
  ...draw({ ...plain, size: "small" }, ["activeAndRinging", "foundLong"]),
  ...draw({ language: "de", size: "small", look: "dark" }, ["bar"]),
  ...draw({ language: "ru", size: "small", look: "dark" }, [
    "longNames",
    "settings",
    "conferenceAcross",
    "recordingFailed",
    "conferenceRecorded",
  ]),
  ...draw({ language: "ru", size: "wide", look: "dark" }, ["consultingAcross"]),
  ...draw({ ...plain, size: "wide" }, ["ringingInTwice"]),
  ...draw({ ...plain, language: "ja" }, ["missedCalls", "activeAndRinging", "incidents"]),
  ...draw({ language: "ja", size: "small", look: "dark" }, ["stranded"]),
  ...draw({ ...plain, language: "de" }, ["settings"]),
  ...draw({ language: "de", size: "small", look: "more-contrast" }, ["activeAndRinging"]),
  ...draw({ ...plain, language: "es" }, ["stranded"]),
  ...draw({ language: "de", size: "enlarged", look: "light" }, ["active", "ringingIn", "people"]),
  ...draw({ language: "ru", size: "wide", look: "dark" }, ["activeAndRinging", "found", "people"]),
  ...draw({ ...plain, size: "card" }, ["cardRinging", "cardKnown"]),
  ...draw({ language: "ru", size: "two-cards", look: "dark" }, ["cardTwice"]),
  ...draw({ ...plain, size: "two-cards", look: "forced-colors" }, ["cardTwice"]),
];

function draw(way: Way, fixtures: readonly FixtureName[]): Picture[] {
  return fixtures.map((fixture) => ({ ...way, fixture, name: toName(fixture, way) }));
}

function press(fixture: FixtureName, button: string): Picture {
  const pressed = `${fixture}-${button.toLowerCase().replaceAll(" ", "-").replace("…", "")}`;
  return { ...plain, fixture, press: button, name: toName(pressed, plain) };
}

/** The outage that has most to tell. */
function openStory(way: Way): Picture {
  const press = createTranslator(way.language).say("incident.rescued", { count: 1 });
  return { ...way, fixture: "incidents", press, name: toName("incidents-story", way) };
}

/** In the midst of the keys, with new ones asked for. */
function chooseKeys(way: Way): Picture {
  const { say } = createTranslator(way.language);
  const press = say("keys.change", { action: say("controls.mute"), keys: nameChord("Mod+Shift+F2", say, false) });
  return { ...way, fixture: "settingsKeys", press, name: toName("settings-keys", way) };
}

/** The settings below the sound's. */
function sendOn(way: Way): Picture {
  const from = createTranslator(way.language).say("settings.forwarding");
  return { ...way, fixture: "settingsForwarding", from, name: toName("settings-forwarding", way) };
}

/** What the administrator holds, and where he says so. */
function lookAtHeld(way: Way, group: "headset" | "look"): Picture {
  const from = createTranslator(way.language).say(`settings.${group}`);
  return { ...way, fixture: "settingsHeld", from, name: toName(`settings-held-${group}`, way) };
}

function toName(what: string, { language, size, look }: Way): string {
  const { width, height } = sizes[size];
  return `${what}-${language}-${width}x${height}-${look}`;
}
