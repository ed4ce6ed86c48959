// The event object Electron hands to listeners: it can be prevented.

export interface HostEvent {
  preventDefault: () => void;
  readonly defaultPrevented: boolean;
}

export function createEvent<T extends object>(details?: T): HostEvent & T {
  let isPrevented = false;
  const event = Object.defineProperties(
    {
      preventDefault() {
        isPrevented = true;
      },
    },
    { defaultPrevented: { get: () => isPrevented, enumerable: true } },
  ) as HostEvent;
  return Object.defineProperties(event, Object.getOwnPropertyDescriptors(details ?? {})) as HostEvent & T;
}
