/** The application menu: none where it is a bar in the window, because Electron's own would take Ctrl+Shift+R to reload. */
import { Menu } from "electron";

export function setAppMenu(): void {
  const isMac = process.platform === "darwin";
  // macOS needs one for copy, paste and quit; its roles leave every chord of Tandem free.
  const menu = isMac
    ? Menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }, { role: "windowMenu" }])
    : null;
  Menu.setApplicationMenu(menu);
}
