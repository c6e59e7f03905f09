/** Fails unless `run` throws an error of that name, whose message contains `message`. */
export async function throwing(run: () => unknown, name: string, message: string): Promise<void> {
  let result: unknown;
  try {
    result = await run();
  } catch (error) {
    if (error instanceof Error && (error.name === name || error.constructor.name === name)) {
      if (error.message.includes(message)) return;
      throw new Error(`expected the ${name} to say "${message}", it says "${error.message}"`, {
        cause: error,
      });
    }
    throw new Error(`expected ${name}, got ${String(error)}`, { cause: error });
  }
  throw new Error(`expected ${name}, nothing was thrown (result: ${JSON.stringify(result)})`);
}
