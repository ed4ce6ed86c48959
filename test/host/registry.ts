// Knows every living window and page, so that app, BrowserWindow and webContents can find one another.
import { EventEmitter } from "node:events";
import type { HostBrowserWindow } from "./browser-window.ts";
import type { HostWebContents } from "./web-contents.ts";

export const windows = new Set<HostBrowserWindow>();
export const allWebContents = new Map<number, HostWebContents>();

/** Carries `web-contents-created`, `browser-window-created`, `render-process-gone` and `last-window-closed` to app. */
export const lifecycle = new EventEmitter();
