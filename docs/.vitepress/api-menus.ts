import type { DefaultTheme } from "vitepress";

/**
 * Menus of the reference, by path: one of all packages, and one for each package and each entry of it that shows its own
 * things only. A menu is part of every page that it stands on; with everything in it the site would be ten times as large.
 */
export function apiMenus(
  packages: readonly DefaultTheme.SidebarItem[],
): Record<string, DefaultTheme.SidebarItem[]> {
  return {
    "/api/": packages.map(closed),
    ...Object.assign({}, ...packages.map((each) => menusIn(each, []))),
  };
}

/** The menu of what has a page of its own, and those of what lies below it. */
function menusIn(
  item: DefaultTheme.SidebarItem,
  above: readonly DefaultTheme.SidebarItem[],
): Record<string, DefaultTheme.SidebarItem[]> {
  const { link, items = [] } = item;
  if (!link?.endsWith("/")) return Object.assign({}, ...items.map((each) => menusIn(each, above)));
  const way = [...above, closed(item)];
  const shown = items.map((group) => ({ ...group, collapsed: false, items: group.items?.map(closed) ?? [] }));
  return {
    [link]: [{ text: "All packages", link: "/api/" }, ...above, { ...item, collapsed: false, items: shown }],
    ...Object.assign({}, ...items.map((each) => menusIn(each, way))),
  };
}

/** The link to a thing, without what lies below it. */
function closed({ text, link }: DefaultTheme.SidebarItem): DefaultTheme.SidebarItem {
  return { ...(text !== undefined && { text }), ...(link !== undefined && { link }) };
}
