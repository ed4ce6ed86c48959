/** A typed list of listeners in which one that throws is reported and never stops the others. */
export type Listener<Value> = (value: Value) => void;
export type Unsubscribe = () => void;

export type Emitter<Value> = {
  readonly emit: (value: Value) => void;
  readonly listen: (listener: Listener<Value>) => Unsubscribe;
};

/**
 * A listener that joins during an emit hears the next value first; one that leaves hears nothing more.
 * @param onListenerError receives what a listener threw; the remaining listeners still hear the value.
 */
export function createEmitter<Value>(onListenerError: (error: unknown) => void): Emitter<Value> {
  const entries = new Set<{ readonly listener: Listener<Value> }>();
  return {
    emit(value) {
      const present = [...entries];
      for (const entry of present) {
        if (!entries.has(entry)) continue;
        try {
          entry.listener(value);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    listen(listener) {
      const entry = { listener };
      entries.add(entry);
      return () => {
        entries.delete(entry);
      };
    },
  };
}
