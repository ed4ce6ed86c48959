/** The window together with its styles, so that both are read behind the first frame; the gallery brings styles of its own. */
import "./theme/window.css";

export { startWindow } from "./start-window.tsx";
