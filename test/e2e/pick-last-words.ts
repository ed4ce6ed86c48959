/** What of an app's log is worth a look after a failure: what it did, without every message on the wire. */

const linesOf = 60;

/** @returns the last lines that are more than `debug`. */
export function pickLastWords(log: string): string {
  const told = log.split("\n").filter((line) => line !== "" && !/^(?:[-\d]+ [:.\d]+ )?debug /u.test(line));
  return told.slice(-linesOf).join("\n");
}
