/** The sentences that stand until their trouble is gone. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Notice } from "../../components/notice.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { listNotices } from "./notices-model.ts";

export function Notices() {
  const { say } = useTranslator();
  const notices = useSnapshot(listNotices);
  // That the phone stopped is told by the window's own sentence.
  const told = notices.filter(({ sentence }) => sentence !== "notice.engineLost");
  useSpoken(told.map(({ sentence }) => say(sentence)).join(" "), "quiet");
  return (
    <div className="notices">
      {notices.map(({ sentence, detail }) => (
        <Notice key={sentence} detail={detail}>
          {say(sentence)}
        </Notice>
      ))}
    </div>
  );
}
