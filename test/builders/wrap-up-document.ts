/** What a document says of the work after a call: half a minute, once more if wanted, and three reasons. */
export const wrapUpDocument = {
  reasons: [
    { id: "sold", name: "Sold" },
    { id: "complaint", name: "Complaint" },
    { id: "callback", name: "Calls back" },
  ],
  after: "queueCalls",
  timeS: 30,
  mayExtend: true,
  isReasonNeeded: false,
  pauseReason: "2",
} as const;
