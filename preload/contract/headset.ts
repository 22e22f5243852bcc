import { z } from 'zod';

/** The headset whose buttons and lamps follow the calls, as USB names it; no serial number is kept. */
export const HeadsetChoice = z.strictObject({ vendorId: z.number().int().min(0).max(0xffff), productId: z.number().int().min(0).max(0xffff), name: z.string().max(200) });
export type HeadsetChoice = z.infer<typeof HeadsetChoice>;
