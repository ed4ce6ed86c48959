/** Prints log lines for a developer, for as long as anybody reads them: a closed terminal must not stop the phone. */
export type Echo = (line: string) => void;

/** After the stream's first error (EPIPE when its reader is gone) nothing more is printed, and nothing is thrown. */
export function createEcho(stream: NodeJS.WritableStream): Echo {
  let isRead = true;
  stream.on("error", () => {
    isRead = false;
  });
  return (line) => {
    if (isRead) stream.write(`${line}\n`);
  };
}
