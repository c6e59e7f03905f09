/**
 * What the page does beyond showing: saving charts and tables, filtering verbatims. Constant: the page's policy allows
 * exactly these bytes. Without it the page is complete; what needs it is hidden until it runs.
 */
export const pageScript = `
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const save = (name, type, content) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const cell = (td) => {
    const number = td.getAttribute("data-value");
    if (number !== null) return number;
    const text = td.textContent;
    const safe = /^(?:\\s*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]|[\\t\\r\\n])/.test(text) ? "'" + text : text;
    return /[",\\r\\n]|^\\s|\\s$/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  };
  const csv = (table) => "\\uFEFF" + [...table.rows].map((row) => [...row.cells].map(cell).join(",") + "\\r\\n").join("");
  for (const button of all("button[data-save]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const name = button.getAttribute("data-save");
      const source = document.getElementById(button.getAttribute("data-source"));
      if (source.localName === "table") save(name, "text/csv;charset=utf-8", csv(source));
      else save(name, "image/svg+xml", '<?xml version="1.0" encoding="UTF-8"?>\\n' + new XMLSerializer().serializeToString(source));
    });
  }
  for (const filters of all(".filters")) {
    const [text] = all("input", filters), [group] = all("select", filters), [status] = all("output", filters);
    const rows = all("tbody tr", document.getElementById(filters.getAttribute("data-table")));
    const more = all("button[data-more='" + filters.getAttribute("data-table") + "']")[0];
    let most = rows.length > 40 ? 25 : rows.length;
    const words = rows.map((row) => row.textContent.toLocaleLowerCase());
    const apply = () => {
      const wanted = text.value.trim().toLocaleLowerCase();
      let shown = 0;
      rows.forEach((row, index) => {
        row.hidden = !words[index].includes(wanted) || (group.value !== "" && row.getAttribute("data-group") !== group.value);
        if (!row.hidden && (shown += 1) > most) row.hidden = true;
      });
      more.hidden = shown <= most;
      shown = Math.min(shown, most);
      status.textContent = status.getAttribute("data-text").replace("{shown}", shown).replace("{total}", rows.length);
    };
    more.addEventListener("click", () => {
      const next = rows.find((row) => row.hidden);
      most = rows.length;
      apply();
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
    });
    filters.hidden = false;
    text.addEventListener("input", apply);
    group.addEventListener("change", apply);
    apply();
  }
})();
`;
