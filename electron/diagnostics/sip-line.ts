/** One WebSocket that speaks SIP, for as long as a look lasts: each request waits for its final answer (RFC 7118). */
import type { Socket } from "node:net";
import { WebSocket } from "ws";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { failed, fine } from "./diagnosis.ts";
import { codeOf, patienceMs, type Target } from "./reach-server.ts";
import { readAnswer, type SipAnswer } from "./sip-text.ts";
import type { Outcome } from "./step-ledger.ts";

export type SipLine = {
  /** @returns the final answer to the request with this Call-ID and CSeq; nothing else that arrives is heard. */
  readonly ask: (text: string, callId: string, cseq: number) => Promise<Result<SipAnswer, "silent" | "closed">>;
  /** What its web server calls the time, and when it said so (epoch ms); null: it did not. */
  readonly toldTime: ToldTime | null;
  readonly close: () => void;
};

export type ToldTime = { readonly date: string; readonly at: number };

export type SipLineNeeds = {
  readonly wallNow: () => number;
  /** A booting Asterisk takes the WebSocket and drops SIP without a word; the phone gives up after 3,000 ms. */
  readonly answerWithinMs: number;
};

export function openSipLine(needs: SipLineNeeds, target: Target, socket: Socket): Promise<Outcome<SipLine>> {
  const { promise, resolve } = Promise.withResolvers<Outcome<SipLine>>();
  const { name, host, port, path, isSealed } = target;
  const shown = host.includes(":") ? `[${host}]` : host;
  const web = new WebSocket(`${isSealed ? "wss" : "ws"}://${shown}:${port}${path}`, "sip", {
    createConnection: () => socket,
    handshakeTimeout: patienceMs,
    perMessageDeflate: false,
  });
  let toldTime: ToldTime | null = null;
  const refuse = (found: string, trouble: string) => {
    web.terminate();
    resolve({ finding: failed(found, trouble), value: null });
  };
  web.on("upgrade", ({ headers: { date } }) => {
    toldTime = date === undefined ? null : { date, at: needs.wallNow() };
  });
  web.on("unexpected-response", (_request, { statusCode = 0 }) => {
    const remedy = statusCode === 404 ? "correct the path in `url`" : "let its web server speak WebSocket there";
    refuse(
      `HTTP ${statusCode}`,
      `What listens at ${name} is no telephone server there (HTTP ${statusCode}), so no call goes through it: ${remedy}.`,
    );
  });
  web.on("error", (error) => {
    const trouble = `${name} takes the connection and opens no WebSocket for SIP (${codeOf(error)}), so no call goes through it: load its module for SIP over WebSocket.`;
    refuse(codeOf(error), trouble);
  });
  web.once("open", () => {
    resolve({
      finding: fine(`subprotocol ${web.protocol}`),
      value: { ...toLine(web, needs.answerWithinMs), toldTime },
    });
  });
  return promise;
}

function toLine(web: WebSocket, answerWithinMs: number): Omit<SipLine, "toldTime"> {
  return {
    ask(text, callId, cseq) {
      const { promise, resolve } = Promise.withResolvers<Result<SipAnswer, "silent" | "closed">>();
      const settle = (result: Result<SipAnswer, "silent" | "closed">) => {
        clearTimeout(deadline);
        web.off("message", hear);
        web.off("close", onClose);
        resolve(result);
      };
      const onClose = () => settle(fail("closed"));
      const hear = (data: Buffer) => {
        const answer = readAnswer(data.toString());
        const isAwaited = answer !== null && answer.callId === callId && answer.cseq === cseq && answer.code >= 200;
        if (isAwaited) settle(succeed(answer));
      };
      const deadline = setTimeout(() => settle(fail("silent")), answerWithinMs);
      web.on("message", hear);
      web.once("close", onClose);
      web.send(text);
      return promise;
    },
    close: () => web.terminate(),
  };
}
