/** The digital milliwatt: a 1,000 Hz tone that is already encoded, so that no encoder is needed (ITU-T G.711, table 6). */

const period = [0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e] as const;

/** 20 ms of PCMU at 8,000 Hz; one frame follows the other without a seam. */
export const milliwattFrame: Buffer = Buffer.from(Array.from({ length: 20 }, () => period).flat());
export const samplesPerFrame = 160;
