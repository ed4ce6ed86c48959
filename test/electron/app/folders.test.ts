import { describe, expect, test } from "vitest";
import { toFolders, toRefuges } from "../../../electron/app/folders.ts";

const windows = {
  platform: "win32",
  env: { APPDATA: "C:\\Users\\anna\\AppData\\Roaming", LOCALAPPDATA: "D:\\Local\\anna" },
  home: "C:\\Users\\anna",
  name: "Tandem",
} as const;
const mac = { platform: "darwin", env: {}, home: "/Users/anna", name: "Tandem" } as const;
const linux = { platform: "linux", env: {}, home: "/home/anna", name: "Tandem" } as const;

describe("the folders of Tandem", () => {
  test.each([
    ["Windows", windows, { data: "D:\\Local\\anna\\Tandem", logs: "D:\\Local\\anna\\Tandem\\logs" }],
    [
      "Windows without LOCALAPPDATA",
      { ...windows, env: { APPDATA: windows.env.APPDATA } },
      {
        data: "C:\\Users\\anna\\AppData\\Local\\Tandem",
        logs: "C:\\Users\\anna\\AppData\\Local\\Tandem\\logs",
      },
    ],
    ["macOS", mac, { data: "/Users/anna/Library/Application Support/Tandem", logs: "/Users/anna/Library/Logs/Tandem" }],
    ["Linux", linux, { data: "/home/anna/.config/Tandem", logs: "/home/anna/.local/state/Tandem/logs" }],
    [
      "Linux with folders of its own",
      { ...linux, env: { XDG_CONFIG_HOME: "/local/config", XDG_STATE_HOME: "/local/state" } },
      { data: "/local/config/Tandem", logs: "/local/state/Tandem/logs" },
    ],
    [
      "Linux with folders that are relative, which count for nothing",
      { ...linux, env: { XDG_CONFIG_HOME: "config", XDG_STATE_HOME: "" } },
      { data: "/home/anna/.config/Tandem", logs: "/home/anna/.local/state/Tandem/logs" },
    ],
  ])("on %s", (_what, desk, folders) => {
    expect(toFolders(null, desk)).toEqual(folders);
  });

  test.each([windows.env.APPDATA, "\\\\server\\profiles\\anna\\Roaming"])(
    "never lie in the profile that roams (%s): neither Chromium's, nor the logs, nor local-api.json",
    (APPDATA) => {
      const { data, logs } = toFolders(null, { ...windows, env: { ...windows.env, APPDATA } });
      for (const folder of [data, logs]) expect(folder.startsWith(APPDATA)).toBe(false);
    },
  );

  test("are all in the one that was asked for", () => {
    expect(toFolders("/mnt/seat", linux)).toEqual({ data: "/mnt/seat", logs: "/mnt/seat/logs" });
    expect(toFolders("E:\\seat", windows)).toEqual({ data: "E:\\seat", logs: "E:\\seat\\logs" });
  });

  test("have a refuge that ends with the session where the system has one", () => {
    expect(toRefuges({ platform: "linux", env: { XDG_RUNTIME_DIR: "/run/user/1000" } }, "/tmp")).toEqual([
      "/run/user/1000",
      "/tmp",
    ]);
    expect(toRefuges({ platform: "linux", env: {} }, "/tmp")).toEqual(["/tmp"]);
    expect(toRefuges(windows, "D:\\Temp")).toEqual(["D:\\Temp"]);
  });
});
