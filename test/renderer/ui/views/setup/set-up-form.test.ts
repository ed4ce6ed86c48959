import { describe, expect, it } from "vitest";
import { emptyForm, findTrouble, toForm, toOwnSetup } from "../../../../../renderer/ui/views/setup/set-up-form.ts";

const filled = {
  ...emptyForm,
  user: " 1001 ",
  password: "secret",
  primary: { address: "pbx1.example.com ", trustedKey: null },
};

describe("what is typed to set a phone up", () => {
  it.each([
    ["nothing", emptyForm, "user"],
    ["no password", { ...filled, password: "" }, "password"],
    ["a user with a space", { ...filled, user: "an na" }, "user"],
    ["no user", { ...filled, user: "" }, "user"],
    ["no server", { ...filled, primary: emptyForm.primary }, "primary"],
    ["a backup that is none", { ...filled, backup: { address: "what is this", trustedKey: null } }, "backup"],
  ])("is not enough with %s", (_what, form, field) => {
    expect(findTrouble(form)?.field).toBe(field);
  });

  it("is enough with one server, and nothing is made of an empty backup", () => {
    expect(findTrouble(filled)).toBeNull();
    expect(toOwnSetup(filled, { primary: "Main", backup: "Backup" })).toEqual({
      user: "1001",
      displayName: "",
      password: "secret",
      servers: [{ name: "Main", address: "pbx1.example.com", trustedKey: null }],
    });
  });

  it("comes back without its password", () => {
    const { password: _password, ...kept } = toOwnSetup(filled, { primary: "Main", backup: "Backup" });
    expect(toForm(kept)).toEqual({
      ...filled,
      user: "1001",
      password: "",
      primary: { address: "pbx1.example.com", trustedKey: null },
    });
  });
});
