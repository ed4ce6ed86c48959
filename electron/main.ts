/** Tandem's main process: reads the command line, builds every part once and joins them; nothing is decided here. */
import { hostname } from "node:os";
import { join } from "node:path";
import { app, clipboard, globalShortcut, nativeTheme, shell } from "electron";
import { chooseSpeech } from "../shared/i18n/choose-speech.ts";
import { createSay } from "../shared/i18n/create-say.ts";
import { createAddressOutlet } from "./app/address-outlet.ts";
import { exitCodes, parseCli, type RunWish } from "./app/cli.ts";
import { createCommandLineDial } from "./app/command-line-dial.ts";
import { setChromiumSwitches } from "./app/chromium-switches.ts";
import { fillFromClipboard } from "./app/clipboard-dial.ts";
import { confirmHangUp } from "./app/confirm-hang-up.ts";
import { confirmSignOut } from "./app/confirm-sign-out.ts";
import { logUncaught, startOrLeave } from "./app/crash.ts";
import { fulfilWish } from "./app/fulfil-wish.ts";
import { hasDefaultRoute } from "./app/has-default-route.ts";
import { watchQuitting } from "./app/lifecycle.ts";
import { toOwnArguments } from "./app/own-arguments.ts";
import { watchPower } from "./app/power.ts";
import { createQuitting } from "./app/quit.ts";
import { readAddresses } from "./app/read-addresses.ts";
import { receiveWishes } from "./app/receive-wishes.ts";
import { systemClock as clock } from "./app/system-clock.ts";
import { systemDice as dice } from "./app/system-dice.ts";
import { forgetPlace, readPlace } from "./app/place.ts";
import { settleFolders } from "./app/settle-folders.ts";
import { tellElsewhere } from "./app/tell-elsewhere.ts";
import { isOnWayland, toX11Arguments } from "./app/xwayland.ts";
import { createEngineSupervisor } from "./engine-host/engine-supervisor.ts";
import { openEngineWindow } from "./engine-host/engine-window.ts";
import { stopEngine, stopIdleEngine } from "./engine-host/stop-engine.ts";
import { createVoiceRoute } from "./engine-host/voice-route.ts";
import { createIpc } from "./ipc/ipc-main.ts";
import { createOutbox } from "./ipc/outbox.ts";
import { createTrustedSenders } from "./ipc/trusted-senders.ts";
import { createHistoryOutlet } from "./history/history-outlet.ts";
import { askWhere } from "./files/ask-where.ts";
import { askWhich } from "./files/ask-which.ts";
import { exportIncidents } from "./incidents/export-incidents.ts";
import { openIncidents } from "./incidents/open-incidents.ts";
import { createIncidentsOutlet } from "./incidents/incidents-outlet.ts";
import { createLocalApiOutlet } from "./local-api/local-api-outlet.ts";
import { createKeepingBook, type KeepingBook } from "./files/keeping.ts";
import { createLogging } from "./logging/log.ts";
import { answer } from "./answer.ts";
import { diagnose } from "./diagnose.ts";
import { createObey } from "./obey.ts";
import { createOutsideWindow } from "./outside-window.ts";
import { createUpdates, startInstead } from "./updating.ts";
import { createErase, provision } from "./provision.ts";
import { createRetention } from "./retain.ts";
import { createPeopleOutlet } from "./people/people-outlet.ts";
import { forkRecords } from "./records/fork-records.ts";
import { createRecordsLine } from "./records/records-line.ts";
import { createOpenRecordings } from "./recordings/open-recordings.ts";
import { createRecordingsOutlet } from "./recordings/recordings-outlet.ts";
import { checkServer } from "./diagnostics/check-server.ts";
import { listSecrets } from "./settings/list-secrets.ts";
import { createConfigSource } from "./settings/effective-config.ts";
import { createLastGood } from "./settings/last-good-document.ts";
import { openSources } from "./settings/open-sources.ts";
import { createOwnDocument } from "./settings/own-document.ts";
import { createSetUp } from "./settings/set-up.ts";
import { openElectronStoreFile } from "./settings/electron-store-file.ts";
import { createKeptAccounts } from "./settings/kept-accounts.ts";
import { createOperatorSettings } from "./settings/operator-settings.ts";
import { createSecrets } from "./settings/secrets.ts";
import { createSettingsStore } from "./settings/settings-store.ts";
import { isCallUp } from "./switchboard/is-call-up.ts";
import { leaveQueues } from "./switchboard/leave-queues.ts";
import { restoreWishes } from "./switchboard/restore-wishes.ts";
import { createSwitchboard } from "./switchboard/switchboard.ts";
import { registerAppScheme } from "./windows/app-protocol.ts";
import { toSpkiPin } from "./windows/certificate-pins.ts";
import { createEndingCertificates } from "./windows/ending-certificates.ts";
import { guardSession } from "./windows/guard-session.ts";
import { createGlobalKeys } from "./windows/global-keys.ts";
import { createIncomingWindow } from "./windows/incoming-window.ts";
import { createIncomingOutlet } from "./windows/incoming-outlet.ts";
import { createMainWindow } from "./windows/main-window.ts";
import { guardNavigation } from "./windows/navigation-guard.ts";
import { toSecurePreferences } from "./windows/secure-preferences.ts";
import { createUiOutlet } from "./windows/ui-outlet.ts";

