/** The headers the app gives its window, loosened in one point: the gallery may frame its own pages. */
import { toSecurityHeaders } from "../../electron/windows/security-headers.ts";

export function toGalleryHeaders(): Record<string, string> {
  const { "Content-Security-Policy": policy = "", ...headers } = toSecurityHeaders("ui");
  return {
    ...headers,
    "Content-Security-Policy": `${policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")}; frame-src 'self'`,
  };
}
