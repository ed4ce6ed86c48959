// Stands in for `dialog`: each question is recorded and answered at once, by the test hook or with the default.
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";
import { hostRecords } from "./host-records.ts";
import type { DialogRecord } from "./host-records.ts";

function ask<T>(kind: DialogRecord["kind"], options: object, ordinary: T): T {
  const wanted = hostRecords.answerDialog?.(kind, options);
  const answer = wanted === undefined ? ordinary : (wanted as T);
  hostRecords.dialogs.push({ kind, options, answer });
  return answer;
}

/** Electron's dialogs take the parent window as an optional first argument. */
function optionsOf(args: readonly unknown[]): Electron.MessageBoxOptions {
  return (args[1] ?? args[0] ?? {}) as Electron.MessageBoxOptions;
}

function pressedButton(args: readonly unknown[]): number {
  const options = optionsOf(args);
  return ask("messageBox", options, options.defaultId ?? 0);
}

export const dialog = guardMembers("dialog", {
  showMessageBoxSync: (...args: unknown[]): number => pressedButton(args),
  showMessageBox: (...args: unknown[]): Promise<Electron.MessageBoxReturnValue> => {
    const { checkboxChecked } = optionsOf(args);
    return Promise.resolve({ response: pressedButton(args), checkboxChecked: checkboxChecked ?? false });
  },
  showErrorBox: (title: string, content: string): void => {
    ask("errorBox", { title, content }, undefined);
    process.stderr.write(`${title}: ${content}\n`);
  },
  showOpenDialog: (...args: unknown[]): Promise<Electron.OpenDialogReturnValue> => {
    const filePaths = ask<string[]>("open", optionsOf(args), []);
    return Promise.resolve({ canceled: filePaths.length === 0, filePaths });
  },
  showSaveDialog: (...args: unknown[]): Promise<Electron.SaveDialogReturnValue> => {
    const [filePath = ""] = ask<string[]>("save", optionsOf(args), []);
    return Promise.resolve({ canceled: filePath === "", filePath });
  },
});
