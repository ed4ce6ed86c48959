/** The story of one call that rings two phones: one is heard before the answer, and either answers. */
import { expectOk, type Party, type TestPhone } from "./phone.ts";

export type EarlyKit = {
  readonly phone: TestPhone;
  readonly hears: (party: Party) => Promise<boolean>;
  readonly stillHears: (party: Party) => Promise<boolean>;
  readonly isAudible: (party: Party) => Promise<boolean>;
};

export const createEarlyStories = ({ phone, hears, stillHears, isAudible }: EarlyKit) => ({
  /** One offer, answered by two parties: the first is heard before the answer, the other one, or the first, answers. */
  async answeredBy(who: "first" | "other") {
    const anna = phone.createParty();
    const [first, other] = [phone.createParty(), phone.createParty()];
    const offer = expectOk(await anna.session.offer({ hasNewAddress: false }));
    const answers = [expectOk(await first.session.answer(offer)), expectOk(await other.session.answer(offer))] as const;
    expectOk(await anna.session.acceptEarlyAnswer(answers[0]));
    const early = { annaHears: await hears(anna), firstHears: await isAudible(first), isFlowing: anna.events[0] };
    const takesDigits = anna.session.sendDtmf("1");
    const [answering, leaving] = who === "first" ? [first, other] : [other, first];
    leaving.session.close();
    expectOk(await anna.session.acceptAnswer(answers[who === "first" ? 0 : 1]));
    const [annaHears, answeringHears] = [await stillHears(anna), await hears(answering)];
    for (const { session } of [anna, answering]) session.close();
    return { early, takesDigits, annaHears, answeringHears };
  },
});
