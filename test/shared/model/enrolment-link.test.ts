import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longestLink, readEnrolmentLink, readSetUpLink } from "../../../shared/model/enrolment-link.ts";
import { ProvisioningPolicy } from "../../../shared/model/provisioning-policy.ts";

describe("a link that sets a phone up", () => {
  test.each([
    ["https://it.example.com/seat", "https://it.example.com/seat", "https://it.example.com", null],
    [
      " https://IT.example.com:8443/a/b?c=d#tok ",
      "https://it.example.com:8443/a/b?c=d",
      "https://it.example.com:8443",
      "tok",
    ],
    ["it.example.com", "https://it.example.com/", "https://it.example.com", null],
    ["it.example.com?seat=7", "https://it.example.com/?seat=7", "https://it.example.com", null],
    ["https://it.example.com:443#", "https://it.example.com/", "https://it.example.com", null],
    ["https://[::1]:9443/x#a.b_c~d+e/f-g==", "https://[::1]:9443/x", "https://[::1]:9443", "a.b_c~d+e/f-g=="],
  ])("%s is read", (typed, url, origin, token) => {
    expect(readEnrolmentLink(typed)).toEqual({ ok: true, value: { url, origin, token } });
  });

  test.each([
    ["http://it.example.com/seat", "openLink"],
    ["http://127.0.0.1/seat", "openLink"],
    ["", "badLink"],
    ["what is this", "badLink"],
    ["ftp://it.example.com/", "badLink"],
    ["https://", "badLink"],
    ["https://anna:secret@it.example.com/", "badLink"],
    ["https://it.example.com:99999/", "badLink"],
    ["https://it.example.com:0/", "badLink"],
    ["https://it.example.com/#two words", "badLink"],
    ["https://it.example.com/#<script>", "badLink"],
    ["https://it.example.com/a\nb", "badLink"],
    ["https://it.exämple.com/", "badLink"],
    [`https://it.example.com/${"x".repeat(longestLink)}`, "badLink"],
  ])("%j is none: %s", (typed, failure) => {
    expect(readEnrolmentLink(typed)).toEqual({ ok: false, failure });
  });

  test("is understood as every web client understands it, or not at all", () => {
    const part = fc.oneof(
      fc.constantFrom("https://", "//", "@", ":", "#", "?", "\\", "..", "%2f", "[", "]", "."),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const read = readEnrolmentLink(`https://host.example${parts.join("")}`);
        if (!read.ok) return;
        const url = new URL(read.value.url);
        expect([url.origin, url.username, url.hash]).toEqual([read.value.origin, "", ""]);
      }),
    );
  });

  test("may stand in a document for the time after it, and so may its hours", () => {
    expect(ProvisioningPolicy.parse({})).toEqual({ refreshHours: 12 });
    expect(ProvisioningPolicy.safeParse({ link: "http://it.example.com" }).success).toBe(false);
    expect(ProvisioningPolicy.safeParse({ refreshHours: 0 }).success).toBe(false);
  });
});

describe("a tandem: link", () => {
  test.each([
    ["tandem:enrol?url=https%3A%2F%2Fit.example.com%2Fs%23t", "https://it.example.com/s#t"],
    ["tandem://enrol/?x=1&url=https://it.example.com/s", "https://it.example.com/s"],
    ["TANDEM:ENROL?url=it.example.com", "it.example.com"],
    ["tandem:enrol", ""],
    ["tandem:enrol?url=%zz", ""],
    ["tandem:enrol?url=a%0d%0ab", ""],
    [`tandem:enrol?url=${"x".repeat(longestLink + 1)}`, ""],
  ])("%s wants %j in the field", (link, wanted) => {
    expect(readSetUpLink(link)).toBe(wanted);
  });

  test.each([
    "tandem:dial?url=x",
    "tandem:",
    "tel:0312345678",
    "https://it.example.com",
    `tandem:enrol?${"x".repeat(5_000)}`,
  ])("%s is none", (link) => {
    expect(readSetUpLink(link)).toBeNull();
  });
});
