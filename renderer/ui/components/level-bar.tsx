/** How loud the microphone is, as a row of marks that fill from the start; its name tells what it is of. */
const marks = Array.from({ length: 20 }, (_, index) => index);
const markWidth = 4;
const gap = 2;

export type LevelBarProps = {
  readonly label: string;
  /** 0 to 20; null while nothing is measured. */
  readonly level: number | null;
  /** Shown, and sent to nobody. */
  readonly isMuted?: boolean;
  readonly className?: string;
};

export function LevelBar({ label, level, isMuted = false, className = "" }: LevelBarProps) {
  return (
    <svg
      className={`level ${isMuted ? "level-muted" : ""} ${className}`}
      viewBox={`0 0 ${marks.length * (markWidth + gap) - gap} 8`}
      preserveAspectRatio="none"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={marks.length}
      aria-valuenow={level ?? 0}
    >
      {marks.map((mark) => (
        <rect
          key={mark}
          className={mark < (level ?? 0) ? "level-full" : "level-empty"}
          x={mark * (markWidth + gap)}
          y={0}
          width={markWidth}
          height={8}
          rx={1}
        />
      ))}
    </svg>
  );
}
