/** The window's views in their places; which of them stand is decided by the Snapshot alone. */
import { useHasSnapshot, useSnapshot } from "./bridge/use-snapshot.ts";
import { type WindowParts, WindowProvider } from "./bridge/window-context.tsx";
import { EscapeProvider } from "./components/escape-context.tsx";
import { TranslatorProvider } from "./i18n/translator-context.tsx";
import type { Translator } from "./i18n/translator.ts";
import { Announcer } from "./views/announcer/announcer.tsx";
import { CallList } from "./views/calls/call-list.tsx";
import { DialField } from "./views/dial/dial-field.tsx";
import { Header } from "./views/header/header.tsx";
import { IncomingDock } from "./views/incoming/incoming-dock.tsx";
import { Notices } from "./views/notices/notices.tsx";
import { RecentList } from "./views/recent/recent-list.tsx";
import { MissingConfiguration } from "./views/setup/missing-configuration.tsx";
import { Starting } from "./views/setup/starting.tsx";
import { StatusLine } from "./views/status/status-line.tsx";

export function App({ parts, translator }: { readonly parts: WindowParts; readonly translator: Translator }) {
  return (
    <TranslatorProvider translator={translator}>
      <WindowProvider parts={parts}>
        <EscapeProvider>
          <Screen />
        </EscapeProvider>
      </WindowProvider>
    </TranslatorProvider>
  );
}

function Screen() {
  return useHasSnapshot() ? <Window /> : <Starting />;
}

function Window() {
  const isMissing = useSnapshot(({ configuration }) => configuration.state === "missing");
  if (isMissing) return <MissingConfiguration />;
  return (
    <div className="window">
      <Header />
      <StatusLine />
      <main className="panes">
        <DialField />
        <div className="work">
          <CallList />
          <Notices />
          <RecentList />
        </div>
        <IncomingDock />
      </main>
      <Announcer />
    </div>
  );
}
