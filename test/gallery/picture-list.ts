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
const dark: Way = { ...plain, look: "dark" };
const moreContrast: Way = { ...plain, look: "more-contrast" };
const forcedColors: Way = { ...plain, look: "forced-colors" };
const russian: Way = { language: "ru", size: "small", look: "dark" };
const russianWide: Way = { ...russian, size: "wide" };
const german: Way = { ...plain, language: "de" };
const germanSmall: Way = { language: "de", size: "small", look: "dark" };
const germanEnlarged: Way = { ...german, size: "enlarged" };
const japanese: Way = { ...plain, language: "ja" };
const spanish: Way = { ...plain, language: "es" };

export const pictureList: readonly Picture[] = [
  // Each state of the window once, as the operator's guide shows it.
  ...draw(plain, [
    "nothingYet",
    "notSetUp",
    "setUpByLink",
    "missedCalls",
    "mainLost",
    "none",
    "refused",
    "doubtful",
    "draining",
    "dialling",
    "carriedOver",
    "ringingInTwice",
    "active",
    "mutedSpeaking",
    "microphoneDenied",
    "activeAndRinging",
    "consulting",
    "conference",
    "recording",
    "recordingFailed",
    "stranded",
    "callingBack",
    "manyScripts",
    "found",
    "people",
    "colleaguesWithCodes",
    "queuesReady",
    "wrapUp",
    "wrapUpMissing",
    "parkedInCall",
    "settings",
    "bar",
  ]),
  // What opens in it.
  press("active", "Keypad"),
  press("active", "Transfer"),
  press("poorSound", "The sound is poor"),
  press("parkedInCall", "Transfer"),
  press("setUpByLink", "Show what it brings"),
  press("bothReady", "More"),
  press("queuesPutRight", "The servers disagree"),
  press("mainLost", "Main is lost"),
  press("found", "Main did not answer"),
  press("people", "Import…"),
  openStory(plain),
  chooseKeys(plain),
  // The other looks.
  ...draw(dark, ["activeAndRinging"]),
  lookAtHeld(dark, "look"),
  ...draw(moreContrast, ["missedCalls"]),
  ...draw(forcedColors, ["activeAndRinging", "settings", "bar"]),
  ...draw({ ...forcedColors, size: "two-cards" }, ["cardTwice"]),
  openStory({ ...moreContrast, size: "small" }),
  // The longest words, where there is least room.
  ...draw(russian, [
    "longNames",
    "settings",
    "conferenceAcross",
    "recordingFailed",
    "colleaguesLongNames",
    "queuesLongNames",
    "wrapUpMany",
  ]),
  ...draw({ ...russian, size: "two-cards" }, ["cardTwice"]),
  ...draw(germanEnlarged, ["active", "ringingIn", "queuesPaused"]),
  ...draw({ ...germanSmall, look: "more-contrast" }, ["activeAndRinging"]),
  sendOn(germanSmall),
  chooseKeys(germanSmall),
  // Two panes.
  ...draw(russianWide, ["activeAndRinging", "found"]),
  // What needs an administrator, and what is kept, as German operators see it.
  ...draw(german, ["certificatesEnd", "signIn", "foundRecorded", "colleagues", "queuesMainLost"]),
  // Letters that are wider than high words, and lines that break anywhere.
  ...draw(japanese, ["activeAndRinging", "queuesReady", "settings", "incidents"]),
  ...draw({ ...japanese, look: "dark" }, ["wrapUpChosen", "people"]),
  ...draw({ ...japanese, size: "small", look: "dark" }, ["stranded"]),
  // Whole sentences on buttons.
  ...draw(spanish, ["stranded", "queuesDisagree", "people"]),
  ...draw({ ...spanish, look: "dark" }, ["settings", "colleaguesMainLost", "notSetUp"]),
  ...draw({ ...spanish, size: "small" }, ["wrapUp"]),
  ...draw({ ...spanish, size: "small", look: "more-contrast" }, ["recordingPaused"]),
  // The card above other windows.
  ...draw({ ...plain, size: "card" }, ["cardRinging"]),
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
