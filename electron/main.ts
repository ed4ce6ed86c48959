/** Tandem's main process: reads the command line, builds every part once and joins them; nothing is decided here. */
import { join } from "node:path";
import { app, session } from "electron";
import { answerAndLeave, toAnswer } from "./app/answer-and-leave.ts";
import { exitCodes, parseCli, type RunWish } from "./app/cli.ts";
import { createCommandLineDial } from "./app/command-line-dial.ts";
import { setChromiumSwitches } from "./app/chromium-switches.ts";
import { confirmHangUp } from "./app/confirm-hang-up.ts";
import { logUncaught } from "./app/crash.ts";
import { fulfilWish } from "./app/fulfil-wish.ts";
import { watchQuitting } from "./app/lifecycle.ts";
import { toOwnArguments } from "./app/own-arguments.ts";
import { watchPower } from "./app/power.ts";
import { createQuitting } from "./app/quit.ts";
import { receiveWishes } from "./app/receive-wishes.ts";
import { systemClock as clock } from "./app/system-clock.ts";
import { settleUserDataFolder } from "./app/user-data-folder.ts";
import { createEngineSupervisor } from "./engine-host/engine-supervisor.ts";
import { openEngineWindow } from "./engine-host/engine-window.ts";
import { stopEngine } from "./engine-host/stop-engine.ts";
import { createIpc } from "./ipc/ipc-main.ts";
import { createOutbox } from "./ipc/outbox.ts";
import { createTrustedSenders } from "./ipc/trusted-senders.ts";
import { createLocalApiOutlet } from "./local-api/local-api-outlet.ts";
import { createLogging } from "./logging/log.ts";
import { checkConfig } from "./settings/check-config.ts";
import { createConfigSource, type EffectiveConfig } from "./settings/effective-config.ts";
import { createLastGoodDocument } from "./settings/last-good-document.ts";
import { findPolicyFile } from "./settings/policy-location.ts";
import { createSecrets } from "./settings/secrets.ts";
import { createSettingsStore } from "./settings/settings-store.ts";
import { isCallUp } from "./switchboard/is-call-up.ts";
import { createSwitchboard } from "./switchboard/switchboard.ts";
import { registerAppScheme, serveAppFiles } from "./windows/app-protocol.ts";
import { guardCertificates, toPins } from "./windows/certificate-pins.ts";
import { createMainWindow } from "./windows/main-window.ts";
import { guardNavigation } from "./windows/navigation-guard.ts";
import { guardPermissions } from "./windows/permission-guard.ts";
import { toSecurePreferences } from "./windows/secure-preferences.ts";
import { createUiOutlet } from "./windows/ui-outlet.ts";

const built = (path: string) => join(import.meta.dirname, "..", path);

const toLocationNeeds = (policyFlag: string | null) => {
  return { platform: process.platform, env: process.env, isPackaged: app.isPackaged, policyFlag };
};

const firstWish = parseCli(toOwnArguments(process.argv, app.isPackaged));
if (firstWish.kind === "run") {
  run(firstWish);
} else {
  const needs = { version: app.getVersion(), checkConfig: (file: string | null) => checkConfig(toLocationNeeds(file)) };
  answerAndLeave(toAnswer(firstWish, needs));
}

/** What must stand before Chromium starts. */
function run(wish: RunWish): void {
  let fulfil: (wish: RunWish) => void = () => undefined;
  const wishes = createOutbox<RunWish>((next) => fulfil(next));
  const folder = settleUserDataFolder(wish.userDataFolder);
  if (!receiveWishes(wishes.post)) return app.exit(exitCodes.ok);
  const logging = createLogging(join(folder, "logs"), process.env["TANDEM_LOG"] === "debug");
  const log = logging.scope("main");
  log.info(`Tandem ${app.getVersion()}, Electron ${process.versions["electron"] ?? "?"}`);
  logUncaught(log);
  registerAppScheme();
  guardNavigation(log);
  setChromiumSwitches();
  wishes.post(wish);
  app.once("ready", () => {
    fulfil = start(wish, folder, logging.scope);
    wishes.open();
  });
}

/** @returns what fulfils the wishes of this start and of later ones. */
function start(wish: RunWish, folder: string, logOf: ReturnType<typeof createLogging>["scope"]) {
  const log = logOf("main");
  const senders = createTrustedSenders();
  const settings = createSettingsStore(folder, logOf("settings"));
  const config = createConfigSource({
    location: findPolicyFile(toLocationNeeds(wish.policyFile)),
    lastGood: createLastGoodDocument(settings, createSecrets(logOf("settings")), logOf("settings")),
    clock,
    log: logOf("settings"),
  });
  const document = () => config.current().document;

  const switchboard = createSwitchboard({
    clock,
    log: logOf("switchboard"),
    engineLog: logOf("engine"),
    sendToEngine: (order) => supervisor.send(order),
  });
  const ipc = createIpc(senders, logOf("ipc"), {
    onCommand: (raw) => switchboard.ask("ui", raw),
    onWindowReady: (id) => ui.welcome(id),
    onReport: switchboard.receiveReport,
  });
  const isInCall = () => isCallUp(switchboard.snapshot());
  const enginePage = { url: "app://engine/index.html", preferences: toSecurePreferences(built("preload/engine.cjs")) };
  const supervisor = createEngineSupervisor({
    clock,
    log: logOf("engine-host"),
    openPage: (onGone) => openEngineWindow({ ...enginePage, senders, ipc }, onGone),
    isCallUp: isInCall,
    config: config.phone,
    publish: switchboard.publish,
  });
  switchboard.listenToLifeSigns(supervisor.noteSign);

  const ui = createUiOutlet(ipc.sendToWindow, switchboard.snapshot);
  const window = createMainWindow({
    url: "app://ui/index.html",
    preferences: toSecurePreferences(built("preload/ui.cjs")),
    senders,
    ui,
    clock,
    log: logOf("windows"),
    readBounds: () => settings.read().windowBounds,
    writeBounds: (windowBounds) => settings.change({ windowBounds }),
  });
  const localApi = createLocalApiOutlet({ line: switchboard, folder, clock, log: logOf("local-api") });
  const lineDial = createCommandLineDial(switchboard, clock, log);
  for (const outlet of [ui, localApi, lineDial]) switchboard.addOutlet(outlet);

  const quitting = createQuitting({
    clock,
    log,
    isCallUp: isInCall,
    confirmHangUp,
    stopEngine: () => stopEngine(supervisor, switchboard),
    closeEverything: async () => {
      config.stop();
      await switchboard.stopOutlets();
      window.close();
      supervisor.stop();
    },
    exit: (code) => app.exit(code),
  });
  const quitBySystem = () => void quitting.request("system");
  watchQuitting(quitting);
  watchPower({ sendToEngine: supervisor.send, onResume: supervisor.forgiveSilence, onShutdown: quitBySystem, log });

  serveAppFiles(built("renderer"), logOf("windows"));
  guardPermissions(session.defaultSession, senders, logOf("windows"));
  const apply = (next: EffectiveConfig): void => {
    const { configuration } = next;
    guardCertificates(session.defaultSession, toPins(next.document?.servers ?? []), logOf("windows"), clock.wallNow);
    switchboard.publish({ type: "configuration.changed", at: clock.wallNow(), configuration });
    void localApi.configure(next.document);
    supervisor.configure();
  };
  apply(config.current());
  config.listen(apply);
  config.watchFile();
  supervisor.start();

  const mayDial = () => document()?.dialing.dialFromCommandLine === true;
  return (next: RunWish) => fulfilWish(next, { window, mayDial, dial: lineDial.request, log });
}
