/** The codecs in the order they are offered; each but the first can be moved up. */
import { useId } from "react";
import type { Codec } from "../../../../shared/model/voice.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { nameCodec } from "../../format/name-codec.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { HeldMark } from "./held-mark.tsx";

export type CodecOrderProps = {
  readonly codecs: readonly Codec[];
  readonly isHeld: boolean;
  readonly onChange: (codecs: readonly Codec[]) => void;
};

export function CodecOrder({ codecs, isHeld, onChange }: CodecOrderProps) {
  const { say } = useTranslator();
  const id = useId();
  return (
    <div className="field">
      <p id={id} className="codecs-title">
        {say("settings.codecs")}
        {isHeld ? <HeldMark setting="codecs" /> : null}
      </p>
      <ol className="codecs" aria-labelledby={id}>
        {codecs.map((codec, place) => (
          <li key={codec} className="codecs-row">
            <span className="codecs-name">{nameCodec(codec)}</span>
            {isHeld ? null : (
              <Button
                className="codecs-up"
                look="quiet"
                label={say("settings.codecUp", { codec: nameCodec(codec) })}
                isUnavailable={place === 0}
                onPress={() => onChange(moveUp(codecs, place))}
              >
                <Icon name="up" />
              </Button>
            )}
          </li>
        ))}
      </ol>
      <p className="codecs-note">{say("settings.codecsNote")}</p>
    </div>
  );
}

function moveUp(codecs: readonly Codec[], place: number): readonly Codec[] {
  const moved = codecs.slice(place, place + 1);
  const others = codecs.toSpliced(place, 1);
  return others.toSpliced(place - 1, 0, ...moved);
}
