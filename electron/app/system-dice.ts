/** Real chance: what main.ts hands to everything that spreads its work over time. */
export const systemDice = {
  uniform: (low: number, high: number): number => low + Math.random() * (high - low),
};
