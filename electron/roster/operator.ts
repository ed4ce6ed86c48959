/** One row of the list of operators. */

export type Operator = {
  readonly extension: string;
  readonly name: string;
  /** Ids, as the site file has them. */
  readonly queues: readonly string[];
  /** What callers outside dial; null: this operator is called through a queue or from inside alone. */
  readonly number: string | null;
  /** May listen to calls, and speak to the operator alone. */
  readonly isSupervisor: boolean;
};
