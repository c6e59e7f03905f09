/** How the page prints: black on white, no controls, nothing cut in two. */
export const printStyle = `@media print{
:root{color-scheme:light;--ink:#000;--muted:#444;--rule:#ccc;--paper:#fff;--card:#fff;--accent:#12657f;--band:#d3e5eb;--middle:#8b9299;--bad:#b8492c;--wash:#f3f1ec}
@page{margin:18mm 16mm}
html{font-size:10.5pt}
.page{max-width:none;padding:0}header.page{padding-top:0}
.skip,nav.contents,.tools,.filters,button,.narrow{display:none!important}
.wide{display:block!important}
main>section{margin-top:2.2rem}
h2,h3,figcaption,caption,thead{break-after:avoid}
figure,tr,.lead,.lede,.statement{break-inside:avoid}
.scroll{overflow:visible}
a{color:inherit;text-decoration:none}
}
`;
