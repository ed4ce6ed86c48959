/** A dialog as plain facts, out of SIP.js and back, for whoever has to end it when this engine cannot. */
import { Grammar } from "sip.js";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { OpenDialog } from "../../../../shared/model/open-dialog.ts";
import type { ByeTarget } from "./owed-byes.ts";

export function toOpenDialog(serverId: ServerId, dialog: ByeTarget, cseq: number): OpenDialog {
  const { callId, localTag, remoteTag, localURI, remoteURI, remoteTarget, routeSet } = dialog;
  return {
    serverId,
    callId,
    localTag,
    remoteTag,
    localUri: localURI.toString(),
    remoteUri: remoteURI.toString(),
    remoteTarget: remoteTarget.toString(),
    routeSet: [...routeSet],
    cseq,
  };
}

/** @returns null when one of its addresses cannot be read. */
export function toByeTarget(dialog: OpenDialog): ByeTarget | null {
  const [localURI, remoteURI, remoteTarget] = [dialog.localUri, dialog.remoteUri, dialog.remoteTarget].map((text) =>
    Grammar.URIParse(text),
  );
  if (localURI === undefined || remoteURI === undefined || remoteTarget === undefined) return null;
  const { callId, localTag, remoteTag, routeSet } = dialog;
  return { callId, localTag, remoteTag, localURI, remoteURI, remoteTarget, routeSet };
}
