/** Which response proves that a server reads: the first of each transaction. */
import type { SipResponseHead } from "./sip-head.ts";

/** Transactions remembered; more are never under way on one server, and of an older one only proof is granted too easily. */
const mostRemembered = 64;

/**
 * The first response to a request proves that the server has read it. Ringing and an answer that follow prove only that
 * somebody is there: they come just as well from a server that has not heard this phone since.
 * @returns of each response whether it is the first of its transaction: the branch of the topmost Via and the method,
 * for a CANCEL shares the branch of its INVITE (RFC 3261 §17.1.3).
 */
export function createFirstResponses(): (head: SipResponseHead) => boolean {
  const answered = new Set<string>();
  return ({ branch, method }) => {
    if (branch === null) return true;
    const transaction = `${method} ${branch}`;
    if (answered.has(transaction)) return false;
    answered.add(transaction);
    const [oldest] = answered;
    if (answered.size > mostRemembered && oldest !== undefined) answered.delete(oldest);
    return true;
  };
}
