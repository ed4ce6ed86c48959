/** `npm run gallery`: serves every view with every fixture on loopback, for looking by hand, until Ctrl+C. */
import { once } from "node:events";
import { serveGallery } from "../test/gallery/serve-gallery.ts";

const gallery = await serveGallery({ isWatching: true });
console.log(`Every view with every fixture: ${gallery.address}`);
console.log("Reload it after a change. Ctrl+C ends it.");
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
await gallery.close();
