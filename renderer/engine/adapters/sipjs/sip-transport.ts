/** The Transport that SIP.js sees: always "connected", for which socket carries a message is not its business. */
import { Core, EmitterImpl, TransportState, type Emitter, type Transport } from "sip.js";

export type SipTransportOptions = {
  readonly protocol: "WS" | "WSS";
  /** @returns false when no open socket could take the message. */
  readonly send: (text: string) => boolean;
};

export class SipTransport implements Transport {
  readonly protocol: string;
  readonly state = TransportState.Connected;
  readonly stateChange: Emitter<TransportState> = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  readonly #send: (text: string) => boolean;

  constructor(_logger: Core.Logger, options: SipTransportOptions) {
    this.protocol = options.protocol;
    this.#send = options.send;
  }

  connect(): Promise<void> {
    return Promise.resolve();
  }

  disconnect(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  isConnected(): boolean {
    return true;
  }

  send(message: string): Promise<void> {
    return this.#send(message)
      ? Promise.resolve()
      : Promise.reject(new Core.TransportError("No open socket to this server."));
  }
}
