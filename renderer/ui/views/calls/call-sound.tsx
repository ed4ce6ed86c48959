/** How a call sounds and whether the microphone hears anything: marks on the card, figures for whoever asks. */
import type { Call, Quality } from "../../../../shared/model/call.ts";
import { useSoundNow } from "../../bridge/use-sound-now.ts";
import { Icon } from "../../components/icon.tsx";
import { LevelBar } from "../../components/level-bar.tsx";
import { QualityBars } from "../../components/quality-bars.tsx";
import type { Disclosure } from "../../components/use-disclosure.ts";
import { useNow } from "../../components/use-now.ts";
import { bestScore, type QualityLook } from "../../format/describe-quality.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { plotSize, poorLine, toQualityPlot } from "./quality-plot-model.ts";
import type { QualitySample } from "./quality-samples.ts";

export type SoundMarksProps = {
  readonly call: Call;
  readonly quality: QualityLook | null;
  readonly panel: Disclosure;
};

export function SoundMarks({ call, quality, panel }: SoundMarksProps) {
  const translator = useTranslator();
  const { level } = useSoundNow();
  const isTalking = call.state === "active" && !call.held;
  return (
    <>
      {isTalking && level !== null ? (
        <span className="card-level">
          <Icon name={call.muted ? "microphoneOff" : "microphone"} />
          <LevelBar label={translator.say("settings.level")} level={level} isMuted={call.muted} />
        </span>
      ) : null}
      {quality === null ? null : (
        <button
          type="button"
          className="card-quality"
          aria-expanded={panel.isOpen}
          aria-controls={panel.isOpen ? panel.id : undefined}
          title={tell(translator, quality.sentence)}
          onClick={panel.toggle}
        >
          <QualityBars bars={quality.bars} label={tell(translator, quality.sentence)} />
        </button>
      )}
    </>
  );
}

export type SoundFiguresProps = {
  readonly quality: Quality;
  readonly look: QualityLook;
  readonly samples: readonly QualitySample[];
  readonly panel: Disclosure;
};

export function SoundFigures({ quality, look, samples, panel }: SoundFiguresProps) {
  const translator = useTranslator();
  const { say, language } = translator;
  const now = useNow(true);
  const { line, lowest } = toQualityPlot(samples, now);
  const digits = (value: number, most: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: most }).format(value);
  const score = digits(quality.mos, 1);
  const plot = say("sound.plot", { now: score, lowest: digits(lowest ?? quality.mos, 1), best: digits(bestScore, 1) });
  return (
    <div id={panel.id} className="card-figures" role="group" aria-label={say("sound.figures")}>
      <p>{tell(translator, look.sentence)}</p>
      <svg
        className="card-plot"
        viewBox={`0 0 ${plotSize.width} ${plotSize.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={plot}
      >
        <title>{plot}</title>
        <path className="card-plot-poor" d={poorLine} />
        <path className="card-plot-line" d={line} />
      </svg>
      <dl className="facts">
        <Figure name={say("sound.score")}>{say("sound.scoreValue", { score, best: digits(bestScore, 1) })}</Figure>
        <Figure name={say("sound.loss")}>{say("settings.percent", { percent: digits(quality.lossPct, 1) })}</Figure>
        <Figure name={say("sound.jitter")}>{say("sound.ms", { ms: digits(quality.jitterMs, 0) })}</Figure>
        <Figure name={say("sound.roundTrip")}>{say("sound.ms", { ms: digits(quality.rttMs, 0) })}</Figure>
      </dl>
    </div>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div className="facts-pair">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
