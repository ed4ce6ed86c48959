/** Where a seat stands among all seats, from 0 to 1: always the same for the same question, and spread evenly. */
import { createHash } from "node:crypto";

/** @param question another one makes another order, so that not always the same seats are first. */
export function toShare(seat: string, question: string): number {
  return createHash("sha256").update(`${question}\n${seat}`).digest().readUInt32BE(0) / 2 ** 32;
}
