/** Whether a conversation is heard both ways, measured at both ends: sound in the app, packets at the server's voice. */
import type { Pbx } from "../../../test/pbx/start-pbx.ts";
import type { VoiceCounts } from "../../../test/pbx/voice/voice.ts";
import { describeVoice } from "../../../test/e2e/hear-audio.ts";
import type { Stage } from "./stage.ts";

/** Long enough for a beep of the test microphone, which sounds once a second. */
const listenMs = 1_600;
/** Of the 80 packets due in that time; a busy machine sends fewer. */
const fewestPackets = 20;

/** @returns one line of figures; throws when one direction is silent. */
export async function measureVoice(stage: Stage, server: Pbx): Promise<string> {
  const ear = await stage.ear();
  const before = countAt(server);
  const voices = await ear.listen(listenMs);
  const after = countAt(server);
  const atServer = { received: after.received - before.received, sent: after.sent - before.sent };
  const voice = voices.find((one) => describeVoice(one).hears);
  const seen = voices.map(
    ({ packetsSent, packetsReceived, energySent, energyReceived }) =>
      `${packetsSent} packets out with energy ${energySent.toFixed(5)}, ${packetsReceived} in with ${energyReceived.toFixed(5)}`,
  );
  const figures = `app: ${seen.join(" and ") || "no voice connection"}; ${server.name}'s voice: ${atServer.received} in, ${atServer.sent} out`;
  const isFlowing = atServer.received >= fewestPackets && atServer.sent >= fewestPackets;
  const isHeard = voice !== undefined && Object.values(describeVoice(voice)).every(Boolean);
  if (!isHeard || !isFlowing) throw new Error(`expected sound both ways for ${listenMs} ms; saw ${figures}`);
  return `in ${listenMs} ms ${figures}`;
}

/** Of the call that is up on this server. */
function countAt(server: Pbx): VoiceCounts {
  return server.calls().findLast(({ state }) => state === "answered")?.voice ?? { received: 0, sent: 0 };
}
