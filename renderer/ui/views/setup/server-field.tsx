/** Where a server is, and under it what was found there as it was typed. */
import { useId } from "react";
import { fingersRestMs, useServerCheck } from "../../bridge/use-server-check.ts";
import { useSpoken } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { describeCheck, toCheckTone } from "./describe-check.ts";
import type { TypedServer } from "./set-up-form.ts";

export type ServerFieldProps = {
  readonly label: string;
  readonly server: TypedServer;
  readonly onChange: (server: TypedServer) => void;
  /** What is wrong with it, once somebody wanted to sign in. */
  readonly trouble: string | null;
  /** Said while nothing is typed. */
  readonly hint: string;
};

export function ServerField({ label, server, onChange, trouble, hint }: ServerFieldProps) {
  const { say } = useTranslator();
  const id = useId();
  const noteId = useId();
  const check = useServerCheck(server.address, server.trustedKey, fingersRestMs);
  const isTyped = server.address.trim() !== "";
  const found = check === null ? null : describeCheck(check);
  const words = found === null ? say("setup.check.checking") : say(found.key, found.params);
  useSpoken(isTyped && found !== null ? `${label}: ${words}` : "", "quiet");
  const isDoubted = check?.kind === "untrusted";
  return (
    <div className="setup-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="text-input setup-input"
        value={server.address}
        spellCheck={false}
        autoCapitalize="off"
        maxLength={256}
        aria-invalid={trouble !== null}
        aria-describedby={noteId}
        onChange={(event) => onChange({ address: event.target.value, trustedKey: null })}
      />
      <p id={noteId} className={`setup-note ${check === null ? "" : `setup-note-${toCheckTone(check)}`}`}>
        {trouble ?? (isTyped ? words : hint)}
      </p>
      {isDoubted ? (
        <>
          <p className="setup-note setup-key">{say("setup.key", { key: check.key })}</p>
          <label className="check">
            <input type="checkbox" checked={false} onChange={() => onChange({ ...server, trustedKey: check.key })} />
            <span>{say("setup.trust")}</span>
          </label>
        </>
      ) : null}
      {server.trustedKey !== null && !isDoubted ? (
        <label className="check">
          <input type="checkbox" checked onChange={() => onChange({ ...server, trustedKey: null })} />
          <span>{say("setup.trust")}</span>
        </label>
      ) : null}
    </div>
  );
}
