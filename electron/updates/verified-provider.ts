/** Gives the library what was read of the bytes that were verified, in the place of a second fetch that could say otherwise. */
import type { ResolvedUpdateFileInfo, UpdateInfo } from "electron-updater";
import { Provider, type ProviderRuntimeOptions } from "electron-updater/out/providers/Provider.js";
import type { Manifest } from "./read-manifest.ts";

/** @returns what the library makes a provider of (`provider: "custom"`). */
export function toProvider({ version, files, minimumSystem }: Manifest) {
  return class VerifiedProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }

    override getLatestVersion(): Promise<UpdateInfo> {
      return Promise.resolve({
        version,
        files: files.map(({ url, sha512, size }) => ({ url, sha512, size })),
        path: files[0]?.url ?? "",
        sha512: files[0]?.sha512 ?? "",
        releaseDate: "",
        ...(minimumSystem === null ? {} : { minimumSystemVersion: minimumSystem }),
      });
    }

    override resolveFiles(): ResolvedUpdateFileInfo[] {
      return files.map(({ url, sha512, size }) => ({ url: new URL(url), info: { url, sha512, size } }));
    }
  };
}