const built = (path: string) => join(import.meta.dirname, "..", path);
const toPreferences = (page: "engine" | "ui") => toSecurePreferences(built(`preload/${page}.cjs`));

const isDebugging = process.env["TANDEM_LOG"] === "debug";
const firstWish = parseCli(toOwnArguments(process.argv, app.isPackaged));
const sources = openSources({ isPackaged: app.isPackaged, clock });
if (firstWish.kind === "run") run(firstWish);
else if (firstWish.kind === "diagnose") {
  registerAppScheme();
  setChromiumSwitches();
  void diagnose(firstWish, { root: built("renderer"), preferences: toPreferences("engine"), sources });
} else answer(firstWish, sources);

/** What must stand before Chromium starts. */
function run(wish: RunWish): void {
  const onX11 = toX11Arguments(process);
  if (onX11 !== null) return startInstead(onX11);
  let fulfil: (wish: RunWish) => void = () => undefined;
  const wishes = createOutbox<RunWish>((next) => fulfil(next));
  const { data: folder, logs, trouble } = settleFolders(wish.userDataFolder);
  const standing = receiveWishes(folder, readPlace(process, hostname()), wishes.post);
  if (standing === "handedOver") return app.exit(exitCodes.ok);
  if (standing !== "first") {
    tellElsewhere(
      standing,
      createSay(chooseSpeech("system", [Intl.DateTimeFormat().resolvedOptions().locale]).language),
    );
    return app.exit(exitCodes.error);
  }
  const logging = createLogging({ folder: logs, isVerbose: isDebugging });
  const log = logging.scope("main");
  log.info(`Tandem ${app.getVersion()}, Electron ${process.versions["electron"] ?? "?"}`);
  logUncaught(log);
  registerAppScheme();
  // Windows shows notifications only for a program it knows by this name, the installer's (electron-builder.yml).
  if (process.platform === "win32") app.setAppUserModelId("app.tandem.phone");
  guardNavigation(log);
  setChromiumSwitches();
  wishes.post(wish);
  app.once("ready", () => {
    fulfil = startOrLeave(() => start(wish, { folder, keeping: createKeepingBook(trouble), logging }), log) ?? fulfil;
    wishes.open();
  });
}

type Grounds = {
  readonly folder: string;
  readonly keeping: KeepingBook;
  readonly logging: ReturnType<typeof createLogging>;
};

