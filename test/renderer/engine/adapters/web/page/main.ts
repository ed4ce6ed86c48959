/** The page's door for the tests. */
import { stories, type Stories } from "./stories.ts";

declare global {
  interface Window {
    stories: Stories;
  }
}

window.stories = stories;
