/** `npm run sign-update -- --new-key=<file>` makes the key of a fleet; `-- <folder> --key=<file>` signs what the folder offers. */
import { parseArgs } from "node:util";
import { makeKey, signManifests } from "./updates/sign-manifests.ts";

const usage = `npm run sign-update -- --new-key=<file>        make a key; prints what updates.publicKey is to be
npm run sign-update -- <folder> --key=<file>   sign every latest*.yml in the folder of a ring`;

function end(code: number, text: string): never {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
}

function readFlags() {
  try {
    const options = { "new-key": { type: "string" }, key: { type: "string" } } as const;
    return parseArgs({ options, allowPositionals: true });
  } catch {
    return end(2, usage);
  }
}

const { values, positionals } = readFlags();
const [folder] = positionals;
if (values["new-key"] !== undefined && folder === undefined) {
  try {
    end(0, `updates.publicKey: ${makeKey(values["new-key"])}`);
  } catch (error) {
    end(1, `${values["new-key"]}: the key was not written: ${String(error)}`);
  }
}
if (folder === undefined || values.key === undefined) end(2, usage);
const signed = signManifests(folder, values.key);
if (!signed.ok) end(1, signed.failure);
const { manifests, publicKey } = signed.value;
const lines = manifests.map(
  ({ name, version, percentage }) => `signed ${name}: version ${version} for ${percentage} % of the ring`,
);
end(0, [...lines, `updates.publicKey: ${publicKey}`].join("\n"));
