import type { FailureWords } from './failure-words.ts';

/** By failure code. A code without words falls back to the message that main sent. */
export const enFailures = {
  // Calls
  'no-account': { what: 'There is no line to call from.', next: 'Set up a line or start the practice line.' },
  'not-registered': { what: 'The line is not connected, so it cannot call yet.', next: 'Wait until it shows Ready, or open the line to see why.' },
  'line-busy': { what: 'Another call is still being set up, or too many are running.', next: 'Wait for it or end one, then call again.' },
  'different-lines': { what: 'These two calls are on different lines and cannot be joined.', next: 'Use Transfer now with the number instead.' },
  'bad-destination': { what: 'That is not a number or address that can be called.', next: 'Check it for typing errors.' },
  'media-failed': { what: 'The audio path could not be opened.', next: 'Try the call again.' },
  'unknown-call': { what: 'This call is over and no longer known.', next: 'You find it in the history if it was answered.' },
  'wrong-state': { what: 'The call has moved on, so this was not possible any more.', next: 'Look at what the call shows now.' },
  'dtmf-not-negotiated': { what: 'The other side takes no keypad tones in this call.', next: 'Say the digits instead.' },
  'no-audio-from-remote': { what: 'No sound arrives from the other side.', next: 'Ask whether they hear you. If it stays silent, hang up and call again.' },
  'no-common-codec': { what: 'The two sides speak no common audio format.', next: 'Allow more codecs for this line in its advanced settings.' },
  'bad-sdp': { what: 'The other side described its audio in a way that cannot be understood.', next: 'Try again; tell your provider if it stays so.' },
  'media-process-gone': { what: 'The audio part of the app stopped and is coming back.', next: 'If the other side stays silent, hang up and call again.' },
  'busy': { what: 'The other side is busy.', next: 'Try again later.' },
  'answered-elsewhere': { what: 'Another phone of this number took the call.', next: 'There is nothing left to do.' },
  'assist-failed': { what: 'The assist could not start.', next: 'Calls are not affected. Restart the app; if it stays so, run the set-up again.' },
  'no-answer': { what: 'Nobody answers there right now.', next: 'Try again later.' },
  'declined': { what: 'The other side declined the call.', next: 'Try again later.' },
  'not-found': { what: 'This number is not known there.', next: 'Check the number.' },
  'timeout': { what: 'No answer came from the trunk in time.', next: 'Check the network connection and try again.' },
  'call-failed': { what: 'The call could not be completed.', next: 'Try again.' },
  'interrupted': { what: 'The app stopped during this call.', next: 'Call back if something was left open.' },
  // Registration
  'wrong-password': { what: 'The password was refused.', next: 'Enter it again, exactly as your provider gave it to you.' },
  'unknown-user': { what: 'The trunk does not know this user.', next: 'Check the user name and the domain.' },
  'forbidden': { what: 'The trunk does not allow this.', next: 'Check user name and password, or ask your provider.' },
  'password-missing': { what: 'The password of this line is not stored.', next: 'Open the line and enter it.' },
  'registrar-unreachable': { what: 'The trunk does not answer.', next: 'Check your network, the domain and the proxy. It is tried again by itself.' },
  'unresolvable': { what: 'The domain cannot be found.', next: 'Check how it is written, and your network.' },
  'no-route': { what: 'This computer has no way to the trunk.', next: 'Check your network connection. It is tried again by itself.' },
  'bind-failed': { what: 'No network port could be opened for this line.', next: 'Check your network connection, then connect again.' },
  'server-failed': { what: 'The trunk has a problem of its own.', next: 'It is tried again by itself.' },
  'registration-failed': { what: 'The line could not be connected.', next: 'Open the line and check its details.' },
  // Accounts
  'unknown-account': { what: 'This line does not exist any more.', next: 'Choose another one.' },
  'call-in-progress': { what: 'A call is running on it right now.', next: 'End the call first.' },
  'transport-not-supported': { what: 'This transport is not available yet.', next: 'Choose UDP.' },
  'practice-line-failed': { what: 'The practice line could not start.', next: 'Another program may use its port. Try again.' },
  'practice-line-off': { what: 'The practice line is not running.', next: 'Wait a few seconds, or start it in the settings.' },
  'unknown-script': { what: 'This practice caller does not exist.', next: 'Choose another one.' },
  // Records and storage
  'store-failed': { what: 'This could not be written to disk.', next: 'Free some space or check the folder’s permissions, then try again.' },
  'store-moved-aside': { what: 'Your data file could not be read. It was kept aside and a clean one begun.', next: 'The old file lies beside the new one in the profile folder.' },
  'already-confirmed': { what: 'This call is wrapped up already.', next: 'Nothing is left to do.' },
  'no-keyring': { what: 'This system has no keyring, so passwords are kept in memory only.', next: 'You are asked again after each start, unless you allow storing them unprotected.' },
  // Assist
  'assist-off': { what: 'The assist is off.', next: 'It starts again by itself where it can.' },
  'model-missing': { what: 'A model file is missing.', next: 'Run the set-up again to fetch it.' },
  'model-corrupt': { what: 'A model file is damaged.', next: 'Run the set-up again to replace it.' },
  'assist-crashed': { what: 'The assist stopped unexpectedly and is starting again.', next: 'The transcript goes on as soon as it is back.' },
  'knowledge-unreadable': { what: 'The knowledge base cannot be read.', next: 'Choose another folder in the settings.' },
  'folder-unreadable': { what: 'This folder cannot be used.', next: 'Choose a folder that holds Markdown articles.' },
  'unknown-suggestion': { what: 'This card is no longer there.', next: 'Look at the newer cards.' },
  // CRM
  'insecure-url': { what: 'This address is not protected.', next: 'Use https, or http for an address on this computer.' },
  'bad-secret': { what: 'This is not a signing secret.', next: 'Copy it again: it begins with whsec_ and holds 24 to 64 bytes in base64.' },
  'no-endpoint': { what: 'No CRM address is set.', next: 'Enter one and save it.' },
  'no-secret': { what: 'The signing secret is missing.', next: 'Enter it and save.' },
  'unreachable': { what: 'The CRM does not answer.', next: 'Check the address and your network. Records wait and are sent later.' },
  'refused': { what: 'The CRM refused the record.', next: 'Check the address and the secret with whoever runs the CRM.' },
  // Microphone
  'microphone-missing': { what: 'No microphone was found, so the other side cannot hear you.', next: 'Plug in a microphone or headset.' },
  'microphone-denied': { what: 'The microphone is not allowed, so the other side cannot hear you.', next: 'Allow it for Sidetone in your system settings.' },
  'microphone-failed': { what: 'The microphone does not start, so the other side cannot hear you.', next: 'Close other programs that use it, or plug it in again.' },
  // The page itself
  'unexpected': { what: 'Something went wrong inside the app.', next: 'Try again. Restart the app if it stays so.' },
} satisfies Record<string, FailureWords>;

export type FailureCode = keyof typeof enFailures;
