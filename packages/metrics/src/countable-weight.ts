/** Whether a weight can be counted: not negative, and not so large that no tally can hold its square. Only ratios matter: scale it. */
export function isWeight(weight: unknown): boolean {
  return typeof weight === "number" && weight >= 0 && weight <= 1e140;
}

/** What {@link isWeight} asks for, as error messages say it. */
export const weightRange = "weights from 0 to 1e140";
