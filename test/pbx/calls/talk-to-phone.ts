/** The handlers of a dialog whose other end is a voice of the server itself: it follows every new offer of the phone. */
import type { Voice } from "../voice/voice.ts";
import type { CallPage } from "./call-book.ts";
import type { DialogHandlers } from "./dialog.ts";

export function talkToPhone(voice: Voice, page: CallPage, onOver: () => void): DialogHandlers {
  return {
    onReInvite: voice.answer,
    onDigits: page.addDigits,
    onBye() {
      page.enter("ended");
      voice.close();
      onOver();
    },
  };
}
