/**
 * Has another function do the work, with its complaints under the name of the one that was called: for arguments that are
 * passed on as they came, in the unit they came in.
 *
 * @throws {RangeError} the same, with `caller` in the place of the function that complained
 */
export function inTheNameOf<Result>(caller: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(error.message.replace(/^[A-Za-z]\w*(?= (?:requires|has) )/, caller), {
      cause: error,
    });
  }
}
