/** Files share a worker: a test that fails with a pretended clock must not leave it to the next. */
import { afterEach, vi } from "vitest";

afterEach(() => void vi.useRealTimers());
