/** Where a command about plugins looks, and how it answers. */
export interface PluginFlags {
  /** In or below the workspace's folder. */
  readonly folder: string;
  readonly json?: boolean;
}

/** Options of what asks an operator. */
export interface ConsentFlags extends PluginFlags {
  readonly yes?: boolean;
  readonly by?: string;
}
