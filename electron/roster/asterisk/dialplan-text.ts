/** The text of a dialplan: contexts, and extensions with their steps. */

/** One step, or a step with a label that others go to. */
export type Step = string | readonly [label: string, step: string];

export function writeContext(name: string, ...parts: readonly (string | readonly string[])[]): string {
  return [`[${name}]`, ...parts.flat()].join("\n");
}

export function writeExtension(pattern: string, ...steps: readonly Step[]): string {
  return steps
    .map((step, at) => {
      const [label, what] = typeof step === "string" ? ["", step] : [`(${step[0]})`, step[1]];
      return at === 0 ? `exten => ${pattern},1${label},${what}` : ` same => n${label},${what}`;
    })
    .join("\n");
}

export function writeHint(extension: string, device: string): string {
  return `exten => ${extension},hint,${device}`;
}
