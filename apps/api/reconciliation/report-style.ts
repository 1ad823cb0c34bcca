/** Of the report as a page: readable on a screen in light and dark, and printed on paper without colours that cost ink. */
export const reportStyle = `
:root { color-scheme: light dark; --line: #d4d9e0; --soft: #5b6675; --tile: #f4f6f9; --warn: #9a4b00; --warn-back: #fff4e5 }
@media (prefers-color-scheme: dark) { :root { --line: #3a424e; --soft: #a4afbd; --tile: #1d232b; --warn: #ffb866; --warn-back: #33240f } }
* { box-sizing: border-box }
body { font: 15px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1.25rem }
header p { margin: 0; color: var(--soft) }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .25rem 0 .35rem }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .5rem }
small, footer { color: var(--soft); font-size: .85em }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem; margin: 1.25rem 0 }
.tile { background: var(--tile); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem }
.tile b { display: block; font-size: 1.5rem; line-height: 1.25 }
.tile span { display: block }
.warn { background: var(--warn-back); border-color: var(--warn) }
p.warn { border: 1px solid var(--warn); border-radius: .5rem; padding: .6rem .9rem; margin: 0 }
table { width: 100%; border-collapse: collapse; font-size: .93em }
th { text-align: left; font-weight: 600; color: var(--soft); border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0 }
td { border-bottom: 1px solid var(--line); padding: .35rem .6rem .35rem 0; vertical-align: top; overflow-wrap: anywhere }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: 0; padding-left: .6rem }
td small { display: block; line-height: 1.25 }
.w { white-space: nowrap }
td:first-child { min-width: 9.5rem }
td:nth-child(2) { min-width: 7rem }
code { font: .92em ui-monospace, "DejaVu Sans Mono", monospace }
ul { margin: 0; padding-left: 1.2rem }
footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .5rem }
@media (max-width: 40rem) { .tiles { grid-template-columns: repeat(2, 1fr) } section { overflow-x: auto } }
@media print {
  @page { size: A4; margin: 12mm }
  :root { color-scheme: light; --line: #c3c9d1; --soft: #4a5462; --tile: #fff; --warn: #000; --warn-back: #fff }
  body { font-size: 8.5pt; line-height: 1.25; margin: 0; padding: 0; max-width: none }
  h1 { font-size: 16pt }
  .tiles { margin: .7rem 0; gap: .5rem }
  .tile { padding: .4rem .6rem }
  td { padding-top: .15rem; padding-bottom: .15rem }
  .warn { border-width: 2px }
  h2 { margin: .8rem 0 .2rem; font-size: 10.5pt }
  footer { margin-top: .8rem }
  h2, thead { break-after: avoid }
  tr, .tile { break-inside: avoid }
}
`;
