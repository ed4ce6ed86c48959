import { describe, expect, test } from "vitest";
import { findRefusal, type RequestFacts } from "../../../electron/local-api/request-guard.ts";

const rules = { port: 5_000, token: "abc-DEF_123", origins: ["https://crm.example"] };
const good: RequestFacts = { host: "127.0.0.1:5000", origin: undefined, authorization: "Bearer abc-DEF_123" };
const statusOf = (change: Partial<RequestFacts>) => findRefusal({ ...good, ...change }, rules)?.status ?? 200;

describe("a request", () => {
  test("passes by the exact name, without an origin or with a listed one, with the token", () => {
    expect(statusOf({})).toBe(200);
    expect(statusOf({ host: "localhost:5000" })).toBe(200);
    expect(statusOf({ origin: "https://crm.example" })).toBe(200);
  });

  test.each([undefined, "127.0.0.1", "127.0.0.1:5001", "evil.example:5000", "localhost", "[::1]:5000"])(
    "is refused with 403 for the Host %s",
    (host) => {
      expect(statusOf({ host })).toBe(403);
    },
  );

  test.each(["null", "https://crm.example.evil", "http://crm.example", "https://crm.example:444", "app://ui"])(
    "is refused with 403 from the origin %s",
    (origin) => {
      expect(statusOf({ origin })).toBe(403);
    },
  );

  test.each([undefined, "", "abc-DEF_123", "Basic abc-DEF_123", "Bearer ", "Bearer abc-DEF_12", "Bearer abc-DEF_1234"])(
    "is refused with 401 with the authorization %s",
    (authorization) => {
      expect(statusOf({ authorization })).toBe(401);
    },
  );

  test("with a wrong Host learns nothing about its token", () => {
    expect(statusOf({ host: "evil:5000", authorization: undefined })).toBe(403);
  });
});
