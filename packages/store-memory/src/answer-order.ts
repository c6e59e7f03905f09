/**
 * The order in which the answers of a survey come: every event's answers are a part of it, so that an event needs to
 * keep one number instead of its list.
 */
export interface AnswerOrder {
  /** From 1: rows write 0 for "none". */
  readonly number: number;
  /** Series in order. Grows; a series once in it never moves before another. */
  readonly series: readonly number[];
  /**
   * The place of a series behind place `after`, putting it in where it is new; −1 when it stands elsewhere.
   */
  place(series: number, after: number): number;
}

/** An empty order. */
export function answerOrder(number: number): AnswerOrder {
  const order: number[] = [];
  const places = new Map<number, number>();
  return {
    number,
    series: order,
    place(series, after) {
      if (order[after + 1] === series) return after + 1;
      const known = places.get(series);
      if (known !== undefined) return known > after ? known : -1;
      order.splice(after + 1, 0, series);
      for (let place = after + 1; place < order.length; place += 1) places.set(order[place]!, place);
      return after + 1;
    },
  };
}
