/** The story of three who talk: two calls of one desk that are mixed there, and taken apart again. */
import { sleep, until } from "./listening.ts";
import { negotiate, type Party, type TestPhone } from "./phone.ts";

export type ConferenceKit = {
  readonly phone: TestPhone;
  readonly hears: (party: Party) => Promise<boolean>;
  readonly isAudible: (party: Party) => Promise<boolean>;
};

const patienceMs = 10_000;
/** What was said before is still in the far side's jitter buffer. */
const drainMs = 400;

export const createConferenceStories = ({ phone, hears, isAudible }: ConferenceKit) => ({
  async conference() {
    const desk = phone.createDesk();
    const [toBen, toCarl] = [desk.first, desk.add()];
    const [ben, carl] = [phone.createParty(), phone.createParty()];
    await negotiate(ben, toBen);
    await negotiate(carl, toCarl);
    for (const { session } of [toBen, toCarl]) session.setMuted(true);
    const hearNobody = async () => {
      // What one party said to the other has two jitter buffers and the mix on its way.
      await sleep(4 * drainMs);
      return [await isAudible(ben), await isAudible(carl)];
    };
    const apart = await hearNobody();
    desk.mix([toBen.session, toCarl.session]);
    const together = [await hears(ben), await hears(carl)];
    carl.session.setMuted(true);
    const benAlone = await hearNobody();
    for (const { session } of [toBen, toCarl]) session.setMuted(false);
    const withOperator = [await hears(ben), await hears(carl)];
    for (const { session } of [toBen, toCarl]) session.setMuted(true);
    const toBenHeld = (toBen.session.setHeld(true), await hearNobody());
    toBen.session.setHeld(false);
    carl.session.setMuted(false);
    const mixersInUse = phone.mixers();
    desk.mix([]);
    const after = await hearNobody();
    await until(() => phone.mixers() === 0, patienceMs);
    const mixersLeft = phone.mixers();
    for (const { session } of [ben, carl, toBen, toCarl]) session.close();
    return { apart, together, benAlone, withOperator, toBenHeld, after, mixersInUse, mixersLeft };
  },
});
