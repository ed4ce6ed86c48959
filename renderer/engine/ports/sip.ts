/** The door to SIP and to each call's media. Adapters speak the wire; this speaks our words. */
import type { Unsubscribe } from "../../../shared/lib/emitter.ts";
import type { OpenDialog } from "../../../shared/model/open-dialog.ts";
import type { PhoneConfig } from "../../../shared/model/phone-config.ts";
import type { SipEffect, SipEvent } from "../core/sip-vocabulary.ts";

export type SipPort = {
  /**
   * Takes over a new configuration. Servers that stay equal keep their sockets, registrations and dialogs; one that
   * left is closed; one that changed is closed and made anew when the core opens it.
   */
  readonly configure: (config: PhoneConfig | null) => void;
  /** Carries out one order. Never throws and never reports synchronously: what comes of it arrives as an event. */
  readonly perform: (effect: SipEffect) => void;
  readonly listen: (listener: (event: SipEvent) => void) => Unsubscribe;
  /** Every dialog that is confirmed, or owed a BYE, whenever that changes. */
  readonly listenToDialogs: (listener: (dialogs: readonly OpenDialog[]) => void) => Unsubscribe;
  /** Dialogs of an engine that is gone: each is ended by BYE as soon as its server is registered. */
  readonly endDialogs: (dialogs: readonly OpenDialog[]) => void;
  /** Closes everything at once, without farewell. */
  readonly dispose: () => void;
};
