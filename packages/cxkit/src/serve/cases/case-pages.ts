import type { CaseView } from "@cxkit/core";
import type { CaseLink, Cases, LinkRefusal } from "@cxkit/host";
import { type CaseStrings, en, zh } from "./case-strings.ts";
import { type Markup, html } from "./markup.ts";
import { pageStyle } from "./page-style.ts";

/** In which language a page is written, and in which zone its times are. */
export interface PageLocale {
  readonly language: "en" | "zh";
  readonly zone: string;
}

/** What a link's page shows. */
export interface ShownCase {
  readonly link: CaseLink;
  /** What the customer said; `null` when it is gone. */
  readonly words: string | null;
  /** What was typed and cannot be taken, and why. */
  readonly rejected?: { readonly note: string; readonly because: "empty" | "too-long" };
  /** Looked at just now. */
  readonly contact?: Awaited<ReturnType<Cases["contact"]>>;
}

/** Characters of a note. */
export const longestNote = 4_000;

/** A case, and one form for what the link asks for. */
export function casePage(shown: ShownCase, locale: PageLocale): string {
  const words = stringsOf(locale);
  const { case: view } = shown.link;
  return page(
    locale,
    view.title,
    html`<p class="kicker">${words.case} ${view.id}</p>
      <h1>${view.title}</h1>
      ${shown.words === null ? null : html`<blockquote aria-label="${words.said}">${shown.words}</blockquote>`}
      ${facts(view, words, locale)} ${actionForm(shown, words)} ${contact(shown, words)}
      ${steps(view, words, locale)}`,
  );
}

/** What was done. */
export function donePage(done: CaseView, action: CaseLink["action"], locale: PageLocale): string {
  const words = stringsOf(locale);
  const { heading, text } = words.done[action];
  return page(
    locale,
    heading,
    html`<p class="kicker">${words.case} ${done.id}</p>
      <h1>${heading}</h1>
      <p>${text}</p>
      <p class="note">${done.title}</p>
      ${facts(done, words, locale)} ${steps(done, words, locale)}`,
  );
}

/** A link that is of no use, and what to do instead. */
export function refusedPage(reason: LinkRefusal["reason"], locale: PageLocale): string {
  return messagePage(stringsOf(locale).refused[reason], locale);
}

/** Something else that went wrong, by the status that says so. */
export function problemPage(status: number, locale: PageLocale): string {
  const words = stringsOf(locale);
  return messagePage(words.problems[status] ?? words.problem, locale);
}

function messagePage(
  { heading, text }: { readonly heading: string; readonly text: string },
  locale: PageLocale,
) {
  return page(
    locale,
    heading,
    html`<h1>${heading}</h1>
      <p>${text}</p>`,
  );
}

function stringsOf({ language }: PageLocale): CaseStrings {
  return language === "zh" ? zh : en;
}

function page({ language }: PageLocale, title: string, content: Markup): string {
  return html`<!doctype html>
    <html lang="${language === "zh" ? "zh-CN" : "en"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html> `.markup;
}

/** Not in a template: the pages' policy allows these bytes and no others, not even a space more. */
const style: Markup = { markup: `<style>${pageStyle}</style>` };

function facts(view: CaseView, words: CaseStrings, locale: PageLocale): Markup {
  const { answer, due } = view;
  const max = answer?.scale?.max ?? null;
  const rows: readonly (readonly [string, Markup | string | null])[] = [
    [words.where, view.stage ?? null],
    [words.answer, answer === undefined ? null : words.answerOf(String(answer.value), max)],
    [words.owner, view.owner],
    [words.state, words.states[view.state]],
    [words.opened, time(view.opened, locale)],
    [
      words.due,
      due === null
        ? null
        : html`${time(due, locale)}${view.overdue ? html` <span class="late">(${words.overdue})</span>` : null}`,
    ],
  ];
  const shown = rows.filter(([, value]) => value !== null);
  return html`<dl>
    ${shown.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function actionForm({ link, rejected }: ShownCase, words: CaseStrings): Markup {
  const { heading, button } = words.ask[link.action];
  const problem =
    rejected && (rejected.because === "empty" ? words.noteNeeded : words.noteTooLong(longestNote));
  const needed = link.action === "note";
  return html`<form method="post" aria-labelledby="ask">
    <h2 id="ask">${heading}</h2>
    <input type="hidden" name="do" value="${link.action}" />
    <label for="note">${words.note}${needed ? null : ` (${words.optional})`}</label>
    ${problem === undefined ? null : html`<p class="error" id="problem" role="alert">${problem}</p>`}
    <textarea
      id="note"
      name="note"
      maxlength="${longestNote}"
      ${needed ? html` required` : null}${
        problem === undefined ? null : html` aria-invalid="true" aria-describedby="problem" autofocus`
      }
    >
${rejected?.note ?? ""}</textarea>
    <button>${button}</button>
  </form>`;
}

function contact({ link, contact: seen }: ShownCase, words: CaseStrings): Markup {
  const heading = html`<h2 id="contact">${words.contact}</h2>`;
  if (link.owner !== link.case.owner)
    return html`${heading}
      <p class="note">${words.contactNotYours}</p>`;
  if (seen === undefined)
    return html`${heading}
      <p class="note" id="looking">${words.contactHidden}</p>
      <form method="post" class="small">
        <input type="hidden" name="do" value="contact" />
        <button aria-describedby="looking">${words.showContact}</button>
      </form>`;
  if (seen.kind === "vault" && seen.details.length > 0)
    return html`${heading}
      <dl>
        ${seen.details.map(
          ({ kind, value }) =>
            html`<dt>${kind}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>`;
  if (seen.kind === "producer" && /^https?:\/\//i.test(seen.url))
    return html`${heading}
      <p><a href="${seen.url}" rel="noreferrer noopener">${words.atProducer}</a></p>`;
  return html`${heading}
    <p>${words.notContactable}</p>`;
}

function steps(view: CaseView, words: CaseStrings, locale: PageLocale): Markup {
  const list = view.steps.map(
    ({ at, type, by, note }) =>
      html`<li>
        ${words.step(type, by)} <span class="note">${time(at, locale)}</span>${
          note === undefined ? null : html`<p>${note}</p>`
        }
      </li>`,
  );
  return html`<h2>${words.steps}</h2>
    ${
      list.length === 0
        ? html`<p class="note">${words.noSteps}</p>`
        : html`<ol>
            ${list}
          </ol>`
    }`;
}

/** An instant as people say it, with its zone. */
function time(instant: string, { language, zone }: PageLocale): Markup {
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  return html`<time datetime="${instant}">${format.format(new Date(instant))}</time>`;
}
