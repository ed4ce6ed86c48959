/** Sends Commands from a view and keeps the last refusal, so that no press is ever answered with silence. */
import { useCallback, useState } from "react";
import type { Command, CommandReply } from "../../../shared/contract/command.ts";
import type { CommandFailure } from "../../../shared/model/failure.ts";
import { useWindowParts } from "./window-context.tsx";

export type CommandSender = {
  readonly failure: CommandFailure | null;
  readonly send: (command: Command) => Promise<CommandReply>;
  /** For event handlers, which wait for nothing. */
  readonly order: (command: Command) => void;
};

export function useCommand(): CommandSender {
  const { client } = useWindowParts();
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const send = useCallback(
    async (command: Command) => {
      setFailure(null);
      const reply = await client.send(command);
      setFailure(reply.ok ? null : reply.failure);
      return reply;
    },
    [client],
  );
  const order = useCallback((command: Command) => void send(command), [send]);
  return { failure, send, order };
}
