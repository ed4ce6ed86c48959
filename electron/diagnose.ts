/**
 * `--diagnostics`: looks at every server of the configuration in force, tries the voice, prints what was found, and ends.
 * It takes no lock, opens no window, signs in nowhere and writes nothing but the file it was asked for (decision 0028).
 */
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { hostname, release, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { app, type WebPreferences } from "electron";
import { silentLog } from "../shared/lib/log.ts";
import { TrialReport, type Trial, type TrialOrder } from "../shared/contract/trial-wire.ts";
import type { PhoneConfig } from "../shared/model/phone-config.ts";
import { withoutCustomers } from "../shared/model/incident.ts";
import type { PolicyDocument } from "../shared/model/policy-document.ts";
import { exitCodes, type CliWish } from "./app/cli.ts";
import { findFolders } from "./app/settle-folders.ts";
import { systemClock as clock } from "./app/system-clock.ts";
import { listAuthorities } from "./diagnostics/authorities.ts";
import { hasFailed, type Diagnosis, type ServerDiagnosis } from "./diagnostics/diagnosis.ts";
import { diagnoseServer } from "./diagnostics/diagnose-server.ts";
import { judgeSeat, withCall } from "./diagnostics/judge-trial.ts";
import { listParts, writeBundle } from "./diagnostics/write-bundle.ts";
import { writeReport } from "./diagnostics/write-report.ts";
import { openEngineWindow } from "./engine-host/engine-window.ts";
import { noNotes } from "./files/keeping.ts";
import { createIncidentsFile } from "./incidents/incidents-file.ts";
import { createIpc } from "./ipc/ipc-main.ts";
import { createTrustedSenders } from "./ipc/trusted-senders.ts";
import { createKnownSecrets } from "./logging/known-secrets.ts";
import { toLogPath } from "./logging/log.ts";
import { redact } from "./logging/redact.ts";
import { listLogFiles } from "./logging/rotate-files.ts";
import { listSecrets } from "./settings/list-secrets.ts";
import { lookAtConfig } from "./settings/look-at-config.ts";
import type { Sources } from "./settings/open-sources.ts";
import { createSecrets } from "./settings/secrets.ts";
import { lookForUpdates } from "./updating.ts";
import { toSpkiPin } from "./windows/certificate-pins.ts";
import { guardSession } from "./windows/guard-session.ts";

export type DiagnoseWish = Extract<CliWish, { readonly kind: "diagnose" }>;

export type DiagnoseNeeds = {
  /** The built renderer folder, and the engine's preload. */
  readonly root: string;
  readonly preferences: WebPreferences;
  readonly sources: Sources;
};

/** For the voice's page to start and to try everything; a test call takes some five seconds. */
const trialWithinMs = 90_000;

/** Before Chromium starts: a profile of its own, so that a Tandem that runs keeps its. */
function borrowProfile(folder: string): void {
  const profile = mkdtempSync(join(tmpdir(), "tandem-look-"));
  try {
    // On Windows the key that opens sealed secrets lies there.
    copyFileSync(join(folder, "Local State"), join(profile, "Local State"));
  } catch {
    // Where there is none, the system keeps the key, or nothing was sealed.
  }
  app.setPath("sessionData", profile);
  process.once("exit", () => removeProfile(profile));
}

/** The last of Chromium may still be writing there; what it leaves is the system's to clear, and no reason for another exit code. */
function removeProfile(profile: string): void {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch {
    // It lies in the temporary folder.
  }
}

export async function diagnose(wish: DiagnoseWish, needs: DiagnoseNeeds): Promise<void> {
  const folders = findFolders(wish.userDataFolder);
  app.setPath("userData", folders.data);
  borrowProfile(folders.data);
  // The page of the trial is no window whose end would be the app's, with an exit code of its own.
  app.on("window-all-closed", () => undefined);
  await app.whenReady();
  const { config, described } = lookAtConfig({
    folder: folders.data,
    ...needs.sources(wish.policyFile, silentLog),
    secrets: createSecrets(silentLog),
    log: silentLog,
  });
  const { document } = config.current();
  const phone = config.phone();
  const known = createKnownSecrets();
  known.learn(listSecrets(document));
  const hide = (text: string) => redact(known.hide(text));

  const updates = lookForUpdates(document);
  const looked = phone === null || document === null ? [] : await lookAtServers(phone, document);
  const { servers, seat } =
    phone === null || document === null
      ? { servers: looked, seat: [] }
      : await lookAtVoice({ phone, document, looked, needs });
  const diagnosis: Diagnosis = {
    at: clock.wallNow(),
    tandem: app.getVersion(),
    configuration: { source: described.source, problem: described.problem },
    updates: await updates,
    servers,
    seat,
  };
  const report = hide(writeReport(diagnosis));
  const trouble = wish.file === null ? null : write(resolve(wish.file));
  const isGood = !hasFailed(diagnosis) && trouble === null;
  const code = document === null ? exitCodes.noConfiguration : isGood ? exitCodes.ok : exitCodes.error;
  const end = trouble === null ? "" : `The file ${wish.file ?? ""} could not be written: ${trouble}\n`;
  process.stdout.write(report + end, () => app.exit(code));

  function write(path: string): string | null {
    const parts = listParts(
      {
        report,
        diagnosis,
        configuration: described,
        versions: listVersions(),
        incidents: createIncidentsFile(folders.data, silentLog, noNotes).read().map(withoutCustomers),
        logs: listLogFiles(toLogPath(folders.logs)),
      },
      hide,
    );
    return writeBundle(path, parts, diagnosis.at);
  }
}

function lookAtServers(phone: PhoneConfig, document: PolicyDocument): Promise<readonly ServerDiagnosis[]> {
  const look = {
    authorities: listAuthorities,
    toPin: toSpkiPin,
    wallNow: clock.wallNow,
    monotonicNow: clock.now,
    newToken: () => randomBytes(12).toString("hex"),
    userAgent: `Tandem/${app.getVersion()}`,
    answerWithinMs: 3_000,
  };
  return Promise.all(
    phone.servers.map((server) => {
      const pins = document.servers.find(({ id }) => id === server.id)?.pinnedSpki ?? [];
      return diagnoseServer(look, server, pins);
    }),
  );
}

type VoiceParts = {
  readonly phone: PhoneConfig;
  readonly document: PolicyDocument;
  readonly looked: readonly ServerDiagnosis[];
  readonly needs: DiagnoseNeeds;
};

async function lookAtVoice({
  phone,
  document,
  looked,
  needs,
}: VoiceParts): Promise<Pick<Diagnosis, "servers" | "seat">> {
  const { testNumber = null, emergency } = document.dialing;
  const isEmergency = testNumber !== null && emergency.includes(testNumber);
  const sound = looked.filter(({ steps }) => steps.every(({ state }) => state === "ok" || state === "warning"));
  const order: TrialOrder = {
    type: "try",
    config: phone,
    serverIds: phone.servers.map(({ id }) => id).filter((id) => sound.some((server) => server.id === id)),
    target: isEmergency ? null : testNumber,
  };
  const trial = await tryVoice(order, document, needs);
  const why =
    testNumber === null
      ? "the document names no number for it (dialing.testNumber)"
      : isEmergency
        ? "dialing.testNumber is an emergency number"
        : "an earlier step failed";
  return { servers: looked.map((server) => withCall(server, trial, why)), seat: judgeSeat(trial) };
}

/** @returns null when the page did not start, broke off, or never came to an end. */
async function tryVoice(order: TrialOrder, document: PolicyDocument, needs: DiagnoseNeeds): Promise<Trial | null> {
  const { promise, resolve: settle } = Promise.withResolvers<Trial | null>();
  const senders = createTrustedSenders();
  guardSession({ root: needs.root, senders, onCertificate: () => undefined, log: silentLog }).trustPinsOf(document);
  const ipc = createIpc(senders, silentLog, {
    onCommand: () => Promise.resolve({ ok: false, failure: { kind: "notNow", message: "There is no phone here." } }),
    onWindowReady: () => undefined,
    onReport(raw) {
      const report = TrialReport.safeParse(raw).data;
      if (report?.type === "ready") page.send(order);
      if (report?.type === "tried") settle(report.trial);
      if (report?.type === "failed") settle(null);
    },
  });
  const voiceRoute = { follow: () => () => undefined };
  const { preferences } = needs;
  const url = "app://engine/trial.html";
  const page = openEngineWindow({ url, preferences, senders, ipc, voiceRoute }, () => settle(null));
  const cancel = clock.after(trialWithinMs, () => settle(null));
  const trial = await promise;
  cancel();
  page.close();
  return trial;
}

function listVersions() {
  return {
    tandem: app.getVersion(),
    electron: process.versions["electron"] ?? null,
    chromium: process.versions["chrome"] ?? null,
    node: process.versions.node,
    system: { platform: process.platform, release: release(), architecture: process.arch, computer: hostname() },
    isPackaged: app.isPackaged,
    locale: app.getLocale(),
  };
}
