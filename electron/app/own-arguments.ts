/** The arguments meant for Tandem: argv without the program, and without the app's path in a development start. */
export function toOwnArguments(argv: readonly string[], isPackaged: boolean): readonly string[] {
  if (isPackaged) return argv.slice(1);
  const appPath = argv.findIndex((argument, index) => index > 0 && !argument.startsWith("-"));
  return appPath === -1 ? argv.slice(1) : [...argv.slice(1, appPath), ...argv.slice(appPath + 1)];
}
