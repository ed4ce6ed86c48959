/** What is typed while a phone is set up, and what keeps it from signing in. */
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";
import {
  type KeptSetup,
  type OwnServer,
  type OwnSetup,
  toOwnDocument,
  toServerUrl,
} from "../../../../shared/model/own-setup.ts";

export type TypedServer = { readonly address: string; readonly trustedKey: string | null };

export type SetUpForm = {
  readonly user: string;
  readonly password: string;
  readonly displayName: string;
  readonly primary: TypedServer;
  readonly backup: TypedServer;
};

export type ServerField = "primary" | "backup";
export type FormTrouble = { readonly field: "user" | "password" | ServerField; readonly key: MessageKey };

const noServer: TypedServer = { address: "", trustedKey: null };
export const emptyForm: SetUpForm = { user: "", password: "", displayName: "", primary: noServer, backup: noServer };

export function toForm({ user, displayName, servers: [primary, backup] }: KeptSetup): SetUpForm {
  return { user, displayName, password: "", primary: toTyped(primary), backup: toTyped(backup) };
}

function toTyped(server: OwnServer | undefined): TypedServer {
  return server === undefined ? noServer : { address: server.address, trustedKey: server.trustedKey };
}

/** @returns the first field that is not filled in, or cannot be used; null when one may sign in. */
export function findTrouble(form: SetUpForm): FormTrouble | null {
  if (form.password === "") {
    return form.user.trim() === ""
      ? { field: "user", key: "setup.needsUser" }
      : { field: "password", key: "setup.needsPassword" };
  }
  if (toServerUrl(form.primary.address) === null) return { field: "primary", key: "setup.check.badAddress" };
  const hasBackup = form.backup.address.trim() !== "";
  if (hasBackup && toServerUrl(form.backup.address) === null) return { field: "backup", key: "setup.check.badAddress" };
  const own = toOwnDocument(toOwnSetup(form, { primary: "1", backup: "2" }));
  return own.ok
    ? null
    : {
        field: own.field === "user" ? "user" : "primary",
        key: own.field === "user" ? "setup.needsUser" : "setup.check.badAddress",
      };
}

export function toOwnSetup(form: SetUpForm, names: Readonly<Record<ServerField, string>>): OwnSetup {
  const fields: readonly ServerField[] = form.backup.address.trim() === "" ? ["primary"] : ["primary", "backup"];
  return {
    user: form.user.trim(),
    displayName: form.displayName.trim(),
    password: form.password,
    servers: fields.map((field) => ({
      name: names[field],
      address: form[field].address.trim(),
      trustedKey: form[field].trustedKey,
    })),
  };
}
