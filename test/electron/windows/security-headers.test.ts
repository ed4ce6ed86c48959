import { describe, expect, test } from "vitest";
import { toSecurityHeaders } from "../../../electron/windows/security-headers.ts";
import { toSecurePreferences } from "../../../electron/windows/secure-preferences.ts";

describe("the content security policy", () => {
  test("lets the engine reach servers, sound and its own workers, and nothing else", () => {
    expect(toSecurityHeaders("engine")["Content-Security-Policy"]).toBe(
      "default-src 'none'; script-src 'self'; connect-src wss: ws:; media-src 'self' blob: data:; worker-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    );
  });

  test("lets the window draw and reach nothing at all", () => {
    expect(toSecurityHeaders("ui")["Content-Security-Policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    );
  });

  test("never allows inline or evaluated code", () => {
    for (const role of ["engine", "ui"] as const) {
      expect(toSecurityHeaders(role)["Content-Security-Policy"]).not.toMatch(/unsafe|\*|https?:/u);
    }
  });
});

describe("the other headers", () => {
  test("give the microphone to the engine alone", () => {
    expect(toSecurityHeaders("engine")["Permissions-Policy"]).toContain("microphone=(self)");
    expect(toSecurityHeaders("ui")["Permissions-Policy"]).toContain("microphone=()");
  });
});

describe("the one set of preferences", () => {
  test("is sandboxed, isolated and without Node", () => {
    expect(toSecurePreferences("/p.cjs")).toMatchObject({
      preload: "/p.cjs",
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
  });
});
