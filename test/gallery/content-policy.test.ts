import { expect, test } from "vitest";
import { toSecurityHeaders } from "../../electron/windows/security-headers.ts";
import { toGalleryHeaders } from "./content-policy.ts";

const toDirectives = (headers: Readonly<Record<string, string>>) =>
  (headers["Content-Security-Policy"] ?? "").split("; ");

test("the gallery's policy is the window's own, but for the frames", () => {
  const app = toDirectives(toSecurityHeaders("ui"));
  const gallery = toDirectives(toGalleryHeaders());
  expect(app.filter((directive) => !gallery.includes(directive))).toEqual(["frame-ancestors 'none'"]);
  expect(gallery.filter((directive) => !app.includes(directive))).toEqual([
    "frame-ancestors 'self'",
    "frame-src 'self'",
  ]);
});

test("every other header is the window's own", () => {
  const { "Content-Security-Policy": _app, ...app } = toSecurityHeaders("ui");
  const { "Content-Security-Policy": _gallery, ...gallery } = toGalleryHeaders();
  expect(gallery).toEqual(app);
});
