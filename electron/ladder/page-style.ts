/** How the page looks: light, dark, and on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1d21; --paper: #ffffff; --quiet: #565c66; --line: #c9ced6; --band: #f3f5f8; --bad: #a31515; --odd: #8a4b00; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #16181c; --quiet: #a3abb7; --line: #4a515c; --band: #1f2329; --bad: #ff8f87; --odd: #ffb454; --link: #8ab8ff; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 13px/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
main { padding: 16px 24px 48px; }
h1 { font-size: 20px; margin: 0 0 8px; }
h2 { font-size: 15px; margin: 32px 0 0; }
p { margin: 4px 0 8px; color: var(--quiet); }
p.amiss { color: var(--bad); }
ul { margin: 8px 0; padding-left: 20px; }
a { color: var(--link); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: 0 10px 0 0; text-align: left; vertical-align: bottom; white-space: nowrap; }
th { font-weight: 600; color: var(--quiet); border-bottom: 1px solid var(--line); }
.ms { text-align: right; padding-right: 16px; color: var(--quiet); min-width: 56px; }
.lanes { padding-right: 16px; }
.note td, .day td { background: var(--band); color: var(--quiet); padding-top: 2px; padding-bottom: 2px; white-space: normal; }
.mark { font-weight: 600; color: var(--odd); }
svg { display: block; }
svg text { font-size: 12px; fill: currentColor; }
.life { stroke: var(--line); stroke-width: 1; }
.shaft { stroke: currentColor; stroke-width: 1.3; }
.head { fill: currentColor; }
.failed .lanes { color: var(--bad); }
.amiss .lanes { color: var(--odd); }
@media print {
  @page { size: landscape; margin: 12mm; }
  :root { --ink: #000000; --paper: #ffffff; --quiet: #333333; --line: #999999; --band: #ffffff; --bad: #000000; --odd: #000000; --link: #000000; }
  body, svg text { font-size: 11px; }
  main { padding: 0; }
  nav { display: none; }
  .wide { overflow: visible; }
  tr, h2 { break-inside: avoid; break-after: auto; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
}
`;
