import { enFailures } from './en-failures.ts';
import { enLearning } from './en-learning.ts';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** English; its shape is the type of every other language. */
export const en = {
  languageName: 'English',
  common: {
    cancel: 'Cancel', save: 'Save', edit: 'Edit', remove: 'Remove', retry: 'Try again', dismiss: 'Dismiss', close: 'Close', copy: 'Copy text', copied: 'Copied',
    call: 'Call', loading: 'Loading…', unknownCaller: 'Unknown caller', none: 'None', optional: 'optional', details: 'Details', you: 'You', caller: 'Caller', back: 'Back',
    evidence: (words: string) => `Details: ${words}`,
    sipStatus: (status: number) => `SIP ${status}`,
    version: 'Version', language: 'Language',
  },
  actions: { retry: 'Try again', openAccount: 'Open account', openCrm: 'Open CRM settings', openAudio: 'Open audio settings', allowUnprotected: 'Decide how to keep secrets', lookAtCertificate: 'Look at the certificate' },
  rail: { label: 'Main', phone: 'Phone', history: 'History', messages: 'Messages', learning: 'Learning', settings: 'Settings', openWrapUps: (count: number) => plural(count, 'call to wrap up', 'calls to wrap up') },
  line: {
    label: 'Line', noAccount: 'No line yet', setUp: 'Set up', ready: 'Ready', registering: 'Connecting…', unregistered: 'Not connected', failed: 'Not connected', connect: 'Connect',
    retryingIn: (seconds: number) => `trying again in ${seconds} s`, fix: 'Fix', retryNow: 'Try now',
    until: (time: string) => `Connected, renews before ${time}`, took: (ms: number) => `answered in ${ms} ms`, reachable: (time: string, ms: number) => `Without registration. The trunk answered at ${time}, in ${ms} ms`,
  },
  assist: {
    title: 'Assist', starting: 'Assist is starting', ready: 'Assist ready', degraded: 'Assist is limited', off: 'Assist is off',
    startingText: 'Loading the speech and language models. The call works meanwhile.',
    callWorks: 'The call itself is not affected.',
    listening: 'Listening.', listeningText: 'Cards appear when an article fits.',
    notInCall: 'Cards appear here during a call.',
    behind: (seconds: number) => `The transcript is ${seconds} s behind`,
    searchLabel: 'Search the knowledge base', searchPlaceholder: 'Ask in your own words', search: 'Search', clearSearch: 'Back to the live cards',
    rising: (calls: number, of: number, before: number, ofBefore: number) => `Asked often this week: in ${calls} of ${of} calls, before in ${before} of ${ofBefore}`,
    results: (count: number) => (count === 0 ? 'No article fits these words.' : plural(count, 'article', 'articles')),
    cards: 'Suggestions', because: 'Because they said', source: 'Source', confidence: (percent: number) => `Fits ${percent} %`,
    use: 'Use', used: 'Used', dismiss: 'Dismiss', usedHeading: 'Used in this call', newCard: (title: string) => `New suggestion: ${title}`,
    steps: 'Next steps', stepsDone: (done: number, all: number) => `${done} of ${all} done`, onlyFor: (audience: string) => `Only for: ${audience}`, stepHeard: 'heard', stepHeardText: 'Ticked because you said so. Clear the box if it is not done.',
  },
  transcript: {
    title: 'Transcript', empty: 'Words appear here as they are spoken.', emptyEnded: 'Nothing was transcribed.', off: 'Nothing is written down while the assist is off.', latest: 'Jump to latest', intent: (label: string, percent: number) => `${label}, ${percent} % sure`,
    speaking: 'speaking',
  },
  phone: {
    title: 'Phone', dialLabel: 'Name a number or SIP address', dialPlaceholder: 'Number or SIP address', dial: 'Call', keypad: 'Keypad', erase: 'Delete last digit', from: 'Call from',
    practice: 'Practice callers', practiceText: 'Recorded callers on this computer. Nothing leaves it.', callMe: 'Call me', callThem: 'Call', callMeLabel: (name: string) => `Call me: ${name}`, callThemLabel: (name: string) => `Call ${name}`,
    recent: 'Recent calls', noRecent: 'Calls you make and take appear here.', recentAll: 'All calls', callBack: (party: string) => `Call ${party}`, openCall: (party: string) => `Open the call with ${party}`,
    ringsSoon: (name: string) => `${name} will ring in a moment`,
    cannotCallYet: 'You can call as soon as the line is connected.', topics: { refund: 'A refund that has not arrived', delivery: 'Where is my order?', reschedule: 'Moving an appointment', invoice: 'A copy of an invoice', damaged: 'A damaged item and a complaint', password: 'A forgotten password' } as Readonly<Record<string, string>>,
  },
  call: {
    calledFor: (party: string) => `for ${party}`, calledForBy: (party: string, by: string) => `for ${party}, forwarded by ${by}`, incoming: 'Incoming call', incomingFrom: (party: string) => `Incoming call from ${party}`, toAccount: (label: string) => `on ${label}`, answer: 'Answer', decline: 'Decline',
    outgoing: 'Calling', dialling: 'Connecting…', ringing: 'Ringing…', earlyMedia: 'You are hearing the network or the other side already.', cancel: 'Cancel call',
    connecting: 'Opening the audio…', onCall: 'On a call', returnToCall: 'Back to the call', hangUp: 'Hang up', mute: 'Mute', unmute: 'Unmute', muted: 'Muted', keypad: 'Keypad', keypadHint: 'You can also type or paste digits.', sentTones: 'Tones sent',
    duration: 'Call duration', controls: 'Call controls', with: (party: string) => `Call with ${party}`, ended: 'Call ended', callAgain: 'Call again', wrapUp: 'Wrap up', answeredNow: (party: string) => `Connected to ${party}`,
  },
  several: {
    hold: 'Hold', resume: 'Resume', onHold: 'On hold', heldText: 'They hear silence until you resume.', heldByPeer: (party: string) => `${party} has put you on hold`, others: 'Other calls', switchTo: (party: string) => `Switch to ${party}`, switch: 'Switch',
    holdAndAnswer: 'Hold and answer', waiting: 'Call waiting', conference: 'In conference', merge: 'Talk to all', split: 'End the conference',
  },
  transfer: {
    title: 'Transfer', to: (party: string) => `Send ${party} to`, now: 'Transfer now', askFirst: 'Ask first', hint: 'Ask first puts this call on hold and calls the number. You join the two afterwards.', join: 'Join them', joinText: (held: string, current: string) => `Join ${held} and ${current}. You leave the call.`,
    asked: (to: string) => `Transferring to ${to}…`, ringing: (to: string) => `It rings at ${to}`, stillHere: (party: string) => `${party} is still with you.`,
    outcomes: {
      busy: (to: string) => `${to} is busy`, declined: (to: string) => `${to} declined`, 'not-found': (to: string) => `${to} is not known there`, 'no-answer': (to: string) => `${to} did not answer`, 'not-allowed': (to: string) => `The trunk does not allow a transfer to ${to}`, failed: (to: string) => `The transfer to ${to} failed`,
    },
    referred: (party: string, to: string) => `${party} wants to send you to ${to}`, referredText: 'Follow calls there. This call stays on hold until it is answered.', follow: 'Follow', stay: 'Stay here',
  },
  callers: {
    title: 'About this caller', vip: 'VIP', vipText: 'Shown before you answer.', repeat: 'Again within a week', count: (count: number) => `${plural(count, 'call', 'calls')} before`, promised: (text: string) => `We promised: ${text}`, note: 'Note about this caller', notePlaceholder: 'Shown at the next call',
    facts: 'What articles may depend on', factsText: 'Cards for other callers are then left out. Leave empty what you do not know; separate several by commas.',
    unknownValue: (value: string, known: string) => `No article is for “${value}”. Articles know: ${known}`,
    factNames: { tier: 'Tier', region: 'Region', language: 'Language', product: 'Product' }, factExamples: { tier: 'Gold', region: 'EU', language: 'en', product: 'Coffee machine' },
  },
  handOver: {
    title: (party: string) => `What to say about ${party}`, copy: 'Copy', copied: 'Copied', writing: 'Summing up…', failed: 'The assist cannot sum this call up right now. The transfer works all the same.', empty: 'Nothing was recognised in this call so far.', tried: 'Told so far', open: 'Open', article: 'Best article',
  },
  recording: {
    title: 'Recording', start: 'Record this call', pause: 'Pause the recording', resume: 'Go on recording', running: 'Recording', paused: 'Recording paused', sides: 'The caller on the left, you on the right.', pauses: (count: number) => `${plural(count, 'pause is', 'pauses are')} silent in it.`,
    reveal: 'Show in folder', remove: 'Delete recording', removeAsk: 'Delete the recording of this call for good? Transcript and summary stay.', missing: 'The file is not in the folder of recordings any more.',
    announcing: 'Recording, telling the other side', announcement: 'Tell the other side', noAnnouncement: 'I say it myself', announcements: { en: 'In English', 'zh-CN': 'In Chinese' }, isAnnounced: 'The other side was told.',
    policy: 'Record calls', policies: { off: 'Never', 'on-demand': 'When I press Record', always: 'Always, from the answer on' }, policyHint: 'Recordings stay on this computer, in the profile. Personal data is masked in transcripts, not in recordings. In many places the other side must be told first.',
  },
  quality: {
    good: 'Clear', fair: 'Some loss', poor: 'Poor connection', unknown: 'Measuring', label: 'Line quality',
    loss: (percent: string) => `${percent} % lost`, jitter: (ms: number) => `jitter ${ms} ms`, mos: (score: string) => `score ${score} of 4.5`, roundTrip: (ms: number) => `round trip ${ms} ms`,
    noScore: 'No score yet: it needs two seconds of audio.', scoreOverTime: (mean: string, worst: string) => `Score of the last two minutes: ${mean} on average, ${worst} at worst, 4.5 is best`,
  },
  lock: {
    locked: 'Encrypted', lockedText: (suite: string) => `The audio is encrypted between here and your provider (${suite}).`,
    readable: 'Encrypted, keys readable', readableText: (suite: string) => `The audio is encrypted (${suite}), but its keys went over a connection without TLS: whoever can read that can listen in. Choose TLS for this line to close the gap.`,
    unproven: 'Encrypted, trunk not proven', unprovenText: (suite: string) => `The audio is encrypted with DTLS-SRTP (${suite}), but the fingerprint of the trunk's key came over a connection without TLS: someone on the way could have put another in its place. Choose WSS for this line to close the gap.`,
    dtlsText: (suite: string) => `The audio is encrypted end to trunk with DTLS-SRTP (${suite}).`,
    open: 'Not encrypted', openText: 'Whoever can read the network between here and your provider can listen in.',
  },
  microphone: {
    unknown: 'Asked for when the first call starts', live: 'Working', missing: 'No microphone found', denied: 'Microphone not allowed', failed: 'The microphone does not start',
    missingNext: 'Plug in a microphone or headset. The call picks it up by itself.', deniedNext: 'Allow Sidetone to use the microphone in your system settings, then call again.',
    busy: 'Your microphone is in use by another program; another microphone stands in', busyNext: 'The other side hears you through that one. Close the other program, or choose a microphone in the audio settings.',
    failedNext: 'Another program may hold it. Close that program or plug the headset in again.', cannotHearYou: 'The other side cannot hear you.',
  },
  results: {
    completed: 'Answered', missed: 'Missed', rejected: 'Declined', rejectedOutgoing: 'Declined by the other side', cancelled: 'Cancelled', busy: 'Busy', busyIncoming: 'Missed, line was busy', failed: 'Failed', interrupted: 'Cut off', running: 'In progress', forwardedTo: (to: string) => `Forwarded to ${to}`, elsewhere: 'Answered on another phone', doNotDisturb: 'Missed, do not disturb was on',
    byYou: 'You hung up', byThem: 'They hung up', bySystem: 'The connection ended',
  },
  dispositions: {
    resolved: 'Resolved', 'follow-up': 'Follow-up needed', appointment: 'Appointment', 'order-change': 'Order changed', refund: 'Refund', complaint: 'Complaint', information: 'Information given', 'wrong-number': 'Wrong number', 'no-conversation': 'No conversation',
  },
  entities: { 'order-number': 'Order', reference: 'Reference', date: 'Date', time: 'Time', amount: 'Amount', phone: 'Phone', email: 'Email', name: 'Name', product: 'Product' },
  wrapUp: {
    title: 'Wrap up', with: (party: string) => `Wrap up: ${party}`, writing: 'Writing the summary…', reason: 'Reason for the call', asked: 'Asked', details: 'Details', answered: 'Answered', promised: 'Promised', outcome: 'Settled', followUp: 'Still to do', entities: 'Mentioned', note: 'Your note', notePlaceholder: 'Anything the summary should add',
    mood: 'Mood of the caller', moodStart: 'At the start', moodEnd: 'At the end', moods: { positive: 'Pleased', neutral: 'Neutral', negative: 'Upset' }, rate: 'Was this summary good?', ratings: { good: 'Good summary', poor: 'Poor summary' },
    owner: 'Who', due: 'By when', ownerAgent: 'We', ownerCaller: 'They', addLine: 'Add a line', lineLabel: (section: string, index: number) => `${section}, line ${index}`, removeLine: 'Remove line', showSource: 'Show where this was said',
    disposition: 'Outcome', suggested: 'suggested', chooseDisposition: 'Choose an outcome first.', confirm: 'Confirm', later: 'Later', confirmed: 'Confirmed', saved: 'Saved', noWords: 'Not recognised in this call. Write it if you know it.',
    littleBecause: {
      'call-too-short': 'The call was too short for a summary.', 'caller-said-nothing': 'The caller said nothing that could be understood.', 'agent-said-nothing': 'Nothing was heard from you, so answers are missing.',
      'assist-was-off': 'The assist was off during this call. Write your own note below.', 'assist-restarted': 'The assist restarted during this call, so a part is missing.', 'transferred': 'You passed this call on, so how it ended is not known here.',
    },
    automatic: 'Completed without you', gone: 'This call is no longer in the list.', next: 'Done. Back to the phone', needsWrapUp: 'Needs wrap-up',
  },
  delivery: {
    none: 'Not sent to a CRM', waiting: 'Waiting for the CRM', retrying: (attempts: number, time: string) => `Attempt ${attempts} failed, next at ${time}`, delivered: 'In the CRM', deliveredAt: (time: string) => `Delivered to the CRM at ${time}`, dead: 'CRM delivery gave up', retryDead: 'Send again', label: 'CRM',
  },
  history: {
    title: 'History', empty: 'No calls yet', emptyText: 'Every call is kept here with its transcript and summary.', choose: 'Choose a call to read it.', incoming: 'Incoming', outgoing: 'Outgoing', remove: 'Remove from history', removeAsk: 'Remove this call and its transcript for good?',
    count: (count: number) => plural(count, 'call', 'calls'), total: (shown: number, total: number) => `The newest ${shown} of ${total} calls`, summary: 'Summary', noSummary: 'There is no summary.', suggestions: 'Cards shown', today: 'Today', yesterday: 'Yesterday', finishWrapUp: 'Finish wrap-up', line: 'Line', codec: 'Codec',
  },
  messages: {
    title: 'Messages', empty: 'No messages yet', emptyText: 'Text messages of your lines are kept here.', choose: 'Choose a conversation.', new: 'New message', to: 'To', write: 'Write a message', send: 'Send', them: 'They',
    unread: (count: number) => plural(count, 'unread message', 'unread messages'), sending: 'Sending…', delivered: 'Delivered', accepted: 'Kept by the server until it can be delivered', failed: 'Not delivered',
    left: (bytes: number) => `${bytes} left`, tooLong: 'Too long for one message. Send it in two.', remove: 'Remove conversation', removeAsk: 'Remove this conversation for good?',
  },
  colleagues: {
    title: 'Colleagues', text: 'Extensions whose calls you want to see, and the voicemail of your lines.', noTrunk: 'Connect a trunk first: the practice line has no colleagues.',
    unknown: 'Not known yet', offline: 'Not available', idle: 'Free', ringing: 'Ringing', ringingBy: (party: string) => `Ringing: ${party}`, talking: 'On a call', talkingWith: (party: string) => `On a call with ${party}`,
    deeds: { call: 'Call', transfer: 'Transfer', 'pick-up': 'Take call' }, needsStream: 'The state of your colleagues does not arrive', needsStreamText: 'The server watches them, but its notices are lost on the way: large ones are cut up over UDP. Choose TCP or TLS for this line.',
    voicemail: (count: number | null) => (count === null || count === 0 ? 'Voicemail is waiting' : plural(count, 'new voicemail', 'new voicemails')), listen: 'Listen', setNumber: 'Set the number to call',
    voicemailNumber: 'Voicemail number', voicemailHint: 'Called to listen, for instance *97', pickUpPrefix: 'Code to take a call', pickUpHint: 'Dialled before the extension, for instance **. Empty takes the call directly.', watchMailbox: 'Ask for waiting voicemail', watchMailboxText: 'The trunk tells when a message was left for you.',
    name: 'Name', number: 'Extension', add: 'Add a colleague', badNumber: 'A number or address that can be called.', badPrefix: 'Digits, * and #, at most 8.',
  },
  links: {
    ask: (destination: string) => `A link asks to call ${destination}`, askText: 'Call only if you clicked it yourself.', askOnCall: 'Your present call goes on hold.', call: 'Call', notNow: 'Not now',
    text: 'Numbers on web pages and in e-mails: tel, callto, sip and sips links.', systemDefault: 'Open telephone links with Sidetone', systemDefaultText: 'The system then hands them to this program.',
    dialAtOnce: 'Dial at once, without asking', dialAtOnceText: 'Any web page can open such a link, and calls may cost money.',
  },
  welcome: {
    title: 'Welcome to Sidetone', text: 'A telephone that listens with you. It writes down both sides of a call, shows the right article while the caller is still talking, and keeps the summary. Everything runs on this computer.',
    practiceTitle: 'Try it in a minute', practiceText: 'The practice line plays recorded callers. No account, no cost, nothing leaves this computer.', startPractice: 'Start with the practice line', starting: 'Starting the practice line…',
    trunkTitle: 'I have a SIP account', trunkText: 'Connect your own trunk with the details your provider gave you.', connectTrunk: 'Connect my own trunk', steps: ['A recorded caller rings', 'You answer and talk', 'Cards and summary appear'],
  },
  accounts: {
    title: 'Lines', text: 'The SIP accounts this phone registers with.', add: 'Add a line', addPractice: 'Add the practice line', formNew: 'Connect a trunk', formEdit: (label: string) => `Edit ${label}`, practiceKind: 'Practice line', default: 'Default for calls', makeDefault: 'Use for calls', register: 'Connect now',
    removeAsk: (label: string) => `Remove ${label}? Its calls stay in the history.`, label: 'Name for this line', labelPlaceholder: 'Office', user: 'User name', userHint: 'Often your number or extension', password: 'Password', passwordKeep: 'Leave empty to keep the stored one', passwordMissing: 'Password needed: it was kept in memory only.',
    domain: 'Domain', domainHint: 'For example sip.example.com', displayName: 'Your name as others see it', proxy: 'Outbound proxy', proxyHint: 'Only if your provider names one: host or host:port, or a wss:// address', authUser: 'Sign-in name', authUserHint: 'Only if it differs from the user name', transport: 'Transport', advanced: 'Advanced',
    callerId: 'Your number', callerIds: { shown: 'Shown to those you call', hidden: 'Hidden (anonymous calls)' }, strangers: 'Take calls from any address', strangersText: 'Off: only the trunk can call. Others get no answer and are counted.', strangersIgnored: (count: number) => `${plural(count, 'message', 'messages')} from strangers turned away`, registers: 'Register with the trunk', registersText: 'Off: the trunk knows this computer by its address and sends calls to the port below. Calls are taken from the trunk’s addresses alone.', localPort: 'Port on this computer (UDP)', localPortHint: '0: any. Your provider sends calls here, often 5060.', codecs: 'Codecs, best first', moveUp: (codec: string) => `Move ${codec} up`, moveDown: (codec: string) => `Move ${codec} down`, useCodec: (codec: string) => `Use ${codec}`, opusFec: 'Repair losses (Opus FEC)', opusFecText: 'Each packet can stand in for the one before it, for a little more traffic.', opusDtx: 'Send nothing in silence (Opus DTX)', opusDtxText: 'Saves traffic. The other side may hear the line as dead while nobody speaks.', expedites: 'Ask for the right of way (DSCP EF)', expeditesText: 'Marks the audio as voice, so that routers that heed the mark let it pass first. On Windows the system’s policy decides.', rtpPorts: 'Ports for audio (UDP)', rtpPortsHint: 'Empty: any. Only if your firewall lets some through, for example 16384–16482; a call takes two.', expires: 'Registration lasts, seconds', connect: 'Connect', saving: 'Connecting…',
    transports: { udp: 'UDP (the usual)', tcp: 'TCP', tls: 'TLS (protected)', ws: 'WebSocket (unprotected)', wss: 'WebSocket over TLS (protected)' },
    tones: 'Keypad tones', toneModes: { auto: 'Automatic', rfc4733: 'In the audio stream (RFC 4733)', info: 'SIP INFO', 'in-band': 'As sound' }, toneLength: 'Length of a tone',
    srtp: 'Encrypt the audio (SRTP)', srtpPolicies: { off: 'Never', optional: 'When the other side agrees', required: 'Always, or no call' },
    webRtc: {
      media: 'Audio path', modes: { rtp: 'RTP', webrtc: 'WebRTC (DTLS-SRTP)' }, texts: { rtp: 'For most providers.', webrtc: 'Always encrypted. Only for a provider that speaks WebRTC.' },
      servers: 'STUN and TURN servers', serversHint: 'Only if your provider names some: stun:host or turn:host. Empty: none is asked.', turnUser: 'TURN user name', turnPassword: 'TURN password',
    },
    certificate: {
      ask: 'Compare this fingerprint with the one that whoever runs the server gives you.', fingerprint: 'SHA-256:', trust: 'Trust this certificate',
      pinned: 'Trusted certificate, SHA-256', pinnedHint: 'Empty: any certificate that this computer can verify. Filled in: this one alone.',
    },
    reception: {
      open: 'Incoming calls', title: (label: string) => `Incoming calls: ${label}`, doNotDisturb: 'Do not disturb', doNotDisturbText: 'Callers hear busy. Each call is in the history.', turnOn: 'Turn do not disturb on', turnOff: 'Turn do not disturb off', isOn: 'Do not disturb', callWaiting: 'Ring beside a running call', callWaitingText: 'Off: a second caller hears busy.',
      forward: 'Forward', hint: 'A number or address. Empty: not forwarded.', always: 'Every call', busy: 'When busy or do not disturb', unanswered: 'When nobody answers', after: 'After so many seconds', forwarding: (to: string) => `Forwarding to ${to}`,
      autoAnswer: 'Answer by itself', autoAnswers: { 'never': 'Never', 'when-asked': 'When the caller asks for it (intercom)', 'always': 'Every call' }, autoAnswerAfter: 'Ring first, seconds', autoAnswerText: 'Your microphone opens without your hand. Not while you are on another call.',
      errors: { target: 'That is not a number or address that can be called.', unansweredAfterSec: 'Choose 5 to 120 seconds.', autoAnswerAfterSec: 'Choose 0 to 60 seconds.' },
    },
    dialling: {
      title: 'How numbers are dialled', form: 'Form of numbers', forms: { 'as-typed': 'As typed', e164: 'With country code (+33 1 23…)', national: 'As within the country (01 23…)' }, countryCode: 'Country code', countryCodeHint: 'Without + or zeros, for example 33', nationalPrefix: 'Before numbers of the country', nationalPrefixHint: 'Often 0; empty where nothing is dialled',
      internationalPrefix: 'Before numbers of other countries', internationalPrefixHint: 'Often 00; in North America 011', rules: 'Rewrites, from top to bottom', rulesHint: 'Regular expressions. Each works on what the one before left; $1 to $9 stand for its groups.', addRule: 'Add a rewrite', pattern: (n: number) => `Rewrite ${n}: what to find`, replacement: (n: number) => `Rewrite ${n}: what to put there`,
      moveUp: (n: number) => `Move rewrite ${n} up`, moveDown: (n: number) => `Move rewrite ${n} down`, removeRule: (n: number) => `Remove rewrite ${n}`, tryIt: 'Try a number', tryHint: 'Nothing is dialled.', dialled: 'Dialled:', afterForm: 'In this form:', ruleNumber: (n: number) => `Rewrite ${n}:`, noMatch: 'does not match', untouched: 'An address with a host is called as it stands.',
      faults: { 'empty': 'Enter an expression, or remove this rewrite.', 'not-an-expression': 'This is not a regular expression: look for a bracket that is not closed, or a sign that needs a \\ before it.', 'too-slow': 'This expression could take very long to match. Use fewer repetitions, and none within a repeated group.', 'too-long': 'That is too long.', 'country-code': 'Enter a country code of one to four digits, without zeros before it.', 'prefix': 'Digits only, at most four (six for other countries).' },
    },
    errors: {
      dialPlanFaulty: 'Look at how numbers are dialled.', iceServerShape: 'Write each server like stun:host, turn:host:3478 or turns:host?transport=tcp.', labelMissing: 'Give the line a name.', userMissing: 'Enter the user name your provider gave you.', userShape: 'The user name has no spaces, no @ and no quotation marks.', domainMissing: 'Enter the domain of your provider.', domainShape: 'That is not a host name or an IP address. Write it like sip.example.com.',
      passwordMissing: 'Enter the password of this account.', codecsMissing: 'Keep at least one codec.', portRangeShape: 'Write the first and the last port, both from 1024 to 65535, like 16384–16482. A call takes an even port and the one above it.', portShape: 'Choose a port from 0 to 65535.', expiresShape: 'Choose 60 to 86,400 seconds.', tooLong: 'That is too long.', fingerprintShape: 'A fingerprint is 64 hexadecimal digits, with or without colons.',
    },
  },
  crm: {
    title: 'CRM', text: 'After each call a signed record goes to this address (Standard Webhooks).', url: 'Endpoint URL', urlHint: 'https, or http on this computer', secret: 'Signing secret', secretHint: 'Begins with whsec_', secretKeep: 'Leave empty to keep the stored one', enabled: 'Send call records', test: 'Send a test', testing: 'Sending…',
    testOk: (status: number, ms: number) => `The endpoint answered ${status} after ${ms} ms. It works.`, waiting: (count: number) => (count === 0 ? 'Nothing is waiting' : `${plural(count, 'record', 'records')} waiting`), dead: (count: number) => `${plural(count, 'record', 'records')} could not be delivered`, retryDead: 'Send them again',
    requeued: (count: number) => `${plural(count, 'record', 'records')} back in the queue`, last: (time: string) => `Last delivery ${time}`, never: 'Nothing delivered yet', lastError: (words: string) => `Last error: ${words}`, none: 'No endpoint: records stay on this computer.', saved: 'Saved.', removeAsk: 'Stop sending records and forget the secret?',
    errors: { urlMissing: 'Enter the address of your CRM.', urlShape: 'That is not a web address. Write it like https://crm.example.com/hook.', secretMissing: 'Enter the signing secret of this endpoint.', secretShape: 'A signing secret begins with whsec_ and is followed by base64.' },
  },
  settings: {
    title: 'Settings', sections: { accounts: 'Lines', audio: 'Audio', knowledge: 'Knowledge', crm: 'CRM', privacy: 'Privacy', language: 'General', colleagues: 'Colleagues', links: 'Telephone links', about: 'About' },
    knowledgeText: 'Cards come from a folder of articles: Markdown, plain text, HTML, Word, PDF, or tables (CSV) of questions and answers. What you add, change or remove there is in use within two seconds.', starterSet: 'Starter set', starterSetText: 'Articles of a small service business, to begin with.', folderText: 'Watched for changes', articleCount: (count: number) => plural(count, 'article', 'articles'), readingFolder: (done: number, total: number) => `Reading ${done} of ${total} files`, skippedFiles: (count: number) => `${plural(count, 'file', 'files')} could not be used`, chooseFolder: 'Choose a folder…', folderChosen: 'The folder is in use.',
    secrets: 'Passwords and secrets',
    storage: { keyring: 'Protected by your system’s keyring', memory: 'Kept in memory only', unprotected: 'Kept unprotected' },
    storageText: {
      keyring: 'Passwords and signing secrets are encrypted with a key that your system keeps for you.',
      memory: 'This system has no keyring. Passwords and secrets are kept in memory and asked for again after each start.',
      unprotected: 'This system has no keyring and you allowed storing secrets readable. Anyone who can read your files can read them.',
    },
    allowUnprotected: 'Store secrets unprotected on this computer', allowUnprotectedText: 'You are not asked again after a restart, but anyone who can read your files can read the passwords.',
    aboutText: 'Speech recognition, suggestions and summaries run on this computer. The product connects only to your trunk and your CRM.', licence: 'MIT licence', components: 'Parts', models: 'The speech and language models come with their own open licences; the file models/manifest.json in the installation names each one.', language: 'Language', languageText: 'The language of this window.', closing: 'Closing the window', closingText: 'A call that is running always goes on: nobody hangs up by closing a window.', keepsRunning: 'Keep running when the window is closed', keepsRunningText: 'Calls still ring. The icon in the system bar opens the window again, and so does starting Sidetone once more; to quit, use the menu of the icon.',
  },
  engine: {
    title: 'Speech recognition', text: 'It runs on this computer. The large model makes fewer mistakes, the small one needs about half the time.',
    label: 'Model', bySpeed: 'The best that this computer is fast enough for', unmeasured: 'The model is loaded first.',
    names: { 'moonshine-base-en': 'Moonshine base, English (large)', 'moonshine-tiny-en': 'Moonshine tiny, English (small)' } as Readonly<Record<string, string>>,
    inUse: (name: string) => `In use: ${name}`,
    shortNames: { 'moonshine-base-en': 'Large model', 'moonshine-tiny-en': 'Small model' } as Readonly<Record<string, string>>,
    shortReasons: { 'fast-enough': 'this computer is fast enough', 'too-slow': 'this computer is too slow for the large one', 'fell-behind': 'the large one fell behind', 'pinned': 'your choice', 'only-one': 'the only complete one' },
    listens: (name: string, why: string) => `${name} listening: ${why}`,
    reasons: {
      'fast-enough': (share: string) => `This computer is fast enough for it: the large model was measured at ${share} of the time that the words take.`,
      'too-slow': (share: string) => `This computer is too slow for the large model: it was measured at ${share} of the time that the words take, and 25 % is the most that leaves room for both lines.`,
      'fell-behind': (share: string) => `The transcript fell behind repeatedly with the large model, so the small one took over. It was measured again under that load at ${share} of the time that the words take.`,
      'pinned': (share: string) => (share === '' ? 'You chose it.' : `You chose it. It was measured at ${share} of the time that the words take; 25 % is the most that leaves room for both lines.`),
      'only-one': () => 'It is the only model whose files are complete.',
    },
    own: {
      title: 'Your own models', text: 'For other languages, or for a model that suits your callers better: an unpacked release of sherpa-onnx, or a folder, .zip or .tar.gz with a sidetone-model.json and the files that it names. It is copied into your profile and checked; choose it above afterwards.',
      fromFolder: 'Add from a folder…', fromPackage: 'Add from a package…', adding: 'Checking and copying…', added: (name: string) => `${name} was added. Choose it above.`,
      severalLanguages: 'Several languages', licence: (spdx: string) => `Licence: ${spdx}`, licenceElsewhere: 'Licence: see its release page', remove: 'Remove', removeNamed: (name: string) => `Remove ${name}`,
      languageTitle: 'Which language does it hear?', language: 'Language', hearWhich: 'Hear which one it is', add: 'Add',
      families: { 'sense-voice': 'SenseVoice, recognised by its files. One language for all calls is surer than hearing which one it is.', 'streaming-transducer': 'A streaming model, recognised by its files. They do not say what language it is for.' },
      whatToGet: 'What to get for other languages', whereToGet: 'Sidetone downloads nothing by itself. These packages are among the public releases of the project k2-fsa/sherpa-onnx; each says there under which licence it may be used.',
      thenWhat: 'Unpack the package, then choose “Add from a folder…” and the folder that came out of it. SenseVoice and the streaming transducers (“streaming-zipformer”) can be used. Intents, articles, names and numbers are still understood in English only.',
      removeTitle: (name: string) => `Remove ${name}?`, removeText: 'Its files leave your profile. If it is listening now, one of Sidetone’s own models takes over.',
    },
  },
  urlPop: {
    title: 'Page of the caller', text: 'A page of your CRM or help desk that opens in your browser when somebody calls. Off until you choose a moment.', template: 'Address', hint: '{number}, {name} and {call} stand for the caller’s number and name and for the id of the call.', when: 'It opens', moments: { never: 'Never', ringing: 'When it rings', answered: 'When it is answered' },
  },
  vocabulary: {
    title: 'Names and products', text: 'Misheard words that sound like one of these are written as it. Names in the headings of your articles, of colleagues and of recent callers are known anyway.',
    label: 'Your own list', hint: 'One name or product a line, written as it should appear. It applies at once.', save: 'Save', saved: 'Saved.',
    tooLong: (start: string, most: number) => `“${start}…” is longer than ${most} characters. Write only the name.`,
  },
  intents: {
    title: 'What callers want', text: 'The assist names what a caller wants by these examples, and learns anew on this computer after each change.', add: 'New intent', restore: 'Back to the starter set',
    restoreTitle: 'Back to the starter set?', restoreText: 'Your own intents and examples are removed, and the ones that came with Sidetone are used again.',
    removeTitle: (label: string) => `Remove ${label}?`, removeText: (count: number) => `Its ${plural(count, 'example goes', 'examples go')} with it, and the assist does not hear it any more.`, removeDeed: 'Remove the intent',
    exampleCount: (count: number) => plural(count, 'example', 'examples'),
    training: { 'not-begun': 'The assist has not learned them yet.', waiting: 'Learned when the call is over.', running: 'Learning…', ready: 'Learned and in use.', failed: 'They could not be learned; the ones before are still in use.' },
    name: 'Name', disposition: 'Usual outcome of such a call', examples: 'What callers say, one example a line',
    count: (count: number, isFew: boolean) => `${plural(count, 'example', 'examples')}.${isFew ? ' A dozen different ones teach best.' : ''}`,
    tooLong: (start: string) => `“${start}…” is too long. Write what a caller says in one breath.`,
    mergeInto: 'Merge into', chooseOther: 'Choose an intent', merge: 'Merge',
  },
  masking: {
    title: 'Personal data in transcripts', text: 'What is switched on here is written over before the words reach the screen, the summary, the record or the CRM. It applies from the next call on.',
    kinds: { 'card': 'Card numbers and security codes', 'national-id': 'National id numbers', 'birth-date': 'Dates of birth', 'email': 'E-mail addresses', 'phone': 'Telephone numbers' },
    kindTexts: { 'card': 'Also when the digits are read out over several sentences.', 'national-id': 'Social security, passport, identity card and tax numbers.', 'birth-date': 'Where a birth date is spoken of.', 'email': 'Written or read out.', 'phone': 'Where a telephone number is spoken of.' },
  },
  audio: {
    ringVolume: 'How loud it rings', waitingVolume: 'Tone of a call that waits', waitingHint: 'In your ear while you talk; the other side never hears it.', off: 'Off', title: 'Audio devices', text: 'Changes apply at once, also in a running call.', roles: { microphone: 'Microphone', speaker: 'Speaker for calls', ringer: 'Speaker for ringing' },
    systemDefault: 'Follow the system', systemDefaultIs: (label: string) => `Follow the system (${label})`, unplugged: (label: string) => `${label} (not connected)`, unpluggedText: 'Not connected right now. The system’s device stands in until it is back.',
    endpoints: { 'hands-free': 'for calls', 'stereo': 'music only' }, useDevice: (label: string) => `Use ${label}`,
    stereoTitle: (headset: string) => `You may hear nothing: ${headset === '' ? 'the headset' : headset} is set to music as the speaker`, stereoText: 'A Bluetooth headset cannot play its music channel while its microphone is open. Choose its hands-free channel as the speaker, or another microphone.',
    halfTitle: { microphone: 'The speaker is a headset, the microphone is not', speaker: 'The microphone is a headset, the speaker is not' },
    play: 'Play a sound', checkMicrophone: 'Check the microphone', stopCheck: 'Stop', speakNow: 'Say something', level: 'Microphone level',
  },
  absence: {
    'title': 'No transcript', 'not-answered': 'The call was not answered.', 'assist-off': 'Speech recognition was off during this call. Settings, Audio, says why.', 'assist-starting': 'The call was over before speech recognition had started.',
    'no-audio': 'No sound arrived from the other side.', 'nothing-said': 'Speech recognition ran, and nobody spoke.', 'interrupted': 'Sidetone stopped during the call before any words were kept.',
  },
  voice: {
    title: 'Your voice', echoCancellation: 'Echo cancellation', echoCancellationText: 'Keeps the other side from hearing itself through your loudspeaker. Leave it on unless your headset does this by itself.',
    noiseSuppression: 'Noise suppression', noiseSuppressionText: 'Takes away keyboards, fans and the street.', autoGainControl: 'Even loudness', autoGainControlText: 'Raises a soft voice and lowers a loud one.',
  },
  headset: {
    title: 'Headset buttons', text: 'Answer, hang up and mute with the buttons of a USB headset, or of a wireless one with a USB adapter. Its lamps follow the call. Sidetone holds the headset only while one of its calls rings or runs, so that other programs can use it in between.',
    connect: 'Connect a headset', forget: 'Forget', noneTitle: 'No headset was connected', noneText: 'Plug it in, or its USB adapter, and try again. A headset on plain Bluetooth or on a jack has no buttons that a program can read.',
    refusedTitle: 'The buttons do not work now', refusedText: 'The system does not let Sidetone open this headset: another program holds it, or you have no right to it. Close the other program; on Linux, allow your user the hidraw device by a udev rule. Calls are not affected.',
    status: { 'none': 'None chosen', 'unplugged': 'Not plugged in', 'ready': 'Ready for the next call', 'in-use': 'Follows the call', 'refused': 'Cannot be opened' },
  },
  notices: { label: 'Notices' },
  questions: {
    title: 'Questions your articles answer', text: 'Drafted from your articles\' own sentences (in English). What you approve is found like a question that stands in the article; your files stay as they are.',
    look: 'Draft questions', waiting: (count: number) => (count === 0 ? 'No drafts wait.' : plural(count, 'draft waits', 'drafts wait')),
    question: 'Question', approve: 'Approve', throwAway: 'Throw away',
  },
  learning: enLearning,
  failures: enFailures,
};

export type Messages = typeof en;
