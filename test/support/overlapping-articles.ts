import type { Article } from '../../main/assist/understanding/knowledge/article.ts';

/** A topic as somebody who maps every scenario to an article would write it, and callers' words for it that share little with the title. */
interface Topic {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly asked: (product: string) => readonly string[];
}

const PRODUCTS = ['washing machine', 'dishwasher', 'coffee machine', 'vacuum cleaner', 'air conditioner', 'tumble dryer', 'microwave', 'fridge', 'freezer', 'oven', 'kettle', 'toaster', 'lawn mower', 'television', 'laptop', 'printer', 'phone', 'tablet', 'bicycle', 'heater'];
const TOPICS: readonly Topic[] = [
  { id: 'noise', title: 'Strange noises', body: 'Rattling and humming mostly come from transport bolts or an uneven floor.', asked: (p) => [`My ${p} is making a loud rattling sound`, `Why is my ${p} so loud?`] },
  { id: 'warranty', title: 'Length of the warranty', body: 'The warranty lasts two years from the day of purchase and covers faults of material.', asked: (p) => [`For how many years is my ${p} under guarantee?`, `Is my ${p} still covered by the warranty?`] },
  { id: 'leak', title: 'Leaking', body: 'Water or another liquid on the floor comes from a worn seal or a loose hose.', asked: (p) => [`There is water coming out of my ${p}`, `My ${p} leaves a puddle on the floor`] },
  { id: 'cleaning', title: 'Cleaning', body: 'Wipe it with a damp cloth and mild soap. Never use scouring powder.', asked: (p) => [`How should I clean my ${p}?`, `What can I use to get the dirt off my ${p}?`] },
  { id: 'delivery', title: 'Delivery times', body: 'It is delivered within five working days. The carrier calls an hour before.', asked: (p) => [`When will my new ${p} arrive?`, `How long does it take until you deliver the ${p}?`] },
  { id: 'installing', title: 'Installing at home', body: 'A fitter connects it and takes the packing away. Book the fitter with the order.', asked: (p) => [`Can somebody set up the ${p} in my flat?`, `Who installs the ${p} for me?`] },
  { id: 'returning', title: 'Returning within thirty days', body: 'It can be sent back within thirty days in its packing.', asked: (p) => [`I want to send the ${p} back`, `Can I return the ${p} if I do not like it?`] },
  { id: 'power', title: 'Does not switch on', body: 'Check the socket with a lamp, then the fuse, then the mains lead.', asked: (p) => [`My ${p} does not turn on any more`, `The ${p} is dead, nothing happens when I press the button`] },
  { id: 'spares', title: 'Spare parts', body: 'Spare parts can be ordered for ten years by the number on the rating plate.', asked: (p) => [`Where do I get replacement parts for my ${p}?`, `I need to order a spare part for the ${p}`] },
  { id: 'smell', title: 'Bad smell', body: 'A smell goes away after airing and a run with vinegar.', asked: (p) => [`My ${p} stinks`, `There is a funny smell from the ${p}`] },
  { id: 'disposal', title: 'Taking the old one away', body: 'We take the old one away free of charge for recycling when the new one is delivered.', asked: (p) => [`Do you take my old ${p} with you?`, `How do I get rid of my old ${p}?`] },
  { id: 'energy', title: 'Energy use', body: 'The energy label names the kilowatt hours in a year.', asked: (p) => [`How much electricity does the ${p} use?`, `What does it cost me in power to run the ${p}?`] },
  { id: 'manual', title: 'Finding the manual', body: 'The manual can be downloaded as a PDF by the model number.', asked: (p) => [`I lost the instructions for my ${p}`, `Where can I download the user guide of the ${p}?`] },
  { id: 'hot', title: 'Overheating', body: 'It switches off when its air vents are blocked. Let it cool down for half an hour.', asked: (p) => [`My ${p} gets far too hot`, `The ${p} is overheating`] },
  { id: 'lock', title: 'Child lock', body: 'Hold the key symbol for three seconds to lock or unlock the buttons.', asked: (p) => [`How do I stop my kids from using the ${p}?`, `How do I turn the child lock of my ${p} off?`] },
  { id: 'wifi', title: 'Connecting to the wireless network', body: 'Open the app, choose the network and type its password.', asked: (p) => [`My ${p} does not connect to the wifi`, `How do I get the ${p} onto my home network?`] },
  { id: 'scratch', title: 'Scratches and dents on arrival', body: 'Send us a photo of the damage within three days and keep the packing.', asked: (p) => [`The ${p} came with a big scratch`, `My ${p} arrived with a dent in it`] },
  { id: 'instalments', title: 'Paying by instalments', body: 'It can be paid in twelve monthly instalments without interest.', asked: (p) => [`Can I pay for the ${p} in monthly rates?`, `Could I spread the cost of the ${p} over a year?`] },
  { id: 'error', title: 'Error codes on the display', body: 'An error code is cleared by holding the reset key. Codes that come back need a technician.', asked: (p) => [`My ${p} shows an error code`, `What does the code E4 on the ${p} mean?`] },
  { id: 'extension', title: 'Extended protection plan', body: 'The protection plan pays for drops and breakage for three more years.', asked: (p) => [`Can I buy insurance against breaking my ${p}?`, `How much is the protection plan for the ${p}?`] },
];

