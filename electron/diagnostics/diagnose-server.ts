/** One server from its name to its answer: each step is tried once, and only when the one before it held. */
import type { ServerConfig } from "../../shared/model/phone-config.ts";
import type { ServerDiagnosis } from "./diagnosis.ts";
import { judgeClock } from "./judge-clock.ts";
import { findRoute, leaveOpen, openPort, resolveName, sealLine, toTarget, type SealNeeds } from "./reach-server.ts";
import { askWhetherAlive, signIn } from "./sign-in.ts";
import { openSipLine, type SipLineNeeds } from "./sip-line.ts";
import { createStepLedger } from "./step-ledger.ts";

export type ServerLookNeeds = SealNeeds &
  SipLineNeeds & {
    readonly monotonicNow: () => number;
    readonly newToken: () => string;
    readonly userAgent: string;
  };

export async function diagnoseServer(
  needs: ServerLookNeeds,
  server: ServerConfig,
  pinnedSpki: readonly string[],
): Promise<ServerDiagnosis> {
  const { name, url } = server;
  const target = toTarget({ name, url, pinnedSpki });
  const { take, list } = createStepLedger(needs.monotonicNow);
  const addresses = await take("name", target, resolveName);
  const route = await take("route", addresses, (known) => findRoute(target, known));
  const socket = await take("tcp", route, () => openPort(target));
  const seal = target.isSealed ? sealLine.bind(null, needs, target) : leaveOpen;
  const sealed = await take("tls", socket, seal);
  const line = await take("upgrade", sealed, (open) => openSipLine(needs, target, open));
  const asking = line === null ? null : { ...needs, line, server, isSealed: target.isSealed };
  const signedIn = await take("register", asking, signIn);
  // An OPTIONS of an account that is not known is a security event, which gets the office banned.
  await take("options", signedIn === null ? null : asking, askWhetherAlive);
  const toldTime = signedIn?.toldTime ?? line?.toldTime ?? null;
  await take("clock", line, () => ({ finding: judgeClock(toldTime, name), value: null }));
  line?.close();
  socket?.destroy();
  return { id: server.id, name, role: server.role, url, steps: list() };
}
