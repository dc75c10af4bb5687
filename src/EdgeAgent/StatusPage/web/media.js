// What this browser plays.
export const MediaSourceOfBrowser = window.ManagedMediaSource ?? window.MediaSource;

/** @param mediaType e.g. video/mp4; codecs="avc1.640028" */
export function plays(mediaType) {
  return MediaSourceOfBrowser?.isTypeSupported(mediaType) ?? false;
}
