/** What an administrator may write of the work after a call. */
import { expect, test } from "vitest";
import { WrapUpPolicy } from "../../../shared/model/wrap-up-policy.ts";
import { wrapUpDocument } from "../../builders/wrap-up-document.ts";

const problem = (policy: object) => {
  const parsed = WrapUpPolicy.safeParse(policy);
  return parsed.success ? null : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join();
};

test("nothing but the section: no time, no reason is needed, and it follows calls of queues", () => {
  expect(WrapUpPolicy.parse({})).toEqual({
    reasons: [],
    after: "queueCalls",
    timeS: 0,
    mayExtend: false,
    isReasonNeeded: false,
  });
});

test("a reason that is needed needs reasons, every one another id, and there are forty at most", () => {
  const [sold] = wrapUpDocument.reasons;
  const forty = Array.from({ length: 40 }, (_, index) => ({ id: `r${index}`, name: "One" }));
  expect(problem({ isReasonNeeded: true })).toBe("isReasonNeeded: needs reasons to choose from");
  expect(problem({ reasons: [sold, sold] })).toBe("reasons: every id must differ");
  expect(problem({ reasons: [...forty, sold] })).toBe("reasons: at most 40");
  expect([problem({ reasons: forty }), problem(wrapUpDocument)]).toEqual([null, null]);
});
