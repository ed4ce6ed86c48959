/** The views in their places, in the window and in the incoming card; which of them stand is decided by the Snapshot. */
import { useCallback, useMemo, useRef, useState } from "react";
import { assertNever } from "../../shared/lib/assert-never.ts";
import { chooseSpeech } from "../../shared/i18n/choose-speech.ts";
import { useCommand } from "./bridge/use-command.ts";
import { useChosenSettings, useHasSnapshot, useSetUpRequest, useSnapshot } from "./bridge/use-snapshot.ts";
import { ActionsProvider } from "./bridge/actions-context.tsx";
import { useDeed } from "./bridge/deeds.ts";
import { type WindowParts, WindowProvider } from "./bridge/window-context.tsx";
import { EscapeProvider } from "./components/escape-context.tsx";
import { SpokenProvider } from "./components/spoken-context.tsx";
import { useLook } from "./components/use-look.ts";
import { TranslatorProvider } from "./i18n/translator-context.tsx";
import { createTranslator } from "./i18n/translator.ts";
import { Announcer } from "./views/announcer/announcer.tsx";
import { CallList } from "./views/calls/call-list.tsx";
import { ActionOutcome } from "./views/command-bar/action-outcome.tsx";
import { ColleagueList } from "./views/colleagues/colleague-list.tsx";
import { FoundColleagues } from "./views/colleagues/found-colleagues.tsx";
import { CommandBar } from "./views/command-bar/command-bar.tsx";
import { DialField } from "./views/dial/dial-field.tsx";
import { Header } from "./views/header/header.tsx";
import { IncidentList } from "./views/incidents/incident-list.tsx";
import { IncomingDock } from "./views/incoming/incoming-dock.tsx";
import { IncomingWindow } from "./views/incoming/incoming-window.tsx";
import { Navigation, type Part } from "./views/navigation/navigation.tsx";
import { Notices } from "./views/notices/notices.tsx";
import { ParkedList } from "./views/parking/parked-list.tsx";
import { QueueStrip } from "./views/queues/queue-strip.tsx";
import { ContactForm } from "./views/people/contact-form.tsx";
import { draftOfRemote, type ContactDraft } from "./views/people/contact-draft.ts";
import { FoundContacts, FoundInDirectory } from "./views/people/found-people.tsx";
import { PeopleList } from "./views/people/people-list.tsx";
import { RecentList, type RecentListHandle } from "./views/recent/recent-list.tsx";
import { MicrophoneSettings } from "./views/settings/microphone-settings.tsx";
import { SettingsPanel } from "./views/settings/settings-panel.tsx";
import { MissingConfiguration } from "./views/setup/missing-configuration.tsx";
import { SetUp } from "./views/setup/set-up.tsx";
import { SignIn } from "./views/setup/sign-in.tsx";
import { Starting } from "./views/setup/starting.tsx";
import { StatusLine } from "./views/status/status-line.tsx";
import { VoicemailLamp } from "./views/voicemail/voicemail-lamp.tsx";

export type AppView = "window" | "incoming";

export type AppProps = {
  readonly view: AppView;
  readonly part: Part;
  readonly parts: WindowParts;
  /** What the computer's user prefers, best first. */
  readonly languages: readonly string[];
};

export function App({ view, part, parts, languages }: AppProps) {
  return (
    <WindowProvider parts={parts}>
      <Spoken languages={languages}>
        <EscapeProvider>
          <SpokenProvider>
            <ActionsProvider>{view === "incoming" ? <Card /> : <Screen part={part} />}</ActionsProvider>
          </SpokenProvider>
        </EscapeProvider>
      </Spoken>
    </WindowProvider>
  );
}

/** Speaks the language the operator chose, from the moment it is chosen. */
function Spoken({
  languages,
  children,
}: {
  readonly languages: readonly string[];
  readonly children: React.ReactNode;
}) {
  const settings = useChosenSettings();
  const { language, locale } = chooseSpeech(settings.language, languages);
  const translator = useMemo(() => createTranslator(language, locale), [language, locale]);
  useLook(settings.contrast, language, translator.say("window.title"));
  return <TranslatorProvider translator={translator}>{children}</TranslatorProvider>;
}

function Screen({ part }: { readonly part: Part }) {
  return useHasSnapshot() ? <Window firstPart={part} /> : <Starting />;
}

function Card() {
  if (!useHasSnapshot()) return null;
  return (
    <>
      <IncomingWindow />
      <ActionOutcome />
    </>
  );
}

