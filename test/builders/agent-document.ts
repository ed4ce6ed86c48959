/** What a document says of two queues, as the testbed's dialplan and the simulated servers know them. */
export const agentDocument = {
  queues: [
    { id: "500", name: "Sales" },
    { id: "501", name: "Service" },
  ],
  pauseReasons: [
    { id: "1", name: "Lunch" },
    { id: "2", name: "Training" },
  ],
  featureCodes: {
    login: "*45{queue}",
    logout: "*46{queue}",
    pause: "*47{queue}*{reason}",
    unpause: "*48{queue}",
    memberHint: "member-{queue}-{extension}",
    pauseHint: "paused-{queue}-{extension}",
  },
} as const;
