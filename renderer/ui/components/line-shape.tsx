/** What a colleague's line does, as a shape that can be told without colour: ring, bell's triangle, full square, dots. */
import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { ColleagueState } from "../../../shared/model/colleague.ts";

export function LineShape({ state }: { readonly state: ColleagueState }) {
  return (
    <svg className={`line-shape line-${state}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {draw(state)}
    </svg>
  );
}

function draw(state: ColleagueState) {
  switch (state) {
    case "idle":
      return <circle className="shape-line" cx="8" cy="8" r="5.3" />;
    case "ringing":
      return <path className="shape-full" d="M8 2.2 14.4 13.4H1.6Z" />;
    case "busy":
      return <rect className="shape-full" x="2.6" y="2.6" width="10.8" height="10.8" rx="1.6" />;
    case "unknown":
      return <circle className="shape-line shape-dotted" cx="8" cy="8" r="5.3" />;
    default:
      return assertNever(state);
  }
}
