// The main calls of the official JavaScript SDK, one after the other, as its users make
// them. Prints what came of each as one JSON object; judges nothing.
import { createRequire } from "node:module";

const [url, apiKey, folder] = process.argv.slice(2);
const { ElevenLabsClient } = createRequire(`${folder}/`)("@elevenlabs/elevenlabs-js");
const client = new ElevenLabsClient({ baseUrl: url, apiKey, maxRetries: 0 });
const modelId = "music_v2";

const chunk = (text, ...positiveStyles) => ({ text, durationMs: 3000, positiveStyles });
const harbour = { chunks: [chunk("[Verse]\nGulls above the timber yard", "ballad", "piano")] };

async function drained(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function refused(call) {
  try {
    await call();
  } catch (error) {
    return {
      name: error.constructor.name,
      status: error.statusCode ?? null,
      detail: error.body?.detail ?? null,
      message: error.message,
    };
  }
  throw new Error("it was not refused");
}

const calls = {
  async compose() {
    const audio = await drained(
      await client.music.compose({
        prompt: "a tiny klezmer tune for a doorbell",
        musicLengthMs: 3000,
        modelId,
        outputFormat: "pcm_44100",
      }),
    );
    return { bytes: audio.length };
  },
  async detailed() {
    const answer = await client.music.composeDetailed({
      compositionPlan: harbour,
      modelId,
      outputFormat: "pcm_44100",
      storeForInpainting: true,
      withTimestamps: true,
    });
    return {
      bytes: answer.audio.length,
      songId: answer.songId ?? null,
      filename: answer.filename,
      json: answer.json,
    };
  },
  async edit() {
    const { songId } = await client.music.composeDetailed({
      compositionPlan: harbour,
      modelId,
      storeForInpainting: true,
    });
    const audio = await drained(
      await client.music.compose({
        compositionPlan: {
          chunks: [{ songId, range: { startMs: 0, endMs: 2000 } }, chunk("[Coda]", "cello")],
        },
        modelId,
        outputFormat: "pcm_44100",
      }),
    );
    return { bytes: audio.length };
  },
  async stream() {
    const audio = await drained(
      await client.music.stream({ compositionPlan: harbour, modelId, outputFormat: "pcm_44100" }),
    );
    return { bytes: audio.length };
  },
  async plan() {
    const plan = await client.music.compositionPlan.create({
      prompt: "a slow waltz for two cellos",
      musicLengthMs: 6000,
      modelId,
    });
    plan.chunks[0].text = "[Opening]";
    const audio = await drained(
      await client.music.compose({ compositionPlan: plan, modelId, outputFormat: "pcm_44100" }),
    );
    return { bytes: audio.length };
  },
  async upload() {
    const audio = await drained(
      await client.music.compose({ compositionPlan: harbour, modelId, outputFormat: "mp3_44100_128" }),
    );
    const stored = await client.music.upload({
      file: new File([audio], "harbour.mp3", { type: "audio/mpeg" }),
      extractCompositionPlan: modelId,
      withWaveformVisual: true,
    });
    return {
      songId: stored.songId,
      values: stored.waveformVisual.length,
      chunks: stored.compositionPlan.chunks.length,
    };
  },
  schema: () => refused(() => client.music.compose({ prompt: "a hum", musicLengthMs: 1, modelId })),
  unknownSong: () =>
    refused(() =>
      client.music.compose({
        compositionPlan: { chunks: [{ songId: "nobody", range: { startMs: 0, endMs: 3000 } }] },
        modelId,
      }),
    ),
  wrongKey: () =>
    refused(() =>
      new ElevenLabsClient({ baseUrl: url, apiKey: "wrong", maxRetries: 0 }).models.list(),
    ),
  detailedError: () => refused(() => client.music.composeDetailed({ compositionPlan: harbour })),
  async subscription() {
    const { tier, characterLimit } = await client.user.subscription.get();
    return { tier, characterLimit };
  },
};

const came = {};
for (const [name, call] of Object.entries(calls)) {
  try {
    came[name] = await call();
  } catch (error) {
    came[name] = { failed: `${error.stack}` };
  }
}
console.log(JSON.stringify(came));
