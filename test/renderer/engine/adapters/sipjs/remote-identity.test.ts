/** Who calls, from headers that a stranger may have written. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isElsewhere,
  readRemote,
  readQueue,
  readStrongKey,
  type ReadHeaders,
} from "../../../../../renderer/engine/adapters/sipjs/remote-identity.ts";

const reader =
  (headers: Readonly<Record<string, string>>): ReadHeaders =>
  (name) => {
    const value = headers[name];
    return value === undefined ? [] : [value];
  };

test.each([
  ['"Bob" <sip:2002@pbx>;tag=1', { number: "2002", name: "Bob" }],
  ["Bob Builder <sip:2002@pbx>", { number: "2002", name: "Bob Builder" }],
  ["sip:2002@pbx;tag=1", { number: "2002", name: null }],
  ["<tel:+81-3-5550-100;phone-context=x>", { number: "+81-3-5550-100", name: null }],
  ['"B \\"the\\" b" <sips:%2B81@pbx;user=phone>', { number: "+81", name: 'B "the" b' }],
  ['"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1', { number: null, name: null }],
  ["<sip:Restricted@pbx>", { number: null, name: null }],
  ["<sip:pbx.test>", { number: null, name: null }],
  ["garbage", { number: null, name: null }],
])("From %s is %j", (from, remote) => {
  expect(readRemote(reader({ From: from }))).toEqual(remote);
});

test("The asserted identity goes before Remote-Party-ID, and that before From", () => {
  const all = {
    From: "<sip:1@a>",
    "Remote-Party-ID": "<sip:2@a>;party=calling",
    "P-Asserted-Identity": '"P" <sip:3@a>, <tel:+3>',
  };
  const { "P-Asserted-Identity": _pai, ...withoutPai } = all;
  expect(readRemote(reader(all))).toEqual({ number: "3", name: "P" });
  expect(readRemote(reader(withoutPai))).toEqual({ number: "2", name: null });
});

test("A caller who asked for privacy is withheld even where the server knows the number", () => {
  const pai = '"P" <sip:3@a>';
  expect(readRemote(reader({ "P-Asserted-Identity": pai, Privacy: "id" }))).toEqual({ number: null, name: null });
  expect(readRemote(reader({ "Remote-Party-ID": `${pai};privacy=full;screen=yes` }))).toEqual({
    number: null,
    name: null,
  });
  expect(readRemote(reader({ "Remote-Party-ID": `${pai};privacy=off` }))).toEqual({ number: "3", name: "P" });
  expect(readRemote(reader({ "P-Asserted-Identity": pai, Privacy: "none" }))).toEqual({ number: "3", name: "P" });
});

test("Whatever stands in a header, what is shown has no control, bidirectional or invisible character and is short", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
      const remote = readRemote(reader({ From: `"${name.replace(/["\\]/g, "")}" <sip:2002@pbx>` }));
      expect(remote.name ?? "").not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(Array.from(remote.name ?? "").length).toBeLessThanOrEqual(80);
    }),
  );
});

test("The strong key is the first configured header that says something", () => {
  const headers = reader({ "X-A": "  ", "X-B": " id-\u202e1 " });
  expect(readStrongKey(headers, ["X-A", "X-B"])).toBe("id-1");
  expect(readStrongKey(headers, ["X-C"])).toBeNull();
  expect(readStrongKey(reader({ "X-A": "k".repeat(999) }), ["X-A"])).toHaveLength(256);
});

test.each([
  ["500", "500"],
  ['"Sales, Tokyo"', "Sales, Tokyo"],
  ["  営業\u202e\u0007  部 ", "営業 部"],
  ["\u0000", null],
  ["q".repeat(999), "q".repeat(80)],
])("The queue %j is %j", (said, queue) => {
  expect(readQueue(reader({ "X-Queue": said }), "X-Queue")).toBe(queue);
});

test("No queue is read where the server says none, or the document names no header", () => {
  expect([readQueue(reader({}), "X-Queue"), readQueue(reader({ "X-Queue": "500" }), null)]).toEqual([null, null]);
});

test.each([
  ["SIP;cause=200", true],
  ['Q.850;cause=26, SIP;text="a, b";cause=200', true],
  ["SIP;cause=2000", false],
  ["Q.850;cause=200", false],
  ['Q.850;text="SIP;cause=200"', false],
])("Reason %s tells of another phone: %s", (reason, expected) => {
  expect(isElsewhere(reader({ Reason: reason }))).toBe(expected);
});
