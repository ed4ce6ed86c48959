/** The page's door: Commands go out, UiMessages are parsed and folded, and a gap in their numbers asks for a new start. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { type Command, CommandReply } from "../../../shared/contract/command.ts";
import { parseAtDoor } from "../../../shared/contract/parse.ts";
import { UiMessage } from "../../../shared/contract/wire.ts";
import { toErrorText } from "../../../shared/lib/error-text.ts";
import { nothingHeard, type SoundNow } from "../../../shared/model/sound-now.ts";
import type { PhoneBridge } from "./phone-bridge.ts";
import type { SnapshotStore } from "./snapshot-store.ts";

export type PhoneClient = {
  /** Never rejects: a request that did not get through is answered with the failure `engineLost`. */
  readonly send: (command: Command) => Promise<CommandReply>;
  /** Apart from the store: it changes ten times a second, and only who looks at it is drawn again. */
  readonly sound: StoreApi<SoundNow>;
};

export type PhoneClientParts = {
  readonly bridge: PhoneBridge;
  readonly store: SnapshotStore;
  /** An Event is missing; only a page that starts anew hears the whole Snapshot again. */
  readonly startAnew: (why: string) => void;
  readonly log: (text: string) => void;
};

export function createPhoneClient({ bridge, store, startAnew, log }: PhoneClientParts): PhoneClient {
  const sound = createStore<SoundNow>()(() => nothingHeard);

  bridge.listen((raw) => {
    const parsed = parseAtDoor(UiMessage, raw);
    if (!parsed.ok) {
      log(`A message of the phone was dropped: ${parsed.failure}`);
      return;
    }
    if (parsed.value.type === "sound") {
      sound.setState(parsed.value.now, true);
      return;
    }
    const taken = store.getState().take(parsed.value);
    if (taken.kind === "gap") startAnew(`Events ${taken.expected} to ${taken.got - 1} did not arrive.`);
  });

  return {
    sound,
    async send(command) {
      try {
        const reply = parseAtDoor(CommandReply, await bridge.send(command));
        if (reply.ok) return reply.value;
        log(`The answer to ${command.type} could not be read: ${reply.failure}`);
      } catch (error) {
        log(`${command.type} was not delivered: ${toErrorText(error)}`);
      }
      return {
        ok: false,
        failure: { kind: "engineLost", message: "The phone did not take the request. Try again in a moment." },
      };
    },
  };
}
