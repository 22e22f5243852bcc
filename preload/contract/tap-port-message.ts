/** The tag of the window message that brings a tap's port into the page, with a TapPort as `tap`. */
export const TAP_PORT_MESSAGE = 'sidetone.tap-port';
/** The channel on which main posts a tap's port to the preload, with a TapPort as the message. */
export const TAP_PORT_CHANNEL = 'media.tapPort';
