/** The tray's English: a whole sentence for every state of this seat, and the words of the menu. */
import type { ReachabilityKey, ReachabilitySentence } from "../../shared/model/reachability-sentence.ts";

export const reachabilityTexts: Record<ReachabilityKey, string> = {
  "reachability.engineLost": "The phone stopped and is being started again. You cannot call or be called for a moment.",
  "reachability.starting": "Starting.",
  "reachability.notConfigured": "Tandem is not set up yet. Ask your administrator for the configuration file.",
  "reachability.stranded": "The call was lost with {{trouble}}. Call back through {{next}}: Ctrl+Shift+R.",
  "reachability.signallingLost": "This call lost its line to {{trouble}}; the voice goes on. Reconnecting.",
  "reachability.connecting": "Connecting to the servers.",
  "reachability.checking": "Checking whether {{trouble}} still answers.",
  "reachability.none": "No server can be reached since {{time}}. Checking every few seconds.",
  "reachability.noneAccepts": "No server accepts this account. Tell your administrator.",
  "reachability.noServer": "There is no server to call through.",
  "reachability.dnd": "Do not disturb is on: calls are turned away. You can call through {{next}}.",
  "reachability.ready": "Ready. Calls go through {{next}}.",
  "reachability.readyAlone": "Ready. Calls go through {{next}}. Nothing stands by.",
  "reachability.only": "Only {{next}} can be reached. You can call and be called.",
  "reachability.failbackPending":
    "{{trouble}} is back. Calls go through {{next}} until it has been steady for a while.",
  "reachability.preferred": "Ready. Calls go through {{next}}, as you chose.",
  "reachability.slow": "{{trouble}} is slow to answer and is being checked. Calls go through {{next}}.",
  "reachability.lost": "{{trouble}} is not answering. Calls go through {{next}}. Nothing to do.",
  "reachability.joining": "Ready. Calls go through {{next}}; {{trouble}} is being connected.",
  "reachability.refused": "{{trouble}} refused the password. Calls go through {{next}}. Tell your administrator.",
  "reachability.notPermitted":
    "{{trouble}} does not permit this account. Calls go through {{next}}. Tell your administrator.",
  "reachability.contactsFull":
    "{{trouble}} still holds an older connection. Calls go through {{next}}. It frees itself within a minute.",
  "reachability.draining": "{{trouble}} is being emptied for maintenance. New calls go through {{next}}.",
  "reachability.overloaded": "{{trouble}} is too busy. New calls go through {{next}}. Nothing to do.",
};

export const menuTexts = {
  open: "Open Tandem",
  answer: "Answer {{who}}",
  reject: "Decline {{who}}",
  hangUp: "Hang up {{who}}",
  rescue: "Call back {{who}}",
  dnd: "Do not disturb",
  quit: "Quit Tandem",
  withheld: "withheld number",
} as const;

export type FormatTime = (at: number) => string;

export function toReachabilityText({ key, params }: ReachabilitySentence, formatTime: FormatTime): string {
  const { atSince } = params;
  const known = atSince === undefined ? params : { ...params, time: formatTime(Number(atSince)) };
  return fill(reachabilityTexts[key], known);
}

export function fill(text: string, params: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/gu, (_whole, name: string) => params[name] ?? "");
}
