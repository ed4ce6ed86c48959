/** The policy of a seat under chaos, by which all is noticed and tried again within seconds, and the limits it makes. */
export const hastyFailover = {
  probeActiveMs: 500,
  probeStandbyMs: 1_000,
  probeTimeoutMs: 500,
  registerTimeoutMs: 1_500,
  connectTimeoutMs: 1_500,
  registerExpiresS: 60,
  failbackAfterMs: 1_000,
  sharedSuspicionSpreadMs: 300,
};

/**
 * The longest a silent server may be called ready: two standby periods with 20 % jitter, for a request of the server may
 * put one probe off, the probe's own time, and room.
 */
export function toBlindMs(roomMs: number): number {
  return 2 * 1.2 * hastyFailover.probeStandbyMs + hastyFailover.probeTimeoutMs + roomMs;
}

/**
 * How soon both servers are back once all is mended. Hurried: a refused account is knocked at again 30 s after the last
 * time, a binding refreshed within 45 s, the rest is sooner. Else the longest backoff, 120 s, and the way back.
 */
export function toBackWithinMs(isHurried: boolean): number {
  return isHurried ? 60_000 : 140_000;
}
