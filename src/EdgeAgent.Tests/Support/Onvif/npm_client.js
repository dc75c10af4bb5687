// Lists a camera's profiles as the npm package onvif sees them, as JSON on standard output.
// usage: NODE_PATH=... node npm_client.js HOST PORT USER PASSWORD [digest]
const { Cam } = require('onvif');

const [hostname, port, username, password, login] = process.argv.slice(2);
const options = { hostname, port: Number(port), username, password, timeout: 20000, useWSSecurity: login !== 'digest' };

const ask = (camera, method, argument) => new Promise((resolve, reject) =>
  camera[method](argument, (error, answer) => (error ? reject(error) : resolve(answer))));

const camera = new Cam(options, async (error) => {
  try {
    if (error) {
      throw error;
    }
    const device = await new Promise((resolve, reject) => camera.getDeviceInformation((e, answer) => (e ? reject(e) : resolve(answer))));
    const profiles = [];
    for (const profile of camera.profiles) {
      const token = profile.$.token;
      const encoder = profile.videoEncoderConfiguration ?? profile.configurations.videoEncoder;
      profiles.push({
        token,
        name: profile.name,
        encoding: encoder.encoding,
        width: encoder.resolution.width,
        height: encoder.resolution.height,
        stream: (await ask(camera, 'getStreamUri', { protocol: 'RTSP', profileToken: token })).uri,
        snapshot: (await ask(camera, 'getSnapshotUri', { profileToken: token })).uri,
      });
    }
    console.log(JSON.stringify({ model: device.model, media2: camera.media2Support, profiles }));
  } catch (failure) {
    console.error(failure.message);
    process.exitCode = 1;
  }
});
