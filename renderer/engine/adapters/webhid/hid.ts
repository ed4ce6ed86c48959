/** As much of WebHID as a headset needs: https://wicg.github.io/webhid/. TypeScript's DOM has no types for it. */

export type HidItem = {
  readonly isArray?: boolean;
  readonly isAbsolute?: boolean;
  readonly isRange?: boolean;
  /** It goes back by itself, as a button does; false: it stays as it was put. */
  readonly hasPreferredState?: boolean;
  /** Page in the upper 16 bits, usage in the lower. */
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  /** Bits of one field, and how many fields there are. */
  readonly reportSize?: number;
  readonly reportCount?: number;
  readonly logicalMinimum?: number;
};

export type HidReport = { readonly reportId?: number; readonly items?: readonly HidItem[] };

export type HidCollection = {
  readonly usagePage?: number;
  readonly usage?: number;
  readonly children?: readonly HidCollection[];
  /** Chromium has in a collection's reports the items of all collections within it, in their order. */
  readonly inputReports?: readonly HidReport[];
  readonly outputReports?: readonly HidReport[];
};

/** `data` is without the report's id. */
export type HidInput = { readonly reportId: number; readonly data: DataView };

export type HidDevice = {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: readonly HidCollection[];
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly sendReport: (reportId: number, data: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly addEventListener: (type: "inputreport", listener: (event: HidInput) => void) => void;
  readonly removeEventListener: (type: "inputreport", listener: (event: HidInput) => void) => void;
};

export type Hid = {
  /** Those this page was let use. */
  readonly getDevices: () => Promise<readonly HidDevice[]>;
  readonly addEventListener: (
    type: "connect" | "disconnect",
    listener: (event: { readonly device: HidDevice }) => void,
  ) => void;
};
