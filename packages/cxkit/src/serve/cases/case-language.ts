/**
 * The language a browser asks for, among those that case pages are written in; English when it asks for neither.
 *
 * @param accepted an `Accept-Language` header
 */
export function caseLanguage(accepted: string | undefined): "en" | "zh" {
  const wanted = (accepted ?? "")
    .slice(0, 300)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return { language: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ language, quality }) => quality > 0 && (language === "en" || language === "zh"))
    .toSorted((a, b) => b.quality - a.quality);
  return wanted[0]?.language === "zh" ? "zh" : "en";
}
