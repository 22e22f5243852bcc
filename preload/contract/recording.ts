import { z } from 'zod';
import { CallId, EpochMs, FailureShape, Nothing } from './primitives.ts';
import { request } from './definition.ts';

/** Whether the calls of an account are recorded: never, when the agent says so, or from the answer on. */
export const RecordingPolicy = z.enum(['off', 'on-demand', 'always']);
export type RecordingPolicy = z.infer<typeof RecordingPolicy>;

/** In which language the other side is told of a recording; null: by the agent, or not at all. */
export const AnnouncementLanguage = z.enum(['en', 'zh-CN']);
export type AnnouncementLanguage = z.infer<typeof AnnouncementLanguage>;

/** A running call's recording, as the screen shows it. */
export const CallRecording = z.discriminatedUnion('kind', [
  /** The account's policy, or a call that is not answered yet, forbids it. */
  z.strictObject({ kind: z.literal('unavailable') }),
  z.strictObject({ kind: z.literal('off') }),
  /** `announcement`: what the page plays to the other side now, and says by `noteAnnounced` when it has. */
  z.strictObject({ kind: z.literal('running'), startedAtMs: EpochMs, announcement: AnnouncementLanguage.nullable() }),
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
  /** The other side has heard the announcement to its end. */
  isAnnounced: z.boolean().default(false),
  /** Silent in the file, which keeps the call's time. */
  pauses: z.array(z.strictObject({ fromMs: EpochMs, toMs: EpochMs.nullable() })),
});
export type RecordedAudio = z.infer<typeof RecordedAudio>;

const OneCall = z.strictObject({ callId: CallId });

export const recordingRequests = {
  /** Begins, goes on, or pauses. */
  setRunning: request({ channel: 'recording.setRunning', input: OneCall.extend({ isRunning: z.boolean() }), output: Nothing, errors: ['unknown-call', 'wrong-state', 'recording-off', 'recording-failed'] }),
  noteAnnounced: request({ channel: 'recording.noteAnnounced', input: OneCall, output: Nothing, errors: [] }),
  /** Shows the file of an ended call in the system's file manager. */
  reveal: request({ channel: 'recording.reveal', input: OneCall, output: Nothing, errors: ['unknown-call'] }),
  /** Deletes the file; the call's record stays. */
  remove: request({ channel: 'recording.remove', input: OneCall, output: Nothing, errors: ['unknown-call', 'call-in-progress', 'recording-failed', 'store-failed'] }),
} as const;