/** @returns what fulfils the wishes of this start and of later ones. */
function start(wish: RunWish, { folder, keeping, logging }: Grounds) {
  const logOf = logging.scope;
  const senders = createTrustedSenders();
  const languages = app.getPreferredSystemLanguages();
  const log = logOf("main");
  const settings = createSettingsStore(folder, openElectronStoreFile, logOf("settings"), keeping);
  const secrets = createSecrets(logOf("settings"));
  const config = createConfigSource({
    ...sources(wish.policyFile, logOf("settings")),
    lastGood: createLastGood(settings.lastGood, secrets, logOf("settings")),
    lastGoodPolicies: createLastGood(settings.lastGoodPolicies, secrets, logOf("settings")),
    own: createOwnDocument(settings, secrets),
    clock,
    log: logOf("settings"),
  });
  const accounts = createKeptAccounts(settings, () => config.phone(operator.choices()));
  const switchboard = createSwitchboard({
    clock,
    log: logOf("switchboard"),
    engineLog: logOf("engine"),
    sendToEngine: (order) => supervisor.send(order),
    showSound: (now) => ui.broadcast({ type: "sound", now }),
    takeRecording: (news) => recordings.take(news),
    obey: (command) => obey(command),
  });
  const operator = createOperatorSettings({
    store: settings.operator,
    policy: config.ofOperator,
    wallNow: clock.wallNow,
    publish: switchboard.publish,
    useSound: (sound) => supervisor.send({ type: "useSound", sound }),
    useChoices: () => supervisor.configure(),
    useLook: ({ appearance, zoomPct }) => {
      nativeTheme.themeSource = appearance;
      window.useZoom(zoomPct);
      card.useZoom(zoomPct);
    },
  });
  const ipc = createIpc(senders, logOf("ipc"), {
    onCommand: (raw) => switchboard.ask("ui", raw),
    onWindowReady: (id) => ui.welcome(id),
    onReport: switchboard.receiveReport,
  });
  const isInCall = () => isCallUp(switchboard.snapshot());
  const enginePage = {
    url: `app://engine/index.html${isDebugging ? "?log=debug" : ""}`,
    preferences: toPreferences("engine"),
  };
  const voiceRoute = createVoiceRoute({ hasDefaultRoute, log: logOf("engine-host") });
  const supervisor = createEngineSupervisor({
    clock,
    log: logOf("engine-host"),
    openPage: (onGone) => openEngineWindow({ ...enginePage, senders, ipc, voiceRoute }, onGone),
    isCallUp: isInCall,
    config: accounts.phone,
    sound: operator.sound,
    publish: switchboard.publish,
    restore: () => restoreWishes(switchboard, clock.wallNow()),
  });
  switchboard.listenToLifeSigns(supervisor.noteSign);
  const ui = createUiOutlet(ipc.sendToWindow, switchboard.snapshot, () => [
    history.message(),
    incidents.message(),
    globalKeys.message(),
  ]);
  const records = createRecordsLine({
    fork: (listener) => forkRecords(built("main/records.js"), folder, listener),
    clock,
    log: logOf("records"),
  });
  const history = createHistoryOutlet({
    line: records,
    clock,
    publish: switchboard.publish,
    show: ui.broadcast,
    askWhere,
    eraseRecordings: (gone) => recordings.erase(gone),
    forgetNumber: (number) => void retention.forgetNumber(number),
  });
  const openRecordings = createOpenRecordings(folder, logOf("recordings"), keeping);
  const recordings = createRecordingsOutlet({
    folder: join(folder, "recordings"),
    ...openRecordings,
    clock,
    log: logOf("recordings"),
    sendToEngine: (order) => supervisor.send(order),
    addLateCall: history.addLate,
    forgetInHistory: history.forgetRecordings,
    showInFolder: (path) => shell.showItemInFolder(path),
    play: (path) => shell.openPath(path),
  });
  const people = createPeopleOutlet({
    line: records,
    snapshot: switchboard.snapshot,
    clock,
    publish: switchboard.publish,
    onChanged: history.refresh,
    askWhere,
    askWhich,
  });
  const incidents = createIncidentsOutlet({
    ...openIncidents(folder, logOf("incidents"), keeping),
    clock,
    publish: switchboard.publish,
    show: ui.broadcast,
  });
  const retention = createRetention({ incidents, openRecordings, logging, keeping, clock });
  const window = createMainWindow({
    url: "app://ui/index.html",
    preferences: toPreferences("ui"),
    senders,
    ui,
    clock,
    log: logOf("windows"),
    bounds: settings.windowBounds,
  });
  const localApi = createLocalApiOutlet({
    line: switchboard,
    incidents: incidents.list,
    folder,
    clock,
    log: logOf("local-api"),
  });
  const sayNow = () => createSay(chooseSpeech(switchboard.snapshot().settings.language, languages).language);
  const { renewals, enrolling, signingIn } = provision({
    config,
    erase: createErase({ ...settings, operator, records, history, incidents, recordings }),
    due: settings.isWipeDue,
    isInCall,
    confirm: () => confirmSignOut(sayNow(), config.provisioning().wipe),
    takeLeave: () => leaveQueues(switchboard, clock),
    clock,
    dice,
    log: logOf("provisioning"),
  });
  const obey = createObey({
    history,
    people,
    recordings,
    operator,
    setUp: createSetUp(config),
    signingIn,
    enrolling,
    fillFromClipboard: () => fillFromClipboard({ readText: () => clipboard.readText(), window }),
    exportIncidents: (withCustomers) =>
      exportIncidents(
        { incidents: incidents.list(), withCustomers, at: clock.wallNow(), tandem: app.getVersion() },
        askWhere,
      ),
    checkServer: (wanted) => checkServer({ toPin: toSpkiPin, monotonicNow: clock.now }, wanted),
  });
  const lineDial = createCommandLineDial(switchboard, clock, log);

  const quitting = createQuitting({
    clock,
    log,
    isCallUp: isInCall,
    confirmHangUp: () => confirmHangUp(sayNow()),
    stopEngine: () => stopEngine(supervisor, switchboard),
    stopIdleEngine: () => stopIdleEngine(supervisor, switchboard),
    isUpdateReady: () => updates.isReady(),
    installUpdate: (how) => updates.install(how === "andStart"),
    closeEverything: async () => {
      config.stop();
      renewals.stop();
      certificates.stop();
      await switchboard.stopOutlets();
      await records.stop();
      window.close();
      supervisor.stop();
      forgetPlace(folder);
    },
    exit: (code) => app.exit(code),
  });
  const { byPerson, bySystem } = watchQuitting(quitting);
  watchPower({ sendToEngine: supervisor.send, onResume: supervisor.forgiveSilence, onShutdown: bySystem, log });
  const card = createIncomingWindow({
    url: "app://ui/incoming.html",
    preferences: toPreferences("ui"),
    senders,
    ui,
    log: logOf("windows"),
  });
  const incoming = createIncomingOutlet({ card, mainWindow: window });
  const globalKeys = createGlobalKeys({
    line: switchboard,
    shortcuts: globalShortcut,
    isUncertain: isOnWayland(process),
    clock,
    showWindow: window.show,
    tell: ui.broadcast,
    log: logOf("windows"),
  });
  const outside = createOutsideWindow({
    line: switchboard,
    window,
    quit: byPerson,
    languages,
    log: logOf("tray"),
    clock,
  });
  const certificates = createEndingCertificates({
    clock,
    tell: (list) => switchboard.publish({ type: "certificates.changed", at: clock.wallNow(), certificates: list }),
  });
  const addresses = createAddressOutlet({
    readAddresses,
    clock,
    onLost: () => supervisor.send({ type: "networkChanged" }),
  });
  switchboard.addOutlets(addresses, voiceRoute.outlet);
  switchboard.addOutlets(
    ...accounts.outlets,
    ui,
    ...outside,
    history,
    recordings,
    people,
    incidents,
    incoming,
    localApi,
    lineDial,
  );
  const updates = createUpdates({
    log: logOf("updates"),
    leave: quitting.forUpdate,
    publish: (update) => switchboard.publish({ type: "update.changed", at: clock.wallNow(), update }),
  });
  switchboard.addOutlets(globalKeys, updates, retention);

  const guard = guardSession({
    root: built("renderer"),
    senders,
    onCertificate: certificates.note,
    log: logOf("windows"),
  });
  void signingIn.begin();
  config.follow(({ document, configuration }) => {
    guard.trustPinsOf(document);
    certificates.useServers(document?.servers ?? []);
    logging.hide(listSecrets(document));
    switchboard.publish({ type: "configuration.changed", at: clock.wallNow(), configuration });
    void localApi.configure(document);
    history.configure(document);
    recordings.configure(document);
    retention.configure(document);
    people.configure(document);
    updates.configure(document);
    supervisor.configure();
    operator.obeyPolicy();
    renewals.attend();
  });
  operator.announce();
  keeping.follow((now) => switchboard.publish({ type: "keeping.changed", at: clock.wallNow(), keeping: now }));
  supervisor.start();

  const setUpStand = () => {
    const { setUp, signIn } = config.current().configuration;
    return { setUp: signIn === undefined ? setUp : "closed", isInCall: isInCall() } as const;
  };
  return (next: RunWish) =>
    fulfilWish(next, { window, setUpStand, mayDial: config.mayDialByFlag, dial: lineDial.request, log });
}
