/** What a link brings, before anything of it is kept: from whom, whose account, and which servers, each looked for at once. */
import { useEffect, useRef } from "react";
import type { SetUpOffer } from "../../../../shared/model/enrolment.ts";
import type { CommandFailure } from "../../../../shared/model/failure.ts";
import type { ServerCheck } from "../../../../shared/model/server-check.ts";
import { useServerCheck } from "../../bridge/use-server-check.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { describeCheck, toCheckTone } from "./describe-check.ts";
import { StepButtons } from "./step-buttons.tsx";

export type OfferStepProps = {
  readonly offer: SetUpOffer;
  /** Why it could not be kept. */
  readonly failure: CommandFailure | null;
  readonly onBack: () => void;
  readonly onKeep: () => void;
};

export function OfferStep({ offer, failure, onBack, onKeep }: OfferStepProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { origin, user, displayName, servers } = offer;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="setup-form">
      <h2 ref={title} tabIndex={-1} className="setup-offer">
        {say("setup.offer", { origin })}
      </h2>
      <section className="setup-server" aria-label={say("settings.account")}>
        <p className="setup-note">{say("settings.account")}</p>
        <p className="setup-server-name">
          <bdi>{displayName === "" ? user : displayName}</bdi>
        </p>
        {displayName === "" ? null : (
          <p className="setup-note">
            <bdi>{user}</bdi>
          </p>
        )}
      </section>
      {servers.map((server) => (
        <OfferedServer key={server.id} server={server} />
      ))}
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      <StepButtons
        back={{ words: say("setup.otherLink"), onPress: onBack }}
        go={{ words: say("setup.use"), onPress: onKeep }}
      />
    </div>
  );
}

function OfferedServer({ server }: { readonly server: SetUpOffer["servers"][number] }) {
  const { say } = useTranslator();
  const check = useCheckOf(server);
  const found = check === null ? null : describeCheck(check);
  const words = found === null ? say("setup.check.checking") : say(found.key, found.params);
  useSpoken(found === null ? "" : `${server.name}: ${words}`, "quiet");
  return (
    <section className="setup-server" aria-label={server.name}>
      <p className="setup-note">{say(server.role === "primary" ? "setup.primary" : "settings.backup")}</p>
      <p className="setup-server-name">
        <bdi>{server.name}</bdi>
      </p>
      <p className="setup-note">
        <bdi>{server.url}</bdi>
      </p>
      <p className={`setup-note ${check === null ? "" : `setup-note-${toCheckTone(check)}`}`}>{words}</p>
    </section>
  );
}

/** A server may have several keys; the one it shows is trusted when it is among those the document names. */
function useCheckOf({ url, pinnedSpki }: SetUpOffer["servers"][number]): ServerCheck | null {
  const first = useServerCheck(url, pinnedSpki[0] ?? null, 0);
  const shown = first?.kind === "untrusted" && pinnedSpki.includes(first.key) ? first.key : null;
  const second = useServerCheck(shown === null ? "" : url, shown, 0);
  return shown === null ? first : second;
}
