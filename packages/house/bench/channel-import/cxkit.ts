import { channels, importing } from "./data/imported.ts";

/** Every channel by itself: at most 20 ms and 3 MB of objects. */
export const { available, prepare, run, figures, close } = importing(channels);
