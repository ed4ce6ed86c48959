/** A typed list of listeners in which one that throws is reported and never stops the others. */
export type Listener<Value> = (value: Value) => void;
export type Unsubscribe = () => void;

export type Emitter<Value> = {
  readonly emit: (value: Value) => void;
  readonly listen: (listener: Listener<Value>) => Unsubscribe;
};

/** @param onListenerError receives what a listener threw; the remaining listeners still hear the value. */
export function createEmitter<Value>(onListenerError: (error: unknown) => void): Emitter<Value> {
  const listeners = new Set<Listener<Value>>();
  return {
    emit(value) {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
