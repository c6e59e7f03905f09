/** Waits for something, and no longer than some milliseconds; what comes of it is not told. */
export async function within(
  timer: (run: () => void, milliseconds: number) => () => void,
  milliseconds: number,
  work: PromiseLike<unknown>,
): Promise<void> {
  let cancel = (): void => {};
  const late = new Promise<void>((resolve) => {
    cancel = timer(resolve, milliseconds);
  });
  await Promise.race([work, late]).then(undefined, () => {});
  cancel();
}
