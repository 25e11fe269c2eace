/** How the report page looks: light and dark, on a phone and on a desktop. */
export const PAGE_STYLE = `:root{color-scheme:light dark;--page:#f2f4f7;--card:#fff;--text:#1d2733;--quiet:#5b6875;--line:#dde3ea;--opened:#2f7fd1;--solved:#2a9d78;--good:#2a9d78;--middling:#c98a12;--bad:#cf4a3c;--track:#e6ebf0}
@media (prefers-color-scheme:dark){:root{--page:#14181d;--card:#1e242b;--text:#e6eaee;--quiet:#9aa7b4;--line:#323b45;--opened:#5aa5ee;--solved:#43bd95;--good:#43bd95;--middling:#e0a93c;--bad:#ec7466;--track:#323b45}}
*{box-sizing:border-box}
body{margin:0;padding:24px 16px 40px;background:var(--page);color:var(--text);font:16px/1.5 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:1040px;margin:0 auto}
h1{margin:0;font-size:24px;line-height:1.25}
h2{margin:0 0 14px;font-size:17px;line-height:1.3}
h3{margin:0;font-size:15px;line-height:1.4}
.quiet,.note{color:var(--quiet)}
header{margin:0 4px 20px}
header p{margin:4px 0 0}
section{margin:0 0 16px;padding:20px;background:var(--card);border:1px solid var(--line);border-radius:10px}
.tiles{display:grid;grid-template-columns:repeat(2,1fr);gap:16px 12px;margin:0}
.tiles div{min-width:0}
.tiles dt{color:var(--quiet);font-size:14px;line-height:1.3}
.tiles dd{margin:0;font-size:26px;line-height:1.25;font-weight:600}
.tiles .small dd{font-size:19px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:8px 0 0;font-size:14px;color:var(--quiet)}
.legend span::before{content:'';display:inline-block;width:10px;height:10px;margin-right:6px;border-radius:2px;background:var(--dot)}
svg{display:block;width:100%;height:auto}
.grid{stroke:var(--line);stroke-width:1}
.axis{fill:var(--quiet);font-size:12px}
rect.opened{fill:var(--opened)}rect.solved{fill:var(--solved)}
rect.track{fill:var(--track)}rect.good{fill:var(--good)}rect.middling{fill:var(--middling)}rect.bad{fill:var(--bad)}
.rings{display:grid;grid-template-columns:repeat(3,1fr);gap:12px;text-align:center}
.ring{max-width:130px;margin:0 auto 8px}
circle{fill:none;stroke-width:11}
circle.track{stroke:var(--track)}circle.good{stroke:var(--good)}circle.middling{stroke:var(--middling)}circle.bad{stroke:var(--bad)}
.inring{fill:var(--text);font-size:22px;font-weight:600}
.inring.quiet{fill:var(--quiet)}
.rings p{margin:0;font-size:14px;line-height:1.35}
.groups{display:grid;grid-template-columns:1fr;gap:12px}
.group{padding:14px 0 0;border-top:1px solid var(--line)}
.group h3{display:flex;justify-content:space-between;gap:12px}
.group h3 span:last-child{flex:none;font-weight:400;color:var(--quiet)}
.row{display:grid;grid-template-columns:1fr auto;gap:2px 12px;margin:8px 0 0;font-size:14px;line-height:1.4}
.row .bar{grid-column:1/-1}
.bar{height:6px;border-radius:3px}
.value{text-align:right;white-space:nowrap}
.note{max-width:720px;margin:0 4px;font-size:14px}
@media (max-width:480px){body{padding:20px 12px 32px}section{padding:16px}.rings p{font-size:13px}}
svg.wide{display:none}
@media (min-width:720px){svg.wide{display:block}svg.narrow{display:none}.tiles{grid-template-columns:repeat(4,1fr)}.pair{display:grid;grid-template-columns:1fr 1fr;gap:16px}.groups{grid-template-columns:1fr 1fr;gap:12px 40px}}
@media print{body{background:#fff;padding:0}section{break-inside:avoid}}
`;
