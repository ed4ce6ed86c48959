/** What a SIP status code says by its class (RFC 3261 §7.2). */

/** The request was carried out. */
export function isSuccess(code: number): boolean {
  return code >= 200 && code < 300;
}
