/** One server after the sign-in: whether it took the account, and a test call through it alone. */
import { useState } from "react";
import type { Call } from "../../../../shared/model/call.ts";
import type { CallId } from "../../../../shared/model/ids.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { describeSignIn, describeTrial } from "./trial-model.ts";

export function ServerTrial({ server, target }: { readonly server: Server; readonly target: string }) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, send, order } = useCommand();
  const [callId, setCallId] = useState<CallId | null>(null);
  const [last, setLast] = useState<Call | null>(null);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const now = useSnapshot(({ calls }) => calls.find(({ id }) => id === callId) ?? null);
  const isBusy = useSnapshot(({ calls }) => calls.some(({ state }) => state !== "ended"));
  // A call that is over leaves the Snapshot after a minute; what came of it stays to be read.
  if (now !== null && now !== last) setLast(now);
  const signIn = describeSignIn(server);
  const trial = last === null ? null : describeTrial(last, servers);
  useSpoken(`${server.name}: ${say(signIn.key, signIn.params)}`, "quiet");
  useSpoken(trial === null ? "" : `${server.name}: ${say(trial.key, trial.params)}`, "quiet");
  const call = async () => {
    const reply = await send({ type: "call.dial", target, serverId: server.id, only: true });
    if (reply.ok && reply.callId !== undefined) setCallId(reply.callId);
  };
  const isUp = now !== null && now.state !== "ended";
  return (
    <section className="setup-server" aria-label={server.name}>
      <h2 className="setup-server-name">
        <bdi>{server.name}</bdi>
      </h2>
      <p className="setup-note">{say(signIn.key, signIn.params)}</p>
      {trial === null ? null : <p className="setup-note setup-trial">{say(trial.key, trial.params)}</p>}
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      {isUp ? (
        <Button look="stop" onPress={() => order({ type: "call.hangUp", callId: now.id })}>
          {say("controls.hangUp")}
        </Button>
      ) : (
        <Button isUnavailable={isBusy || server.state !== "ready" || target === ""} onPress={() => void call()}>
          {say("setup.testCall", { server: server.name })}
        </Button>
      )}
    </section>
  );
}
