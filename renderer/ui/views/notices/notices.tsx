/** The sentences that stand until their trouble is gone, and news of microphone and headset for a while. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Notice } from "../../components/notice.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { listNotices } from "./notices-model.ts";
import { microphoneInUse, speakerOfSystem, useDeviceNews } from "./use-device-news.ts";
import { useHeadsetNews } from "./use-headset-news.ts";

export function Notices() {
  const translator = useTranslator();
  const notices = useSnapshot((snapshot) => listNotices(snapshot, translator.locale));
  const microphone = useDeviceNews(microphoneInUse);
  const speaker = useDeviceNews(speakerOfSystem);
  const headset = useHeadsetNews();
  const isTold = notices.some(({ sentence }) => sentence.key === "notice.microphoneAway");
  // That the phone stopped is told by the window's own sentence.
  const told = notices.filter(({ sentence }) => sentence.key !== "notice.engineLost");
  useSpoken(told.map(({ sentence }) => tell(translator, sentence)).join(" "), "quiet");
  const news = microphone === null || isTold ? "" : translator.say("notice.microphoneNow", { device: microphone });
  useSpoken(news, "quiet");
  const heard = speaker === null ? "" : translator.say("notice.speakerNow", { device: speaker });
  useSpoken(heard, "quiet");
  const unplugged =
    headset === null
      ? ""
      : translator.say("notice.headsetGone", { device: headset || translator.say("settings.namelessDevice") });
  useSpoken(unplugged, "quiet");
  return (
    <div className="notices">
      {notices.map(({ sentence, detail }) => (
        <Notice key={`${sentence.key} ${sentence.params?.["servers"] ?? ""}`} detail={detail}>
          {tell(translator, sentence)}
        </Notice>
      ))}
      {news === "" ? null : <Notice detail={null}>{news}</Notice>}
      {heard === "" ? null : <Notice detail={null}>{heard}</Notice>}
      {unplugged === "" ? null : <Notice detail={null}>{unplugged}</Notice>}
    </div>
  );
}
