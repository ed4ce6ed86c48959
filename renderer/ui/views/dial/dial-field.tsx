/** The one field: types, pastes, searches, and dials with Enter; a refused number stays in it with the reason underneath. */
import { type RefObject, type SubmitEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import type { ServerId } from "../../../../shared/model/ids.ts";
import { useCommand } from "../../bridge/use-command.ts";
import type { FillRequest } from "../../bridge/snapshot-store.ts";
import { useFillRequest, useSnapshot } from "../../bridge/use-snapshot.ts";
import { useWindowParts } from "../../bridge/window-context.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { settlingMs } from "../../components/use-settling.ts";
import { Icon } from "../../components/icon.tsx";
import { numberInput } from "../../components/number-input.ts";
import { Refusal } from "../../components/refusal.tsx";
import { checkTarget } from "../../format/check-target.ts";
import { describeFailure } from "../../format/describe-failure.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { keepDialDraft, readDialDraft } from "./dial-draft.ts";
import { describeIntent, listOtherWays } from "./dial-field-model.ts";
import { createDialPreparation } from "./dial-preparation.ts";

export type DialFieldProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  /** Hears what stands in the field, from the first drawing on. */
  readonly onType: (text: string) => void;
  /** Steps to the calls that were found. @returns false when there is none. */
  readonly onStepDown: () => boolean;
};

export function DialField({ field, onType, onStepDown }: DialFieldProps) {
  const translator = useTranslator();
  const { failure, send } = useCommand();
  const destination = useSnapshot(({ servers, nextCall }) => ({ servers, nextCall }));
  const [text, setText] = useState(() => readDialDraft(sessionStorage));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [extension, setExtension] = useState<string | null>(null);
  const isSending = useRef(false);
  const { isSettling, settle } = useSettlingField();
  const latest = useRef(text);
  const preparation = usePreparation();
  const underId = useId();

  const write = useCallback((next: string) => {
    latest.current = next;
    setText(next);
    setRefusal(null);
    setExtension(null);
    keepDialDraft(sessionStorage, next);
  }, []);
  useEscape(
    text !== "",
    useCallback(() => write(""), [write]),
  );
  useFill((fill) => {
    if ("refused" in fill) {
      setRefusal(translator.say(`dial.${fill.refused}`));
      return;
    }
    write(fill.target);
    setExtension(fill.extension);
    // The Enter that chose the command or the link, or was meant for what stood here, is not the one that dials.
    settle();
    if (fill.takesFocus || document.activeElement === document.body) field.current?.focus();
  });
  useEffect(() => onType(text), [text, onType]);
  useEffect(() => {
    if (failure !== null) setRefusal(describeFailure(translator, failure));
  }, [failure, translator]);

  const dial = async (pin: { readonly serverId: ServerId; readonly only: true } | null) => {
    const check = checkTarget(text);
    if (check.kind === "empty" || isSending.current) {
      field.current?.focus();
      return;
    }
    if (check.kind === "refused") {
      if (check.reason === "dial.notDialable" && onStepDown()) return;
      setRefusal(translator.say(check.reason));
      return;
    }
    isSending.current = true;
    const reply = await send({ type: "call.dial", target: check.target, ...pin });
    isSending.current = false;
    // What was typed meanwhile is the next call's.
    if (reply.ok && latest.current === text) write("");
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isSettling.current) void dial(null);
  };

  const intent = describeIntent(text, destination);
  const hint = intent === null ? translator.say("dial.hint") : tell(translator, intent);
  return (
    <form className="dial" aria-label={translator.say("dial.label")} onSubmit={submit}>
      <div className="dial-box">
        <input
          ref={field}
          className="dial-input"
          {...numberInput}
          placeholder={translator.say("dial.placeholder")}
          aria-label={translator.say("dial.placeholder")}
          aria-describedby={underId}
          aria-invalid={refusal !== null}
          value={text}
          onKeyDown={(event) => {
            if (event.key === "Enter" && event.repeat) event.preventDefault();
            if (event.key === "ArrowDown" && !event.nativeEvent.isComposing && onStepDown()) event.preventDefault();
          }}
          onFocus={preparation.focused}
          onBlur={preparation.blurred}
          onChange={(event) => {
            preparation.typed();
            write(event.target.value);
          }}
        />
        <button type="submit" className="button button-accent dial-button" aria-label={translator.say("dial.call")}>
          <Icon name="call" />
        </button>
      </div>
      <div id={underId} className="dial-under">
        {refusal === null ? null : <Refusal text={refusal} />}
        {refusal === null ? <span className={intent === null ? "dial-hint" : undefined}>{hint}</span> : null}
        {refusal === null && extension !== null ? (
          <p className="dial-extension">{translator.say("dial.extension", { extension })}</p>
        ) : null}
        {refusal === null && intent !== null
          ? listOtherWays(destination).map(({ id, name }) => (
              <button
                key={id}
                type="button"
                className="link-button"
                onClick={() => void dial({ serverId: id, only: true })}
              >
                {translator.say("dial.onlyThrough", { server: name })}
              </button>
            ))
          : null}
      </div>
    </form>
  );
}

function usePreparation() {
  const { client } = useWindowParts();
  const [preparation] = useState(() =>
    createDialPreparation((typing) => void client.send({ type: "dial.prepare", typing }), {
      now: () => Date.now(),
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    }),
  );
  return preparation;
}

/** A filled field takes no Enter for a moment. */
function useSettlingField() {
  const isSettling = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settle = () => {
    clearTimeout(timer.current);
    isSettling.current = true;
    timer.current = setTimeout(() => {
      isSettling.current = false;
    }, settlingMs);
  };
  return { isSettling, settle };
}

/** A link or the clipboard fills the field, once for each time it was asked. */
function useFill(take: (fill: FillRequest) => void): void {
  const fill = useFillRequest();
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    if (fill !== null) latest.current(fill);
  }, [fill]);
}
