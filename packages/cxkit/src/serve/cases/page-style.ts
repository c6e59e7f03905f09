/** The style sheet of the case pages. Constant: the pages' policy allows exactly these bytes. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1b1f23;--muted:#5b626a;--rule:#e2dfd8;--paper:#fbfaf8;--card:#ffffff;--accent:#12657f;--on-accent:#ffffff;--middle:#767d84;--bad:#b8492c}
@media (prefers-color-scheme:dark){:root{--ink:#e9e7e2;--muted:#a5abb2;--rule:#33383e;--paper:#14171a;--card:#1a1e22;--accent:#72bfdb;--on-accent:#10242c;--middle:#838b94;--bad:#f0896a}}
*{box-sizing:border-box}
html{font:16px/1.6 Inter,ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%;text-size-adjust:100%}
:lang(zh){line-height:1.75}
body{margin:0;overflow-wrap:anywhere}
main{max-width:38rem;margin:0 auto;padding:3rem 1.25rem 4rem}
h1,h2,blockquote{font-family:Charter,"Iowan Old Style","Source Serif 4",Georgia,Cambria,"Noto Serif","Songti SC","Noto Serif CJK SC",serif}
h1{font-size:clamp(1.6rem,6vw,2.1rem);font-weight:600;line-height:1.25;text-wrap:balance;margin:0}
h2{font-size:1.15rem;font-weight:600;margin:2.4rem 0 .5rem}
p{margin:.7rem 0 0}
.kicker{color:var(--accent);font-weight:600;margin:0 0 .4rem}
.note{color:var(--muted);font-size:.92rem}
.late{color:var(--bad);font-weight:600}
blockquote{margin:1.6rem 0 0;padding:.2rem 0 .2rem 1.1rem;border-left:3px solid var(--accent);font-size:1.15rem;line-height:1.55;white-space:pre-line}
dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.35rem 1.25rem;margin:1.8rem 0 0}
dt{color:var(--muted)}
dd{margin:0}
ol{list-style:none;margin:.6rem 0 0;padding:0}
li{padding:.55rem 0;border-top:1px solid var(--rule)}
li p{margin:.2rem 0 0;white-space:pre-line}
form{margin:2rem 0 0;padding:1.3rem 1.25rem 1.4rem;background:var(--card);border:1px solid var(--rule);border-radius:8px}
form h2{margin:0}
form.small{padding:0;border:0;background:none;margin:.8rem 0 0}
label{display:block;margin:.9rem 0 .3rem;font-weight:600}
textarea{display:block;width:100%;min-height:7rem;font:inherit;line-height:1.5;color:var(--ink);background:var(--paper);border:1px solid var(--middle);border-radius:6px;padding:.6rem .7rem;resize:vertical}
button{font:inherit;font-weight:600;min-height:2.75rem;margin:1rem 0 0;padding:.5rem 1.3rem;border:1px solid var(--accent);border-radius:6px;background:var(--accent);color:var(--on-accent);cursor:pointer}
.small button{margin:0;background:none;color:var(--accent);font-weight:400}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:3px}
.error{color:var(--bad);font-weight:600}
@media (max-width:30rem){main{padding-top:1.8rem}dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 .6rem}button{width:100%}}
@media print{form{display:none}}
`;
