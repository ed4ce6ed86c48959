import { describe, expect, test } from "vitest";
import { createTrustedSenders } from "../../../electron/ipc/trusted-senders.ts";

describe("a sender", () => {
  test("is trusted in its role while its page is open and shows that role's address", () => {
    const senders = createTrustedSenders();
    senders.trust(1, "engine");
    senders.trust(2, "ui");
    expect(senders.roleOf(1, "app://engine/index.html")).toBe("engine");
    expect(senders.roleOf(2, "app://ui/index.html#calls")).toBe("ui");
    senders.forget(2);
    expect(senders.roleOf(2, "app://ui/index.html")).toBeNull();
  });

  test.each(["https://ui/", "app://engine/index.html", "app://ui.evil/", "file:///ui/index.html", "about:blank", ""])(
    "is not trusted when its page shows %j",
    (url) => {
      const senders = createTrustedSenders();
      senders.trust(2, "ui");
      expect(senders.roleOf(2, url)).toBeNull();
    },
  );

  test("that main never opened is nobody", () => {
    expect(createTrustedSenders().roleOf(9, "app://ui/index.html")).toBeNull();
  });
});
