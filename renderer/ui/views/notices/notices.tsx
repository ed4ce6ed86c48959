/** The sentences that stand until their trouble is gone. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Notice } from "../../components/notice.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { listNotices } from "./notices-model.ts";

export function Notices() {
  const { say } = useTranslator();
  const notices = useSnapshot(listNotices);
  return (
    <div className="notices" role="status">
      {notices.map(({ sentence, detail }) => (
        <Notice key={sentence} detail={detail}>
          {say(sentence)}
        </Notice>
      ))}
    </div>
  );
}
