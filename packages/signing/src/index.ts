/**
 * To be written.
 *
 * @packageDocumentation
 */
export {};
