/** A pretended phone for the gallery: it answers every Command, remembers it, and says what a test makes it say. */
import type { Command, CommandReply } from "../../shared/contract/command.ts";
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { PhoneBridge } from "../../renderer/ui/bridge/phone-bridge.ts";

export type FakePhone = PhoneBridge & {
  /** Every Command since the page was opened. */
  readonly sent: unknown[];
  readonly deliver: (message: UiMessage) => void;
  readonly show: (snapshot: Snapshot) => void;
  /** The answer to every Command of this type from now on. */
  readonly answer: (type: Command["type"], reply: CommandReply | Promise<CommandReply>) => void;
};

/** @param kept what main keeps beside the Snapshot, said right after it. */
export function createFakePhone(first: Snapshot | null, kept: readonly UiMessage[] = []): FakePhone {
  const sent: unknown[] = [];
  const answers = new Map<string, CommandReply | Promise<CommandReply>>();
  let hear: (message: unknown) => void = () => undefined;
  const deliver = (message: UiMessage) => hear(message);
  return {
    sent,
    deliver,
    show: (snapshot) => deliver({ type: "snapshot", snapshot }),
    answer: (type, reply) => void answers.set(type, reply),
    async send(command) {
      sent.push(command);
      const type = typeof command === "object" && command !== null && "type" in command ? String(command.type) : "";
      return answers.get(type) ?? { ok: true };
    },
    listen(listener) {
      hear = listener;
      if (first !== null)
        for (const message of [{ type: "snapshot", snapshot: first } as const, ...kept]) deliver(message);
    },
  };
}
