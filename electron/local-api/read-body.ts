/** Reads a request's JSON body up to a limit; more than that is not read at all. */
import type { IncomingMessage } from "node:http";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";

export const largestBodyBytes = 16 * 1024;

export type BodyFailure = { readonly status: 400 | 413; readonly message: string };

export async function readJsonBody(request: IncomingMessage): Promise<Result<unknown, BodyFailure>> {
  const tooLarge = { status: 413, message: `A Command has at most ${largestBodyBytes} bytes.` } as const;
  if (Number(request.headers["content-length"] ?? 0) > largestBodyBytes) return fail(tooLarge);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      size += bytes.length;
      if (size > largestBodyBytes) return fail(tooLarge);
      chunks.push(bytes);
    }
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    return succeed(value);
  } catch {
    return fail({ status: 400, message: "The body must be one Command as JSON." });
  }
}
