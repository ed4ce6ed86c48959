/** What a document says of the parking lot that the testbed's servers have. */
export const parkingDocument = {
  parkingSlots: ["701", "702"],
  featureCodes: { park: "700", retrieve: "{slot}", parkHint: "{slot}" },
} as const;
