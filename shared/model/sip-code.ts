/** What a SIP status code says by its class (RFC 3261 §7.2). */

/** The request was carried out. @param code null: no answer came. */
export function isSuccess(code: number | null): code is number {
  return code !== null && code >= 200 && code < 300;
}
