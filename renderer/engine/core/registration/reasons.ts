/** The sentences a server's state is explained with, for the operator; codes stay beside them. */
import type { ServerReason, ServerReasonKind } from "../../../../shared/model/server.ts";

const sentences = {
  socketClosed: (name) => `${name} closed the connection.`,
  connectFailed: (name) => `${name} could not be reached.`,
  notAnswering: (name) => `${name} is not answering.`,
  registerTimeout: (name) => `${name} accepted the connection but did not answer the sign-in.`,
  registerRejected: (name) => `${name} did not accept the sign-in.`,
  wrongCredentials: (name) => `${name} refused the user name or password. Tell your administrator.`,
  notPermitted: (name) => `${name} does not allow this account to sign in. Tell your administrator.`,
  contactsFull: (name) => `${name} still holds the place of an earlier connection of this account.`,
  takenOver: (name) => `This account is signed in to ${name} at another place too, and its calls ring there.`,
  overloaded: (name) => `${name} is too busy.`,
  asleep: (name) => `The computer was asleep; ${name} is being checked.`,
  networkChanged: (name) => `The network changed; ${name} is being checked.`,
  signedOut: (name) => `This phone signed out of ${name}.`,
} as const satisfies Record<ServerReasonKind, (name: string) => string>;

export function explain(kind: ServerReasonKind, name: string, code?: number): ServerReason {
  const message = sentences[kind](name);
  return code === undefined ? { kind, message } : { kind, message, code };
}
