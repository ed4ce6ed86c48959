/** A server's mark in the header; hover, focus or a press tells its story. */
import { useCallback, useId, useState } from "react";
import type { Server } from "../../../../shared/model/server.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useEscape } from "../../components/escape-context.tsx";
import { ServerShape } from "../../components/server-shape.tsx";
import { useNow } from "../../components/use-now.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toServerMark } from "./server-mark-model.ts";

/** Above this a wait is told in the story only; a mark counts seconds, not minutes. */
const longestCountS = 99;

export function ServerMark({ server }: { readonly server: Server }) {
  const translator = useTranslator();
  const phone = useSnapshot(({ nextCall, engine }) => ({ nextCall, engine }));
  const now = useNow(server.atNextTry !== null, server.atNextTry ?? 0);
  const mark = toServerMark(server, phone, now, translator.locale);
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  useEscape(isOpen, close);
  const storyId = useId();
  const story = mark.story.map((sentence) => tell(translator, sentence));

  return (
    <div className="server-mark" onPointerEnter={() => setOpen(true)} onPointerLeave={close}>
      <button
        type="button"
        className={`server-mark-button ${mark.isNext ? "server-mark-next" : ""}`}
        aria-describedby={storyId}
        onFocus={() => setOpen(true)}
        onBlur={close}
        onClick={() => setOpen(true)}
      >
        <ServerShape name={mark.shape} />
        <bdi className="server-mark-name">{mark.name}</bdi>
        {figureOf()}
        <span className="unseen">{story[0]}</span>
      </button>
      <div id={storyId} role="tooltip" className="server-story" hidden={!isOpen}>
        {story.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </div>
  );

  function figureOf() {
    if (mark.retryInS !== null && mark.retryInS <= longestCountS) {
      return <span className="server-mark-figure">{translator.say("mark.backIn", { seconds: mark.retryInS })}</span>;
    }
    if (mark.rtt === null || mark.shape === "refused") return null;
    return (
      <span className={`server-mark-figure ${mark.rtt.isOld ? "server-mark-old" : ""}`}>
        {translator.say("mark.ms", { ms: mark.rtt.ms })}
      </span>
    );
  }
}
