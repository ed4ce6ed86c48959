/** Gathers this computer's addresses as a call would, on a connection of its own that is closed again. */
/** A TURN server far away may need a second; longer is trouble of its own, ms. */
const longestMs = 3_000;

/** @param makeConnection with the servers for ICE. @returns each as kind, transport and address. */
export async function gatherCandidates(makeConnection: () => RTCPeerConnection): Promise<readonly string[]> {
  const connection = makeConnection();
  const found: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longestMs);
  connection.addEventListener("icecandidate", ({ candidate }) => {
    if (candidate === null) return resolve();
    const { type, protocol, address } = candidate;
    if (address !== null && address !== "") found.push(`${type ?? "?"} ${protocol ?? "?"} ${address}`);
  });
  try {
    connection.addTransceiver("audio");
    await connection.setLocalDescription();
    await promise;
  } finally {
    clearTimeout(timer);
    connection.close();
  }
  return [...new Set(found)];
}
