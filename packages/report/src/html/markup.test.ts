import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { html, plainText } from "./markup.ts";

describe("html", () => {
  it("escapes text and attributes, and lets its own markup through", () => {
    expect(html`<p title="${`"'<>&`}">${"<b>&amp;"}${html`<i>${1}</i>`}</p>`.markup).toBe(
      `<p title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;&amp;amp;<i>1</i></p>`,
    );
  });

  it("writes nothing for null, undefined and false, and joins lists", () => {
    expect(html`<p>${null}${undefined}${false}${["a", ["b", html`<b></b>`]]}</p>`.markup).toBe(
      "<p>ab<b></b></p>",
    );
  });

  it("takes the line breaks of the template for its author's", () => {
    // prettier-ignore
    const broken = html`<p
      class="a"
      id="b"
    >
      ${"x"}
      ${"y"}
      <b>z</b>
    </p>`;
    expect(broken.markup).toBe(`<p class="a" id="b">x y<b>z</b></p>`);
  });

  it("keeps line breaks of values", () => {
    expect(html`<p>${"a\n b"}</p>`.markup).toBe("<p>a\n b</p>");
  });

  it("gives any text back as text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const { document } = parseHTML(
          html`<!doctype html>
            <html>
              <body>
                <p title="${text}">${text}</p>
              </body>
            </html>`.markup,
        );
        const element = document.querySelector("p");
        expect(document.querySelectorAll("body *")).toHaveLength(1);
        expect(element?.attributes).toHaveLength(1);
        expect(element?.textContent).toBe(plainText(text));
      }),
    );
  });
});

describe("plainText", () => {
  it("leaves out what a page cannot show or what turns its direction", () => {
    expect(plainText("a\u0000b\u001B[31mc\u202Ed\u2066e\u0085f\r\n\tg")).toBe("ab[31mcdef\n\tg");
  });

  it("replaces half characters and keeps whole ones", () => {
    expect(plainText("\uD83D x \uDE00 😀 𠮷")).toBe("\uFFFD x \uFFFD 😀 𠮷");
  });
});
