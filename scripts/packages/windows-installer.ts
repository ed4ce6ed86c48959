/** What both makers of installers for Windows are given. */
export type WindowsInstaller = {
  /** This checkout. */
  readonly root: string;
  /** electron-builder's `win-unpacked`; `resources/package-type` is written into it. */
  readonly unpacked: string;
  /** For what is made on the way. */
  readonly work: string;
  readonly version: string;
  /** Where the installer goes. */
  readonly file: string;
  /** A command that signs the file behind it; null: nothing is signed. */
  readonly sign: string | null;
};
