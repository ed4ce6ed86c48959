/** How a call sounds, as rising bars that can be counted without colour. */
const heights = [4, 6.5, 9, 11.5, 14] as const;

export function QualityBars({ bars, label }: { readonly bars: number; readonly label: string }) {
  return (
    <svg className={`quality ${bars <= 2 ? "quality-poor" : ""}`} viewBox="0 0 23 16" role="img" aria-label={label}>
      <title>{label}</title>
      {heights.map((height, index) => (
        <rect
          key={height}
          className={index < bars ? "quality-full" : "quality-empty"}
          x={index * 4.6 + 0.5}
          y={15 - height}
          width={3}
          height={height}
          rx={0.8}
        />
      ))}
    </svg>
  );
}
