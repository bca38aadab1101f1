// One session of the unmodified SDK for JavaScript: sends a recorded video, prints what the server said.
import { readFileSync } from "node:fs";
import { RekognitionStreamingClient, StartFaceLivenessSessionCommand } from "@aws-sdk/client-rekognitionstreaming";

const plan = JSON.parse(readFileSync(0, "utf8"));
const client = new RekognitionStreamingClient({
  region: "us-east-1",
  endpoint: plan.endpoint,
  credentials: plan.credentials,
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 20000 },
});

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let told;
const information = new Promise((resolve) => { told = resolve; });

let leave;
const disconnected = new Promise((resolve) => { leave = resolve; });

async function* requests() {
  const challenge = await information;
  const [name] = Object.keys(challenge);
  const about = (members) => ({ ClientSessionInformationEvent: { Challenge: { [name]: { ChallengeId: plan.challengeId, ...members } } } });
  const video = readFileSync(plan.video);
  const start = Date.now();
  const part = Math.ceil(video.length / plan.parts);
  const initial = { BoundingBox: plan.initialFace, InitialFaceDetectedTimestamp: start };
  yield { VideoEvent: { VideoChunk: video.subarray(0, part), TimestampMillis: Date.now() } };
  yield about({ VideoStartTimestamp: start, InitialFace: initial });
  let colours = name === "FaceMovementAndLightChallenge" ? plan.colours : [];
  for (let number = 1; number < plan.parts; number += 1) {
    await pause(plan.durationMs / plan.parts);
    yield { VideoEvent: { VideoChunk: video.subarray(number * part, (number + 1) * part), TimestampMillis: Date.now() } };
  }
  let previous;
  for (const [number, each] of colours.entries()) {
    const CurrentColor = { RGB: each.rgb };
    yield about({ ColorDisplayed: { CurrentColor, PreviousColor: previous ?? CurrentColor, SequenceNumber: number, CurrentColorStartTimestamp: start + each.atMs } });
    previous = CurrentColor;
  }
  await pause(plan.durationMs / plan.parts);
  const near = start + plan.durationMs - 100;
  const target = { BoundingBox: plan.targetFace, FaceDetectedInTargetPositionStartTimestamp: near, FaceDetectedInTargetPositionEndTimestamp: near };
  yield about({ InitialFace: initial, TargetFace: target, VideoEndTimestamp: start + plan.durationMs });
  yield { VideoEvent: { VideoChunk: new Uint8Array(), TimestampMillis: Date.now() } };
  // Whoever has nothing more to send closes the socket.
  await disconnected;
}

const said = [];
try {
  const answer = await client.send(new StartFaceLivenessSessionCommand({
    SessionId: plan.sessionId,
    VideoWidth: String(plan.width),
    VideoHeight: String(plan.height),
    ChallengeVersions: plan.challengeVersions,
    LivenessRequestStream: requests(),
  }));
  for await (const event of answer.LivenessResponseStream) {
    said.push(Object.keys(event)[0]);
    if (event.ServerSessionInformationEvent) told(event.ServerSessionInformationEvent.SessionInformation.Challenge);
    if (event.DisconnectionEvent) leave();
  }
  console.log(JSON.stringify({ said }));
} catch (error) {
  console.log(JSON.stringify({ said, error: error.name, message: error.message }));
}
process.exit(0);
