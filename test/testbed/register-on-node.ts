// One account of the testbed, registered on the main server by the real adapter, without an app.
import { expect } from "vitest";
import type { SipEvent } from "../../renderer/engine/core/sip-vocabulary.ts";
import { ServerId } from "../../shared/model/ids.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { toPhoneConfig } from "../../shared/model/to-phone-config.ts";
import { createAdapterOnNode } from "./adapter-on-node.ts";
import type { Testbed } from "./start-testbed.ts";

const serverId = ServerId.parse("main");

export async function registerOnNode(testbed: Testbed, user: string) {
  const events: SipEvent[] = [];
  const adapter = createAdapterOnNode(() => undefined);
  adapter.configure(toPhoneConfig(PolicyDocument.parse(testbed.policyDocument(user))));
  adapter.listen((event) => events.push(event));
  const until = (type: SipEvent["type"]) => expect.poll(() => events.map((event) => event.type)).toContain(type);
  adapter.perform({ type: "socket.open", serverId, connection: 1 });
  await until("socket.opened");
  adapter.perform({ type: "register.send", serverId, connection: 1, expiresS: 120 });
  await until("register.answered");
  return { adapter, events, until };
}
