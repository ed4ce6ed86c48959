/** What documents and policies say of the operator's settings. */
import { noForwarding } from "../../shared/model/forwarding.ts";
import { HeldSetting, settingKeys, type OperatorOffers } from "../../shared/model/operator-policy.ts";
import type { Assembled } from "./assemble-document.ts";
import type { AllOffers } from "./collect-offers.ts";

/** @param assembled null: there is no document, and still the window has a look and a language. */
export function toOperatorOffers(offers: AllOffers, assembled: Assembled | null): OperatorOffers {
  const ofOperator: OperatorOffers = {};
  for (const setting of HeldSetting.options) {
    if (setting === "forwarding") continue;
    const said = offers[settingKeys[setting]] ?? {};
    if (Object.keys(said).length > 0) ofOperator[setting] = said;
  }
  return { ...ofOperator, ...forbidForwarding(assembled) };
}

/** It is allowed or not: what forbids it holds it, wherever that is said. */
function forbidForwarding(assembled: Assembled | null): OperatorOffers {
  const said = assembled?.settings["failover.forwarding"];
  if (said?.value !== "off" || said.where === null) return {};
  const offer = { value: noForwarding, where: said.where };
  if (said.source === "managedPolicy") return { forwarding: { managedPolicy: offer } };
  return { forwarding: { document: { ...offer, isLocked: true } } };
}
