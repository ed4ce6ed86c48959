/** Report descriptors of the shapes that are in the field: one as it was read from a headset, the others after what makers
 * and firmware sources publish. */
import { parseDescriptor } from "./parse-descriptor.ts";

/** Hook stays as it was put, mute and the rest are pulses, a programmable button declines: the one report of Jabra's and
 * Gigaset's documents. */
export const pulsingMute = parseDescriptor(`
  05 0b 09 05 a1 01 85 02 15 00 25 01 75 01
  09 20 09 97 95 02 81 22
  09 2a 09 2f 09 21 09 24 09 50 95 05 81 06
  05 09 09 07 95 01 81 02
  95 08 81 01
  05 08 09 17 09 09 09 18 09 20 09 21 09 2a 95 06 91 22
  05 0b 09 9e 95 01 91 22
  95 09 91 01
  c0`);

/** A Plantronics Blackwire 3220 (047f:c056), as read from it: mute pulses, each lamp has a report of its own. */
export const blackwire = parseDescriptor(`
  05 0b 09 05 a1 01 85 08 09 2f 15 00 25 01 75 01 95 01 81 06
  09 20 09 21 15 00 25 01 75 01 95 02 81 22 75 05 95 01 81 03
  85 09 05 08 09 09 15 00 25 01 75 01 95 01 91 22 75 07 95 01 91 03
  85 17 09 17 15 00 25 01 75 01 95 01 91 22 75 07 95 01 91 03
  85 18 09 18 15 00 25 01 75 01 95 01 91 22 75 07 95 01 91 03
  c0`);

/** Hook and mute both stay as they were put, and say "constant" though they move: speakerphones, and Bluetooth headsets
 * behind an operating system. */
export const twoSwitches = parseDescriptor(`
  05 0c 09 01 a1 01 85 01 15 00 25 01 09 e9 09 ea 75 01 95 02 81 02 95 06 81 01 c0
  05 0b 09 05 a1 01 15 00 25 01 75 01
  85 08 09 20 09 2f 95 02 81 23 95 06 81 01
  85 09 05 08 09 17 95 01 91 22 95 07 91 01
  85 0a 09 18 95 01 91 22 95 07 91 01
  85 0b 09 09 95 01 91 22 95 07 91 01
  c0`);

/** Hook, mute and drop say neither that they stay nor that they pulse: small makers' layout, and that of many sound
 * chips. The microphone's lamp stands for the mute. */
export const eitherWay = parseDescriptor(`
  05 0b 09 05 a1 01 85 05 15 00 25 01 75 01
  09 20 09 2f 09 26 95 03 81 02 95 05 81 03
  85 06 05 08 09 17 09 21 09 18 95 03 91 02 95 05 91 03
  c0`);

/** No report id; the keys in a collection within; a dial pad as an array beside them: handsets, some of Yealink. */
export const nested = parseDescriptor(`
  05 0b 09 01 a1 01 15 00 25 01
  a1 02 75 01 09 20 95 01 81 22 09 2f 95 01 81 06 95 02 81 01 c0
  15 00 25 0c 75 04 19 b0 29 bb 95 01 81 40
  15 00 25 01 75 01 05 08 09 09 09 17 95 02 91 22 95 06 91 01
  c0`);

/** One array whose value names the key that is pressed. */
export const array = parseDescriptor(`
  05 0b 09 05 a1 01 85 03 15 01 25 03 75 08 95 01
  09 20 09 2f 09 21 81 00
  15 00 25 01 75 01 05 08 09 18 09 17 95 02 91 02 95 06 91 01
  c0`);

/** A microphone array of a laptop: telephony without a hook. */
export const muteOnly = parseDescriptor(`
  05 0b 09 05 a1 01 85 02 15 00 25 01 09 2f 75 01 95 01 81 06 75 17 95 01 81 03 c0`);

export const keyboard = parseDescriptor(`
  05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02 c0`);
