import { displayWidth, cutToWidth } from "../display-width.ts";
import { type Content, type Markup, html, plainText } from "../html/markup.ts";

/** What every chart function may be told. */
export interface ChartOptions {
  /** Width in pixels, 320 and up; the height follows from the data. Default 720. */
  readonly width?: number;
  /** Begins the ids of title and description; unique in the page. Default `chart`. */
  readonly id?: string;
}

/** Roles of colour. A page restyles them by class (`f-accent`, `s-accent`); a stand-alone file keeps these. */
export const chartColors = {
  ink: "#1b1f23",
  muted: "#5b626a",
  rule: "#d9d6cf",
  paper: "#ffffff",
  accent: "#12657f",
  band: "#c9dfe6",
  middle: "#8b9299",
  bad: "#b8492c",
} as const;

/** Name of a colour role. */
export type ChartColor = keyof typeof chartColors;

/** Attributes that paint: literal colours for stand-alone files, classes for the page to restyle. */
export function paint(roles: { readonly fill?: ChartColor | "none"; readonly stroke?: ChartColor }): Markup {
  const { fill, stroke } = roles;
  const names = [fill && fill !== "none" ? `f-${fill}` : "", stroke ? `s-${stroke}` : ""].filter(Boolean);
  return html`${names.length > 0 && html` class="${names.join(" ")}"`}${
    fill && html` fill="${fill === "none" ? "none" : chartColors[fill]}"`
  }${stroke && html` stroke="${chartColors[stroke]}"`}`;
}

/** A piece of text at a place. `size` in pixels. */
export function label(
  text: string,
  x: number,
  y: number,
  options: {
    readonly size?: number;
    readonly color?: ChartColor;
    readonly anchor?: "start" | "middle" | "end";
    readonly strong?: boolean;
  } = {},
): Markup {
  const { size = 13, color = "ink", anchor = "start", strong = false } = options;
  return html`<text
    x="${round(x)}"
    y="${round(y)}"
    font-size="${size}"
    ${paint({ fill: color })}${
      anchor !== "start" && html` text-anchor="${anchor}"`
    }${strong && html` font-weight="600"`}
    >${text}</text
  >`;
}

/** The whole picture: an image with a name and a description, for those who see it and those who do not. */
export function chartFrame(frame: {
  readonly id: string;
  readonly kind: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly body: Content;
}): string {
  const { id, kind, width, height, title, description, body } = frame;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    id="${id}"
    role="img"
    class="chart chart-${kind}"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    aria-labelledby="${id}-title ${id}-description"
    font-family="${fontFamily}"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-description">${description}</desc>
    ${body}
  </svg>`.markup;
}

/** Pixel width of a text, estimated without a font: wide characters 1 em, capitals .68 em, others .55 em. */
export function textWidth(text: string, size = 13): number {
  const plain = plainText(text);
  const columns = displayWidth(plain);
  const wide = columns - plain.length > 0 ? columns - plain.length : 0;
  const capitals = plain.match(/[A-Z]/g)?.length ?? 0;
  return (wide + (columns - 2 * wide) * 0.55 + capitals * 0.13) * size;
}

/** The text cut to a pixel width. */
export function fitText(text: string, width: number, size = 13): string {
  const line = plainText(text).replaceAll(/\s+/g, " ").trim();
  let columns = displayWidth(line);
  while (columns > 2 && textWidth(cutToWidth(line, columns), size) > width) columns -= 1;
  return cutToWidth(line, columns);
}

/** Coordinates to a tenth of a pixel: small files, equal bytes. */
export function round(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

const fontFamily =
  "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