/** Stands in every article: long, and of the words that callers use. */
const SHARED = 'Thank the customer for calling and ask for the order number and the day of purchase. Note the model and the serial number. If the customer is upset, say that you understand, and offer to call back. Prices include tax. Opening hours, delivery areas and the warranty may differ between shops. When it cannot be solved on the phone, open a ticket for the service team, who answer within two working days. Ask whether there is anything else that you can help with.';

const article = (articleId: string, title: string, product: string, body: string): Article => ({
  articleId, title, source: `${articleId}.md`, questions: [], steps: [],
  passages: [{ heading: title, text: `This article is about the ${product}. ${body}` }, { heading: 'On every call', text: `${SHARED} This holds for the ${product} too.` }],
});

const idOf = (topic: string, product: string): string => `${product.replaceAll(' ', '-')}-${topic}`;

/**
 * 500 articles that overlap: twenty topics of twenty products (the same words but for the product), and a hundred of them twice, as they are
 * after somebody copied a folder and changed a word. A copy's id ends in "-copy".
 */
export function overlappingArticles(): Article[] {
  const all = PRODUCTS.flatMap((product) => TOPICS.map(({ id, title, body }) => article(idOf(id, product), `${title}: ${product}`, product, body)));
  const copies = PRODUCTS.flatMap((product, at) => TOPICS.filter((_topic, index) => (index + at) % 4 === 0).map(({ id, title, body }) => article(`${idOf(id, product)}-copy`, `${title}: ${product}`, product, `${body} Updated in spring.`)));
  return [...all, ...copies];
}

/** Callers' questions that one article (or its copy) answers: every seventh of all that the topics and the products make. */
export function answeredQuestions(): { readonly text: string; readonly articleId: string }[] {
  const all = PRODUCTS.flatMap((product) => TOPICS.flatMap(({ id, asked }) => asked(product).map((text) => ({ text, articleId: idOf(id, product) }))));
  return all.filter((_question, index) => index % 7 === 3);
}

/** What a caller says that no article answers, though it is full of their words. */
export function unansweredQuestions(): { readonly about: 'another-topic' | 'another-product' | 'nothing'; readonly text: string }[] {
  const otherTopics = (product: string): string[] => [`Which colours does the ${product} come in?`, `Who invented the ${product}?`, `Is the ${product} made in Germany?`, `My neighbour gave me a ${product} for my birthday`, `How heavy is the ${product}?`];
  const otherProducts = ['sofa', 'violin', 'garden gate', 'wedding dress', 'motorboat', 'fish tank'];
  return [
    ...PRODUCTS.filter((_product, index) => index % 2 === 1).flatMap((product) => otherTopics(product).map((text) => ({ about: 'another-topic' as const, text }))),
    ...otherProducts.flatMap((product) => TOPICS.flatMap(({ asked }) => asked(product).slice(0, 1).map((text) => ({ about: 'another-product' as const, text })))),
    ...['I am calling because of my order', 'Could you hold the line for a second please?', 'I was told to ring this number again today', 'Do you sell gift vouchers for the cinema?', 'I would like to apply for a job with you', 'My daughter starts school next week', 'Thank you very much for your help today', 'The customer before me waited for an hour', 'Can I speak to your manager about this?', 'What is the weather like where you are?', 'I have never had this problem before', 'Let me look for the serial number first'].map((text) => ({ about: 'nothing' as const, text })),
  ];
}
