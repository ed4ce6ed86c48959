/** The figures of three schemes of failover in the same outages: what they are called in docs/benchmarks.md. */

export const schemes = [
  "a name that is moved",
  "a balancer that checks TLS",
  "a balancer that checks TCP",
  "two registrations",
] as const;
export type Scheme = (typeof schemes)[number];

export const schemeEvents = ["primary killed", "primary frozen", "primary cut off", "balancer killed"] as const;
export type SchemeEvent = (typeof schemeEvents)[number];

export const schemeSigns = ["until a dial rings", "until it is rung from outside"] as const;
export type SchemeSign = (typeof schemeSigns)[number];

/** Seconds of the phones that could again. */
export function toSchemeFigure(event: SchemeEvent, scheme: Scheme, sign: SchemeSign): string {
  return `schemes, ${event}, ${scheme}: ${sign}`;
}

/** Where no phone could: how many could, which is none. */
export function toNobodyFigure(event: SchemeEvent, scheme: Scheme, sign: SchemeSign): string {
  return `${toSchemeFigure(event, scheme, sign)}, phones`;
}
