import { describe, expect, test } from "vitest";
import { plainRun, type RunWish } from "../../../electron/app/cli.ts";
import { fulfilWish } from "../../../electron/app/fulfil-wish.ts";
import { createFakeLog } from "../fake-log.ts";

function fulfil(wish: Partial<RunWish>, mayDial = false) {
  const deeds: string[] = [];
  fulfilWish(
    { ...plainRun, ...wish },
    {
      window: { show: () => void deeds.push("show"), fillDial: (target) => void deeds.push(`fill ${target}`) },
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

  test("show the window for a link that cannot be dialled", () => {
    expect(fulfil({ link: "tel:%zz" })).toEqual(["show"]);
  });

  test("fill the field with --dial, and dial it only where the policy lets it", () => {
    expect(fulfil({ dial: "03 1234" })).toEqual(["show", "fill 031234"]);
    expect(fulfil({ dial: "03 1234" }, true)).toEqual(["show", "fill 031234", "dial 031234"]);
    expect(fulfil({ dial: "<script>" }, true)).toEqual(["show"]);
  });
});
