// The part of the DevTools protocol the host speaks, so that a mistyped method or field does not compile.

export interface TargetInfo {
  targetId: string;
  type: string;
  title: string;
  url: string;
  attached: boolean;
  openerId?: string;
}

export interface RemoteValue {
  type: string;
  value?: unknown;
  description?: string;
}

export interface ExceptionDetails {
  text: string;
  lineNumber: number;
  url?: string;
  exception?: RemoteValue;
}

export interface WindowBounds {
  left?: number;
  top?: number;
  width?: number;
  height?: number;
  windowState?: "normal" | "minimized" | "maximized" | "fullscreen";
}

export interface HeaderEntry {
  name: string;
  value: string;
}

interface Nothing {}

export interface CdpCommands {
  "Browser.getVersion": [Nothing, { product: string; revision: string }];
  "Browser.close": [Nothing, Nothing];
  "Browser.getWindowForTarget": [{ targetId: string }, { windowId: number; bounds: WindowBounds }];
  "Browser.setWindowBounds": [{ windowId: number; bounds: WindowBounds }, Nothing];
  "Browser.getWindowBounds": [{ windowId: number }, { bounds: WindowBounds }];
  "Browser.setPermission": [
    { permission: { name: string }; setting: "granted" | "denied" | "prompt"; origin: string },
    Nothing,
  ];
  "Target.setDiscoverTargets": [{ discover: boolean }, Nothing];
  "Target.getTargets": [Nothing, { targetInfos: TargetInfo[] }];
  "Target.createTarget": [
    {
      url: string;
      hidden?: boolean;
      newWindow?: boolean;
      width?: number;
      height?: number;
      windowState?: "normal" | "minimized";
      background?: boolean;
    },
    { targetId: string },
  ];
  "Target.attachToTarget": [{ targetId: string; flatten: true }, { sessionId: string }];
  "Target.closeTarget": [{ targetId: string }, { success: boolean }];
  "Target.activateTarget": [{ targetId: string }, Nothing];
  "Page.enable": [Nothing, Nothing];
  "Page.navigate": [{ url: string }, { frameId: string; loaderId?: string; errorText?: string }];
  "Page.reload": [Nothing, Nothing];
  "Page.stopLoading": [Nothing, Nothing];
  "Page.crash": [Nothing, Nothing];
  "Page.bringToFront": [Nothing, Nothing];
  "Page.addScriptToEvaluateOnNewDocument": [{ source: string; worldName?: string }, { identifier: string }];
  "Runtime.enable": [Nothing, Nothing];
  "Runtime.addBinding": [{ name: string; executionContextName?: string }, Nothing];
  "Runtime.callFunctionOn": [
    { functionDeclaration: string; arguments: { value: unknown }[]; uniqueContextId: string; silent: true },
    { result: RemoteValue },
  ];
  "Runtime.evaluate": [
    {
      expression: string;
      uniqueContextId?: string;
      awaitPromise?: boolean;
      returnByValue?: boolean;
      userGesture?: boolean;
      silent?: boolean;
    },
    { result: RemoteValue; exceptionDetails?: ExceptionDetails },
  ];
  "Inspector.enable": [Nothing, Nothing];
  "Log.enable": [Nothing, Nothing];
  "Fetch.enable": [{ patterns: { urlPattern: string; resourceType?: string }[] }, Nothing];
  "Fetch.fulfillRequest": [
    {
      requestId: string;
      responseCode: number;
      responseHeaders: HeaderEntry[];
      body: string;
    },
    Nothing,
  ];
  "Fetch.continueRequest": [{ requestId: string }, Nothing];
  "Fetch.failRequest": [{ requestId: string; errorReason: string }, Nothing];
  "Security.enable": [Nothing, Nothing];
  "Security.setOverrideCertificateErrors": [{ override: boolean }, Nothing];
  "Security.handleCertificateError": [{ eventId: number; action: "continue" | "cancel" }, Nothing];
  "Page.getLayoutMetrics": [Nothing, { cssLayoutViewport: { clientWidth: number; clientHeight: number } }];
  "Emulation.clearDeviceMetricsOverride": [Nothing, Nothing];
  "Emulation.setDeviceMetricsOverride": [
    { width: number; height: number; deviceScaleFactor: number; mobile: boolean; scale?: number },
    Nothing,
  ];
  "Emulation.setEmulatedMedia": [{ features: { name: string; value: string }[] }, Nothing];
  "SystemInfo.getProcessInfo": [Nothing, { processInfo: { type: string; id: number; cpuTime: number }[] }];
}

export interface CdpEvents {
  "Target.targetCreated": { targetInfo: TargetInfo };
  "Target.targetInfoChanged": { targetInfo: TargetInfo };
  "Target.targetDestroyed": { targetId: string };
  "Target.targetCrashed": { targetId: string; status: string; errorCode: number };
  "Inspector.targetCrashed": Nothing;
  "Page.frameNavigated": {
    frame: { id: string; parentId?: string; url: string; urlFragment?: string; unreachableUrl?: string };
  };
  "Page.navigatedWithinDocument": { frameId: string; url: string };
  "Page.domContentEventFired": Nothing;
  "Page.loadEventFired": Nothing;
  "Page.windowOpen": { url: string; windowName: string; windowFeatures: string[]; userGesture: boolean };
  "Runtime.executionContextCreated": {
    context: {
      id: number;
      uniqueId: string;
      origin: string;
      name: string;
      auxData?: { isDefault: boolean; type: string; frameId: string };
    };
  };
  "Runtime.executionContextDestroyed": { executionContextId: number; executionContextUniqueId: string };
  "Runtime.executionContextsCleared": Nothing;
  "Runtime.bindingCalled": { name: string; payload: string; executionContextId: number };
  "Runtime.consoleAPICalled": {
    type: string;
    args: RemoteValue[];
    stackTrace?: { callFrames: { url: string; lineNumber: number }[] };
  };
  "Runtime.exceptionThrown": { exceptionDetails: ExceptionDetails };
  "Log.entryAdded": { entry: { level: string; source: string; text: string; url?: string; lineNumber?: number } };
  "Fetch.requestPaused": {
    requestId: string;
    frameId: string;
    resourceType: string;
    request: { url: string; method: string; headers: Record<string, string>; postData?: string };
  };
  "Security.certificateError": { eventId: number; errorType: string; requestURL: string };
}

export type CdpMethod = keyof CdpCommands;
export type CdpEventName = keyof CdpEvents;
