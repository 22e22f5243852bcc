import { z } from 'zod';
import { CallId, EpochMs, FailureShape, Nothing } from './primitives.ts';
import { request } from './definition.ts';

/** Whether the calls of an account are recorded: never, when the agent says so, or from the answer on. */
export const RecordingPolicy = z.enum(['off', 'on-demand', 'always']);
export type RecordingPolicy = z.infer<typeof RecordingPolicy>;

/** A running call's recording, as the screen shows it. */
export const CallRecording = z.discriminatedUnion('kind', [
  /** The account's policy, or a call that is not answered yet, forbids it. */
  z.strictObject({ kind: z.literal('unavailable') }),
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('running'), startedAtMs: EpochMs }),
  z.strictObject({ kind: z.literal('paused'), startedAtMs: EpochMs }),
  /** The call goes on; what was written before stays. */
  z.strictObject({ kind: z.literal('failed'), failure: FailureShape }),
]);
export type CallRecording = z.infer<typeof CallRecording>;

/** The file of a call's sound: WAVE, 16 kHz, the caller on the left, the agent on the right. */
export const RecordedAudio = z.strictObject({
  /** In the profile's folder of recordings. */
  fileName: z.string().regex(/^[\w-]{1,80}\.wav$/),
  startedAtMs: EpochMs,
  /** null while it runs, or until the next start where the program was stopped. */
  durationMs: z.number().int().nonnegative().nullable(),
  /** Silent in the file, which keeps the call's time. */
  pauses: z.array(z.strictObject({ fromMs: EpochMs, toMs: EpochMs.nullable() })),
});
export type RecordedAudio = z.infer<typeof RecordedAudio>;

const OneCall = z.strictObject({ callId: CallId });

export const recordingRequests = {
  /** Begins, goes on, or pauses. */
  setRunning: request({ channel: 'recording.setRunning', input: OneCall.extend({ isRunning: z.boolean() }), output: Nothing, errors: ['unknown-call', 'wrong-state', 'recording-off', 'recording-failed'] }),
  /** Shows the file of an ended call in the system's file manager. */
  reveal: request({ channel: 'recording.reveal', input: OneCall, output: Nothing, errors: ['unknown-call'] }),
  /** Deletes the file; the call's record stays. */
  remove: request({ channel: 'recording.remove', input: OneCall, output: Nothing, errors: ['unknown-call', 'call-in-progress', 'recording-failed', 'store-failed'] }),
} as const;
