import { ipcMain, type MessagePortMain, type WebContents } from 'electron';
import type { EventDefinition } from '../../preload/contract/definition.ts';
import { TAP_PORT_CHANNEL } from '../../preload/contract/tap-port-message.ts';
import type { TapPort } from '../../preload/contract/media.ts';
import type { z } from 'zod';
import { dispatch, routesOf, type RequestHandlers } from './dispatch.ts';
import { isOwnPage } from './own-page.ts';

/** The one page that main talks with; its window may come and go. */
export interface PageLink {
  /** Sends a snapshot; silently nothing while there is no page. */
  publish<Snapshot extends z.ZodType>(definition: EventDefinition<Snapshot>, snapshot: z.output<Snapshot>): void;
  postTap(tap: TapPort, port: MessagePortMain): void;
}

/** Serves every request of the contract for the page that `currentPage` names. */
export function servePage(currentPage: () => WebContents | null, pageOrigin: string, handlers: RequestHandlers): PageLink {
  for (const [channel, route] of routesOf(handlers)) {
    ipcMain.handle(channel, (event, input: unknown) => dispatch(route, isOwnPage(event, currentPage(), pageOrigin), input));
  }
  return {
    publish(definition, snapshot) {
      const page = currentPage();
      if (page !== null && !page.isDestroyed()) page.send(definition.channel, snapshot);
    },
    postTap(tap, port) {
      currentPage()?.postMessage(TAP_PORT_CHANNEL, tap, [port]);
    },
  };
}

