import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainRun, type RunWish } from "../../../electron/app/cli.ts";
import type { SetUpStand } from "../../../electron/app/deep-links.ts";
import { fulfilWish } from "../../../electron/app/fulfil-wish.ts";
import { createFakeLog } from "../fake-log.ts";

const unset: SetUpStand = { setUp: "open", isInCall: false };

function fulfil(wish: Partial<RunWish>, mayDial = false, stand = unset) {
  const deeds: string[] = [];
  fulfilWish(
    { ...plainRun, ...wish },
    {
      window: {
        show: () => void deeds.push("show"),
        fillDial: (target, { extension = "" } = {}) => void deeds.push(`fill ${target} ${extension}`.trim()),
        refuseDial: (reason) => void deeds.push(reason),
        fillSetUp: (link) => void deeds.push(`set up ${link}`.trim()),
      },
      setUpStand: () => stand,
      mayDial: () => mayDial,
      dial: (target) => void deeds.push(`dial ${target}`),
      log: createFakeLog(),
    },
  );
  return deeds;
}

describe("a start's wishes", () => {
  test("show the window, unless it is to stay in the tray", () => {
    expect(fulfil({})).toEqual(["show"]);
    expect(fulfil({ isHidden: true })).toEqual([]);
  });

  test("fill the field with a link and never dial it, whatever the policy says", () => {
    expect(fulfil({ link: "tel:+81-3-1234-5678" }, true)).toEqual(["show", "fill +81312345678"]);
  });

  test("fill the field with a link's number, and tell the extension beside it", () => {
    expect(fulfil({ link: "tel:+81-3-1234-5678;ext=12" })).toEqual(["show", "fill +81312345678 12"]);
  });

  test("show the window for a link that cannot be dialled, and say why in the field", () => {
    expect(fulfil({ link: "tel:%zz" })).toEqual(["show", "linkNotDialable"]);
  });

  test("never dial for any link, and let nothing of it but a number or a name through", () => {
    const scheme = fc.constantFrom("tel:", "sip:", "sips:", "callto:", "TEL://");
    const rest = fc.string({ unit: "grapheme", maxLength: 300 });
    const nasty = fc.constantFrom(
      "?X-Evil=1",
      ";ext=1",
      "%0d%0aX-Evil:1",
      "@evil.example",
      ",",
      "&dial=yes",
      "\r\nVia: x",
    );
    fc.assert(
      fc.property(scheme, fc.array(fc.oneof(rest, nasty), { maxLength: 4 }), (start, parts) => {
        const [shown, ...deeds] = fulfil({ link: `${start}${parts.join("")}` }, true);
        expect([shown, deeds.length]).toEqual(["show", 1]);
        expect(deeds[0]).toMatch(
          /^(?:fill (?:\+?[0-9*#]{1,40}|[A-Za-z0-9][\w.!~'-]{0,63})(?: [0-9*#]{1,20})?|link\w+)$/u,
        );
      }),
    );
  });

  test("fill the wizard's field with a link that sets the phone up, and fetch nothing", () => {
    const link = "tandem:enrol?url=https%3A%2F%2Fit.example.com%2Fseat%23secret";
    expect(fulfil({ link })).toEqual(["show", "set up https://it.example.com/seat#secret"]);
    expect(fulfil({ link: "tandem:enrol" })).toEqual(["show", "set up"]);
    expect(fulfil({ link: "tandem:dial?url=x" })).toEqual(["show", "linkNotDialable"]);
  });

  test("say why a phone cannot be set up by a link: its administrator decides, or a call is up", () => {
    const link = "tandem:enrol?url=https%3A%2F%2Fit.example.com";
    expect(fulfil({ link }, false, { setUp: "closed", isInCall: true })).toEqual(["show", "setUpManaged"]);
    expect(fulfil({ link }, false, { setUp: "own", isInCall: true })).toEqual(["show", "setUpInCall"]);
    expect(fulfil({ link }, false, { setUp: "own", isInCall: false })).toEqual([
      "show",
      "set up https://it.example.com",
    ]);
  });

  test("fill the field with --dial, and dial it only where the policy lets it", () => {
    expect(fulfil({ dial: "03 1234" })).toEqual(["show", "fill 031234"]);
    expect(fulfil({ dial: "03 1234" }, true)).toEqual(["show", "fill 031234", "dial 031234"]);
    expect(fulfil({ dial: "<script>" }, true)).toEqual(["show"]);
  });
});
