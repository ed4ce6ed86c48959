/**
 * For so long after an answer, and after an incoming call stopped ringing, neither a key nor a headset hangs up anybody, ms.
 * A double press comes within half a second, and a held key repeats after a whole one at the latest; a caller who gives up
 * while the finger is on its way takes at most this long to be noticed.
 */
export const handsOffMs = 1_500;
