/** What the sound port says of the microphone, from now on: levels, and the steps of the echo test. */
import type { EchoPhase } from "../../../../../../shared/model/sound-now.ts";
import type { TestPhone } from "./phone.ts";

export function listenTo({ sound }: Pick<TestPhone, "sound">) {
  const levels: (number | null)[] = [];
  const phases: EchoPhase[] = [];
  sound.hear((heard) => {
    if (heard.type !== "now") return;
    levels.push(heard.now.level);
    if (phases.at(-1) !== heard.now.echo) phases.push(heard.now.echo);
  });
  return { levels: () => levels, phases: () => phases };
}
