import { describe, expect, it } from "vitest";
import { UpdatePolicy } from "../../../shared/model/update-policy.ts";

const problem = (policy: object) => UpdatePolicy.safeParse(policy).error?.issues[0]?.message ?? null;
const key = `${"A".repeat(42)}A=`;

describe("what a policy says of newer versions", () => {
  it("is nothing by itself", () => {
    expect(UpdatePolicy.parse({})).toEqual({ enabled: true, ring: "all", percentage: 100, shifts: [], publishers: [] });
  });

  it.each([
    { url: "https://updates.example.com" },
    { url: "https://updates.example.com:8443/tandem/" },
    { url: "https://[fd00::1]/tandem" },
    { ring: "pilot-2", percentage: 0, shifts: ["mon-fri 08:00-18:00", "sat 22:00-06:00"], publicKey: key },
  ])("takes %j", (policy) => expect(problem(policy)).toBeNull());

  const plain = "must be a whole https:// address, without user, query or #";
  it.each([
    [{ url: "http://updates.example.com/" }, plain],
    [{ url: "https://user:secret@updates.example.com/" }, plain],
    [{ url: "https://updates.example.com/?token=1" }, plain],
    [{ url: "https://updates.example.com/#all" }, plain],
    [{ url: "updates.example.com" }, plain],
    [{ ring: "../all" }, "1 to 32 of a-z 0-9 -"],
    [{ shifts: ["9 to 5"] }, "a time such as mon-fri 08:00-18:00, or 08:00-18:00 for every day"],
    [{ publicKey: "AAAA" }, "a raw Ed25519 public key: 32 octets in base64"],
  ])("refuses %j", (policy, message) => expect(problem(policy)).toBe(message));
});
