/** The addresses of this computer, each with its interface; loopback and what is down are left out. */
import { networkInterfaces } from "node:os";

export function readAddresses(): string[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).flatMap(({ address, internal }) => (internal ? [] : [`${name} ${address}`])),
  );
}
