// Makes a fresh target ready for its first navigation: worlds, interception, certificates, and the listeners behind them.
import type { CdpConnection, CdpPipe } from "./cdp-pipe.ts";
import type { CdpEvents } from "./cdp-protocol.ts";
import { decideCertificate } from "./certificates.ts";
import { hostBinding, preloadWorldName } from "./preload-messages.ts";
import type { PreloadEnvelope } from "./preload-messages.ts";
import type { PreloadScripts } from "./preload-scripts.ts";
import { protocol } from "./protocol.ts";
import type { HostSession } from "./session.ts";

export interface PageGone {
  reason: "crashed" | "killed" | "oom" | "clean-exit" | "abnormal-exit" | "launch-failed";
  exitCode: number;
}

/** What the owner of a page learns about it. */
export interface PageListener {
  onContext: (context: { id: number; uniqueId: string } | null) => void;
  contextId: () => number | null;
  /** Permissions main denies that a document must not even ask for. */
  readonly deniedFeatures: readonly string[];
  onNavigated: (url: string) => void;
  onNavigatedInPage: (url: string) => void;
  onDomReady: () => void;
  onLoaded: () => void;
  onTitle: (title: string) => void;
  onConsole: (level: "debug" | "info" | "warning" | "error", message: string, sourceId: string, line: number) => void;
  mayNavigate: (chromiumUrl: string) => boolean;
  onMessage: (envelope: PreloadEnvelope) => void;
  onWindowOpen: (url: string, frameName: string, features: string) => void;
  onGone: (gone: PageGone) => void;
  onClosed: () => void;
}

interface PageToPrepare {
  pipe: CdpPipe;
  page: CdpConnection;
  targetId: string;
  scripts: PreloadScripts;
  session: HostSession;
  listener: PageListener;
}

const consoleLevels: Record<string, "debug" | "info" | "warning" | "error"> = {
  debug: "debug",
  verbose: "debug",
  warning: "warning",
  error: "error",
  assert: "error",
};

const goneReasons: Record<string, PageGone["reason"]> = {
  killed: "killed",
  oom: "oom",
  "oom-killed": "oom",
  "normal termination": "clean-exit",
  "abnormal termination": "abnormal-exit",
  "launch failed": "launch-failed",
};

function listenToWorlds({ page, targetId, listener }: PageToPrepare): void {
  page.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.name === preloadWorldName && context.auxData?.frameId === targetId) listener.onContext(context);
  });
  page.on("Runtime.executionContextDestroyed", ({ executionContextId }) => {
    if (executionContextId === listener.contextId()) listener.onContext(null);
  });
  page.on("Runtime.executionContextsCleared", () => listener.onContext(null));
  page.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
    if (name !== hostBinding || executionContextId !== listener.contextId()) return;
    listener.onMessage(JSON.parse(payload) as PreloadEnvelope);
  });
}

function listenToNavigation({ page, targetId, listener }: PageToPrepare): void {
  page.on("Page.frameNavigated", ({ frame }) => {
    if (frame.parentId === undefined)
      listener.onNavigated(frame.unreachableUrl ?? `${frame.url}${frame.urlFragment ?? ""}`);
  });
  page.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
    if (frameId === targetId) listener.onNavigatedInPage(url);
  });
  page.on("Page.domContentEventFired", () => listener.onDomReady());
  page.on("Page.loadEventFired", () => listener.onLoaded());
  page.on("Page.windowOpen", ({ url, windowName, windowFeatures }) => {
    listener.onWindowOpen(url, windowName, windowFeatures.join(","));
  });
  page.on("Fetch.requestPaused", (paused) => pauseOrAnswer(page, targetId, listener, paused));
}

function pauseOrAnswer(
  page: CdpConnection,
  targetId: string,
  listener: PageListener,
  paused: CdpEvents["Fetch.requestPaused"],
): void {
  const { requestId, request, resourceType, frameId } = paused;
  if (resourceType === "Document" && frameId === targetId && !listener.mayNavigate(request.url)) {
    page.tell("Fetch.failRequest", { requestId, errorReason: "Aborted" });
  } else if (protocol.isHosted(request.url)) {
    void protocol.answer(page, paused, resourceType === "Document" ? listener.deniedFeatures : []);
  } else {
    page.tell("Fetch.continueRequest", { requestId });
  }
}

function listenToConsole({ page, listener }: PageToPrepare): void {
  page.on("Runtime.consoleAPICalled", ({ type, args, stackTrace }) => {
    const text = args
      .map(({ value, description }) =>
        typeof value === "string" ? value : (description ?? JSON.stringify(value) ?? ""),
      )
      .join(" ");
    const frame = stackTrace?.callFrames[0];
    listener.onConsole(consoleLevels[type] ?? "info", text, frame?.url ?? "", (frame?.lineNumber ?? -1) + 1);
  });
  page.on("Runtime.exceptionThrown", ({ exceptionDetails }) => {
    const { text, exception, url, lineNumber } = exceptionDetails;
    listener.onConsole("error", `${text} ${exception?.description ?? ""}`.trim(), url ?? "", lineNumber + 1);
  });
  page.on("Log.entryAdded", ({ entry }) => {
    listener.onConsole(consoleLevels[entry.level] ?? "info", entry.text, entry.url ?? "", (entry.lineNumber ?? -1) + 1);
  });
}

/** These listeners sit on the browser's own connection and must be taken off with the page. */
function listenToTarget({ pipe, targetId, listener }: PageToPrepare): () => void {
  const { browser } = pipe;
  const stops = [
    browser.on("Target.targetCrashed", (crash) => {
      if (crash.targetId !== targetId) return;
      listener.onGone({ reason: goneReasons[crash.status] ?? "crashed", exitCode: crash.errorCode });
    }),
    browser.on("Target.targetDestroyed", (destroyed) => {
      if (destroyed.targetId === targetId) listener.onClosed();
    }),
    browser.on("Target.targetCreated", ({ targetInfo }) => {
      if (targetInfo.openerId === targetId) browser.tell("Target.closeTarget", { targetId: targetInfo.targetId });
    }),
    browser.on("Target.targetInfoChanged", ({ targetInfo }) => {
      if (targetInfo.targetId === targetId) listener.onTitle(targetInfo.title);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Resolves, once the target may navigate, with the way to stop listening. */
export async function preparePage(prepared: PageToPrepare): Promise<() => void> {
  const { page, scripts, session } = prepared;
  const stopListening = listenToTarget(prepared);
  listenToWorlds(prepared);
  listenToNavigation(prepared);
  listenToConsole(prepared);
  page.on("Security.certificateError", (error) => void decideCertificate(page, session, error));
  await Promise.all([
    page.send("Page.enable", {}),
    page.send("Runtime.enable", {}),
    page.send("Log.enable", {}),
    page.send("Inspector.enable", {}),
    page.send("Runtime.addBinding", { name: hostBinding, executionContextName: preloadWorldName }),
    page.send("Page.addScriptToEvaluateOnNewDocument", { source: scripts.pageWorld }),
    page.send("Page.addScriptToEvaluateOnNewDocument", { source: scripts.preloadWorld, worldName: preloadWorldName }),
    page.send("Fetch.enable", { patterns: protocol.patterns() }),
    page.send("Security.enable", {}),
    page.send("Security.setOverrideCertificateErrors", { override: true }),
  ]);
  return stopListening;
}
