import { expect, test } from "vitest";
import { createFindProxy, readSystemProxy } from "../../../electron/provisioning/open-connection.ts";

test.each([
  ["DIRECT", null],
  ["PROXY proxy.example.com:3128; DIRECT", { host: "proxy.example.com", port: 3128 }],
  ["SOCKS5 old.example.com:1080; PROXY [fd00::1]:8080", { host: "fd00::1", port: 8080 }],
  ["SOCKS5 old.example.com:1080", null],
  ["DIRECT; PROXY proxy.example.com:3128", null],
  ["", null],
])("what the system says, %j, is %j", (answer, proxy) => {
  expect(readSystemProxy(answer)).toEqual(proxy);
});

test("the policy's wish counts, and a system that says nothing means straight on", async () => {
  const system = () => Promise.resolve("PROXY proxy.example.com:3128");
  const find = (wish: string, ask = system) => createFindProxy(() => wish, ask)("https://it.example.com/");
  expect(await find("none")).toBeNull();
  expect(await find("system")).toEqual({ host: "proxy.example.com", port: 3128 });
  expect(await find("http://way-out:80")).toEqual({ host: "way-out", port: 80 });
  expect(await find("system", () => Promise.reject(new Error("none")))).toBeNull();
});
