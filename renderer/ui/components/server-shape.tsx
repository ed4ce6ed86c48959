/** A server's state as a shape that can be told without colour: disc, ring, half, triangle, cross, bars, dots. */
import { assertNever } from "../../../shared/lib/assert-never.ts";

export type ServerShapeName = "next" | "standby" | "doubtful" | "lost" | "refused" | "drained" | "starting";

export function ServerShape({ name }: { readonly name: ServerShapeName }) {
  return (
    <svg className={`server-shape server-shape-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {draw(name)}
    </svg>
  );
}

function draw(name: ServerShapeName) {
  switch (name) {
    case "next":
      return <circle className="shape-full" cx="8" cy="8" r="6.4" />;
    case "standby":
      return <circle className="shape-line" cx="8" cy="8" r="5.3" />;
    case "doubtful":
      return (
        <>
          <circle className="shape-line" cx="8" cy="8" r="5.3" />
          <path className="shape-full" d="M8 2.7a5.3 5.3 0 0 0 0 10.6Z" />
        </>
      );
    case "lost":
      return <path className="shape-line" d="M8 2.6 14 13.2H2Z" />;
    case "refused":
      return <path className="shape-line" d="M3.2 3.2l9.6 9.6M12.8 3.2l-9.6 9.6" />;
    case "drained":
      return <path className="shape-line" d="M5 3v10M11 3v10" />;
    case "starting":
      return <circle className="shape-line shape-dotted" cx="8" cy="8" r="5.3" />;
    default:
      return assertNever(name);
  }
}
