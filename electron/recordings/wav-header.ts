/** The 44 octets before the samples of a WAV file (RIFF, PCM), and how they are put right in a file that was cut short. */

/** As the engine sends samples. */
const channels = 2;
const sampleRate = 16_000;
const bytesPerSample = 2;

export const wavHeaderBytes = 44;
/** A size is 32 bits: 18 hours. */
const mostBytes = 0xffff_ffff - wavHeaderBytes;

/** @param dataBytes of the samples behind it; 0 while that is not known. */
export function toWavHeader(dataBytes: number): Buffer {
  const bytes = Math.min(dataBytes, mostBytes);
  const header = Buffer.alloc(wavHeaderBytes);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(bytes + wavHeaderBytes - 8, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * bytesPerSample, 28);
  header.writeUInt16LE(channels * bytesPerSample, 32);
  header.writeUInt16LE(bytesPerSample * 8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(bytes, 40);
  return header;
}

/** @returns the header a file of this length should have; null where there are no samples. */
export function toHeaderOfFile(fileBytes: number): Buffer | null {
  return fileBytes <= wavHeaderBytes ? null : toWavHeader(fileBytes - wavHeaderBytes);
}
