/** Version of the checks: what a report says they were. Goes up when a check is added or gets stricter. */
export const kitVersion = "1";
