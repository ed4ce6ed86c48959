/** An account entered by the person at this computer: told again without its password, and put in force. */
import { accountIsManaged, refuseCommand, type CommandReply } from "../../shared/contract/command.ts";
import { toKeptSetup, toOwnDocument, type OwnSetup } from "../../shared/model/own-setup.ts";
import type { ConfigSource } from "./effective-config.ts";

export type SetUp = {
  readonly read: () => Promise<CommandReply>;
  readonly enter: (setup: OwnSetup) => Promise<CommandReply>;
};

export function createSetUp({ current, enter }: Pick<ConfigSource, "current" | "enter">): SetUp {
  return {
    read() {
      const { document, configuration } = current();
      const isOwn = document !== null && configuration.setUp === "own";
      return Promise.resolve({ ok: true, ...(isOwn ? { entered: toKeptSetup(document) } : {}) });
    },
    enter(setup) {
      const own = toOwnDocument(setup);
      if (!own.ok) {
        const what = own.field === "user" ? "the user or the password" : "a server's address";
        return Promise.resolve(
          refuseCommand("malformed", `Tandem cannot sign in with this: ${what} cannot be used. Correct it.`),
        );
      }
      return Promise.resolve(enter({ document: own.document, enrolment: null }) ? { ok: true } : accountIsManaged);
    },
  };
}
