// Stands in for `session`: keeps main's permission handlers and certificate procedure for the host to ask.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";
import { recordWithoutEffect } from "./host-records.ts";
import { protocol } from "./protocol.ts";

type PermissionRequestHandler = NonNullable<Parameters<Electron.Session["setPermissionRequestHandler"]>[0]>;
type PermissionCheckHandler = NonNullable<Parameters<Electron.Session["setPermissionCheckHandler"]>[0]>;
type CertificateProcedure = NonNullable<Parameters<Electron.Session["setCertificateVerifyProc"]>[0]>;

const recordedRequestHooks = [
  "onBeforeRequest",
  "onBeforeSendHeaders",
  "onHeadersReceived",
  "onSendHeaders",
  "onCompleted",
  "onErrorOccurred",
] as const;

const webRequest = guardMembers(
  "webRequest",
  Object.fromEntries(recordedRequestHooks.map((hook) => [hook, () => recordWithoutEffect(`webRequest.${hook}`)])),
);

export class HostSession
  extends EventEmitter
  implements
    Pick<
      Electron.Session,
      | "setPermissionRequestHandler"
      | "setPermissionCheckHandler"
      | "setCertificateVerifyProc"
      | "setDevicePermissionHandler"
      | "setUSBProtectedClassesHandler"
      | "setSpellCheckerEnabled"
      | "setDisplayMediaRequestHandler"
      | "isPersistent"
      | "clearStorageData"
      | "clearCache"
      | "resolveProxy"
    >
{
  readonly partition: string;
  readonly protocol = protocol;
  readonly webRequest = webRequest;
  permissionRequestHandler: PermissionRequestHandler | null = null;
  permissionCheckHandler: PermissionCheckHandler | null = null;
  certificateProcedure: CertificateProcedure | null = null;

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
    this.permissionRequestHandler = handler;
    this.emit("host-permission-handlers-changed");
  }

  setPermissionCheckHandler(handler: PermissionCheckHandler | null): void {
    this.permissionCheckHandler = handler;
    this.emit("host-permission-handlers-changed");
  }

  setCertificateVerifyProc(procedure: CertificateProcedure | null): void {
    this.certificateProcedure = procedure;
  }

  setDevicePermissionHandler(): void {
    recordWithoutEffect("session.setDevicePermissionHandler");
  }

  setUSBProtectedClassesHandler(): void {
    recordWithoutEffect("session.setUSBProtectedClassesHandler");
  }

  setDisplayMediaRequestHandler(): void {
    recordWithoutEffect("session.setDisplayMediaRequestHandler");
  }

  setSpellCheckerEnabled(enable: boolean): void {
    recordWithoutEffect("session.setSpellCheckerEnabled", enable);
  }

  isPersistent(): boolean {
    return true;
  }

  /** Chromium tells nobody over its pipe which way it takes. */
  resolveProxy(url: string): Promise<string> {
    recordWithoutEffect("session.resolveProxy", url);
    return Promise.resolve("DIRECT");
  }

  clearStorageData(): Promise<void> {
    recordWithoutEffect("session.clearStorageData");
    return Promise.resolve();
  }

  clearCache(): Promise<void> {
    recordWithoutEffect("session.clearCache");
    return Promise.resolve();
  }
}

const sessions = new Map<string, HostSession>();

export function sessionOf(partition: string): HostSession {
  const known = sessions.get(partition);
  if (known !== undefined) return known;
  const created = guardMembers("session", new HostSession(partition));
  sessions.set(partition, created);
  return created;
}

export const session = {
  get defaultSession(): HostSession {
    return sessionOf("");
  },
  fromPartition: (partition: string) => sessionOf(partition),
};
