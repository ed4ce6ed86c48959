/** Keeps account of every microphone track the page ever made, so that a test can ask whether one is still live. */

export type TrackAccount = {
  readonly liveCount: () => number;
  /** The track that getUserMedia gave last. */
  readonly lastOpened: () => MediaStreamTrack | null;
};

/** Call it before anything opens the microphone. */
export function accountForTracks(): TrackAccount {
  const tracks: MediaStreamTrack[] = [];
  let lastOpened: MediaStreamTrack | null = null;

  function keep(track: MediaStreamTrack): MediaStreamTrack {
    tracks.push(track);
    const clone = track.clone.bind(track);
    track.clone = () => keep(clone());
    return track;
  }

  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    for (const track of stream.getTracks()) lastOpened = keep(track);
    return stream;
  };
  return {
    liveCount: () => tracks.filter((track) => track.readyState === "live").length,
    lastOpened: () => lastOpened,
  };
}
