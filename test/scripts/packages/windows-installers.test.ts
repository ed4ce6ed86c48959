/** The MSI and the NSIS installer, made of a folder of some files: what their tables and scripts put on a computer, and take back. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWindows } from "../../../scripts/packages/make-windows.ts";
import { toGuid } from "../../../scripts/packages/to-guid.ts";
import { readWindowsSigning } from "../../../scripts/packages/windows-signing.ts";
import { findProgram } from "../../../scripts/setup/system.ts";

const root = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const linkSchemes = ["tel", "sip", "callto", "tandem"];
const tools = ["wixl", "msibuild", "msiinfo", "makensis", "osslsigncode", "openssl"];

describe.runIf(tools.every((name) => findProgram(name) !== null))("An installer for Windows", () => {
  let folder: string;
  let msi: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tandem-windows-"));
    const unpacked = join(folder, "win-unpacked");
    mkdirSync(join(unpacked, "resources/policy files & more"), { recursive: true });
    for (const name of ["Tandem.exe", "resources/app.asar", "resources/policy files & more/Tandem.admx"]) {
      writeFileSync(join(unpacked, name), name);
    }
    const subject = ["-subj", "/CN=Nobody", "-days", "2", "-keyout", "key.pem", "-out", "cert.pem"];
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", ...subject);
    run(
      "openssl",
      "pkcs12",
      "-export",
      "-inkey",
      "key.pem",
      "-in",
      "cert.pem",
      "-out",
      "keys.p12",
      "-passout",
      "pass:it's",
    );
    const signing = readWindowsSigning({
      WIN_CSC_LINK: join(folder, "keys.p12"),
      WIN_CSC_KEY_PASSWORD: "it's",
      TANDEM_TIMESTAMP_URL: "none",
    });
    const wish = { root, unpacked, version: "1.2.3-beta.1", out: folder, kinds: ["msi", "nsis"] as const, signing };
    const [made] = makeWindows(wish);
    expect(made?.productCode).toBe(`{${toGuid("product 1.2.3-beta.1")}}`);
    msi = made?.file ?? "";
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  /** The rows of a table, without the three lines of its head. */
  const table = (name: string) =>
    run("msiinfo", "export", msi, name)
      .split("\r\n")
      .slice(3)
      .filter((line) => line !== "")
      .map((line) => line.split("\t"));

  it("as an MSI is for every user, and updates what it finds by one code for ever", () => {
    const properties = Object.fromEntries(table("Property")) as Record<string, string>;
    expect(properties).toMatchObject({
      ALLUSERS: "1",
      MSIRESTARTMANAGERCONTROL: "DisableShutdown",
      ProductVersion: "1.2.3",
      UpgradeCode: "{4B1D3A0C-2E5F-4C7A-9C1B-7A54D04E3C1E}",
      SecureCustomProperties: "AUTOSTART;FOUNDKIND;INSTALLDIR;WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED",
    });
    expect(table("Upgrade").map(([code, , , , flags, , action]) => [code, flags, action])).toEqual([
      [properties["UpgradeCode"], "1", "WIX_UPGRADE_DETECTED"],
      [properties["UpgradeCode"], "2", "WIX_DOWNGRADE_DETECTED"],
    ]);
    expect(table("LaunchCondition").map(([condition]) => condition)).toEqual([
      "NOT WIX_DOWNGRADE_DETECTED",
      'Installed OR FOUNDKIND <> "nsis"',
    ]);
  });

  it("as an MSI runs nothing of its own, and every key and file is a component's, which takes it back", () => {
    expect(table("CustomAction")).toEqual([]);
    const components = table("Component").map(([name = ""]) => name);
    expect(new Set(table("FeatureComponents").map(([, name]) => name))).toEqual(new Set(components));
    for (const [, , , , , name] of table("Registry")) expect(components).toContain(name);
    // Permanent (16) would stay when Tandem goes; 64 bits (256) is what Program Files and these keys are.
    expect(
      table("Component").every(([, , , flags]) => (Number(flags) & 16) === 0 && (Number(flags) & 256) === 256),
    ).toBe(true);
    expect(table("File").map(([, , name, , , , , order]) => [name, order])).toEqual([
      ["Tandem.exe", "1"],
      ["app.asar", "2"],
      ["package-type", "3"],
      ["Tandem.admx", "4"],
    ]);
  });

  it("as an MSI offers Tandem for each kind of link, and starts it with the session unless AUTOSTART is 0", () => {
    const keys = table("Registry").map(([, hive, key, name, value]) => [hive, key, name, value].join(" "));
    const command = '"[INSTALLDIR]Tandem.exe" -- "%1"';
    for (const scheme of linkSchemes) {
      expect(keys).toContain(`2 Software\\Classes\\Tandem.${scheme} URL Protocol `);
      expect(keys).toContain(`2 Software\\Classes\\Tandem.${scheme}\\shell\\open\\command  ${command}`);
      expect(keys).toContain(`2 Software\\Tandem\\Capabilities\\URLAssociations ${scheme} Tandem.${scheme}`);
    }
    expect(keys).toContain("2 Software\\RegisteredApplications Tandem Software\\Tandem\\Capabilities");
    expect(keys).toContain(
      '2 Software\\Microsoft\\Windows\\CurrentVersion\\Run Tandem "[INSTALLDIR]Tandem.exe" --hidden',
    );
    const conditions = table("Component").filter(([, , , , condition]) => condition !== "");
    expect(conditions.map(([name, , , , condition]) => [name, condition])).toEqual([
      ["Autostart", 'AUTOSTART <> "0"'],
      ["NoAutostart", 'AUTOSTART = "0"'],
    ]);
    expect(table("MsiShortcutProperty")).toEqual([
      ["AppId", "StartMenuShortcut", "System.AppUserModel.ID", "app.tandem.phone"],
    ]);
  });

  it("is signed with the key of the environment", () => {
    for (const file of [msi, join(folder, "tandem-setup-1.2.3-beta.1.exe")]) {
      run("osslsigncode", "verify", "-CAfile", "cert.pem", "-in", file);
    }
  });
});

