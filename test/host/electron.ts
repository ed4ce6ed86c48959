// The module that `import … from 'electron'` and `require('electron')` get: every stand-in under Electron's own names.
import type * as Electron from "electron";
import { app } from "./app.ts";
import { HostBrowserWindow } from "./browser-window.ts";
import { clipboard, crashReporter, globalShortcut, powerMonitor, powerSaveBlocker, screen, shell } from "./desktop.ts";
import { dialog } from "./dialog.ts";
import { guardMembers } from "./guard-members.ts";
import { ipcMain as hostIpcMain } from "./ipc-main.ts";
import { HostMenu, HostMenuItem } from "./menu.ts";
import { nativeImage } from "./native-image.ts";
import { nativeTheme } from "./native-theme.ts";
import { net } from "./net.ts";
import { HostNotification } from "./notification.ts";
import { protocol as hostProtocol } from "./protocol.ts";
import { safeStorage } from "./safe-storage.ts";
import { session as hostSession } from "./session.ts";
import { HostTray } from "./tray.ts";
import { utilityProcess } from "./utility-process.ts";
import { webContents as hostWebContents } from "./web-contents.ts";

const BrowserWindow = guardMembers("BrowserWindow", HostBrowserWindow);
const Menu = guardMembers("Menu", HostMenu);
const MenuItem = guardMembers("MenuItem", HostMenuItem);
const Notification = guardMembers("Notification", HostNotification);
const Tray = guardMembers("Tray", HostTray);
const ipcMain = guardMembers("ipcMain", hostIpcMain);
const protocol = guardMembers("protocol", hostProtocol);
const session = guardMembers("session", hostSession);
const webContents = guardMembers("webContents", hostWebContents);

const members = {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
} satisfies { [Name in keyof typeof Electron]?: unknown };

const electron = guardMembers("electron", members, ["ipcRenderer", "contextBridge", "webFrame", "inAppPurchase"]);

export {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
  // Electron's own module has a default export.
  electron as default,
  electron as "module.exports",
};
