/** Branded identifiers, so that a server's id can never stand where a call's is wanted. */
import { z } from "zod";

export const ServerId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/, "an id of 1 to 32 letters, digits, - or _")
  .brand("ServerId");
export type ServerId = z.infer<typeof ServerId>;

export const CallId = z.string().min(1).max(64).brand("CallId");
export type CallId = z.infer<typeof CallId>;

/** One INVITE, whichever way it went: an attempt of an outgoing call or a leg of an incoming one. */
export const InviteId = z.string().min(1).max(64).brand("InviteId");
export type InviteId = z.infer<typeof InviteId>;
