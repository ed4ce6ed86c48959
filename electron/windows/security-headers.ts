/** What each page may do, as headers: the engine reaches servers and nothing else, the window reaches nothing at all. */
import type { Role } from "../ipc/trusted-senders.ts";

const shared = ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'"];

const policies: Record<Role, readonly string[]> = {
  engine: [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src wss: ws:",
    "media-src 'self' blob: data:",
    "worker-src 'self'",
    ...shared,
  ],
  ui: [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    ...shared,
  ],
};

const permissionsPolicies: Record<Role, string> = {
  engine: "microphone=(self), camera=(), geolocation=(), display-capture=(), hid=(self), usb=(), serial=()",
  ui: "microphone=(), camera=(), geolocation=(), display-capture=(), hid=(), usb=(), serial=()",
};

export function toSecurityHeaders(role: Role): Record<string, string> {
  return {
    "Content-Security-Policy": policies[role].join("; "),
    "Permissions-Policy": permissionsPolicies[role],
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
  };
}
