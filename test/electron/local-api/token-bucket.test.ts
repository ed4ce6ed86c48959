import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFullBucket, takeToken, type TokenBucket } from "../../../electron/local-api/token-bucket.ts";

describe("a limit per minute", () => {
  test("lets a full minute's worth through at once, then says how long to wait", () => {
    let bucket = createFullBucket(3, 0);
    for (let taken = 0; taken < 3; taken += 1) {
      const taking = takeToken(bucket, 3, 0);
      expect(taking.isTaken).toBe(true);
      bucket = taking.bucket;
    }
    expect(takeToken(bucket, 3, 0)).toEqual({ isTaken: false, bucket: { credit: 0, atFilled: 0 }, waitMs: 20_000 });
    expect(takeToken(bucket, 3, 20_000).isTaken).toBe(true);
  });

  test("counts a lowered limit at once", () => {
    expect(takeToken(createFullBucket(600, 0), 2, 0).bucket.credit).toBe(60_000);
  });

  test("is not fooled by a clock that stands still", () => {
    expect(takeToken({ credit: 30_000, atFilled: 1_000 }, 60, 1_000)).toMatchObject({ isTaken: false, waitMs: 500 });
  });

  test("lets through whoever waited as long as they were told, also where a minute does not divide", () => {
    const bucket = [1_647, 3_152, 3_156, 3_436, 5_630, 7_103].reduce(
      (before, at) => takeToken(before, 1, at).bucket,
      takeToken(createFullBucket(1, 0), 1, 0).bucket,
    );
    const refused = takeToken(bucket, 1, 11_051);
    if (refused.isTaken) throw new Error("A minute has not passed.");
    expect(takeToken(refused.bucket, 1, 11_051 + refused.waitMs).isTaken).toBe(true);
  });

  test("never lets through more than the burst and what has regrown, whatever the rhythm", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 }),
        (perMinute, gaps) => {
          let bucket: TokenBucket = createFullBucket(perMinute, 0);
          let [at, taken] = [0, 0];
          for (const gap of gaps) {
            at += gap;
            const taking = takeToken(bucket, perMinute, at);
            bucket = taking.bucket;
            if (taking.isTaken) taken += 1;
            else expect(takeToken(bucket, perMinute, at + taking.waitMs).isTaken).toBe(true);
          }
          expect(taken).toBeLessThanOrEqual(perMinute + Math.floor((at * perMinute) / 60_000 + 1e-6));
        },
      ),
    );
  });
});
