import { printStyle } from "./print-style.ts";

/** The style sheet of the page. Constant: the page's policy allows exactly these bytes. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1b1f23;--muted:#5b626a;--rule:#e2dfd8;--paper:#fbfaf8;--card:#ffffff;--accent:#12657f;--band:#d3e5eb;--middle:#8b9299;--bad:#b8492c;--wash:#f3f1ec;
--sans:Inter,ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
--serif:Charter,"Iowan Old Style","Source Serif 4",Georgia,Cambria,"Noto Serif","Songti SC","Noto Serif CJK SC",serif;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono","Noto Sans Mono CJK SC",monospace}
@media (prefers-color-scheme:dark){:root{--ink:#e9e7e2;--muted:#a5abb2;--rule:#33383e;--paper:#14171a;--card:#1a1e22;--accent:#72bfdb;--band:#234250;--middle:#838b94;--bad:#f0896a;--wash:#1e2327}}
*{box-sizing:border-box}
html{font:16px/1.6 var(--sans);color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;overflow-wrap:break-word}
:lang(en){--serif:Charter,"Iowan Old Style","Source Serif 4",Georgia,Cambria,"Noto Serif","Noto Serif CJK KR",serif}
:lang(zh){line-height:1.75}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:3px}
.skip{position:absolute;left:-999rem;top:0;padding:.6rem 1rem;background:var(--card);z-index:2}
.skip:focus{left:1rem;top:1rem}
.page{max-width:49rem;margin:0 auto;padding:0 1.5rem}
header.page{padding-top:4.5rem}
.scope{color:var(--accent);font-weight:600;margin:0 0 .5rem}
h1,h2,h3{font-family:var(--serif);font-weight:600;line-height:1.2;text-wrap:balance;margin:0}
h1{font-size:clamp(2rem,6vw,2.9rem);letter-spacing:-.015em}
h2{font-size:1.6rem;letter-spacing:-.01em}
h3{font-size:1.15rem}
:lang(zh) h1,:lang(zh) h2,:lang(zh) h3{letter-spacing:0;text-wrap:wrap;line-height:1.35}
.meta{color:var(--muted);font-size:.92rem;margin:.9rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.4rem}
.lede{margin:2.8rem 0 0;padding:2rem 0;border-top:2px solid var(--ink);border-bottom:1px solid var(--rule)}
.lede div{display:grid;grid-template-columns:8.5rem 1fr;gap:0 1.5rem;padding:.55rem 0}
.lede dt{color:var(--accent);font-size:.85rem;font-weight:600;padding-top:.42rem}
.lede dd{margin:0;font:400 1.28rem/1.5 var(--serif);text-wrap:pretty}
:lang(zh) .lede dd{font-size:1.18rem;line-height:1.75}
nav.contents{margin-top:1.2rem;font-size:.88rem}
nav.contents ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1.3rem}
nav.contents a{color:var(--muted);text-decoration:none}
nav.contents a:hover{color:var(--accent);text-decoration:underline}
main>section{margin-top:4.5rem}
main>section>h2+*{margin-top:1rem}
section>p{max-width:42rem}
.note{color:var(--muted);font-size:.88rem;margin:.6rem 0 0;max-width:42rem}
.score{margin-top:2rem}
.score+.score{margin-top:3.5rem;padding-top:2.5rem;border-top:1px solid var(--rule)}
.lead{display:grid;grid-template-columns:minmax(12rem,auto) 1fr;gap:1rem 3rem;align-items:start;margin:1.4rem 0 2.2rem}
.figure-value{font:600 5rem/1 var(--serif);letter-spacing:-.03em;font-variant-numeric:lining-nums tabular-nums;margin:0}
.other .figure-value{font-size:3.2rem}
.figure-value small{font-size:.42em;letter-spacing:0;margin-left:.12em;color:var(--muted);font-weight:400}
.metric{color:var(--muted);font-size:.92rem;margin:0 0 .35rem}
.uncertain{margin:.7rem 0 .9rem;font-variant-numeric:tabular-nums}
.wording{font:italic 1.12rem/1.5 var(--serif);margin:.2rem 0 .8rem}
:lang(zh) .wording{font-style:normal}
.facts{list-style:none;margin:0;padding:0;font-size:.94rem;color:var(--muted);font-variant-numeric:tabular-nums}
.facts li{padding:.15rem 0}
.facts b{font-weight:600;color:var(--ink)}
figure{margin:2rem 0 0}
figcaption{font-weight:600;margin-bottom:.8rem}
.chart{display:block;width:100%;height:auto;max-width:100%;overflow:visible}
.chart text{font-variant-numeric:tabular-nums}
.narrow{display:none}
.strip{max-width:300px}
.f-ink{fill:var(--ink)}.f-muted{fill:var(--muted)}.f-rule{fill:var(--rule)}.f-paper{fill:var(--paper)}.f-accent{fill:var(--accent)}.f-band{fill:var(--band)}.f-middle{fill:var(--middle)}.f-bad{fill:var(--bad)}
.s-ink{stroke:var(--ink)}.s-muted{stroke:var(--muted)}.s-rule{stroke:var(--rule)}.s-paper{stroke:var(--paper)}.s-accent{stroke:var(--accent)}.s-band{stroke:var(--band)}.s-middle{stroke:var(--middle)}.s-bad{stroke:var(--bad)}
.tools{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:baseline;margin-top:.7rem;font-size:.86rem}
.tools details{flex:1 1 auto;min-width:0}
.tools details[open]{flex-basis:100%}
summary{cursor:pointer;color:var(--accent);width:fit-content;padding:.15rem 0}
button{font:inherit;font-size:.86rem;color:var(--accent);background:none;border:1px solid var(--rule);border-radius:4px;padding:.22rem .7rem;cursor:pointer}
button:hover{border-color:var(--accent)}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
.scroll{overflow-x:auto;margin-top:1rem}
table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.45;font-variant-numeric:lining-nums tabular-nums}
caption{text-align:left;color:var(--muted);font-size:.86rem;padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--rule);font-weight:400}
thead th{color:var(--muted);font-size:.82rem;border-bottom-color:var(--muted);vertical-align:bottom}
th:last-child,td:last-child{padding-right:0}
tbody th{font-weight:500}
th,td{min-width:4.4rem}
.number{text-align:right;white-space:nowrap;min-width:0}
.long{min-width:13rem}
.code{min-width:9.5rem}
code{font:.92em var(--mono);background:var(--wash);padding:.1em .35em;border-radius:3px}
.statement{font:400 1.22rem/1.5 var(--serif);margin:1rem 0 0;padding-left:1.1rem;border-left:3px solid var(--accent);max-width:42rem}
.verdict{font-weight:600}
.verdict-met{color:var(--accent)}.verdict-missed{color:var(--bad)}
.filters{display:flex;flex-wrap:wrap;gap:.8rem 1.5rem;align-items:end;margin:1.2rem 0 .4rem;font-size:.88rem}
.filters label{display:grid;gap:.2rem;color:var(--muted)}
input,select{font:inherit;line-height:1.4;height:2.3rem;color:var(--ink);background:var(--card);border:1px solid var(--middle);border-radius:4px;padding:.35rem .6rem;min-width:12rem;max-width:100%}
.verbatims td,.verbatims th{padding-top:.8rem;padding-bottom:.8rem}
.verbatims .said{font:400 1.02rem/1.55 var(--serif);white-space:pre-line;overflow-wrap:anywhere}
.verbatims .aside{color:var(--muted);white-space:nowrap}
.mark{display:inline-block;min-width:2.1em;padding:.05em .4em;border-radius:3px;border:1.5px solid var(--middle);text-align:center;font-weight:600}
.mark-promoter,.mark-top{border-color:var(--accent);color:var(--accent)}
.mark-detractor{border-color:var(--bad);color:var(--bad)}
.plain{margin:.8rem 0 0;padding-left:1.2rem}
.plain li{padding:.12rem 0}
footer.page{margin-top:5rem;padding-top:1.5rem;padding-bottom:4rem;border-top:1px solid var(--rule);color:var(--muted);font-size:.82rem}
@media (max-width:640px){
.page{padding:0 1.1rem}header.page{padding-top:2.5rem}
.wide{display:none}.narrow{display:block}
.lede{margin-top:2rem;padding:1.3rem 0}
.lede div{grid-template-columns:1fr;padding:.5rem 0}
.lede dd{font-size:1.14rem}
.lead{grid-template-columns:1fr}
main>section{margin-top:3.4rem}
.verbatims thead{position:absolute;left:-999rem}
.verbatims th,.verbatims td{min-width:0}
.verbatims tr{display:grid;grid-template-columns:auto auto 1fr;border-bottom:1px solid var(--rule);padding:.7rem 0}
.verbatims td,.verbatims th{border:0;padding:.1rem .8rem .1rem 0}
.verbatims .said{grid-column:1/-1;order:2}
.verbatims .aside{white-space:normal}
}
${printStyle}`;
