// Maps a custom scheme's address to the secure https origin that carries it in Chromium, and back.

const suffix = ".localhost";
const schemes = new Set<string>();

export function addHostedScheme(scheme: string): void {
  schemes.add(scheme);
}

export function hostedSchemes(): readonly string[] {
  return [...schemes];
}

/** app://ui/x → https://ui.app.localhost/x; other addresses stay as they are. */
export function toChromiumUrl(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
  const [scheme, host, rest] = [match?.[1]?.toLowerCase(), match?.[2], match?.[3]];
  if (scheme === undefined || host === undefined || !schemes.has(scheme)) return url;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(host)) throw new Error(`the stand-in cannot carry the host of ${url}`);
  return `https://${host}.${scheme}${suffix}${rest === undefined || rest === "" ? "/" : rest}`;
}

/** https://ui.app.localhost/x → app://ui/x; other addresses stay as they are. */
export function toAppUrl(url: string): string {
  for (const scheme of schemes) {
    const tail = `.${scheme}${suffix}`;
    const match = /^https:\/\/([^/?#:]+)(.*)$/.exec(url);
    const [host, rest] = [match?.[1], match?.[2]];
    if (host?.endsWith(tail) === true) return `${scheme}://${host.slice(0, -tail.length)}${rest ?? ""}`;
  }
  return url;
}
