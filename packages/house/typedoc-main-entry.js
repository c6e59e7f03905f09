import { Application, ReflectionKind } from "typedoc";

/**
 * Puts what a package exports from "." on the package's own page. TypeDoc gives a package with subpaths one page for each
 * of them, and one without a name for ".".
 *
 * @param {Application} app
 */
export function load(app) {
  app.on(
    Application.EVENT_PROJECT_REVIVE,
    (project) => {
      for (const nameless of project
        .getReflectionsByKind(ReflectionKind.Module)
        .filter(({ name }) => name === "")) {
        const { parent } = nameless;
        if (!parent) continue;
        parent.comment ??= nameless.comment;
        project.mergeReflections(nameless, parent);
      }
    },
    1000,
  );
}
