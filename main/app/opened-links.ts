import { app } from 'electron';

/** Links that macOS hands over by an event, perhaps before anything is ready for them. Call it before the app is ready. */
export function collectOpenedLinks(): { readonly deliverTo: (open: (link: string) => void) => void } {
  const early: string[] = [];
  let deliver = (link: string): void => void early.push(link);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    deliver(url);
  });
  return {
    deliverTo(open) {
      deliver = open;
      early.splice(0).forEach(open);
    },
  };
}
