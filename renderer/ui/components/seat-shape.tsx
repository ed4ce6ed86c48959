/** What the seat is in a queue, as a shape that can be told without colour: full, bars, ring, dots, halves. */
import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { Queue } from "../../../shared/model/agent.ts";

export function SeatShape({ state }: { readonly state: Queue["state"] }) {
  return (
    <svg className={`line-shape seat-${state}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {draw(state)}
    </svg>
  );
}

function draw(state: Queue["state"]) {
  switch (state) {
    case "ready":
      return <circle className="shape-full" cx="8" cy="8" r="5.8" />;
    case "paused":
      return <path className="shape-full" d="M3.6 2.6h3v10.8h-3zM9.4 2.6h3v10.8h-3z" />;
    case "out":
      return <circle className="shape-line" cx="8" cy="8" r="5.3" />;
    case "unknown":
      return <circle className="shape-line shape-dotted" cx="8" cy="8" r="5.3" />;
    case "split":
      return (
        <>
          <circle className="shape-line" cx="8" cy="8" r="5.3" />
          <path className="shape-full" d="M8 2.7a5.3 5.3 0 0 0 0 10.6Z" />
        </>
      );
    default:
      return assertNever(state);
  }
}
