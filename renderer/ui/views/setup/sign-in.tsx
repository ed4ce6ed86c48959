/** The window of a shared computer while nobody is signed in: an operator says who he is, and has his phone. */
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import type { FetchTrouble } from "../../../../shared/model/enrolment.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Refusal } from "../../components/refusal.tsx";
import { QuietRegion, useSpoken } from "../../components/spoken-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { describeSignInTrouble } from "../../format/describe-fetch-trouble.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { TextField } from "./text-field.tsx";

type Missing = "user" | "password";

export function SignIn({ origin }: { readonly origin: string }) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, send } = useCommand();
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [missing, setMissing] = useState<Missing | null>(null);
  const [trouble, setTrouble] = useState<FetchTrouble | null>(null);
  const place = useRef<HTMLFormElement>(null);
  const focus = (field: Missing) =>
    place.current?.querySelectorAll<HTMLInputElement>(".setup-input")[field === "user" ? 0 : 1]?.focus();
  useEffect(() => focus("user"), []);
  const missingWords = missing === null ? "" : say(missing === "user" ? "signIn.needsUser" : "signIn.needsPassword");
  useSpoken(missingWords, "urgent");
  useSpoken(isAsking ? say("signIn.asking") : "", "quiet");
  const ask = async () => {
    setAsking(true);
    setTrouble(null);
    const reply = await send({ type: "operator.signIn", user: user.trim(), password });
    setAsking(false);
    // What is typed again is typed whole; nobody has to look for the wrong letter behind dots.
    setPassword("");
    const fetched = reply.ok ? reply.fetched : undefined;
    if (fetched === undefined || fetched.kind === "offered") return;
    setTrouble(fetched);
    focus(fetched.kind === "notAccepted" ? "password" : "user");
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isAsking) return;
    const found = user.trim() === "" || user.includes(":") ? "user" : password === "" ? "password" : null;
    setMissing(found);
    if (found !== null) return focus(found);
    void ask();
  };
  return (
    <main className="setup setup-long">
      <h1>{say("signIn.title")}</h1>
      <QuietRegion />
      <p>{say("signIn.hint")}</p>
      <form ref={place} className="setup-form" noValidate onSubmit={submit}>
        <TextField
          label={say("signIn.user")}
          value={user}
          maxLength={128}
          trouble={missing === "user" ? missingWords : null}
          onChange={(next) => {
            setMissing(null);
            setUser(next);
          }}
        />
        <TextField
          label={say("signIn.password")}
          value={password}
          isSecret
          trouble={missing === "password" ? missingWords : null}
          onChange={(next) => {
            setMissing(null);
            setPassword(next);
          }}
        />
        {trouble === null ? null : <Refusal text={tell(translator, describeSignInTrouble(trouble, origin))} />}
        {trouble?.kind === "notADocument" ? (
          <p className="setup-problem" lang="en">
            {trouble.line}
          </p>
        ) : null}
        {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
        <button type="submit" className="button button-accent setup-go" aria-disabled={isAsking ? true : undefined}>
          {say(isAsking ? "signIn.asking" : "signIn.go")}
        </button>
        <p className="setup-note">{say("signIn.from", { origin })}</p>
      </form>
    </main>
  );
}