describe("The script of the NSIS installer", () => {
  const script = read("assets/windows/tandem.nsi");
  const [installing = "", removing = ""] = script.split('Section "Uninstall"');

  it("takes back each root of the registry that it writes below", () => {
    const written = [...installing.matchAll(/^ *WriteReg\w+ HKLM "([^"]+)" "([^"]*)"/gmu)].map(
      ([, key = "", name = ""]) => ({
        key: key.replace("${scheme}", "tel"),
        name,
      }),
    );
    const removedKeys = [...removing.matchAll(/DeleteRegKey HKLM "([^"]+)"/gu)].map(([, key = ""]) => key);
    const removedValues = [...removing.matchAll(/DeleteRegValue HKLM "([^"]+)" "([^"]+)"/gu)].map((found) =>
      found.slice(1).join(" "),
    );
    const left = written.filter(
      ({ key, name }) =>
        !removedKeys.some((gone) => key === gone || key.startsWith(`${gone}\\`)) &&
        !removedValues.includes(`${key} ${name}`),
    );
    expect(written.length).toBeGreaterThan(20);
    expect(left).toEqual([]);
    for (const scheme of linkSchemes) expect(removedKeys).toContain(`\${CLASSES}\\Tandem.${scheme}`);
  });

  it("has the id that the app calls itself by, and everything else with that name", () => {
    expect(script).toContain('!define APP_ID "app.tandem.phone"');
    expect(read("electron-builder.yml")).toContain("\nappId: app.tandem.phone\n");
    expect(read("package.json")).toContain('"desktopName": "app.tandem.phone.desktop"');
    expect(read("electron/main.ts")).toContain('app.setAppUserModelId("app.tandem.phone")');
  });
});

it("The list of default associations names what both installers register, and nothing that nobody can choose.", () => {
  const list = read("assets/windows/default-associations.xml");
  const named = [...list.matchAll(/Identifier="(\w+)" ProgId="([\w.]+)"/gu)].map((found) => found.slice(1));
  expect(named).toEqual([
    ["tel", "Tandem.tel"],
    ["sip", "Tandem.sip"],
    ["callto", "Tandem.callto"],
  ]);
});
