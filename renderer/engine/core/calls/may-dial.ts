/** Where a target may be dialled: the phone's rules first, then each server's own. */
import { fail, succeed, type Result } from "../../../../shared/lib/result.ts";
import { findForbiddance, isEmergency, type DialTarget } from "../../../../shared/model/dial-target.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { PhoneConfig } from "../../../../shared/model/phone-config.ts";

export type DialPermission = {
  readonly isEmergency: boolean;
  /** Servers that may take this target, in the document's order; never empty. */
  readonly serverIds: readonly ServerId[];
};

/** @returns where it may go, or the sentence that forbids it everywhere. An emergency number may go anywhere. */
export function findPermission(target: DialTarget, config: PhoneConfig): Result<DialPermission, string> {
  const ids = config.servers.map((server) => server.id);
  const rules = [config.dialing, ...config.servers.map((server) => server.dialing)];
  if (rules.some((one) => isEmergency(target, one))) return succeed({ isEmergency: true, serverIds: ids });
  const forbiddance = findForbiddance(target, config.dialing);
  if (forbiddance !== null) return fail(forbiddance);
  const forbidden = config.servers.map((server) => findForbiddance(target, server.dialing));
  const serverIds = ids.filter((_id, index) => forbidden[index] === null);
  const [reason] = forbidden;
  return serverIds.length === 0
    ? fail(reason ?? `${target} may not be called.`)
    : succeed({ isEmergency: false, serverIds });
}