function Window({ firstPart }: { readonly firstPart: Part }) {
  const isMissing = useSnapshot(({ configuration }) => configuration.state === "missing");
  const signsInAt = useSnapshot(({ configuration }) => configuration.signIn?.origin ?? null);
  const maySetUp = useSnapshot(
    ({ configuration }) => configuration.setUp !== "closed" && configuration.signIn === undefined,
  );
  const isTalking = useSnapshot(({ calls }) =>
    calls.some((call) => call.direction === "incoming" && call.state === "active"),
  );
  const setUpRequest = useSetUpRequest();
  const [taken, setTaken] = useState(0);
  const [isSettingUp, setSettingUp] = useState(false);
  const [part, setPart] = useState(firstPart);
  const [typed, setTyped] = useState("");
  const [editing, setEditing] = useState<ContactDraft | null>(null);
  const closeForm = useCallback(() => setEditing(null), []);
  if (setUpRequest !== null && setUpRequest.times !== taken) {
    setTaken(setUpRequest.times);
    setSettingUp(true);
  }
  const choosePart = (next: Part) => {
    closeForm();
    setPart(next);
  };
  const text = typed.trim();
  const field = useRef<HTMLInputElement>(null);
  const found = useRef<RecentListHandle>(null);
  const stepDown = useCallback(() => found.current?.focusFirst() ?? false, []);
  const stepUp = useCallback(() => field.current?.focus(), []);
  const isInSetUp = maySetUp && (isMissing || (isSettingUp && !isTalking));
  const stands = !isMissing && !isInSetUp;
  useDeed("recent", stands ? () => choosePart("recent") : null);
  useDeed("settings", stands ? () => choosePart("settings") : null);
  useDeed("people", stands ? () => choosePart("people") : null);
  useDeed("colleagues", stands ? () => choosePart("colleagues") : null);
  useDeed("incidents", stands ? () => choosePart("incidents") : null);
  useDeed("focusField", stands ? () => field.current?.select() : null);
  if (isInSetUp) {
    return (
      <>
        <SetUp microphone={<OwnMicrophone />} onEnter={() => setSettingUp(true)} onDone={() => setSettingUp(false)} />
        <ActionOutcome />
        <IncomingDock />
        <Announcer />
      </>
    );
  }
  if (isMissing && signsInAt !== null) {
    return (
      <>
        <SignIn origin={signsInAt} />
        <Announcer />
      </>
    );
  }
  if (isMissing) return <MissingConfiguration />;
  return (
    <div className="window">
      <Header />
      <StatusLine />
      <QueueStrip />
      <CommandBar />
      <ActionOutcome />
      <main className="panes">
        <DialField field={field} onType={setTyped} onStepDown={stepDown} />
        <div className="work">
          <CallList />
          <ParkedList />
          <Notices />
          {editing !== null ? (
            <ContactForm draft={editing} onLeave={closeForm} />
          ) : text === "" && part !== "recent" ? (
            <OtherPart
              part={part}
              onEdit={setEditing}
              onLeave={() => setPart("recent")}
              onSetUp={() => setSettingUp(true)}
            />
          ) : (
            <RecentList
              typed={typed}
              handle={found}
              before={text === "" ? null : <FoundBefore text={text} onEdit={setEditing} />}
              after={text === "" ? null : <FoundInDirectory text={text} />}
              onAddContact={(remote) => setEditing(draftOfRemote(remote))}
              onLeave={stepUp}
            />
          )}
        </div>
        <IncomingDock />
        <Navigation part={part} onChoose={choosePart}>
          <VoicemailLamp />
        </Navigation>
      </main>
      <Announcer />
    </div>
  );
}

/** Whom one talks with most stands first. */
function FoundBefore({ text, onEdit }: { readonly text: string; readonly onEdit: (draft: ContactDraft) => void }) {
  return (
    <>
      <FoundColleagues text={text} />
      <FoundContacts text={text} onEdit={onEdit} />
    </>
  );
}

/** The microphone as the settings have it, for whoever sets the phone up. */
function OwnMicrophone() {
  const { order } = useCommand();
  const settings = useChosenSettings();
  return (
    <MicrophoneSettings
      settings={settings}
      change={(change) => order({ type: "settings.change", change })}
      tryEcho={() => order({ type: "sound.echo" })}
    />
  );
}

type OtherPartProps = {
  readonly part: Exclude<Part, "recent">;
  readonly onEdit: (draft: ContactDraft) => void;
  readonly onLeave: () => void;
  readonly onSetUp: () => void;
};

/** Whatever is typed is looked for among calls and people, so a search takes the place of any part while it lasts. */
function OtherPart({ part, onEdit, onLeave, onSetUp }: OtherPartProps) {
  switch (part) {
    case "people":
      return <PeopleList onEdit={onEdit} />;
    case "colleagues":
      return <ColleagueList />;
    case "incidents":
      return <IncidentList onLeave={onLeave} />;
    case "settings":
      return <SettingsPanel onSetUp={onSetUp} />;
    default:
      return assertNever(part);
  }
}
