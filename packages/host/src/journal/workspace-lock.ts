/**
 * The right to write in a workspace's folder: one process has it at a time, and it goes back when that process ends, however it ends.
 */
export interface WorkspaceLock extends AsyncDisposable {
  readonly directory: string;
}
