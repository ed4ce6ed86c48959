import { expect, test } from "vitest";
import { answerChallenge } from "../../testbed/sip-message.ts";
import { createDigest, nonceLifeMs } from "./digest.ts";

const passwords = new Map([["1001", "right"]]);
const create = () => createDigest("main.pbx.test", (user) => passwords.get(user) ?? null);
const answer = (challenge: string, user = "1001", password = "right", method = "REGISTER") =>
  answerChallenge(challenge, method, "sip:main.pbx.test", { user, password });

test("credentials are judged by user, password, method and the age of the nonce", () => {
  const digest = create();
  const challenge = digest.challenge(false, 0);
  expect([
    digest.judge(answer(challenge), "REGISTER", nonceLifeMs),
    digest.judge(answer(challenge.replace(', qop="auth"', "")), "REGISTER", 1),
    digest.judge(answer(challenge, "1001", "wrong"), "REGISTER", 1),
    digest.judge(answer(challenge, "4711"), "REGISTER", 1),
    digest.judge(answer(challenge), "INVITE", 1),
    digest.judge(answer(create().challenge(false, 0)), "REGISTER", 1),
    digest.judge(answer(challenge.replace("main.pbx.test", "elsewhere")), "REGISTER", 1),
    digest.judge("", "REGISTER", 1),
    digest.judge(answer(challenge), "REGISTER", nonceLifeMs + 1),
  ]).toEqual([
    { kind: "accepted", user: "1001" },
    { kind: "accepted", user: "1001" },
    { kind: "refused" },
    { kind: "refused" },
    { kind: "refused" },
    { kind: "stale" },
    { kind: "refused" },
    { kind: "refused" },
    { kind: "stale" },
  ]);
});

test("a challenge says that it is stale only when it is", () => {
  const digest = create();
  expect([digest.challenge(false, 0), digest.challenge(true, 0)]).toEqual([
    expect.not.stringContaining("stale"),
    expect.stringContaining("stale=true"),
  ]);
});
