/** Every softphone of the comparison that can be had here, and a sentence for each that cannot. */
import type { ProgramRoot } from "../../../scripts/setup/program-root.ts";
import { plainOperators } from "../../testbed/accounts.ts";
import { baresip } from "./baresip.ts";
import { linphone } from "./linphone.ts";
import type { PeerKind } from "./peer.ts";
import { simpleUser } from "./simple-user.ts";
import { tandem } from "./tandem.ts";

export type Fetched = {
  readonly tandemVersion: string;
  readonly sipJsVersion: string;
  readonly baresip: ProgramRoot;
  readonly linphone: ProgramRoot;
};

export type Clients = { readonly kinds: readonly PeerKind[]; readonly missing: readonly string[] };

/** Those without WebRTC take part twice, over TCP and over UDP: each is better at something. */
export function listClients(fetched: Fetched): Clients {
  const [baresipTcp, baresipUdp, linphoneTcp, linphoneUdp] = plainOperators;
  const kinds = [tandem(fetched.tandemVersion)];
  const missing: string[] = [];
  if (fetched.baresip.kind === "ready") {
    const { root, version } = fetched.baresip;
    kinds.push(baresip(root, version, baresipTcp, "tcp"), baresip(root, version, baresipUdp, "udp"));
  } else missing.push(`baresip (${fetched.baresip.reason})`);
  if (fetched.linphone.kind === "ready") {
    const { root, version } = fetched.linphone;
    kinds.push(linphone(root, version, linphoneTcp, "tcp"), linphone(root, version, linphoneUdp, "udp"));
  } else missing.push(`linphone (${fetched.linphone.reason})`);
  kinds.push(simpleUser(fetched.sipJsVersion));
  return { kinds, missing };
}
