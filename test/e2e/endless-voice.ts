/** A WAV file for the test microphone: a voice that goes on in syllables, so that no noise suppression takes it away. */
import { writeFileSync } from "node:fs";

const sampleRate = 48_000;
const seconds = 4;
/** Of a low voice, Hz. */
const usualPitch = 140;
const harmonics = 12;
/** Above it G.711 has nothing, Hz. */
const highest = 3_400;
const syllablesPerSecond = 4;

/** 16 bits, one channel; Chromium plays it round and round. @param pitch Hz */
export function writeEndlessVoice(path: string, pitch = usualPitch): void {
  const count = sampleRate * seconds;
  const wav = Buffer.alloc(44 + 2 * count);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + 2 * count, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(2 * sampleRate, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(2 * count, 40);
  for (let index = 0; index < count; index += 1) {
    wav.writeInt16LE(Math.round(8_000 * sampleAt(index / sampleRate, pitch)), 44 + 2 * index);
  }
  writeFileSync(path, wav);
}

function sampleAt(second: number, pitch: number): number {
  const syllable = 0.5 - 0.5 * Math.cos(2 * Math.PI * syllablesPerSecond * second);
  let voice = 0;
  for (let harmonic = 1; harmonic <= harmonics && (harmonic === 1 || harmonic * pitch < highest); harmonic += 1) {
    voice += Math.sin(2 * Math.PI * pitch * harmonic * second) / harmonic;
  }
  return (syllable * voice) / 2;
}
