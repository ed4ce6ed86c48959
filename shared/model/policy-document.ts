/** The policy / provisioning document, version 1: what an administrator writes and `--check-config` reads. */
import { z } from "zod";
import { findLonelyCode, type FeatureCodes } from "./feature-codes.ts";
import { policySections } from "./policy-sections.ts";
import { listLockable } from "./policy-settings.ts";
import { findSecretProblem } from "./server-document.ts";

export const PolicyDocument = z
  .strictObject({
    version: z.literal(1, "must be 1").describe("The version of this form"),
    ...policySections,
    locked: z
      .array(z.enum(listLockable(), "is neither a section nor a key of one, such as media or media.codecs"))
      .default([])
      .describe("Sections, or keys of them, that nobody at the seat may change"),
  })
  .superRefine(({ account, servers, queues, featureCodes }, context) => {
    servers.forEach((server, index) => {
      const message = findSecretProblem(account, server);
      if (message !== null) context.addIssue({ code: "custom", path: ["servers", index, "ha1"], message });
    });
    const complain = (path: (string | number)[], codes: FeatureCodes): void => {
      const lonely = findLonelyCode(codes);
      if (lonely === null) return;
      const message = `needs ${lonely.missing} beside it: who cannot go back must not go in`;
      context.addIssue({ code: "custom", path: [...path, lonely.code], message });
    };
    complain(["featureCodes"], featureCodes);
    servers.forEach((server, index) => {
      complain(["servers", index, "featureCodes"], { ...featureCodes, ...server.featureCodes });
    });
    queues.forEach(({ codes }, index) => complain(["queues", index, "codes"], { ...featureCodes, ...codes }));
  });
export type PolicyDocument = z.infer<typeof PolicyDocument>;
