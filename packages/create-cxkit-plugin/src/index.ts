/**
 * Begins a plugin: a folder with a definition, its test and its manifest, which is green from the first run.
 *
 * @packageDocumentation
 */
export { createPlugin } from "./create-plugin.ts";
export type { CreatedPlugin, CreatePluginOptions } from "./create-plugin.ts";
export { templates } from "./templates.ts";
export type { TemplateId, Template } from "./templates.ts";
