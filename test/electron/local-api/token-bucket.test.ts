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
    expect(takeToken(bucket, 3, 0)).toEqual({ isTaken: false, bucket: { tokens: 0, atFilled: 0 }, waitMs: 20_000 });
    expect(takeToken(bucket, 3, 20_000).isTaken).toBe(true);
  });

  test("counts a lowered limit at once", () => {
    expect(takeToken(createFullBucket(600, 0), 2, 0).bucket.tokens).toBe(1);
  });

  test("is not fooled by a clock that stands still", () => {
    expect(takeToken({ tokens: 0.5, atFilled: 1_000 }, 60, 1_000)).toMatchObject({ isTaken: false, waitMs: 500 });
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
