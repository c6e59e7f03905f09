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
function answerOrder(number: number): AnswerOrder {
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

/** The orders of all surveys. */
export interface AnswerOrders {
  /** The order that most responses of a survey follow; `undefined` when there are too many orders already. */
  usual(survey: string): AnswerOrder | undefined;
  /** Another order of the survey that these series follow; `undefined` when they follow none and no more are made. */
  other(survey: string, series: readonly number[]): AnswerOrder | undefined;
  /** An order by its number. */
  numbered(number: number): AnswerOrder | undefined;
}

/** No orders yet. A survey has at most four: answers in yet another order are kept with their event. */
export function answerOrders(): AnswerOrders {
  const orders: AnswerOrder[] = [];
  const ofSurvey = new Map<string, AnswerOrder[]>();
  const listed = (survey: string): AnswerOrder[] => {
    let known = ofSurvey.get(survey);
    if (!known) ofSurvey.set(survey, (known = []));
    return known;
  };
  const made = (known: AnswerOrder[]): AnswerOrder | undefined => {
    if (known.length >= 4 || orders.length >= 65_535) return undefined;
    const order = answerOrder(orders.length + 1);
    orders.push(order);
    known.push(order);
    return order;
  };
  return {
    usual(survey) {
      const known = listed(survey);
      return known[0] ?? made(known);
    },
    other(survey, series) {
      const known = listed(survey);
      const follow = (order: AnswerOrder): boolean => {
        let place = -1;
        return series.every((one) => (place = order.place(one, place)) >= 0);
      };
      const found = known.slice(1).find(follow);
      if (found) return found;
      const fresh = made(known);
      return fresh && follow(fresh) ? fresh : undefined;
    },
    numbered: (number) => orders[number - 1],
  };
}
